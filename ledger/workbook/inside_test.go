package workbook

import "testing"

// SetMaxRows makes sheets full sooner: the real limit takes a minute.
func SetMaxRows(t *testing.T, rows int) {
	before := maxRows
	maxRows = rows
	t.Cleanup(func() { maxRows = before })
}

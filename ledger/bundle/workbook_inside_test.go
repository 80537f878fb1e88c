package bundle

import "testing"

// SetMaxSheetRows makes sheets full sooner: the real limit takes a minute.
func SetMaxSheetRows(t *testing.T, rows int) {
	before := maxSheetRows
	maxSheetRows = rows
	t.Cleanup(func() { maxSheetRows = before })
}

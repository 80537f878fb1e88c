package ledger_test

import (
	"fmt"
	"strings"
	"testing"
)

// column is one column of a table, as the database file itself declares it.
type column struct {
	name, kind string
	key        bool
}

// columns reads them from the file, so that a new one is edited by itself.
func (v *victim) columns(table string) (all []column) {
	v.Helper()
	for _, text := range v.list(fmt.Sprintf("SELECT name || ' ' || type || ' ' || pk FROM pragma_table_info('%s') ORDER BY cid", table)) {
		part := strings.Fields(text)
		all = append(all, column{part[0], part[1], part[2] != "0"})
	}
	return all
}

func keyOf(columns []column) string {
	var names []string
	for _, c := range columns {
		if c.key {
			names = append(names, c.name)
		}
	}
	return strings.Join(names, ", ")
}

// others are values that a cell does not have, one for each way to be another.
func (c column) others() []string {
	switch c.kind {
	case "INTEGER":
		return []string{"coalesce(%[1]s, 0) + 1000003", "CASE WHEN %[1]s IS NULL THEN 0 ELSE -%[1]s - 1 END"}
	case "TEXT":
		return []string{"coalesce(%[1]s, '') || 'x'", "substr(coalesce(%[1]s, 'y'), 2)", "coalesce(%[1]s, '') || char(0) || 'x'"}
	}
	return []string{"randomblob(length(%[1]s))", "CAST(%[1]s || x'00' AS BLOB)"}
}

// TestEveryEditedCellIsFoundAndNamed changes each column of each table in its
// first and in its last row.
func TestEveryEditedCellIsFoundAndNamed(t *testing.T) {
	v := newVictim(t)
	edits := 0
	for _, table := range v.tables {
		columns := v.columns(table)
		key := keyOf(columns)
		rows := v.list("SELECT quote(" + strings.ReplaceAll(key, ", ", ") || ', ' || quote(") + ") FROM " + table + " ORDER BY " + key)
		if len(rows) == 0 {
			t.Errorf("the day leaves table %s empty; add to it", table)
			continue
		}
		for _, c := range columns {
			for _, row := range []string{rows[0], rows[len(rows)-1]} {
				for _, other := range c.others() {
					statement := fmt.Sprintf("UPDATE %s SET %s = %s WHERE (%s) = (%s)", table, c.name, fmt.Sprintf(other, c.name), key, row)
					if v.edit(statement) {
						v.mustBeFound(statement, placesOf(table, row)...)
						edits++
					}
				}
			}
		}
	}
	t.Logf("%d edited cells", edits)
}

// TestEveryRowAddedRemovedOrSwappedIsFoundAndNamed does so in each table.
func TestEveryRowAddedRemovedOrSwappedIsFoundAndNamed(t *testing.T) {
	v := newVictim(t)
	edits := 0
	for _, table := range v.tables {
		columns := v.columns(table)
		key := keyOf(columns)
		try := func(statements ...string) {
			if v.edit(statements...) {
				v.mustBeFound(strings.Join(statements, "; "), placesOf(table, "")...)
				edits++
			}
		}
		for _, order := range []string{"ASC", "DESC"} {
			by := strings.ReplaceAll(key, ", ", " "+order+", ") + " " + order
			one := fmt.Sprintf("(%[2]s) = (SELECT %[2]s FROM %[1]s ORDER BY %[3]s LIMIT 1)", table, key, by)
			try("DELETE FROM " + table + " WHERE " + one)
			try(fmt.Sprintf("CREATE TEMP TABLE copied AS SELECT * FROM %s WHERE %s", table, one),
				"UPDATE copied SET "+assign(columns, "%s = CASE typeof(%[1]s) WHEN 'integer' THEN %[1]s + 1000 ELSE %[1]s || 'x' END", true),
				"INSERT OR IGNORE INTO "+table+" SELECT * FROM copied")
		}
		try("DELETE FROM " + table)
		// The rows keep their keys and trade everything else.
		try(fmt.Sprintf("CREATE TEMP TABLE two AS SELECT row_number() OVER (ORDER BY %[2]s) AS n, * FROM %[1]s ORDER BY %[2]s LIMIT 2", table, key),
			fmt.Sprintf("DELETE FROM %[1]s WHERE (%[2]s) IN (SELECT %[2]s FROM two)", table, key),
			fmt.Sprintf("INSERT INTO %s SELECT %s FROM two a JOIN two b ON b.n = 3 - a.n", table, traded(columns)))
	}
	t.Logf("%d edits of rows", edits)
}

func assign(columns []column, form string, key bool) string {
	var parts []string
	for _, c := range columns {
		if c.key == key {
			parts = append(parts, fmt.Sprintf(form, c.name))
		}
	}
	return strings.Join(parts, ", ")
}

// traded takes the key from row a and the rest from row b.
func traded(columns []column) string {
	var parts []string
	for _, c := range columns {
		if c.key {
			parts = append(parts, "a."+c.name)
		} else {
			parts = append(parts, "b."+c.name)
		}
	}
	return strings.Join(parts, ", ")
}

// placesOf are what a finding may call the place of an edit: the entry in the
// journal, the person whose secret it is, or the table.
func placesOf(table, row string) []string {
	switch {
	case table == "journal" && row != "":
		return []string{"entry " + row + " ", "after entry "}
	case table == "journal":
		return []string{"entry ", "the journal is empty", "not in the journal: seq "}
	case table == "secrets":
		return []string{"the secret of "}
	}
	return []string{"table " + table + ":"}
}

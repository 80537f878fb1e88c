package receipts

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"

	"counterfoil/ledger"
)

// ReportCSV writes one table of a report as RFC 4180 has it, texts unaltered:
// it is for programs. The empty key is the first table.
func ReportCSV(r Report, key string) ([]byte, error) {
	var keys []string
	for _, t := range r.Tables {
		keys = append(keys, t.Key)
		if key != "" && t.Key != key {
			continue
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.UseCRLF = true
		header := make([]string, len(t.Columns))
		for i, c := range t.Columns {
			header[i] = c.Key
		}
		w.Write(header)
		for _, row := range t.Rows {
			cells := make([]string, len(row))
			for i, cell := range row {
				cells[i] = plain(cell)
			}
			w.Write(cells)
		}
		w.Flush()
		return b.Bytes(), w.Error()
	}
	return nil, &ledger.Error{Code: ledger.Invalid, Field: "table", Text: fmt.Sprintf("the report %s has no table %q; its tables are %s", r.Kind, key, strings.Join(keys, ", "))}
}

// ReportJSON writes a report for other programs. Amounts are text with two
// decimals.
func ReportJSON(r Report) ([]byte, error) {
	file := reportFile{
		Report: r.Kind, Title: r.Title, City: r.City.Name, Station: r.City.Station,
		Day: r.Scope.Day, Outage: r.Scope.Outage.Number, MadeAt: plain(r.Scope.MadeAt), HeadSeq: r.Scope.Seq, Head: r.Scope.Head.String(),
		Notes: append([]string{}, r.Notes...), Alarms: append([]string{}, r.Alarms...), Tables: []tableFile{},
	}
	for _, t := range r.Tables {
		table := tableFile{Name: t.Key, Title: t.Title, Rows: []rowFile{}}
		for _, row := range t.Rows {
			table.Rows = append(table.Rows, rowFile{t.Columns, row})
		}
		if t.Totals != nil {
			table.Totals = &rowFile{t.Columns, t.Totals}
		}
		file.Tables = append(file.Tables, table)
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(file)
	return b.Bytes(), err
}

type reportFile struct {
	Report  string      `json:"report"`
	Title   string      `json:"title"`
	City    string      `json:"city"`
	Station string      `json:"station"`
	Day     ledger.Day  `json:"day,omitempty"`
	Outage  int64       `json:"outage"`
	MadeAt  string      `json:"made_at"`
	HeadSeq int64       `json:"head_seq"`
	Head    string      `json:"head"`
	Notes   []string    `json:"notes"`
	Alarms  []string    `json:"alarms"`
	Tables  []tableFile `json:"tables"`
}

type tableFile struct {
	Name   string    `json:"name"`
	Title  string    `json:"title"`
	Rows   []rowFile `json:"rows"`
	Totals *rowFile  `json:"totals,omitempty"`
}

// rowFile is a row as an object, its members in the order of the columns.
type rowFile struct {
	columns []ReportColumn
	cells   []Cell
}

func (r rowFile) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, column := range r.columns {
		cell := any(r.cells[i])
		if column.Kind == Time && cell != nil {
			cell = plain(cell)
		}
		value, err := json.Marshal(cell)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%q:%s", column.Key, value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

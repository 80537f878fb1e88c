package stub

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

// ReadSamples reads samples from CSV. The first row names the columns: scan,
// account and amount, and, when the papers have them, due (YYYY-MM-DD) and
// bill.
func ReadSamples(r io.Reader) ([]Sample, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxSampleBytes))
	if err != nil {
		return nil, err
	}
	rows := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\uFEFF")))) // as spreadsheets begin it
	columns, err := rows.Read()
	if err != nil {
		return nil, phrase.Errorf("there is no first row; write one with the columns scan,account,amount")
	}
	if err := checkColumns(columns); err != nil {
		return nil, err
	}
	var samples []Sample
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return samples, nil
		}
		if err != nil {
			return nil, phrase.Errorf("%w; put a text with commas in quotes", err)
		}
		line, _ := rows.FieldPos(0)
		s, err := readSample(columns, row)
		if err != nil {
			return nil, phrase.Errorf("line %d: %w", line, err)
		}
		if samples = append(samples, s); len(samples) > MaxSamples {
			return nil, phrase.Errorf("line %d: there are more than %d stubs; ten do well", line, MaxSamples)
		}
	}
}

// maxSampleBytes is more than the longest samples take.
const maxSampleBytes = 64 << 10

var sampleColumns = []string{"scan", "account", "amount", "due", "bill"}

func checkColumns(columns []string) error {
	for i, name := range columns {
		if !slices.Contains(sampleColumns, name) || slices.Contains(columns[:i], name) {
			return phrase.Errorf("column %d is %q; name each of %s once", i+1, name, strings.Join(sampleColumns, ", "))
		}
	}
	for _, name := range sampleColumns[:3] {
		if !slices.Contains(columns, name) {
			return phrase.Errorf("there is no column %q; the first row names the columns", name)
		}
	}
	return nil
}

func readSample(columns, row []string) (Sample, error) {
	var s Sample
	var err error
	for i, name := range columns {
		switch text := strings.TrimSpace(row[i]); name {
		case "scan":
			s.Scan = row[i]
		case "account":
			s.Account = text
		case "amount":
			s.AmountDue, err = money.Parse(text)
		case "due":
			if _, wrong := time.Parse(time.DateOnly, text); wrong != nil && text != "" {
				err = phrase.Errorf("due date %q is not written like 2026-11-25", text)
			}
			s.Due = text
		case "bill":
			s.Bill = text
		}
		if err != nil {
			return Sample{}, err
		}
	}
	return s, nil
}

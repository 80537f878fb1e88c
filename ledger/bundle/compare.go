package bundle

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"counterfoil/ledger/phrase"
)

const maxRowBytes = 64 << 10

// comparison walks a CSV file beside the rows that the journal gives, and
// names each row that is missing, that does not belong or that differs. Both
// are in the order of their keys, so neither is held in memory.
type comparison struct {
	file    string
	columns []string
	key     keyOf
	encoder *rowEncoder
	next    func() ([]byte, error, bool)
	stop    func()

	line       []byte // the file's current line; nil at its end
	at         int    // its number
	unreadable bool   // the file ended with an error
	wrong      problems
	rows       int
}

// keyOf tells rows of one file apart and orders them; label names a row for
// people.
type keyOf func(row []string) (key [3]int64, label string, ok bool)

func startComparison(file string, columns []string, key keyOf, lines iter.Seq2[[]byte, error]) *comparison {
	c := &comparison{file: file, columns: columns, key: key, encoder: newRowEncoder()}
	c.next, c.stop = iter.Pull2(lines)
	c.advance()
	if header := strings.Join(columns, ","); !c.unreadable && string(c.line) != header {
		c.wrong.add("the first line is not %s", header)
	}
	c.advance()
	return c
}

func (c *comparison) advance() {
	line, err, more := c.next()
	c.line = nil
	if err != nil {
		c.wrong.add("%s", err)
		c.unreadable = true
	} else if more {
		c.line = line
		c.at++
	}
}

// expect takes the next row that the journal gives.
func (c *comparison) expect(row []string) error {
	want, err := c.encoder.encode(row)
	if err != nil {
		return err
	}
	want = bytes.TrimSuffix(want, []byte("\r\n"))
	c.rows++
	if c.takes(want) {
		return nil
	}
	wantKey, label, ok := c.key(row)
	if !ok {
		return phrase.Errorf("the journal gives a row that no %s has: %s", c.file, want)
	}
	for {
		if c.unreadable {
			return nil
		}
		if c.line == nil {
			c.wrong.add("the row of %s is missing", label)
			return nil
		}
		have, haveKey, ok := c.parse()
		switch order := slices.Compare(haveKey[:], wantKey[:]); {
		case !ok || order < 0:
			if c.extra(); c.takes(want) {
				return nil
			}
		case order > 0:
			c.wrong.add("the row of %s is missing", label)
			return nil
		default:
			c.wrong.add("%s: %s", label, c.difference(have, row))
			c.advance()
			return nil
		}
	}
}

// takes goes on to the next line when the current one is as wanted.
func (c *comparison) takes(want []byte) bool {
	same := c.line != nil && bytes.Equal(c.line, want)
	if same {
		c.advance()
	}
	return same
}

// finish says what was wrong, once the journal has no more rows.
func (c *comparison) finish() error {
	defer c.stop()
	for c.line != nil {
		c.extra()
	}
	return c.wrong.err()
}

// extra names the current line as one that the journal does not have.
func (c *comparison) extra() {
	if row, _, ok := c.parse(); ok {
		_, label, _ := c.key(row)
		c.wrong.add("line %d is a row of %s that the journal does not have", c.at, label)
	} else {
		c.wrong.add("line %d is not a row of this file", c.at)
	}
	c.advance()
}

func (c *comparison) parse() (row []string, key [3]int64, ok bool) {
	reader := csv.NewReader(bytes.NewReader(c.line))
	reader.FieldsPerRecord = len(c.columns)
	row, err := reader.Read()
	if err != nil {
		return nil, key, false
	}
	if _, err := reader.Read(); !errors.Is(err, io.EOF) {
		return nil, key, false
	}
	key, _, ok = c.key(row)
	return row, key, ok
}

func (c *comparison) difference(have, want []string) phrase.Text {
	for i, column := range c.columns {
		if have[i] != want[i] {
			return phrase.Of("%s is %q, the journal says %q", column, have[i], want[i])
		}
	}
	return phrase.Of("the row is not written as Counterfoil writes it")
}

// receiptKey orders the rows of one receipt's file by section, receipt number
// and, when the file has several rows a receipt, the row's own number.
func receiptKey(columns []string, item string) keyOf {
	receipt, standing, n := slices.Index(columns, "receipt"), slices.Index(columns, "void"), slices.Index(columns, item)
	billing := slices.Index(columns, "billing")
	return func(row []string) (key [3]int64, label string, ok bool) {
		switch {
		case row[standing] == reversal:
			key[0] = 1
		case billing >= 0 && row[billing] == resubmission:
			key[0] = 2
		}
		_, digits, _ := strings.Cut(row[receipt], "-")
		var err error
		if key[1], err = strconv.ParseInt(digits, 10, 64); err != nil {
			return key, "", false
		}
		label = "receipt " + row[receipt]
		if n >= 0 {
			if key[2], err = strconv.ParseInt(row[n], 10, 64); err != nil {
				return key, "", false
			}
			label += ", " + item + " " + row[n]
		}
		return key, label, true
	}
}

// closingKey orders closings by their number.
func closingKey(row []string) (key [3]int64, label string, ok bool) {
	n, err := strconv.ParseInt(row[0], 10, 64)
	return [3]int64{n}, "closing Z" + row[0], err == nil
}

// Package layout writes payments in the form that a billing system loads: a
// file with a delimiter or of fixed width, one record a stub line or a tender,
// with headers and control totals. How such a file looks is a profile, written
// in TOML; docs/PROFILES.md is the format, field by field.
//
// Nothing is cut, rounded or left out on the way: a payment that a profile has
// no room for stops the file, and the error names its receipt.
package layout

import (
	"fmt"
	"slices"
	"time"

	"counterfoil/ledger/money"
)

// Set says whose payments a file holds.
type Set struct {
	City    string
	Station string // empty: several
	Batch   int64  // of the station; 0: several
	MadeAt  time.Time
	From    string // first business day, YYYY-MM-DD
	To      string // last business day
}

// Payment is what a profile's file is told of a payment. Days are text,
// YYYY-MM-DD, and empty where they are not known.
type Payment struct {
	ID       string
	Receipt  string
	Station  string
	Clerk    string
	Received time.Time // when the money came
	Recorded time.Time
	Day      string // business day
	Payor    string
	Note     string
	Book     string // number of the handwritten receipt
	Writer   string // of the handwritten receipt
	Replaces string // receipt of the void payment that it stands in for
	Batch    int64
	Seq      int64 // of its journal entry
	// Reversal takes back a payment that an earlier file carried.
	Reversal bool
	// Again carries a payment that an earlier file carried and billing rejected.
	Again   bool
	Lines   []Line
	Tenders []Tender
	// Only are the lines that are carried, counted from 1: those that billing
	// rejected, or, of a reversal, those that it did not. Empty: all. A profile
	// with rows of lines asks for no others; one with rows of tenders needs all
	// lines and tenders to tell what paid what.
	Only []int
}

// Line is the money applied to one stub.
type Line struct {
	Account   string
	Bill      string
	BillDate  string
	Due       string
	AmountDue *money.Amount // nil: the stub does not say
	Amount    money.Amount  // applied
	Scan      string
	AutoPay   bool
	Funds     []Fund // empty: the split is not known
}

// Fund is the part of a line that belongs to one fund.
type Fund struct {
	Name   string
	Amount money.Amount
}

// Tender is one piece of the money handed over.
type Tender struct {
	Kind    string // cash, check or card
	Handed  money.Amount
	Change  money.Amount // given back out of it
	Number  string       // the check's, or the terminal slip's
	Routing string
	Last4   string
	Name    string
	Date    string // written on the check
}

// net is what the tender left in the drawer.
func (t Tender) net() (money.Amount, error) { return t.Handed.Sub(t.Change) }

// total is what is applied to the lines that are carried.
func (p *Payment) total() (total money.Amount, err error) {
	for i := range p.Lines {
		if !p.carries(&p.Lines[i]) {
			continue
		}
		if total, err = total.Add(p.Lines[i].Amount); err != nil {
			return total, err
		}
	}
	return total, nil
}

// row is what one detail record is of. In a row of the whole line the tender
// is nil, in one of the whole tender the line.
type row struct {
	payment *Payment
	line    *Line
	tender  *Tender
	fund    string
	amount  money.Amount
	parts   []row // of a whole tender: what of it went to each line
}

// rowsOf tells the rows of a payment. Their amounts add up to the lines that
// are carried.
func (p *Payment) rowsOf(rows Rows) ([]row, error) {
	if rows == ByTender || rows == ByPart {
		parts, err := p.parts()
		if err != nil {
			return nil, err
		}
		parts = slices.DeleteFunc(parts, func(r row) bool { return !p.carries(r.line) })
		if rows == ByTender {
			return byTender(parts)
		}
		return parts, nil
	}
	var all []row
	for i := range p.Lines {
		line := &p.Lines[i]
		if !p.carries(line) {
			continue
		}
		whole := row{payment: p, line: line, amount: line.Amount}
		if rows == ByLine || len(line.Funds) == 0 {
			all = append(all, whole)
			continue
		}
		for _, fund := range line.Funds {
			whole.fund, whole.amount = fund.Name, fund.Amount
			all = append(all, whole)
		}
	}
	return all, nil
}

// carries tells whether a line is carried.
func (p *Payment) carries(line *Line) bool {
	return len(p.Only) == 0 || slices.Contains(p.Only, int(number(p.Lines, line)))
}

// parts lays the tenders on the stub lines, both in their order: each tender
// pays what is left of the first line that is not paid yet, then the next. A
// part is what one tender pays of one line. A tender that was given back whole
// as change pays nothing and has no part.
func (p *Payment) parts() (parts []row, err error) {
	n := 0
	var left money.Amount // of line n
	if len(p.Lines) > 0 {
		left = p.Lines[0].Amount
	}
	for i := range p.Tenders {
		tender := &p.Tenders[i]
		rest, err := tender.net()
		if err != nil {
			return nil, err
		}
		for rest.IsPositive() && n < len(p.Lines) {
			paid := rest.AtMost(left)
			if paid.IsPositive() {
				parts = append(parts, row{payment: p, line: &p.Lines[n], tender: tender, amount: paid})
			}
			if rest, err = rest.Sub(paid); err != nil {
				return nil, err
			}
			if left, err = left.Sub(paid); err != nil {
				return nil, err
			}
			if !left.IsZero() {
				continue
			}
			if n++; n < len(p.Lines) {
				left = p.Lines[n].Amount
			}
		}
		if !rest.IsZero() {
			return nil, p.unbalanced()
		}
	}
	if n < len(p.Lines) {
		return nil, p.unbalanced()
	}
	return parts, nil
}

func (p *Payment) unbalanced() error {
	return fmt.Errorf("receipt %s: what was handed over is not what was applied to its stubs; check the bundle with `counterfoil verify`", p.Receipt)
}

// byTender puts the parts of each tender together.
func byTender(parts []row) (all []row, err error) {
	for len(parts) > 0 {
		n := 1
		for n < len(parts) && parts[n].tender == parts[0].tender {
			n++
		}
		whole := row{payment: parts[0].payment, tender: parts[0].tender, parts: parts[:n]}
		for _, part := range whole.parts {
			if whole.amount, err = whole.amount.Add(part.amount); err != nil {
				return nil, err
			}
		}
		all, parts = append(all, whole), parts[n:]
	}
	return all, nil
}

// number is the place of one of a payment's lines or tenders, from 1.
func number[T any](all []T, one *T) int64 {
	for i := range all {
		if &all[i] == one {
			return int64(i) + 1
		}
	}
	return 0
}

package billing

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ledger/workbook"
)

// ByAccount counts the lines that are matched by account, amount and date alone.
func (c Comparison) ByAccount() (n int) {
	for _, p := range c.Pairs {
		if p.Kind == Matched && p.How == ByAccount {
			n++
		}
	}
	return n
}

// Words tells of a pair in a line of cells, parted by tabs.
func (p Pair) Words() string {
	text := string(p.Kind) + "\t"
	if p.Ours != nil {
		text += fmt.Sprintf("%s, stub %d, account %s, %s", p.Ours.Receipt, p.Ours.Line, p.Ours.Account, p.Ours.Amount.Display())
	}
	text += "\t"
	if p.Theirs != nil {
		text += "line " + strconv.Itoa(p.Theirs.At)
		if p.Theirs.Account != "" {
			text += ", account " + p.Theirs.Account
		}
		if p.Theirs.Amount != nil {
			text += ", " + p.Theirs.Amount.Display()
		}
		if p.Theirs.Wrong != nil {
			text += ": " + p.Theirs.Wrong.Error()
		}
	}
	return text + "\t" + p.HowWords().String()
}

// HowWords says what a pair was found by.
func (p Pair) HowWords() phrase.Text {
	days := phrase.Count(p.Days, "%d day", "%d days")
	switch {
	case p.How == "":
		return phrase.Text{}
	case p.How == ByGuess && p.Kind == DifferentAmount:
		return phrase.Of("a guess: the only one left with this account")
	case p.How == ByGuess:
		return phrase.Of("a guess: the only one left with this amount")
	case p.How == ByAccount && p.Alike:
		return phrase.Of("by %s, %s apart; others are alike, so it may be another of them", p.How, days)
	case p.How == ByAccount:
		return phrase.Of("by %s, %s apart", p.How, days)
	}
	return phrase.Of("by %s", p.How)
}

var pairColumns = []string{
	"result", "found_by", "days_apart", "receipt", "payment_id", "line", "account", "amount", "business_day",
	"their_line", "their_reference", "their_account", "their_amount", "their_date", "wrong",
}

// row is a pair in the order of pairColumns.
func (p Pair) row() []string {
	row := make([]string, len(pairColumns))
	row[0], row[1] = string(p.Kind), p.HowWords().String()
	if o := p.Ours; o != nil {
		copy(row[3:], []string{o.Receipt, o.Payment, strconv.Itoa(o.Line), o.Account, o.Amount.String(), string(o.Day)})
	}
	if r := p.Theirs; r != nil {
		copy(row[9:], []string{strconv.Itoa(r.At), cmp.Or(r.PaymentID, r.Receipt, r.Reference), r.Account, "", string(r.Date)})
		if r.Wrong != nil {
			row[14] = r.Wrong.Error()
		}
		if r.Amount != nil {
			row[12] = r.Amount.String()
		}
		if p.Ours != nil {
			row[2] = strconv.Itoa(p.Days)
		}
	}
	return row
}

// Rows are the comparison as CSV: a row of names, and one for each pair.
func (c Comparison) Rows() [][]string {
	rows := [][]string{pairColumns}
	for _, p := range c.Pairs {
		rows = append(rows, p.row())
	}
	return rows
}

// ComparisonJSON is the comparison as JSON.
type ComparisonJSON struct {
	AllMatch bool                       `json:"all_match"`
	Counts   map[Kind]ledger.PostingSum `json:"counts"`
	Pairs    []map[string]string        `json:"pairs"`
}

// JSON is the comparison as JSON: its pairs have the names of the CSV columns.
func (c Comparison) JSON() ComparisonJSON {
	out := ComparisonJSON{c.AllMatch(), map[Kind]ledger.PostingSum{}, []map[string]string{}}
	for _, kind := range Kinds {
		out.Counts[kind] = c.Counts[kind]
	}
	for _, row := range c.Rows()[1:] {
		pair := map[string]string{}
		for i, cell := range row {
			if cell != "" {
				pair[pairColumns[i]] = cell
			}
		}
		out.Pairs = append(out.Pairs, pair)
	}
	return out
}

// pairSheet shows the pairs in a workbook.
var pairSheet = []workbook.Column{
	{Heading: "Result", Source: "result", Width: 18}, {Heading: "Found by", Source: "found_by", Width: 44}, {Heading: "Days apart", Source: "days_apart", Kind: workbook.Count, Width: 10},
	{Heading: "Receipt", Source: "receipt", Width: 13}, {Heading: "Line", Source: "line", Kind: workbook.Count, Width: 6}, {Heading: "Account", Source: "account", Width: 16},
	{Heading: "Amount", Source: "amount", Kind: workbook.Amount, Width: 13}, {Heading: "Business day", Source: "business_day", Kind: workbook.Day, Width: 12},
	{Heading: "Line of their list", Source: "their_line", Kind: workbook.Count, Width: 16}, {Heading: "Their reference", Source: "their_reference", Width: 20},
	{Heading: "Their account", Source: "their_account", Width: 16}, {Heading: "Their amount", Source: "their_amount", Kind: workbook.Amount, Width: 13},
	{Heading: "Their date", Source: "their_date", Kind: workbook.Day, Width: 12}, {Heading: "Cannot be read", Source: "wrong", Width: 40}, {Heading: "Payment id", Source: "payment_id", Width: 38},
}

// WriteWorkbook writes the comparison for people.
func (c Comparison) WriteWorkbook(to io.Writer) error {
	b, err := workbook.New("The counter's payments beside billing's list", time.Unix(0, 0), "")
	if err != nil {
		return err
	}
	defer b.Close()
	if err := b.Summary().Headings("Result", "Bill stubs", "Total"); err != nil {
		return err
	}
	for _, kind := range Kinds {
		sum := c.Counts[kind]
		if err := b.Summary().Figures(string(kind), sum.Lines, sum.Amount); err != nil {
			return err
		}
	}
	sheet, err := b.Sheet("Pairs", pairSheet, pairColumns)
	if err != nil {
		return err
	}
	for _, row := range c.Rows()[1:] {
		if err := sheet.Append(row); err != nil {
			return err
		}
	}
	return b.Write(to)
}

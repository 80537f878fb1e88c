package billing

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"counterfoil/ledger"
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
		if p.Theirs.Wrong != "" {
			text += ": " + p.Theirs.Wrong
		}
	}
	return text + "\t" + p.HowWords()
}

// HowWords says what a pair was found by.
func (p Pair) HowWords() string {
	switch {
	case p.How == "":
		return ""
	case p.How == ByGuess && p.Kind == DifferentAmount:
		return "a guess: the only one left with this account"
	case p.How == ByGuess:
		return "a guess: the only one left with this amount"
	case p.How == ByAccount && p.Alike:
		return fmt.Sprintf("by %s, %s apart; others are alike, so it may be another of them", p.How, daysApart(p.Days))
	case p.How == ByAccount:
		return fmt.Sprintf("by %s, %s apart", p.How, daysApart(p.Days))
	}
	return "by " + string(p.How)
}

func daysApart(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

var pairColumns = []string{
	"result", "found_by", "days_apart", "receipt", "payment_id", "line", "account", "amount", "business_day",
	"their_line", "their_reference", "their_account", "their_amount", "their_date", "wrong",
}

// cells are a pair in the order of pairColumns: strings, amounts, days and
// numbers; nil: nothing.
func (p Pair) cells() []any {
	out := make([]any, len(pairColumns))
	out[0], out[1] = string(p.Kind), p.HowWords()
	if o := p.Ours; o != nil {
		copy(out[3:], []any{o.Receipt, o.Payment, int64(o.Line), o.Account, o.Amount, o.Day})
	}
	if r := p.Theirs; r != nil {
		copy(out[9:], []any{int64(r.At), firstOf(r.PaymentID, r.Receipt, r.Reference), r.Account, nil, r.Date, r.Wrong})
		if r.Amount != nil {
			out[12] = *r.Amount
		}
		if p.Ours != nil {
			out[2] = int64(p.Days)
		}
	}
	return out
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// Rows are the comparison as CSV: a row of names, and one for each pair.
func (c Comparison) Rows() [][]string {
	rows := [][]string{pairColumns}
	for _, p := range c.Pairs {
		row := make([]string, len(pairColumns))
		for i, cell := range p.cells() {
			if cell != nil {
				row[i] = fmt.Sprint(cell)
			}
		}
		rows = append(rows, row)
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

var pairKinds = map[string]workbook.Kind{
	"days_apart": workbook.Count, "line": workbook.Count, "their_line": workbook.Count,
	"amount": workbook.Money, "their_amount": workbook.Money, "business_day": workbook.Day, "their_date": workbook.Day,
}

// WriteWorkbook writes the comparison for people.
func (c Comparison) WriteWorkbook(to io.Writer) error {
	b, err := workbook.New("The counter's payments beside billing's list", time.Unix(0, 0))
	if err != nil {
		return err
	}
	defer b.Close()
	summary, err := b.Sheet("Summary", workbook.Column{Title: "Result"}, workbook.Column{Title: "Stubs", Kind: workbook.Count}, workbook.Column{Title: "Amount", Kind: workbook.Money})
	if err != nil {
		return err
	}
	for _, kind := range Kinds {
		sum := c.Counts[kind]
		if err := summary.Add(string(kind), sum.Lines, sum.Amount); err != nil {
			return err
		}
	}
	columns := make([]workbook.Column, len(pairColumns))
	for i, name := range pairColumns {
		columns[i] = workbook.Column{Title: name, Kind: pairKinds[name]}
	}
	sheet, err := b.Sheet("Pairs", columns...)
	if err != nil {
		return err
	}
	for _, p := range c.Pairs {
		cells := p.cells()
		for i, cell := range cells {
			if day, is := cell.(ledger.Day); is && day == "" {
				cells[i] = nil
			}
		}
		if err := sheet.Add(cells...); err != nil {
			return err
		}
	}
	return b.Write(to)
}

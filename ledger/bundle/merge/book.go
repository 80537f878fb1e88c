package merge

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ledger/workbook"
)

// writeBook writes the set for people: its figures, what needs a look, and its
// rows.
func (s *Set) writeBook(ctx context.Context, to io.Writer) error {
	b, err := workbook.New("City-wide set of payments", s.Made())
	if err != nil {
		return err
	}
	defer b.Close()
	for _, write := range []func(context.Context, *workbook.Book) error{s.writeSummary, s.writeExceptions, s.writeRows} {
		if err := write(ctx, b); err != nil {
			return err
		}
	}
	return b.Write(to)
}

func (s *Set) writeSummary(_ context.Context, b *workbook.Book) error {
	sheet, err := b.Sheet("Summary",
		workbook.Column{Title: "Station"}, workbook.Column{Title: "From", Kind: workbook.Day}, workbook.Column{Title: "To", Kind: workbook.Day},
		workbook.Column{Title: "Batches"}, workbook.Column{Title: "Payments", Kind: workbook.Count}, workbook.Column{Title: "Stubs", Kind: workbook.Count},
		workbook.Column{Title: "Total", Kind: workbook.Money}, workbook.Column{Title: "Cash", Kind: workbook.Money}, workbook.Column{Title: "Checks", Kind: workbook.Money}, workbook.Column{Title: "Card", Kind: workbook.Money})
	if err != nil {
		return err
	}
	var tenders ledger.Tally
	for _, of := range s.Figures.Stations {
		if tenders, err = tenders.Plus(of.Tenders); err != nil {
			return err
		}
		if err := sheet.Add(of.Station, of.From, of.To, fmt.Sprintf("%d to %d", of.First, of.Last), of.Payments, of.Lines, of.Total, of.Tenders.Cash, of.Tenders.Check, of.Tenders.Card); err != nil {
			return err
		}
	}
	f := s.Figures
	if err := sheet.Add("All stations", nil, nil, nil, f.Payments, f.Lines, f.Total, tenders.Cash, tenders.Check, tenders.Card); err != nil {
		return err
	}
	if sheet, err = b.Sheet("Days", workbook.Column{Title: "Business day", Kind: workbook.Day}, workbook.Column{Title: "Payments", Kind: workbook.Count},
		workbook.Column{Title: "Stubs", Kind: workbook.Count}, workbook.Column{Title: "Total", Kind: workbook.Money}); err != nil {
		return err
	}
	for _, d := range f.Days {
		if err := sheet.Add(d.Day, d.Payments, d.Lines, d.Total); err != nil {
			return err
		}
	}
	return nil
}

// Exception is something about a set that a person looks at.
type Exception struct {
	What   string
	Where  string
	Detail string
}

// Exceptions lists what is out of the ordinary about the set.
func (s *Set) Exceptions() []Exception {
	var all []Exception
	for _, a := range s.SetAside {
		all = append(all, Exception{"Set aside", filepath.Base(a.Path), a.Why})
	}
	for _, g := range s.Gaps {
		batches := fmt.Sprintf("batch %d is", g.From)
		if g.To > g.From {
			batches = fmt.Sprintf("batches %d to %d are", g.From, g.To)
		}
		all = append(all, Exception{"Missing", "Station " + g.Station, batches + " not in the set, though a later one is"})
	}
	for _, bill := range s.Figures.Twice {
		for _, p := range bill.Payments {
			all = append(all, Exception{"Paid at two counters", fmt.Sprintf("Account %s, bill %s", bill.Account, bill.Bill), fmt.Sprintf("receipt %s, %s, %s", p.Receipt, p.Day, p.Amount.Display())})
		}
	}
	if s.Figures.Reversals > 0 {
		all = append(all, Exception{"To be taken back", "", fmt.Sprintf("%d payments are void whose first batch is not in the set; billing may have them", s.Figures.Reversals)})
	}
	return all
}

func (s *Set) writeExceptions(_ context.Context, b *workbook.Book) error {
	sheet, err := b.Sheet("Exceptions", workbook.Column{Title: "What", Width: 22}, workbook.Column{Title: "Where", Width: 44}, workbook.Column{Title: "Detail", Width: 90})
	if err != nil {
		return err
	}
	for _, x := range s.Exceptions() {
		if err := sheet.Add(x.What, x.Where, x.Detail); err != nil {
			return err
		}
	}
	return nil
}

// shown are the tables that are in the workbook, and their columns there.
var shown = []struct {
	sheet   string
	table   int
	columns []string
}{
	{"Payments", payments, []string{"receipt", "book", "station", "business_day", "received_at", "clerk", "account", "bill", "due", "amount_due", "amount", "tender", "check_number", "payor", "void", "note", "warnings", "payment_id", "line"}},
	{"Tenders", 1, []string{"receipt", "station", "business_day", "clerk", "tender", "amount", "change", "net", "number", "routing", "last4", "name", "date", "void"}},
	{"Voids", 3, []string{"receipt", "station", "total", "voided_at", "voided_by", "approved_by", "reason", "void", "refund"}},
	{"Holds", 4, []string{"account", "bill", "bill_date", "due", "received", "amount_due", "amount", "paid", "receipt", "station", "void"}},
}

// kinds of the columns that are not text.
var kinds = map[string]workbook.Kind{
	"amount": workbook.Money, "amount_due": workbook.Money, "change": workbook.Money, "net": workbook.Money, "total": workbook.Money,
	"business_day": workbook.Day, "due": workbook.Day, "bill_date": workbook.Day, "received": workbook.Day, "date": workbook.Day, "line": workbook.Count,
}

func (s *Set) writeRows(ctx context.Context, b *workbook.Book) error {
	for _, part := range shown {
		columns := make([]workbook.Column, len(part.columns))
		for i, name := range part.columns {
			columns[i] = workbook.Column{Title: name, Kind: kinds[name]}
		}
		sheet, err := b.Sheet(part.sheet, columns...)
		if err != nil {
			return err
		}
		for row, err := range s.store.rows(ctx, tables[part.table]) {
			if err != nil {
				return err
			}
			out := make([]any, len(part.columns))
			for i, name := range part.columns {
				if out[i], err = cellOf(kinds[name], row.get(name)); err != nil {
					return err
				}
			}
			if err := sheet.Add(out...); err != nil {
				return err
			}
		}
	}
	return nil
}

func cellOf(kind workbook.Kind, text string) (any, error) {
	switch {
	case text == "":
		return nil, nil
	case kind == workbook.Money:
		return money.Parse(text)
	case kind == workbook.Day:
		return ledger.Day(text), nil
	case kind == workbook.Count:
		var n int64
		_, err := fmt.Sscan(text, &n)
		return n, err
	}
	return text, nil
}

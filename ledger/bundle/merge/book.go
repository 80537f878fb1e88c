package merge

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/phrase"
	"counterfoil/ledger/workbook"
)

// writeBook writes the set for people: its figures, its rows, and what needs a
// look.
func (s *Set) writeBook(ctx context.Context, to io.Writer) error {
	b, err := workbook.New("City-wide set of payments", s.Made(), s.work)
	if err != nil {
		return err
	}
	defer b.Close()
	if err := s.summarize(b.Summary()); err != nil {
		return err
	}
	if err := s.writeRows(ctx, b); err != nil {
		return err
	}
	if err := s.writeExceptions(b); err != nil {
		return err
	}
	return b.Write(to)
}

func (s *Set) summarize(sum *workbook.Summary) error {
	if err := sum.Headings("Station", "Payments", "Bill stubs", "Total", "Cash kept", "Checks", "Cards"); err != nil {
		return err
	}
	var tenders ledger.Tally
	for _, of := range s.Figures.Stations {
		var err error
		if tenders, err = tenders.Plus(of.Tenders); err != nil {
			return err
		}
		name := fmt.Sprintf("%s, batches %d to %d", of.Station, of.First, of.Last)
		if err := sum.Figures(name, of.Payments, of.Lines, of.Total, of.Tenders.Cash, of.Tenders.Check, of.Tenders.Card); err != nil {
			return err
		}
	}
	f := s.Figures
	if err := sum.Figures("All stations", f.Payments, f.Lines, f.Total, tenders.Cash, tenders.Check, tenders.Card); err != nil {
		return err
	}
	if err := sum.Gap(); err != nil {
		return err
	}
	if err := sum.Headings("Business day", "Payments", "Bill stubs", "Total"); err != nil {
		return err
	}
	for _, d := range f.Days {
		if err := sum.Figures(string(d.Day), d.Payments, d.Lines, d.Total); err != nil {
			return err
		}
	}
	if err := sum.Gap(); err != nil {
		return err
	}
	for _, fact := range [][2]string{{"Void", fmt.Sprint(f.Void)}, {"Bundles set aside", fmt.Sprint(len(s.SetAside))}} {
		if err := sum.Fact(fact[0], fact[1]); err != nil {
			return err
		}
	}
	return nil
}

// Exception is something about a set that a person looks at.
type Exception struct {
	What   phrase.Word
	Where  phrase.Text
	Detail phrase.Text
}

// Exceptions lists what is out of the ordinary about the set, the same wherever
// the bundles lie.
func (s *Set) Exceptions() []Exception { return s.ExceptionsAt(filepath.Base) }

// ExceptionsAt lists the same with the path of a bundle as shown has it.
func (s *Set) ExceptionsAt(shown func(path string) string) []Exception {
	var all []Exception
	for _, a := range s.SetAside {
		all = append(all, Exception{"Set aside", phrase.Of("%s", shown(a.Path)), a.Why})
	}
	for _, g := range s.Gaps {
		detail := phrase.Of("batch %d is not in the set, though a later one is", g.From)
		if g.To > g.From {
			detail = phrase.Of("batches %d to %d are not in the set, though a later one is", g.From, g.To)
		}
		all = append(all, Exception{"Missing", phrase.Of("Station %s", g.Station), detail})
	}
	for _, bill := range s.Figures.Twice {
		for _, p := range bill.Payments {
			all = append(all, Exception{"Paid at two counters", phrase.Of("Account %s, bill %s", bill.Account, bill.Bill), phrase.Of("receipt %s, %s, %s", p.Receipt, p.Day, p.Amount.Display())})
		}
	}
	if s.Figures.Reversals > 0 {
		all = append(all, Exception{What: "To be taken back", Detail: phrase.Count(s.Figures.Reversals, "%d payment is void whose first batch is not in the set; billing may have it", "%d payments are void whose first batch is not in the set; billing may have them")})
	}
	return all
}

func (s *Set) writeExceptions(b *workbook.Book) error {
	sheet, err := b.Sheet("Exceptions", []workbook.Column{
		{Heading: "What", Source: "what", Width: 22}, {Heading: "Where", Source: "where", Width: 44}, {Heading: "Detail", Source: "detail", Width: 90},
	}, []string{"what", "where", "detail"})
	if err != nil {
		return err
	}
	for _, x := range s.Exceptions() {
		if err := sheet.Append([]string{string(x.What), x.Where.String(), x.Detail.String()}); err != nil {
			return err
		}
	}
	return nil
}

// writeRows adds the sheets that a bundle's workbook has.
func (s *Set) writeRows(ctx context.Context, b *workbook.Book) error {
	for _, shown := range bundle.Sheets {
		t := tables[slices.IndexFunc(tables, func(t table) bool { return t.name == shown.Table })]
		columns, known := s.store.columns[t.name]
		if !known { // no bundle
			continue
		}
		sheet, err := b.Sheet(shown.Title, shown.Columns, columns)
		if err != nil {
			return err
		}
		for row, err := range s.store.rows(ctx, t) {
			if err == nil {
				err = sheet.Append(row.values)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

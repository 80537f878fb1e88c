package bundle

import (
	"fmt"
	"io"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/workbook"
)

// batchBook is the batch for people: payments.xlsx, with the rows of the CSV
// files under headings that people know.
type batchBook struct {
	*workbook.Book
	sheets     []*workbook.Sheet
	tables     map[string]*workbook.Sheet // by the CSV file that a sheet shows
	exceptions *workbook.Sheet
}

// newBatchBook begins the workbook of a batch. The temporary files of a large
// one lie in the folder work.
func newBatchBook(work string, m Manifest, made time.Time) (*batchBook, error) {
	book, err := workbook.New(fmt.Sprintf("Station %s, batch %d", m.Station, m.Batch), made, work)
	if err != nil {
		return nil, err
	}
	b := &batchBook{Book: book, tables: map[string]*workbook.Sheet{}}
	for _, s := range Sheets {
		added, err := book.Sheet(s.Title, s.Columns, sheetSources[s.Table])
		if err != nil {
			return nil, err
		}
		b.tables[s.Table] = added
		b.sheets = append(b.sheets, added)
	}
	b.exceptions, err = book.Sheet("Exceptions", exceptionSheet, exceptionColumns)
	b.sheets = append(b.sheets, b.exceptions)
	return b, err
}

// addExceptions lists what is out of the ordinary about a payment. What an
// earlier batch carried, it listed.
func (b *batchBook) addExceptions(c ledger.Carried) error {
	if c.Reversal || c.Again {
		return nil
	}
	for _, w := range c.Warnings {
		var line, account, bill, due string
		total := c.Total
		if n := w.Line; n > 0 {
			paid := c.Payment.Lines[n-1]
			line, account, bill, total = fmt.Sprint(n), c.AccountOf(n), paid.Bill, paid.Amount
			if paid.AmountDue != nil {
				due = paid.AmountDue.String()
			}
		}
		if err := b.exceptions.Append([]string{
			c.Number, line, string(c.Day), account, bill, due, total.String(), string(w.Kind), w.Text, w.Reason, w.ApprovedBy, c.Clerk, standingOf(c),
		}); err != nil {
			return err
		}
	}
	return nil
}

// writeTo ends the workbook and writes it.
func (b *batchBook) writeTo(to io.Writer, m Manifest) error {
	if err := b.summarize(m); err != nil {
		return err
	}
	return b.Write(to)
}

// summarize fills the first sheet: what the manifest says.
func (b *batchBook) summarize(m Manifest) error {
	s := b.Summary()
	for _, fact := range [][2]string{
		{"City", m.City}, {"Station", m.Station}, {"Batch", fmt.Sprint(m.Batch)},
		{"Business days", fmt.Sprintf("%s to %s", m.From, m.To)}, {"Made", m.MadeAt + " by " + m.MadeBy},
		{"Outage", fmt.Sprintf("%d: %s", m.Outage.Number, m.Outage.Reason)},
		{"Receipts", receiptRange(m)},
		{"Journal", fmt.Sprintf("entries %d to %d", m.FromSeq, m.ToSeq)}, {"Chain head", m.ChainHead},
		{"Hash total of accounts to post", m.HashTotal},
	} {
		if err := s.Fact(fact[0], fact[1]); err != nil {
			return err
		}
	}
	if err := s.Gap(); err != nil {
		return err
	}
	if err := s.Headings("What to do", "Payments", "Bill stubs", "Total", "Cash kept", "Checks", "Cards"); err != nil {
		return err
	}
	type figures struct {
		name  string
		cells []any
	}
	var rows []figures
	for _, group := range []struct {
		name string
		sums Sums
	}{{standingWords[stands], m.Stands}, {standingWords[void], m.Void}, {standingWords[reversal], m.Reversal}} {
		sums := group.sums
		rows = append(rows, figures{group.name, []any{sums.Payments, sums.Lines, sums.Total, sums.Tenders.Cash, sums.Tenders.Check, sums.Tenders.Card}})
	}
	rows = append(rows,
		figures{"rejected by billing, post again", []any{m.Resubmission.Payments, m.Resubmission.Lines, m.Resubmission.Total}},
		figures{"checks returned, unpaid again", []any{m.Returned.Checks, nil, m.Returned.Unpaid}},
		figures{"accounts corrected", []any{m.Corrections}})
	for _, fund := range m.Stands.Funds {
		rows = append(rows, figures{"fund " + fund.Name + ", to post", []any{nil, nil, fund.Amount}})
	}
	for _, row := range rows {
		if err := s.Figures(row.name, row.cells...); err != nil {
			return err
		}
	}
	if err := s.Gap(); err != nil {
		return err
	}
	for _, sheet := range b.sheets {
		if err := s.Figures("rows of the sheet "+sheet.Title(), sheet.Rows()); err != nil {
			return err
		}
	}
	return nil
}

func receiptRange(m Manifest) string {
	if m.FirstReceipt == "" {
		return "none for the first time"
	}
	return m.FirstReceipt + " to " + m.LastReceipt
}

package bundle

import (
	"fmt"
	"iter"

	"github.com/xuri/excelize/v2"

	"counterfoil/ledger"
)

const summaryTitle = "Summary"

// standingWords say what the column `void` does.
var standingWords = map[string]string{stands: "post", void: "void, never post", reversal: "take back"}

// exceptionColumns are those of the rows that only the workbook has.
var exceptionColumns = []string{
	"receipt", "line", "business_day", "account", "bill", "amount_due", "amount", "kind", "text", "reason", "approved_by", "clerk", "void",
}

// workbookSheets are the sheets after the summary. One with a table shows that
// CSV file; the other one shows what was out of the ordinary.
var workbookSheets = []struct {
	title   string
	table   string
	from    []string
	columns []column
}{
	{"Payments", paymentsFile, paymentColumns, []column{
		{"Receipt", "receipt", typed, 13}, {"Line", "line", count, 6}, {"What to do", "void", standing, 16}, {"Billing", "billing", typed, 13},
		{"Business day", "business_day", day, 12}, {"Received", "received_at", moment, 19},
		{"Account", "account", typed, 16}, {"Bill", "bill", typed, 12}, {"Bill date", "bill_date", day, 11}, {"Due", "due", day, 11},
		{"Amount due", "amount_due", amount, 13}, {"Amount", "amount", amount, 13},
		{"Tender", "tender", typed, 12}, {"Check numbers", "check_number", typed, 14}, {"Payor", "payor", typed, 26},
		{"Handwritten receipt", "book", typed, 18}, {"Clerk", "clerk", typed, 12}, {"Copy of bill", "bill_copy", typed, 11},
		{"AutoPay", "autopay", typed, 8}, {"Account first keyed", "account_keyed", typed, 18}, {"Replaces", "replaces", typed, 13},
		{"Note", "note", typed, 30}, {"Out of the ordinary", "warnings", typed, 40}, {"Payment id", "payment_id", typed, 38},
	}},
	{"Tenders", tendersFile, tenderColumns, []column{
		{"Receipt", "receipt", typed, 13}, {"Item", "item", count, 6}, {"What to do", "void", standing, 16},
		{"Business day", "business_day", day, 12}, {"Received", "received_at", moment, 19},
		{"Tender", "tender", typed, 10}, {"Handed over", "amount", amount, 13}, {"Change", "change", amount, 13}, {"Kept", "net", amount, 13},
		{"Number", "number", typed, 12}, {"Routing", "routing", typed, 12}, {"Last digits", "last4", typed, 11}, {"Name", "name", typed, 26},
		{"Check's date", "date", day, 12}, {"Clerk", "clerk", typed, 12}, {"Payment id", "payment_id", typed, 38},
	}},
	{"Voids", voidsFile, voidColumns, []column{
		{"Receipt", "receipt", typed, 13}, {"What to do", "void", standing, 16}, {"Total", "total", amount, 13}, {"Voided", "voided_at", moment, 19},
		{"Asked by", "voided_by", typed, 12}, {"Approved by", "approved_by", typed, 12}, {"Reason", "reason", typed, 40},
		{"Refund", "refund", typed, 10}, {"Refunded by", "refund_clerk", typed, 12}, {"Payment id", "payment_id", typed, 38},
	}},
	{"Holds", holdsFile, holdColumns, []column{
		{"Account", "account", typed, 16}, {"Bill", "bill", typed, 12}, {"Bill date", "bill_date", day, 11}, {"Due", "due", day, 11},
		{"Received", "received", day, 12}, {"Amount due", "amount_due", amount, 13}, {"Amount", "amount", amount, 13},
		{"Paid", "paid", typed, 10}, {"Receipt", "receipt", typed, 13}, {"Line", "line", count, 6}, {"What to do", "void", standing, 16},
	}},
	{"Exceptions", "", exceptionColumns, []column{
		{"Receipt", "receipt", typed, 13}, {"Line", "line", count, 6}, {"What to do", "void", standing, 16}, {"Business day", "business_day", day, 12},
		{"Account", "account", typed, 16}, {"Bill", "bill", typed, 12}, {"Amount due", "amount_due", amount, 13}, {"Amount", "amount", amount, 13},
		{"Kind", "kind", typed, 18}, {"What", "text", typed, 50}, {"Reason", "reason", typed, 40}, {"Approved by", "approved_by", typed, 12}, {"Clerk", "clerk", typed, 12},
	}},
}

// beside lists what is out of the ordinary about the payments on their way to
// the tables. What an earlier batch carried, it listed.
func (b *workbook) beside(carried iter.Seq2[ledger.Carried, error]) iter.Seq2[ledger.Carried, error] {
	return func(yield func(ledger.Carried, error) bool) {
		for c, err := range carried {
			if err == nil && !c.Reversal && !c.Again {
				err = b.addExceptions(c)
			}
			if !yield(c, err) {
				return
			}
		}
	}
}

func (b *workbook) addExceptions(c ledger.Carried) error {
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
		if err := b.exceptions.append([]string{
			c.Number, line, string(c.Day), account, bill, due, total.String(), string(w.Kind), w.Text, w.Reason, w.ApprovedBy, c.Clerk, standingOf(c),
		}); err != nil {
			return err
		}
	}
	return nil
}

// writeSummary writes the first sheet: what the manifest says.
func (b *workbook) writeSummary(m Manifest) error {
	if err := b.printWide(summaryTitle); err != nil {
		return err
	}
	stream, err := b.file.NewStreamWriter(summaryTitle)
	if err != nil {
		return err
	}
	for i, width := range []float64{34, 16, 16, 16, 16, 16, 16} {
		if err := stream.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	row := 0
	put := func(cells ...any) error {
		row++
		return stream.SetRow(fmt.Sprintf("A%d", row), cells)
	}
	said := func(name, text string) error {
		return put(excelize.Cell{StyleID: b.heading, Value: name}, excelize.Cell{StyleID: b.styles[typed], Value: text})
	}
	for _, fact := range [][2]string{
		{"City", m.City}, {"Station", m.Station}, {"Batch", fmt.Sprint(m.Batch)},
		{"Business days", fmt.Sprintf("%s to %s", m.From, m.To)}, {"Made", m.MadeAt + " by " + m.MadeBy},
		{"Outage", fmt.Sprintf("%d: %s", m.Outage.Number, m.Outage.Reason)},
		{"Receipts", receiptRange(m)},
		{"Journal", fmt.Sprintf("entries %d to %d", m.FromSeq, m.ToSeq)}, {"Chain head", m.ChainHead},
		{"Hash total of accounts to post", m.HashTotal},
	} {
		if err := said(fact[0], fact[1]); err != nil {
			return err
		}
	}
	if err := put(); err != nil {
		return err
	}
	var headings []any
	for _, c := range []column{{heading: "What to do"}, {"Payments", "", count, 0}, {"Bill stubs", "", count, 0}, {"Total", "", amount, 0}, {"Cash kept", "", amount, 0}, {"Checks", "", amount, 0}, {"Cards", "", amount, 0}} {
		headings = append(headings, b.head(c))
	}
	if err := put(headings...); err != nil {
		return err
	}
	for _, group := range []struct {
		name string
		sums Sums
	}{{standingWords[stands], m.Stands}, {standingWords[void], m.Void}, {standingWords[reversal], m.Reversal}} {
		s := group.sums
		cells := []any{excelize.Cell{StyleID: b.styles[typed], Value: group.name}}
		for _, n := range []int64{s.Payments, s.Lines} {
			cells = append(cells, excelize.Cell{StyleID: b.styles[count], Value: n})
		}
		for _, a := range []fmt.Stringer{s.Total, s.Tenders.Cash, s.Tenders.Check, s.Tenders.Card} {
			cell, err := b.cell(amount, a.String())
			if err != nil {
				return err
			}
			cells = append(cells, cell)
		}
		if err := put(cells...); err != nil {
			return err
		}
	}
	if err := b.putMore(m, put); err != nil {
		return err
	}
	return stream.Flush()
}

func receiptRange(m Manifest) string {
	if m.FirstReceipt == "" {
		return "none for the first time"
	}
	return m.FirstReceipt + " to " + m.LastReceipt
}

// putMore adds what the batch brings beside its payments, and where it is.
func (b *workbook) putMore(m Manifest, put func(...any) error) error {
	figure := func(name string, n int64, total string) error {
		cells := []any{excelize.Cell{StyleID: b.styles[typed], Value: name}, excelize.Cell{StyleID: b.styles[count], Value: n}}
		if total != "" {
			cell, err := b.cell(amount, total)
			if err != nil {
				return err
			}
			cells = append(cells, nil, cell)
		}
		return put(cells...)
	}
	if err := figure("rejected by billing, post again", m.Resubmission.Payments, m.Resubmission.Total.String()); err != nil {
		return err
	}
	if err := figure("checks returned, unpaid again", m.Returned.Checks, m.Returned.Unpaid.String()); err != nil {
		return err
	}
	if err := figure("accounts corrected", m.Corrections, ""); err != nil {
		return err
	}
	for _, fund := range m.Stands.Funds {
		cell, err := b.cell(amount, fund.Amount.String())
		if err != nil {
			return err
		}
		if err := put(excelize.Cell{StyleID: b.styles[typed], Value: "fund " + fund.Name + ", to post"}, nil, nil, cell); err != nil {
			return err
		}
	}
	if err := put(); err != nil {
		return err
	}
	for _, s := range b.sheets {
		if err := figure("rows of the sheet "+s.title, s.rows, ""); err != nil {
			return err
		}
	}
	return nil
}

package receipts

import (
	"strings"

	"counterfoil/ledger"
)

// ReceiptPDF returns a receipt as a PDF: one page as long as it needs for a
// roll, or letter pages.
func ReceiptPDF(r ledger.Receipt, paper ledger.Paper) ([]byte, error) {
	doc := newReceipt(r)
	if paper == ledger.Letter {
		return makeLetter(doc.title(), doc.at, doc.letter)
	}
	return makeRoll(paper, doc.title(), doc.at, doc.slip())
}

func (doc receipt) title() string { return "Receipt " + doc.number }

func (doc receipt) letter(f *flow) error {
	f.header = func(f *flow) {
		right := []string{receiptTitle, doc.number}
		if doc.void != nil {
			right = append(right, doc.void[0])
		}
		f.letterhead(doc.letterhead, append(right, doc.duplicate))
	}
	f.newPage()
	if doc.duplicate != "" {
		f.banner(doc.duplicate)
	}
	if doc.void != nil {
		f.banner(doc.void...)
	}
	f.facts(doc.facts...)
	f.table("Paid for", doc.stubTable())
	f.table("Paid with", doc.tenderTable())
	f.figures(fact{"TOTAL", "$" + doc.total}, fact{"CHANGE", "$" + doc.change})
	for _, text := range append(doc.notices, doc.footer...) {
		f.paragraph(bodyFace, text)
		f.gap(1.5)
	}
	f.gap(3)
	f.paragraph(bodyFace.strong(), "Code "+doc.code)
	return nil
}

func (doc receipt) stubTable() table {
	t := table{columns: []column{
		{"Account", 34, number}, {"Bill", 34, number}, {"Due date", 20, number},
		{"Due on the bill", 34, amount}, {"Amount applied", 28, amount},
	}}
	for _, s := range doc.stubs {
		cells := []string{s.account, s.bill, s.due, s.amountDue, s.amount}
		t.rows = append(t.rows, tableRow{cells: cells, note: strings.Join(append(s.fundsNote(), s.marks...), ". ")})
	}
	return t
}

func (s receiptStub) fundsNote() []string {
	if len(s.funds) == 0 {
		return nil
	}
	parts := make([]string, len(s.funds))
	for i, f := range s.funds {
		parts[i] = f.name + " " + f.value
	}
	return []string{"Applied to " + strings.Join(parts, ", ")}
}

func (doc receipt) tenderTable() table {
	t := table{columns: []column{{"Tender", 120, words}, {"Amount", 30, amount}}}
	for _, tender := range doc.tenders {
		t.rows = append(t.rows, tableRow{cells: []string{tender.label, tender.amount}, note: tender.detail})
	}
	return t
}

package receipts

import (
	"strings"

	"counterfoil/ledger"
)

// ReceiptPDF returns a receipt as a PDF: one page as long as it needs for a
// roll, or letter pages. A paper it does not know is an error.
func ReceiptPDF(r ledger.Receipt, paper ledger.Paper) ([]byte, error) {
	doc := newReceipt(r)
	if paper == ledger.Letter {
		return makeLetter(doc.fileTitle(), doc.at, doc.letter)
	}
	return makeRoll(paper, doc.fileTitle(), doc.at, doc.slip())
}

func (doc receipt) fileTitle() string { return doc.in.T("Receipt %s##document", doc.number) }

var watermarkFace = face{points: 96, bold: true}

func (doc receipt) letter(f *flow) error {
	f.in = doc.in
	f.header = func(f *flow) {
		right := []string{doc.title, doc.number}
		if doc.training != "" {
			f.stamp(letterWidth/2, letterHeight/2, 50, f.fit(doc.title, watermarkFace, letterWidth), doc.title)
		}
		if doc.void != nil {
			right = append(right, doc.void[0])
		}
		f.letterhead(doc.letterhead, append(right, doc.duplicate))
	}
	f.newPage()
	if doc.training != "" {
		f.banner(doc.title + " - " + doc.training)
	}
	if doc.duplicate != "" {
		f.banner(doc.duplicate)
	}
	if doc.void != nil {
		f.banner(doc.void...)
	}
	f.facts(doc.facts...)
	f.table(doc.in.T("Paid for##receipt"), doc.stubTable())
	f.table(doc.in.T("Paid with##receipt"), doc.tenderTable())
	f.figures(fact{doc.in.T("TOTAL##receipt"), "$" + doc.total}, fact{doc.in.T("CHANGE##receipt"), "$" + doc.change})
	for _, text := range append(doc.notices, doc.footer...) {
		f.paragraph(bodyFace, text)
		f.gap(1.5)
	}
	doc.codes(f)
	return nil
}

// codes sets what a machine reads: the bar code leads back to the receipt, the
// QR code shows whether it was altered.
func (doc receipt) codes(f *flow) {
	const between = 6.0
	f.gap(3)
	if doc.seal == "" {
		f.paragraph(bodyFace.strong(), doc.codeWords())
		return
	}
	f.need(qrMillimeters)
	x, y := margin, f.y
	f.fill(x-quietSquare, y-quietSquare, qrMillimeters+2*quietSquare, qrMillimeters+2*quietSquare, 255)
	f.qr(x, y, qrMillimeters, doc.seal)
	x += qrMillimeters + between
	f.text(x, y, bodyFace.strong(), doc.codeWords())
	for i, line := range f.wrap(doc.sealWords(), bodyFace, contentWidth/2-x+margin) {
		f.text(x, y+float64(i+1)*bodyFace.lineHeight()+1, bodyFace, line)
	}
	f.code128(margin+contentWidth*3/4, y+2, contentWidth/2-2*quietBars, barMillimeters*1.5, doc.number)
	f.textCenter(margin+contentWidth*3/4, y+barMillimeters*1.5+4, bodyFace, doc.number)
	f.y += qrMillimeters
}

func (doc receipt) stubTable() table {
	t := table{columns: []column{
		{doc.in.T("Account##receipt"), 34, number}, {doc.in.T("Bill##receipt"), 34, number}, {doc.in.T("Due date##receipt"), 20, number},
		{doc.in.T("Due on the bill##receipt"), 34, amount}, {doc.in.T("Amount applied##receipt"), 28, amount},
	}}
	for _, s := range doc.stubs {
		cells := []string{s.account, s.bill, s.due, s.amountDue, s.amount}
		t.rows = append(t.rows, tableRow{cells: cells, note: strings.Join(append(doc.fundsNote(s), s.marks...), ". ")})
	}
	return t
}

func (doc receipt) fundsNote(s receiptStub) []string {
	if len(s.funds) == 0 {
		return nil
	}
	parts := make([]string, len(s.funds))
	for i, f := range s.funds {
		parts[i] = f.name + " " + f.value
	}
	return []string{doc.in.T("Applied to %s##receipt", strings.Join(parts, ", "))}
}

func (doc receipt) tenderTable() table {
	t := table{columns: []column{{doc.in.T("Tender##receipt"), 120, words}, {doc.in.T("Amount##receipt"), 30, amount}}}
	for _, tender := range doc.tenders {
		t.rows = append(t.rows, tableRow{cells: []string{tender.label, tender.amount}, note: tender.detail})
	}
	return t
}

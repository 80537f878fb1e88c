package ledger_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"counterfoil/ledger"
)

// handwritten is a payment of a receipt of book 1 that was written now.
func (c *counter) handwritten(number int) ledger.Payment {
	p := cashPayment(10_00)
	p.Handwritten = &ledger.Handwritten{Number: paper(number), Received: c.now.UnixMilli(), Writer: "ben"}
	return p
}

func paper(number int) string { return ledger.PaperNumber{Book: 1, Number: number}.String() }

func (c *counter) mustRegister(first, last int) {
	c.Helper()
	if _, err := c.RegisterBook(c.sue, ledger.PaperRange{Book: 1, First: first, Last: last}, "BEN"); err != nil {
		c.Fatal(err)
	}
}

func (c *counter) mustSpoil(first, last int) {
	c.Helper()
	if err := c.SpoilPaper(c.ben, c.sue, ledger.PaperRange{Book: 1, First: first, Last: last}, "torn"); err != nil {
		c.Fatal(err)
	}
}

// "Handwritten receipts used while systems are down are entered afterwards and
// accounted for by number."
func TestAuditHandwrittenReceiptsAreEnteredAfterwardsAndAccountedForByNumber(t *testing.T) {
	c := mustOpen(t)
	c.mustRegister(1, 10)
	c.mustRecord(c.ana, cashPayment(5_00))
	written := c.now
	p := c.handwritten(2)
	c.now = c.now.Add(50 * time.Hour)
	receipt := c.mustRecord(c.ana, p)
	if h := receipt.Payment.Handwritten; receipt.Number != "C1-000002" || h.Number != paper(2) || h.Writer != "ben" || !h.At().Equal(written) {
		t.Errorf("the receipt is %s, %+v", receipt.Number, h)
	}
	if receipt.Day != "2026-11-23" || receipt.Clerk != "ana" {
		t.Errorf("its drawer is of %s, %s", receipt.Clerk, receipt.Day)
	}
	if found := c.mustReceipt(strings.ToLower(paper(2))); found.Number != receipt.Number || found.Prints != 1 {
		t.Errorf("by its own number it is %s, given out %d times", found.Number, found.Prints)
	}
	c.mustRecord(c.ana, c.handwritten(5))
	c.mustSpoil(6, 7)
	books, err := c.Books()
	if err != nil || len(books) != 1 {
		t.Fatalf("%+v, %v", books, err)
	}
	b := books[0]
	if b.Holder != "ben" || b.RegisteredBy != "sue" || len(b.Used) != 2 || b.Used[0].Receipt != "C1-000002" || b.Used[0].Writer != "ben" {
		t.Errorf("the book is %+v", b)
	}
	if got := fmt.Sprint(b.Missing, b.Blank, b.Spoiled[0].PaperRange, b.MissingCount(), b.BlankCount(), b.SpoiledCount()); got != fmt.Sprintf(
		"[%s %s to %s] [%s to %s] %s to %s 3 3 2", paper(1), paper(3), paper(4), paper(8), paper(10), paper(6), paper(7)) {
		t.Errorf("missing, blank, spoiled: %s", got)
	}
	items, err := c.OutageItems()
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, item := range items {
		said = append(said, item.Text)
	}
	all := strings.Join(said, "\n")
	if !strings.Contains(all, "Handwritten receipts of ben are missing: "+paper(1)) || !strings.Contains(all, "Blank receipts are with ben: "+paper(8)) {
		t.Errorf("left at the end of the outage: %s", all)
	}
	c.mustVerify()
}

func TestAHandwrittenReceiptThatCannotBeIsRefusedInWords(t *testing.T) {
	c := mustOpen(t)
	c.mustRegister(1, 10)
	c.mustRecord(c.ana, c.handwritten(1))
	c.mustSpoil(2, 2)
	for _, refused := range []struct {
		name  string
		field string
		says  string
		alter func(*ledger.Handwritten)
	}{
		{"outside the range", "book", "no registered range", func(h *ledger.Handwritten) { h.Number = paper(11) }},
		{"another book", "book", "no registered range", func(h *ledger.Handwritten) { h.Number = ledger.PaperNumber{Book: 2, Number: 3}.String() }},
		{"used twice", "book", "keyed in already, by ana", func(h *ledger.Handwritten) { h.Number = paper(1) }},
		{"spoiled", "book", "spoiled", func(h *ledger.Handwritten) { h.Number = paper(2) }},
		{"wrong check digit", "book", "check digit", func(h *ledger.Handwritten) {
			digit := h.Number[len(h.Number)-1] - '0'
			h.Number = fmt.Sprintf("%s%d", h.Number[:len(h.Number)-1], (digit+1)%10)
		}},
		{"no number", "book", "is not the number", func(h *ledger.Handwritten) { h.Number = "17" }},
		{"in the future", "received", "still to come", func(h *ledger.Handwritten) { h.Received += 1 }},
		{"before the outage", "received", "in no outage", func(h *ledger.Handwritten) { h.Received = c.now.AddDate(0, 0, -1).UnixMilli() }},
		{"nobody", "writer", "nobody who works here", func(h *ledger.Handwritten) { h.Writer = "zed" }},
	} {
		p := c.handwritten(3)
		refused.alter(p.Handwritten)
		_, err := c.RecordPayment(c.ana, p)
		if ledger.FieldOf(err) != refused.field || ledger.CodeOf(err) != ledger.Invalid || !strings.Contains(err.Error(), refused.says) {
			t.Errorf("%s: got %v, want %s: …%s…", refused.name, err, refused.field, refused.says)
		}
	}
	p := c.handwritten(3)
	p.Handwritten.Writer = "" // whoever has the book
	if receipt := c.mustRecord(c.ana, p); receipt.Payment.Handwritten.Writer != "ben" {
		t.Errorf("written by %q", receipt.Payment.Handwritten.Writer)
	}
}

func TestAReceiptFromBeforeItsBookNeedsAReason(t *testing.T) {
	c := mustOpen(t)
	c.now = c.now.Add(24 * time.Hour)
	c.mustRegister(1, 10)
	p := c.handwritten(3)
	p.Handwritten.Received = firstDay.UnixMilli()
	_, err := c.RecordPayment(c.ana, p)
	wantCode(t, err, ledger.NeedsReasons)
	p.Reasons = map[ledger.WarningKind]string{ledger.BeforeBook: "the book was registered late"}
	c.mustRecord(c.ana, p)
}

func TestBooksDoNotOverlapAndTwoPeopleSpoil(t *testing.T) {
	c := mustOpen(t)
	c.mustRegister(11, 20)
	for _, r := range []ledger.PaperRange{{Book: 1, First: 1, Last: 11}, {Book: 1, First: 20, Last: 30}, {Book: 1, First: 12, Last: 13}, {Book: 1, First: 1, Last: 100}} {
		_, err := c.RegisterBook(c.sue, r, "ana")
		if ledger.CodeOf(err) != ledger.Conflict || ledger.CodeOf(c.UnusedRange(r)) != ledger.Conflict {
			t.Errorf("%v: %v", r, err)
		}
	}
	for _, r := range []ledger.PaperRange{{Book: 0, First: 1, Last: 2}, {Book: 1000, First: 1, Last: 2}, {Book: 1, First: 0, Last: 2}, {Book: 1, First: 3, Last: 2}, {Book: 1, First: 1, Last: 10000}} {
		_, err := c.RegisterBook(c.sue, r, "ana")
		if ledger.CodeOf(err) != ledger.Invalid {
			t.Errorf("%v: %v", r, err)
		}
	}
	if _, err := c.RegisterBook(c.sue, ledger.PaperRange{Book: 2, First: 11, Last: 20}, "ana"); err != nil {
		t.Error(err)
	}
	_, err := c.RegisterBook(c.ana, ledger.PaperRange{Book: 3, First: 1, Last: 2}, "ana")
	wantCode(t, err, ledger.NotAllowed)
	_, err = c.RegisterBook(c.sue, ledger.PaperRange{Book: 3, First: 1, Last: 2}, "zed")
	wantCode(t, err, ledger.Invalid)
	r := ledger.PaperRange{Book: 1, First: 11, Last: 12}
	wantCode(t, c.SpoilPaper(c.sue, c.sue, r, "torn"), ledger.NotAllowed)
	wantCode(t, c.SpoilPaper(c.ana, c.ben, r, "torn"), ledger.NotAllowed)
	wantCode(t, c.SpoilPaper(c.ana, c.sue, r, ""), ledger.Invalid)
	wantCode(t, c.SpoilPaper(c.ana, c.sue, ledger.PaperRange{Book: 1, First: 20, Last: 21}, "torn"), ledger.Invalid)
	c.mustSpoil(11, 12)
	wantCode(t, c.SpoilPaper(c.ana, c.sue, r, "torn"), ledger.Invalid)
	c.mustVerify()
}

// Every single wrong digit is told, and so are swapped neighbors but 0 and 9.
func TestTheCheckDigitOfAPaperNumberTellsSlips(t *testing.T) {
	for _, n := range []ledger.PaperNumber{{Book: 1, Number: 42}, {Book: 12, Number: 9081}, {Book: 999, Number: 9999}, {Book: 7, Number: 1}} {
		text := n.String()
		if got, err := ledger.ParsePaperNumber(" " + strings.ToLower(text)); err != nil || got != n {
			t.Fatalf("%s is read as %v, %v", text, got, err)
		}
		for i := range text {
			if text[i] < '0' || text[i] > '9' {
				continue
			}
			for digit := byte('0'); digit <= '9'; digit++ {
				wrong := text[:i] + string(digit) + text[i+1:]
				if _, err := ledger.ParsePaperNumber(wrong); (err == nil) != (wrong == text) {
					t.Errorf("%s for %s: %v", wrong, text, err)
				}
			}
		}
	}
	if got := (ledger.PaperNumber{Book: 1, Number: 42}).String(); got != "B1-0042-0" {
		t.Errorf("number 42 of book 1 is %s", got)
	}
}

package ledger_test

import (
	"fmt"

	"counterfoil/ledger"
)

// reverse takes a payment back whose drawer was counted, mostly.
func (s *simulation) reverse() {
	paid := s.anyPayment()
	if paid == nil || paid.drawer.closing == nil && !s.oneIn(5) {
		return
	}
	by, approver := pick(s, everybody), pick(s, supervisors)
	way := pick(s, []ledger.RefundWay{ledger.FromDrawer, ledger.ByFinance, ledger.NoMoney})
	teller := pick(s, tellers)
	foreseen := act{kind: "payment_voided", actor: by}
	switch {
	case approver == by || approver == paid.by:
		foreseen = act{want: ledger.NotAllowed}
	case paid.void != nil || paid.drawer.closing == nil:
		foreseen = act{want: ledger.Conflict}
	case way == ledger.FromDrawer && s.open[teller] == nil:
		foreseen = act{want: ledger.Invalid}
	case way == ledger.FromDrawer && approver == teller:
		foreseen = act{want: ledger.NotAllowed}
	}
	receipt, err := s.Reverse(s.sessions[by], s.sessions[approver], paid.receipt, "keyed in twice", way, teller)
	if !s.expect(err, foreseen) {
		return
	}
	paid.void = &modelVoid{mark: s.mark(), approver: approver, reason: "keyed in twice", refund: &ledger.Refund{Way: way}, day: ledger.DayOf(s.Local(s.now))}
	if way == ledger.FromDrawer {
		drawer := s.open[teller]
		paid.void.refund.Drawer, paid.void.refund.Clerk, paid.void.day = drawer.id, teller, drawer.day
		drawer.refunds = append(drawer.refunds, paid)
		s.touch(drawer)
	}
	s.reversed = append(s.reversed, paid)
	s.touched[paid.void.day] = true
	s.touch(paid.drawer)
	s.compareReceipt(receipt, paid)
}

// refundedAt adds up what was given back out of a drawer by an entry.
func (d *modelDrawer) refundedAt(seq int64) (total int64) {
	for _, p := range d.refunds {
		if p.void.seq <= seq {
			total += p.total
		}
	}
	return total
}

// lessRefunds takes what went back out of drawers off their takings.
func lessRefunds(t ledger.Takings, seq int64, drawers []*modelDrawer) ledger.Takings {
	var refunded int64
	for _, d := range drawers {
		refunded += d.refundedAt(seq)
	}
	t.Refunded = cents(refunded)
	t.Net.Cash = cents(t.Net.Cash.Cents() - refunded)
	return t
}

// reversalsOn are those that belong to a day, as an entry knows of them.
func (s *simulation) reversalsOn(day ledger.Day, seq int64) (all []ledger.Reversal) {
	for _, p := range s.reversed {
		if p.void.day == day && p.void.seq <= seq {
			all = append(all, ledger.Reversal{Receipt: p.receipt, Taken: p.drawer.day, Clerk: p.by, Total: cents(p.total), VoidMark: *s.voidOf(p)})
		}
	}
	return all
}

// handwritten is a receipt out of the book that the simulation has.
func (s *simulation) payHandwritten() {
	if s.books == 0 || s.lastPaper == 90 && s.oneIn(2) {
		if s.books == 9 {
			return
		}
		r := ledger.PaperRange{Book: s.books + 1, First: 1, Last: 90}
		_, err := s.RegisterBook(s.sessions["sue"], r, "ana")
		if s.expect(err, act{kind: "book_registered", actor: "sue"}) {
			s.books, s.lastPaper, s.bookDay = s.books+1, 0, s.Today()
		}
		return
	}
	began := ledger.DayOf(s.Local(s.outage().StartedAt))
	// A clock that was set back asks for a reason, and before the outage no
	// receipt was written by hand.
	if s.lastPaper == 90 || s.Today() < max(s.bookDay, began) {
		return
	}
	number := s.lastPaper + 1 + s.IntN(min(3, 90-s.lastPaper)) // some are skipped
	teller, p := s.teller(), s.draw()
	p.Handwritten = &ledger.Handwritten{Number: ledger.PaperNumber{Book: s.books, Number: number}.String(), Received: s.millisecond().UnixMilli(), Writer: "ana"}
	foreseen := s.foresee(teller, p)
	warnings := s.warnings(p, s.Today())
	receipt, err := s.RecordPayment(s.sessions[teller], p)
	if !s.expect(err, foreseen) {
		return
	}
	s.lastPaper = number
	s.keep(p, warnings)
	paid := s.payments[len(s.payments)-1]
	paid.prints, paid.given = 1, paid.seq // the paper
	s.compareReceipt(receipt, paid)

	again := s.draw()
	again.Handwritten, again.Unattended = p.Handwritten, true
	_, err = s.RecordPayment(s.sessions[teller], again)
	s.expect(err, act{want: ledger.Invalid})
}

// compareBooks holds each book's numbers against the payments that name them.
func (s *simulation) compareBooks() {
	books, err := s.Books()
	if err != nil || len(books) != s.books {
		s.failf("%d books, %v; want %d", len(books), err, s.books)
	}
	used := map[string]string{}
	for _, p := range s.payments {
		if h := p.asked.Handwritten; h != nil {
			used[h.Number] = p.receipt
		}
	}
	for _, b := range books {
		for _, u := range b.Used {
			if used[u.Number.String()] != u.Receipt {
				s.failf("%s is receipt %s, want %q", u.Number, u.Receipt, used[u.Number.String()])
			}
			delete(used, u.Number.String())
		}
		if got := len(b.Used) + b.MissingCount() + b.BlankCount(); got != 90 {
			s.failf("book %d accounts for %d numbers", b.Book, got)
		}
	}
	if len(used) > 0 {
		s.failf("no book has %s", fmt.Sprint(used))
	}
}

// refundedBy is what a clerk gave back on a day, as an entry knows of it.
func (s *simulation) refundedBy(clerk string, day ledger.Day, seq int64) (total int64) {
	for _, p := range s.reversed {
		if v := p.void; v.refund.Clerk == clerk && v.day == day && v.seq <= seq {
			total += p.total
		}
	}
	return total
}

func (p *modelPayment) wasReversed() bool { return p.void != nil && p.void.refund != nil }

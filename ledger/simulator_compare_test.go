package ledger_test

import (
	"maps"
	"slices"

	"counterfoil/ledger"
)

func (s *simulation) compareReceipt(got ledger.Receipt, p *modelPayment) {
	s.Helper()
	s.same("receipt "+p.receipt, withoutTexts(got), s.receiptAt(p, today))
}

// withoutTexts leaves out what is words for people, and how a text was typed.
func withoutTexts(r ledger.Receipt) ledger.Receipt {
	r.Warnings = slices.Clone(r.Warnings)
	for i := range r.Warnings {
		r.Warnings[i].Text = ""
	}
	r.Payment.Reasons = nil
	return r
}

// dayWithoutTexts leaves out what is words for people.
func dayWithoutTexts(r ledger.DayReport) ledger.DayReport {
	r.Exceptions = slices.Clone(r.Exceptions)
	for i := range r.Exceptions {
		r.Exceptions[i].Text = ""
	}
	return r
}

// receiptAt is what the receipt of a payment says, its void as of an entry.
func (s *simulation) receiptAt(p *modelPayment, seq int64) ledger.Receipt {
	r := ledger.Receipt{
		Number: p.receipt, City: s.City(), Station: "C1", Clerk: p.by, At: s.Local(p.at), Day: p.drawer.day,
		Payment: p.asked, Total: cents(p.total), Change: cents(p.change), Warnings: p.warnings,
		Drawer: p.drawer.id, Seq: p.seq, Hash: p.hash, Prints: p.prints,
	}
	r.Payment.Reasons = nil
	if p.batch != nil {
		r.Batch = p.batch.number
	}
	if !p.standsAt(seq) {
		r.Void = s.voidOf(p)
	}
	return r
}

func (s *simulation) voidOf(p *modelPayment) *ledger.VoidMark {
	return &ledger.VoidMark{By: p.void.by, ApprovedBy: p.void.approver, Reason: p.void.reason, At: s.Local(p.void.at), Refund: p.void.refund, Seq: p.void.seq}
}

func (s *simulation) foundOf(p *modelPayment, seq int64) ledger.Found {
	f := ledger.Found{
		ID: p.asked.ID, Receipt: p.receipt, At: s.Local(p.at), Day: p.drawer.day, Clerk: p.by,
		Payor: p.asked.Payor, Account: p.asked.Lines[0].Account, Stubs: len(p.asked.Lines), Papers: papers(p.asked), Total: cents(p.total),
		Prints: p.prints, Void: !p.standsAt(seq),
	}
	for _, kind := range []ledger.TenderKind{ledger.Cash, ledger.Check, ledger.Card} {
		if tendered(p.asked, kind) > 0 {
			f.Tenders = append(f.Tenders, kind)
		}
	}
	return f
}

// ledger is the drawer as it stood at an entry.
func (d *modelDrawer) ledger(seq int64) ledger.Drawer {
	return ledger.Drawer{ID: d.id, Clerk: d.clerkAt(seq), Day: d.day, OpenedAt: d.at, Float: cents(d.float), State: d.stateAt(seq)}
}

func (s *simulation) closingOf(c *modelClosing, seq int64) ledger.Closing {
	closing := ledger.Closing{
		Number: c.number, Drawer: c.drawer.ledger(seq), At: s.Local(c.at), CountedBy: c.by, Witness: c.witness, Count: c.count,
		Dropped: c.dropped.ledger(), Parts: c.parts,
		Expected: c.expected.ledger(), Counted: c.counted.ledger(), OverShort: c.counted.minus(c.expected).ledger(),
		Receipts: c.receipts, Voids: c.voids, Lines: c.lines, PerpetualTotal: cents(c.total), PerpetualVoids: cents(c.voided), Hash: c.hash,
	}
	closing.Drawer.Clerk = c.clerk
	if c.approval != nil && c.approval.seq <= seq {
		closing.ApprovedBy, closing.ApprovedAt, closing.ApprovalReason = c.approval.by, s.Local(c.approval.at), c.reason
	}
	closing.TakenBack = s.takenBackOf(c.drawer, c.seq)
	if c.reopened != nil && c.reopened.seq <= seq {
		closing.ReopenedBy, closing.ReopenedAt, closing.ReopenReason = c.reopened.by, s.Local(c.reopened.at), c.reopenReason
	}
	return closing
}

func (s *simulation) takenBackOf(d *modelDrawer, seq int64) (back []ledger.TakenBack) {
	for _, c := range d.takenBack(seq) {
		back = append(back, ledger.TakenBack{Number: c.number, OverShort: c.counted.minus(c.expected).ledger(), By: c.reopened.by, At: s.Local(c.reopened.at), Reason: c.reopenReason})
	}
	return back
}

func (s *simulation) outage() ledger.Outage {
	o, err := s.Outage()
	if err != nil {
		s.failf("%v", err)
	}
	return o
}

func (s *simulation) batchOf(b *modelBatch) ledger.Batch {
	return ledger.Batch{
		Number: b.number, At: s.Local(b.at), By: b.by, From: b.from, To: b.to, FromSeq: b.fromSeq, ToSeq: b.toSeq,
		Payments: int64(len(b.payments)), Reversals: int64(len(b.reversed)), Total: cents(b.total), Outage: s.outage(),
	}
}

// compareCarried reads a batch, which stays as it was when it was made.
func (s *simulation) compareCarried(b *modelBatch) {
	s.Helper()
	var want []ledger.Carried
	for _, p := range b.payments {
		want = append(want, ledger.Carried{Receipt: s.receiptAt(p, b.toSeq)})
	}
	for _, p := range b.reversed {
		want = append(want, ledger.Carried{Receipt: s.receiptAt(p, b.toSeq), Reversal: true})
	}
	n := 0
	for got, err := range s.Carries(s.batchOf(b)) {
		if err != nil || n == len(want) {
			s.failf("batch %d carries more than %d payments: %s, %v", b.number, len(want), got.Number, err)
		}
		got.Receipt = withoutTexts(got.Receipt)
		s.same("carried "+got.Number, got, want[n])
		n++
	}
	if n != len(want) {
		s.failf("batch %d carries %d payments, want %d", b.number, n, len(want))
	}
}

func (s *simulation) compareDay(day ledger.Day) {
	s.Helper()
	got, err := s.DayReport(day)
	if err != nil {
		s.failf("%v", err)
	}
	s.same("the report of "+string(day), dayWithoutTexts(got), s.dayAt(day, mark{seq: s.head.Seq, at: s.now, hash: s.head.Hash}))
}

// dayAt is the report of a day when the journal ended with an entry.
func (s *simulation) dayAt(day ledger.Day, as mark) ledger.DayReport {
	drawers, payments := s.onDay(day, as.seq)
	r := ledger.DayReport{
		City: s.City(), Day: day, Station: "C1", Outage: s.outage(), MadeAt: s.Local(as.at),
		Takings: lessRefunds(takings(as.seq, payments), as.seq, drawers), Reversals: s.reversalsOn(day, as.seq), VoidMarks: map[string]ledger.VoidMark{},
		HeadSeq: as.seq, Head: as.hash,
	}
	r.Outage.OpenedAt = s.Local(r.Outage.OpenedAt)
	total, voided := s.perpetuals(as.seq)
	r.PerpetualTotal, r.PerpetualVoids = cents(total), cents(voided)
	byClerk, byHour := map[string][]*modelPayment{}, map[int][]*modelPayment{}
	for _, p := range payments {
		found := s.foundOf(p, as.seq)
		found.Void = !p.countsAt(as.seq)
		r.Payments = append(r.Payments, found)
		byClerk[p.by] = append(byClerk[p.by], p)
		for _, w := range p.warnings {
			if w.Reason != "" {
				r.Exceptions = append(r.Exceptions, ledger.Exception{Receipt: p.receipt, Clerk: p.by, Warning: w})
			}
		}
		if !p.countsAt(as.seq) {
			r.VoidMarks[p.receipt] = *s.voidOf(p)
			continue
		}
		byHour[s.Local(p.at).Hour()] = append(byHour[s.Local(p.at).Hour()], p)
		for _, t := range p.asked.Tenders {
			if t.Kind == ledger.Check {
				r.ChecksTaken = append(r.ChecksTaken, ledger.CheckTaken{
					Receipt: p.receipt, Clerk: p.by, Number: t.Number, Routing: t.Routing, Last4: t.Last4, Name: t.Name, Amount: t.Amount,
				})
			}
		}
	}
	if len(payments) > 0 {
		r.First, r.Last = payments[0].receipt, payments[len(payments)-1].receipt
	}
	for _, clerk := range tellers {
		refunded := s.refundedBy(clerk, day, as.seq)
		if byClerk[clerk] == nil && refunded == 0 {
			continue
		}
		t := takings(as.seq, byClerk[clerk])
		t.Refunded, t.Net.Cash = cents(refunded), cents(t.Net.Cash.Cents()-refunded)
		r.Clerks = append(r.Clerks, ledger.ClerkDay{Clerk: clerk, Takings: t})
	}
	for hour := range 24 {
		if paid := byHour[hour]; paid != nil {
			r.Hours = append(r.Hours, ledger.HourDay{Hour: hour, Payments: len(paid), Total: takings(as.seq, paid).Total})
		}
	}
	r.Funds = fundsOf(payments, as.seq)
	s.addDrawers(&r, drawers, as.seq)
	s.addPrints(&r, payments, as.seq)
	return r
}

// addPrints adds what was given out again on a day, what of its receipts was
// not, and what billing drafts as well.
func (s *simulation) addPrints(r *ledger.DayReport, payments []*modelPayment, seq int64) {
	for _, p := range s.reprints {
		if at := s.Local(p.at); p.seq <= seq && ledger.DayOf(at) == r.Day {
			r.Reprints = append(r.Reprints, ledger.Reprint{Receipt: p.receipt, Copy: p.copy, By: p.by, At: at})
		}
	}
	var run *ledger.ReceiptRun
	var last int64
	for _, p := range payments {
		if !p.countsAt(seq) {
			continue
		}
		for _, w := range p.warnings {
			if w.Kind == ledger.AutoPay {
				r.AutoPay++
			}
		}
		if p.given > 0 && p.given <= seq {
			continue
		}
		if run == nil || p.number != last+1 {
			r.Ungiven = append(r.Ungiven, ledger.ReceiptRun{First: p.receipt})
			run = &r.Ungiven[len(r.Ungiven)-1]
		}
		run.Last, last = p.receipt, p.number
		run.Receipts++
	}
}

// fundsOf adds up, by name, what of the payments that stand is split to funds.
func fundsOf(payments []*modelPayment, seq int64) (funds []ledger.Fund) {
	sums := map[string]int64{}
	for _, p := range payments {
		if !p.countsAt(seq) {
			continue
		}
		for _, line := range p.asked.Lines {
			for _, f := range line.Funds {
				sums[f.Name] += f.Amount.Cents()
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		funds = append(funds, ledger.Fund{Name: name, Amount: cents(sums[name])})
	}
	return funds
}

// addDrawers adds the day's drawers, and what goes to the bank out of them.
func (s *simulation) addDrawers(r *ledger.DayReport, drawers []*modelDrawer, seq int64) {
	var overShort tally
	var cash, floats, loose, checks, cards int64
	pieces := map[int64]int64{}
	r.Deposit.Complete = true
	for _, d := range drawers {
		drawer := d.ledger(seq)
		drawer.OpenedAt = s.Local(d.at)
		if drawer.State == ledger.DrawerOpen {
			r.Deposit.Complete = false
			r.Drawers = append(r.Drawers, ledger.DrawerDay{Drawer: drawer, TakenBack: s.takenBackOf(d, seq)})
			continue
		}
		c := d.closingAt(seq)
		closing := s.closingOf(c, seq)
		closing.Drawer = drawer
		r.Drawers = append(r.Drawers, ledger.DrawerDay{Drawer: drawer, Closing: &closing, TakenBack: s.takenBackOf(d, seq)})
		off := c.counted.minus(c.expected)
		overShort = tally{overShort.cash + off.cash, overShort.check + off.check, overShort.card + off.card}
		cash += c.counted.cash - d.float
		floats += d.float
		loose += c.count.Loose.Cents()
		checks += c.counted.check
		cards += c.counted.card
		r.Deposit.Checks.Count += c.count.Checks.Count
		r.Deposit.Cards.Count += c.count.Cards.Count
		counts := []ledger.Count{c.count}
		for _, drop := range d.dropsBy(seq) {
			counts = append(counts, drop.count)
			cash += drop.total.cash
			checks += drop.total.check
			loose += drop.count.Loose.Cents()
			r.Deposit.Checks.Count += drop.count.Checks.Count
		}
		for _, count := range counts {
			for _, p := range count.Cash {
				pieces[p.Value.Cents()] += p.Count
			}
		}
	}
	r.OverShort = overShort.ledger()
	r.Deposit.Cash, r.Deposit.Floats, r.Deposit.Loose = cents(cash), cents(floats), cents(loose)
	r.Deposit.Checks.Total, r.Deposit.Cards.Total, r.Deposit.Total = cents(checks), cents(cards), cents(cash+checks)
	for _, value := range ledger.Denominations {
		if n := pieces[value.Cents()]; n > 0 {
			r.Deposit.Counted = append(r.Deposit.Counted, ledger.Pieces{Value: value, Count: n})
		}
	}
	r.Undeposited = r.Deposit
	r.Undeposited.Complete = false
}

// compareTouched compares the days that something happened on since the last
// time, and what is open and waiting.
func (s *simulation) compareTouched() {
	s.operation = "compare"
	s.compareAlarm()
	for _, d := range s.drawers {
		if s.touched[d.day] {
			s.compareDay(d.day)
			delete(s.touched, d.day)
		}
	}
	for _, by := range tellers {
		got, err := s.OpenDrawerOf(by)
		if d := s.open[by]; d == nil {
			s.expect(err, act{want: ledger.NotFound})
		} else if err != nil {
			s.failf("%v", err)
		} else {
			s.same("the drawer of "+by, got, d.ledger(today))
		}
	}
	var waiting []ledger.Closing
	for _, c := range s.closings {
		if c.approval == nil && c.reopened == nil {
			waiting = append(waiting, s.closingOf(c, today))
		}
	}
	got, err := s.WaitingClosings()
	s.expect(err, act{})
	s.same("the closings that wait", got, waiting)
}

// compareEverything reads all there is: days, closings, receipts, batches with
// their days as they stood.
func (s *simulation) compareEverything() {
	for _, d := range s.drawers {
		s.touched[d.day] = true
	}
	s.compareTouched()
	s.compareBooks()
	for _, p := range s.payments {
		got, err := s.ReceiptOf(p.asked.ID)
		s.expect(err, act{})
		s.compareReceipt(got, p)
	}
	for _, b := range s.batches {
		got, err := s.Batch(b.number)
		s.expect(err, act{})
		s.same("the batch", got, s.batchOf(b))
		s.compareCarried(b)
		s.compareBatchReports(b)
	}
}

func (s *simulation) compareBatchReports(b *modelBatch) {
	reports, err := s.BatchReports(s.batchOf(b))
	s.expect(err, act{})
	days := map[ledger.Day]bool{}
	for _, p := range slices.Concat(b.payments, b.reversed) {
		days[p.drawer.day] = true
	}
	if len(reports) != len(days) {
		s.failf("batch %d has %d reports, want %d", b.number, len(reports), len(days))
	}
	as := mark{seq: b.toSeq, at: b.at}
	for e, err := range s.Entries(b.toSeq, b.toSeq) {
		if err != nil {
			s.failf("%v", err)
		}
		as.hash = e.Hash
	}
	for _, got := range reports {
		s.same("a day of the batch", dayWithoutTexts(got), s.dayAt(got.Day, as))
	}
}

// verify closes the ledger and has every check made of it, the replay of the
// journal into the same tables among them.
func (s *simulation) verify() {
	s.operation = "verify"
	s.mustVerify()
	s.expect(nil, act{})
}

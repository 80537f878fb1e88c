package ledger_test

import (
	"slices"

	"counterfoil/ledger"
)

// modelDrop is what went from a drawer to the safe.
type modelDrop struct {
	mark
	count ledger.Count
	total tally
}

// modelTransfer is a drawer that went from one clerk to another.
type modelTransfer struct {
	mark
	count   ledger.Count
	counted tally
}

// clerkAt is who had a drawer at an entry.
func (d *modelDrawer) clerkAt(seq int64) string {
	for _, t := range d.transfers {
		if t.seq > seq {
			return t.by
		}
	}
	return d.clerk
}

// closingAt is the closing that held at an entry; nil: the drawer was open.
func (d *modelDrawer) closingAt(seq int64) *modelClosing {
	for _, c := range slices.Backward(d.closings) {
		if c.seq <= seq {
			if c.reopened != nil && c.reopened.seq <= seq {
				return nil
			}
			return c
		}
	}
	return nil
}

// takenBack are the closings that were taken back up to an entry.
func (d *modelDrawer) takenBack(seq int64) (back []*modelClosing) {
	for _, c := range d.closings {
		if c.reopened != nil && c.reopened.seq <= seq {
			back = append(back, c)
		}
	}
	return back
}

func (d *modelDrawer) dropsBy(seq int64) (drops []*modelDrop) {
	for _, drop := range d.drops {
		if drop.seq <= seq {
			drops = append(drops, drop)
		}
	}
	return drops
}

func (d *modelDrawer) droppedBy(seq int64) (total tally) {
	for _, drop := range d.dropsBy(seq) {
		total.cash += drop.total.cash
		total.check += drop.total.check
	}
	return total
}

// parts splits a drawer that is being counted by who had it.
func (d *modelDrawer) parts(count ledger.Count, counted tally) []ledger.DrawerPart {
	var parts []ledger.DrawerPart
	start, checks, since := tally{cash: d.float}, int64(0), int64(0)
	end := func(clerk string, seq int64, count ledger.Count, counted tally) {
		own := []*modelDrawer{d}
		before := lessRefunds(takings(since, recordedBy(since, d.payments)), since, own)
		now := lessRefunds(takings(seq, recordedBy(seq, d.payments)), seq, own)
		taken := tallyOf(now.Net).minus(tallyOf(before.Net))
		dropped := d.droppedBy(seq).minus(d.droppedBy(since))
		checks += now.Checks - before.Checks
		for _, drop := range d.dropsBy(seq) {
			if drop.seq > since {
				checks -= drop.count.Checks.Count
			}
		}
		expected := tally{start.cash + taken.cash, start.check + taken.check, start.card + taken.card}.minus(dropped)
		parts = append(parts, ledger.DrawerPart{
			Clerk: clerk, Start: start.ledger(), Taken: taken.ledger(), Dropped: dropped.ledger(),
			Expected: expected.ledger(), ChecksExpected: checks,
			Counted: counted.ledger(), ChecksCounted: count.Checks.Count, OverShort: counted.minus(expected).ledger(),
		})
		start, checks, since = counted, count.Checks.Count, seq
	}
	for _, t := range d.transfers {
		end(t.by, t.seq, t.count, t.counted)
	}
	end(d.clerk, today, count, counted)
	return parts
}

func tallyOf(t ledger.Tally) tally { return tally{t.Cash.Cents(), t.Check.Cents(), t.Card.Cents()} }

// closing is the one with that Z number; nil: there is none.
func (s *simulation) closing(number int64) *modelClosing {
	if number < 1 || number > int64(len(s.closings)) {
		return nil
	}
	return s.closings[number-1]
}

// had tells whether somebody worked or counted the drawer of a closing.
func (c *modelClosing) had(name string) bool {
	return name == c.by || name == c.witness || slices.ContainsFunc(c.parts, func(p ledger.DrawerPart) bool { return p.Clerk == name })
}

// looksSwapped tells whether in a part of the drawer cash is short and checks
// are over by a similar amount, or the other way round.
func (c *modelClosing) looksSwapped() bool {
	return slices.ContainsFunc(c.parts, func(p ledger.DrawerPart) bool {
		off := tallyOf(p.OverShort)
		a, b := max(off.cash, -off.cash), max(off.check, -off.check)
		return (off.cash > 0 && off.check < 0 || off.cash < 0 && off.check > 0) && 5*min(a, b) >= 4*max(a, b)
	})
}

func (s *simulation) drop() {
	by, witness := s.teller(), pick(s, everybody)
	drawer := s.open[by]
	total := tally{cash: s.Int64N(200_00)}
	if drawer != nil && s.oneIn(3) {
		total.check = max(0, drawer.expected().check)
	}
	count := s.pieces(total)
	count.Cards = ledger.Slips{}
	switch s.IntN(20) {
	case 0:
		count.Cards = ledger.Slips{Count: 1}
	case 1:
		count = ledger.Count{}
		total = tally{}
	}
	foreseen := act{kind: "cash_dropped", actor: by}
	switch {
	case witness == by:
		foreseen = act{want: ledger.NotAllowed}
	case count.Cards.Count > 0 || total == tally{}:
		foreseen = act{want: ledger.Invalid}
	case drawer == nil:
		foreseen = act{want: ledger.NotFound}
	}
	got, err := s.DropCash(s.sessions[by], s.sessions[witness], count)
	if !s.expect(err, foreseen) {
		return
	}
	s.drops++
	dropped := &modelDrop{s.mark(), count, total}
	s.same("the drop", got, ledger.Drop{
		Number: s.drops, At: s.Local(dropped.at), Drawer: drawer.ledger(today), Clerk: by, Witness: witness,
		Count: count, Total: total.ledger(), Hash: dropped.hash,
	})
	drawer.drops = append(drawer.drops, dropped)
	s.touch(drawer)
}

func (s *simulation) handOver() {
	by, to := s.teller(), pick(s, everybody)
	drawer := s.open[by]
	var count ledger.Count
	var counted tally
	if drawer != nil {
		count, counted = s.count(drawer)
	}
	foreseen := act{kind: "drawer_handed_over", actor: by}
	switch {
	case !slices.Contains(tellers, to) || to == by:
		foreseen = act{want: ledger.NotAllowed}
	case drawer == nil:
		foreseen = act{want: ledger.NotFound}
	case s.open[to] != nil:
		foreseen = act{want: ledger.Conflict}
	}
	got, err := s.HandOverDrawer(s.sessions[by], s.sessions[to], count)
	if !s.expect(err, foreseen) {
		return
	}
	s.transfers++
	parts := drawer.parts(count, counted)
	transfer := &modelTransfer{s.mark(), count, counted}
	s.same("the hand-over", got, ledger.Transfer{
		Number: s.transfers, At: s.Local(transfer.at), Drawer: drawer.ledger(today), From: by, To: to,
		Count: count, Part: parts[len(parts)-1], Hash: transfer.hash,
	})
	drawer.transfers = append(drawer.transfers, transfer)
	drawer.clerk = to
	delete(s.open, by)
	s.open[to] = drawer
	s.touch(drawer)
}

func (s *simulation) reopenDrawer() {
	number := int64(len(s.closings) + 1 - s.IntN(4))
	by, reason := pick(s, supervisors), "miscounted"
	if s.oneIn(8) {
		by = pick(s, everybody)
	}
	if s.oneIn(8) {
		reason = " "
	}
	c := s.closing(number)
	foreseen := act{kind: "drawer_reopened", actor: by}
	switch {
	case c == nil:
		foreseen = act{want: ledger.NotFound}
	case !slices.Contains(supervisors, by) || c.had(by):
		foreseen = act{want: ledger.NotAllowed}
	case reason == " ":
		foreseen = act{want: ledger.Invalid}
	case c.reopened != nil || s.open[c.clerk] != nil, slices.ContainsFunc(c.drawer.payments, (*modelPayment).wasReversed):
		foreseen = act{want: ledger.Conflict}
	}
	closing, err := s.ReopenDrawer(s.sessions[by], number, reason)
	if !s.expect(err, foreseen) {
		return
	}
	reopened := s.mark()
	c.reopened, c.reopenReason = &reopened, reason
	c.drawer.closing = nil
	s.open[c.clerk] = c.drawer
	s.touch(c.drawer)
	s.same("the closing", closing, s.closingOf(c, today))
}

// closeForAnother counts the drawer of somebody who is not there.
func (s *simulation) closeForAnother() {
	if len(s.drawers) == 0 {
		return
	}
	by, witness := pick(s, supervisors), pick(s, everybody)
	drawer := pick(s, s.drawers[max(0, len(s.drawers)-6):])
	count, counted := s.count(drawer)
	foreseen := act{kind: "drawer_closed", actor: by}
	switch {
	case drawer.closing != nil || drawer.clerk == by:
		foreseen = act{want: ledger.Conflict}
	case witness == by || witness == drawer.clerk:
		foreseen = act{want: ledger.NotAllowed}
	}
	closing, err := s.CloseDrawerOf(s.sessions[by], s.sessions[witness], drawer.id, count)
	if s.expect(err, foreseen) {
		s.closed(closing, drawer, count, counted)
	}
}

func (s *simulation) readX() {
	if len(s.drawers) == 0 {
		return
	}
	by, drawer := pick(s, supervisors), pick(s, s.drawers[max(0, len(s.drawers)-6):])
	if s.oneIn(8) {
		by = pick(s, everybody)
	}
	foreseen := act{kind: "x_read", actor: by}
	switch {
	case !slices.Contains(supervisors, by):
		foreseen = act{want: ledger.NotAllowed}
	case drawer.closing != nil:
		foreseen = act{want: ledger.Conflict}
	case drawer.clerk == by:
		foreseen = act{want: ledger.NotAllowed}
	}
	reading, err := s.XReading(s.sessions[by], drawer.id)
	if s.expect(err, foreseen) {
		s.same("the X reading", reading.Expected, drawer.expected().ledger())
		s.same("the X reading's figures", reading.Takings, lessRefunds(takings(today, drawer.payments), today, []*modelDrawer{drawer}))
	}
}

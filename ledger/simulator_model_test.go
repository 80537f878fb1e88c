package ledger_test

import (
	"fmt"
	"math"
	"slices"
	"time"

	"counterfoil/ledger"
)

// model is what the ledger should hold, in the plainest form: slices of what
// happened, added up anew each time somebody asks.
type model struct {
	payments  []*modelPayment // receipt n stands at n-1
	drawers   []*modelDrawer
	closings  []*modelClosing // closing Zn stands at n-1
	drops     int64
	transfers int64
	batches   []*modelBatch // batch n stands at n-1
	open      map[string]*modelDrawer
	paid      map[bill][]*modelPayment
	reversed  []*modelPayment
	reprints  []modelReprint
	books     int             // of receipts written by hand, each with the numbers 1 to 90
	bookDay   ledger.Day      // when the last one was registered
	lastPaper int             // the highest number used in the last
	roster    map[string]bool // nil: none was loaded
	failures  map[string]int
	locked    map[string]time.Time
	clockModel
}

func newModel() model {
	return model{
		open: map[string]*modelDrawer{}, paid: map[bill][]*modelPayment{},
		failures: map[string]int{}, locked: map[string]time.Time{},
	}
}

type bill struct{ account, number string }

// mark is when something was recorded, and by whom.
type mark struct {
	seq  int64
	at   time.Time
	by   string
	hash ledger.Hash
}

type modelPayment struct {
	mark
	asked         ledger.Payment
	receipt       string
	number        int64
	drawer        *modelDrawer
	total, change int64
	warnings      []ledger.Warning
	prints        int
	given         int64 // the entry since which its receipt is out; 0: it is not
	void          *modelVoid
	batch         *modelBatch
	reversal      *modelBatch
}

type modelReprint struct {
	mark
	receipt string
	copy    int
}

type modelVoid struct {
	mark
	approver, reason string
	refund           *ledger.Refund // of a reversal
	day              ledger.Day     // the reversal's own
}

type modelDrawer struct {
	mark
	clerk     string // who has it now
	id        string
	entryID   string // of the entry that opened it
	day       ledger.Day
	float     int64
	payments  []*modelPayment
	drops     []*modelDrop
	refunds   []*modelPayment // reversed, with cash out of this drawer
	transfers []*modelTransfer
	closings  []*modelClosing // those that were taken back, too
	closing   *modelClosing   // nil: open
}

type modelClosing struct {
	mark
	drawer   *modelDrawer
	clerk    string
	witness  string
	dropped  tally
	parts    []ledger.DrawerPart
	number   int64
	count    ledger.Count
	expected tally
	counted  tally
	receipts int64
	voids    int64
	lines    int64 // of stubs, without those of voids
	// The station's totals at that moment.
	total, voided int64
	approval      *mark
	reason        string // of the approval
	reopened      *mark
	reopenReason  string
}

type modelBatch struct {
	mark
	number             int64
	payments, reversed []*modelPayment
	fromSeq, toSeq     int64
	from, to           ledger.Day
	total              int64
}

// tally is cents in each tender.
type tally struct{ cash, check, card int64 }

func (t tally) ledger() ledger.Tally {
	return ledger.Tally{Cash: cents(t.cash), Check: cents(t.check), Card: cents(t.card)}
}

func (t tally) minus(o tally) tally {
	return tally{t.cash - o.cash, t.check - o.check, t.card - o.card}
}

func (t *tally) add(kind ledger.TenderKind, n int64) {
	switch kind {
	case ledger.Cash:
		t.cash += n
	case ledger.Check:
		t.check += n
	case ledger.Card:
		t.card += n
	}
}

// today is the number of an entry that no journal reaches: as things stand.
const today = math.MaxInt64

func (p *modelPayment) standsAt(seq int64) bool { return p.void == nil || p.void.seq > seq }

// countsAt tells whether the drawer and the day of a payment have its money: a
// reversal takes nothing from what was counted.
func (p *modelPayment) countsAt(seq int64) bool { return p.standsAt(seq) || p.void.refund != nil }

func (p *modelPayment) tendered() (t tally) {
	for _, tender := range p.asked.Tenders {
		t.add(tender.Kind, tender.Amount.Cents())
	}
	return t
}

// recordedBy picks what the journal holds up to an entry.
func recordedBy(seq int64, payments []*modelPayment) []*modelPayment {
	return slices.DeleteFunc(slices.Clone(payments), func(p *modelPayment) bool { return p.seq > seq })
}

// takings adds payments up as they stood at an entry.
func takings(seq int64, payments []*modelPayment) ledger.Takings {
	var t ledger.Takings
	var total, voided int64
	var net tally
	for _, p := range payments {
		t.Receipts++
		if !p.countsAt(seq) {
			t.Voids++
			voided += p.total
			continue
		}
		t.Lines += int64(len(p.asked.Lines))
		t.Papers += int64(papers(p.asked))
		for _, tender := range p.asked.Tenders {
			net.add(tender.Kind, tender.Amount.Cents())
			switch tender.Kind {
			case ledger.Check:
				t.Checks++
			case ledger.Card:
				t.Cards++
			}
		}
		net.cash -= p.change
		total += p.total
	}
	t.Total, t.Voided, t.Net = cents(total), cents(voided), net.ledger()
	return t
}

// papers counts the stubs whose bill was copied on paper: all of a payment's,
// or none.
func papers(p ledger.Payment) int {
	if p.Copy != ledger.CopyReceived {
		return 0
	}
	return len(p.Lines)
}

// perpetuals are all that was ever paid and all that was ever voided.
func (m *model) perpetuals(seq int64) (total, voided int64) {
	for _, p := range m.payments {
		if p.seq <= seq {
			total += p.total
		}
		if !p.standsAt(seq) {
			voided += p.total
		}
	}
	return total, voided
}

// expected is what a drawer should hold.
func (d *modelDrawer) expected() tally {
	expected := tally{cash: d.float}.minus(d.droppedBy(today))
	expected.cash -= d.refundedAt(today)
	for _, p := range d.payments {
		if !p.countsAt(today) {
			continue
		}
		t := p.tendered()
		expected.cash += t.cash - p.change
		expected.check += t.check
		expected.card += t.card
	}
	return expected
}

// stateAt is how far the drawer had come by an entry.
func (d *modelDrawer) stateAt(seq int64) ledger.DrawerState {
	switch c := d.closingAt(seq); {
	case c == nil:
		return ledger.DrawerOpen
	case c.approval == nil || c.approval.seq > seq:
		return ledger.DrawerClosed
	}
	return ledger.DrawerApproved
}

// onDay picks the drawers of a business day that an entry knows of.
func (m *model) onDay(day ledger.Day, seq int64) (drawers []*modelDrawer, payments []*modelPayment) {
	for _, d := range m.drawers {
		if d.day == day && d.seq <= seq {
			drawers = append(drawers, d)
			payments = append(payments, recordedBy(seq, d.payments)...)
		}
	}
	slices.SortFunc(payments, func(a, b *modelPayment) int { return int(a.number - b.number) })
	return drawers, payments
}

// warnings foresees what the ledger warns of today. It knows no scan lines.
func (m *model) warnings(p ledger.Payment, today ledger.Day) []ledger.Warning {
	var warnings []ledger.Warning
	warn := func(kind ledger.WarningKind, line int, needsReason bool) {
		warnings = append(warnings, ledger.Warning{Kind: kind, Line: line, NeedsReason: needsReason, Reason: p.Reasons[kind]})
	}
	earlier := map[bill]bool{}
	for i, line := range p.Lines {
		if m.roster != nil && !m.roster[line.Account] {
			warn(ledger.UnknownAccount, i+1, false)
		}
		b := bill{line.Account, line.Bill}
		standing := slices.ContainsFunc(m.paid[b], func(p *modelPayment) bool { return p.void == nil })
		if earlier[b] || standing {
			warn(ledger.Duplicate, i+1, true)
		}
		earlier[b] = true
		switch due := line.AmountDue; {
		case due != nil && line.Amount.Cents() > due.Cents():
			warn(ledger.Overpayment, i+1, true)
		case due != nil && line.Amount.Cents() < due.Cents():
			warn(ledger.Partial, i+1, false)
		}
	}
	for _, tender := range p.Tenders {
		if tender.Routing == wrongRouting {
			warn(ledger.RoutingWrong, 0, true)
		}
		switch day := today.Time(); {
		case tender.Date == "":
		case tender.Date > today:
			warn(ledger.PostDated, 0, true)
		case tender.Date < ledger.DayOf(day.AddDate(0, 0, -180)):
			warn(ledger.StaleCheck, 0, true)
		}
	}
	if p.Copy != ledger.CopyReceived {
		warn(ledger.CopyMissing, 0, true)
	}
	if p.Payor == "" {
		warn(ledger.PayorMissing, 0, true)
	}
	return warnings
}

const (
	rightRouting = "111000025"
	wrongRouting = "021000012"
)

// unanswered tells whether a payment lacks a reason that somebody must give.
func unanswered(p ledger.Payment, warnings []ledger.Warning) bool {
	return !p.Unattended && slices.ContainsFunc(warnings, func(w ledger.Warning) bool { return w.NeedsReason && w.Reason == "" })
}

// settled adds a payment up, by the rule that lines and change equal tenders.
func settled(p ledger.Payment) (total, change int64) {
	for _, line := range p.Lines {
		total += line.Amount.Cents()
	}
	for _, tender := range p.Tenders {
		change += tender.Amount.Cents()
	}
	return total, change - total
}

func receiptOf(number int64) string { return fmt.Sprintf("C1-%06d", number) }

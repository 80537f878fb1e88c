package ledger

import (
	"fmt"
	"strings"
	"time"
)

// Event is something out of the ordinary that an auditor asks about.
type Event struct {
	Seq  int64     // its entry
	At   time.Time // in the station's zone
	By   string
	Kind EventKind
	What string
	Why  string // the reason given; empty: none is asked for
	// ApprovedBy is the second person; empty: none is asked for.
	ApprovedBy string
}

// EventKind groups events in reports.
type EventKind string

const (
	EventSignIn  EventKind = "sign-in" // lockouts
	EventClock   EventKind = "clock"
	EventCopies  EventKind = "copies" // the mirror, restored ledgers
	EventDrawer  EventKind = "drawer"
	EventDeposit EventKind = "deposit"
	EventOutage  EventKind = "outage"
	EventAccount EventKind = "account" // corrected accounts, checks that came back
	EventBook    EventKind = "book"    // handwritten receipts
)

// eventKinds are the entries that may be events.
var eventKinds = []Kind{
	"sign_in_failed", "lock_lifted", "clock_anomaly", "clock_confirmed", "mirror_lost", "mirror_back", "recovery",
	"drawer_kicked", "drawer_reopened", "drawer_closed", "closing_approved", "account_corrected", "check_returned", "no_checks_lifted", "book_spoiled", "deposit_made", "deposit_confirmed", "outage_closed",
}

// EventsIn lists what was out of the ordinary in a scope, in its order: a
// day's events are those that the clock dates on it. Payments taken with a
// reason are on their receipts.
func (l *Ledger) EventsIn(sc Scope) ([]Event, error) {
	var events []Event
	for e, err := range l.entriesIn(sc, eventKinds...) {
		if err != nil {
			return nil, err
		}
		event := Event{Seq: e.Seq, At: l.Local(e.At), By: e.Actor}
		is, err := l.tellEvent(e, &event)
		if err != nil {
			return nil, err
		}
		if is {
			events = append(events, event)
		}
	}
	return events, nil
}

// tellEvent says what an entry tells; false: nothing out of the ordinary.
func (l *Ledger) tellEvent(e Entry, event *Event) (bool, error) {
	b := bodies[e.Kind]()
	if err := e.decode(b); err != nil {
		return false, err
	}
	say := func(kind EventKind, format string, args ...any) {
		event.Kind, event.What = kind, fmt.Sprintf(format, args...)
	}
	when := func(ms int64) string { return stamp(l.Local(time.UnixMilli(ms))) }
	switch b := b.(type) {
	case *signInFailed:
		if b.LockedUntil > 0 {
			say(EventSignIn, "%s is locked after %d wrong secrets, until %s", b.Name, b.Failures, when(b.LockedUntil))
		}
	case *lockLifted:
		say(EventSignIn, "the lock of %s was lifted", b.Name)
	case *clockAnomaly:
		say(EventClock, "the clock said %s where %s was expected", stamp(event.At), when(b.Expected))
	case *clockConfirmed:
		say(EventClock, "the date %s was confirmed", b.Day.Display())
	case *mirrorLost:
		say(EventCopies, "the mirror in %s was lost: %s", b.Path, b.Reason)
	case *mirrorBack:
		say(EventCopies, "the mirror in %s is back; it had missed %d entries", b.Path, b.Copied)
	case *recovered:
		say(EventCopies, "the ledger was made again from %s", b.From)
	case *drawerKicked:
		say(EventDrawer, "the cash drawer was opened without a payment")
		event.Why = b.Reason
	case *drawerReopened:
		say(EventDrawer, "the drawer of Z%d was opened again after its count", b.Number)
		event.Why = b.Reason
	case *drawerClosed:
		switch event.ApprovedBy = b.Witness; {
		case e.Actor != b.Clerk:
			say(EventDrawer, "the drawer of %s was counted in their absence (Z%d)", b.Clerk, b.Number)
		case b.Witness != "":
			say(EventDrawer, "the drawer of %s was counted again with a witness (Z%d)", b.Clerk, b.Number)
		}
	case *closingApproved:
		closing, err := l.Closing(b.Number)
		if err != nil {
			return false, err
		}
		if swaps := closing.Swaps(); len(swaps) > 0 {
			say(EventDrawer, "Z%d was approved, although %s", b.Number, swaps[0].Words())
			event.Why = b.Reason
		}
	case *accountCorrected:
		say(EventAccount, "receipt %s, stub %d: account %s in the place of %s", b.Receipt, b.Line, b.To, b.From)
		event.Why, event.ApprovedBy = b.Reason, b.ApprovedBy
	case *checkReturned:
		say(EventAccount, "check %s of receipt %s, %s, came back from the bank on %s", b.Check.Number, b.Receipt, b.Check.Amount.Display(), b.On.Display())
		event.Why = b.Reason
	case *noChecksLifted:
		say(EventAccount, "checks of account %s are taken again", b.Account)
		event.Why = b.Reason
	case *bookSpoiled:
		say(EventBook, "handwritten receipts %s were declared spoiled", PaperRange{b.Book, b.First, b.Last})
		event.Why, event.ApprovedBy = b.Reason, b.ApprovedBy
	case *depositMade:
		balance, err := b.balance()
		if err != nil {
			return false, err
		}
		if problems := balance.Problems(); len(problems) > 0 {
			say(EventDeposit, "deposit %s: %s", depositName(b.Number), strings.Join(problems, "; "))
			event.Why, event.ApprovedBy = b.Reason, b.VerifiedBy
		}
	case *depositConfirmed:
		if !b.Difference.IsZero() {
			say(EventDeposit, "the bank got %s for deposit %s: %s", b.Amount.Display(), depositName(b.Number), overShortOf(b.Difference)+" the "+b.Total.Display()+" in the bag")
			event.Why = b.Reason
		}
	case *outageClosed:
		if len(b.Unfinished) > 0 {
			say(EventOutage, "outage %d was closed unfinished: %s", b.Number, strings.Join(b.Unfinished, " "))
			event.Why = b.Reason
		}
	}
	return event.What != "", nil
}

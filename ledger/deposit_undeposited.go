package ledger

import (
	"fmt"
	"slices"
)

// AlarmDeposit: money waits too long for its deposit.
const AlarmDeposit AlarmKind = "deposit"

// DepositRules are what a city decides about its deposits.
type DepositRules struct {
	// LimitDays is how many calendar days money may wait for a deposit before
	// it is late.
	LimitDays int `toml:"limit_days"`
}

func (r DepositRules) check() error {
	if r.LimitDays < 0 || r.LimitDays > 60 {
		return invalid("deposit.limit_days", "%d is not between 0 and 60", r.LimitDays)
	}
	return nil
}

// Undeposited is a closed drawer whose money is in no deposit.
type Undeposited struct {
	Closing
	Receipts Tally // what its receipts brought in; never cards
	Money    Tally // what was counted, less the float that stays; never cards
	Days     int   // calendar days since its business day
	Late     bool  // past the city's limit
}

// Undeposited lists the closed drawers whose money is in no deposit, in the
// order of their closings. A drawer without cash or checks is not among them.
func (l *Ledger) Undeposited() ([]Undeposited, error) {
	var waiting []Undeposited
	err := l.read(func(s *store) (err error) {
		waiting, err = l.undeposited(s)
		return err
	})
	return waiting, err
}

func (l *Ledger) undeposited(s *store) ([]Undeposited, error) {
	closings, err := l.readClosings(s, latest, `WHERE seq IN (SELECT closed FROM drawers
		WHERE state <> 'open' AND id NOT IN (SELECT drawer FROM deposited_drawers)) ORDER BY number`)
	if err != nil {
		return nil, err
	}
	var waiting []Undeposited
	today := l.Today()
	for _, c := range closings {
		u := Undeposited{Closing: c, Days: c.Drawer.Day.DaysTo(today)}
		if u.Receipts, u.Money, err = c.carries(); err != nil {
			return nil, err
		}
		if u.Receipts == (Tally{}) && u.Money == (Tally{}) {
			continue
		}
		u.Late = u.Days > l.city.Deposit.LimitDays
		waiting = append(waiting, u)
	}
	return waiting, nil
}

// moneyNotDeposited lists the closed drawers of an outage whose money is in no
// deposit. They do not keep it from being closed, with a reason.
func (l *Ledger) moneyNotDeposited(s *store, outage int64) ([]OpenItem, error) {
	waiting, err := l.undeposited(s)
	if err != nil {
		return nil, err
	}
	drawers, err := list(s, scanText, "SELECT id FROM drawers WHERE outage = ?", outage)
	if err != nil {
		return nil, err
	}
	var items []OpenItem
	for _, u := range waiting {
		if !slices.Contains(drawers, u.Drawer.ID) {
			continue
		}
		sum, err := u.Receipts.Sum()
		if err != nil {
			return nil, err
		}
		items = append(items, OpenItem{Text: fmt.Sprintf("The money of closing Z%d of %s, %s by its receipts, is in no deposit.", u.Number, u.Drawer.Clerk, sum.Display())})
	}
	return items, nil
}

// TendDeposits raises the alarm while money waits too long for its deposit,
// and takes it back. The window calls it now and then: time alone makes money
// late.
func (l *Ledger) TendDeposits() {
	// A ledger that cannot be read says so at the next act.
	_ = l.read(func(s *store) error {
		if l.waiting == l.depositsNow() {
			return nil
		}
		return l.alarmDeposits(s)
	})
}

// depositsSeen is what the alarm about deposits depends on: what happened, and
// the day it is.
type depositsSeen struct {
	head int64
	day  Day
}

func (l *Ledger) depositsNow() depositsSeen { return depositsSeen{l.head.seq, l.Today()} }

func (l *Ledger) alarmDeposits(s *store) error {
	now := l.depositsNow()
	waiting, err := l.undeposited(s)
	if err != nil {
		return err
	}
	l.waiting = now
	var oldest Undeposited
	late := 0
	for _, u := range waiting {
		if u.Late {
			late++
		}
		if u.Days > oldest.Days {
			oldest = u
		}
	}
	if late == 0 {
		l.clear(AlarmDeposit)
		return nil
	}
	whose := "1 closed drawer has"
	if late > 1 {
		whose = fmt.Sprintf("%d closed drawers have", late)
	}
	l.raise(AlarmDeposit, fmt.Sprintf("%s money that is not deposited in time: that of Z%d, business day %s, is %d days old, and the limit is %d. Take it to the bank and record the deposit",
		whose, oldest.Number, oldest.Drawer.Day.Display(), oldest.Days, l.city.Deposit.LimitDays))
	return nil
}

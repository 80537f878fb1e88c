package ledger

import (
	"time"

	"counterfoil/ledger/money"
)

// HoldRules are what a city decides about accounts that must not be penalized
// or cut off, because they paid while billing was down.
type HoldRules struct {
	// PenaltyDays is how long after the bill's date a penalty is due; a bill
	// without a date gets it the day after it is due. CutOffDays is how long
	// after the bill's date service may be shut off, for accounts whose day is
	// not in the roster. 0: not by the bill's date.
	PenaltyDays int `toml:"penalty_days"`
	CutOffDays  int `toml:"cut_off_days"`
	HoldWindow
}

// HoldWindow is which bills are held: those due, and those whose penalty would
// fall, between these days, both included. An empty day is no limit.
type HoldWindow struct {
	DueFrom     Day `toml:"due_from"`
	DueTo       Day `toml:"due_to"`
	PenaltyFrom Day `toml:"penalty_from"`
	PenaltyTo   Day `toml:"penalty_to"`
}

func (r HoldRules) check() error {
	for field, days := range map[string]int{"holds.penalty_days": r.PenaltyDays, "holds.cut_off_days": r.CutOffDays} {
		if days < 0 || days > 400 {
			return invalid(field, "%d is not between 0 and 400", days)
		}
	}
	return r.HoldWindow.Check("holds.")
}

// Check refuses what is not a date, and a window that ends before it begins.
// Errors name the field behind a prefix.
func (w HoldWindow) Check(prefix string) error {
	for _, days := range []struct {
		field    string
		from, to Day
	}{{"due", w.DueFrom, w.DueTo}, {"penalty", w.PenaltyFrom, w.PenaltyTo}} {
		for end, day := range map[string]Day{"_from": days.from, "_to": days.to} {
			if day == "" {
				continue
			}
			if _, err := ParseDay(string(day)); err != nil {
				return invalid(prefix+days.field+end, "%s", err)
			}
		}
		if days.to != "" && days.to < days.from {
			return invalid(prefix+days.field+"_to", "%s is before %s", days.to.Display(), days.from.Display())
		}
	}
	return nil
}

// Settled says whether a payment covered what a bill says is due.
type Settled string

const (
	InFull         Settled = "full"
	InPart         Settled = "part"
	SettledUnknown Settled = "unknown" // the stub does not say what is due
)

// SettledBy tells whether an amount covers what the stub of the line says.
func (l Line) SettledBy(amount money.Amount) Settled {
	switch {
	case l.AmountDue == nil:
		return SettledUnknown
	case amount.Cmp(*l.AmountDue) < 0:
		return InPart
	}
	return InFull
}

// Hold is a bill that was paid while billing was down.
type Hold struct {
	Receipt   string
	Received  Day
	Account   string
	Bill      string
	BillDate  Day
	Due       Day // as the stub says, else as the roster does
	Penalty   Day // the day a penalty would fall; empty: not known
	CutOff    Day // the day service could be shut off; empty: not known
	AmountDue *money.Amount
	Amount    money.Amount // applied by this receipt
	Paid      money.Amount // on this bill so far, in the scope
	Returned  money.Amount // of it, by checks that came back
	Settled   Settled      // by all that was paid so far and did not come back
	// Undated is set when the window asks for a date that is not known: the
	// bill is listed, since nobody can tell.
	Undated bool
}

// HoldsIn lists the bills that payments of a scope settled, in full or in
// part, those that fall in the window, in the order of the receipts.
func (l *Ledger) HoldsIn(sc Scope, window HoldWindow) ([]Hold, error) {
	if err := window.Check(""); err != nil {
		return nil, err
	}
	paid := map[[2]string]money.Amount{}
	var holds []Hold
	for receipt, err := range l.ReceiptsIn(sc) {
		if err != nil {
			return nil, err
		}
		if receipt.Void != nil {
			continue
		}
		for i, line := range receipt.Payment.Lines {
			bill := [2]string{receipt.AccountOf(i + 1), line.Bill}
			returned, err := receipt.returnedOf(i + 1)
			if err != nil {
				return nil, err
			}
			kept, err := line.Amount.Sub(returned)
			if err != nil {
				return nil, err
			}
			if paid[bill], err = paid[bill].Add(kept); err != nil {
				return nil, err
			}
			hold := Hold{
				Receipt: receipt.Number, Received: DayOf(receipt.Received()), Account: bill[0], Bill: line.Bill, BillDate: line.BillDate, Due: line.Due,
				AmountDue: line.AmountDue, Amount: line.Amount, Returned: returned, Paid: paid[bill], Settled: line.SettledBy(paid[bill]),
			}
			if err := l.dateHold(&hold); err != nil {
				return nil, err
			}
			if hold.falls(window) {
				holds = append(holds, hold)
			}
		}
	}
	return holds, nil
}

// Received is when the money came, in the station's zone: as a handwritten
// receipt says, else when it was recorded.
func (r Receipt) Received() time.Time {
	if h := r.Payment.Handwritten; h != nil {
		return h.At().In(r.At.Location())
	}
	return r.At
}

// returnedOf is what of a line, counted from 1, is unpaid again because a check
// came back.
func (r Receipt) returnedOf(line int) (sum money.Amount, err error) {
	for _, returned := range r.Returned {
		for _, unpaid := range returned.Unpaid {
			if unpaid.Line == line {
				if sum, err = sum.Add(unpaid.Amount); err != nil {
					return sum, err
				}
			}
		}
	}
	return sum, nil
}

// dateHold fills in what the stub does not say from the roster and the city's
// rules.
func (l *Ledger) dateHold(h *Hold) error {
	account, known, err := l.Account(h.Account)
	if err != nil {
		return err
	}
	if known && (h.Bill == "" || h.Bill == account.Bill) {
		h.BillDate, h.Due = or(h.BillDate, account.BillDate), or(h.Due, account.Due)
	}
	rules := l.City().Holds
	h.CutOff = account.CutOff
	if h.BillDate != "" && rules.CutOffDays > 0 {
		h.CutOff = or(h.CutOff, h.BillDate.plusDays(rules.CutOffDays))
	}
	switch {
	case h.BillDate != "" && rules.PenaltyDays > 0:
		h.Penalty = h.BillDate.plusDays(rules.PenaltyDays)
	case h.Due != "":
		h.Penalty = h.Due.plusDays(1)
	}
	return nil
}

func or(day, otherwise Day) Day {
	if day == "" {
		return otherwise
	}
	return day
}

func (d Day) plusDays(n int) Day { return DayOf(d.Time().Add(time.Duration(n) * 24 * time.Hour)) }

// falls tells whether a bill falls in a window, and marks one whose dates
// cannot tell.
func (h *Hold) falls(w HoldWindow) bool {
	for _, in := range []struct{ day, from, to Day }{{h.Due, w.DueFrom, w.DueTo}, {h.Penalty, w.PenaltyFrom, w.PenaltyTo}} {
		switch {
		case in.from == "" && in.to == "":
		case in.day == "":
			h.Undated = true
		case in.day < in.from || in.to != "" && in.day > in.to:
			return false
		}
	}
	return true
}

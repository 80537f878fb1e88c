package ledger

import (
	"fmt"
	"slices"

	"counterfoil/ledger/money"
)

// DepositPlan is what the bag of some drawers should hold.
type DepositPlan struct {
	Drawers []DepositedDrawer
	Checks  []BankedCheck // on the drawers' receipts, in their order
	clerks  []string      // who took the money
}

// DepositedDrawer is a drawer whose money is in a deposit. Cards are in none
// of its figures: the terminal settles them.
type DepositedDrawer struct {
	Drawer   string `json:"drawer"`
	Closing  int64  `json:"z"`
	Clerk    string `json:"clerk"`
	Day      Day    `json:"business_day"`
	Approved bool   `json:"approved"` // when the deposit was made
	Receipts Tally  `json:"receipts"` // what its receipts brought in
	Counted  Tally  `json:"counted"`  // what was counted, less the float that stays
}

// BankedCheck is a check as the deposit slip lists it.
type BankedCheck struct {
	CheckRef
	Number  string       `json:"number"`
	Routing string       `json:"routing,omitempty"`
	Name    string       `json:"name,omitempty"`
	Amount  money.Amount `json:"amount"`
}

// CheckRef says which check it is: the one that is that tender of the receipt,
// counted from 1. A check that is on no receipt has none.
type CheckRef struct {
	Receipt string `json:"receipt,omitempty"`
	Item    int    `json:"item,omitempty"`
}

// PlanDeposit tells what the bag of closed drawers should hold.
func (l *Ledger) PlanDeposit(drawers []string) (DepositPlan, error) {
	var plan DepositPlan
	err := l.read(func(s *store) (err error) {
		plan, err = l.planDeposit(s, drawers)
		return err
	})
	return plan, err
}

func (t *tx) planDeposit(drawers []string) (DepositPlan, error) {
	return t.ledger.planDeposit(t.store, drawers)
}

func (l *Ledger) planDeposit(s *store, drawers []string) (DepositPlan, error) {
	var plan DepositPlan
	for i, id := range drawers {
		if slices.Contains(drawers[:i], id) {
			return plan, invalid(fmt.Sprintf("drawers[%d]", i), "the drawer stands twice; its money is in the bag once")
		}
		if err := l.addDrawer(s, &plan, id); err != nil {
			return plan, err
		}
	}
	return plan, nil
}

// addDrawer adds a drawer with its checks.
func (l *Ledger) addDrawer(s *store, plan *DepositPlan, id string) error {
	drawer, err := s.drawer(id)
	if err != nil {
		return err
	}
	if drawer.State == DrawerOpen {
		return errorf(Conflict, "the drawer of %s is open; it is counted and closed before its money goes to the bank", drawer.Clerk)
	}
	if number, err := s.depositOf(id); err != nil {
		return err
	} else if number != 0 {
		return errorf(Conflict, "the money of %s's drawer of %s is in deposit %s already", drawer.Clerk, drawer.Day.Display(), depositName(number))
	}
	closing, end, err := l.lastClosing(s, id)
	if err != nil {
		return err
	}
	d := DepositedDrawer{Drawer: id, Closing: closing.Number, Clerk: drawer.Clerk, Day: drawer.Day, Approved: closing.ApprovedBy != ""}
	if d.Receipts, d.Counted, err = closing.carries(); err != nil {
		return err
	}
	// The closing and the receipts say the same, or one of them is wrong.
	taken, err := s.drawerTakings(end, id)
	if err != nil {
		return err
	}
	if taken.Net.toBank() != d.Receipts {
		return fmt.Errorf("closing Z%d says that its receipts brought %v in, and the receipts say %v; check the ledger with `counterfoil verify`", closing.Number, d.Receipts, taken.Net.toBank())
	}
	checks, err := s.checksOf(id, end)
	if err != nil {
		return err
	}
	clerks, err := list(s, scanText, "SELECT DISTINCT clerk FROM payments p WHERE p.seq <= ?1 AND "+inDrawer, end, id)
	if err != nil {
		return err
	}
	plan.Drawers = append(plan.Drawers, d)
	plan.Checks = append(plan.Checks, checks...)
	plan.clerks = append(append(plan.clerks, drawer.Clerk), clerks...)
	return nil
}

// lastClosing returns a closed drawer's closing, with the number of its entry.
func (l *Ledger) lastClosing(s *store, drawer string) (Closing, int64, error) {
	var end int64
	if err := s.get("SELECT closed FROM drawers WHERE id = ?", []any{drawer}, &end); err != nil {
		return Closing{}, 0, err
	}
	closings, err := l.readClosings(s, latest, "WHERE seq = ?", end)
	if err != nil {
		return Closing{}, 0, err
	}
	return closings[0], end, nil
}

// carries tells what the drawer's receipts brought in, and what of it was
// counted, what is in the safe with it and the float left out. Neither has cards.
func (c Closing) carries() (receipts, counted Tally, err error) {
	if receipts, err = c.Expected.Plus(c.Dropped); err != nil {
		return receipts, counted, err
	}
	if receipts, err = receipts.Minus(Tally{Cash: c.Drawer.Float}); err != nil {
		return receipts, counted, err
	}
	counted, err = receipts.Plus(c.OverShort)
	return receipts.toBank(), counted.toBank(), err
}

// toBank leaves out what the card terminal settles.
func (t Tally) toBank() Tally { return Tally{Cash: t.Cash, Check: t.Check} }

// checksOf reads the checks of a drawer's receipts from their entries: the
// projection keeps only what is searched for.
func (s *store) checksOf(drawer string, asOf int64) ([]BankedCheck, error) {
	seqs, err := list(s, scanSeq,
		"SELECT seq FROM payments p WHERE seq <= ?1 AND "+inDrawer+" AND "+stands+" AND check_count > 0 ORDER BY number", asOf, drawer)
	if err != nil {
		return nil, err
	}
	var checks []BankedCheck
	for _, seq := range seqs {
		var recorded paymentRecorded
		if _, err := s.entry(seq, &recorded); err != nil {
			return nil, err
		}
		for i, t := range recorded.Payment.Tenders {
			if t.Kind == Check {
				checks = append(checks, BankedCheck{CheckRef{recorded.Receipt, i + 1}, t.Number, t.Routing, t.Name, t.Amount})
			}
		}
	}
	return checks, nil
}

// present picks the checks that are there.
func (p DepositPlan) present(refs []CheckRef) []BankedCheck {
	return slices.DeleteFunc(slices.Clone(p.Checks), func(c BankedCheck) bool { return !slices.Contains(refs, c.CheckRef) })
}

// missing picks the checks that are not there.
func (p DepositPlan) missing(refs []CheckRef) []BankedCheck {
	return slices.DeleteFunc(slices.Clone(p.Checks), func(c BankedCheck) bool { return slices.Contains(refs, c.CheckRef) })
}

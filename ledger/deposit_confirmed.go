package ledger

import (
	"slices"
	"time"

	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

// BankStatement is what the bank says of a deposit.
type BankStatement struct {
	Day       Day
	Reference string // the bank's own number for it
	Amount    money.Amount
	Reason    string // why the amount is not the deposit's; empty: it is
}

// BankConfirmation is a bank's statement as it was entered.
type BankConfirmation struct {
	BankStatement
	Difference money.Amount // the bank's amount less the deposit's; it stays an exception
	By         string
	At         time.Time // in the station's zone
}

type depositConfirmed struct {
	Number     int64        `json:"deposit"`
	Bag        string       `json:"bag"`
	Total      money.Amount `json:"total"`
	Day        Day          `json:"bank_day"`
	Reference  string       `json:"bank_reference"`
	Amount     money.Amount `json:"bank_amount"`
	Difference money.Amount `json:"difference"`
	Reason     string       `json:"reason,omitempty"`
}

func (*depositConfirmed) kind() Kind { return "deposit_confirmed" }

func (b *depositConfirmed) project(s *store, e Entry) error {
	return s.exec("UPDATE deposits SET confirmed = ? WHERE number = ?", e.Seq, b.Number)
}

func init() { register(&depositConfirmed{}) }

// ConfirmDeposit enters what the bank says it got. Whoever prepared the
// deposit does not confirm it. An amount other than the deposit's needs a
// reason.
func (l *Ledger) ConfirmDeposit(by Session, number int64, said BankStatement) (Deposit, error) {
	if err := by.may("confirm a deposit", Finance, Supervisor); err != nil {
		return Deposit{}, err
	}
	if err := checkTexts(typed{"reference", &said.Reference}, typed{"reason", &said.Reason}); err != nil {
		return Deposit{}, err
	}
	if said.Reference == "" {
		return Deposit{}, invalid("reference", "key in the bank's number for the deposit, from its receipt or statement")
	}
	if said.Amount.IsNegative() {
		return Deposit{}, invalid("amount", "%s is below 0.00", said.Amount)
	}
	err := l.write(by.Name(), func(t *tx) error {
		deposits, err := l.readDeposits(t.store, latest, "WHERE number = ?", number)
		if err != nil {
			return err
		}
		if len(deposits) == 0 {
			return errorf(NotFound, "there is no deposit %s in this ledger", depositName(number))
		}
		d := deposits[0]
		switch {
		case d.Bank != nil:
			return errorf(Conflict, "deposit %s is confirmed already: %s on %s", d.Name(), d.Bank.Amount.Display(), d.Bank.Day.Display())
		case d.PreparedBy == by.Name():
			return errorf(NotAllowed, "%s prepared deposit %s; somebody else enters what the bank says", by.Name(), d.Name())
		case slices.ContainsFunc(d.Drawers, func(drawer DepositedDrawer) bool { return drawer.Clerk == by.Name() }):
			return errorf(NotAllowed, "a drawer of %s is in deposit %s; somebody else enters what the bank says", by.Name(), d.Name())
		}
		if _, err := ParseDay(string(said.Day)); err != nil {
			return invalid("day", "%s", err)
		}
		if made, today := DayOf(d.At), DayOf(l.Local(t.at)); said.Day < made || said.Day > today {
			return invalid("day", "%s is not between %s, when the deposit was made, and today, %s", said.Day.Display(), made.Display(), today.Display())
		}
		difference, err := said.Amount.Sub(d.Total)
		if err != nil {
			return invalid("amount", "%s", err)
		}
		if !difference.IsZero() && said.Reason == "" {
			return NewError(NeedsReasons, "reason", "the bank's amount is %s the deposit's %s; give a reason", phrase.Word(overShortOf(difference)), d.Total.Display())
		}
		_, err = t.record(&depositConfirmed{
			Number: number, Bag: d.Bag, Total: d.Total,
			Day: said.Day, Reference: said.Reference, Amount: said.Amount, Difference: difference, Reason: said.Reason,
		})
		return err
	})
	if err != nil {
		return Deposit{}, err
	}
	return l.Deposit(number)
}

func (l *Ledger) readConfirmation(s *store, seq int64) (*BankConfirmation, error) {
	var b depositConfirmed
	e, err := s.entry(seq, &b)
	return &BankConfirmation{
		BankStatement: BankStatement{b.Day, b.Reference, b.Amount, b.Reason},
		Difference:    b.Difference, By: e.Actor, At: l.Local(e.At),
	}, err
}

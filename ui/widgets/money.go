package widgets

import (
	"errors"

	"counterfoil/ledger/money"
)

// MoneyEntry is a field for an amount. What is typed replaces what it held.
type MoneyEntry struct{ Entry }

// NewMoneyEntry returns an empty amount field, wide enough for money.Max.
func NewMoneyEntry() *MoneyEntry {
	m := &MoneyEntry{}
	m.extend(m)
	m.only("digits, commas and a point", "0123456789,.")
	m.Replace = true
	m.Digits = len(money.Max.Display())
	m.Limit = 40
	m.SetPlaceHolder("0.00")
	return m
}

// Amount is the amount in the field, or why there is none, to be said at the
// field.
func (m *MoneyEntry) Amount() (money.Amount, error) {
	if m.refused != nil {
		return money.Amount{}, m.refused
	}
	if !m.Filled() {
		return money.Amount{}, errors.New("key in an amount")
	}
	return money.Parse(m.Text)
}

// SetAmount writes an amount into the field.
func (m *MoneyEntry) SetAmount(a money.Amount) { m.SetText(a.Display()) }

// Problem implements Input.
func (m *MoneyEntry) Problem() error {
	if !m.Filled() {
		return m.refused
	}
	_, err := m.Amount()
	return err
}

// FocusLost writes the amount out, "12" as "12.00", or says what is wrong
// with it.
func (m *MoneyEntry) FocusLost() {
	m.Entry.FocusLost()
	if amount, err := m.Amount(); err == nil {
		m.SetAmount(amount)
	} else {
		m.SetError(m.Problem())
	}
}

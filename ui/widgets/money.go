package widgets

import (
	"strings"

	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
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
		return money.Amount{}, phrase.Errorf("key in an amount")
	}
	if dollarDigits(m.Text) > dollarDigits(money.Max.String()) {
		return money.Amount{}, ErrTooManyDigits
	}
	return money.Parse(m.Text)
}

// ErrTooManyDigits says that a text cannot be meant as an amount: a scan that
// was fired into the field, even one that begins with zeros.
var ErrTooManyDigits = phrase.Errorf("this has more digits than an amount; the largest is %s", money.Max.Display())

func dollarDigits(text string) int {
	whole, _, _ := strings.Cut(text, ".")
	return len(strings.ReplaceAll(whole, ",", ""))
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

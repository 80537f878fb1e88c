// Package sample makes the sample city: Tallis Ferry, a small river town that
// does not exist, with its settings, its people and their secrets, and the
// accounts that its billing system knew the night before the outage.
package sample

import (
	_ "embed"
	"iter"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// Settings is the text of the sample city's city.toml.
//
//go:embed city.toml
var Settings []byte

// City is the sample city's billing on one night.
type City struct {
	AsOf     ledger.Day // balances are as of the end of this day
	Accounts []Account  // the two specimens first
}

// Account is one account with its latest bill.
type Account struct {
	Number   string
	Customer string
	Name     string
	Address  string // of the service
	Cycle    int    // 1 to 4; one cycle is billed each Wednesday

	Bill      string
	BillDate  ledger.Day
	Due       ledger.Day
	LateAfter ledger.Day // the last day without the late charge
	CutOff    ledger.Day // water can be shut off after this day

	Charges    []Charge
	AmountDue  money.Amount // the sum of the charges
	LateAmount money.Amount // AmountDue with the late charge
	Balance    money.Amount // below zero: a credit

	AutoPay  bool // billing drafts what is owed
	NoChecks bool // checks of the customer came back

	Profile string // the scan-line profile of the bill's stub
	Scan    string // the stub's scan line

	// Specimen marks the accounts of the scan lines that the documentation
	// prints: what they owe and what their line says never changes.
	Specimen bool
}

// Charge is the part of a bill that belongs to one fund.
type Charge struct {
	Name   string
	Amount money.Amount
}

// Roster is what the ledger is given of the accounts.
func (c City) Roster() iter.Seq2[ledger.Account, error] {
	return func(yield func(ledger.Account, error) bool) {
		for _, a := range c.Accounts {
			known := ledger.Account{
				Account: a.Number, Customer: a.Customer, Name: a.Name, Address: a.Address,
				Balance: a.Balance, Bill: a.Bill, BillDate: a.BillDate, Due: a.Due, CutOff: a.CutOff,
				AutoPay: a.AutoPay, NoChecks: a.NoChecks,
			}
			if !yield(known, nil) {
				return
			}
		}
	}
}

package sample

import "counterfoil/ledger/money"

// The accounts of the two scan lines that the documentation explains. The long
// line is of 1996, whatever the date of the bill it is printed on.
var (
	shortSpecimen = Account{
		Number: "1023233234", Customer: "104417", Name: "Rosalind Okafor", Address: "12 Front Street",
		Charges:    residential.charges(156, 156, true),
		LateAmount: money.FromCents(246_66),
		Profile:    shortProfile,
		Scan:       "10232332340000022424",
		Specimen:   true,
	}
	longSpecimen = Account{
		Number: "00345678901", Customer: "104418", Name: "Specimen Account", Address: "1 Pumphouse Road",
		Charges:    []Charge{{water, money.FromCents(10_00)}},
		LateAmount: money.FromCents(10_00),
		Profile:    longProfile,
		Scan:       "003456789011102960000000000100000000010008",
		Specimen:   true,
	}
)

package sample

import "counterfoil/ledger/money"

// The city's funds.
const (
	water = "Water"
	sewer = "Sewer"
	trash = "Trash"
	storm = "Storm water"
)

// tariff is what a bill asks for, in cents. Water and sewer are a fee and a
// rate for each hundred gallons.
type tariff struct {
	waterFee, waterRate int64
	sewerFee, sewerRate int64
	trash, storm        int64
}

var (
	residential = tariff{waterFee: 8_20, waterRate: 61, sewerFee: 7_60, sewerRate: 57, trash: 18_56, storm: 5_80}
	commercial  = tariff{waterFee: 21_50, waterRate: 61, sewerFee: 18_90, sewerRate: 57, trash: 74_25, storm: 23_20}
)

// charges prices a month's use in hundreds of gallons. Whose trash is not
// collected has no line for it.
func (t tariff) charges(used, drained int64, collected bool) []Charge {
	charges := []Charge{
		{water, money.FromCents(t.waterFee + t.waterRate*used)},
		{sewer, money.FromCents(t.sewerFee + t.sewerRate*drained)},
	}
	if collected {
		charges = append(charges, Charge{trash, money.FromCents(t.trash)})
	}
	return append(charges, Charge{storm, money.FromCents(t.storm)})
}

// charges draws a month's use: households from 800 to 22,500 gallons, and most
// of them in the lower half; businesses up to 250,000. What waters a lawn does
// not reach the sewer. Apartment houses have their trash collected by others.
func (g *generator) charges(business, apartment bool) []Charge {
	rates, used := residential, 8+g.low(217)
	if business {
		rates, used = commercial, 40+g.low(2460)
	}
	drained := used - g.Int64N(used/3+1)
	return rates.charges(used, drained, business || !apartment)
}

// low draws from 0 to most, the smaller the likelier.
func (g *generator) low(most int64) int64 {
	return g.Int64N(most+1) * g.Int64N(most+1) / most
}

func total(charges []Charge) int64 {
	var cents int64
	for _, c := range charges {
		cents += c.Amount.Cents()
	}
	return cents
}

// withLateCharge adds 10 %, rounded half up to the cent.
func withLateCharge(cents int64) int64 { return cents + (cents+5)/10 }

package sample

import (
	"fmt"
	"math/rand/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// Seed is the seed of the demo's city. It was chosen for its first accounts,
// whose bills are printed: several alphabets, a business, an estate, and a
// customer with two bills to pay.
const Seed uint64 = 2465

const (
	accounts = 2000

	businessPercent = 8
	// Landlords and owners of two shops: their stubs come several to a payment.
	sameCustomerPercent = 3

	// Of so many accounts one is on AutoPay, and of one no checks are taken.
	// Both are among those whose bills are printed.
	autoPayEach  = 15
	noChecksEach = 60
)

// generator makes accounts one after another. What it draws does not depend on
// the day, so that on another night the same customers stand further on in
// their billing.
type generator struct {
	*rand.Rand
	calendar calendar
	taken    map[string]bool // account and customer numbers, addresses
}

// Generate makes the city's billing as it stood at the end of asOf, the night
// before the outage. The same seed and day make the same city on every
// machine; another seed makes other customers.
//
// asOf is from 1971 to 2067, as the two-digit years of a scan line are.
func Generate(seed uint64, asOf ledger.Day) City {
	g := &generator{rand.New(rand.NewPCG(seed, 0)), newCalendar(asOf), map[string]bool{}}
	for _, a := range []Account{shortSpecimen, longSpecimen} {
		g.taken[a.Number], g.taken[a.Customer] = true, true
	}
	city := City{AsOf: asOf, Accounts: make([]Account, accounts)}
	for i := range city.Accounts {
		a := &city.Accounts[i]
		switch i {
		case 0:
			*a = shortSpecimen
		case 1:
			*a = longSpecimen
		default:
			*a = g.customer(i, city.Accounts[i-1])
		}
		a.Cycle = i%cycles + 1
		a.AutoPay, a.NoChecks = i%autoPayEach == 13, i%noChecksEach == 18
		g.bill(a, i/cycles)
	}
	return city
}

// customer draws who lives where and what they are charged. Half of each
// cycle's accounts have the long scan line, the others the short one, which
// for businesses shows the funds.
func (g *generator) customer(i int, previous Account) Account {
	var a Account
	if (i+i/cycles)%2 == 0 {
		a.Profile, a.Number = shortProfile, g.unique("10%08d", 100_000_000)
	} else {
		a.Profile, a.Number = longProfile, g.unique("00%09d", 1_000_000_000)
	}
	a.Customer = g.unique("%06d", 1_000_000)
	business := g.IntN(100) < businessPercent
	if business && a.Profile == shortProfile {
		a.Profile = fundsProfile
	}
	a.Name = g.name(business)
	if g.IntN(100) < sameCustomerPercent && !previous.Specimen {
		a.Customer, a.Name = previous.Customer, previous.Name
	}
	a.Address = g.address(i%cycles, business)
	a.Charges = g.charges(business, isApartment(a.Address))
	return a
}

// unique draws a number below limit that nothing else has.
func (g *generator) unique(format string, limit int) string {
	for {
		number := fmt.Sprintf(format, g.IntN(limit))
		if !g.taken[number] {
			g.taken[number] = true
			return number
		}
	}
}

// bill dates and adds up the account's bill, the nth of its mailing.
func (g *generator) bill(a *Account, nth int) {
	mailed := g.calendar.mailed(a.Cycle)
	a.BillDate = after(mailed, 0)
	a.Due = after(mailed, daysToDue)
	a.LateAfter = after(mailed, daysToLate)
	a.CutOff = after(mailed, daysToCutOff)
	a.Bill = fmt.Sprintf("%07d", week(mailed)*accounts/cycles+nth)

	due := total(a.Charges)
	a.AmountDue = money.FromCents(due)
	if a.Specimen {
		a.Balance = a.AmountDue
		return
	}
	late := withLateCharge(due)
	a.LateAmount = money.FromCents(late)
	owed := due
	if g.calendar.asOf.After(a.LateAfter.Time()) {
		owed = late
	}
	a.Balance = money.FromCents(g.balance(owed, g.calendar.weeksSince(mailed)))
	a.Scan = scanLine(*a)
}

// balance draws what is open of a bill: mostly all of it; nothing for more and
// more people as the weeks go by; more when an earlier bill is open too; less
// than nothing for some who paid ahead.
func (g *generator) balance(owed int64, weeks int) int64 {
	const arrearsPercent, creditPercent = 7, 3
	paidPercent := [cycles]int{5, 15, 30, 50}[weeks]
	earlier, credit := 20_00+g.Int64N(180_00), 5_00+g.Int64N(95_00)
	switch n := g.IntN(100); {
	case n < arrearsPercent:
		return owed + earlier
	case n < arrearsPercent+creditPercent:
		return -credit
	case n < arrearsPercent+creditPercent+paidPercent:
		return 0
	}
	return owed
}

func pick[T any](g *generator, from []T) T { return from[g.IntN(len(from))] }

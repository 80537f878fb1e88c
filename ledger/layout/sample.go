package layout

import (
	"iter"
	"time"

	"counterfoil/ledger/money"
)

// Sample are payments to preview a profile with: cash, a check over two stubs,
// a stub paid in two ways, a card, and, when the profile has a form for it, a
// reversal. No such people or accounts exist.
func (p *Profile) Sample() (Set, iter.Seq2[Payment, error]) {
	zone := time.FixedZone("", -6*60*60)
	noon := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 4, 0, 0, zone) }
	cents := money.FromCents
	due := func(n int64) *money.Amount { a := cents(n); return &a }
	stub := func(account, bill string, n int64) Line {
		return Line{Account: account, Bill: bill, BillDate: "2026-11-04", Due: "2026-11-25", AmountDue: due(n), Amount: cents(n)}
	}
	check := func(number string, n int64) Tender {
		return Tender{Kind: "check", Handed: cents(n), Number: number, Routing: "111000025", Last4: "5678", Name: "Sam Sample"}
	}
	payments := []Payment{
		{ID: "019d3c1e-0000-7000-8000-000000000001", Receipt: "C1-000001", Received: noon(23, 9), Payor: "Ana Sample",
			Lines: []Line{stub("1023233234", "88123", 224_24)}, Tenders: []Tender{{Kind: "cash", Handed: cents(240_00), Change: cents(15_76)}}},
		{ID: "019d3c1e-0000-7000-8000-000000000002", Receipt: "C1-000002", Received: noon(23, 10), Payor: "Sam Sample",
			Lines: []Line{stub("1023233235", "88124", 60_00), stub("0034567890", "88125", 15_50)}, Tenders: []Tender{check("1041", 75_50)}},
		{ID: "019d3c1e-0000-7000-8000-000000000003", Receipt: "C1-000003", Received: noon(24, 11), Payor: "José Muster",
			Lines:   []Line{stub("1023233236", "88126", 100_00), stub("1023233237", "88127", 20_00)},
			Tenders: []Tender{check("77", 80_00), {Kind: "cash", Handed: cents(40_00)}}},
		{ID: "019d3c1e-0000-7000-8000-000000000004", Receipt: "C1-000004", Received: noon(24, 15), Payor: "",
			Lines: []Line{stub("1023233238", "", 12_00)}, Tenders: []Tender{{Kind: "card", Handed: cents(12_00), Number: "A991"}}},
	}
	if p.Reversals != Refuse {
		back := payments[0]
		back.Reversal, back.Receipt, back.ID = true, "C1-000000", "019d3c1e-0000-7000-8000-000000000000"
		payments = append(payments, back)
	}
	set := Set{City: "City of Sample", Station: "C1", Batch: 2, MadeAt: noon(24, 17), From: "2026-11-23", To: "2026-11-24"}
	return set, func(yield func(Payment, error) bool) {
		for i, payment := range payments {
			payment.Station, payment.Clerk, payment.Batch, payment.Seq = "C1", "ana", 2, int64(10+i)
			payment.Recorded = payment.Received
			payment.Day = payment.Received.Format(time.DateOnly)
			if !yield(payment, nil) {
				return
			}
		}
	}
}

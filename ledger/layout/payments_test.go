package layout_test

import (
	"fmt"
	"iter"
	"time"

	"pgregory.net/rapid"

	"counterfoil/ledger/layout"
	"counterfoil/ledger/money"
)

func cents(n int64) money.Amount { return money.FromCents(n) }

func stub(account, bill string, n int64) layout.Line {
	due := cents(n)
	return layout.Line{Account: account, Bill: bill, BillDate: "2026-11-04", Due: "2026-11-25", AmountDue: &due, Amount: cents(n)}
}

func check(number string, n int64) layout.Tender {
	return layout.Tender{Kind: "check", Handed: cents(n), Number: number, Routing: "111000025", Last4: "5678", Name: "A PAYOR", Date: "2026-11-20"}
}

func cash(handed, change int64) layout.Tender {
	return layout.Tender{Kind: "cash", Handed: cents(handed), Change: cents(change)}
}

var chicago = time.FixedZone("", -6*60*60)

// made fills in what a test does not care about.
func made(n int, p layout.Payment) layout.Payment {
	p.ID = fmt.Sprintf("019d3c1e-0000-7000-8000-%012d", n)
	p.Receipt, p.Station, p.Clerk, p.Batch, p.Seq = fmt.Sprintf("C1-%06d", n), "C1", "ana", 2, int64(100+n)
	if p.Received.IsZero() {
		p.Received = time.Date(2026, 11, 23+n/4, 9, n%60, 0, 0, chicago)
	}
	p.Recorded, p.Day = p.Received, p.Received.Format(time.DateOnly)
	return p
}

var mean = layout.Set{City: "Testville & Sons", Station: "C1", Batch: 2, MadeAt: time.Date(2026, 11, 24, 17, 4, 0, 0, chicago), From: "2026-11-23", To: "2026-11-24"}

// plainPayments fit every shipped profile: cash with change, a check over two
// stubs, four tenders over two stubs, a card, a stub without a bill and a due
// date.
func plainPayments() []layout.Payment {
	bare := stub("1023233238", "", 12_00)
	bare.BillDate, bare.Due, bare.AmountDue = "", "", nil
	payments := []layout.Payment{
		{Payor: "Ana Müller", Lines: []layout.Line{stub("1023233234", "88123", 224_24)}, Tenders: []layout.Tender{cash(240_00, 15_76)}},
		{Payor: `Zoë "Z" O'Hara, Jr.`, Lines: []layout.Line{stub("0034567890", "88124", 50_01), stub("0034567891", "88125", 1)}, Tenders: []layout.Tender{check("1041", 50_02)}},
		{Payor: "李小龍", Lines: []layout.Line{stub("1023233235", "88126", 60_00), stub("1023233236", "88127", 15_50)},
			Tenders: []layout.Tender{check("77", 50_00), cash(5_00, 5_00), check("78", 10_00), cash(20_00, 4_50)}},
		{Lines: []layout.Line{bare}, Tenders: []layout.Tender{{Kind: "card", Handed: cents(12_00), Number: "A991", Last4: "0042"}}},
		{Payor: "=1+1", Lines: []layout.Line{stub("1023233239", "88129", 99_999_000_00)}, Tenders: []layout.Tender{check("000123456", 99_999_000_00)}},
	}
	for i := range payments {
		payments[i] = made(i+1, payments[i])
	}
	return payments
}

// meanPayments are those and what some profiles have no room for: 12 digits, a
// reversal of which billing rejected a line, a line carried again, funds.
func meanPayments() []layout.Payment {
	var whole layout.Payment
	for i := range 11 {
		whole.Lines = append(whole.Lines, stub(fmt.Sprintf("10232340%02d", i), "90001", 99_999_999_99))
		whole.Tenders = append(whole.Tenders, check(fmt.Sprint(300+i), 99_999_999_99))
	}
	split := stub("1033907286", "88130", 60_00)
	split.Funds = []layout.Fund{{Name: "water", Amount: cents(40_01)}, {Name: "sewer", Amount: cents(19_99)}}
	again := plainPayments()[2]
	again.Again, again.Only = true, []int{2}
	back := plainPayments()[1]
	back.Reversal, back.Only = true, []int{1}
	return append(plainPayments(), made(6, whole), made(7, layout.Payment{Payor: "  Łódź", Book: "B1-0042-0", Writer: "ana", Lines: []layout.Line{split}, Tenders: []layout.Tender{cash(60_00, 0)}}), back, again)
}

func each(payments []layout.Payment) iter.Seq2[layout.Payment, error] {
	return func(yield func(layout.Payment, error) bool) {
		for _, p := range payments {
			if !yield(p, nil) {
				return
			}
		}
	}
}

// randomPayments are paid in balance, each by up to four tenders.
func randomPayments(t *rapid.T) []layout.Payment {
	var payments []layout.Payment
	amount := rapid.Int64Range(1, 999_999)
	for n := range rapid.IntRange(0, 30).Draw(t, "payments") {
		var p layout.Payment
		var total int64
		for range rapid.IntRange(1, 4).Draw(t, "lines") {
			due := amount.Draw(t, "amount")
			total += due
			p.Lines = append(p.Lines, stub(fmt.Sprintf("%010d", rapid.Int64Range(0, 9_999_999_999).Draw(t, "account")), "88123", due))
		}
		for k := rapid.IntRange(0, 3).Draw(t, "checks"); k > 0 && total > 1; k-- {
			part := rapid.Int64Range(1, total-1).Draw(t, "check")
			total -= part
			p.Tenders = append(p.Tenders, check(fmt.Sprint(1000+k), part))
		}
		change := rapid.Int64Range(0, 20_00).Draw(t, "change")
		p.Tenders = append(p.Tenders, cash(total+change, change))
		p = made(n+1, p)
		p.Day = fmt.Sprintf("2026-11-%02d", rapid.IntRange(20, 22).Draw(t, "day"))
		payments = append(payments, p)
	}
	return payments
}

// owed is what the payments add up to, in cents.
func owed(payments []layout.Payment) (total int64) {
	for _, p := range payments {
		for _, line := range p.Lines {
			total += line.Amount.Cents()
		}
	}
	return total
}

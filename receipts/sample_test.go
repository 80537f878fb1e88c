package receipts_test

import (
	"encoding/base32"
	"fmt"
	"slices"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/receipts"
)

var (
	zone    = time.FixedZone("CST", -6*3600)
	morning = time.Date(2026, 11, 23, 8, 2, 0, 0, zone)
)

func cents(n int64) money.Amount { return money.FromCents(n) }

func due(n int64) *money.Amount { a := cents(n); return &a }

func hashOf(seed byte) (h ledger.Hash) {
	for i := range h {
		h[i] = seed + byte(i)*37
	}
	return h
}

func base32Of(hashes ...ledger.Hash) string {
	var all []byte
	for _, h := range hashes {
		all = append(all, h[:]...)
	}
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(all)
}

func sampleCity() ledger.City {
	return ledger.City{
		Name: "City of Alder Bend", Department: "Utility Billing", Address: "401 Front Street, Alder Bend, MO 63799", Phone: "(573) 555-0142",
		Station: "C1", Zone: "America/Chicago",
		Receipt: ledger.ReceiptText{Endorsement: "For deposit only", Footer: "Questions: call (573) 555-0142, weekdays 8 to 5.\nNo late charge is added while billing is offline."},
	}
}

// sampleReceipt has one of everything: stubs paid in part, over and of an
// unknown account, three kinds of tender, change.
func sampleReceipt() ledger.Receipt {
	return ledger.Receipt{
		Number: "C1-000123", City: sampleCity(), Station: "C1", Clerk: "Ana Ruiz", At: morning.Add(6*time.Hour + 3*time.Minute), Day: "2026-11-23",
		Payment: ledger.Payment{
			ID: "0193f4a0-0000-7000-8000-000000000001", Payor: "Mary Q. Customer", Copy: ledger.CopyReceived,
			Lines: []ledger.Line{
				{Account: "1023233234", Bill: "88123", Due: "2026-11-25", AmountDue: due(224_24), Amount: cents(224_24)},
				{Account: "1023233999", Bill: "88177", Due: "2026-11-25", AmountDue: due(150_00), Amount: cents(100_00)},
				{Account: "77-1", Amount: cents(20_00)},
				{Account: "1023230001", Bill: "88002", Due: "2026-12-02", AmountDue: due(1_050_00), Amount: cents(1_060_00)},
			},
			Tenders: []ledger.Tender{
				{Kind: ledger.Check, Amount: cents(1_324_24), Number: "1041", Routing: "111000025", Last4: "5678", Name: "M Q CUSTOMER"},
				{Kind: ledger.Card, Amount: cents(50_00), Number: "004417", Last4: "1111"},
				{Kind: ledger.Cash, Amount: cents(40_00)},
			},
		},
		Total: cents(1_404_24), Change: cents(10_00),
		Warnings: []ledger.Warning{{Kind: ledger.UnknownAccount, Line: 3}},
		Seq:      412, Hash: hashOf(0xA1),
		Seal: "CF1/C1/C1-000123/2026-11-23T14:05:00-06:00/1404.24/PAID/" + base32Of(hashOf(0xA1)) + "/" + base32Of(hashOf(0x11), hashOf(0x77)),
	}
}

func voided(r ledger.Receipt) ledger.Receipt {
	r.Void = &ledger.VoidMark{By: "Ana Ruiz", ApprovedBy: "Carol Dunn", Reason: "Paid with the wrong stub", At: r.At.Add(9 * time.Minute)}
	r.Prints = 2
	return r
}

func paidBy(r ledger.Receipt, name string) ledger.Receipt {
	r.Payment.Payor = name
	return r
}

// sampleDay has that many receipts of three clerks: one drawer approved, one
// counted, one open when wanted. Every seventh receipt is paid by check,
// every eleventh by card, every fortieth is void.
func sampleDay(count int, leaveOpen bool) ledger.DayReport {
	d := ledger.DayReport{
		City: sampleCity(), Day: "2026-11-23", Station: "C1", MadeAt: morning.Add(9*time.Hour + 20*time.Minute),
		Outage:         ledger.Outage{Number: 1, StartedAt: morning.AddDate(0, 0, -4)},
		VoidMarks:      map[string]ledger.VoidMark{},
		PerpetualTotal: cents(98_765_432_10), PerpetualVoids: cents(1_234_56),
		HeadSeq: 6120, Head: hashOf(0x3C),
	}
	clerks := []ledger.ClerkDay{{Clerk: "Ana Ruiz"}, {Clerk: "Ben Okafor"}, {Clerk: "Chloé Łukasik"}}
	for i := range count {
		clerk := &clerks[i%3]
		p := ledger.Found{
			ID: fmt.Sprint(i), Receipt: fmt.Sprintf("C1-%06d", i+1), At: morning.Add(time.Duration(i) * 30 * time.Second / 2), Day: d.Day, Clerk: clerk.Clerk,
			Payor: fmt.Sprintf("Customer %d, Front Street", i+1), Account: fmt.Sprint(1023230000 + i), Stubs: 1 + i%2, Total: cents(int64(50_00 + i*7)),
		}
		kind := ledger.Cash
		switch {
		case i%7 == 0:
			kind = ledger.Check
		case i%11 == 0:
			kind = ledger.Card
		}
		p.Tenders = []ledger.TenderKind{kind}
		if i%40 == 5 {
			p.Void = true
			d.VoidMarks[p.Receipt] = ledger.VoidMark{By: clerk.Clerk, ApprovedBy: "Carol Dunn", Reason: "Wrong account keyed", At: p.At.Add(5 * time.Minute)}
		}
		d.Payments = append(d.Payments, p)
		addTakings(&d.Takings, p, kind)
		addTakings(&clerk.Takings, p, kind)
		if kind == ledger.Check && !p.Void {
			d.ChecksTaken = append(d.ChecksTaken, ledger.CheckTaken{
				Receipt: p.Receipt, Clerk: p.Clerk, Number: fmt.Sprint(1000 + i), Routing: "111000025", Last4: fmt.Sprintf("%04d", i), Name: "PAYER OF CHECK " + fmt.Sprint(i), Amount: p.Total,
			})
		}
	}
	if count > 0 {
		d.First, d.Last = d.Payments[0].Receipt, d.Payments[count-1].Receipt
	}
	d.Clerks = clerks
	d.Deposit.Complete = true
	for i, clerk := range clerks {
		drawer := ledger.Drawer{ID: fmt.Sprint(i), Clerk: clerk.Clerk, Day: d.Day, OpenedAt: morning.Add(-10 * time.Minute), Float: cents(100_00), State: ledger.DrawerOpen}
		if i == 2 && leaveOpen {
			d.Drawers = append(d.Drawers, ledger.DrawerDay{Drawer: drawer})
			d.Deposit.Complete = false
			continue
		}
		closing := sampleClosing(int64(11+i), drawer, clerk.Takings)
		if i == 0 || !leaveOpen {
			closing.Drawer.State, closing.ApprovedBy, closing.ApprovedAt = ledger.DrawerApproved, "Carol Dunn", closing.At.Add(12*time.Minute)
		}
		d.Drawers = append(d.Drawers, ledger.DrawerDay{Drawer: drawer, Closing: &closing})
		d.OverShort = must(d.OverShort.Plus(closing.OverShort))
		deposit(&d.Deposit, closing)
		deposit(&d.Undeposited, closing)
	}
	return d
}

// bagged puts the money of some drawers of a day into a bag.
func bagged(d ledger.DayReport, drawers ...int) ledger.DayReport {
	bag := ledger.Deposit{
		Number: 12, Bag: "BAG7781", At: morning.Add(10 * time.Hour), PreparedBy: "Ana Ruiz", VerifiedBy: "Carol Dunn",
		Cash: []ledger.Pieces{{Value: cents(20_00), Count: 3}},
	}
	d.Drawers = slices.Clone(d.Drawers)
	for _, i := range drawers {
		c := d.Drawers[i].Closing
		d.Drawers[i].Deposit = bag.Number
		counted := ledger.Tally{Cash: must(c.Counted.Cash.Sub(c.Drawer.Float)), Check: c.Counted.Check}
		bag.Drawers = append(bag.Drawers, ledger.DepositedDrawer{Closing: c.Number, Clerk: c.Drawer.Clerk, Day: d.Day, Approved: true, Counted: counted})
		bag.Banked = must(bag.Banked.Plus(counted))
		bag.Checks = append(bag.Checks, make([]ledger.BankedCheck, c.Count.Checks.Count)...)
	}
	bag.Loose = must(bag.Banked.Cash.Sub(cents(60_00)))
	bag.Total = must(bag.Banked.Sum())
	d.Deposits, d.Undeposited = []ledger.Deposit{bag}, ledger.ToBank{}
	for _, drawer := range d.Drawers {
		if drawer.Closing != nil && drawer.Deposit == 0 {
			deposit(&d.Undeposited, *drawer.Closing)
		}
	}
	return d
}

func addTakings(t *ledger.Takings, p ledger.Found, kind ledger.TenderKind) {
	t.Receipts++
	if p.Void {
		t.Voids++
		t.Voided = must(t.Voided.Add(p.Total))
		return
	}
	t.Lines += int64(p.Stubs)
	t.Total = must(t.Total.Add(p.Total))
	var add ledger.Tally
	switch kind {
	case ledger.Cash:
		add.Cash = p.Total
	case ledger.Check:
		add.Check = p.Total
		t.Checks++
	case ledger.Card:
		add.Card = p.Total
		t.Cards++
	}
	t.Net = must(t.Net.Plus(add))
}

// sampleClosing counts a drawer of which the second is 1.25 short.
func sampleClosing(number int64, drawer ledger.Drawer, t ledger.Takings) ledger.Closing {
	expected := must(t.Net.Plus(ledger.Tally{Cash: drawer.Float}))
	counted := expected
	if number == 12 {
		counted.Cash = must(counted.Cash.Sub(cents(1_25)))
	}
	drawer.State = ledger.DrawerClosed
	stubs := t.Lines
	c := ledger.Closing{
		Number: number, Drawer: drawer, At: morning.Add(9 * time.Hour), CountedBy: drawer.Clerk,
		Expected: expected, Counted: counted, OverShort: must(counted.Minus(expected)),
		Receipts: t.Receipts, Voids: t.Voids, Lines: t.Lines, Count: ledger.Count{Stubs: &stubs}, PerpetualTotal: cents(98_765_432_10), PerpetualVoids: cents(1_234_56), Hash: hashOf(byte(number)),
	}
	rest := counted.Cash
	for _, value := range ledger.Denominations {
		n := rest.Cents() / value.Cents()
		if value.Cents() == 5 {
			break
		}
		rest = must(rest.Sub(must(value.Times(n))))
		c.Count.Cash = append(c.Count.Cash, ledger.Pieces{Value: value, Count: n})
	}
	c.Count.Loose = rest
	c.Count.Checks = ledger.Slips{Count: t.Checks, Total: counted.Check}
	c.Count.Cards = ledger.Slips{Count: t.Cards, Total: counted.Card}
	return c
}

func deposit(d *ledger.ToBank, c ledger.Closing) {
	cash := must(c.Counted.Cash.Sub(c.Drawer.Float))
	d.Cash = must(d.Cash.Add(cash))
	d.Floats = must(d.Floats.Add(c.Drawer.Float))
	d.Loose = must(d.Loose.Add(c.Count.Loose))
	d.Checks.Count += c.Count.Checks.Count
	d.Checks.Total = must(d.Checks.Total.Add(c.Count.Checks.Total))
	d.Cards.Count += c.Count.Cards.Count
	d.Cards.Total = must(d.Cards.Total.Add(c.Count.Cards.Total))
	d.Total = must(d.Cash.Add(d.Checks.Total))
	for i, p := range c.Count.Cash {
		if len(d.Counted) <= i {
			d.Counted = append(d.Counted, p)
		} else {
			d.Counted[i].Count += p.Count
		}
	}
}

func sampleBills() []receipts.Bill {
	bill := receipts.Bill{
		City: "City of Alder Bend", Department: "Utility Billing", Address: "401 Front Street, Alder Bend, MO 63799", Phone: "(573) 555-0142",
		Crest: crest(), Account: "1023233234", Customer: "40512", Name: "Mary Q. Customer", ServiceAddress: "12 Cottonwood Lane",
		Number: "88123", BillDate: "2026-11-11", Due: "2026-11-25", LateAfter: "2026-12-02", CutOff: "2026-12-14",
		Charges:   []receipts.Charge{{"Water, 5,200 gallons", cents(61_40)}, {"Sewer", cents(72_84)}, {"Trash", cents(22_00)}, {"Storm water", cents(8_00)}, {"Balance before this bill", cents(60_00)}},
		AmountDue: cents(224_24), LateAmount: cents(246_66), ScanLine: "10232332340000022424",
		Specimen: "This bill is a specimen for trying the counter. It is not a demand for payment.",
	}
	long := bill
	long.Account, long.Number, long.ScanLine = "00345678901", "88124", "003456789011102960000000000100000000010008"
	return []receipts.Bill{bill, long}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// sampleOrigin prints the documents of the sample city.
func sampleOrigin() receipts.Origin {
	return receipts.Origin{City: sampleCity(), Key: sampleKey, Printed: morning.Add(9*time.Hour + 30*time.Minute)}
}

var sampleKey = must(ledger.ParsePublicKey([]byte("RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3")))

// onLetter sets a document on letter pages.
func onLetter(p receipts.Paperwork, err error) []byte { return must(must(p, err).PDF(ledger.Letter)) }

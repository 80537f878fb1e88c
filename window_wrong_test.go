//go:build window

package main_test

import (
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// whatWentWrong is a receipt that was written by hand, a payment on a wrong
// account, one that is taken back after the count, and a check that the bank
// did not pay; then billing is back, and the outage ends.
func whatWentWrong(w *window) {
	stubs := shortStubs(w.T)
	reversed, returned, corrected, handwritten, right := stubs[0], stubs[1], stubs[2], stubs[3], stubs[4].Number

	w.prepare()
	w.open("demo")
	w.signIn("samuel")
	w.keys("<Escape>", "<F11>", "<F2>", "4", "<Return>", "<F3>", "1", "<Return>", "1", "<Return>", "9", "<Return>", "devon")
	w.shoot("book-register")
	w.keys("<Return>")
	w.shoot("book")

	w.keys("<F12>")
	w.signIn("maria")
	w.keys("150", "<Return>")
	w.paysCash(reversed.Scan)
	w.awaitFile("receipts/C1-000001.pdf")
	w.paysByCheck(returned.Scan, "1041")
	w.awaitFile("receipts/C1-000002.pdf")
	w.paysCash(corrected.Scan)
	w.awaitFile("receipts/C1-000003.pdf")
	w.keys("<Next>")
	w.types("B1-0003-2")
	w.keys("<Return>", w.today(), "<Return>", handwritten.Scan, "<Return>", "<F3>")
	w.shoot("handwritten")
	w.keys("<F9>")
	w.shoot("handwritten-entered")

	w.keys("<F5>", "C1-000003", "<Return>", "<F10>")
	w.types(right)
	w.keys("<Return>", "Two digits were swapped", "<Return>")
	w.signIn("ruth")
	w.shoot("corrected")
	cash := sum(w.T, reversed.AmountDue, corrected.AmountDue, handwritten.AmountDue)
	w.keys("<Escape>", "<F8>")
	w.countShort(sum(w.T, money.FromCents(150_00), cash), 1, returned.AmountDue, 0, money.Amount{})
	w.keys("<F9>", "<Return>")
	w.awaitFile("receipts/Z-000001.pdf")
	w.keys("<F5>", "C1-000001", "<Return>", "<F4>", "1", "<Return>", "2")
	w.shoot("reverse")
	w.keys("<Return>")
	w.signIn("ruth")
	w.awaitFile("receipts/C1-000001-*.pdf")
	w.shoot("reversed")

	w.keys("<F12>")
	w.signIn("samuel")
	w.keys("<Escape>", "<F5>", "C1-000002", "<Return>", "<Insert>", "<Return>", "Not enough money in it")
	w.shoot("returned-check")
	w.keys("<Return>", "<Escape>", "<F11>", "<F2>", "5", "<Return>")
	w.shoot("returned-checks")
	w.keys("<F11>", "<Insert>", "<F10>")
	w.signIn("samuel")
	w.keys("<F11>", "<F2>", "2", "<Return>")
	w.shoot("outage")
	w.keys("<F9>", "<Return>", "The rest is done tomorrow")
	w.shoot("outage-close")
	w.keys("<Return>")
	w.shoot("outage-closed")

	l := w.mustQuit()
	for number, holds := range map[string]func(ledger.Receipt) bool{
		"C1-000001": func(r ledger.Receipt) bool {
			return r.Void != nil && r.Void.ApprovedBy == "ruth" && r.Void.Refund != nil && r.Void.Refund.Way == ledger.ByFinance
		},
		"C1-000002": func(r ledger.Receipt) bool {
			return len(r.Returned) == 1 && r.Returned[0].Reason == "Not enough money in it" && r.Total == returned.AmountDue
		},
		"C1-000003": func(r ledger.Receipt) bool {
			return len(r.Corrections) == 1 && r.AccountOf(1) == right && r.Payment.Lines[0].Account == corrected.Number
		},
		"C1-000004": func(r ledger.Receipt) bool {
			h := r.Payment.Handwritten
			return h != nil && h.Number == "B1-0003-2" && h.Writer == "devon" && r.Total == handwritten.AmountDue
		},
	} {
		if r, err := l.Receipt(number); err != nil || !holds(r) {
			w.Errorf("%s of %s: %+v, returned %+v, corrected %+v, %+v, %v", number, r.Total, r.Void, r.Returned, r.Corrections, r.Payment, err)
		}
	}
	closing, err := l.Closing(1)
	if err != nil || closing.OverShort != (ledger.Tally{}) || closing.ApprovedBy != "samuel" {
		w.Errorf("%+v, %v", closing, err)
	}
	outages, err := l.Outages()
	if err != nil || len(outages) != 1 || outages[0].Closed == nil || outages[0].Closed.Reason != "The rest is done tomorrow" {
		w.Errorf("%+v, %v", outages, err)
	}
	if unsafe, err := l.NoChecksList(); err != nil || len(unsafe) != 1 || unsafe[0].Account != returned.Number {
		w.Errorf("%+v, %v", unsafe, err)
	}
}

// today is the date at the sample city, as people key it in.
func (w *window) today() string {
	w.Helper()
	zone, err := time.LoadLocation("America/Chicago")
	if err != nil {
		w.Fatal(err)
	}
	return time.Now().In(zone).Format("01/02/2006")
}

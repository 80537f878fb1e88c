//go:build window

package main_test

import (
	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// whereMoneyGoes follows the money out of the drawer: to the safe, with the
// drawer to another clerk, into the bag and to the bank. The drawer is opened
// again after its first count.
func whereMoneyGoes(w *window) {
	stubs := shortStubs(w.T)
	float := money.FromCents(150_00)
	cash := sum(w.T, stubs[0].AmountDue, stubs[1].AmountDue)
	check := stubs[2].AmountDue
	dropped, checks := money.FromCents(20_00), []string{"1041"}

	w.prepare()
	w.open("demo")
	w.signIn("maria")
	w.keys("150", "<Return>")
	w.paysCash(stubs[0].Scan)
	w.awaitFile("receipts/C1-000001.pdf")
	w.paysByCheck(stubs[2].Scan, checks[0])
	w.awaitFile("receipts/C1-000002.pdf")

	w.keys("<F8>", "<F3>")
	w.counts(dropped)
	w.shoot("drop")
	w.keys("<F9>")
	w.signIn("ruth")
	w.awaitFile("receipts/S-000001.pdf")
	w.shoot("dropped")

	w.keys("<F4>")
	w.counts(less(w.T, sum(w.T, float, stubs[0].AmountDue), dropped))
	w.keys("1", "<Return>", check.String(), "<Return>")
	w.shoot("hand-over")
	w.keys("<F9>")
	w.signIn("devon")
	w.awaitFile("receipts/T-000001.pdf")
	w.shoot("handed-over")
	w.keys("<F12>")
	w.signIn("devon")
	w.paysCash(stubs[1].Scan)
	w.awaitFile("receipts/C1-000003.pdf")

	inDrawer := less(w.T, sum(w.T, float, cash), dropped)
	w.keys("<F8>")
	w.countShort(less(w.T, inDrawer, money.FromCents(5_00)), 1, check, 0, money.Amount{})
	w.keys("<F9>", "<Return>")
	w.awaitFile("receipts/Z-000001.pdf")

	w.keys("<F12>")
	w.signIn("samuel")
	w.keys("<Escape>", "<F11>", "<Insert>")
	w.shoot("drawers")
	w.keys("<F7>", "1", "<Return>", "<F12>")
	w.signIn("devon")
	w.keys("<F8>")
	w.countShort(inDrawer, 1, check, 0, money.Amount{})
	w.keys("<F9>")
	w.signIn("ruth") // devon knows the difference by now, so she counts it too
	w.awaitFile("receipts/Z-000002.pdf")
	w.keys("<F12>")
	w.signIn("samuel")
	w.keys("<Escape>", "<F11>", "<Insert>", "<F9>")
	w.shoot("drawer-moves")
	w.keys("<Return>", "<F10>")
	w.signIn("samuel")
	w.shoot("drawer-approved")

	w.keys("<Escape>", "<F9>", "<space>", "<F9>")
	w.fillBag(cash, "A-1001", 1)
	w.shoot("money-bag")
	w.keys("<F9>")
	w.signIn("grace")
	w.awaitFile("receipts/D-000001.pdf")
	w.keys("<F12>")
	w.signIn("grace")
	w.keys("<F9>", "<F10>", "<Return>", "77012", "<Return>", sum(w.T, cash, check).String())
	w.shoot("bank")
	w.keys("<Return>")
	w.shoot("banked")

	l := w.mustQuit()
	drop, err := l.Drop(1)
	if err != nil || drop.Total.Cash != dropped || drop.Clerk != "maria" || drop.Witness != "ruth" {
		w.Errorf("%+v, %v", drop, err)
	}
	transfer, err := l.Transfer(1)
	if err != nil || transfer.From != "maria" || transfer.To != "devon" || transfer.Part.Counted.Check != check {
		w.Errorf("%+v, %v", transfer, err)
	}
	first, err := l.Closing(1)
	if err != nil || !first.Superseded() || first.ReopenedBy != "samuel" {
		w.Errorf("%+v, %v", first, err)
	}
	second, err := l.Closing(2)
	if err != nil || second.ApprovedBy != "samuel" || second.Witness != "ruth" || second.OverShort != (ledger.Tally{}) {
		w.Errorf("%+v, %v", second, err)
	}
	deposit, err := l.Deposit(1)
	if err != nil || deposit.Bag != "A-1001" || deposit.Total != sum(w.T, cash, check) || deposit.PreparedBy != "samuel" || deposit.VerifiedBy != "grace" ||
		deposit.Bank == nil || deposit.Bank.Reference != "77012" || deposit.Bank.Amount != deposit.Total {
		w.Errorf("%+v, %v", deposit, err)
	}
}

package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/receipts"
)

func TestTheReceiptIsInTheCustomersLanguage(t *testing.T) {
	o := newCounterOffice(t)
	o.loads(
		ledger.Account{Account: "5550001", Name: "Otto Berg", Balance: money.FromCents(40_00), Language: "es"},
		ledger.Account{Account: "5550002", Name: "Ana Vega", Balance: money.FromCents(40_00)},
	)
	s := o.sits(o.hasDrawer("ana", 100_00))
	s.show(s.home())
	for _, pay := range []struct {
		name    string
		account string
		before  []fyne.KeyName
		after   []fyne.KeyName
		wants   string
	}{
		{"as the roster has it", "5550001", nil, nil, "es"},
		{"chosen otherwise", "5550001", nil, []fyne.KeyName{fyne.KeyPageUp}, "en"},
		{"chosen before the stub", "5550002", []fyne.KeyName{fyne.KeyPageUp}, nil, "es"},
		{"chosen in the field of the cash", "5550002", nil, []fyne.KeyName{fyne.KeyF3, fyne.KeyPageUp}, "es"},
		{"chosen twice", "5550002", []fyne.KeyName{fyne.KeyPageUp, fyne.KeyPageUp}, nil, "en"},
		{"not chosen for the next customer", "5550002", nil, nil, ""},
	} {
		s.press(pay.before...)
		s.write(pay.account)
		s.press(fyne.KeyReturn)
		s.press(pay.after...)
		if said := s.intakeScreen().spoken.Text == "Receipt in Spanish   Page Up: in English"; said != (pay.wants == "es") {
			t.Errorf("%s: the screen says %q", pay.name, s.intakeScreen().spoken.Text)
		}
		if len(pay.after) == 0 || pay.after[0] != fyne.KeyF3 {
			s.press(fyne.KeyF3)
		}
		s.press(fyne.KeyF7, fyne.KeyF9)
		for range 3 { // the same bill was paid before
			if s.dialogs.Showing() {
				s.write("1")
				s.press(fyne.KeyReturn)
			}
		}
		receipt := s.newest()
		if receipt.Payment.Language != pay.wants {
			t.Errorf("%s: recorded %q, want %q", pay.name, receipt.Payment.Language, pay.wants)
		}
		if spanish := strings.Contains(receipts.ReceiptText(receipt, 42), "RECIBO OFICIAL"); spanish != (pay.wants == "es") {
			t.Errorf("%s: the receipt is in Spanish: %t", pay.name, spanish)
		}
	}
}

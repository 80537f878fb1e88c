package ledger_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"counterfoil/ledger"
)

// mustSeal gives a receipt out and reads its seal.
func (c *counter) mustSeal(number string) ledger.Seal {
	c.Helper()
	receipt, err := c.GiveOut(c.ana, number)
	if err != nil {
		c.Fatal(err)
	}
	seal, err := ledger.ParseSeal(receipt.Seal)
	if err != nil {
		c.Fatal(err)
	}
	return seal
}

// failed names the checks that did not hold.
func failed(findings ledger.Findings) string {
	var names []string
	for _, f := range findings {
		if !f.OK {
			names = append(names, f.Name)
		}
	}
	return strings.Join(names, ", ")
}

func TestASealSaysWhatTheReceiptSays(t *testing.T) {
	c := mustOpen(t)
	receipt := c.mustRecord(c.ana, cashPayment(1_234_56))
	seal := c.mustSeal(receipt.Number)
	if seal.Station != "C1" || seal.Number != "C1-000001" || seal.Total != cents(1_234_56) || seal.Void || seal.Hash != receipt.Hash || !seal.Received.Equal(firstDay) {
		t.Errorf("%+v", seal)
	}
	if text := seal.String(); !strings.HasPrefix(text, "CF1/C1/C1-000001/2026-11-23T09:00:00-06:00/1234.56/PAID/") {
		t.Error(text)
	}
	if got := failed(seal.Check(c.PublicKey())); got != "" {
		t.Errorf("%s failed", got)
	}
	if again := c.mustSeal(receipt.Number); again.String() != seal.String() {
		t.Error("a duplicate has another seal")
	}
	for _, typed := range []string{strings.ToLower(seal.String()), " " + seal.String()[:60] + "\n   " + seal.String()[60:] + "\r\n"} {
		if same, err := ledger.ParseSeal(typed); err != nil || same.String() != seal.String() {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

func TestAPaymentThatIsNotGivenOutHasNoSeal(t *testing.T) {
	c := mustOpen(t)
	if receipt := c.mustRecord(c.ana, cashPayment(5_00)); receipt.Seal != "" {
		t.Error("signing it takes time from the next customer")
	}
	if _, err := c.GiveOut(c.ana, "2"); err == nil {
		t.Error("an unknown receipt was given out")
	}
}

// No character of a seal can be another.
func TestNoPartOfASealCanBeAltered(t *testing.T) {
	c := mustOpen(t)
	c.mustRecord(c.ana, cashPayment(1_234_56))
	seal := c.mustSeal("1").String()
	for _, change := range []struct{ old, new string }{
		{"/C1/", "/C2/"}, {"C1-000001", "C1-000002"}, {"2026-11-23", "2026-11-24"}, {"T09", "T10"}, {"1234.56", "9234.56"}, {"PAID", "VOID"},
	} {
		altered, err := ledger.ParseSeal(strings.Replace(seal, change.old, change.new, 1))
		if err != nil || altered.SignedBy(c.PublicKey()) {
			t.Errorf("%s made %s: %v, signed %t", change.old, change.new, err, err == nil)
		}
	}
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-.:"
	rapid.Check(t, func(t *rapid.T) {
		at, letter := rapid.IntRange(0, len(seal)-1).Draw(t, "at"), rapid.SampledFrom([]byte(letters)).Draw(t, "letter")
		altered := seal[:at] + string(letter) + seal[at+1:]
		if parsed, err := ledger.ParseSeal(altered); altered != seal && err == nil && parsed.SignedBy(c.PublicKey()) {
			t.Errorf("%s passes for %s", altered, seal)
		}
	})
	if seal, _ := ledger.ParseSeal(seal); seal.SignedBy(mustCreate(t).PublicKey()) {
		t.Error("another station's key signed it")
	}
}

func FuzzParseSeal(f *testing.F) {
	f.Add("CF1/C1/C1-000123/2026-11-23T14:05:00-06:00/1404.24/PAID/" + strings.Repeat("A", 52) + "/" + strings.Repeat("A", 103))
	f.Add("CF1/TRAIN-C1/B1-0042-0/2026-11-23T00:00:00Z/0.01/VOID/" + strings.Repeat("7", 52) + "/Q")
	f.Fuzz(func(t *testing.T, text string) {
		seal, err := ledger.ParseSeal(text)
		if err != nil {
			return
		}
		if again, err := ledger.ParseSeal(seal.String()); err != nil || again.String() != seal.String() {
			t.Errorf("%q is read as %q, and that as %q, %v", text, seal, again, err)
		}
	})
}

func TestTheLedgerSaysWhatBecameOfAReceipt(t *testing.T) {
	c := mustOpen(t)
	for range 3 {
		c.mustRecord(c.ana, checkPayment(30_00, "1041"))
	}
	stands, voided, corrected := c.mustSeal("1"), c.mustSeal("2"), c.mustSeal("3")
	if _, err := c.Void(c.ana, c.sue, "2", "wrong stub"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.CorrectAccount(c.fay, c.sue, "3", 1, "1023230009", "digits swapped"); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name  string
		seal  ledger.Seal
		fails string
		says  string
	}{
		{"stands", stands, "", "the payment stands"},
		{"voided since", voided, "since then", "voided on 11/23/2026 by ana, approved by sue: wrong stub"},
		{"given out when void", c.mustSeal("2"), "not void, since then", "was void when"},
		{"corrected since", corrected, "since then", "to 1023230009 on 11/23/2026"},
	} {
		findings, err := c.CheckSeal(test.seal)
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		for _, f := range findings {
			said += f.Detail + "\n"
		}
		if failed(findings) != test.fails || !strings.Contains(said, test.says) {
			t.Errorf("%s: failed %q, said\n%s", test.name, failed(findings), said)
		}
	}
	lied := stands
	lied.Total, lied.Received = cents(99_00), lied.Received.AddDate(0, 0, 1)
	findings, err := c.CheckSeal(lied)
	if err != nil || failed(findings) != "signature, ledger" || !strings.Contains(findings[3].Detail, "its total is 99.00, the ledger's 30.00") || !strings.Contains(findings[3].Detail, "its time is 2026-11-24") {
		t.Errorf("%+v, %v", findings, err)
	}
	lied.Number = "C1-000099"
	if findings, err = c.CheckSeal(lied); err != nil || failed(findings) != "signature, ledger" {
		t.Errorf("%+v, %v", findings, err)
	}
}

func TestATrainingReceiptsSealSaysSo(t *testing.T) {
	c := mustTrain(t)
	c.mustRecord(c.ana, cashPayment(30_00))
	if findings := c.mustSeal("1").Check(c.PublicKey()); failed(findings) != "real money" {
		t.Errorf("%+v", findings)
	}
}

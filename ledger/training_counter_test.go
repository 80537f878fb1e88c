package ledger_test

import (
	"os"
	"strings"
	"testing"

	"counterfoil/ledger"
)

// mustPractice opens the training ledger beside a real one.
func (c *counter) mustPractice() *ledger.Ledger {
	c.Helper()
	if err := c.PrepareTraining(); err != nil {
		c.Fatal(err)
	}
	training, err := ledger.Open(c.folder.Training(), c.clock())
	if err != nil {
		c.Fatal(err)
	}
	c.Cleanup(func() { training.Close() })
	return training
}

func TestTheTrainingCounterWorksWithTheRealOnesSettingsAndRoster(t *testing.T) {
	c := mustOpen(t)
	mustLoad(c, ledger.Account{Account: "1023233234", Name: "A PAYER", Balance: cents(224_24)}, ledger.Account{Account: "1023230009", Name: "B PAYER"})
	training := c.mustPractice()
	if city := training.City(); city.Station != "TRAIN-C1" || !city.Training || city.Name != c.City().Name {
		t.Errorf("%+v", city)
	}
	if a, known, err := training.Account("1023233234"); err != nil || !known || a.Name != "A PAYER" || a.Balance != cents(224_24) {
		t.Errorf("%+v, known %t, %v", a, known, err)
	}
	for _, p := range ledger.Trainees() {
		if _, err := training.SignIn(p.Name, p.Secret, ledger.ToWork); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
		if err := ledger.CheckSecret(p.Person, p.Secret); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
	}

	err := c.PrepareTraining()
	wantCode(t, err, ledger.Busy)
	training.Close()
	mustLoad(c, ledger.Account{Account: "1023230017", Name: "C PAYER"})
	training = c.mustPractice()
	if _, known, err := training.Account("1023230017"); err != nil || !known {
		t.Errorf("the roster of today is not there: %v", err)
	}
}

func TestPracticeTouchesNothingReal(t *testing.T) {
	c := mustOpen(t)
	before := c.HeadSeq()
	training := c.mustPractice()
	p := ledger.Trainees()[0]
	by, err := training.SignIn(p.Name, p.Secret, ledger.ToWork)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := training.OpenDrawer(by, cents(100_00)); err != nil {
		t.Fatal(err)
	}
	receipt, err := training.RecordPayment(by, cashPayment(30_00))
	if err != nil || !strings.HasPrefix(receipt.Number, "TRAIN-C1-") || !receipt.City.Training {
		t.Errorf("%s, %v", receipt.Number, err)
	}
	if after := c.HeadSeq(); after != before {
		t.Errorf("the real ledger went from entry %d to %d", before, after)
	}

	wantCode(t, ledger.DropTraining(c.folder), ledger.Busy)
	training.Close()
	if err := ledger.DropTraining(c.folder); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(string(c.folder.Training())); !os.IsNotExist(err) {
		t.Error(err)
	}
	if found, err := c.mustPractice().Find("", 1); err != nil || len(found.Payments) != 0 {
		t.Errorf("begun anew, it has %d payments, %v", len(found.Payments), err)
	}
}

func TestPracticeGoesToNoMirror(t *testing.T) {
	c, stick := withMirror(t)
	if training := c.mustPractice(); training.City().Mirror.Path != "" || training.City().Backup.Keep != 0 {
		t.Errorf("%+v %+v", training.City().Mirror, training.City().Backup)
	}
	files, err := os.ReadDir(stick)
	if err != nil || len(files) != 1 || strings.Contains(files[0].Name(), "TRAIN") {
		t.Errorf("%v, %v", files, err)
	}
}

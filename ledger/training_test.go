package ledger_test

import (
	"path/filepath"
	"strings"
	"testing"

	"counterfoil/ledger"
)

// mustTrain makes a training ledger as mustOpen makes a real one.
func mustTrain(t *testing.T) *counter {
	t.Helper()
	c := &counter{TB: t, folder: ledger.Folder(filepath.Join(t.TempDir(), "training")), now: firstDay}
	if _, err := ledger.CreateTraining(c.folder, []byte(testCity), "practice", secretOf, c.clock()); err != nil {
		t.Fatal(err)
	}
	c.reopen()
	t.Cleanup(func() { c.Ledger.Close() })
	c.signEverybodyIn()
	if _, err := c.OpenDrawer(c.ana, cents(100_00)); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestATrainingLedgerIsOneForLife(t *testing.T) {
	c := mustTrain(t)
	receipt := c.mustRecord(c.ana, cashPayment(30_00))
	if city := receipt.City; !city.Training || receipt.Number != "TRAIN-C1-000001" || receipt.Station != "TRAIN-C1" {
		t.Errorf("receipt %s of station %s, training %t", receipt.Number, receipt.Station, city.Training)
	}
	for _, number := range []string{"1", "TRAIN-C1-000001", "train-c1-1"} {
		if found, err := c.Receipt(number); err != nil || found.Number != receipt.Number {
			t.Errorf("%q finds %q, %v", number, found.Number, err)
		}
	}
	_, err := c.Receipt("C1-000001")
	wantCode(t, err, ledger.Invalid)
	c.mustVerify()
	if report, err := c.DayReport("2026-11-23"); err != nil || !c.City().Training || !report.City.Training || report.First != "TRAIN-C1-000001" {
		t.Errorf("opened again: training %t, the day's report %t from %s, %v", c.City().Training, report.City.Training, report.First, err)
	}
	backup, err := c.Backup(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	c.Ledger.Close()
	if said, restored := c.restore(ledger.Copies{Backup: backup.Path}); said.Station != "TRAIN-C1" || said.NextReceipt != "TRAIN-C1-000002" || !restored.City().Training {
		t.Errorf("restored: %+v", said)
	}
}

func TestATrainingLedgerExportsNothing(t *testing.T) {
	c := mustTrain(t)
	c.mustRecord(c.ana, cashPayment(30_00))
	_, err := c.Export(c.fay, "", "")
	wantCode(t, err, ledger.NotAllowed)
	if !strings.Contains(err.Error(), "training") {
		t.Error(err)
	}
	if c.count("export_made") != 0 {
		t.Error("an export was recorded")
	}
}

func TestARealLedgerIsNoTrainingLedger(t *testing.T) {
	c := mustOpen(t)
	if c.City().Training {
		t.Error("it says so")
	}
	if _, err := ledger.ParseCity([]byte("training = true\n" + testCity)); err == nil {
		t.Error("city.toml can say training")
	}
	if _, err := ledger.ParseCity([]byte(strings.Replace(testCity, `"C1"`, `"TRAIN-C1"`, 1))); err == nil {
		t.Error("a real station can have a training station's code")
	}
}

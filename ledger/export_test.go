package ledger_test

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"counterfoil/ledger"
)

func TestTheReportsOfALargeBatchListNoReceipts(t *testing.T) {
	c := mustOpen(t)
	if _, err := c.CloseDrawer(c.ana, ledger.Count{Loose: cents(100_00)}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ApproveClosing(c.sue, 1); err != nil {
		t.Fatal(err)
	}
	c.now = c.now.AddDate(0, 0, 1)
	const payments = 20_001
	c.fillLedger(payments)
	batch, err := c.Export(c.fay, "", "")
	if err != nil {
		t.Fatal(err)
	}
	reports, err := c.BatchReports(batch)
	if err != nil {
		t.Fatal(err)
	}
	var receipts int64
	for _, r := range reports {
		receipts += r.Receipts
		if !r.Unlisted || r.Payments != nil || r.ChecksTaken != nil || r.First == "" {
			t.Errorf("%s: unlisted %t, %s first of %d", r.Day, r.Unlisted, r.First, len(r.Payments))
		}
	}
	if receipts != payments {
		t.Errorf("the reports count %d", receipts)
	}
}

func TestABatchsReportsStayAsTheyWere(t *testing.T) {
	c := mustOpen(t)
	receipt := c.mustRecord(c.ana, cashPayment(30_00))
	c.mustRecord(c.ana, checkPayment(45_67, "1041"))
	batch, err := c.Export(c.fay, "", "")
	if err != nil {
		t.Fatal(err)
	}
	before, err := c.BatchReports(batch)
	if err != nil || len(before) != 1 || before[0].Total != cents(75_67) {
		t.Fatalf("%+v, %v", before, err)
	}
	// Everything that could change a report happens afterwards.
	c.mustRecord(c.ana, cashPayment(9_00))
	if _, err := c.Void(c.ana, c.sue, receipt.Number, "wrong account"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.CloseDrawer(c.ana, ledger.Count{Loose: cents(100_00)}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ApproveClosing(c.sue, 1); err != nil {
		t.Fatal(err)
	}
	renamed := strings.Replace(testCity, "Testville", "New Testville", 1)
	if err := os.WriteFile(c.folder.Settings(), []byte(renamed), 0o600); err != nil {
		t.Fatal(err)
	}
	c.reopen()
	again, err := c.Batch(1)
	if err != nil || !reflect.DeepEqual(again, batch) {
		t.Fatalf("%+v, %v; want %+v", again, err, batch)
	}
	after, err := c.BatchReports(again)
	if err != nil || !reflect.DeepEqual(after, before) {
		t.Fatalf("%+v, %v; want %+v", after, err, before)
	}
	if now, _ := c.DayReport("2026-11-23"); now.City.Name != "New Testville" || now.Voids != 1 || now.Drawers[0].Closing.ApprovedBy != "sue" {
		t.Fatalf("today's report says %+v", now)
	}
}

func TestDaysCanBeExportedAlone(t *testing.T) {
	c := mustOpen(t)
	c.mustRecord(c.ana, cashPayment(30_00))
	_, err := c.Export(c.fay, "2026-11-24", "2026-11-25")
	wantCode(t, err, ledger.NotFound)
	_, err = c.Export(c.fay, "2026-11-25", "2026-11-24")
	wantCode(t, err, ledger.Invalid)
	_, err = c.Export(c.ana, "", "")
	wantCode(t, err, ledger.NotAllowed)
	batch, err := c.Export(c.sue, "2026-11-23", "2026-11-23")
	if err != nil || batch.Payments != 1 || batch.From != "2026-11-23" || batch.To != "2026-11-23" || batch.Outage.Number != 1 {
		t.Fatalf("%+v, %v", batch, err)
	}
	_, err = c.Export(c.sue, "2026-11-23", "")
	wantCode(t, err, ledger.NotFound)
	_, err = c.ExportAgain(c.sue, 2)
	wantCode(t, err, ledger.NotFound)
	first, err := c.ExportAgain(c.sue, 1)
	if err != nil || !first.Again || first.ToSeq != batch.ToSeq {
		t.Fatalf("made again: %+v, %v", first, err)
	}
	again, err := c.Export(c.sue, "", "")
	if err != nil || !again.Again || again.Number != 1 {
		t.Fatalf("with nothing new: %+v, %v", again, err)
	}
	c.mustVerify()
}

func TestWhatWaitsIsWhatTheNextExportCarries(t *testing.T) {
	c := mustOpen(t)
	if waits, err := c.WaitingForExport(c.fay); err != nil || !waits.Empty() || waits.Number != 1 {
		t.Fatalf("%+v, %v", waits, err)
	}
	first := c.mustRecord(c.ana, cashPayment(30_00))
	c.mustRecord(c.ana, checkPayment(45_67, "1041"))
	wantExported := func() {
		t.Helper()
		waits, err := c.WaitingForExport(c.fay)
		if err != nil {
			t.Fatal(err)
		}
		made, err := c.Export(c.fay, "", "")
		if err != nil {
			t.Fatal(err)
		}
		made.At, made.By, made.Outage = waits.At, waits.By, waits.Outage
		if !reflect.DeepEqual(made, waits) {
			t.Errorf("%+v was exported, and %+v waited", made, waits)
		}
	}
	wantExported()
	if waits, err := c.WaitingForExport(c.fay); err != nil || !waits.Empty() || waits.Number != 2 {
		t.Errorf("%+v, %v", waits, err)
	}
	if _, err := c.Void(c.ana, c.sue, first.Number, "wrong account"); err != nil {
		t.Fatal(err)
	}
	c.mustRecord(c.ana, cashPayment(9_00))
	wantExported()
	_, err := c.WaitingForExport(c.ana)
	wantCode(t, err, ledger.NotAllowed)
}

package ledger_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"counterfoil/ledger"
)

// endsDay counts and approves the drawer of ana, and takes its money to the
// bank.
func (c *counter) endsDay(cash int64) {
	c.Helper()
	closing, err := c.CloseDrawer(c.ana, ledger.Count{Loose: cents(cash)})
	if err == nil {
		_, err = c.ApproveClosing(c.sue, closing.Number)
	}
	if err == nil {
		_, err = c.MakeDeposit(c.ana, c.sue, c.wholeBag(fmt.Sprint(closing.Number)))
	}
	if err != nil {
		c.Fatal(err)
	}
}

func TestAnOutageIsClosedWhenEverythingIsFinished(t *testing.T) {
	c := mustOpen(t)
	first := c.mustRecord(c.ana, cashPayment(5_00))
	c.mustRecord(c.ana, cashPayment(6_00))
	wantItems(t, c, "The drawer of ana of 11/23/2026 is not counted.", "In no export yet: 2 receipts, C1-000001 to C1-000002.")
	_, err := c.CloseOutage(c.sue, time.Time{}, "billing is back")
	wantCode(t, err, ledger.Conflict)

	closing, err := c.CloseDrawer(c.ana, ledger.Count{Loose: cents(111_00)})
	if err != nil {
		t.Fatal(err)
	}
	const undeposited = "The money of closing Z1 of ana, 11.00 by its receipts, is in no deposit."
	wantItems(t, c, "Closing Z1 of ana is not approved.", undeposited, "In no export yet: 2 receipts, C1-000001 to C1-000002.")
	_, err = c.CloseOutage(c.sue, time.Time{}, "billing is back")
	wantCode(t, err, ledger.Conflict)
	if _, err := c.ApproveClosing(c.sue, closing.Number); err != nil {
		t.Fatal(err)
	}
	_, err = c.CloseOutage(c.sue, time.Time{}, "")
	wantCode(t, err, ledger.NeedsReasons)
	if _, err := c.Export(c.fay, "", ""); err != nil {
		t.Fatal(err)
	}
	wantItems(t, c, undeposited)
	if _, err := c.MakeDeposit(c.ana, c.sue, c.wholeBag("1")); err != nil {
		t.Fatal(err)
	}
	wantItems(t, c)

	c.now = c.now.Add(time.Hour)
	for _, ended := range []time.Time{c.now.Add(time.Minute), c.now.Add(-100 * time.Hour)} {
		_, err = c.CloseOutage(c.sue, ended, "")
		if ledger.FieldOf(err) != "ended" {
			t.Errorf("%v: %v", ended, err)
		}
	}
	_, err = c.CloseOutage(c.fay, time.Time{}, "")
	wantCode(t, err, ledger.NotAllowed)
	closed, err := c.CloseOutage(c.sue, c.now.Add(-time.Minute), "")
	if err != nil || closed.Closed == nil || !closed.Closed.EndedAt.Equal(c.now.Add(-time.Minute)) || closed.Closed.By != "sue" || len(closed.Closed.Unfinished) > 0 {
		t.Fatalf("%+v, %v", closed, err)
	}
	_, err = c.OpenDrawer(c.ana, cents(0))
	wantCode(t, err, ledger.Conflict)
	_, err = c.Outage()
	wantCode(t, err, ledger.Conflict)
	if again, err := c.ExportAgain(c.fay, 1); err != nil || again.Outage.Number != 1 || again.Outage.Closed != nil {
		t.Errorf("a closed outage's batch, as it was made: %+v, %v", again, err)
	}
	if _, err := c.GiveOut(c.ana, first.Number); err != nil {
		t.Error(err)
	}
	c.mustVerify()
}

func wantItems(t *testing.T, c *counter, want ...string) {
	t.Helper()
	items, err := c.OutageItems()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, item := range items {
		got = append(got, item.Text)
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("unfinished %q, want %q", got, want)
	}
}

func TestWhatIsLeftUnfinishedIsListedWithAReasonAndDoneBeforeTheNextOutage(t *testing.T) {
	c := mustOpen(t)
	p := cashPayment(5_00)
	c.mustRecord(c.ana, p)
	c.endsDay(105_00)
	closed, err := c.CloseOutage(c.sue, time.Time{}, "  finance exports tomorrow ")
	if err != nil || closed.Closed.Reason != "finance exports tomorrow" || strings.Join(closed.Closed.Unfinished, "") != "In no export yet: 1 receipt, C1-000001." {
		t.Fatalf("%+v, %v", closed, err)
	}
	_, err = c.OpenOutage(c.sue, "down again", time.Time{})
	wantCode(t, err, ledger.Conflict)
	batch, err := c.Export(c.fay, "", "")
	if err != nil || batch.Payments != 1 || batch.Outage.Number != 1 {
		t.Fatalf("%+v, %v", batch, err)
	}
	for started, code := range map[time.Time]ledger.Code{
		c.now.Add(time.Minute):                            ledger.Invalid,
		closed.StartedAt.Add(-time.Hour):                  ledger.Invalid,
		closed.Closed.EndedAt.Add(-time.Nanosecond * 1e6): ledger.Invalid,
	} {
		_, err := c.OpenOutage(c.sue, "down again", started)
		wantCode(t, err, code)
	}
	_, err = c.OpenOutage(c.ana, "down again", time.Time{})
	wantCode(t, err, ledger.NotAllowed)
	_, err = c.OpenOutage(c.sue, " ", time.Time{})
	wantCode(t, err, ledger.Invalid)
	second, err := c.OpenOutage(c.sue, "down again", time.Time{})
	if err != nil || second.Number != 2 || second.OpenedBy != "sue" {
		t.Fatalf("%+v, %v", second, err)
	}
	_, err = c.OpenOutage(c.sue, "and again", time.Time{})
	wantCode(t, err, ledger.Conflict)

	if _, err := c.OpenDrawer(c.ana, cents(0)); err != nil {
		t.Fatal(err)
	}
	p.ID = newID()
	if warnings := c.mustRecord(c.ana, p).Warnings; len(warnings) > 0 {
		t.Errorf("a bill paid in the last outage is warned of: %v", warnings)
	}
	c.endsDay(5_00)
	if batch, err = c.Export(c.fay, "", ""); err != nil || batch.Outage.Number != 2 || batch.Payments != 1 {
		t.Errorf("%+v, %v", batch, err)
	}
	outages, err := c.Outages()
	if err != nil || len(outages) != 2 || outages[0].Number != 2 || outages[1].Closed == nil {
		t.Errorf("%+v, %v", outages, err)
	}
	c.mustVerify()
}

func TestTheBeginningOfAnOutageIsCorrected(t *testing.T) {
	c := mustOpen(t)
	recorded, err := c.Outage()
	if err != nil {
		t.Fatal(err)
	}
	began := c.now.AddDate(0, 0, -3)
	c.mustRecord(c.ana, cashPayment(5_00))
	before, err := c.Export(c.fay, "", "")
	if err != nil {
		t.Fatal(err)
	}
	changed, err := c.ChangeOutage(c.tom, "a cyber incident", began)
	if err != nil || !changed.StartedAt.Equal(began) || changed.Reason != "a cyber incident" || !changed.OpenedAt.Equal(recorded.OpenedAt) {
		t.Fatalf("%+v, %v", changed, err)
	}
	_, err = c.ChangeOutage(c.tom, "a cyber incident", c.now.Add(time.Hour))
	wantCode(t, err, ledger.Invalid)
	if b, err := c.Batch(1); err != nil || b.Outage != before.Outage {
		t.Errorf("the batch made before is of %+v now, %v", b.Outage, err)
	}
	c.mustVerify()
}

func TestAStationWithoutASupervisorBeginsWithoutAnOutage(t *testing.T) {
	settings := "name = \"Testville\"\nstation = \"C1\"\nzone = \"America/Chicago\"\nperson = [{name = \"ada\", role = \"administrator\"}]\n"
	folder := ledger.Folder(t.TempDir() + "/data")
	if _, err := ledger.Create(folder, []byte(settings), "down", secretOf); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, err = l.Outage()
	wantCode(t, err, ledger.Conflict)
	ada, err := l.SignIn("ada", "ada has a long secret", ledger.ToWork)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.AddPerson(ada, ledger.Person{Name: "sue", Role: ledger.Supervisor}, "geese over the river"); err != nil {
		t.Fatal(err)
	}
	sue, err := l.SignIn("sue", "geese over the river", ledger.ToWork)
	if err != nil {
		t.Fatal(err)
	}
	if o, err := l.OpenOutage(sue, "billing is down", l.Now().Add(-time.Hour)); err != nil || o.Number != 1 {
		t.Errorf("%+v, %v", o, err)
	}
}

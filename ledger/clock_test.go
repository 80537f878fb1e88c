package ledger_test

import (
	"strings"
	"testing"
	"time"

	"counterfoil/ledger"
)

// ticking makes the uptime move with the clock, so that only jump parts them.
func (c *counter) ticking() (pass, jump func(time.Duration)) {
	var up time.Duration
	c.uptime = func() time.Duration { return up }
	c.reopen()
	jump = func(d time.Duration) { c.now = c.now.Add(d) }
	return func(d time.Duration) { jump(d); up += d }, jump
}

func (c *counter) kinds() (kinds []string) {
	c.Helper()
	for e, err := range c.Entries(1, 1000) {
		if err != nil {
			c.Fatal(err)
		}
		kinds = append(kinds, string(e.Kind))
	}
	return kinds
}

func (c *counter) alarms() (kinds []ledger.AlarmKind) {
	for _, a := range c.Alarms() {
		kinds = append(kinds, a.Kind)
	}
	return kinds
}

func TestAClockThatCannotBeRightIsRecordedBeforeTheActAndAsksASupervisor(t *testing.T) {
	for name, c := range map[string]struct {
		passed, jump time.Duration
		restart      bool
		recorded     bool
		asks         bool
	}{
		"a quiet weekend":              {passed: 63 * time.Hour},
		"a second forward":             {passed: time.Hour, jump: time.Second},
		"a second back":                {jump: -time.Second, recorded: true},
		"back, but after the last act": {passed: time.Hour, jump: -time.Minute},
		"an hour back in an idle one":  {passed: 2 * time.Hour, jump: -time.Hour, recorded: true, asks: true},
		"an hour forward":              {jump: time.Hour, recorded: true, asks: true},
		"a day forward":                {passed: time.Minute, jump: 24 * time.Hour, recorded: true, asks: true},
		"to 1970":                      {jump: -57 * 365 * 24 * time.Hour, recorded: true, asks: true},
		"back over a restart":          {jump: -time.Hour, restart: true, recorded: true, asks: true},
		"forward over a restart":       {jump: 14 * time.Hour, restart: true},
	} {
		t.Run(name, func(t *testing.T) {
			counter := mustOpen(t)
			pass, jump := counter.ticking()
			counter.mustRecord(counter.ana, cashPayment(10_00))
			pass(c.passed)
			jump(c.jump)
			if c.restart {
				counter.reopen()
			}
			receipt := counter.mustRecord(counter.ana, cashPayment(20_00))
			if receipt.Day != "2026-11-23" {
				t.Errorf("the payment went to %s", receipt.Day)
			}
			kinds := counter.kinds()
			last := strings.Join(kinds[len(kinds)-2:], " ")
			if got := last == "clock_anomaly payment_recorded"; got != c.recorded {
				t.Errorf("recorded: %v, want %v; the journal ends %s", got, c.recorded, last)
			}
			if got := len(counter.alarms()) == 1; got != c.asks {
				t.Errorf("alarms %v", counter.Alarms())
			}
			_, err := counter.OpenDrawer(counter.ben, cents(0))
			if c.asks {
				wantCode(t, err, ledger.NotAllowed)
			} else if err != nil {
				t.Error(err)
			}
			counter.mustVerify()
		})
	}
}

func TestOnlyASupervisorConfirmsTheDate(t *testing.T) {
	c := mustOpen(t)
	_, jump := c.ticking()
	jump(-3 * 24 * time.Hour)
	c.mustRecord(c.ana, cashPayment(10_00))
	wantCode(t, c.ConfirmClock(c.ana), ledger.NotAllowed)
	c.reopen()
	if alarms := c.Alarms(); len(alarms) != 1 || alarms[0].Kind != ledger.AlarmClock || !strings.Contains(alarms[0].Text, "it said 11/20/2026 9:00 AM where 11/23/2026 9:00 AM was expected") {
		t.Fatalf("a restart leaves the alarms %+v", alarms)
	}
	jump(3 * 24 * time.Hour) // set right, which asks once more
	for range 2 {
		if err := c.ConfirmClock(c.sue); err != nil {
			t.Fatal(err)
		}
	}
	if len(c.alarms()) != 0 {
		t.Errorf("confirmed, and still %+v", c.Alarms())
	}
	var confirmed int
	for _, kind := range c.kinds() {
		if kind == "clock_confirmed" {
			confirmed++
		}
	}
	if confirmed != 1 {
		t.Errorf("%d entries confirm", confirmed)
	}
	drawer, err := c.OpenDrawer(c.ben, cents(0))
	if err != nil || drawer.Day != "2026-11-23" {
		t.Fatalf("%+v, %v", drawer, err)
	}
	c.mustVerify()
}

func TestNoLedgerBeginsIn1970(t *testing.T) {
	folder := ledger.Folder(t.TempDir())
	_, err := ledger.Create(folder, []byte(testCity), "down", secretOf, ledger.Clock{Now: func() time.Time { return time.Unix(3600, 0) }})
	wantCode(t, err, ledger.Unavailable)
	if !strings.Contains(err.Error(), "1970") || folder.HasLedger() {
		t.Errorf("it says %v", err)
	}
}

func TestDaylightSavingIsNoJump(t *testing.T) {
	c := mustOpen(t)
	pass, _ := c.ticking()
	// In Chicago the clocks go forward at 2 AM on March 14, 2027.
	pass(time.Date(2027, 3, 14, 7, 30, 0, 0, time.UTC).Sub(c.now))
	before := c.mustRecord(c.ana, cashPayment(10_00))
	pass(time.Hour)
	after := c.mustRecord(c.ana, cashPayment(10_00))
	if before.At.Format("3:04") != "1:30" || after.At.Format("3:04") != "3:30" || len(c.Alarms()) != 0 {
		t.Fatalf("%s, %s, %+v", before.At, after.At, c.Alarms())
	}
}

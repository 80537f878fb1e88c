package ledger_test

import (
	"os"
	"strings"
	"testing"

	"counterfoil/ledger"
)

func TestSettingsOfChecksAndScanners(t *testing.T) {
	const least = "name = 'Testville'\nstation = 'C1'\nzone = 'America/Chicago'\nperson = [{name = 'sue', role = 'supervisor'}]\n"
	city, err := ledger.ParseCity([]byte(least))
	if err != nil {
		t.Fatal(err)
	}
	if city.Checks != (ledger.CheckRules{Stale: ledger.AskReason, PostDate: ledger.AskReason, StaleDays: 180}) || city.Scanner != (ledger.ScannerTiming{BurstMS: 35, Least: 6}) {
		t.Errorf("unsaid, they are %+v and %+v", city.Checks, city.Scanner)
	}
	for settings, field := range map[string]string{
		"[checks]\nstale = 'allow'\npost_dated = 'reason'\nstale_days = 90":   "",
		"[checks]\nstale = 'never'":                                           "checks.stale",
		"[checks]\npost_dated = ''":                                           "checks.post_dated",
		"[checks]\nstale_days = 0":                                            "checks.stale_days",
		"[scanner]\nburst_ms = 20\nleast = 8":                                 "",
		"[scanner]\nburst_ms = 0":                                             "scanner.burst_ms",
		"[scanner]\nleast = 3":                                                "scanner.least",
		"[[micr]]\nname = 'mine'\npattern = '/{routing}/{account}/{check}/'":  "",
		"[[micr]]\nname = 'mine'\npattern = '/{routing}/{account}/{number}/'": "micr",
		"[[micr]]\nname = 'mine'\npattern = 'T{routing}{account}'":            "micr",
		"[[micr]]\nname = 'ok'\npattern = 'A{routing}B{account}'\n[[micr]]\n": "micr",
	} {
		if _, err := ledger.ParseCity([]byte(least + settings)); (err == nil) != (field == "") || ledger.FieldOf(err) != field {
			t.Errorf("%s: %v", settings, err)
		}
	}
}

func TestDatesOfChecks(t *testing.T) {
	c := mustOpen(t)
	today := c.Today().Time()
	for _, test := range []struct {
		days int
		want ledger.WarningKind
	}{
		{0, ""}, {-1, ""}, {-180, ""}, {-181, ledger.StaleCheck}, {-4000, ledger.StaleCheck}, {1, ledger.PostDated}, {400, ledger.PostDated},
	} {
		p := cashPayment(10_00)
		p.Tenders = []ledger.Tender{{Kind: ledger.Check, Number: "1041", Amount: p.Lines[0].Amount, Date: ledger.DayOf(today.AddDate(0, 0, test.days))}}
		_, err := c.RecordPayment(c.ana, p)
		if want := "reasons." + string(test.want); test.want != "" && (ledger.CodeOf(err) != ledger.NeedsReasons || ledger.FieldOf(err) != want) {
			t.Errorf("%d days: %v, want %s", test.days, err, want)
		}
		p.Reasons = map[ledger.WarningKind]string{test.want: "allowed"}
		if test.want == "" {
			p.Reasons = nil
		}
		receipt, err := c.RecordPayment(c.ana, p)
		if err != nil {
			t.Fatalf("%d days: %v", test.days, err)
		}
		if receipt.Payment.Tenders[0].Date != p.Tenders[0].Date {
			t.Errorf("%d days: the receipt has %+v", test.days, receipt.Payment.Tenders)
		}
	}
}

func TestAWholeLineOfACheckIsRefusedWithoutSayingIt(t *testing.T) {
	c := mustOpen(t)
	if err := os.WriteFile(c.folder.Settings(), []byte(testCity+"[[micr]]\nname = 'ours'\npattern = 'Q{routing}Q{account}Q{check}'\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.reopen()
	c.signEverybodyIn()
	refusesLine(t, c, "T111000025A98765432109C104")
	refusesLine(t, c, "Q111000025Q98765432109Q104")
}

func refusesLine(t *testing.T, c *counter, line string) {
	t.Helper()
	for field, put := range map[string]func(*ledger.Payment){
		"tenders[0].number":  func(p *ledger.Payment) { p.Tenders[0].Number = line },
		"tenders[0].routing": func(p *ledger.Payment) { p.Tenders[0].Routing = line },
		"tenders[0].last4":   func(p *ledger.Payment) { p.Tenders[0].Last4 = line },
		"tenders[0].name":    func(p *ledger.Payment) { p.Tenders[0].Name = line },
		"lines[0].account":   func(p *ledger.Payment) { p.Lines[0].Account = line },
		"lines[0].bill":      func(p *ledger.Payment) { p.Lines[0].Bill = line },
		"lines[0].scan":      func(p *ledger.Payment) { p.Lines[0].Scan = line },
		"payor":              func(p *ledger.Payment) { p.Payor = line },
		"note":               func(p *ledger.Payment) { p.Note = line },
		"reasons.overpayment": func(p *ledger.Payment) {
			p.Reasons = map[ledger.WarningKind]string{ledger.Overpayment: line}
		},
	} {
		p := cashPayment(10_00)
		p.Tenders = []ledger.Tender{{Kind: ledger.Check, Number: "1041", Amount: p.Lines[0].Amount}}
		put(&p)
		_, err := c.RecordPayment(c.ana, p)
		if ledger.FieldOf(err) != field {
			t.Errorf("%s: %v", field, err)
		}
		if err != nil && strings.Contains(err.Error(), "98765") {
			t.Errorf("%s: the error says the account: %v", field, err)
		}
	}
}

func TestOnlyACheckHasADate(t *testing.T) {
	c := mustOpen(t)
	for _, tender := range []ledger.Tender{
		{Kind: ledger.Cash, Date: "2026-11-20"}, {Kind: ledger.Card, Date: "2026-11-20"}, {Kind: ledger.Check, Number: "1", Date: "11/20/2026"},
	} {
		p := cashPayment(10_00)
		tender.Amount = p.Lines[0].Amount
		p.Tenders = []ledger.Tender{tender}
		if _, err := c.RecordPayment(c.ana, p); ledger.FieldOf(err) != "tenders[0].date" {
			t.Errorf("%+v: %v", tender, err)
		}
	}
}

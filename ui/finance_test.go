package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"counterfoil/assets/translations"
	"counterfoil/ledger"
	"counterfoil/ledger/billing"
	"counterfoil/ledger/bundle"
	financedesk "counterfoil/ledger/bundle/desk"
	"counterfoil/receipts"
	"counterfoil/ui/theme"
	"counterfoil/ui/words"
)

// finance is finance's folder of the test, which is not begun.
func (o *office) finance() *financedesk.Desk {
	d := financedesk.Open(filepath.Join(filepath.Dir(string(o.Folder())), "finance"))
	d.Now = func() time.Time { return o.now }
	return d
}

// financeScreens are the pages of Finance.
func financeScreens() (screens []func(*counter) screen) {
	for _, open := range []func(*backOffice) screen{newFinance, newExportPage, newPostingPage, newVerifyPage, newMatchPage, newMergePage, newProfilesPage, newStationsPage} {
		screens = append(screens, func(c *counter) screen { return open(c.backOffice()) })
	}
	return screens
}

// exports writes what waits as a bundle into a new folder.
func (o *office) exports(to ...string) (path string) {
	o.Helper()
	batch, err := o.Export(o.is("fay"), "", "")
	if err == nil {
		path, err = bundle.WriteReconciled(o.Context(), o.Ledger, batch, o.TempDir(), receipts.DaysPDF, bundle.Options{To: to})
	}
	if err != nil {
		o.Fatal(err)
	}
	return path
}

// writes puts a file of billing into a new folder.
func (o *office) writes(name, content string) string {
	o.Helper()
	path := filepath.Join(o.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		o.Fatal(err)
	}
	return path
}

// atFinance is the page of Finance under a digit, by its way from the day.
func (o *office) atFinance(digit string) *seat {
	o.Helper()
	s := o.sits(o.is("fay"))
	s.show(newDay(s.counter))
	s.press(fyne.KeyF7)
	s.wantFits()
	s.wantSays("Finance", "Export", "Posting", "Verify", "Match", "Merge", "Profiles", "Stations and key")
	s.write(digit)
	s.press(fyne.KeyReturn)
	s.wantFits()
	return s
}

// reads starts the page's work on files.
func (s *seat) reads(paths ...string) {
	s.Helper()
	s.press(fyne.KeyF9)
	for _, path := range paths {
		s.picks(path)
	}
}

// picks answers the question for a file with its path.
func (s *seat) picks(path string) {
	s.Helper()
	if s.window.Canvas().Overlays().Top() == nil {
		s.Fatal("no file is asked for")
	}
	if strings.Contains(s.says(), "press its digit") {
		s.press(fyne.KeyTab)
	}
	s.write(path)
	s.press(fyne.KeyReturn)
}

func TestFinanceExportsWhatWaits(t *testing.T) {
	o := twoDays(t)
	s := o.atFinance("1")
	s.wantSays("$63.33", "Batch 1 will be of 11/23/2026 to 11/24/2026.", "Payments that no export carried yet", "The bundle is not encrypted.", "No export was made yet")
	s.press(fyne.KeyF9)
	s.wantSays("Export for finance")
	s.write(filepath.Join(t.TempDir(), "no stick"))
	s.press(fyne.KeyReturn)
	s.wantSays("There is no folder")
	if _, err := o.Batch(1); err == nil {
		t.Fatal("a batch is recorded that cannot be written")
	}
	s.press(fyne.KeyEscape, fyne.KeyF9)
	stick := t.TempDir()
	s.write(stick)
	s.press(fyne.KeyReturn)
	s.wantSays("Batch 1 carries 4 payments of $63.33. Saved as "+stick, "Nothing is new.", "11/23/2026 to 11/24/2026")
	s.press(fyne.KeyF9, fyne.KeyReturn) // to the usual folder
	s.wantSays("Nothing is new since batch 1; it was written again, unchanged.")
	s.press(fyne.KeyF4)
	s.wantSays("Write batch 1 again")
	s.press(fyne.KeyReturn)
	s.wantSays("Batch 1 was written again, unchanged.")

	const name = "counterfoil_C1_2026-11-23_2026-11-24_b0001.zip"
	s.wantFile("exports/" + name)
	written, err := bundle.Open(filepath.Join(stick, name))
	if err != nil {
		t.Fatal(err)
	}
	defer written.Close()
	findings, err := written.Verify(t.Context(), bundle.Known{Trusts: bundle.Trust(o.PublicKey())}, nil)
	if err != nil || !findings.OK() {
		t.Errorf("%v: %+v", err, findings)
	}
}

func TestAnExportIsCanceledWithoutLosingItsBatch(t *testing.T) {
	o := twoDays(t)
	s := o.atFinance("1")
	var working func()
	s.background = func(work func()) { working = work }
	s.press(fyne.KeyF9, fyne.KeyReturn)
	export := working
	s.press(fyne.KeyF9) // one at a time
	s.wantSilent("Every payment that no export carried yet goes")
	s.press(fyne.KeyEscape)
	s.wantSays("is being canceled")
	s.background = func(work func()) { work() }
	export()
	s.wantSays("Canceled. Batch 1 is recorded, and its bundle was not written.")
	if left, _ := filepath.Glob(filepath.Join(s.exportsFolder(), "*")); len(left) > 0 {
		t.Errorf("it leaves %v", left)
	}
	s.press(fyne.KeyF9, fyne.KeyReturn)
	s.wantSays("Nothing is new since batch 1; it was written again")
}

func TestAStoppedProfileIsSaidWithItsReceipt(t *testing.T) {
	_, said := exportOutcome(ledger.Batch{Number: 1}, "b.zip", []bundle.Profile{{Name: "lockbox", Stopped: "lockbox: receipt C1-000007, detail record: too long"}}, nil)
	if !strings.Contains(said, "receipt C1-000007") {
		t.Error(said)
	}
}

// answers are results for the payments of a bundle, in its order.
func (o *office) answers(path string, statuses ...string) string {
	o.Helper()
	b, err := bundle.Open(path)
	if err != nil {
		o.Fatal(err)
	}
	defer b.Close()
	lines, err := billing.ReadOurs(b.Rows("payments.csv"))
	if err != nil {
		o.Fatal(err)
	}
	text := "payment_id,status,reason,reference\n"
	for i, status := range statuses {
		text += fmt.Sprintf("%s,%s\n", lines[i].Payment, status)
	}
	return text
}

func TestResultsAreTakenAndWhatIsRejectedGoesOutAgain(t *testing.T) {
	o := twoDays(t)
	path := o.exports()
	s := o.atFinance("2")
	s.wantSays("Exported $63.33 in 3 stubs, accepted $0.00 in 0 stubs, rejected $0.00 in 0 stubs, unanswered $63.33 in 3 stubs.", "C1 b0001", "$0.00 of $63.33", "$53.33 (2)")
	results := o.writes("results.csv", o.answers(path, "accepted,,B-77", "rejected,no such account,"))
	takes := func() {
		s.reads(path, results)
		s.wantSays("How is the list written?")
		s.press(fyne.KeyReturn)
	}
	takes()
	s.wantSays("Accepted $10.00 in 1 stub, rejected $20.00 in 1 stub, there already $0.00 in 0 stubs.", "$10.00 of $63.33", "$33.33 (1)")
	takes()
	s.wantSays("2 answers were known before.")
	s.press(fyne.KeyF3)
	s.wantFits()
	s.wantSays("2 stubs are open.", "REJECTED", "no such account", "no answer yet")
	s.press(fyne.KeyF4)
	s.wantSays("Billing said: No such account.")
	s.write("1")
	s.press(fyne.KeyReturn)
	s.wantSays("goes into the next export", "goes out again")
	if waits, err := o.WaitingForExport(o.is("fay")); err != nil || waits.Resubmitted != 1 {
		t.Errorf("%+v, %v", waits, err)
	}
	s.press(fyne.KeyReturn)
	if s.screen.title() != "Find a receipt" {
		t.Errorf("it shows %s", s.screen.title())
	}
}

func TestAListWithOtherColumnsIsMappedOnce(t *testing.T) {
	o := twoDays(t)
	path := o.exports()
	results := o.writes("load.csv", "Ref No,Result,Message\nC1-000001,OK,\nC1-000002,ERR,closed\n")
	s := o.atFinance("2")
	s.reads(path, results)
	s.write("2") // other columns
	s.press(fyne.KeyReturn)
	s.write("Ref No")
	s.press(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
	s.write("Result")
	s.press(fyne.KeyTab)
	s.write("Message")
	s.press(fyne.KeyReturn)
	s.wantSays("What billing's words mean")
	s.write("OK")
	s.press(fyne.KeyTab)
	s.write("*")
	s.press(fyne.KeyTab, fyne.KeyTab)
	s.write("Tyler load")
	s.press(fyne.KeyReturn)
	s.wantSays("How are dates and amounts written?", "The first 2 rows as they are read:", "C1-000002")
	s.press(fyne.KeyReturn)
	s.wantSays("Accepted $10.00 in 1 stub, rejected $20.00 in 1 stub")
	s.reads(path, results)
	s.wantSays("Tyler load")
	s.write("2")
	s.press(fyne.KeyReturn)
	s.wantSays("2 answers were known before.")
}

func TestABundleIsVerifiedAndItsKeyTakenFromPaper(t *testing.T) {
	o := twoDays(t)
	path := o.exports()
	s := o.atFinance("3")
	s.reads(path)
	s.wantFits()
	s.wantSays("holds as far as this program can tell. Read 2 LOOKs", "LOOK", "journal chain", "3 payments of $63.33", o.PublicKey().Fingerprint())
	s.press(fyne.KeyF4)
	s.write("4F1A-09BC-77D2-E310")
	s.press(fyne.KeyReturn)
	s.wantSays("It is another key than the bundle's.")
	s.write(o.PublicKey().Fingerprint())
	s.press(fyne.KeyReturn)
	s.wantSays("Station C1 signs with the key")
	s.reads(path)
	s.wantSays("every check holds")

	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)/2] ^= 1
	s.reads(o.writes(filepath.Base(path), string(content)))
	s.wantSays("FAIL", "not hold. Load nothing of it.")
}

func TestABundleIsMatchedWithBillingsList(t *testing.T) {
	o := twoDays(t)
	path := o.exports()
	list := o.writes("cash.csv", "receipt,account,amount,date\nC1-000001,1,10.00,11/23/2026\nC1-000002,2,25.00,11/24/2026\n,9,1.00,11/24/2026\n")
	s := o.atFinance("4")
	s.reads(path, list)
	s.press(fyne.KeyReturn)
	s.wantFits()
	s.wantSays("not everything matches", "missing", "different amount", "theirs only", "matched", "C1-000003/1", "$33.33")
	s.press(fyne.KeyDown)
	s.wantSays("C1-000002/1", "$25.00", "Found by payment id or receipt number.")
	folder := t.TempDir()
	s.press(fyne.KeyF7)
	s.write(folder)
	s.press(fyne.KeyReturn)
	s.wantSays("The comparison is saved as")
	for _, ending := range []string{"xlsx", "csv"} {
		if found, _ := filepath.Glob(filepath.Join(folder, "match_counterfoil_C1_*."+ending)); len(found) != 1 {
			t.Errorf("there is no %s", ending)
		}
	}
}

func TestBundlesAreMergedAndWhatIsBrokenIsSetAside(t *testing.T) {
	o := twoDays(t)
	path := o.exports()
	broken := o.writes("counterfoil_C2_2026-11-23_2026-11-23_b0001.zip", "not a bundle")
	s := o.atFinance("5")
	for _, add := range []string{filepath.Dir(path), broken} {
		s.press(fyne.KeyF3)
		s.picks(add)
	}
	s.wantSays("2 bundles to merge.", filepath.Base(path))
	out := t.TempDir()
	s.press(fyne.KeyF9)
	s.write(out)
	s.press(fyne.KeyReturn)
	s.wantSays("Billing's file", "Generic CSV")
	s.write("3")
	s.press(fyne.KeyReturn)
	s.wantSays("3 payments that stand, $63.33, out of 1 bundle. 1 void, 1 set aside.", "Set aside", filepath.Base(broken), "The set is saved in "+filepath.Join(out, "city-wide"))
	s.wantFits()
	for _, name := range []string{"payments.csv", "payments.xlsx", "reconciliation.pdf", "set.json", "profile_generic-csv.csv"} {
		if _, err := os.Stat(filepath.Join(out, "city-wide", name)); err != nil {
			t.Error(err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(out, ".*")); len(left) > 0 {
		t.Errorf("it leaves %v", left)
	}
}

func TestAProfileIsPreviewedFieldByField(t *testing.T) {
	o := twoDays(t)
	path := o.exports()
	s := o.atFinance("6")
	s.wantSays("bai-lockbox", "generic-csv", "Made-up payments, written as bai-lockbox", "1234567890")
	s.press(fyne.KeyEnd, fyne.KeyF3, fyne.KeyDown, fyne.KeyRight)
	s.wantSays("written as reference-amount-date", "amount, characters", "4 payments to post")
	s.press(fyne.KeyF4)
	s.picks(path)
	s.wantFits()
	s.wantSays(filepath.Base(path)+", written as reference-amount-date", "3 payments to post, $63.33", "1,10.00,11/23/2026")
}

func TestFinanceMakesItsKeyAndRegistersStations(t *testing.T) {
	o := twoDays(t)
	s := o.atFinance("7")
	s.wantSays("There is none yet.", "No station is known here yet")
	s.press(fyne.KeyF3)
	s.write("the goose is loose")
	s.press(fyne.KeyReturn)
	s.write("the goose is lost")
	s.press(fyne.KeyReturn)
	s.wantSays("It is not the same.")
	s.write("the goose is loose")
	s.press(fyne.KeyReturn)
	recipient, err := s.counter.finance.Recipient()
	if err != nil {
		t.Fatal(err)
	}
	s.wantSays(recipient, "The secret half is in")
	s.wantFits()
	folder := t.TempDir()
	s.press(fyne.KeyF7)
	s.write(folder)
	s.press(fyne.KeyReturn)
	if saved, err := os.ReadFile(filepath.Join(folder, "finance.pub")); err != nil || string(saved) != recipient+"\n" {
		t.Errorf("%q, %v", saved, err)
	}
	s.press(fyne.KeyF4)
	s.write("c7")
	s.press(fyne.KeyReturn)
	s.write("4F1A-09BC-77D2-E310")
	s.press(fyne.KeyReturn)
	s.wantSays("C7", "4F1A-09BC-77D2-E310", "registered")
}

func TestAClerkHasNoFinance(t *testing.T) {
	o := twoDays(t)
	s := o.sits(o.is("ana"))
	s.show(s.home())
	if _, there := s.board.Named("finance"); there {
		t.Error("a clerk can go to Finance")
	}
}

// atDesk is the window of finance's own desk, without a ledger.
func (o *office) atDesk() (*seat, *financeDesk) {
	o.Helper()
	app := test.NewApp()
	o.Cleanup(app.Quit)
	app.Settings().SetTheme(theme.New(theme.Look{}))
	d := newFinanceDesk(app.NewWindow("finance"), o.finance())
	d.background = func(work func()) { work() }
	d.window.Resize(fyne.NewSize(1024, 768))
	return &seat{office: o, counter: &counter{stage: d.stage}}, d
}

func TestTheDeskWorksWithoutALedger(t *testing.T) {
	o := twoDays(t)
	s, desk := o.atDesk()
	if err := desk.finance.Begin(); err != nil {
		t.Fatal(err)
	}
	recipient, err := desk.finance.MakeKey("the goose is loose")
	if err != nil {
		t.Fatal(err)
	}
	path := o.exports(recipient)
	if filepath.Ext(path) != ".age" {
		t.Fatalf("%s is not encrypted", path)
	}
	clear := o.exports() // the same batch, to read its ids
	results := o.writes("results.csv", o.answers(clear, "accepted,,B-77", "rejected,no such account,"))
	s.wantSays("Finance's desk", "Posting", "Stations and key")
	s.wantSilent("What waits; make the bundle", "Lock", "Day")
	s.write("1")
	s.press(fyne.KeyReturn)
	s.wantSays("Nothing was exported yet, or no results were taken.")
	s.reads(path)
	s.wantSays("Finance's key", "Passphrase")
	s.write("the goose is lost")
	s.press(fyne.KeyReturn)
	s.wantSays("This is not the passphrase of finance's key.")
	s.write("the goose is loose")
	s.press(fyne.KeyReturn)
	s.picks(results)
	s.press(fyne.KeyReturn)
	handBack := filepath.Join(filepath.Dir(results), "results_C1_b0001.csv")
	s.wantSays("Hand this to the counter: "+handBack, "$10.00 of $63.33")
	if _, err := os.Stat(handBack); err != nil {
		t.Error(err)
	}
	s.press(fyne.KeyF3)
	s.wantSays("2 stubs are open.", "REJECTED")
	s.press(fyne.KeyEscape)
	s.wantSays("Finance's folder on this computer")
}

func TestTheDeskRemembersItsLookAndLanguage(t *testing.T) {
	speaks(t, translations.English)
	o := twoDays(t)
	s, desk := o.atDesk()
	s.write("2")
	s.press(fyne.KeyReturn, fyne.KeyF1, fyne.KeyF8)
	s.wantSays("Display", "Español")
	s.write("2")
	s.press(fyne.KeyTab)
	s.write("2")
	s.press(fyne.KeyTab)
	s.write("2")
	s.press(fyne.KeyReturn)
	s.wantLook(theme.Dark, 18.75)
	s.wantSays("Mesa de finanzas", "Verificar un paquete")
	if s.counter.screen = desk.screen; desk.screen.title() != "Verificar" {
		t.Errorf("it shows %s", desk.screen.title())
	}
	words.Use(translations.English)
	again, _ := o.atDesk()
	again.wantLook(theme.Dark, 18.75)
	again.wantSays("Mesa de finanzas")
}

func TestALanguageChosenInFinanceStaysThere(t *testing.T) {
	speaks(t, translations.English)
	s := twoDays(t).atFinance("3")
	s.press(fyne.KeyF1, fyne.KeyF8, fyne.KeyTab, fyne.KeyTab)
	s.write("2")
	s.press(fyne.KeyReturn)
	s.wantSays("Verificar", "F9 elige un paquete.")
	s.press(fyne.KeyEscape)
	s.wantSays("Registro", "Día")
	s.press(fyne.KeyF1, fyne.KeyF8, fyne.KeyTab, fyne.KeyTab)
	s.write("1")
	s.press(fyne.KeyReturn)
	s.wantSays("Finance", "Posting", "Day")
}

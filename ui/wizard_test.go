package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"counterfoil/ledger"
	financedesk "counterfoil/ledger/bundle/desk"
)

// atWizard is the window on a folder without a ledger.
func atWizard(t *testing.T, folder ledger.Folder) (*seat, *wizard) {
	t.Helper()
	app := test.NewApp()
	t.Cleanup(app.Quit)
	w := newWizard(app, folder, financedesk.Open(filepath.Join(t.TempDir(), "finance")), func() (*ledger.Ledger, error) {
		l, err := ledger.Open(folder)
		if err == nil {
			t.Cleanup(func() { l.Close() })
		}
		return l, err
	})
	w.window.Resize(fyne.NewSize(1024, 768))
	s := &seat{office: &office{T: t}, counter: &counter{stage: w.stage}, keyed: opening}
	w.begin = func(l *ledger.Ledger) *counter {
		s.office.Ledger = l
		s.counter = newCounterIn(w.window, Options{Ledger: l, Finance: w.finance, later: s.office.later()})
		t.Cleanup(s.counter.printers.Close)
		s.counter.background = func(work func()) { work() }
		s.counter.board.Scanner().Now = func() time.Time { return s.keyed }
		return s.counter
	}
	s.wantSays("Language / Idioma", "Español")
	s.write("1")
	s.press(fyne.KeyReturn)
	return s, w
}

func (s *seat) keysIn(texts ...string) {
	for _, text := range texts {
		s.write(text)
		s.press(fyne.KeyReturn)
	}
}

// beginAlone answers with what is needed, up to the last step.
func (s *seat) beginAlone() {
	s.keysIn("Cape Test", "", "", "", "", "1", "iris", "geese over the river", "geese over the river", "", "", "")
}

func TestTheFirstRunMakesALedger(t *testing.T) {
	folder := ledger.Folder(filepath.Join(t.TempDir(), "new", "data"))
	s, w := atWizard(t, folder)
	s.wantSays("There is no ledger here", string(folder))
	s.press(fyne.KeyReturn)
	s.wantSays("1 of 5: the city")
	s.keysIn("Cape Test", "", "12 Quay Street", "", "C1")
	s.wantSays("2 of 5: the time zone", "where it is")
	s.keysIn("2")
	s.wantSays("3 of 5: the administrator")
	s.keysIn("iris", "password1234", "password1234")
	s.wantSays("first that anybody would try")
	s.keysIn("geese over the river", "geese over the rover")
	s.wantSays("It is not the same")
	s.keysIn("geese over the river")
	s.wantSays("4 of 5: who works here first")
	s.keysIn("Iris", "", "")
	s.wantSays("stands twice")
	s.press(fyne.KeyEscape)
	s.wantSays("3 of 5: the administrator")
	s.press(fyne.KeyReturn)
	s.wantSays("4 of 5")
	s.keysIn("ruth", "maria", "")
	s.wantSays("5 of 5: begin", "Cape Test, counter C1", "iris (administrator), ruth (supervisor), maria (clerk)", string(folder))
	if _, err := os.Stat(string(folder)); !os.IsNotExist(err) {
		t.Error("something was written before the last step")
	}
	s.press(fyne.KeyReturn)
	s.wantSays("Made secret", "ruth (supervisor)", "maria (clerk)")
	s.press(fyne.KeyReturn, fyne.KeyEscape)
	s.wantSays("Made secret", "Choose one")
	s.keysIn("1")
	s.wantSays("First steps", "Done: 3 people", "Open: until one is set up", "Done: it is open")
	s.press(fyne.KeyF9)
	s.wantSays("The counter is ready", "Still open, and found in Set-up when iris signs in", "Printers: until one", "Mirror: without one")
	s.press(fyne.KeyReturn)
	s.wantSays("Sign in", "Who works here", "Cape Test")

	l := w.counter.ledger
	if outage, err := l.Outage(); err != nil || outage.Reason != "The billing system is down" || outage.OpenedBy != "ruth" {
		t.Errorf("%+v, %v", outage, err)
	}
	city := l.City()
	if city.Zone != w.zones[1] || city.Rules.Overpayment != ledger.AskReason || city.Backup.Keep != 7 {
		t.Errorf("%+v", city)
	}
	if session, err := l.SignIn("iris", "geese over the river", ledger.ToWork); err != nil || session.Role() != ledger.Administrator {
		t.Errorf("%+v, %v", session, err)
	}
	for _, p := range w.made {
		if session, err := l.SignIn(p.Name, p.Secret, ledger.ToWork); err != nil || !session.Temporary() {
			t.Errorf("%s: %+v, %v", p.Name, session, err)
		}
	}
}

// keyCount counts what is pressed, scanned or keyed.
type keyCount struct {
	*seat
	pressed, keyed, scanned int
}

func (k *keyCount) press(names ...fyne.KeyName) {
	k.pressed += len(names)
	k.seat.press(names...)
}

// fill keys texts in, each with Enter.
func (k *keyCount) fill(texts ...string) {
	for _, text := range texts {
		k.keyed += len([]rune(text))
		k.write(text)
		k.press(fyne.KeyReturn)
	}
}

// choose presses a digit, then Enter.
func (k *keyCount) choose(digit string) { k.fill(digit) }

func (k *keyCount) scan(line string) {
	k.scanned++
	k.scans(line)
}

// TestANewCityComesToItsFirstReceiptByKeyboard walks the whole first run, with
// every step done, and counts what it takes.
func TestANewCityComesToItsFirstReceiptByKeyboard(t *testing.T) {
	t.Setenv("PATH", t.TempDir()) // this computer has no print system
	address, jobs, _ := rollPrinter(t)
	stick, samples := t.TempDir(), taught(t)
	list := rosterFile(t, "Account,Name,Balance\n"+samples[10].Account+",Maria Delgado,"+samples[10].AmountDue.String()+"\n")
	seat, w := atWizard(t, ledger.Folder(filepath.Join(t.TempDir(), "data")))
	s := &keyCount{seat: seat, pressed: 2} // the language

	s.press(fyne.KeyReturn)
	s.fill("Cape Test", "", "", "", "")
	s.choose("2")
	s.fill("iris", "geese over the river", "geese over the river", "ruth", "maria", "")
	s.wantSays("ruth (supervisor), maria (clerk)")
	s.press(fyne.KeyReturn)
	s.choose("1")
	s.wantSays("First steps", "Done: 3 people")

	s.press(fyne.KeyReturn) // the first that is open: printers
	s.wantSays("No printer is set up")
	s.press(fyne.KeyF3)
	s.fill("Front", address)
	s.press(fyne.KeyReturn, fyne.KeyF6)
	if page := next(t, jobs); !strings.Contains(page, "TEST PAGE") {
		t.Errorf("the printer got %q", page)
	}
	s.press(fyne.KeyEscape)
	s.wantSays("First steps", "Done: 1 printer")

	s.press(fyne.KeyReturn, fyne.KeyF3)
	s.wantSays("Learn a scan line")
	for i, stub := range samples[:10] {
		s.scan(stub.Scan)
		s.fill(stub.Account, stub.AmountDue.String())
		if i == 0 {
			s.press(fyne.KeyReturn, fyne.KeyReturn)
		}
	}
	s.press(fyne.KeyF4, fyne.KeyF9, fyne.KeyReturn, fyne.KeyEscape)
	s.wantSays("First steps", "Done: 1 kind of bill")

	s.press(fyne.KeyReturn)
	s.fill(list)
	s.press(fyne.KeyF9, fyne.KeyEscape)
	s.wantSays("First steps", "Done: 1 account")

	s.press(fyne.KeyReturn)
	s.fill(stick)
	s.wantSays("In use: " + stick)
	s.press(fyne.KeyEscape)
	s.wantSays("First steps", "Done: "+stick, "Done: it is open")
	s.wantSilent("Open: ")

	s.press(fyne.KeyF9)
	s.wantSays("The counter is ready", "Everything is set up.")
	s.press(fyne.KeyReturn)
	s.fill("maria", w.made[1].Secret, "620471", "620471")
	s.wantSays("Open your drawer")
	s.press(fyne.KeyReturn)
	s.wantSilent("Open your drawer")
	s.scan(samples[10].Scan)
	s.press(fyne.KeyF3, fyne.KeyF9)
	s.wantSays("C1-000001")
	if receipt, err := w.counter.ledger.Receipt("1"); err != nil || receipt.Total != samples[10].AmountDue || receipt.Clerk != "maria" || receipt.Payment.Payor != "Maria Delgado" {
		t.Errorf("%+v, %v", receipt, err)
	}
	t.Logf("from nothing to the first receipt: %d characters keyed, %d other keys, %d scans", s.keyed, s.pressed, s.scanned)
	if s.pressed > 68 || s.scanned != 11 {
		t.Errorf("it takes %d keys besides what is keyed in, and %d scans", s.pressed, s.scanned)
	}
}

func TestAFirstStepIsFoundInSetUpLater(t *testing.T) {
	s, w := atWizard(t, ledger.Folder(t.TempDir()))
	s.press(fyne.KeyReturn)
	s.beginAlone()
	s.press(fyne.KeyReturn, fyne.KeyF9)
	s.wantSays("Still open", "People: clerks", "Outage: no payment")
	s.press(fyne.KeyEscape)
	s.wantSays("First steps")
	s.press(fyne.KeyF9, fyne.KeyReturn)
	s.keysIn("iris", "geese over the river")
	s.wantSays("Set-up", "Mirror", "Printers", "Roster", "Scan lines", "Outage", "People")
	if w.counter.steps != nil {
		t.Error("the first run goes on")
	}
}

func TestTheFirstRunWithAnAdministratorAlone(t *testing.T) {
	folder := ledger.Folder(t.TempDir())
	s, w := atWizard(t, folder)
	s.press(fyne.KeyReturn)
	s.beginAlone()
	s.press(fyne.KeyReturn)
	s.wantSays("First steps", "Open: clerks take the money", "Open: no payment is taken until a supervisor signs in and opens it.")
	if _, err := w.counter.ledger.Outage(); ledger.CodeOf(err) != ledger.Conflict {
		t.Errorf("an outage is open without a supervisor: %v", err)
	}
}

func TestACanceledFirstRunLeavesNothing(t *testing.T) {
	folder := ledger.Folder(filepath.Join(t.TempDir(), "data"))
	s, _ := atWizard(t, folder)
	s.press(fyne.KeyReturn)
	s.beginAlone()
	s.wantSays("5 of 5")
	s.press(fyne.KeyEscape, fyne.KeyEscape, fyne.KeyEscape, fyne.KeyEscape)
	s.wantSays("1 of 5", "Cape Test")
	s.press(fyne.KeyEscape)
	s.wantSays("There is no ledger here")
	s.press(fyne.KeyEscape, fyne.KeyEscape)
	if _, err := os.Stat(string(folder)); !os.IsNotExist(err) {
		t.Error("something was written")
	}
}

func TestWhatRemainsOfALedgerIsSaidBeforeANewOneIsBegun(t *testing.T) {
	folder := ledger.Folder(t.TempDir())
	if err := os.MkdirAll(filepath.Join(folder.Backups(), "2026"), 0o700); err != nil {
		t.Fatal(err)
	}
	s, _ := atWizard(t, folder)
	s.wantSays("holds backups of a ledger", "counterfoil restore")

	if err := os.WriteFile(folder.Key(), []byte("a key"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, _ = atWizard(t, folder)
	s.wantSays("The ledger is missing", "nothing new is begun")
	s.press(fyne.KeyReturn)
	if folder.HasLedger() {
		t.Error("a ledger was begun")
	}
}

func TestTheZonesBeginWithTheSystems(t *testing.T) {
	for own, known := range map[string]bool{"Europe/Vienna": true, "America/Denver": true, "UTC": false, "Etc/UTC": false} {
		got, ok := zones(own)
		if ok != known || known && got[0] != own || !known && slices.Contains(got, own) || len(got) > 9 || !slices.Contains(got, "America/Chicago") {
			t.Errorf("%s: %v, %v", own, got, ok)
		}
	}
}

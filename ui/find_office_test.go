package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/google/uuid"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ui/widgets"
)

const officeCity = `
name = "Testville"
station = "C1"
zone = "America/Chicago"
person = [
  {name = "ana", role = "clerk"}, {name = "ben", role = "clerk"},
  {name = "sue", role = "supervisor"}, {name = "tom", role = "supervisor"},
  {name = "fay", role = "finance"}, {name = "zoe", role = "administrator"},
]
[output]
queue = "none"
`

func secretOf(name string) string { return name + " has a long secret" }

// emptyOffice is a data folder made once and copied for each test, because
// the secrets of six people take their time.
var emptyOffice = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "office")
	if err != nil {
		return "", err
	}
	_, err = ledger.Create(ledger.Folder(folder), []byte(officeCity), "billing is down",
		func(p ledger.Listed) (string, error) { return secretOf(p.Name), nil }, clockAt(&opening))
	return folder, err
})

func TestMain(m *testing.M) {
	code := m.Run()
	if folder, err := emptyOffice(); err == nil {
		os.RemoveAll(folder)
	}
	os.Exit(code)
}

// office is a ledger whose clock the test moves.
type office struct {
	*testing.T
	*ledger.Ledger
	now time.Time
}

// opening is when the offices of the tests open.
var opening = time.Date(2026, 11, 23, 21, 4, 0, 0, time.UTC)

func clockAt(now *time.Time) ledger.Clock {
	return ledger.Clock{Now: func() time.Time { return *now }}
}

func newOffice(t *testing.T) *office {
	t.Helper()
	template, err := emptyOffice()
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(folder, os.DirFS(template)); err != nil {
		t.Fatal(err)
	}
	o := &office{T: t, now: opening}
	if o.Ledger, err = ledger.Open(ledger.Folder(folder), clockAt(&o.now)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Ledger.Close() })
	return o
}

func (o *office) is(name string) ledger.Session {
	o.Helper()
	session, err := o.SignIn(name, secretOf(name), ledger.ToWork)
	if err != nil {
		o.Fatal(err)
	}
	return session
}

func (o *office) hasDrawer(name string, float int64) ledger.Session {
	o.Helper()
	session := o.is(name)
	if _, err := o.OpenDrawer(session, money.FromCents(float)); err != nil {
		o.Fatal(err)
	}
	return session
}

func (o *office) takes(by ledger.Session, p ledger.Payment) ledger.Receipt {
	o.Helper()
	receipt, err := o.RecordPayment(by, p)
	if err != nil {
		o.Fatal(err)
	}
	return receipt
}

func (o *office) closes(by ledger.Session, count ledger.Count) ledger.Closing {
	o.Helper()
	closing, err := o.CloseDrawer(by, count)
	if err != nil {
		o.Fatal(err)
	}
	return closing
}

// paidInCash is a payment of one stub in exact cash.
func paidInCash(account, payor string, cents int64) ledger.Payment {
	due := money.FromCents(cents)
	return ledger.Payment{
		ID: uuid.Must(uuid.NewV7()).String(), Payor: payor, Copy: ledger.CopyReceived,
		Lines:   []ledger.Line{{Account: account, Bill: "88123", AmountDue: &due, Amount: due}},
		Tenders: []ledger.Tender{{Kind: ledger.Cash, Amount: due}},
	}
}

func paidByCheck(account, payor string, cents int64, number string) ledger.Payment {
	p := paidInCash(account, payor, cents)
	p.Tenders = []ledger.Tender{{Kind: ledger.Check, Amount: money.FromCents(cents), Number: number}}
	return p
}

// seat is the window with somebody at the keyboard.
type seat struct {
	*office
	*counter
	keyed time.Time // when the last key was pressed
	beeps int
}

// Between two keys of a hand, and between two characters of a scanner.
const (
	byHand  = 150 * time.Millisecond
	byLaser = 5 * time.Millisecond
)

// sits opens the window for a person who signed in.
func (o *office) sits(by ledger.Session) *seat {
	o.Helper()
	app := test.NewApp()
	o.Cleanup(app.Quit)
	c := newCounter(app, Options{Ledger: o.Ledger, Finance: o.finance(), later: o.later()})
	o.Cleanup(c.printers.Close)
	c.background = func(work func()) { work() }
	c.window.Resize(fyne.NewSize(1024, 768))
	c.session = by
	s := &seat{office: o, counter: c, keyed: opening}
	c.board.Scanner().Now = func() time.Time { return s.keyed }
	c.beep = func() { s.beeps++ }
	return s
}

func (s *seat) press(names ...fyne.KeyName) {
	canvas := s.window.Canvas()
	for _, name := range names {
		s.keyed = s.keyed.Add(byHand)
		if tab, ok := canvas.Focused().(fyne.Tabbable); name == fyne.KeyTab && !(ok && tab.AcceptsTab()) {
			canvas.FocusNext() // as the driver does
			continue
		}
		ev := &fyne.KeyEvent{Name: name}
		if focused := canvas.Focused(); focused != nil {
			focused.TypedKey(ev)
		} else {
			canvas.OnTypedKey()(ev)
		}
	}
}

func (s *seat) write(text string) { s.types(text, byHand) }

// types sends characters with that time before each.
func (s *seat) types(text string, gap time.Duration) {
	canvas := s.window.Canvas()
	for _, r := range text {
		s.keyed = s.keyed.Add(gap)
		if focused := canvas.Focused(); focused != nil {
			focused.TypedRune(r)
		} else {
			canvas.OnTypedRune()(r)
		}
	}
}

// signsIn keys a second person's name and secret into the open dialog.
func (s *seat) signsIn(name, secret string) {
	s.write(name)
	s.press(fyne.KeyReturn)
	s.write(secret)
	s.press(fyne.KeyReturn)
}

// says are the words on the screen, or of the dialog that covers it.
func (s *seat) says() string {
	shown := s.window.Canvas().Overlays().Top()
	if shown == nil {
		shown = s.window.Content()
	}
	var words []string
	for _, o := range test.LaidOutObjects(shown) {
		switch o := o.(type) {
		case *widgets.Text: // whole, if it stands in several lines
			words = append(words, o.Text)
		case *canvas.Text:
			if o.Text != "" {
				words = append(words, o.Text)
			}
		case *widget.RichText:
			words = append(words, o.String())
		}
	}
	return strings.Join(words, "\n")
}

func (s *seat) wantSays(words ...string) {
	s.Helper()
	said := s.says()
	for _, want := range words {
		if !strings.Contains(said, want) {
			s.Errorf("it does not say %q:\n%s", want, said)
		}
	}
}

func (s *seat) wantSilent(words ...string) {
	s.Helper()
	said := s.says()
	for _, hidden := range words {
		if strings.Contains(said, hidden) {
			s.Errorf("it says %q:\n%s", hidden, said)
		}
	}
}

// menuHeight is what the main menu takes of the window.
const menuHeight = 30

// wantFits fails the test when the screen needs more room than the smallest
// window has, even with a long message above it and work going on: a window
// that grows loses its foot.
func (s *seat) wantFits() {
	s.Helper()
	s.say(widgets.Warning, strings.Repeat("This message takes two lines. ", 5))
	s.progress.begin("Working")
	s.settle()
	if need := s.window.Content().MinSize(); need.Width > 1024 || need.Height > 768-menuHeight {
		s.Errorf("the screen needs %v", need)
	}
	s.eachShown(func(o fyne.CanvasObject, _ frame) {
		if p, ok := o.(*widgets.Page); ok && p.Overflows() {
			s.Errorf("a page needs %v and has %v", p.Need(), p.Size())
		}
	})
	s.progress.end()
	s.quiet()
}

func (s *seat) wantFile(path string) []byte {
	s.Helper()
	content, err := os.ReadFile(filepath.Join(string(s.Ledger().Folder()), path))
	if err != nil {
		s.Error(err)
	}
	return content
}

func (s *seat) Ledger() *ledger.Ledger { return s.office.Ledger }

func numbers(found []ledger.Found) string {
	var all []string
	for _, f := range found {
		all = append(all, strings.TrimLeft(strings.TrimPrefix(f.Receipt, "C1-"), "0"))
	}
	return fmt.Sprint(all)
}

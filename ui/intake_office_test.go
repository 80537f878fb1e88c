package ui

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ui/widgets"
)

const scanLines = `
[receipt]
endorsement = "For deposit only, Testville"
[[scanline]]
name = "plain"
length = 20
field = [{name = "account", from = 1, length = 10}, {name = "amount_due", from = 11, length = 10}]
[[scanline]]
name = "checked"
length = 42
prefix = "~"
field = [{name = "account", from = 1, length = 11}, {name = "due", from = 12, length = 6, format = "MMDDYY"}, {name = "amount_due", from = 32, length = 10}]
check = [{digit = 42, covers = "1-41", weights = [2, 1], add = "digits"}]
[[scanline]]
name = "water"
length = 12
field = [{name = "account", from = 1, length = 6}, {name = "amount_due", from = 7, length = 6}]
[[scanline]]
name = "sewer"
length = 12
field = [{name = "account", from = 3, length = 6}, {name = "amount_due", from = 9, length = 4}]
`

const (
	plainScan   = "10232332340000022424"
	checkedScan = "003456789011102960000000000100000000010008"
	wrongDigit  = "003456789011102960000000000100000000010007"
	eitherScan  = "123456007890"
)

// newCounterOffice is an office with scan lines and a roster.
func newCounterOffice(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	folder := o.Folder()
	if err := o.Ledger.Close(); err != nil {
		t.Fatal(err)
	}
	settings, err := os.OpenFile(folder.Settings(), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := settings.WriteString(scanLines); err != nil {
		t.Fatal(err)
	}
	if err := settings.Close(); err != nil {
		t.Fatal(err)
	}
	if o.Ledger, err = ledger.Open(folder, clockAt(&o.now)); err != nil {
		t.Fatal(err)
	}
	o.loads(ledger.Account{Account: "1023233234", Name: "Maria Delgado", Address: "14 Willow Court", Balance: money.FromCents(224_24), Bill: "88123", BillDate: "2026-11-04", Due: "2026-11-25"},
		ledger.Account{Account: "5550001", Name: "Otto Berg", Balance: money.FromCents(40_00), Bill: "88124", BillDate: "2026-11-04", Due: "2026-11-25"},
		ledger.Account{Account: "5550002", Name: "Credit Carl", Balance: money.FromCents(-5_00), Bill: "88125"})
	return o
}

func (o *office) loads(accounts ...ledger.Account) {
	o.Helper()
	if _, err := o.LoadRoster(o.is("sue"), "2026-11-19", "test", func(yield func(ledger.Account, error) bool) {
		for _, a := range accounts {
			if !yield(a, nil) {
				return
			}
		}
	}); err != nil {
		o.Fatal(err)
	}
}

// atIntake is the window of ana, who has a drawer, ready for a customer.
func atIntake(t *testing.T) *seat {
	t.Helper()
	o := newCounterOffice(t)
	s := o.sits(o.hasDrawer("ana", 100_00))
	s.show(s.home())
	return s
}

func (s *seat) intakeScreen() *intake { return s.counter.intake().(*intake) }

// scans does what a scanner does: characters, then Enter.
func (s *seat) scans(lines ...string) {
	for _, line := range lines {
		s.keyed = s.keyed.Add(byHand)
		s.fires(line, byLaser, fyne.KeyReturn)
	}
}

// fires sends a line and the key behind it with that time before each.
func (s *seat) fires(line string, gap time.Duration, end fyne.KeyName) {
	s.types(line, gap)
	s.keyed = s.keyed.Add(gap - byHand)
	s.press(end)
}

func (s *seat) wantFocus(want fyne.Focusable, where string) {
	s.Helper()
	if s.window.Canvas().Focused() != want {
		s.Errorf("the keyboard is not on %s but on %T", where, s.window.Canvas().Focused())
	}
}

// wantInPane fails the test unless lines that begin so are in sight on the
// receipt, in a window of the size it opens with.
func (s *seat) wantInPane(lines ...string) {
	s.Helper()
	s.window.Resize(fyne.NewSize(1024, 740-menuHeight))
	pane := s.intakeScreen().paper
	scroll := scrollOf(pane.Sheet)
	text := strings.Split(pane.text.Text, "\n")
	pitch := pane.text.Size().Height / float32(len(text))
	for _, line := range lines {
		at := slices.IndexFunc(text, func(l string) bool { return strings.HasPrefix(l, line) })
		top := pane.text.Position().Y + float32(at)*pitch - scroll.Offset.Y
		if at < 0 || top < -pitch || top+pitch > scroll.Size().Height {
			s.Errorf("%q is line %d of the receipt, at %v of %v", line, at, top, scroll.Size().Height)
		}
	}
}

// scrollOf is what moves in a sheet.
func scrollOf(sheet *widgets.Sheet) *container.Scroll {
	for _, o := range test.LaidOutObjects(sheet) {
		if scroll, is := o.(*container.Scroll); is {
			return scroll
		}
	}
	return nil
}

// newest is the last receipt of the ledger; none fails the test.
func (s *seat) newest() ledger.Receipt {
	s.Helper()
	found, err := s.Find("", 1)
	if err != nil || len(found.Payments) == 0 {
		s.Fatalf("no payment is recorded: %v", err)
	}
	receipt, err := s.ReceiptOf(found.Payments[0].ID)
	if err != nil {
		s.Fatal(err)
	}
	return receipt
}

func (s *seat) wantRecorded(count int) {
	s.Helper()
	found, err := s.Find("", 1000)
	if err != nil || len(found.Payments) != count {
		s.Fatalf("%d payments are recorded, %v; want %d", len(found.Payments), err, count)
	}
}

func (s *seat) wantFigures(total, tendered, change string) {
	s.Helper()
	screen := s.intakeScreen()
	if got := [3]string{screen.total.Text(), screen.tendered.Text(), screen.change.Text()}; got != [3]string{total, tendered, change} {
		s.Errorf("the figures are %q, want %q %q %q", got, total, tendered, change)
	}
}

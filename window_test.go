//go:build window

package main_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"counterfoil/assets/sample"
	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// window is the built program in a real window, driven by nothing but keys.
type window struct {
	*testing.T
	*screen
	data    string
	program *exec.Cmd
	ended   chan error
	view    view
	// keepsAll keeps every picture, whatever the view.
	keepsAll bool
}

// view is how somebody sees the window: in which language, on how large a
// screen.
type view struct {
	language      string
	width, height int
}

// usual is the view of the pictures that the documents show.
var usual = view{"en", 1280, 800}

func (v view) String() string { return fmt.Sprintf("%s-%dx%d", v.language, v.width, v.height) }

// views are both languages on the smallest screen, a usual one and a large one.
var views = []view{
	usual, {"en", 1024, 768}, {"en", 1920, 1080},
	{"es", 1280, 800}, {"es", 1024, 768}, {"es", 1920, 1080},
}

// keptOfEach are the pictures that are kept of views that are not the usual.
var keptOfEach = []string{"sign-in", "intake", "check", "find", "count", "day", "export", "failed"}

func mustOpenWindow(t *testing.T) *window {
	t.Helper()
	return mustOpenView(t, usual)
}

func mustOpenView(t *testing.T, v view) *window {
	t.Helper()
	w := newWindow(t, v)
	w.prepare()
	w.open("demo")
	return w
}

// newWindow is a window that is not open yet, and has no data folder.
func newWindow(t *testing.T, v view) *window {
	t.Helper()
	w := &window{T: t, screen: newScreen(t, v.width, v.height), view: v}
	w.data = filepath.Join(w.home, "demo")
	return w
}

// open starts the program and waits for its window.
func (w *window) open(args ...string) {
	w.Helper()
	w.program = w.command(mustBeBuilt(w, "counterfoil"), append(args, "--data", w.data)...)
	w.program.Env = append(w.program.Env, "COUNTERFOIL_FINANCE="+w.data+"-finance", "LANG="+w.view.language+"_US.UTF-8")
	w.program.Stdout, w.program.Stderr = w.Output(), w.Output()
	if err := w.program.Start(); err != nil {
		w.Fatal(err)
	}
	w.ended = make(chan error, 1)
	program, ended := w.program, w.ended
	go func() { ended <- program.Wait() }()
	w.Cleanup(func() { program.Process.Kill() })
	w.awaitTitle("Counterfoil")
}

// awaitTitle waits until the window of that title has the keyboard, and gives
// it the whole screen.
func (w *window) awaitTitle(title string) {
	w.Helper()
	w.await("the window "+title+", with the keyboard", func() bool { return w.active() == title })
	const titleBar = 28 // of the window manager
	if err := w.command("xdotool", "getactivewindow", "windowsize", fmt.Sprint(w.width), fmt.Sprint(w.height-titleBar)).Run(); err != nil {
		w.Fatal(err)
	}
	time.Sleep(time.Second) // until it is painted
}

// prepare makes the sample city where its people want another language than
// the demo's.
func (w *window) prepare() {
	if w.view.language != usual.language {
		w.makeCity()
	}
}

// makeCity makes the sample city, whose people want the view's language.
func (w *window) makeCity() {
	w.Helper()
	s := w.station()
	s.mustRun("", "", "init", "--sample")
	for _, name := range sampleCity {
		s.mustRun("iris", "", "person", "language", name, w.view.language, "--as", "iris")
	}
}

func (w *window) await(what string, there func() bool) {
	w.Helper()
	if !awaited(there) {
		w.shoot("failed")
		w.Fatalf("%s did not come", what)
	}
}

// awaitFile waits for a file in the data folder: what the program prints is
// the sign that it is done.
func (w *window) awaitFile(pattern string) string {
	w.Helper()
	var found []string
	w.await(pattern, func() bool {
		found, _ = filepath.Glob(filepath.Join(w.data, pattern))
		return len(found) > 0
	})
	return found[0]
}

// pressUntil presses keys until a file is there: a command is not ready before
// its screen has read what it is about.
func (w *window) pressUntil(pattern string, keys ...string) string {
	w.Helper()
	var found []string
	w.await(pattern, func() bool {
		for _, key := range keys {
			w.keys(key)
			time.Sleep(time.Second)
		}
		found, _ = filepath.Glob(filepath.Join(w.data, pattern))
		return len(found) > 0
	})
	return found[0]
}

// shoot keeps a picture of the screen, where SCREENSHOTS says.
func (w *window) shoot(name string) {
	w.Helper()
	folder := os.Getenv("SCREENSHOTS")
	if folder == "" || w.view != usual && !w.keepsAll && !slices.Contains(keptOfEach, name) {
		return
	}
	if w.view != usual {
		name += "-" + w.view.String()
	}
	w.settle()
	path := filepath.Join(folder, name+".png")
	if text, err := w.command("import", "-window", "root", "+dither", "-colors", "128", "png8:"+path).CombinedOutput(); err != nil {
		w.Fatalf("import: %v %s", err, text)
	}
}

// station is the command line on the window's data folder.
func (w *window) station() *station {
	s := &station{T: w.T, data: w.data, secrets: map[string]string{}}
	for _, name := range sampleCity {
		s.secrets[name] = secretOf(w.T, name)
	}
	return s
}

// sampleCity are the people of the sample city.
var sampleCity = []string{"maria", "devon", "ruth", "samuel", "grace", "iris"}

func (w *window) signIn(name string) {
	w.Helper()
	w.keys(name, "<Return>", secretOf(w.T, name), "<Return>")
}

// mustEnd waits for the program that was told to quit.
func (w *window) mustEnd() {
	w.Helper()
	select {
	case err := <-w.ended:
		if err != nil {
			w.Fatalf("the program ended with %v", err)
		}
	case <-time.After(patience):
		w.Fatal("the program does not end")
	}
}

// sampleAccounts are those that the demo's bills were sent to.
func sampleAccounts(t *testing.T) []sample.Account {
	t.Helper()
	zone, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	return sample.Generate(sample.Seed, ledger.DayOf(time.Now().In(zone).AddDate(0, 0, -1))).Accounts
}

func secretOf(t *testing.T, name string) string {
	t.Helper()
	secret, err := sample.Secret(ledger.Listed{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func sum(t *testing.T, amounts ...money.Amount) money.Amount {
	t.Helper()
	total, err := money.Sum(amounts...)
	if err != nil {
		t.Fatal(err)
	}
	return total
}

func less(t *testing.T, a, b money.Amount) money.Amount {
	t.Helper()
	difference, err := a.Sub(b)
	if err != nil {
		t.Fatal(err)
	}
	return difference
}

// TestWindowAWholeDayByKeyboardAlone is a day at the counter: payments of every
// kind, a duplicate, a void, a reprint, the blind count, the approval, the
// reconciliation and the export. What the ledger then says is compared with
// what was keyed.
func TestWindowAWholeDayByKeyboardAlone(t *testing.T) {
	for _, v := range views {
		t.Run(v.String(), func(t *testing.T) {
			t.Parallel()
			aWholeDay(mustOpenView(t, v))
		})
	}
}

func aWholeDay(w *window) {
	t := w.T
	accounts := sampleAccounts(t)
	specimen, pair, byCard, withChange, split, keyed := accounts[0], accounts[4:6], accounts[6], accounts[7], accounts[8], accounts[9]
	float := money.FromCents(150_00)

	w.shoot("sign-in")
	w.signIn("maria")
	w.shoot("float")
	w.keys("150", "<Return>")

	w.keys(specimen.Scan, "<Return>", "<F3>")
	w.shoot("intake")
	w.keys("<F9>")
	w.awaitFile("receipts/C1-000001.pdf")
	w.shoot("receipt")

	w.keys(pair[0].Scan, "<Return>", pair[1].Scan, "<Return>", "<F4>", "1041")
	w.shoot("check")
	w.keys("<F9>")
	w.awaitFile("receipts/C1-000002.pdf")

	w.keys(byCard.Scan, "<Return>", "<F10>", "000417", "<F9>")
	w.awaitFile("receipts/C1-000003.pdf")

	w.keys(withChange.Scan, "<Return>", "<F3>", "2000", "<F9>", "<F9>") // so much change is asked about
	w.awaitFile("receipts/C1-000004.pdf")
	w.shoot("change")

	w.keys(split.Scan, "<Return>", "<F3>", "5", "<F4>", "78", "<F9>")
	w.awaitFile("receipts/C1-000005.pdf")

	w.keys(specimen.Scan, "<Return>", "<F3>", "<F9>")
	w.shoot("duplicate")
	w.keys("1", "<Return>")
	w.awaitFile("receipts/C1-000006.pdf")

	w.keys(keyed.Number, "<Return>", "<F7>", "<F3>", "<F9>")
	w.awaitFile("receipts/C1-000007.pdf")

	w.keys("<F5>", "C1-000006", "<Return>")
	w.shoot("find")
	w.keys("<F4>", "1", "<Return>")
	w.shoot("void")
	w.signIn("ruth")
	w.awaitFile("receipts/C1-000006-*.pdf")
	w.shoot("voided")
	w.keys("<Escape>")

	cash := sum(t, specimen.AmountDue, withChange.AmountDue, money.FromCents(5_00), keyed.Balance)
	check := sum(t, pair[0].AmountDue, pair[1].AmountDue, less(t, split.AmountDue, money.FromCents(5_00)))
	w.keys("<F8>")
	w.countShort(less(t, sum(t, float, cash), money.FromCents(1_00)), 2, check, 1, byCard.AmountDue)
	w.shoot("count")
	w.keys("<F9>")
	w.shoot("count-final")
	w.keys("<Return>")
	w.awaitFile("receipts/Z-000001.pdf")
	w.shoot("closing")
	w.keys("<F10>")
	w.signIn("ruth")
	w.shoot("approved")

	w.keys("<F12>")
	w.signIn("samuel")
	w.keys("<Escape>", "<F11>")
	w.shoot("day")
	w.keys("<F9>", "<space>", "<F9>")
	w.fillBag(less(t, cash, money.FromCents(1_00)), "A-1001", 2)
	w.shoot("bag")
	w.keys("<F9>")
	w.shoot("bag-verify")
	w.signIn("grace")
	w.awaitFile("receipts/D-000001.pdf")
	w.shoot("deposits")
	w.keys("<Escape>")
	reconciliation := w.pressUntil("receipts/day-*.pdf", "<F6>")
	w.keys("<F7>", "<Return>")
	time.Sleep(3 * time.Second) // until it has read what waits
	w.keys("<F9>", "<Return>")
	exported := w.awaitFile("exports/counterfoil_C1_*_b0001.zip")
	time.Sleep(5 * time.Second) // until it has held the file against its source
	w.shoot("export")
	w.keys("<alt+F4>")
	w.mustEnd()
	if w.view == usual {
		w.keepDocuments(reconciliation)
	}
	w.compare(exported, cash, check, byCard.AmountDue)
}

// fillBag keys the cash of a bag, its number, and ticks so many checks.
func (w *window) fillBag(cash money.Amount, number string, checks int) {
	w.Helper()
	rest := cash.Cents()
	for _, value := range ledger.Denominations {
		w.keys(fmt.Sprint(rest/value.Cents()), "<Return>")
		rest %= value.Cents()
	}
	w.keys("<Return>", number, "<Return>") // nothing loose
	for range checks {
		w.keys("<space>")
	}
}

// countShort keys the count sheet: pieces by denomination, then checks and
// card slips.
func (w *window) countShort(cash money.Amount, checks int, check money.Amount, cards int, card money.Amount) {
	w.Helper()
	rest := cash.Cents()
	for _, value := range ledger.Denominations {
		w.keys(fmt.Sprint(rest/value.Cents()), "<Return>")
		rest %= value.Cents()
	}
	w.keys("<Return>") // nothing loose
	w.keys(fmt.Sprint(checks), "<Return>", check.String(), "<Return>", fmt.Sprint(cards), "<Return>", card.String())
}

// compare asks the command line what the day came to.
func (w *window) compare(exported string, cash, check, card money.Amount) {
	w.Helper()
	s := w.station()
	var report struct {
		Receipts, Voids                       int64
		Total, Cash, Check, Card, First, Last string
		OverShort                             string `json:"over_short"`
		Drawers                               []struct{ State, ApprovedBy string }
	}
	s.mustJSON(&report, "", "", "report", "day")
	if report.Receipts != 7 || report.Voids != 1 || report.Cash != cash.String() || report.Check != check.String() || report.Card != card.String() ||
		report.Total != sum(w.T, cash, check, card).String() || report.OverShort != "-1.00" || len(report.Drawers) != 1 || report.Drawers[0].State != "approved" {
		w.Errorf("the report says %+v; keyed were cash %s, check %s, card %s", report, cash, check, card)
	}
	s.mustRun("", "", "verify", w.data)
	s.mustRun("", "", "verify", exported, "--key", filepath.Join(w.data, "station.pub"))
}

// keepDocuments draws the day's papers as pictures, where SCREENSHOTS says.
func (w *window) keepDocuments(reconciliation string) {
	w.Helper()
	folder := os.Getenv("SCREENSHOTS")
	if folder == "" {
		return
	}
	for name, pdf := range map[string]string{
		"reconciliation":   reconciliation,
		"closing-document": filepath.Join(w.data, "receipts", "Z-000001.pdf"),
		"sample-bill":      filepath.Join(w.data, "sample-bills.pdf"),
	} {
		draw := exec.Command("pdftoppm", "-r", "90", "-f", "1", "-singlefile", "-png", pdf, filepath.Join(folder, name))
		if text, err := draw.CombinedOutput(); err != nil {
			w.Errorf("pdftoppm: %v %s", err, text)
		}
	}
}

// TestWindowASecondCounterIsRefusedInWords opens the same folder twice.
func TestWindowASecondCounterIsRefusedInWords(t *testing.T) {
	w := mustOpenWindow(t)
	second := w.command("build/counterfoil", "demo", "--data", w.data)
	var problems bytes.Buffer
	second.Stderr = &problems
	if err := second.Start(); err != nil {
		t.Fatal(err)
	}
	w.await("the second window", func() bool {
		text, _ := w.command("xdotool", "search", "--onlyvisible", "--name", "Counterfoil").Output()
		return strings.Count(string(text), "\n") >= 2
	})
	time.Sleep(2 * time.Second)
	w.shoot("in-use")
	w.keys("<Return>")
	var exit *exec.ExitError
	if err := second.Wait(); !errors.As(err, &exit) || exit.ExitCode() != 3 || !strings.Contains(problems.String(), "already open") {
		t.Fatalf("the second program ended with %v, saying %q", err, &problems)
	}
}

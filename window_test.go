//go:build window

package main_test

import (
	"bufio"
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

// window is the built program in a real window, on an X server of its own,
// driven by nothing but keys.
type window struct {
	*testing.T
	display string
	home    string
	data    string
	program *exec.Cmd
	ended   chan error
	view    view
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

// patience bounds every wait: software rendering on a busy machine is slow.
const patience = 90 * time.Second

func mustOpenWindow(t *testing.T) *window {
	t.Helper()
	return mustOpenView(t, usual)
}

func mustOpenView(t *testing.T, v view) *window {
	t.Helper()
	program, err := filepath.Abs("build/counterfoil")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(program); err != nil {
		t.Fatal("build/counterfoil is not there; run `make build` first")
	}
	w := &window{T: t, home: t.TempDir(), ended: make(chan error, 1), view: v}
	w.data = filepath.Join(w.home, "demo")
	w.startScreen()
	w.prepare(program)
	w.program = w.command(program, "demo", "--data", w.data)
	w.program.Stdout, w.program.Stderr = t.Output(), t.Output()
	if err := w.program.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { w.ended <- w.program.Wait() }()
	t.Cleanup(func() { w.program.Process.Kill() })
	w.await("the window, with the keyboard", func() bool {
		name, err := w.command("xdotool", "getactivewindow", "getwindowname").Output()
		return err == nil && strings.TrimSpace(string(name)) == "Counterfoil"
	})
	const titleBar = 28 // of the window manager
	if err := w.command("xdotool", "getactivewindow", "windowsize", fmt.Sprint(v.width), fmt.Sprint(v.height-titleBar)).Run(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second) // until it is painted
	return w
}

// prepare makes the sample city, whose people want the view's language.
func (w *window) prepare(program string) {
	w.Helper()
	if w.view.language == usual.language {
		return
	}
	commands := [][]string{{"init", "--sample"}}
	for _, name := range []string{"maria", "ruth", "samuel", "grace"} {
		commands = append(commands, []string{"person", "language", name, w.view.language, "--as", "iris"})
	}
	for _, args := range commands {
		c := w.command(program, append(args, "--data", w.data)...)
		c.Env = append(c.Env, "COUNTERFOIL_SECRET="+secretOf(w.T, "iris"))
		if text, err := c.CombinedOutput(); err != nil {
			w.Fatalf("%v: %v %s", args, err, text)
		}
	}
}

func (w *window) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), "DISPLAY="+w.display, "HOME="+w.home, "XDG_CONFIG_HOME="+w.home, "LIBGL_ALWAYS_SOFTWARE=1", "LANG=en_US.UTF-8")
	return c
}

// startScreen starts an X server on the next free display, and a window
// manager.
func (w *window) startScreen() {
	w.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		w.Fatal(err)
	}
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", w.view.width, w.view.height), "+extension", "GLX", "-nolisten", "tcp")
	server.ExtraFiles = []*os.File{write}
	if err := server.Start(); err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { server.Process.Kill(); server.Wait() })
	write.Close()
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		w.Fatalf("Xvfb did not start: %v", err)
	}
	w.display = ":" + strings.TrimSpace(number)
	manager := w.command("openbox")
	if err := manager.Start(); err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { manager.Process.Kill(); manager.Wait() })
	w.await("the window manager", func() bool { return w.command("xdotool", "get_num_desktops").Run() == nil })
}

func (w *window) await(what string, there func() bool) {
	w.Helper()
	for end := time.Now().Add(patience); !there(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			w.shoot("failed")
			w.Fatalf("%s did not come", what)
		}
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

// keys sends keys: a text is typed as fast as a scanner does, a name in
// <angles> is one key.
func (w *window) keys(keys ...string) {
	w.Helper()
	for _, key := range keys {
		args := []string{"type", "--delay", "1", "--", key}
		if name, named := strings.CutPrefix(key, "<"); named {
			args = []string{"key", strings.TrimSuffix(name, ">")}
		}
		if text, err := w.command("xdotool", args...).CombinedOutput(); err != nil {
			w.Fatalf("xdotool %v: %v %s", args, err, text)
		}
	}
}

// shoot keeps a picture of the screen, where SCREENSHOTS says.
func (w *window) shoot(name string) {
	w.Helper()
	folder := os.Getenv("SCREENSHOTS")
	if folder == "" || w.view != usual && !slices.Contains(keptOfEach, name) {
		return
	}
	if w.view != usual {
		name += "-" + w.view.String()
	}
	time.Sleep(time.Second) // until it is painted
	path := filepath.Join(folder, name+".png")
	if text, err := w.command("import", "-window", "root", path).CombinedOutput(); err != nil {
		w.Fatalf("import: %v %s", err, text)
	}
}

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
		t.Run(v.String(), func(t *testing.T) { aWholeDay(mustOpenView(t, v)) })
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

	w.keys(withChange.Scan, "<Return>", "<F3>", "2000", "<F9>")
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
	s := &station{T: w.T, data: w.data}
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

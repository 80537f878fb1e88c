//go:build !windows

package printer_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"counterfoil/ledger"
	"counterfoil/receipts/printer"
)

// fakeQueue puts programs named lp and lpstat first on the path. They stand
// for the print system: lp keeps what it is given in a folder.
func fakeQueue(t *testing.T, lp, lpstat string) (kept string) {
	t.Helper()
	bin, kept := t.TempDir(), t.TempDir()
	for name, script := range map[string]string{"lp": lp, "lpstat": lpstat} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	t.Setenv("KEPT", kept)
	return kept
}

const (
	takes     = `echo "$@" > "$KEPT/args"; cat > "$KEPT/job"`
	hasQueue  = `echo "system default destination: Counter"`
	noDefault = `echo "no system default destination"`
)

// receipt is a document whose PDF says how long it is, as ours do.
func receipt(name string) printer.Document {
	d := document(name)
	inner := d.Make
	d.Make = func(p ledger.Printer) ([]byte, error) {
		made, err := inner(p)
		return append(made, " /MediaBox [0 0 226.77 453.54]"...), err
	}
	return d
}

func simple(t *testing.T, output ledger.Output) *station {
	s := &station{TB: t, folder: ledger.Folder(t.TempDir())}
	output.Paper = ledger.Roll80
	s.city.Output = output
	s.open()
	return s
}

func TestADocumentIsSavedAndSentToTheDefaultQueue(t *testing.T) {
	kept := fakeQueue(t, takes, hasQueue)
	s := simple(t, ledger.Output{})
	outcome, err := s.Give(receipt("C1-000001"))
	file := filepath.Join(s.folder.Receipts(), "C1-000001.pdf")
	if err != nil || outcome.Printer != "Counter" || outcome.File != file {
		t.Fatalf("%+v, %v", outcome, err)
	}
	s.wantSent("C1-000001", printer.Queued)
	const pdf = "%PDF C1-000001 80mm /MediaBox [0 0 226.77 453.54]"
	for path, want := range map[string]string{file: pdf, filepath.Join(kept, "job"): pdf, filepath.Join(kept, "args"): "-d Counter -t C1-000001 -o media=Custom.80x160mm\n"} {
		if text, err := os.ReadFile(path); err != nil || string(text) != want {
			t.Errorf("%s holds %q, %v", path, text, err)
		}
	}
}

// Reports are on letter paper, whatever receipts are on.
func TestAReportGoesOnLetterPaper(t *testing.T) {
	kept := fakeQueue(t, takes, hasQueue)
	s := simple(t, ledger.Output{})
	day := receipt("day")
	day.Role = ledger.PrintsDocuments
	if _, err := s.Give(day); err != nil {
		t.Fatal(err)
	}
	s.wantSent("day", printer.Queued)
	if text, err := os.ReadFile(filepath.Join(kept, "args")); err != nil || !strings.Contains(string(text), "media=Letter") {
		t.Errorf("%q, %v", text, err)
	}
}

// The bytes of a receipt printer go through a queue as they are.
func TestAReceiptPrinterBehindAQueueGetsItsBytesRaw(t *testing.T) {
	kept := fakeQueue(t, takes, noDefault)
	front := network("Front", "")
	front.Kind, front.To = ledger.QueuePrinter, "Thermal"
	s := newStation(t, front)
	s.gives("C1-000001")
	s.wantSent("C1-000001", printer.Queued)
	if text, err := os.ReadFile(filepath.Join(kept, "args")); err != nil || !strings.HasPrefix(string(text), "-d Thermal ") || !strings.HasSuffix(string(text), " -o raw\n") {
		t.Errorf("%q, %v", text, err)
	}
	if text, err := os.ReadFile(filepath.Join(kept, "job")); err != nil || string(text) != paper("C1-000001") {
		t.Errorf("%q, %v", text, err)
	}
}

// A print system that is slow to answer must not keep the window from opening:
// this one answers only once the printers are there.
func TestTheDefaultQueueIsFoundInTheBackground(t *testing.T) {
	kept := fakeQueue(t, takes, `until [ -e "$KEPT/asked" ]; do sleep 0.05; done; `+hasQueue)
	s := simple(t, ledger.Output{})
	if err := os.WriteFile(filepath.Join(kept, "asked"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s.gives("C1-000001")
	s.wantSent("C1-000001", printer.Queued)
}

func TestWithoutAQueueADocumentIsOnlySaved(t *testing.T) {
	for name, c := range map[string]struct {
		output ledger.Output
		lpstat string
	}{
		"no default": {ledger.Output{}, noDefault},
		"no system":  {ledger.Output{}, "exit 1"},
		"turned off": {ledger.Output{Queue: "none"}, hasQueue},
	} {
		t.Run(name, func(t *testing.T) {
			fakeQueue(t, "exit 1", c.lpstat)
			s := simple(t, c.output)
			outcome, err := s.Give(receipt("C1-000001"))
			if err != nil || outcome.Printer != "" || outcome.File == "" || len(s.Jobs()) != 0 {
				t.Fatalf("%+v, %v, %+v", outcome, err, s.Jobs())
			}
		})
	}
}

func TestAQueueThatRefusesLeavesTheFileAndTheJob(t *testing.T) {
	kept := fakeQueue(t, `[ -e "$KEPT/ready" ] || { echo "lp: The printer or class does not exist." >&2; exit 1; }; `+takes, noDefault)
	folder := t.TempDir()
	s := simple(t, ledger.Output{Queue: "Late", Folder: folder})
	outcome, err := s.Give(receipt("C1-000001"))
	if err != nil || outcome.Printer != "Late" || outcome.File != filepath.Join(folder, "C1-000001.pdf") {
		t.Fatalf("%+v, %v", outcome, err)
	}
	s.waitsFor(printer.Waiting, "does not exist")
	if err := os.WriteFile(filepath.Join(kept, "ready"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s.wantSent("C1-000001", printer.Queued)
}

func TestAQueueThatHangsAsks(t *testing.T) {
	fakeQueue(t, `exec sleep 60`, noDefault)
	s := simple(t, ledger.Output{Queue: "Slow"})
	s.gives("C1-000001")
	s.waitsFor(printer.Unsure, "did not answer")
}

func TestADeviceFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lp0")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	device, err := os.OpenFile(path, os.O_RDWR, 0) // it holds what is written until it is read
	if err != nil {
		t.Fatal(err)
	}
	defer device.Close()
	front := network("Front", "")
	front.Kind, front.To, front.Format, front.CodePage = ledger.DevicePrinter, path, ledger.FormatText, 0
	s := newStation(t, front)
	s.gives("C1-000001")
	s.wantSent("C1-000001", printer.Queued)
	want := "C1-000001 on 42 columns as text"
	got := make([]byte, len(want))
	if _, err := io.ReadFull(device, got); err != nil || string(got) != want {
		t.Errorf("the device got %q, %v", got, err)
	}
}

// A device that takes a part and hangs is not waited for for ever.
func TestADeviceThatHangsAsks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lp0")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	device, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer device.Close()
	front := network("Front", "")
	front.Kind, front.To, front.Format, front.CodePage = ledger.DevicePrinter, path, ledger.FormatText, 0
	s := newStation(t, front)
	large := document("C1-000001")
	large.Make = func(ledger.Printer) ([]byte, error) { return make([]byte, 1<<20), nil }
	if _, err := s.Give(large); err != nil {
		t.Fatal(err)
	}
	s.waitsFor(printer.Unsure, "a part")
}

// A slip of the finger in the path must not overwrite a file.
func TestAPlainFileIsNoDevice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	if err := os.WriteFile(path, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	front := network("Front", "")
	front.Kind, front.To = ledger.DevicePrinter, path
	s := newStation(t, front)
	s.gives("C1-000001")
	s.waitsFor(printer.Waiting, "is no device")
	if text, _ := os.ReadFile(path); string(text) != "precious" {
		t.Errorf("the file holds %q", text)
	}
}

func TestAProgramPrintsAFile(t *testing.T) {
	kept := fakeQueue(t, "", noDefault)
	program := func(script string) ledger.Printer {
		return ledger.Printer{
			Name: "Viewer", Role: ledger.PrintsBoth, Kind: ledger.ProgramPrinter, Command: []string{"/bin/sh", "-c", script, "sh", "{file}"},
			Format: ledger.FormatPDF, Paper: ledger.Letter,
		}
	}
	s := newStation(t, program(`cp "$1" "$KEPT/job"`))
	s.gives("C1-000001")
	s.wantSent("C1-000001", printer.Queued)
	if text, err := os.ReadFile(filepath.Join(kept, "job")); err != nil || string(text) != "%PDF C1-000001 letter" {
		t.Errorf("%q, %v", text, err)
	}
	// Some print and then say that they failed.
	s = newStation(t, program(`echo jammed; exit 1`))
	s.gives("C1-000001")
	s.waitsFor(printer.Unsure, "jammed")
	missing := program("")
	missing.Command[0] = "/no/such/program"
	s = newStation(t, missing)
	s.gives("C1-000001")
	s.waitsFor(printer.Waiting, "cannot be run")
}

package printer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"counterfoil/ledger"
	"counterfoil/receipts/printer"
)

// fakeQueue puts programs named lp and lpstat first on the path. They stand
// for the print system: lp keeps what it is given in a folder.
func fakeQueue(t *testing.T, lp, lpstat string) (spool string) {
	t.Helper()
	bin, spool := t.TempDir(), t.TempDir()
	for name, script := range map[string]string{"lp": lp, "lpstat": lpstat} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	t.Setenv("SPOOL", spool)
	return spool
}

const (
	takes     = `echo "$@" > "$SPOOL/args"; cat > "$SPOOL/job"`
	hasQueue  = `echo "system default destination: Counter"`
	noDefault = `echo "no system default destination"`
)

var receipt = printer.Document{Name: "C1-000001", PDF: []byte("%PDF-"), Paper: ledger.Roll80}

func TestADocumentIsSavedAndSentToTheDefaultQueue(t *testing.T) {
	spool := fakeQueue(t, takes, hasQueue)
	folder := filepath.Join(t.TempDir(), "receipts")
	outcome, err := printer.New(ledger.Output{}, folder).Give(receipt)
	if err != nil || outcome.SentTo != "Counter" || outcome.File != filepath.Join(folder, "C1-000001.pdf") {
		t.Fatalf("%+v, %v", outcome, err)
	}
	for path, want := range map[string]string{outcome.File: "%PDF-", filepath.Join(spool, "job"): "%PDF-", filepath.Join(spool, "args"): "-d Counter -t C1-000001 -o media=Custom.80x297mm\n"} {
		if text, err := os.ReadFile(path); err != nil || string(text) != want {
			t.Errorf("%s holds %q, %v", path, text, err)
		}
	}
}

// A print system that is slow to answer must not keep the window from opening:
// this one answers only once the printer is there.
func TestTheDefaultQueueIsFoundInTheBackground(t *testing.T) {
	spool := fakeQueue(t, takes, `until [ -e "$SPOOL/asked" ]; do sleep 0.05; done; `+hasQueue)
	p := printer.New(ledger.Output{}, t.TempDir())
	if err := os.WriteFile(filepath.Join(spool, "asked"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	outcome, err := p.Give(receipt)
	if err != nil || outcome.SentTo != "Counter" {
		t.Fatalf("%+v, %v", outcome, err)
	}
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
			outcome, err := printer.New(c.output, t.TempDir()).Give(receipt)
			if err != nil || outcome.SentTo != "" || outcome.File == "" {
				t.Fatalf("%+v, %v", outcome, err)
			}
		})
	}
}

func TestAFailedQueueLeavesTheFileAndSaysSo(t *testing.T) {
	fakeQueue(t, `echo "lp: The printer or class does not exist." >&2; exit 1`, noDefault)
	folder := t.TempDir()
	outcome, err := printer.New(ledger.Output{Queue: "Gone", Folder: folder}, "/unused").Give(receipt)
	if err == nil || !strings.Contains(err.Error(), "Gone") || !strings.Contains(err.Error(), "does not exist") || outcome.SentTo != "" {
		t.Fatalf("%+v, %v", outcome, err)
	}
	if outcome.File != filepath.Join(folder, "C1-000001.pdf") {
		t.Fatalf("%+v", outcome)
	}
}

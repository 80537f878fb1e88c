//go:build linux

package printer_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"counterfoil/ledger"
	"counterfoil/receipts/printer"
)

// cups is a print system of the test's own, with one queue whose printer is a
// folder.
type cups struct {
	testing.TB
	folder string
}

const cupsd = "/usr/sbin/cupsd"

// startCUPS starts the system's cupsd, which only root may.
func startCUPS(t *testing.T) *cups {
	t.Helper()
	if _, err := os.Stat(cupsd); err != nil || os.Getuid() != 0 {
		t.Skip("this needs root and the packages cups-daemon and cups-client")
	}
	// A socket's path is short, and cupsd leaves root behind.
	folder, err := os.MkdirTemp("/tmp", "cups")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	c := &cups{t, folder}
	for _, sub := range []string{"etc", "spool/tmp", "cache", "state", "log", "bin/backend", "bin/filter", "bin/cgi-bin", "printed"} {
		if err := os.MkdirAll(filepath.Join(folder, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Chmod(folder, 0o755), os.Chmod(filepath.Join(folder, "printed"), 0o777),
		os.Symlink("/usr/lib/cups/daemon", filepath.Join(folder, "bin/daemon"))); err != nil {
		t.Fatal(err)
	}
	c.write("etc/cupsd.conf", 0o644, `
Listen %[1]s/sock
LogLevel warn
WebInterface No
Browsing No
DefaultAuthType None
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
`)
	c.write("etc/cups-files.conf", 0o644, `
ServerRoot %[1]s/etc
ServerBin %[1]s/bin
RequestRoot %[1]s/spool
TempDir %[1]s/spool/tmp
CacheDir %[1]s/cache
StateDir %[1]s/state
ErrorLog %[1]s/log/error
AccessLog %[1]s/log/access
PageLog %[1]s/log/page
User lp
Group lp
SystemGroup root
`)
	// What CUPS calls as its way to a printer: job, user, title, copies, options.
	c.write("bin/backend/keep", 0o755, "#!/bin/sh\n[ $# = 0 ] && exit 0\ncat ${6:+\"$6\"} > %[1]s/printed/new\necho \"$3 $5\" > %[1]s/printed/options\nmv %[1]s/printed/new %[1]s/printed/job\n")
	daemon := exec.Command(cupsd, "-f", "-c", filepath.Join(folder, "etc/cupsd.conf"), "-s", filepath.Join(folder, "etc/cups-files.conf"))
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		daemon.Process.Kill()
		daemon.Wait()
	})
	t.Setenv("CUPS_SERVER", filepath.Join(folder, "sock"))
	c.waitsFor("sock")
	if text, err := exec.Command("lpadmin", "-p", "Counter", "-E", "-v", "keep:/", "-m", "raw").CombinedOutput(); err != nil {
		log, _ := os.ReadFile(filepath.Join(folder, "log/error"))
		t.Fatalf("%v %s %s", err, text, log)
	}
	return c
}

func (c *cups) write(name string, mode os.FileMode, format string) {
	c.Helper()
	if err := os.WriteFile(filepath.Join(c.folder, name), fmt.Appendf(nil, format, c.folder), mode); err != nil {
		c.Fatal(err)
	}
}

func (c *cups) waitsFor(name string) {
	c.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		if _, err := os.Stat(filepath.Join(c.folder, name)); err == nil {
			return
		} else if time.Now().After(end) {
			log, _ := os.ReadFile(filepath.Join(c.folder, "log/error"))
			c.Fatalf("%v\n%s", err, log)
		}
	}
}

func (c *cups) printed() (job, options string) {
	c.Helper()
	c.waitsFor("printed/job")
	bytes, err := os.ReadFile(filepath.Join(c.folder, "printed/job"))
	words, wordsErr := os.ReadFile(filepath.Join(c.folder, "printed/options"))
	if err != nil || wordsErr != nil {
		c.Fatal(err, wordsErr)
	}
	return string(bytes), string(words)
}

// The real print system takes a PDF with its paper, and a receipt printer's
// bytes as they are.
func TestCUPSPrintsWhatItIsGiven(t *testing.T) {
	c := startCUPS(t)
	if found := printer.Find(); !slices.ContainsFunc(found, func(p ledger.Printer) bool { return p.To == "Counter" }) {
		t.Errorf("the queue is not found among %+v", found)
	}
	s := simple(t, ledger.Output{Queue: "Counter"})
	if _, err := s.Give(receipt("C1-000001")); err != nil {
		t.Fatal(err)
	}
	s.wantSent("C1-000001", printer.Queued)
	if job, options := c.printed(); job != "%PDF C1-000001 80mm /MediaBox [0 0 226.77 453.54]" || !strings.HasPrefix(options, "C1-000001 ") || !strings.Contains(options, "media=Custom.80x160mm") {
		t.Errorf("CUPS printed %q with %q", job, options)
	}
	if err := os.Remove(filepath.Join(c.folder, "printed/job")); err != nil {
		t.Fatal(err)
	}
	front := network("Front", "")
	front.Kind, front.To = ledger.QueuePrinter, "Counter"
	s = newStation(t, front)
	s.gives("C1-000002")
	s.wantSent("C1-000002", printer.Queued)
	if job, _ := c.printed(); job != paper("C1-000002") {
		t.Errorf("CUPS printed %q", job)
	}
}

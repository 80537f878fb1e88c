package ledger_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"counterfoil/ledger"
)

// withMirror opens a counter whose mirror is in a folder of its own.
func withMirror(t *testing.T) (*counter, string) {
	t.Helper()
	c := mustOpen(t)
	stick := filepath.Join(t.TempDir(), "stick")
	if err := os.Mkdir(stick, 0o700); err != nil {
		t.Fatal(err)
	}
	c.setMirror(stick)
	return c, stick
}

// setMirror names a folder for the mirror in city.toml and starts again.
func (c *counter) setMirror(folder string) {
	c.Helper()
	text := testCity + "\n[mirror]\npath = '" + folder + "'\n"
	if err := os.WriteFile(c.folder.Settings(), []byte(text), 0o600); err != nil {
		c.Fatal(err)
	}
	c.reopen()
}

func mirrorIn(folder string) string { return filepath.Join(folder, ledger.MirrorName("C1")) }

// wantMirrored fails the test unless the mirror holds the journal, line by line.
func (c *counter) wantMirrored(stick string) {
	c.Helper()
	have, err := os.ReadFile(mirrorIn(stick))
	if err != nil {
		c.Fatal(err)
	}
	if want := c.journal(); !bytes.Equal(have, want) {
		c.Fatalf("the mirror has %d lines, the journal %d, or they differ", bytes.Count(have, []byte("\n")), bytes.Count(want, []byte("\n")))
	}
	if alarm := c.mirrorAlarm(); alarm != "" {
		c.Errorf("the mirror is whole, and an alarm says %q", alarm)
	}
}

func (c *counter) journal() []byte {
	c.Helper()
	var lines bytes.Buffer
	for e, err := range c.Entries(1, 1<<40) {
		if err != nil {
			c.Fatal(err)
		}
		lines.Write(append(e.Line(), '\n'))
	}
	return lines.Bytes()
}

func (c *counter) mirrorAlarm() string {
	for _, a := range c.Alarms() {
		if a.Kind == ledger.AlarmMirror {
			return a.Text
		}
	}
	return ""
}

func (c *counter) wantMirrorAlarm(says string) {
	c.Helper()
	if alarm := c.mirrorAlarm(); !strings.Contains(alarm, says) || alarm == "" {
		c.Errorf("the alarm is %q, want one that says %q", alarm, says)
	}
}

// count counts the entries of a kind.
func (c *counter) count(kind ledger.Kind) (n int) {
	c.Helper()
	for e, err := range c.Entries(1, 1<<40) {
		if err != nil {
			c.Fatal(err)
		}
		if e.Kind == kind {
			n++
		}
	}
	return n
}

func TestTheMirrorHasEachEntryBeforeItIsAcknowledged(t *testing.T) {
	c, stick := withMirror(t)
	c.wantMirrored(stick)
	for range 5 {
		c.mustRecord(c.ana, cashPayment(12_34))
		c.wantMirrored(stick)
	}
	if _, err := c.GiveOut(c.ana, "1"); err != nil {
		t.Fatal(err)
	}
	c.wantMirrored(stick)
	c.reopen()
	c.wantMirrored(stick)
	c.mustVerify()
}

func TestALostMirrorIsNamedAndCatchesUpWhenItIsBack(t *testing.T) {
	c, stick := withMirror(t)
	c.mustRecord(c.ana, cashPayment(1_00))
	away := stick + " in a pocket"
	if err := os.Rename(stick, away); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		c.mustRecord(c.ana, cashPayment(2_00))
	}
	c.wantMirrorAlarm(stick)
	if n := c.count("mirror_lost"); n != 1 {
		t.Errorf("%d entries say that the mirror was lost", n)
	}
	c.reopen()
	c.wantMirrorAlarm(stick)
	if n := c.count("mirror_lost"); n != 1 {
		t.Errorf("after a restart, %d entries say that the mirror was lost", n)
	}
	if err := os.Rename(away, stick); err != nil {
		t.Fatal(err)
	}
	c.mustRecord(c.ana, cashPayment(3_00))
	if c.mirrorAlarm() == "" {
		t.Error("a stick was looked for again at once")
	}
	c.now = c.now.Add(mirrorPatience)
	c.TendMirror()
	if n := c.count("mirror_back"); n != 1 {
		t.Errorf("%d entries say that the mirror is back", n)
	}
	c.wantMirrored(stick)
	c.mustVerify()
}

// mirrorPatience is longer than the counter waits before it looks for a lost
// mirror again.
const mirrorPatience = 11e9

func TestAMirrorThatWasReplacedOrDeletedWhileOpenIsNoticed(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"deleted": os.Remove,
		"replaced": func(path string) error {
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if err := os.Remove(path); err != nil {
				return err
			}
			return os.WriteFile(path, content, 0o600)
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, stick := withMirror(t)
			if err := spoil(mirrorIn(stick)); err != nil {
				t.Fatal(err)
			}
			c.mustRecord(c.ana, cashPayment(1_00))
			c.wantMirrorAlarm("cannot be used")
			c.now = c.now.Add(mirrorPatience)
			c.mustRecord(c.ana, cashPayment(1_00))
			c.wantMirrored(stick)
		})
	}
}

func TestAForkThatWasWrittenWhileTheMirrorWasAwayIsLeftAsItIs(t *testing.T) {
	c, stick := withMirror(t)
	fork := c.clone()
	for range 3 {
		fork.mustRecord(fork.ana, cashPayment(9_00))
	}
	forked, err := os.ReadFile(mirrorIn(fork.stick))
	if err != nil {
		t.Fatal(err)
	}
	c.mustRecord(c.ana, cashPayment(1_00))
	for name, put := range map[string]func() error{
		"in its place": func() error {
			return errors.Join(os.Remove(mirrorIn(stick)), os.WriteFile(mirrorIn(stick), forked, 0o600))
		},
		"into it": func() error { return os.WriteFile(mirrorIn(stick), forked, 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.Remove(mirrorIn(stick)); err != nil {
				t.Fatal(err)
			}
			c.reopen()
			c.wantMirrored(stick)
			if err := put(); err != nil {
				t.Fatal(err)
			}
			for range 8 { // now the journal is longer than the fork
				c.mustRecord(c.ana, cashPayment(2_00))
				c.now = c.now.Add(mirrorPatience)
			}
			c.wantMirrorAlarm("has another entry")
			if after, _ := os.ReadFile(mirrorIn(stick)); !bytes.Equal(after, forked) {
				t.Error("the fork was changed")
			}
		})
	}
}

func TestATornLineIsCutOffAndWrittenAgain(t *testing.T) {
	for name, tear := range map[string]func(whole []byte) []byte{
		"half a line":           func(b []byte) []byte { return b[:len(b)-100] },
		"no line end":           func(b []byte) []byte { return b[:len(b)-1] },
		"an act behind":         func(b []byte) []byte { return b[:bytes.LastIndexByte(b[:len(b)-1], '\n')+1] },
		"zeros":                 func(b []byte) []byte { return append(b[:len(b)-300], make([]byte, 4096)...) },
		"garbage lines":         func(b []byte) []byte { return append(b, "\x00\x01\n{}\nhalf"...) },
		"a bit of the last one": func(b []byte) []byte { b[len(b)-200] ^= 1; return b },
		"half of the first":     func(b []byte) []byte { return b[:100] },
		"nothing":               func(b []byte) []byte { return nil },
	} {
		t.Run(name, func(t *testing.T) {
			c, stick := withMirror(t)
			for range 3 {
				c.mustRecord(c.ana, cashPayment(1_00))
			}
			whole, err := os.ReadFile(mirrorIn(stick))
			if err != nil {
				t.Fatal(err)
			}
			c.Ledger.Close()
			if err := os.WriteFile(mirrorIn(stick), tear(whole), 0o600); err != nil {
				t.Fatal(err)
			}
			c.Ledger = nil
			c.reopen()
			c.wantMirrored(stick)
		})
	}
}

func TestALongCatchUpIsPaged(t *testing.T) {
	c, stick := withMirror(t)
	away := stick + " away"
	if err := os.Rename(stick, away); err != nil {
		t.Fatal(err)
	}
	for range 2100 {
		c.mustRecord(c.ana, cashPayment(1_00))
	}
	if err := os.Rename(away, stick); err != nil {
		t.Fatal(err)
	}
	c.now = c.now.Add(mirrorPatience)
	c.mustRecord(c.ana, cashPayment(1_00))
	c.wantMirrorAlarm("catching up")
	if n := c.count("mirror_back"); n != 0 {
		t.Error("the mirror is called back before it has everything")
	}
	for i := 0; c.mirrorAlarm() != ""; i++ {
		if i > 3 {
			t.Fatal("it does not catch up")
		}
		c.mustRecord(c.ana, cashPayment(1_00))
	}
	c.wantMirrored(stick)
}

func TestANewMirrorOfALongLedgerIsFilledWhileTheCounterWorks(t *testing.T) {
	c, stick := withMirror(t)
	if err := c.RecordMany(c.ana, manyPayments(rand.New(rand.NewPCG(1, 1)), 0, 11_000)); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(mirrorIn(stick)); err != nil {
		t.Fatal(err)
	}
	c.reopen()
	c.wantMirrorAlarm("catching up")
	c.mustRecord(c.ana, cashPayment(1_00))
	for range 2 {
		if !c.TendMirror() {
			break
		}
	}
	if c.TendMirror() || c.mirrorAlarm() != "" {
		t.Errorf("it is not filled: %s", c.mirrorAlarm())
	}
	c.wantMirrored(stick)
}

func TestAMirrorThatIsNotThisLedgersIsRefusedAndLeftAsItIs(t *testing.T) {
	for name, c := range map[string]struct {
		write func(t *testing.T, c *counter, path string)
		says  string
	}{
		"another ledger": {func(t *testing.T, _ *counter, path string) {
			other, stick := withMirror(t)
			other.mustRecord(other.ana, cashPayment(1_00))
			copyTo(t, path, mirrorIn(stick))
		}, "another ledger"},
		"a letter": {func(t *testing.T, _ *counter, path string) {
			os.WriteFile(path, []byte("Dear Sir or Madam"), 0o600)
		}, "not a Counterfoil mirror"},
		"a long letter": {func(t *testing.T, _ *counter, path string) {
			os.WriteFile(path, []byte(strings.Repeat("Dear Sir or Madam\n", 1000)), 0o600)
		}, "not a Counterfoil mirror"},
		"a folder": {func(t *testing.T, _ *counter, path string) { os.Mkdir(path, 0o700) }, "cannot be used"},
		"a fork": {func(t *testing.T, c *counter, path string) {
			fork := c.clone()
			fork.mustRecord(fork.ana, cashPayment(9_00))
			fork.Ledger.Close()
			copyTo(t, path, mirrorIn(fork.stick))
			c.mustRecord(c.ana, cashPayment(8_00))
			c.mustRecord(c.ana, cashPayment(8_00))
		}, "has another entry"},
		"a fork that is ahead": {func(t *testing.T, c *counter, path string) {
			fork := c.clone()
			for range 5 {
				fork.mustRecord(fork.ana, cashPayment(9_00))
			}
			fork.Ledger.Close()
			copyTo(t, path, mirrorIn(fork.stick))
			c.mustRecord(c.ana, cashPayment(8_00))
		}, "has another entry"},
	} {
		t.Run(name, func(t *testing.T) {
			counter := mustOpen(t)
			stick := t.TempDir()
			c.write(t, counter, mirrorIn(stick))
			before, _ := os.ReadFile(mirrorIn(stick))
			counter.setMirror(stick)
			counter.wantMirrorAlarm(c.says)
			counter.mustRecord(counter.ana, cashPayment(1_00))
			counter.now = counter.now.Add(mirrorPatience)
			counter.mustRecord(counter.ana, cashPayment(1_00))
			counter.wantMirrorAlarm(c.says)
			if after, _ := os.ReadFile(mirrorIn(stick)); !bytes.Equal(before, after) {
				t.Error("the refused mirror was changed")
			}
			if n := counter.count("mirror_lost"); n != 1 {
				t.Errorf("%d entries say so", n)
			}
			counter.mustVerify()
		})
	}
}

func TestALedgerThatIsOlderThanItsMirrorIsRefused(t *testing.T) {
	c, stick := withMirror(t)
	c.mustRecord(c.ana, cashPayment(1_00))
	c.Ledger.Close()
	old, err := os.ReadFile(c.folder.Ledger())
	if err != nil {
		t.Fatal(err)
	}
	c.Ledger = nil
	c.reopen()
	c.mustRecord(c.ana, cashPayment(2_00))
	c.Ledger.Close()
	before, err := os.ReadFile(mirrorIn(stick))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(c.folder.Ledger(), old, 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(c.folder)
	if err == nil {
		l.Close()
		t.Fatal("it was opened")
	}
	wantCode(t, err, ledger.Unavailable)
	for _, says := range []string{"older", "Take no money", "counterfoil restore", stick} {
		if !strings.Contains(err.Error(), says) {
			t.Errorf("%q does not say %q", err, says)
		}
	}
	if after, _ := os.ReadFile(mirrorIn(stick)); !bytes.Equal(before, after) {
		t.Error("the mirror was changed")
	}
}

// clone copies the closed ledger to another folder with a mirror of its own,
// as somebody does who works on a copy, and opens both.
type clone struct {
	*counter
	stick string
}

func (c *counter) clone() clone {
	c.Helper()
	t := c.TB.(*testing.T)
	c.Ledger.Close()
	folder := ledger.Folder(filepath.Join(t.TempDir(), "copy"))
	if err := os.CopyFS(string(folder), os.DirFS(string(c.folder))); err != nil {
		t.Fatal(err)
	}
	c.Ledger = nil
	c.reopen()
	copied := *c
	copied.folder, copied.Ledger = folder, nil
	stick := t.TempDir()
	copied.setMirror(stick)
	t.Cleanup(func() { copied.Ledger.Close() })
	return clone{&copied, stick}
}

func copyTo(t *testing.T, to, from string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

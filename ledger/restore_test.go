package ledger_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"counterfoil/ledger"
)

func newSecretOf(p ledger.Listed) (string, error) { return p.Name + " has another long secret", nil }

// restore restores into a new folder and opens it.
func (c *counter) restore(from ledger.Copies) (ledger.Restored, *counter) {
	c.Helper()
	folder := ledger.Folder(filepath.Join(c.TB.(*testing.T).TempDir(), "restored"))
	said, err := ledger.Restore(folder, from, newSecretOf)
	if err != nil {
		c.Fatal(err)
	}
	mustHold(c, string(folder))
	restored := *c
	restored.folder, restored.Ledger = folder, nil
	restored.reopen()
	c.Cleanup(func() { restored.Ledger.Close() })
	return said, &restored
}

// wantGoesOn takes a payment on a restored ledger: its number follows.
func (c *counter) wantGoesOn(want string) {
	c.Helper()
	if receipt := c.mustRecord(c.ana, cashPayment(7_77)); receipt.Number != want {
		c.Errorf("the next receipt is %s, want %s", receipt.Number, want)
	}
	c.mustVerify()
}

func TestAMirrorAloneGivesTheLedgerBack(t *testing.T) {
	c, stick := withMirror(t)
	if _, err := c.LoadRoster(c.sue, "2026-11-22", "billing", rosterOf(ledger.Account{Account: "1", Name: "A"})); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		c.mustRecord(c.ana, cashPayment(1_00))
	}
	journal, keyBefore := c.journal(), c.PublicKey().String()
	c.Ledger.Close()
	said, restored := c.restore(ledger.Copies{Mirror: stick})
	if said.Station != "C1" || said.LastReceipt != "C1-000003" || said.NextReceipt != "C1-000004" || said.Entries != int64(bytes.Count(journal, []byte("\n"))) ||
		said.FromMirror != said.Entries || !said.RosterLost || said.Torn || said.KeyBefore != keyBefore || said.PublicKey == keyBefore || said.PublicKey != restored.PublicKey().String() {
		t.Errorf("%+v", said)
	}
	if len(said.People) != 6 {
		t.Errorf("%d people have new secrets", len(said.People))
	}
	if _, err := restored.SignIn("ana", "ana has a long secret", ledger.ToWork); err == nil {
		t.Error("the old secret still signs in")
	}
	if _, err := restored.SignIn("ana", "ana has another long secret", ledger.ToWork); err != nil {
		t.Error(err)
	}
	if _, loaded, err := restored.Roster(); loaded || err != nil {
		t.Errorf("a roster is said to be loaded: %v", err)
	}
	if !bytes.HasPrefix(restored.journal(), journal) {
		t.Error("the restored journal does not begin with the old one")
	}
	if restored.count("recovery") != 1 {
		t.Error("the recovery is no entry")
	}
	restored.wantMirrored(stick) // the same file goes on
	restored.wantGoesOn("C1-000004")
	restored.Ledger.Close()
	for _, verify := range []func() (ledger.Findings, error){
		func() (ledger.Findings, error) { return ledger.Verify(restored.folder) },
		func() (ledger.Findings, error) { return ledger.VerifyMirror(stick) },
	} {
		findings, err := verify()
		if err != nil || !findings.OK() {
			t.Errorf("%+v, %v", findings, err)
		}
		if text := fmt.Sprint(findings); !strings.Contains(text, "THE KEY CHANGED") || !strings.Contains(text, said.KeyBefore) || !strings.Contains(text, said.PublicKey) {
			t.Errorf("the change of key is not said: %s", text)
		}
	}
}

func TestABackupGivesTheLedgerBackWithKeyAndSecrets(t *testing.T) {
	c := mustOpen(t)
	if _, err := c.LoadRoster(c.sue, "2026-11-22", "billing", rosterOf(ledger.Account{Account: "1", Name: "A"})); err != nil {
		t.Fatal(err)
	}
	c.mustRecord(c.ana, cashPayment(1_00))
	made, err := c.Backup(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	c.mustRecord(c.ana, cashPayment(1_00))
	said, restored := c.restore(ledger.Copies{Backup: made.Path})
	if said.Entries != made.Seq || said.NextReceipt != "C1-000002" || said.KeyBefore != said.PublicKey || len(said.People) != 0 || said.RosterLost || said.FromMirror != 0 {
		t.Errorf("%+v", said)
	}
	if _, err := restored.SignIn("sue", "sue has a long secret", ledger.ToWork); err != nil {
		t.Error(err)
	}
	if a, known, err := restored.Account("1"); !known || a.Name != "A" || err != nil {
		t.Errorf("the roster is gone: %+v, %v", a, err)
	}
	restored.wantGoesOn("C1-000002")
	mustHold(t, made.Path)
}

func TestABackupIsRolledForwardWithTheMirror(t *testing.T) {
	for name, named := range map[string]bool{"mirror named": true, "mirror found by the settings": false} {
		t.Run(name, func(t *testing.T) {
			c, stick := withMirror(t)
			c.mustRecord(c.ana, cashPayment(1_00))
			made, err := c.Backup(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			for range 3 {
				c.mustRecord(c.ana, cashPayment(1_00))
			}
			if _, err := c.LoadRoster(c.sue, "2026-11-22", "billing", rosterOf()); err != nil {
				t.Fatal(err)
			}
			journal := c.journal()
			c.Ledger.Close()
			copies := ledger.Copies{Backup: made.Path}
			if named {
				copies.Mirror = stick
			}
			said, restored := c.restore(copies)
			if said.FromMirror != 4 || said.Entries != made.Seq+4 || said.KeyBefore != said.PublicKey || len(said.People) != 0 || !said.RosterLost || said.From.Mirror != mirrorIn(stick) {
				t.Errorf("%+v", said)
			}
			if !bytes.HasPrefix(restored.journal(), journal) {
				t.Error("the restored journal does not begin with the old one")
			}
			restored.wantMirrored(stick)
			restored.wantGoesOn("C1-000005")
		})
	}
}

func TestAnOldCopyPutBackIsMadeWholeWithTheMirror(t *testing.T) {
	c, stick := withMirror(t)
	c.Ledger.Close()
	old := filepath.Join(t.TempDir(), "old.db")
	copyTo(t, old, c.folder.Ledger())
	c.Ledger = nil
	c.reopen()
	c.mustRecord(c.ana, cashPayment(1_00))
	c.Ledger.Close()
	copyTo(t, c.folder.Ledger(), old)
	if l, err := ledger.Open(c.folder); err == nil {
		l.Close()
		t.Fatal("the old copy was opened")
	}
	said, restored := c.restore(ledger.Copies{Backup: string(c.folder), Mirror: stick})
	if said.FromMirror != 1 || said.LastReceipt != "C1-000001" || said.KeyBefore != said.PublicKey {
		t.Errorf("%+v", said)
	}
	restored.wantGoesOn("C1-000002")
}

func TestARestoredLedgerIsRestoredAgain(t *testing.T) {
	c, stick := withMirror(t)
	// The first restore takes the roster out of force; the backup has it still.
	for range 2 {
		mustLoad(c, ledger.Account{Account: "1", Name: "A"})
	}
	c.mustRecord(c.ana, cashPayment(1_00))
	made, err := c.Backup(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	c.Ledger.Close()
	first, once := c.restore(ledger.Copies{Mirror: stick})
	once.wantGoesOn("C1-000002")
	once.Ledger.Close()
	second, twice := once.restore(ledger.Copies{Mirror: stick})
	if second.KeyBefore != first.PublicKey || second.PublicKey == first.PublicKey {
		t.Errorf("%+v", second)
	}
	twice.wantGoesOn("C1-000003")
	twice.Ledger.Close()
	// The backup is from before either key: it cannot sign where the mirror ends.
	third, thrice := twice.restore(ledger.Copies{Backup: made.Path, Mirror: stick})
	if third.KeyBefore != second.PublicKey || third.PublicKey == c.PublicKey().String() || len(third.People) != 6 {
		t.Errorf("%+v", third)
	}
	thrice.wantGoesOn("C1-000004")
}

func TestATornMirrorGivesEveryAcknowledgedEntryBack(t *testing.T) {
	c, stick := withMirror(t)
	c.mustRecord(c.ana, cashPayment(1_00))
	c.mustRecord(c.ana, cashPayment(1_00))
	c.Ledger.Close()
	whole, err := os.ReadFile(mirrorIn(stick))
	if err != nil {
		t.Fatal(err)
	}
	torn := filepath.Join(t.TempDir(), "torn.jsonl")
	if err := os.WriteFile(torn, whole[:len(whole)-20], 0o600); err != nil {
		t.Fatal(err)
	}
	if findings, err := ledger.VerifyMirror(torn); err != nil || !findings.OK() || !strings.Contains(fmt.Sprint(findings), "torn") {
		t.Errorf("%+v, %v", findings, err)
	}
	os.Remove(mirrorIn(stick))
	said, restored := c.restore(ledger.Copies{Mirror: torn})
	if !said.Torn || said.NextReceipt != "C1-000002" {
		t.Errorf("%+v", said)
	}
	restored.wantGoesOn("C1-000002")
}

func TestCopiesThatDoNotFitAreRefusedAndTheFolderStaysEmpty(t *testing.T) {
	c, stick := withMirror(t)
	c.mustRecord(c.ana, cashPayment(1_00))
	made, err := c.Backup(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	fork := c.clone()
	fork.mustRecord(fork.ana, cashPayment(9_00))
	fork.Ledger.Close()
	c.mustRecord(c.ana, cashPayment(1_00))
	later, err := c.Backup(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	c.Ledger.Close()
	other, otherStick := withMirror(t)
	other.Ledger.Close()
	lines, err := os.ReadFile(mirrorIn(stick))
	if err != nil {
		t.Fatal(err)
	}
	changed := func(change func([]byte) []byte) string {
		path := filepath.Join(t.TempDir(), "changed.jsonl")
		if err := os.WriteFile(path, change(bytes.Clone(lines)), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	damagedBackup := filepath.Join(t.TempDir(), filepath.Base(made.Path))
	if err := os.CopyFS(damagedBackup, os.DirFS(made.Path)); err != nil {
		t.Fatal(err)
	}
	edit(t, ledger.Folder(damagedBackup), "UPDATE payments SET total = 1")
	for name, c := range map[string]struct {
		from ledger.Copies
		says string
	}{
		"nothing":                {ledger.Copies{}, "name a backup"},
		"no such mirror":         {ledger.Copies{Mirror: stick + "not there"}, "cannot be read"},
		"a folder without one":   {ledger.Copies{Mirror: t.TempDir()}, "no mirror"},
		"no such backup":         {ledger.Copies{Backup: stick + "not there"}, "no ledger"},
		"another ledger":         {ledger.Copies{Backup: made.Path, Mirror: otherStick}, "another ledger"},
		"a fork":                 {ledger.Copies{Backup: later.Path, Mirror: fork.stick}, "different entries"},
		"a damaged backup":       {ledger.Copies{Backup: damagedBackup}, "does not hold"},
		"an empty mirror":        {ledger.Copies{Mirror: changed(func([]byte) []byte { return nil })}, "no entry"},
		"a changed amount":       {ledger.Copies{Mirror: changed(func(b []byte) []byte { return bytes.Replace(b, []byte(`"total":"1.00"`), []byte(`"total":"2.00"`), 1) })}, "was changed"},
		"a line left out":        {ledger.Copies{Mirror: changed(func(b []byte) []byte { return dropLine(b, 5) })}, "stands where entry 5"},
		"the first lines gone":   {ledger.Copies{Mirror: changed(func(b []byte) []byte { return dropLine(b, 1) })}, "stands where entry 1"},
		"a line twice":           {ledger.Copies{Mirror: changed(func(b []byte) []byte { return append(b, b[:bytes.IndexByte(b, '\n')+1]...) })}, "stands where"},
		"a line of something":    {ledger.Copies{Mirror: changed(func(b []byte) []byte { return append(b, "{}\n"...) })}, "line"},
		"an unsigned line ahead": {ledger.Copies{Backup: made.Path, Mirror: changed(func(b []byte) []byte { return resign(b) })}, "not signed"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := ledger.Folder(filepath.Join(t.TempDir(), "restored"))
			_, err := ledger.Restore(folder, c.from, newSecretOf)
			if err == nil || !strings.Contains(err.Error(), c.says) || ledger.CodeOf(err) == "" {
				t.Errorf("it says %q (%s), want %q", err, ledger.CodeOf(err), c.says)
			}
			if left, err := os.ReadDir(string(folder)); err == nil && len(left) > 0 {
				t.Errorf("%v are left behind", left)
			}
		})
	}
	t.Run("a folder that is not empty", func(t *testing.T) {
		folder := ledger.Folder(t.TempDir())
		kept := filepath.Join(string(folder), "letter.txt")
		if err := os.WriteFile(kept, []byte("Dear Sir"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := ledger.Restore(folder, ledger.Copies{Backup: made.Path}, newSecretOf)
		wantCode(t, err, ledger.Conflict)
		if got := names(t, string(folder)); fmt.Sprint(got) != "[letter.txt]" {
			t.Errorf("%v", got)
		}
	})
}

// dropLine leaves line n out, counted from 1.
func dropLine(text []byte, n int) []byte {
	lines := bytes.SplitAfter(text, []byte("\n"))
	return bytes.Join(append(lines[:n-1:n-1], lines[n:]...), nil)
}

// resign spoils the signature of the last line.
func resign(text []byte) []byte {
	at := bytes.LastIndex(text, []byte(`"sig":"`)) + len(`"sig":"`)
	if text[at] == 'A' {
		text[at] = 'B'
	} else {
		text[at] = 'A'
	}
	return text
}

func TestVerifyNamesWhatIsWrongInAMirror(t *testing.T) {
	c, stick := withMirror(t)
	c.mustRecord(c.ana, cashPayment(1_00))
	c.mustRecord(c.ana, cashPayment(1_00))
	c.Ledger.Close()
	if findings, err := ledger.VerifyMirror(stick); err != nil || !findings.OK() || len(findings) < 6 {
		t.Fatalf("%+v, %v", findings, err)
	}
	whole, err := os.ReadFile(mirrorIn(stick))
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(whole); at += 37 {
		changed := bytes.Clone(whole)
		changed[at] ^= 1
		path := filepath.Join(t.TempDir(), "changed.jsonl")
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		findings, err := ledger.VerifyMirror(path)
		if err != nil {
			t.Fatal(err)
		}
		if findings.OK() {
			t.Errorf("byte %d was changed and nothing is said", at)
		}
		if line := bytes.Count(whole[:at], []byte("\n")); line > 0 && !strings.Contains(fmt.Sprint(findings), fmt.Sprintf("entries 1 to %d before it hold", line)) {
			t.Errorf("byte %d: %+v", at, findings)
		}
	}
}

// Whatever is cut out of a mirror and put into it, what passes is a part of the
// journal from its beginning.
func FuzzOnlyTheJournalPassesAsAMirror(f *testing.F) {
	c := mustOpen(f)
	for range 2 {
		c.mustRecord(c.ana, cashPayment(1_00))
	}
	journal := c.journal()
	first := bytes.IndexByte(journal, '\n') + 1
	f.Add(uint(0), uint(0), []byte(nil))
	f.Add(uint(0), uint(1<<20), []byte(nil))
	f.Add(uint(0), uint(first), []byte(nil))
	f.Add(uint(0), uint(0), journal[:first])
	f.Add(uint(first), uint(0), []byte("\n"))
	f.Add(uint(len(journal)), uint(0), []byte("{}"))
	f.Add(uint(len(journal)), uint(0), []byte("{}\n"))
	f.Add(uint(len(journal)-300), uint(1), []byte("0"))
	path := filepath.Join(f.TempDir(), "mirror.jsonl")
	f.Fuzz(func(t *testing.T, at, cut uint, put []byte) {
		at = at % uint(len(journal)+1)
		text := slices.Concat(journal[:at], put, journal[min(at+cut%uint(len(journal)+1), uint(len(journal))):])
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		findings, err := ledger.VerifyMirror(path)
		if err != nil {
			t.Fatal(err)
		}
		wholeLines := text[:bytes.LastIndexByte(text, '\n')+1]
		if findings.OK() && !bytes.HasPrefix(journal, wholeLines) {
			t.Errorf("this passes as a mirror: %q", text)
		}
		if bytes.Equal(text, journal) && !findings.OK() {
			t.Errorf("the journal does not pass: %+v", findings)
		}
	})
}

package main_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// setMirror names the folder of a mirror in the station's city.toml.
func (s *station) setMirror(folder string) {
	s.Helper()
	path := filepath.Join(s.data, "city.toml")
	text := string(mustRead(s.T, path))
	named := strings.Replace(text, "[mirror]\npath = \"\"", "[mirror]\npath = '"+folder+"'", 1)
	if named == text {
		s.Fatal("the sample city names a mirror, or none")
	}
	if err := os.WriteFile(path, []byte(named), 0o600); err != nil {
		s.Fatal(err)
	}
}

// withStick gives the station a mirror on a stick and takes payments.
func (s *station) withStick(payments int) (stick string) {
	s.Helper()
	stick = filepath.Join(s.TempDir(), "stick")
	if err := os.Mkdir(stick, 0o700); err != nil {
		s.Fatal(err)
	}
	s.setMirror(stick)
	s.take(payments)
	return stick
}

func (s *station) take(payments int) {
	s.Helper()
	taken, _ := mixedPayments(uint64(payments), payments)
	s.mustRun(s.clerk(), jsonLines(taken...), "intake", "--as", s.clerk(), "-")
}

type restored struct {
	Station     string
	Entries     int64
	FromMirror  int64  `json:"from_mirror"`
	LastReceipt string `json:"last_receipt"`
	NextReceipt string `json:"next_receipt"`
	KeyBefore   string `json:"key_before"`
	PublicKey   string `json:"public_key"`
	People      []struct{ Name, Role, Secret string }
}

// restore restores into a new folder, which becomes the station's.
func (s *station) restore(args ...string) restored {
	s.Helper()
	s.data = filepath.Join(s.TempDir(), "restored")
	var said restored
	s.mustJSON(&said, "", "", append([]string{"restore", "--json"}, args...)...)
	for _, p := range said.People {
		s.secrets[p.Name] = p.Secret
	}
	return said
}

// wantGoesOn takes one payment, wants its number, and verifies everything.
func (s *station) wantGoesOn(number string) {
	s.Helper()
	answer := s.mustRun(s.clerk(), jsonLines(cashPayment(7_77)), "intake", "--as", s.clerk(), "-")
	if !strings.Contains(answer, `"`+number+`"`) {
		s.Errorf("%s is not in %s", number, answer)
	}
	s.mustRun("", "", "verify", s.data)
	var exported struct{ Path string }
	s.mustJSON(&exported, s.finance(), "", "export", "--as", s.finance(), "--out", s.TempDir(), "--json")
	s.mustRun("", "", "verify", exported.Path, "--key", filepath.Join(s.data, "station.pub"))
}

func TestRestoreFromAMirrorAlone(t *testing.T) {
	s := mustInit(t)
	stick := s.withStick(12)
	s.mustRun("", "", "verify", stick)
	clerk, secret := s.clerk(), s.secrets[s.clerk()]
	said := s.restore(stick)
	if said.NextReceipt != "C1-000013" || said.FromMirror != said.Entries || said.PublicKey == said.KeyBefore || len(said.People) != len(s.secrets) {
		t.Errorf("%+v", said)
	}
	s.secrets[clerk], secret = secret, s.secrets[clerk]
	s.wantRefused(2, "not right", clerk, "", "intake", "--as", clerk, "-")
	s.secrets[clerk] = secret
	s.wantGoesOn("C1-000013")
	if out := s.mustRun("", "", "verify", s.data); !strings.Contains(out, "THE KEY CHANGED") || !strings.Contains(out, said.KeyBefore) || !strings.Contains(out, said.PublicKey) {
		t.Errorf("verify does not say that the key changed: %s", out)
	}
	s.mustRun("", "", "verify", stick)
}

func TestRestoreFromABackup(t *testing.T) {
	s := mustInit(t)
	s.take(5)
	place := t.TempDir()
	var made struct {
		Path string
		Seq  int64
	}
	s.mustJSON(&made, "", "", "backup", place, "--json")
	s.mustRun("", "", "verify", made.Path)
	s.take(3)
	said := s.restore(made.Path)
	if said.Entries != made.Seq || said.LastReceipt != "C1-000005" || said.PublicKey != said.KeyBefore || len(said.People) != 0 {
		t.Errorf("%+v", said)
	}
	s.wantGoesOn("C1-000006")
	s.wantRefused(3, "is a backup", "", "", "report", "day", "--data", made.Path)
	s.wantRefused(2, "not an empty folder", "", "", "restore", made.Path)
}

func TestRestoreFromABackupAndAMirror(t *testing.T) {
	for name, args := range map[string]func(backup, stick string) []string{
		"two sources":     func(backup, stick string) []string { return []string{stick, backup} },
		"with --mirror":   func(backup, stick string) []string { return []string{backup, "--mirror", stick} },
		"by the settings": func(backup, _ string) []string { return []string{backup} },
		"a file by itself": func(backup, stick string) []string {
			return []string{backup, filepath.Join(stick, "counterfoil_C1_journal.jsonl")}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := mustInit(t)
			stick := s.withStick(4)
			var made struct{ Path string }
			s.mustJSON(&made, "", "", "backup", t.TempDir(), "--json")
			s.take(3)
			said := s.restore(args(made.Path, stick)...)
			if said.LastReceipt != "C1-000007" || said.FromMirror == 0 || said.PublicKey != said.KeyBefore || len(said.People) != 0 {
				t.Errorf("%+v", said)
			}
			s.wantGoesOn("C1-000008")
			s.mustRun("", "", "verify", stick)
		})
	}
}

func TestRestoreSaysInWordsWhatItFoundAndWhatNot(t *testing.T) {
	s := mustInit(t)
	stick := s.withStick(2)
	s.data = filepath.Join(t.TempDir(), "restored")
	out := s.mustRun("", "", "restore", stick)
	for _, says := range []string{"from mirror", "up to C1-000002; the next will be C1-000003", "Not known", "NEW: ", filepath.Join(s.data, "station.pub"), "load it again", s.clerk()} {
		if !strings.Contains(out, says) {
			t.Errorf("%q is not said: %s", says, out)
		}
	}
}

func TestCopiesThatDoNotFitAreRefusedInOneLine(t *testing.T) {
	s := mustInit(t)
	stick := s.withStick(2)
	var made struct{ Path string }
	s.mustJSON(&made, "", "", "backup", t.TempDir(), "--json")
	other := mustInit(t)
	otherStick := other.withStick(2)
	data := s.data
	s.data = filepath.Join(t.TempDir(), "new")
	s.wantRefused(2, "another ledger", "", "", "restore", made.Path, otherStick)
	s.wantRefused(2, "name a backup", "", "", "restore")
	s.wantRefused(2, "of one sort", "", "", "restore", made.Path, data)
	s.wantRefused(2, "of one sort", "", "", "restore", stick, otherStick)
	s.wantRefused(3, "no mirror", "", "", "restore", t.TempDir())
	s.wantRefused(2, "", "", "", "backup", filepath.Join(t.TempDir(), "gone"))
	s.wantRefused(3, "cannot be read", "", "", "restore", filepath.Join(t.TempDir(), "gone"))
	mirror := filepath.Join(stick, "counterfoil_C1_journal.jsonl")
	text := mustRead(t, mirror)
	text[len(text)/2] ^= 1
	if err := os.WriteFile(mirror, text, 0o600); err != nil {
		t.Fatal(err)
	}
	s.wantRefused(1, "did not hold", "", "", "verify", stick)
	s.wantRefused(3, "damaged", "", "", "restore", stick)
}

func TestAMirrorThatIsFullLosesNothingAndCatchesUp(t *testing.T) {
	s := mustInit(t)
	s.take(1)
	first, _ := mixedPayments(11, 60)
	second, _ := mixedPayments(12, 3)
	folder, stick := t.TempDir(), t.TempDir()
	s.setMirror(stick)
	for name, payments := range map[string][]payment{"first": first, "second": second} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(jsonLines(payments...)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	text, err := s.inMount(`
		mount -t tmpfs -o size=256k tmpfs "$STICK"
		export COUNTERFOIL_DATA="$DATA"
		"$PROGRAM" intake --as "$CLERK" - < /dev/null
		dd if=/dev/zero of="$STICK/filler" bs=4096 2>/dev/null || true
		truncate -s -16384 "$STICK/filler"
		"$PROGRAM" intake --as "$CLERK" "$FOLDER/first" > "$FOLDER/full"
		"$PROGRAM" verify "$STICK" --json > "$FOLDER/behind"
		mount -o remount,ro "$STICK"
		"$PROGRAM" intake --as "$CLERK" "$FOLDER/second" > "$FOLDER/readonly"
		mount -o remount,rw,size=16m "$STICK"
		"$PROGRAM" intake --as "$CLERK" - < /dev/null
		"$PROGRAM" verify "$DATA"
		cp "$STICK"/*.jsonl "$FOLDER"`, "FOLDER="+folder, "STICK="+stick)
	if err != nil {
		t.Fatalf("%v %s", err, text)
	}
	for name, want := range map[string]int{"full": 60, "readonly": 3} {
		if got := strings.Count(string(mustRead(t, filepath.Join(folder, name))), `"receipt"`); got != want {
			t.Errorf("%s: %d payments were acknowledged, want %d", name, got, want)
		}
	}
	mirror := filepath.Join(folder, "counterfoil_C1_journal.jsonl")
	s.mustRun("", "", "verify", mirror)
	lines := string(mustRead(t, mirror))
	for kind, want := range map[string]int{"mirror_lost": 1, "mirror_back": 1, "payment_recorded": 64} {
		if got := strings.Count(lines, fmt.Sprintf(`"kind":"%s"`, kind)); got != want {
			t.Errorf("the mirror has %d entries %s, want %d", got, kind, want)
		}
	}
	if said := s.restore(mirror); said.NextReceipt != "C1-000065" {
		t.Errorf("%+v", said)
	}
	s.wantGoesOn("C1-000065")
}

package layout_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"counterfoil/ledger/layout"
)

var update = flag.Bool("update", false, "write the golden files anew")

func mustWrite(t interface {
	Helper()
	Fatal(...any)
}, p *layout.Profile, file layout.File, payments []layout.Payment) (string, layout.Totals) {
	t.Helper()
	var out bytes.Buffer
	totals, err := p.Write(&out, file, mean, "", each(payments))
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), totals
}

func shipped(t testing.TB, name string) *layout.Profile {
	t.Helper()
	p, err := layout.ByName(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestShippedProfilesWriteTheirGoldenFiles holds each profile to a file that
// was read by eye.
func TestShippedProfilesWriteTheirGoldenFiles(t *testing.T) {
	profiles := layout.Shipped()
	for _, name := range []string{"every-field.toml", "funds.toml", "ebcdic.toml"} {
		profiles = append(profiles, mustParse(t, string(mustRead(t, filepath.Join("testdata", name)))))
	}
	for _, p := range profiles {
		payments := meanPayments()
		if p.Reversals == layout.Refuse || p.Name == "property-fixed" {
			payments = plainPayments()
		}
		for _, file := range p.Files() {
			got, _ := mustWrite(t, p, file, payments)
			golden := filepath.Join("testdata", file.Name)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := string(mustRead(t, golden)); got != want {
				t.Errorf("%s is\n%swant\n%s", file.Name, got, want)
			}
			if again, _ := mustWrite(t, p, file, payments); again != got {
				t.Errorf("%s has other bytes the second time", file.Name)
			}
		}
	}
}

func mustRead(t testing.TB, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestWhatDoesNotFitStopsTheFileAndNamesTheReceipt(t *testing.T) {
	large, back := meanPayments()[5], meanPayments()[7]
	wide := made(9, layout.Payment{Lines: []layout.Line{stub("A-12345678901234567890", "88123", 1_00)}, Tenders: []layout.Tender{cash(1_00, 0)}})
	lettered := made(10, layout.Payment{Lines: []layout.Line{stub("1023233234", "88123", 1_00)}, Tenders: []layout.Tender{check("A-77", 1_00)}})
	unbalanced := made(11, layout.Payment{Lines: []layout.Line{stub("1023233234", "88123", 1_00)}, Tenders: []layout.Tender{cash(1_00, 1)}})
	for name, c := range map[string]struct {
		profile string
		payment layout.Payment
		want    []string
	}{
		"a total of 12 digits":     {"bai-lockbox", large, []string{"batch_total record, column total, after receipt C1-000006", "12 characters and the column takes 10"}},
		"a reversal":               {"bai-lockbox", back, []string{"receipt C1-000002", "taken back", "by hand"}},
		"a long account":           {"property-fixed", wide, []string{"receipt C1-000009, detail record, column account", "22 characters and the column takes 20"}},
		"a check with letters":     {"bai-lockbox", lettered, []string{"receipt C1-000010, detail record, column check_number", "'A'", "digits only"}},
		"a payment out of balance": {"property-fixed", unbalanced, []string{"receipt C1-000011", "is not what was applied"}},
	} {
		p := shipped(t, c.profile)
		var out bytes.Buffer
		_, err := p.Write(&out, p.Files()[0], mean, "", each(append(plainPayments(), c.payment)))
		var stop *layout.Stop
		if !errors.As(err, &stop) {
			t.Errorf("%s: %v; want a *Stop", name, err)
			continue
		}
		for _, want := range append(c.want, c.profile+": ") {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q does not say %q", name, err, want)
			}
		}
	}
}

// TestAFileReadBackHoldsEveryCent reads random files with readers that know
// only where the formats of the field have their figures, and compares rows
// and control totals with what was paid.
func TestAFileReadBackHoldsEveryCent(t *testing.T) {
	var rows int
	rapid.Check(t, func(t *rapid.T) {
		payments := randomPayments(t)
		rows += len(payments)
		for name, read := range map[string]func(*rapid.T, []string) sums{
			"bai-lockbox": readBAI, "lockbox-control": readLockbox, "property-fixed": readProperty, "reference-amount-date": readReference,
		} {
			p, err := layout.ByName(name)
			if err != nil {
				t.Fatal(err)
			}
			text, totals := mustWrite(t, p, p.Files()[0], payments)
			lines := strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n")
			if text == "" {
				lines = nil
			}
			got := read(t, lines)
			if got.rows != owed(payments) || got.parts != owed(payments) || totals.Total.Cents() != owed(payments) {
				t.Fatalf("%s: rows of %d cents, parts of %d, totals say %s; %d were paid", name, got.rows, got.parts, totals.Total, owed(payments))
			}
			if totals.Payments != int64(len(payments)) || totals.Records != int64(len(lines)) {
				t.Fatalf("%s: %+v of %d payments in %d lines", name, totals, len(payments), len(lines))
			}
			if got.hash != hashOf(payments, name != "reference-amount-date") || got.hash != uint64(totals.Accounts) {
				t.Fatalf("%s: accounts add up to %d, and to %s", name, got.hash, totals.Accounts)
			}
		}
	})
	if rows == 0 {
		t.Fatal("no payment was written")
	}
}

// sums are what a reader of a file found, in cents.
type sums struct {
	rows, parts int64
	hash        uint64
}

// hashOf adds up the accounts of the stubs, or of the parts that tenders paid.
func hashOf(payments []layout.Payment, ofParts bool) (sum uint64) {
	for _, p := range payments {
		var due, paid []int64 // running sums
		for _, line := range p.Lines {
			due = append(due, line.Amount.Cents())
		}
		for _, tender := range p.Tenders {
			paid = append(paid, tender.Handed.Cents()-tender.Change.Cents())
		}
		for n, line := range p.Lines {
			times := 1
			if ofParts {
				times = overlaps(due, paid, n)
			}
			for range times {
				sum = (sum + number(line.Account)) % 10_000_000_000
			}
		}
	}
	return sum
}

// overlaps counts the tenders whose stretch of the payment's money reaches
// into that of line n.
func overlaps(due, paid []int64, n int) (count int) {
	var from int64
	for _, d := range due[:n] {
		from += d
	}
	to := from + due[n]
	var at int64
	for _, p := range paid {
		if p > 0 && at < to && at+p > from {
			count++
		}
		at += p
	}
	return count
}

func number(text string) uint64 {
	n, err := strconv.ParseUint(strings.TrimSpace(text), 10, 64)
	if err != nil {
		panic(err)
	}
	return n
}

func readBAI(t *rapid.T, lines []string) (s sums) {
	var batch, lockbox, batchRows, lockboxRows uint64
	var open string
	for i, line := range lines {
		if len(line) != 80 {
			t.Fatalf("record %d has %d characters", i+1, len(line))
		}
		switch line[0] {
		case '6':
			s.rows += int64(number(line[7:17]))
			batch += number(line[7:17])
			lockbox += number(line[7:17])
			batchRows++
			lockboxRows++
			if open != "" {
				t.Fatalf("record %d follows %q, which is not the last of its check", i+1, open)
			}
			open = line[:7]
			if got := number(line[4:7]); got != batchRows {
				t.Fatalf("item %d is numbered %d", batchRows, got)
			}
		case '4':
			s.parts += int64(number(line[27:37]))
			s.hash = (s.hash + number(line[11:27])) % 10_000_000_000
			if "6"+line[1:7] != open {
				t.Fatalf("record %d is of %q and stands under %q", i+1, line[1:7], open)
			}
			if line[10] == '9' {
				open = ""
			}
		case '7':
			if number(line[23:33]) != batch || number(line[20:23]) != batchRows {
				t.Fatalf("the batch total is %q; it has %d items of %d", line, batchRows, batch)
			}
			batch, batchRows = 0, 0
		case '8':
			if number(line[24:34]) != lockbox || number(line[20:24]) != lockboxRows {
				t.Fatalf("the lockbox total is %q; it has %d items of %d", line, lockboxRows, lockbox)
			}
			lockbox, lockboxRows = 0, 0
		case '9':
			if number(line[1:7]) != uint64(len(lines)) || i != len(lines)-1 {
				t.Fatalf("the trailer %q ends %d records", line, len(lines))
			}
		}
	}
	if batch+lockbox != 0 {
		t.Fatal("a total is missing")
	}
	return s
}

// decimal reads an amount like 00000000224.24.
func decimal(text string) int64 { return int64(number(strings.Replace(text, ".", "", 1))) }

func readLockbox(t *rapid.T, lines []string) (s sums) {
	var batches, payments uint64
	seen := map[string]bool{}
	for _, line := range lines {
		switch line[30:32] {
		case "02":
			s.rows += decimal(line[47:61])
			payments++
			if !seen[line[16:21]] {
				batches++
			}
			seen[line[16:21]] = true
		case "03":
			s.hash = (s.hash + number(line[37:50])) % 10_000_000_000
		case "08":
			s.parts += decimal(line[46:60])
		}
	}
	control := lines[0]
	if control[30:32] != "00" || decimal(control[38:54]) != s.rows || number(control[32:38]) != batches || number(control[54:60]) != payments {
		t.Fatalf("the control record is %q; there are %d batches and %d payments of %d", control, batches, payments, s.rows)
	}
	return s
}

func readProperty(t *rapid.T, lines []string) (s sums) {
	for _, line := range lines {
		s.rows += int64(number(line[20:30]))
		s.hash = (s.hash + number(line[:20])) % 10_000_000_000
	}
	s.parts = s.rows
	return s
}

func readReference(t *rapid.T, lines []string) (s sums) {
	records, err := csv.NewReader(strings.NewReader(strings.Join(lines, "\n"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records {
		if len(record) != 3 {
			t.Fatalf("%q has not three columns", record)
		}
		s.rows += decimal(record[1])
		s.hash = (s.hash + number(record[0])) % 10_000_000_000
	}
	s.parts = s.rows
	return s
}

// TestPartsArePaidFromTheFirstStubOn writes down how tenders are laid on
// stubs.
func TestPartsArePaidFromTheFirstStubOn(t *testing.T) {
	p := shipped(t, "property-fixed")
	text, _ := mustWrite(t, p, p.Files()[0], plainPayments()[2:3])
	var got []string
	for line := range strings.Lines(text) {
		got = append(got, fmt.Sprint(number(line[:20]), " ", number(line[20:30]), " ", strings.TrimSpace(line[58:78])))
	}
	want := []string{"1023233235 5000 77", "1023233235 1000 78", "1023233236 1550 "}
	if !slices.Equal(got, want) {
		t.Errorf("parts %q, want %q", got, want)
	}
}

package ui

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/assets/help"
	"counterfoil/assets/translations"
	"counterfoil/ledger"
)

// keyRow is a row of a table of docs/KEYS.md: a payment, how it is made, and
// how many keys the document says it takes here and elsewhere.
type keyRow struct {
	name   string
	acts   []string
	counts []string
}

var codeSpan = regexp.MustCompile("`[^`]+`")

// keyTables reads the tables of docs/KEYS.md: Counterfoil's, the point of
// sale's and the spreadsheet's.
func keyTables(t *testing.T) (tables [][]keyRow) {
	t.Helper()
	text, err := os.ReadFile("../docs/KEYS.md")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "|---") {
			tables = append(tables, nil)
		}
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		var row keyRow
		for _, cell := range cells {
			switch cell = strings.TrimSpace(cell); {
			case strings.HasPrefix(cell, "`"):
				for _, span := range codeSpan.FindAllString(cell, -1) {
					row.acts = append(row.acts, strings.Trim(span, "`"))
				}
			case row.acts != nil:
				row.counts = append(row.counts, cell)
			default:
				row.name += cell + " "
			}
		}
		if n := len(tables); n > 0 && row.acts != nil && strings.HasPrefix(line, "|") {
			tables[n-1] = append(tables[n-1], row)
		}
	}
	if len(tables) != 3 || len(tables[0]) != 10 || len(tables[1]) != 10 || len(tables[2]) != 10 {
		t.Fatalf("docs/KEYS.md has the tables %+v", tables)
	}
	return tables
}

var oneKey = regexp.MustCompile(`^(F\d+|Ctrl\+.|scan|read check|Enter|Tab|Down)$`)

// keysOf counts the keys of a payment as docs/KEYS.md says.
func keysOf(acts []string) (count int) {
	for _, act := range acts {
		if oneKey.MatchString(act) {
			count++
		} else {
			count += len(act)
		}
	}
	return count
}

func TestTheKeysOfTheTenCommonestPaymentsAreCountedRight(t *testing.T) {
	tables := keyTables(t)
	for i, row := range tables[0] {
		var want []string
		for _, table := range tables {
			want = append(want, fmt.Sprint(keysOf(table[i].acts)))
		}
		if !slices.Equal(row.counts, want) {
			t.Errorf("payment %s takes %v keys, and docs/KEYS.md says %v", row.name, want, row.counts)
		}
	}
}

// acts does what a payment takes. The scans come in the order of the stubs.
func (s *seat) acts(acts []string) {
	stubs := []string{plainScan, checkedScan}
	for _, act := range acts {
		switch {
		case act == "scan":
			s.scans(stubs[0])
			stubs = stubs[1:]
		case act == "read check":
			s.fires(micrLine, byLaser, fyne.KeyReturn)
		case act == "Enter":
			s.press(fyne.KeyReturn)
		case oneKey.MatchString(act):
			s.press(fyne.KeyName(act))
		default:
			s.write(act)
		}
	}
}

const micrLine = "T111000025A98761234555678C1041"

// TestTheTenCommonestPayments plays each through the table of commands, and
// compares what is recorded then.
func TestTheTenCommonestPayments(t *testing.T) {
	want := []string{
		"1023233234 224.24 received: cash 224.24",
		"1023233234 224.24 received: cash 300.00",
		"1023233234 224.24 received: check 224.24 1041",
		"1023233234 224.24 received: check 224.24 1041 111000025 5678",
		"1023233234 224.24 received: card 224.24 9001",
		"1023233234 224.24, 00345678901 10.00 received: check 234.24 1041",
		"1023233234 224.24 received: cash 100.00, check 124.24 1041",
		"1023233234 100.00 received: cash 100.00",
		"5550001 40.00 received: cash 40.00",
		"1023233234 224.24 received: cash 224.24",
	}
	rows := keyTables(t)[0]
	for i, row := range rows {
		s := atIntake(t)
		before := 0
		if reasons := slices.Contains(row.acts, "1"); reasons { // of a bill that was paid before
			s.acts(rows[0].acts)
			before = 1
		}
		s.acts(row.acts[:len(row.acts)-1])
		s.wantRecorded(before) // the last key is needed
		s.acts(row.acts[len(row.acts)-1:])
		s.wantRecorded(before + 1)
		r := s.newest()
		if got := wordsOf(r.Payment); got != want[i] {
			t.Errorf("%s: recorded is\n%s, want\n%s", row.name, got, want[i])
		}
		if before == 1 && r.Payment.Reasons[ledger.Duplicate] == "" {
			t.Errorf("%s: no reason is recorded", row.name)
		}
		s.wantFocus(s.intakeScreen().stub, "the stub field, for the next customer")
	}
}

func wordsOf(p ledger.Payment) string {
	var lines, tenders []string
	for _, l := range p.Lines {
		lines = append(lines, l.Account+" "+l.Amount.String())
	}
	for _, t := range p.Tenders {
		tenders = append(tenders, strings.Join(strings.Fields(fmt.Sprint(t.Kind, " ", t.Amount, " ", t.Number, " ", t.Routing, " ", t.Last4)), " "))
	}
	return strings.Join(lines, ", ") + " " + string(p.Copy) + ": " + strings.Join(tenders, ", ")
}

// TestTheCounterCardHasTheSamePayments holds the card to docs/KEYS.md: the same
// keys in the same order, in every language.
func TestTheCounterCardHasTheSamePayments(t *testing.T) {
	rows := keyTables(t)[0]
	for _, language := range translations.Languages {
		var onCard [][]string
		for _, b := range help.Card(language).Blocks {
			if b.Kind != help.Step {
				continue
			}
			var pressed []string
			for _, s := range b.Spans {
				if s.Key != "" {
					pressed = append(pressed, s.Key)
				}
			}
			onCard = append(onCard, pressed)
		}
		for i, row := range rows {
			var pressed []string
			for _, act := range row.acts {
				if oneKey.MatchString(act) && act != "scan" && act != "read check" {
					pressed = append(pressed, act)
				}
			}
			if i >= len(onCard) || !slices.Equal(onCard[i], pressed) {
				t.Errorf("%s: payment %d of the card has the keys %q, and docs/KEYS.md %q", language, i+1, onCard[i:min(i+1, len(onCard))], pressed)
			}
		}
	}
}

package billing_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/billing"
	"counterfoil/ledger/money"
)

// ours reads lines written like
// "p1 C1-000001 1 1023 10.00 2026-11-23 void resubmission b2".
func ours(t testing.TB, text string) (all []billing.Ours) {
	t.Helper()
	for row := range strings.Lines(strings.TrimSpace(text)) {
		part := strings.Fields(row)
		amount, err := money.Parse(part[4])
		if err != nil {
			t.Fatal(err)
		}
		o := billing.Ours{Payment: part[0], Receipt: part[1], Account: part[3], Amount: amount, Day: ledger.Day(part[5]), Received: ledger.Day(part[5])}
		fmt.Sscan(part[2], &o.Line)
		if len(part) > 6 && part[6] != "-" {
			o.Void = part[6]
		}
		all = append(all, o)
	}
	return all
}

func read(t testing.TB, text string, words ...string) (*billing.List, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(path, []byte(strings.TrimLeft(text, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	m := billing.DefaultMapping()
	var err error
	for _, word := range words {
		if strings.HasPrefix(word, "accepted=") || strings.HasPrefix(word, "rejected=") || strings.HasPrefix(word, "duplicate=") {
			m, err = m.WithStatuses(word)
		} else {
			m, err = m.With(word)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return billing.ReadList(context.Background(), path, t.TempDir(), m, nil)
}

func mustBe(t testing.TB, have, want string) {
	t.Helper()
	if have, want = strings.TrimSpace(have), strings.TrimSpace(want); have != want {
		t.Errorf("have\n%s\nnot\n%s", have, want)
	}
}

const threePayments = `
p1 C1-000001 1 1023233234 10.00 2026-11-23
p2 C1-000002 1 7001 20.00 2026-11-23
p2 C1-000002 2 7002 30.00 2026-11-23
p3 C1-000003 1 7003 40.00 2026-11-24
p4 C1-000004 1 7003 40.00 2026-11-24
`

func TestResultsSayWhichLineTheyAreAbout(t *testing.T) {
	for name, test := range map[string]struct {
		list  string
		words []string
		want  string
	}{
		"the default columns": {"payment_id,status,reason,reference\np1,accepted,,77\nP2,Rejected,no such account,\np3,duplicate,,\n", nil, `
p1.0 accepted  77
p2.0 rejected no such account 
p3.0 duplicate  `},
		"by receipt, in other words": {"Load report of 11/23\n\nRcpt,Result,Posted as\nc1-000001,OK,77\nC1-000003,ERR 7,\n", []string{"receipt=Rcpt", "status=Result", "reference=Posted as", "accepted=OK", "rejected=*"}, `
p1.0 accepted  77
p3.0 rejected  `},
		"a line of a payment, by number or account": {"receipt,line,account,status\nC1-000002,2,,accepted\nC1-000002,,7001,rejected\n", nil, `
p2.2 accepted  
p2.1 rejected  `},
		"by account, amount and date": {"Acct,Paid,When,status\n10-232-33234,$10.00,11/23/2026,accepted\n7001,20,11/24/2026,accepted\n7003,40.00,11/24/2026,accepted\n", []string{"account=Acct", "amount=Paid", "date=When"}, `
p1.1 accepted  
by account: 1
line 3: no payment of the bundle has account 7001, amount 20.00, date 2026-11-24
line 4: account, amount and date fit receipts C1-000003 and C1-000004; only payment_id or receipt tells which`},
		"every row is accepted": {"receipt;amount\nC1-000001;10,00\n", []string{"accepted=*"}, "p1.0 accepted"},
		"what cannot be used": {"payment_id,line,status\np1,,pending\np9,,accepted\np2,3,accepted\np2,x,accepted\n,,accepted\n", nil, `
line 2: nobody said what the status "pending" means
line 3: no payment of the bundle is p9
line 4: the bundle does not carry that line of receipt C1-000002
line 5: line "x" is not the number of a stub line
line 6: the row names no payment`},
	} {
		t.Run(name, func(t *testing.T) {
			list, err := read(t, test.list, test.words...)
			if err != nil {
				t.Fatal(err)
			}
			answers, err := list.Answers(ours(t, threePayments))
			if err != nil {
				t.Fatal(err)
			}
			var text strings.Builder
			for _, a := range answers.Found {
				fmt.Fprintf(&text, "%s.%d %s %s %s\n", a.Payment, a.Line, a.Status, a.Reason, a.Reference)
			}
			if answers.ByAccount > 0 {
				fmt.Fprintln(&text, "by account:", answers.ByAccount)
			}
			for _, p := range answers.Problems {
				fmt.Fprintf(&text, "line %d: %s\n", p.At, p.Reason)
			}
			mustBe(t, text.String(), test.want)
		})
	}
}

func TestAListThatCannotBeReadSaysWhatIsMissing(t *testing.T) {
	for name, test := range map[string]struct{ list, says string }{
		"no key":         {"Acct,Paid\n1,2.00\n", `has no line of column names with a payment_id`},
		"doubtful dates": {"receipt,date\nC1-000001,03/04/2026\n", "can be MM/DD/YYYY or DD/MM/YYYY"},
		"whole amounts":  {"receipt,amount\n" + strings.Repeat("C1-000001,22424\n", 20), "dollars or cents"},
		"empty":          {"", "is empty"},
	} {
		if _, err := read(t, test.list); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	list, err := read(t, "payment_id\np1\n")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := list.Answers(ours(t, threePayments)); err == nil || !strings.Contains(err.Error(), "has no column that says what became of a payment") {
		t.Errorf("a list without a status: %v", err)
	}
}

func TestAWorkbookIsReadLikeACSV(t *testing.T) {
	book := excelize.NewFile()
	for i, row := range [][]any{{"Receipt", "Result", "Paid"}, {"C1-000001", "OK", 10.5}} {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "list.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	m, err := billing.DefaultMapping().With("status=result", "amount=paid")
	if err == nil {
		m, err = m.WithStatuses("accepted=ok")
	}
	if err != nil {
		t.Fatal(err)
	}
	list, err := billing.ReadList(context.Background(), path, t.TempDir(), m, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r := list.Rows[0]; len(list.Rows) != 1 || r.Receipt != "C1-000001" || r.Status != ledger.PostingAccepted || r.Amount.String() != "10.50" {
		t.Errorf("the row is %+v", list.Rows)
	}
}

func TestAMappingIsKeptUnderAName(t *testing.T) {
	folder := t.TempDir()
	m, err := billing.DefaultMapping().With("receipt=Rcpt No", "reference=")
	if err == nil {
		m, err = m.WithStatuses("accepted=OK,POSTED", "rejected=*")
	}
	if err != nil {
		t.Fatal(err)
	}
	m.Dates, m.Amounts = "MM/DD/YYYY", "cents"
	if err := billing.SaveMapping(folder, "Tyler 9", m); err != nil {
		t.Fatal(err)
	}
	again, err := billing.LoadMapping(folder, "Tyler 9")
	if err != nil || fmt.Sprint(again) != fmt.Sprint(m) {
		t.Errorf("it is read as %v, %v; not %v", again, err, m)
	}
	if names := billing.Mappings(folder); fmt.Sprint(names) != "[Tyler 9]" {
		t.Errorf("the names are %v", names)
	}
	for _, name := range []string{"", "../x", "a/b", strings.Repeat("n", 41)} {
		if err := billing.SaveMapping(folder, name, m); err == nil {
			t.Errorf("%q is a name", name)
		}
	}
	if _, err := billing.LoadMapping(folder, "other"); err == nil || !strings.Contains(err.Error(), "Tyler 9") {
		t.Errorf("another name: %v", err)
	}
	for _, text := range []string{"[columns]\npayor = 'x'", "[statuses]\npending = ['x']", "dates = 'yesterday'", "amounts = 'yen'", "other = 1", "["} {
		if _, err := billing.ParseMapping([]byte(text)); err == nil {
			t.Errorf("%q is a mapping", text)
		}
	}
}

func FuzzReadList(f *testing.F) {
	f.Add([]byte("payment_id,status,reason,reference\np1,accepted,,77\n"))
	f.Add([]byte("receipt;amount;date\nC1-000001;1.234,50;23.11.2026\n"))
	f.Add([]byte("account,amount\n\"7001\",(20.00)\n7002,\"3\n"))
	f.Add([]byte("\xff\xfer\x00e\x00c\x00e\x00i\x00p\x00t\x00\n\x00"))
	lines := ours(f, threePayments)
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(t.TempDir(), "list.csv")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		list, err := billing.ReadList(context.Background(), path, t.TempDir(), billing.DefaultMapping(), nil)
		if err != nil {
			return
		}
		if answers, err := list.Answers(lines); err == nil && len(answers.Found)+len(answers.Problems) != len(list.Rows) {
			t.Errorf("of %d rows, %d are used and %d named", len(list.Rows), len(answers.Found), len(answers.Problems))
		}
		compared, err := billing.Match(lines, list, 3)
		if err != nil {
			return
		}
		theirs := map[*billing.Row]bool{}
		for _, p := range compared.Pairs {
			if p.Theirs != nil {
				theirs[p.Theirs] = true
			}
		}
		if len(theirs) != len(list.Rows) {
			t.Errorf("of %d rows, %d are in a pair", len(list.Rows), len(theirs))
		}
	})
}

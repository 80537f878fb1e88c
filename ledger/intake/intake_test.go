package intake_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/uuid"

	"counterfoil/ledger"
	"counterfoil/ledger/intake"
	"counterfoil/ledger/money"
)

const city = `
name = "Testville"
station = "C1"
zone = "America/Chicago"
person = [{name = "ana", role = "clerk"}, {name = "sue", role = "supervisor"}]
`

func mustOpen(t testing.TB) (*ledger.Ledger, ledger.Session) {
	t.Helper()
	folder := ledger.Folder(filepath.Join(t.TempDir(), "data"))
	if _, err := ledger.Create(folder, []byte(city), "down", func(p ledger.Listed) (string, error) { return "secret for tests", nil }); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	ana, err := l.SignIn("ana", "secret for tests", ledger.ToWork)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.OpenDrawer(ana, money.Amount{}); err != nil {
		t.Fatal(err)
	}
	return l, ana
}

func answers(t testing.TB, out *bytes.Buffer) []intake.Answer {
	t.Helper()
	var all []intake.Answer
	for decoder := json.NewDecoder(out); decoder.More(); {
		var a intake.Answer
		if err := decoder.Decode(&a); err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	return all
}

func payment(id, amount string) string {
	return fmt.Sprintf(`{"id":%q,"lines":[{"account":"1023233234","bill":"88123","bill_date":"2026-11-04","due":"2026-11-25","amount_due":"224.24","amount":%q,"scan":""}],`+
		`"tenders":[{"kind":"check","number":"1041","routing":"111000025","last4":"5678","name":"A PAYER","amount":%q}],"payor":"A PAYER","note":"","book":null,"received":null}`, id, amount, amount)
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }

func TestABadLineIsAnsweredAndTheRestGoesOn(t *testing.T) {
	l, ana := mustOpen(t)
	good := newID()
	bad := []struct{ line, field string }{
		{"not json", ""},
		{"[]", ""},
		{payment(newID(), "1e3"), "lines[0].amount"},
		{payment(newID(), "12,30"), "lines[0].amount"},
		{payment(newID(), "-5"), "lines[0].amount"},
		{payment(newID(), "1.005"), "lines[0].amount"},
		{payment(newID(), "NaN"), "lines[0].amount"},
		{payment(newID(), "12345678901234567890"), "lines[0].amount"},
		{payment(newID(), ""), "lines[0].amount"},
		{payment(newID(), "１２"), "lines[0].amount"},
		{payment(newID(), "0"), "lines[0].amount"},
		{strings.Replace(payment(newID(), "5"), `"amount":"5","scan"`, `"amount":5,"scan"`, 1), "lines[0].amount"},
		{strings.Replace(payment(newID(), "5"), `"224.24"`, `"1e3"`, 1), "lines[0].amount_due"},
		{strings.Replace(payment(newID(), "5"), `"1023233234"`, `"١٢٣"`, 1), "lines[0].account"},
		{strings.Replace(payment(newID(), "5"), `"1023233234"`, `17`, 1), "lines.account"},
		{strings.Replace(payment(newID(), "5"), `"check"`, `"gold"`, 1), "tenders[0].kind"},
		{strings.Replace(payment(newID(), "5"), `"1041"`, `""`, 1), "tenders[0].number"},
		{strings.Replace(payment(newID(), "5"), `"payor"`, `"payer"`, 1), "payer"},
		{strings.Replace(payment(newID(), "5"), `"book":null`, `"book":"17"`, 1), "book"},
		{strings.Replace(payment(newID(), "5"), `"received":null`, `"received":"2026-11-20"`, 1), "received"},
		{strings.Replace(payment(newID(), "5"), `"book":null`, `"book":"B1-0042-0","writer":"ana"`, 1), "received"},
		{payment("17", "5"), "id"},
		{strings.Replace(payment(newID(), "5"), `"payor"`, `"note":"x","note"`, 1), "note"},
		{strings.Replace(payment(newID(), "5"), `"bill":"88123"`, `"account":"2"`, 1), "lines[0].account"},
		{strings.Replace(payment(newID(), "5"), `"note"`, `"Payor"`, 1), "Payor"},
		{strings.Replace(payment(newID(), "5"), `"note"`, `"boo\u212a"`, 1), "boo\u212a"},
		{strings.Replace(payment(newID(), "5"), `A PAYER`, "A \xff PAYER", 1), ""},
		{strings.Replace(payment(newID(), "5"), `"note":""`, `"note":"\ud800"`, 1), "note"},
		{strings.Replace(payment(newID(), "5"), `"note":""`, `"reasons":{"nope":"x"}`, 1), "reasons.nope"},
		{payment(newID(), "5") + payment(newID(), "5"), ""},
		{strings.Repeat("x", 300<<10), ""},
	}
	input := "\xef\xbb\xbf" + payment(good, "224.24") + "\n  \n"
	for _, b := range bad {
		input += b.line + "\n"
	}
	input += payment(newID(), "1,000") // the last line has no end
	var out bytes.Buffer
	summary, err := intake.Run(l, ana, strings.NewReader(input), &out)
	if err != nil || summary.Recorded != 2 || summary.Refused != len(bad) || summary.Unavailable != 0 {
		t.Fatalf("%+v, %v", summary, err)
	}
	all := answers(t, &out)
	if all[0].ID != good || all[0].Receipt != "C1-000001" || all[0].Change.String() != "0.00" || len(all[0].Hash) != 64 || all[0].Seq == 0 {
		t.Fatalf("the good line is answered %+v", all[0])
	}
	for i, b := range bad {
		if a := all[i+1]; a.Error == "" || a.Field != b.field || a.Receipt != "" || a.Line != i+3 {
			t.Errorf("%.80s is answered %+v, want field %q", b.line, a, b.field)
		}
	}
	if last := all[len(all)-1]; last.Receipt != "C1-000002" {
		t.Fatalf("the last line is answered %+v", last)
	}
}

func TestALineSentTwiceIsOnePayment(t *testing.T) {
	l, ana := mustOpen(t)
	id := newID()
	var out bytes.Buffer
	input := payment(id, "5") + "\n" + payment(id, "5") + "\n" + payment(id, "6") + "\n"
	if _, err := intake.Run(l, ana, strings.NewReader(input), &out); err != nil {
		t.Fatal(err)
	}
	all := answers(t, &out)
	if all[0].Receipt != all[1].Receipt || all[0].Hash != all[1].Hash || all[2].Error == "" || all[2].Field != "id" || all[2].ID != id {
		t.Fatalf("%+v", all)
	}
}

func FuzzRun(f *testing.F) {
	l, ana := mustOpen(f)
	f.Add([]byte(payment("0190a0c0-0000-7000-8000-000000000001", "5")))
	f.Add([]byte(`{"id":"x","lines":[null],"tenders":[{}],"reasons":{"a":"b"}}`))
	f.Fuzz(func(t *testing.T, input []byte) {
		var out bytes.Buffer
		summary, err := intake.Run(l, ana, bytes.NewReader(input), &out)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(answers(t, &out)); n != summary.Recorded+summary.Refused {
			t.Fatalf("%d answers to %+v", n, summary)
		}
	})
}

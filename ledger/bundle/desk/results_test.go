package desk_test

import (
	"path/filepath"
	"strings"
	"testing"

	"counterfoil/ledger"
	"counterfoil/ledger/billing"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/bundle/desk"
	"counterfoil/ledger/money"
)

func TestTheDeskKeepsWhatBillingDid(t *testing.T) {
	d := desk.Open(filepath.Join(t.TempDir(), "finance"))
	m := bundle.Manifest{Station: "C1", Batch: 2}
	line := func(payment, receipt string, n int, cents int64, void, status string) billing.Ours {
		return billing.Ours{Payment: payment, Receipt: receipt, Line: n, Account: "7", Amount: money.FromCents(cents), Day: "2026-11-23", Void: void, Billing: status, Batch: 2}
	}
	ours := []billing.Ours{
		line("p1", "C1-000001", 1, 10_00, "", ""), line("p1", "C1-000001", 2, 20_00, "", ""), line("p2", "C1-000002", 1, 30_00, "void", ""),
		line("p3", "C1-000003", 1, 40_00, "reversal", ""), line("p4", "C1-000004", 1, 50_00, "reversal", "rejected"), line("p5", "C1-000005", 1, 60_00, "", "resubmission"),
	}
	post := func(answers ...ledger.PostingAnswer) (ledger.PostingsRead, desk.Results) {
		t.Helper()
		read, results, err := d.Post(m, ours, strings.Repeat("ab", 32), answers)
		if err != nil {
			t.Fatal(err)
		}
		return read, results
	}
	first := []ledger.PostingAnswer{
		{Payment: "p1", Line: 1, Status: ledger.PostingAccepted, Reference: "77"}, {Payment: "p1", Line: 2, Status: ledger.PostingRejected, Reason: "closed"},
		{Payment: "p3", Status: ledger.PostingAccepted}, {Payment: "p5", Status: ledger.PostingDuplicate},
	}
	read, results := post(first...)
	if read.New != 4 || read.Accepted.Lines != 2 || read.Rejected.Amount != money.FromCents(20_00) || read.Duplicate.Lines != 1 {
		t.Errorf("the first file gave %+v", read)
	}
	if open := results.Open(); len(open) != 1 || open[0].Receipt != "C1-000001" || open[0].Line != 2 {
		t.Errorf("open are %+v", open)
	}
	days, err := results.Days()
	if err != nil || len(days) != 1 {
		t.Fatal(days, err)
	}
	if day := days[0]; day.Sent.Lines != 3 || day.Accepted.Lines != 2 || day.Rejected.Lines != 1 || day.Again.Lines != 1 || day.TakeBack.Lines != 1 || day.NotTakenBack().Lines != 0 || day.Unanswered().Lines != 0 {
		t.Errorf("the day has %+v", day)
	}
	if read, _ := post(first...); read.New != 0 || read.Known != 4 {
		t.Errorf("the same file again gave %+v", read)
	}
	for range 2 { // the second time, they are known
		read, results = post(ledger.PostingAnswer{Payment: "p1", Line: 1, Status: ledger.PostingRejected}, ledger.PostingAnswer{Payment: "p1", Line: 1, Status: ledger.PostingAccepted, Reference: "78"},
			ledger.PostingAnswer{Payment: "p2", Status: ledger.PostingAccepted})
	}
	if len(results.Conflicts) != 3 || read.New != 0 || results.Conflicts[0].Kind != ledger.PostingContradicted || results.Conflicts[1].Kind != ledger.PostedTwice || results.Conflicts[2].Kind != ledger.PostedVoid {
		t.Errorf("the conflicts are %+v, after %+v", results.Conflicts, read)
	}
	text, err := results.CSV()
	want := strings.ReplaceAll(`payment_id,status,reason,reference,line,receipt
p1,accepted,,77,1,C1-000001
p1,rejected,closed,,2,C1-000001
p3,accepted,,,1,C1-000003
p5,duplicate,,,1,C1-000005
p1,rejected,,,1,C1-000001
p1,accepted,,78,1,C1-000001
p2,accepted,,,1,C1-000002
`, "\n", "\r\n")
	if err != nil || string(text) != want {
		t.Errorf("what goes back is\n%s\n%v", text, err)
	}
	if all, err := d.AllResults(); err != nil || len(all) != 1 || all[0].Batch != 2 || results.CSVName() != "results_C1_b0002.csv" {
		t.Errorf("all results: %+v, %v", all, err)
	}
}

package ledger_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"counterfoil/ledger"
)

// posted gives the ledger billing's answer to whole receipts of a batch.
func (c *counter) posted(batch int64, status ledger.PostingStatus, reference string, receipts ...int) ledger.PostingsRead {
	c.Helper()
	var answers []ledger.PostingAnswer
	for _, n := range receipts {
		r, err := c.Receipt(fmt.Sprint(n))
		if err != nil {
			c.Fatal(err)
		}
		answers = append(answers, ledger.PostingAnswer{Payment: r.Payment.ID, Status: status, Reference: reference, Reason: reasonOf(status)})
	}
	return c.answered(batch, answers...)
}

func reasonOf(s ledger.PostingStatus) string {
	if s == ledger.PostingRejected {
		return "no such account"
	}
	return ""
}

func (c *counter) answered(batch int64, answers ...ledger.PostingAnswer) ledger.PostingsRead {
	c.Helper()
	read, err := c.RecordPostings(context.Background(), c.fay, resultsOf(batch), answers, nil)
	if err != nil {
		c.Fatal(err)
	}
	return read
}

func resultsOf(batch int64) ledger.PostingFile {
	return ledger.PostingFile{Batch: batch, Name: "results.csv", SHA256: strings.Repeat("ab", 32)}
}

// states shows where each line of the receipts 1 to n stands.
func (c *counter) states(n int) string {
	c.Helper()
	var text strings.Builder
	for i := range n {
		r, err := c.Receipt(fmt.Sprint(i + 1))
		if err != nil {
			c.Fatal(err)
		}
		lines, err := c.PostingLines(r)
		if err != nil {
			c.Fatal(err)
		}
		for _, line := range lines {
			fmt.Fprintf(&text, "%d.%d %s b%d %s\n", i+1, line.Line, line.State, line.Batch, line.Reference)
		}
	}
	return text.String()
}

func (c *counter) openLines() string {
	c.Helper()
	var open []string
	for line, err := range c.OpenPostings() {
		if err != nil {
			c.Fatal(err)
		}
		open = append(open, fmt.Sprintf("%s.%d %s", line.Receipt, line.Line, line.State))
	}
	return strings.Join(open, ", ")
}

func orFail(t testing.TB) func(any, error) {
	return func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
}

func mustBe(t testing.TB, what, have, want string) {
	t.Helper()
	if strings.TrimSpace(have) != strings.TrimSpace(want) {
		t.Errorf("%s:\n%s\nnot\n%s", what, have, want)
	}
}

func TestAPaymentGoesToBillingUntilItIsPosted(t *testing.T) {
	c := mustCreate(t)
	must := orFail(t)
	must(c.OpenDrawer(c.ana, cents(100_00)))
	c.mustRecord(c.ana, unattended(cashPayment(30_00)))
	three := unattended(cashPayment(60_00))
	three.Lines = []ledger.Line{{Account: "7001", Bill: "1", Amount: cents(10_00)}, {Account: "7002", Bill: "2", Amount: cents(20_00)}, {Account: "7003", Bill: "3", Amount: cents(30_00)}}
	id := c.mustRecord(c.ana, three).Payment.ID
	mustBe(t, "before any export", c.states(1), "1.1 not exported b0")
	must(c.Export(c.fay, "", ""))
	mustBe(t, "unanswered", c.openLines(), "C1-000001.1 unanswered, C1-000002.1 unanswered, C1-000002.2 unanswered, C1-000002.3 unanswered")

	first := []ledger.PostingAnswer{
		{Payment: id, Line: 1, Status: ledger.PostingAccepted, Reference: "77-1"},
		{Payment: id, Line: 2, Status: ledger.PostingRejected, Reason: "no such account"},
	}
	if read := c.answered(1, first...); read.New != 2 || read.Accepted.Amount != cents(10_00) || read.Rejected.Amount != cents(20_00) {
		t.Errorf("the first file gave %+v", read)
	}
	head := c.HeadSeq()
	if read := c.answered(1, first...); read.New != 0 || read.Known != 2 || c.HeadSeq() != head {
		t.Errorf("the same file again gave %+v", read)
	}
	mustBe(t, "partly answered", c.states(2), `
1.1 unanswered b1 
2.1 posted b1 77-1
2.2 rejected b1 
2.3 unanswered b1 `)

	if _, err := c.Resubmit(c.fay, "2", 1, "again"); ledger.CodeOf(err) != ledger.Conflict {
		t.Errorf("an accepted line is sent again: %v", err)
	}
	if _, err := c.Resubmit(c.fay, "2", 3, "again"); ledger.CodeOf(err) != ledger.Conflict {
		t.Errorf("an unanswered line is sent again: %v", err)
	}
	must(c.CorrectAccount(c.ana, c.sue, "2", 2, "7020", "digits swapped"))
	if _, err := c.Resubmit(c.fay, "2", 2, "again"); ledger.CodeOf(err) != ledger.Conflict {
		t.Errorf("a corrected line is sent twice: %v", err)
	}
	mustBe(t, "corrected", c.openLines(), "C1-000001.1 unanswered, C1-000002.2 waits, C1-000002.3 unanswered")
	second, err := c.Export(c.fay, "", "")
	must(second, err)
	if second.Payments != 0 || second.Resubmitted != 1 || second.Changes != 1 {
		t.Errorf("the second batch is %+v", second)
	}
	for carried, err := range c.Carries(second) {
		if must(nil, err); !carried.Again || fmt.Sprint(carried.Lines) != "[2]" || carried.AccountOf(2) != "7020" {
			t.Errorf("it carries %+v", carried)
		}
	}
	// The whole payment is answered: of this batch, that is line 2.
	c.answered(2, ledger.PostingAnswer{Payment: id, Status: ledger.PostingAccepted, Reference: "78-1"})
	c.answered(1, ledger.PostingAnswer{Payment: id, Line: 3, Status: ledger.PostingDuplicate})
	c.posted(1, ledger.PostingRejected, "", 1)
	mustBe(t, "in the end", c.states(2), `
1.1 rejected b1 
2.1 posted b1 77-1
2.2 posted b2 78-1
2.3 posted b1 `)
	wantItemWith(t, c, "Rejected by billing, and neither sent again nor void: 1 receipt, C1-000001.", true)
	must(c.Resubmit(c.fay, "1", 1, "the account is open again"))
	must(c.Export(c.fay, "", ""))
	wantItemWith(t, c, "Rejected by billing", false)
	c.posted(3, ledger.PostingAccepted, "", 1)
	mustBe(t, "open", c.openLines(), "")
	var text string
	days, err := c.PostingsByBatch()
	must(nil, err)
	for _, d := range days {
		text += fmt.Sprintf("b%d %s sent %d %s again %d accepted %d %s rejected %d %s unanswered %d\n", d.Batch, d.Day, d.Sent.Lines, d.Sent.Amount, d.Again.Lines,
			d.Accepted.Lines, d.Accepted.Amount, d.Rejected.Lines, d.Rejected.Amount, d.Unanswered().Lines)
	}
	mustBe(t, "by batch", text, `
b1 2026-11-23 sent 4 90.00 again 0 accepted 2 40.00 rejected 2 50.00 unanswered 0
b2 2026-11-23 sent 1 20.00 again 1 accepted 1 20.00 rejected 0 0.00 unanswered 0
b3 2026-11-23 sent 1 30.00 again 1 accepted 1 30.00 rejected 0 0.00 unanswered 0`)
	c.mustVerify()
}

func TestAnAnswerThatContradictsChangesNothing(t *testing.T) {
	c := mustCreate(t)
	must := orFail(t)
	must(c.OpenDrawer(c.ana, cents(100_00)))
	for range 4 {
		c.mustRecord(c.ana, unattended(cashPayment(30_00)))
	}
	must(c.Void(c.ana, c.sue, "4", "wrong account"))
	must(c.Export(c.fay, "", ""))
	c.posted(1, ledger.PostingAccepted, "77", 1)
	c.posted(1, ledger.PostingRejected, "", 1) // contradicted
	c.posted(1, ledger.PostingRejected, "", 1) // known by now
	c.posted(1, ledger.PostingAccepted, "78", 1)
	c.posted(1, ledger.PostingRejected, "", 2)
	must(c.Resubmit(c.fay, "2", 1, "try again"))
	must(c.Export(c.fay, "", ""))
	c.posted(1, ledger.PostingAccepted, "79", 2) // after it was sent again
	c.posted(1, ledger.PostingAccepted, "80", 4) // it was void
	c.posted(1, ledger.PostingRejected, "", 3)
	must(c.Void(c.ana, c.sue, "3", "billing does not know it"))
	c.posted(1, ledger.PostingAccepted, "81", 3) // after it was voided as never posted
	conflicts, err := c.PostingConflicts()
	must(nil, err)
	var text string
	for _, x := range conflicts {
		text += fmt.Sprintf("%s.%d b%d %s %s %s\n", x.Receipt, x.Line, x.Batch, x.Status, x.Reference, x.Kind)
	}
	mustBe(t, "conflicts", text, `
C1-000001.1 b1 rejected  contradicted
C1-000001.1 b1 accepted 78 twice
C1-000002.1 b1 accepted 79 twice
C1-000004.1 b1 accepted 80 void
C1-000003.1 b1 accepted 81 void`)
	mustBe(t, "states", c.states(1), "1.1 posted b1 77")
	c.mustVerify()
}

func TestAReversalIsOpenUntilBillingTookItBack(t *testing.T) {
	c := mustCreate(t)
	must := orFail(t)
	must(c.OpenDrawer(c.ana, cents(100_00)))
	for range 2 {
		c.mustRecord(c.ana, unattended(cashPayment(30_00)))
	}
	must(c.Export(c.fay, "", ""))
	c.posted(1, ledger.PostingAccepted, "", 1)
	c.posted(1, ledger.PostingRejected, "", 2)
	must(c.Void(c.ana, c.sue, "1", "wrong account"))
	must(c.Void(c.ana, c.sue, "2", "wrong account"))
	mustBe(t, "of the two, one is in billing", c.openLines(), "C1-000001.1 to take back")
	must(c.Export(c.fay, "", ""))
	mustBe(t, "exported", c.openLines(), "C1-000001.1 to take back")
	c.posted(2, ledger.PostingRejected, "", 1)
	mustBe(t, "refused", c.openLines(), "C1-000001.1 to take back")
	c.posted(2, ledger.PostingAccepted, "", 1)
	mustBe(t, "taken back", c.openLines(), "")
	c.mustVerify()
}

func TestResultsOfNoSuchLineAreRefused(t *testing.T) {
	c := mustCreate(t)
	must := orFail(t)
	must(c.OpenDrawer(c.ana, cents(100_00)))
	exported := c.mustRecord(c.ana, unattended(cashPayment(30_00))).Payment.ID
	must(c.Export(c.fay, "", ""))
	later := c.mustRecord(c.ana, unattended(cashPayment(30_00))).Payment.ID
	for name, a := range map[string]ledger.PostingAnswer{
		"an unknown payment":      {Payment: "0192f0c1-7a3e-7cc4-8f00-000000000000", Status: ledger.PostingAccepted},
		"another batch's payment": {Payment: later, Status: ledger.PostingAccepted},
		"no such line":            {Payment: exported, Line: 2, Status: ledger.PostingAccepted},
		"an unknown status":       {Payment: exported, Status: "pending"},
	} {
		if _, err := c.RecordPostings(context.Background(), c.fay, resultsOf(1), []ledger.PostingAnswer{a}, nil); ledger.CodeOf(err) != ledger.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := c.RecordPostings(context.Background(), c.ana, resultsOf(1), nil, nil); ledger.CodeOf(err) != ledger.NotAllowed {
		t.Errorf("a clerk records results: %v", err)
	}
	if _, err := c.RecordPostings(context.Background(), c.fay, resultsOf(2), nil, nil); ledger.CodeOf(err) != ledger.NotFound {
		t.Errorf("results of no batch: %v", err)
	}
}

// wantItemWith looks whether a text is among what keeps the outage from being
// finished.
func wantItemWith(t *testing.T, c *counter, text string, want bool) {
	t.Helper()
	items, err := c.OutageItems()
	if err != nil {
		t.Fatal(err)
	}
	if got := slices.ContainsFunc(items, func(i ledger.OpenItem) bool { return strings.Contains(i.Text, text) }); got != want {
		t.Errorf("unfinished is %+v; %q is among it: %v", items, text, got)
	}
}

package receipts

import (
	"slices"

	"counterfoil/ledger"
)

// fillPosting tells how far billing is with what it was given. Unlike the other
// reports it is as of now, whatever day the payments are of.
func fillPosting(l reader, r *Report) error {
	days, err := l.PostingsByBatch()
	if err != nil {
		return err
	}
	t := r.table("batches", "By day and batch", "Nothing was exported.",
		col("business_day", "Day", Date, 10), col("batch", "Batch", Label, 6), summed("sent", "Stubs sent", Count, 7), summed("sent_amount", "Sent", Money, 11), summed("again", "Again", Count, 6),
		summed("accepted", "Accepted", Count, 8), summed("accepted_amount", "Accepted", Money, 11), summed("rejected", "Rejected", Count, 8), summed("rejected_amount", "Rejected", Money, 11),
		summed("unanswered", "Unanswered", Count, 9), summed("unanswered_amount", "Unanswered", Money, 11))
	for _, d := range days {
		if !l.tells(r.Scope, d.Day) {
			continue
		}
		t.add(d.Day, numbered("b", d.Batch), d.Sent.Lines, d.Sent.Amount, d.Again.Lines, d.Accepted.Lines, d.Accepted.Amount, d.Rejected.Lines, d.Rejected.Amount,
			d.Unanswered().Lines, d.Unanswered().Amount)
	}
	open := r.table("open", "Not in billing, as far as it has said", "Everything that was exported is in billing.",
		col("receipt", "Receipt", Label, 10), col("line", "Stub", Count, 4), col("business_day", "Day", Date, 10), col("account", "Account", Label, 12), summed("amount", "Amount", Money, 10),
		col("state", "State", Label, 12), col("batch", "Batch", Label, 6), col("reason", "Billing says", Text, 24))
	refused := int64(0)
	for line, err := range l.OpenPostings() {
		if err != nil {
			return err
		}
		if !l.tells(r.Scope, line.Day) {
			continue
		}
		if line.State == ledger.PostingRefused {
			refused++
		}
		open.add(line.Receipt, int64(line.Line), line.Day, line.Account, line.Amount, string(line.State), numbered("b", line.Batch), line.Reason)
	}
	conflicts, err := l.PostingConflicts()
	if err != nil {
		return err
	}
	table := r.table("conflicts", "Answers that contradict", "No answer contradicts another.",
		col("receipt", "Receipt", Label, 10), col("line", "Stub", Count, 4), col("batch", "Batch", Label, 6), col("status", "Billing says", Label, 10), col("reference", "Reference", Label, 14), col("kind", "Why", Text, 30), col("at", "Read", Time, 18))
	for _, c := range conflicts {
		table.add(c.Receipt, int64(c.Line), numbered("b", c.Batch), string(c.Status), c.Reference, conflictWords[c.Kind], c.At)
	}
	if refused > 0 {
		r.alarm("%s: correct the account, or send it again as it is.", counted(refused, "stub")+" rejected by billing")
	}
	if len(conflicts) > 0 {
		r.alarm("Billing contradicts itself, or may have posted twice: %s.", counted(int64(len(conflicts)), "answer"))
	}
	r.note("As of now. A stub that billing rejected and that was sent again is counted in both batches; the column Again says how many.")
	return nil
}

// tells leaves out the days of other scopes, and those of drawers that are to be
// counted blind.
func (reader) tells(sc ledger.Scope, day ledger.Day) bool {
	if sc.Day != "" && day != sc.Day {
		return false
	}
	return !slices.ContainsFunc(sc.Hidden, func(d ledger.Drawer) bool { return d.Day == day })
}

var conflictWords = map[ledger.ConflictKind]string{
	ledger.PostingContradicted: "rejected, though it was accepted before",
	ledger.PostedTwice:         "may be posted twice",
	ledger.PostedVoid:          "posted, though it is void",
}

package receipts

import (
	"cmp"
	"fmt"
	"slices"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

func fillVoids(l reader, r *Report) error {
	r.table("voids", "Payments taken back", "No payment was taken back.",
		col("receipt", "Receipt", Label, 10), col("clerk", "Taken by", Label, 10), summed("total", "Amount", Money, 11), col("voided_at", "When", Time, 18),
		col("voided_by", "Asked by", Label, 10), col("approved_by", "Approved by", Label, 10), col("how", "How", Label, 9), col("reason", "Reason", Text, 24), col("replaced_by", "In its place", Label, 10))
	r.table("people", "Voids, by who took the payment and who approved", "No payment was taken back.",
		col("clerk", "Taken by", Label, 14), col("voided_by", "Asked by", Label, 14), col("approved_by", "Approved by", Label, 14), summed("voids", "Voids", Count, 8), summed("total", "Amount", Money, 12))
	voids, people := &r.Tables[0], &r.Tables[1]
	var pairs []voidPair
	for receipt, err := range l.ReceiptsIn(r.Scope) {
		if err != nil {
			return err
		}
		v := receipt.Void
		if v == nil {
			continue
		}
		how := phrase.Word("in drawer")
		if v.Refund != nil {
			how = phrase.Word("reversal")
		}
		voids.add(receipt.Number, receipt.Clerk, receipt.Total, v.At, v.By, v.ApprovedBy, how, phrase.Word(v.Reason), receipt.ReplacedBy)
		if pairs, err = addVoid(pairs, receipt); err != nil {
			return err
		}
	}
	slices.SortStableFunc(pairs, func(a, b voidPair) int { return cmp.Compare(b.count, a.count) })
	for _, p := range pairs {
		people.add(p.clerk, p.by, p.approver, p.count, p.total)
	}
	reprints, err := l.ReprintsIn(r.Scope)
	if err != nil {
		return err
	}
	table := r.table("reprints", "Receipts given out again", "No receipt was given out again.",
		col("receipt", "Receipt", Label, 12), col("copy", "Marked", Label, 14), col("by", "Given out by", Label, 14), col("at", "When", Time, 18))
	for _, p := range reprints {
		table.add(p.Receipt, fmt.Sprint("DUPLICATE ", p.Copy), p.By, p.At)
	}
	r.note("Payments taken back are those of this report's receipts, whenever that was. Receipts given out again are listed on the day they were.")
	return nil
}

// voidPair is who took payments and who approved that they were taken back.
type voidPair struct {
	clerk, by, approver string
	count               int64
	total               money.Amount
}

func addVoid(pairs []voidPair, r ledger.Receipt) ([]voidPair, error) {
	i := slices.IndexFunc(pairs, func(p voidPair) bool {
		return p.clerk == r.Clerk && p.by == r.Void.By && p.approver == r.Void.ApprovedBy
	})
	if i < 0 {
		i = len(pairs)
		pairs = append(pairs, voidPair{clerk: r.Clerk, by: r.Void.By, approver: r.Void.ApprovedBy})
	}
	var err error
	pairs[i].count++
	pairs[i].total, err = pairs[i].total.Add(r.Total)
	return pairs, err
}

func fillHolds(l reader, r *Report) error {
	holds, err := l.HoldsIn(r.Scope, l.holds)
	if err != nil {
		return err
	}
	t := r.table("holds", "Bills that were paid", "No bill in the window was paid.",
		col("account", "Account", Label, 10), col("bill", "Bill", Label, 7), col("received", "Received", Date, 10), col("due", "Due", Date, 10), col("penalty", "Penalty", Date, 10), col("cut_off", "Cut-off", Date, 10),
		col("amount_due", "On the bill", Money, 8), summed("amount", "Paid", Money, 8), summed("returned", "Came back", Money, 7), col("settled", "Settled", Label, 7), col("receipt", "Receipt", Label, 9))
	undated := 0
	for _, h := range holds {
		var due Cell
		if h.AmountDue != nil {
			due = *h.AmountDue
		}
		if h.Undated {
			undated++
		}
		t.add(h.Account, h.Bill, h.Received, dated(h.Due), dated(h.Penalty), dated(h.CutOff), due, h.Amount, h.Returned, string(h.Settled), h.Receipt)
	}
	r.Notes = append(r.Notes, windowNotes(l.holds)...)
	r.note("Settled: full or part of what the stub says, by all that was paid on the bill in this report up to that receipt; unknown where the stub does not say. A check that came back leaves its part unpaid.")
	if undated > 0 {
		r.note("Listed without the dates that the window asks for, since nobody can tell: %s.", counted(int64(undated), "bill"))
	}
	return nil
}

func windowNotes(w ledger.HoldWindow) []string {
	var notes []string
	for _, in := range []struct {
		what     string
		from, to ledger.Day
	}{{"Due", w.DueFrom, w.DueTo}, {"Penalty", w.PenaltyFrom, w.PenaltyTo}} {
		switch {
		case in.from == "" && in.to == "":
		case in.to == "":
			notes = append(notes, in.what+" from "+in.from.Display()+".")
		case in.from == "":
			notes = append(notes, in.what+" until "+in.to.Display()+".")
		default:
			notes = append(notes, in.what+" from "+in.from.Display()+" until "+in.to.Display()+".")
		}
	}
	return notes
}

func fillAutoPay(l reader, r *Report) error {
	t := r.table("autopay", "Accounts that are drafted, and paid here", "No account on AutoPay paid.",
		col("account", "Account", Label, 14), col("bill", "Bill", Label, 12), col("payor", "Payor", Text, 24), col("receipt", "Receipt", Label, 10), col("received", "Received", Date, 10), col("clerk", "Clerk", Label, 12), summed("amount", "Paid", Money, 12))
	for receipt, err := range l.ReceiptsIn(r.Scope) {
		if err != nil {
			return err
		}
		if receipt.Void != nil {
			continue
		}
		for _, w := range receipt.Warnings {
			if w.Kind != ledger.AutoPay {
				continue
			}
			line := receipt.Payment.Lines[w.Line-1]
			t.add(receipt.AccountOf(w.Line), line.Bill, receipt.Payment.Payor, receipt.Number, ledger.DayOf(receipt.Received()), receipt.Clerk, line.Amount)
		}
	}
	r.note("Billing drafts these accounts by itself: take the payments into account before the next draft, or the customer pays twice.")
	return nil
}

func fillExceptions(l reader, r *Report) error {
	r.table("overrides", "Payments taken with a warning", "None needed a reason.",
		col("receipt", "Receipt", Label, 10), col("clerk", "Clerk", Label, 10), col("kind", "Warning", Label, 14), col("what", "What was out of the ordinary", Text, 40), col("reason", "Reason given", Text, 26), col("approved_by", "Approved by", Label, 11))
	r.table("events", "What happened beside the payments", "Nothing out of the ordinary.",
		col("at", "When", Time, 18), col("by", "By", Label, 11), col("kind", "About", Label, 8), col("what", "What", Text, 44), col("reason", "Reason given", Text, 24), col("second", "Second person", Label, 11))
	overrides, events := &r.Tables[0], &r.Tables[1]
	for receipt, err := range l.ReceiptsIn(r.Scope) {
		if err != nil {
			return err
		}
		for _, w := range receipt.Warnings {
			if !w.NeedsReason && !w.NeedsApproval && w.Reason == "" {
				continue
			}
			overrides.add(receipt.Number, receipt.Clerk, string(w.Kind), phrase.Word(w.Text), phrase.Word(w.Reason), w.ApprovedBy)
		}
	}
	happened, err := l.EventsIn(r.Scope)
	if err != nil {
		return err
	}
	for _, e := range happened {
		events.add(e.At, e.By, string(e.Kind), phrase.Word(e.What), e.Why, e.ApprovedBy)
	}
	r.note("An event stands on the day that the clock dated it. A payment without a reason was recorded with nobody to ask.")
	return nil
}

package desk

import (
	"slices"

	"counterfoil/ledger"
	"counterfoil/ledger/billing"
	"counterfoil/ledger/bundle"
)

// Post keeps what a file of results says of the lines of a bundle. A file that
// was read before adds nothing.
func (d *Desk) Post(m bundle.Manifest, ours []billing.Ours, sha256 string, answers []ledger.PostingAnswer) (read ledger.PostingsRead, results Results, err error) {
	err = d.Change(func() error {
		if results, err = d.Results(m.Station, m.Batch); err != nil {
			return err
		}
		if len(results.Lines) == 0 {
			results.begin(ours)
		}
		if read, err = results.take(answers); err != nil || read.New == 0 {
			return err
		}
		if !slices.Contains(results.Files, sha256) {
			results.Files = append(results.Files, sha256)
		}
		return d.write(results, resultsFolder, resultsFile(m.Station, m.Batch))
	})
	return read, results, err
}

func (r *Results) begin(ours []billing.Ours) {
	for _, o := range ours {
		r.Lines = append(r.Lines, ResultLine{
			Payment: o.Payment, Receipt: o.Receipt, Line: o.Line, Day: o.Day, Account: o.Account, Bill: o.Bill, Amount: o.Amount, Void: o.Void, Billing: o.Billing,
		})
	}
}

func (r *Results) take(answers []ledger.PostingAnswer) (read ledger.PostingsRead, err error) {
	lines := map[string][]int{}
	for i, l := range r.Lines {
		lines[l.Payment] = append(lines[l.Payment], i)
	}
	for _, a := range answers {
		for _, i := range lines[a.Payment] {
			if l := &r.Lines[i]; a.Line == 0 || a.Line == l.Line {
				if err := r.answer(l, a, &read); err != nil {
					return read, err
				}
			}
		}
	}
	return read, nil
}

// answer takes billing's word on a line. What was posted stays posted: what
// says otherwise is kept beside it.
func (r *Results) answer(l *ResultLine, a ledger.PostingAnswer, read *ledger.PostingsRead) error {
	conflict := func(kind ledger.ConflictKind) error {
		c := Conflict{l.Receipt, l.Line, kind, a.Status, a.Reference}
		if slices.Contains(r.Conflicts, c) {
			read.Known++
			return nil
		}
		r.Conflicts = append(r.Conflicts, c)
		read.New++
		read.Conflicts = append(read.Conflicts, ledger.PostingConflict{Kind: kind, Posting: ledger.Posting{
			Receipt: l.Receipt, Line: l.Line, Batch: r.Batch, Status: a.Status, Reason: a.Reason, Reference: a.Reference,
		}})
		return nil
	}
	switch {
	case l.Void == neverToPost && a.Status.Posted():
		return conflict(ledger.PostedVoid)
	case l.Void == neverToPost:
		read.Known++
		return nil
	case l.Status.Posted() && !a.Status.Posted():
		return conflict(ledger.PostingContradicted)
	case l.Status == ledger.PostingAccepted && a.Status == ledger.PostingAccepted && l.Reference != "" && a.Reference != "" && l.Reference != a.Reference:
		return conflict(ledger.PostedTwice)
	case l.Status != "" && l.Status.Posted() == a.Status.Posted() && (l.Reference != "" || a.Reference == ""):
		read.Known++
		return nil
	case l.Status.Posted():
		l.Reference = a.Reference
	default:
		l.Status, l.Reason, l.Reference = a.Status, a.Reason, a.Reference
	}
	read.New++
	sum := map[ledger.PostingStatus]*ledger.PostingSum{
		ledger.PostingAccepted: &read.Accepted, ledger.PostingRejected: &read.Rejected, ledger.PostingDuplicate: &read.Duplicate,
	}[a.Status]
	var err error
	sum.Lines++
	sum.Amount, err = sum.Amount.Add(l.Amount)
	return err
}

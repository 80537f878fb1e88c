package ui

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"counterfoil/ledger"
	financedesk "counterfoil/ledger/bundle/desk"
	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// postingFigures are how far billing is with what it was given: by batch and
// day, and stub by stub what is open.
type postingFigures struct {
	days      []postingDay
	open      []openStub
	more      int64 // stubs that are open and not listed
	conflicts []postingConflict
}

// postingDay is a business day of a batch of a station.
type postingDay struct {
	station string
	ledger.BatchDay
}

// openStub is a stub that somebody has yet to do something about.
type openStub struct {
	station string
	ledger.PostingLine
}

// postingConflict is an answer of billing that contradicts what is known.
type postingConflict struct {
	receipt string
	line    int
	batch   int64
	kind    ledger.ConflictKind
	status  ledger.PostingStatus
	billing string // its reference
}

// Of stubs that billing has not answered yet only the first are listed: right
// after an export that is all of them.
const (
	mostUnanswered = 500
	mostOpen       = 5000
)

// add lists an open stub, or counts it.
func (f *postingFigures) add(s openStub, unanswered *int) {
	if s.State == ledger.PostingUnanswered {
		*unanswered++
	}
	if len(f.open) >= mostOpen || s.State == ledger.PostingUnanswered && *unanswered > mostUnanswered {
		f.more++
		return
	}
	f.open = append(f.open, s)
}

// order puts what somebody has to act on before what billing has to answer.
func (f *postingFigures) order() {
	slices.SortStableFunc(f.open, func(a, b openStub) int {
		return cmp.Compare(slices.Index(byUrgency, a.State), slices.Index(byUrgency, b.State))
	})
}

var byUrgency = []ledger.PostingState{ledger.PostingRefused, ledger.PostingTakeBack, ledger.PostingUnanswered, ledger.PostingWaits}

// readPostings reads what the counter's ledger knows.
func readPostings(ctx context.Context, l *ledger.Ledger) (f postingFigures, err error) {
	days, err := l.PostingsByBatch()
	if err != nil {
		return f, err
	}
	station := l.City().Station
	for _, d := range days {
		f.days = append(f.days, postingDay{station, d})
	}
	unanswered := 0
	for line, err := range l.OpenPostings() {
		if err = cmp.Or(err, ctx.Err()); err != nil {
			return f, err
		}
		f.add(openStub{station, line}, &unanswered)
	}
	f.order()
	conflicts, err := l.PostingConflicts()
	for _, c := range conflicts {
		f.conflicts = append(f.conflicts, postingConflict{c.Receipt, c.Line, c.Batch, c.Kind, c.Status, c.Reference})
	}
	return f, err
}

// readDeskPostings reads what finance's own folder knows.
func readDeskPostings(ctx context.Context, d *financedesk.Desk) (f postingFigures, err error) {
	all, err := d.AllResults()
	if err != nil {
		return f, err
	}
	unanswered := 0
	for _, r := range all {
		days, err := r.Days()
		if err = cmp.Or(err, ctx.Err()); err != nil {
			return f, err
		}
		for _, day := range days {
			f.days = append(f.days, postingDay{r.Station, day})
		}
		for _, l := range r.Open() {
			line := ledger.PostingLine{Payment: l.Payment, Receipt: l.Receipt, Line: l.Line, Day: l.Day, Account: l.Account, Bill: l.Bill, Amount: l.Amount, Batch: r.Batch, Reason: l.Reason}
			line.State = l.State()
			f.add(openStub{r.Station, line}, &unanswered)
		}
		for _, c := range r.Conflicts {
			f.conflicts = append(f.conflicts, postingConflict{c.Receipt, c.Line, r.Batch, c.Kind, c.Status, c.Reference})
		}
	}
	f.order()
	return f, nil
}

// sum is that of all days.
func (f postingFigures) sum() (all ledger.BatchDay) {
	for _, d := range f.days {
		all = all.Plus(d.BatchDay)
	}
	return all
}

// summary says in a sentence how far billing is.
func (f postingFigures) summary() string {
	all := f.sum()
	if all.Sent.Lines+all.TakeBack.Lines == 0 {
		return words.T("Nothing was exported yet, or no results were taken.")
	}
	return words.T("Exported %s, accepted %s, rejected %s, unanswered %s.", sumWords(all.Sent), sumWords(all.Accepted), sumWords(all.Rejected), sumWords(all.Unanswered()))
}

func sumWords(s ledger.PostingSum) string {
	return words.N(s.Lines, "%[2]s in %[1]d stub", "%[2]s in %[1]d stubs", widgets.Dollars(s.Amount))
}

// bars are the newest batches, oldest first: what billing accepted of each,
// rejected, and has not answered.
func (f postingFigures) bars() []widgets.Bar {
	var bars []widgets.Bar
	var batch ledger.BatchDay
	for i, d := range f.days {
		if i == 0 || d.station != f.days[i-1].station || d.Batch != f.days[i-1].Batch {
			batch = ledger.BatchDay{Batch: d.Batch}
			bars = append(bars, widgets.Bar{Name: d.name()})
		}
		batch = batch.Plus(d.BatchDay)
		bar := &bars[len(bars)-1]
		bar.Parts = [3]money.Amount{batch.Accepted.Amount, batch.Rejected.Amount, batch.Unanswered().Amount}
		bar.Figure = words.T("%s of %s", widgets.Dollars(batch.Accepted.Amount), widgets.Dollars(batch.Sent.Amount))
	}
	return bars[max(0, len(bars)-mostBatchBars):]
}

// mostBatchBars is what the plot has room for.
const mostBatchBars = 8

// name is what people call a batch.
func (d postingDay) name() string { return fmt.Sprintf("%s b%04d", d.station, d.Batch) }

// sumCell is a sum in a table: "$12.00 (3)".
func sumCell(s ledger.PostingSum) string {
	if s.Lines == 0 {
		return ""
	}
	return fmt.Sprintf("%s (%d)", widgets.Dollars(s.Amount), s.Lines)
}

var postingStates = map[ledger.PostingState]phrase.Word{
	ledger.PostingUnanswered: "no answer yet",
	ledger.PostingRefused:    "REJECTED",
	ledger.PostingWaits:      "goes out again",
	ledger.PostingTakeBack:   "to be taken back",
}

var conflictWords = map[ledger.ConflictKind]phrase.Word{
	ledger.PostingContradicted: "billing rejects it, and had accepted it before; it counts as posted",
	ledger.PostedTwice:         "billing may have posted it twice",
	ledger.PostedVoid:          "billing posted it, though it is void; have it taken back there",
}

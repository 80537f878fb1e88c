package desk

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// Results are what billing did with the lines of one batch, as far as finance
// was told. The counter's ledger has the last word on what goes into the next
// batch: the results are handed back to it.
type Results struct {
	Station   string       `json:"station"`
	Batch     int64        `json:"batch"`
	Lines     []ResultLine `json:"lines"` // every one that the batch carries, in its order
	Conflicts []Conflict   `json:"conflicts"`
	Files     []string     `json:"files"` // SHA-256 of each file of results that was read
}

// ResultLine is a stub line that a batch carries, with billing's answer.
type ResultLine struct {
	Payment   string               `json:"payment_id"`
	Receipt   string               `json:"receipt"`
	Line      int                  `json:"line"`
	Day       ledger.Day           `json:"business_day"`
	Account   string               `json:"account"`
	Bill      string               `json:"bill,omitempty"`
	Amount    money.Amount         `json:"amount"`
	Void      string               `json:"void,omitempty"`
	Billing   string               `json:"billing,omitempty"`
	Status    ledger.PostingStatus `json:"status,omitempty"` // empty: billing has not said anything
	Reason    string               `json:"reason,omitempty"`
	Reference string               `json:"reference,omitempty"`
}

// Conflict is an answer that cannot stand beside an earlier one.
type Conflict struct {
	Receipt   string               `json:"receipt"`
	Line      int                  `json:"line"`
	Kind      ledger.ConflictKind  `json:"kind"`
	Status    ledger.PostingStatus `json:"status"`
	Reference string               `json:"reference,omitempty"`
}

// The values of the columns void and billing, as docs/BUNDLE.md has them.
const (
	neverToPost  = "void"
	takenBack    = "reversal"
	resubmission = "resubmission"
	neverPosted  = "rejected"
)

// wants tells whether an answer to the line is waited for.
func (l ResultLine) wants() bool { return l.Void != neverToPost && l.Billing != neverPosted }

// Open tells whether somebody has yet to do something about the line.
func (l ResultLine) Open() bool { return l.wants() && !l.Status.Posted() }

// State is how far the line is, as far as the answers to this batch say.
func (l ResultLine) State() ledger.PostingState {
	switch {
	case !l.wants():
		return ledger.PostingVoid
	case l.Status.Posted() && l.Void == takenBack:
		return ledger.PostingVoid
	case l.Status.Posted():
		return ledger.PostingPosted
	case l.Void == takenBack:
		return ledger.PostingTakeBack
	case l.Status == ledger.PostingRejected:
		return ledger.PostingRefused
	}
	return ledger.PostingUnanswered
}

// Open lists the lines that are not where they should be.
func (r Results) Open() (open []ResultLine) {
	for _, l := range r.Lines {
		if l.Open() {
			open = append(open, l)
		}
	}
	return open
}

// Days adds the results up by business day.
func (r Results) Days() ([]ledger.BatchDay, error) {
	var days []ledger.BatchDay
	for _, l := range r.Lines {
		if !l.wants() {
			continue
		}
		at := slices.IndexFunc(days, func(d ledger.BatchDay) bool { return d.Day == l.Day })
		if at < 0 {
			at = len(days)
			days = append(days, ledger.BatchDay{Batch: r.Batch, Day: l.Day})
		}
		if err := l.count(&days[at]); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(days, func(a, b ledger.BatchDay) int { return cmp.Compare(a.Day, b.Day) })
	return days, nil
}

func (l ResultLine) count(d *ledger.BatchDay) error {
	var sums []*ledger.PostingSum
	posted := l.Status.Posted()
	switch {
	case l.Void == takenBack && posted:
		sums = []*ledger.PostingSum{&d.TakeBack, &d.TakenBack}
	case l.Void == takenBack:
		sums = []*ledger.PostingSum{&d.TakeBack}
	case posted:
		sums = []*ledger.PostingSum{&d.Sent, &d.Accepted}
	case l.Status == ledger.PostingRejected:
		sums = []*ledger.PostingSum{&d.Sent, &d.Rejected}
	default:
		sums = []*ledger.PostingSum{&d.Sent}
	}
	if l.Billing == resubmission {
		sums = append(sums, &d.Again)
	}
	for _, sum := range sums {
		var err error
		sum.Lines++
		if sum.Amount, err = sum.Amount.Add(l.Amount); err != nil {
			return err
		}
	}
	return nil
}

const resultsFolder = "results"

func resultsFile(station string, batch int64) string {
	return fmt.Sprintf("%s_b%04d.json", station, batch)
}

// Results are those of a batch; nothing when none were read.
func (d *Desk) Results(station string, batch int64) (Results, error) {
	r := Results{Station: station, Batch: batch}
	return r, d.read(&r, resultsFolder, resultsFile(station, batch))
}

// AllResults are those of every batch that has any, by station and batch.
func (d *Desk) AllResults() ([]Results, error) {
	files, err := filepath.Glob(d.Path(resultsFolder, "*.json"))
	if err != nil {
		return nil, err
	}
	var all []Results
	for _, file := range files {
		var r Results
		if err := d.read(&r, resultsFolder, filepath.Base(file)); err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b Results) int {
		return cmp.Or(cmp.Compare(a.Station, b.Station), cmp.Compare(a.Batch, b.Batch))
	})
	return all, nil
}

// CSV writes the answers in the columns that the counter reads without a
// mapping.
func (r Results) CSV() ([]byte, error) {
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	w.UseCRLF = true
	rows := [][]string{{"payment_id", "status", "reason", "reference", "line", "receipt"}}
	for _, l := range r.Lines {
		if l.Status != "" {
			rows = append(rows, []string{l.Payment, string(l.Status), l.Reason, l.Reference, strconv.Itoa(l.Line), l.Receipt})
		}
	}
	for _, c := range r.Conflicts {
		at := slices.IndexFunc(r.Lines, func(l ResultLine) bool { return l.Receipt == c.Receipt && l.Line == c.Line })
		rows = append(rows, []string{r.Lines[at].Payment, string(c.Status), "", c.Reference, strconv.Itoa(c.Line), c.Receipt})
	}
	err := w.WriteAll(rows)
	return text.Bytes(), err
}

// CSVName is what the file that goes back to the counter is called.
func (r Results) CSVName() string {
	return "results_" + strings.TrimSuffix(resultsFile(r.Station, r.Batch), ".json") + ".csv"
}

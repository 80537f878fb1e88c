package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"counterfoil/ledger"
	"counterfoil/ledger/billing"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/bundle/desk"
	"counterfoil/ledger/durable"
)

type postedCommand struct {
	Bundle  string `arg:"" type:"existingfile" help:"The bundle that was loaded."`
	Results string `arg:"" type:"existingfile" help:"What billing said of it: CSV or an Excel workbook."`
	As      string `placeholder:"USER" help:"Who records it in the station's ledger: finance or a supervisor. Without it the results are kept in finance's own folder."`
	Out     string `placeholder:"FILE.csv" help:"Without --as: the results to hand back to the counter. Default: results_STATION_bNNNN.csv beside the results."`
	Partly  bool   `help:"The list is of several batches: take the rows that are of this one."`
	JSON    bool   `help:"Print the result as JSON."`
	listFlags
}

func (postedCommand) Help() string {
	return "By default the columns are payment_id, status, reason, reference, " +
		"with the status accepted, rejected or duplicate. A line column tells the stub lines of a payment apart. " +
		"The same results twice add nothing. What is accepted, or there already, never goes out again; what is rejected is listed until it is put right. " +
		"What needs a look is a row that could not be used, or that contradicts what is known.\n\n" +
		"Examples:\n\n    counterfoil posted counterfoil_C1_2026-11-23_2026-11-23_b0001.zip results.csv --as grace\n" +
		"    counterfoil posted b.zip load-report.xlsx --map receipt=\"Ref No\",status=Result --status accepted=OK --status rejected=* --save Tyler"
}

// postedResult is what the command prints as JSON.
type postedResult struct {
	Station   string            `json:"station"`
	Batch     int64             `json:"batch"`
	Accepted  ledger.PostingSum `json:"accepted"`
	Rejected  ledger.PostingSum `json:"rejected"`
	Duplicate ledger.PostingSum `json:"duplicate"`
	Known     int64             `json:"known"`
	ByAccount int               `json:"by_account"`
	Conflicts []conflictResult  `json:"conflicts"`
	Problems  []billing.Problem `json:"problems"`
	Days      []postedDay       `json:"days"`
	Results   string            `json:"results,omitempty"` // the file to hand back
}

type conflictResult struct {
	Receipt   string               `json:"receipt"`
	Line      int                  `json:"line"`
	Kind      ledger.ConflictKind  `json:"kind"`
	Status    ledger.PostingStatus `json:"status"`
	Reference string               `json:"reference,omitempty"`
}

type postedDay struct {
	ledger.BatchDay
	Unanswered ledger.PostingSum `json:"unanswered"`
}

func (c postedCommand) Run(ctx context.Context, folder ledger.Folder, office *desk.Desk) error {
	if c.Out != "" && c.As != "" {
		return usage("--out goes without --as: what is recorded in the station's ledger is not handed back to it")
	}
	if err := checkTarget(folder, "--out", c.Out); err != nil {
		return err
	}
	b, err := checked(ctx, c.Bundle, office)
	if err != nil {
		return err
	}
	defer b.Close()
	m, err := b.Manifest()
	if err != nil {
		return err
	}
	ours, err := billing.ReadOurs(b.Rows("payments.csv"))
	if err != nil {
		return err
	}
	list, err := c.read(ctx, c.Results, billingFolder(folder, office))
	if err != nil {
		return err
	}
	answers, err := list.Answers(ours)
	if err != nil {
		return exit{wrongInput, err}
	}
	if len(answers.Found) == 0 {
		return usage("%s says nothing of batch %d of station %s: %s", c.Results, m.Batch, m.Station, firstProblem(answers))
	}
	result := postedResult{Station: m.Station, Batch: m.Batch, ByAccount: answers.ByAccount, Conflicts: []conflictResult{}, Problems: append([]billing.Problem{}, answers.Problems...)}
	if answers.OfAnother() && !c.Partly {
		return usage("most rows of %s that name a payment name one that batch %d of station %s does not carry: %s. Is it the list of another batch? If it is of several, --partly takes the rows that are of this one", c.Results, m.Batch, m.Station, firstProblem(answers))
	}
	if c.As != "" {
		err = c.record(ctx, folder, m, list, answers, &result)
	} else {
		err = c.keep(office, m, ours, list, answers, &result)
	}
	if err != nil {
		return err
	}
	return c.say(result)
}

func firstProblem(a billing.Answers) string {
	if len(a.Problems) == 0 {
		return "it has no rows"
	}
	return fmt.Sprintf("line %d: %s", a.Problems[0].At, a.Problems[0].Reason)
}

// record puts the results into the station's ledger.
func (c postedCommand) record(ctx context.Context, folder ledger.Folder, m bundle.Manifest, list *billing.List, answers billing.Answers, result *postedResult) error {
	l, by, err := openAs(folder, c.As)
	if err != nil {
		return err
	}
	defer l.Close()
	read, err := bundle.RecordPostings(ctx, l, by, m, ledger.PostingFile{Batch: m.Batch, Name: list.Name, SHA256: list.SHA256}, answers.Found, countedOf("Recording"))
	if errors.Is(err, context.Canceled) {
		return exit{cannotRun, fmt.Errorf("canceled; recorded so far: %s; reading the file again goes on behind them", many(read.New, "answer"))}
	}
	if err != nil {
		return err
	}
	days, err := l.PostingsByBatch()
	if err != nil {
		return err
	}
	result.take(read, days)
	return nil
}

// countedOf is progressOf a work that counts its steps.
func countedOf(what string) func(done, of int) {
	progress := progressOf(what)
	return func(done, of int) { progress(float64(done) / float64(of)) }
}

// keep puts the results into finance's own folder, and writes what goes back to
// the counter.
func (c postedCommand) keep(office *desk.Desk, m bundle.Manifest, ours []billing.Ours, list *billing.List, answers billing.Answers, result *postedResult) error {
	read, results, err := office.Post(m, ours, list.SHA256, answers.Found)
	if err != nil {
		return err
	}
	days, err := results.Days()
	if err != nil {
		return err
	}
	result.take(read, days)
	if result.Results = c.Out; c.Out == "" {
		result.Results = filepath.Join(filepath.Dir(c.Results), results.CSVName())
	}
	text, err := results.CSV()
	if err != nil {
		return err
	}
	return durable.WriteFile(result.Results, bytes.NewReader(text), 0o600)
}

func (r *postedResult) take(read ledger.PostingsRead, days []ledger.BatchDay) {
	r.Accepted, r.Rejected, r.Duplicate, r.Known = read.Accepted, read.Rejected, read.Duplicate, read.Known
	for _, x := range read.Conflicts {
		r.Conflicts = append(r.Conflicts, conflictResult{x.Receipt, x.Line, x.Kind, x.Status, x.Reference})
	}
	r.Days = []postedDay{}
	for _, d := range days {
		if d.Batch == r.Batch {
			r.Days = append(r.Days, postedDay{d, d.Unanswered()})
		}
	}
}

// maxPrinted is how many lines that are left out are named one by one.
const maxPrinted = 20

var conflictWords = map[ledger.ConflictKind]string{
	ledger.PostingContradicted: "billing rejects it, and had accepted it before; it counts as posted",
	ledger.PostedTwice:         "billing may have posted it twice",
	ledger.PostedVoid:          "billing posted it, though it is void; have it taken back there",
}

func (c postedCommand) say(r postedResult) error {
	if c.JSON {
		if err := printJSON(os.Stdout, r); err != nil {
			return err
		}
	} else {
		r.print()
	}
	if len(r.Problems)+len(r.Conflicts) > 0 {
		return exit{checkFailed, errSaid}
	}
	return nil
}

func (r postedResult) print() {
	fmt.Printf("Batch %d of station %s: %s accepted (%s), %d rejected (%s), %d there already (%s).\n", r.Batch, r.Station,
		many(r.Accepted.Lines, "stub"), r.Accepted.Amount.Display(), r.Rejected.Lines, r.Rejected.Amount.Display(), r.Duplicate.Lines, r.Duplicate.Amount.Display())
	if r.Known > 0 {
		fmt.Printf("Known before, and adding nothing: %s.\n", many(r.Known, "answer"))
	}
	if r.ByAccount > 0 {
		fmt.Printf("Found by account, amount and date alone, which only one stub has: %s.\n", many(r.ByAccount, "row"))
	}
	for _, d := range r.Days {
		fmt.Printf("%s: %d sent (%s), %d in billing, %d rejected, %d unanswered (%s)\n", d.Day.Display(),
			d.Sent.Lines, d.Sent.Amount.Display(), d.Accepted.Lines, d.Rejected.Lines, d.Unanswered.Lines, d.Unanswered.Amount.Display())
		if d.TakeBack.Lines > 0 {
			fmt.Printf("%s: %d to take back (%s), %d taken back\n", d.Day.Display(), d.TakeBack.Lines, d.TakeBack.Amount.Display(), d.TakenBack.Lines)
		}
	}
	for _, x := range r.Conflicts {
		fmt.Printf("LOOK  %s, stub %d: %s\n", x.Receipt, x.Line, conflictWords[x.Kind])
	}
	for i, p := range r.Problems {
		if i == maxPrinted {
			fmt.Printf("%s left out; --json lists them. Is it the list of another batch?\n", many(len(r.Problems)-i, "more line"))
			break
		}
		fmt.Printf("line %d is left out: %s\n", p.At, p.Reason)
	}
	if r.Results != "" {
		fmt.Printf("Hand this back to the counter: %s\n", r.Results)
	}
}

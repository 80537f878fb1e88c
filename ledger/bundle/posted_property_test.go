package bundle_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"counterfoil/ledger"
	results "counterfoil/ledger/billing"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/bundle/merge"
	"counterfoil/ledger/money"
)

// TestEveryPaymentIsAcceptedOnceOrListedAsOpen lets two counters and a billing
// system that rejects, answers in part and loses its answers do anything in any
// order: pay, void, correct, export, load, load again, answer, answer again.
// Whatever happens, billing has nothing twice, and what is not known to be there
// is listed. When everybody then does what is listed, everything that stands is
// in billing and nothing is open. All bundles, in any order and some of them
// twice, make one set of what stands.
func TestEveryPaymentIsAcceptedOnceOrListedAsOpen(t *testing.T) {
	created := map[string]string{}
	for _, station := range []string{"C1", "C2"} {
		created[station] = filepath.Join(t.TempDir(), station)
		text := strings.ReplaceAll(cityText, `"C1"`, fmt.Sprintf("%q", station))
		if _, err := ledger.Create(ledger.Folder(created[station]), []byte(text), "billing is down", secretOf, clockAt(&opening)); err != nil {
			t.Fatal(err)
		}
	}
	fewer(t, 15)
	seen := map[string]int{}
	history := func(t *rapid.T) {
		folder, err := os.MkdirTemp("", "posted-test-*")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(folder)
		w := &world{T: t, folder: folder, seen: seen, truth: map[posted]int{}, ids: map[posted]bool{}, reopened: map[string]bool{}}
		for _, station := range []string{"C1", "C2"} {
			data := filepath.Join(folder, station)
			if err := os.CopyFS(data, os.DirFS(created[station])); err != nil {
				t.Fatal(err)
			}
			c := openCounter(t, data)
			defer c.Close()
			w.counters = append(w.counters, c)
		}
		for range rapid.IntRange(5, 12).Draw(t, "times") {
			for range 4 {
				w.act()
			}
			w.check()
		}
		w.finish()
		w.merge()
		w.verify()
	}
	// Chance leaves one of them out of fifteen histories now and then.
	outcomes := []string{"rejected", "duplicate", "taken back", "again", "never posted"}
	missing := func() bool {
		return slices.ContainsFunc(outcomes, func(outcome string) bool { return seen[outcome] == 0 })
	}
	for tries := 0; tries == 0 || missing() && tries < 5; tries++ {
		rapid.Check(t, history)
	}
	for _, act := range outcomes {
		if seen[act] == 0 {
			t.Errorf("the property was never put to the test: nothing was %s in %v", act, seen)
		}
	}
}

// fewer runs a property that takes long fewer times than rapid does when nobody
// says how often.
func fewer(t *testing.T, checks int) {
	t.Helper()
	const name = "rapid.checks"
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == name })
	if given {
		return
	}
	before := flag.Lookup(name).Value.String()
	if err := flag.Set(name, strconv.Itoa(checks)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { flag.Set(name, before) })
}

// world is two counters, billing, and what lies between them.
type world struct {
	*rapid.T
	folder   string
	counters []*counter
	batches  []*sent
	loaded   int
	seen     map[string]int

	truth    map[posted]int  // how often billing has a line
	ids      map[posted]bool // every line that billing ever posted
	reopened map[string]bool // bad accounts that billing takes by now
	answers  []*answers
	handed   int // how many of them the counters have whole
	payments int
}

type posted struct {
	payment string
	line    string
}

// sent is a batch on its way.
type sent struct {
	counter *counter
	batch   ledger.Batch
	path    string
	refused map[posted]bool // lines that billing rejected of it, whenever it is loaded
}

// answers is a file of results.
type answers struct {
	of   *sent
	rows [][]string
}

func (w *world) counter() *counter { return rapid.SampledFrom(w.counters).Draw(w.T, "counter") }

func (w *world) act() {
	switch rapid.SampledFrom([]string{"pay", "pay", "pay", "void", "void", "export", "export", "export", "load", "load", "load", "load again", "answer", "answer", "answer", "put right", "reopen"}).Draw(w.T, "act") {
	case "pay":
		w.pay(w.counter())
	case "void":
		w.void(w.counter())
	case "export":
		w.export(w.counter())
	case "load":
		w.loadNext()
	case "load again":
		w.loadAgain()
	case "answer":
		w.answer()
	case "put right":
		w.putRight(w.counter(), rapid.IntRange(0, 3).Draw(w.T, "how"))
	case "reopen":
		w.reopened[fmt.Sprint(rapid.IntRange(0, w.payments+1).Draw(w.T, "account"), "9")] = true
	}
}

// pay takes one to three lines. Billing rejects an account that ends with 9.
func (w *world) pay(c *counter) {
	var lines []ledger.Line
	var total int64
	for range rapid.IntRange(1, 3).Draw(w.T, "lines") {
		w.payments++
		cents := rapid.Int64Range(1, 9_999).Draw(w.T, "amount")
		total += cents
		lines = append(lines, line(fmt.Sprint(w.payments, rapid.SampledFrom([]int{1, 2, 9}).Draw(w.T, "kind")), cents))
	}
	p := payment(lines...)
	p.Tenders = []ledger.Tender{{Kind: ledger.Cash, Amount: cents(total)}}
	c.pay(p)
}

// void takes back a payment that stands, half the time one that billing is
// known to have rejected.
func (w *world) void(c *counter) {
	var standing, refused []string
	for r := range receiptsOf(c) {
		if r.Void == nil {
			standing = append(standing, r.Number)
		}
	}
	for line, err := range c.OpenPostings() {
		if err != nil {
			w.Fatal(err)
		}
		if line.State == ledger.PostingRefused || line.State == ledger.PostingWaits {
			refused = append(refused, line.Receipt)
		}
	}
	if len(refused) > 0 && rapid.Bool().Draw(w.T, "rejected") {
		standing = refused
	}
	if len(standing) > 0 {
		c.void(rapid.SampledFrom(standing).Draw(w.T, "receipt"))
	}
}

func receiptsOf(c *counter) func(func(ledger.Receipt) bool) {
	return func(yield func(ledger.Receipt) bool) {
		for n := 1; ; n++ {
			r, err := c.Receipt(fmt.Sprint(n))
			if ledger.CodeOf(err) == ledger.NotFound {
				return
			}
			if err != nil {
				c.Fatal(err)
			}
			if !yield(r) {
				return
			}
		}
	}
}

func (w *world) export(c *counter) bool {
	c.now = c.now.Add(time.Minute)
	batch, err := c.Export(c.sue, "", "")
	if ledger.CodeOf(err) == ledger.NotFound {
		return false
	}
	if err != nil {
		w.Fatal(err)
	}
	path := c.write(batch, w.folder)
	if batch.Again {
		return false
	}
	w.batches = append(w.batches, &sent{counter: c, batch: batch, path: path, refused: map[posted]bool{}})
	return true
}

// loadNext gives billing the next batch that it was not given: a station's
// batches come in their order.
func (w *world) loadNext() bool {
	if w.loaded == len(w.batches) {
		return false
	}
	w.load(w.batches[w.loaded])
	w.loaded++
	return true
}

func (w *world) loadAgain() {
	if w.loaded > 0 {
		w.load(w.batches[rapid.IntRange(0, w.loaded-1).Draw(w.T, "batch")])
	}
}

// load is billing. It knows every line that it ever posted by its id.
func (w *world) load(s *sent) {
	a := &answers{of: s}
	for _, row := range rows(w.T, s.path, "payments.csv") {
		line := posted{row["payment_id"], row["line"]}
		status, reference := "rejected", ""
		switch {
		case row["void"] == "void" || row["billing"] == "rejected":
			if w.truth[line] > 0 {
				w.Fatalf("batch %d says of %s, line %s, that it is not in billing; it is", s.batch.Number, row["receipt"], row["line"])
			}
			if row["billing"] == "rejected" {
				w.seen["never posted"]++
			}
			continue
		case row["void"] == "reversal":
			if w.truth[line] > 0 {
				w.truth[line]--
				status = "accepted"
				w.seen["taken back"]++
			} else if w.ids[line] {
				status = "duplicate" // taken back already
			}
		case w.ids[line]:
			status = "duplicate"
			w.seen["duplicate"]++
		case s.refused[line] || strings.HasSuffix(row["account"], "9") && !w.reopened[row["account"]]:
			s.refused[line] = true
			w.seen["rejected"]++
		default:
			w.truth[line]++
			w.ids[line] = true
			status, reference = "accepted", "T-"+row["receipt"]+"-"+row["line"]
			if row["billing"] == "resubmission" {
				w.seen["again"]++
			}
		}
		a.rows = append(a.rows, []string{line.payment, line.line, status, "as billing says", reference})
	}
	w.answers = append(w.answers, a)
}

// answer hands a part of the next file of results to its counter, or all of
// it: billing's answers come in their order.
func (w *world) answer() {
	if w.handed == len(w.answers) {
		return
	}
	a := w.answers[w.handed]
	if rapid.Bool().Draw(w.T, "in part") {
		w.hand(a.of, a.rows[:rapid.IntRange(0, len(a.rows)).Draw(w.T, "rows")])
		return
	}
	w.hand(a.of, a.rows)
	w.handed++
}

func (w *world) hand(s *sent, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	var text bytes.Buffer
	if err := csv.NewWriter(&text).WriteAll(append([][]string{{"payment_id", "line", "status", "reason", "reference"}}, rows...)); err != nil {
		w.Fatal(err)
	}
	path := filepath.Join(w.folder, "results.csv")
	if err := os.WriteFile(path, text.Bytes(), 0o600); err != nil {
		w.Fatal(err)
	}
	list, err := results.ReadList(context.Background(), path, w.folder, results.DefaultMapping(), nil)
	if err != nil {
		w.Fatal(err)
	}
	b, err := bundle.Open(s.path)
	if err != nil {
		w.Fatal(err)
	}
	defer b.Close()
	ours, err := results.ReadOurs(b.Rows("payments.csv"))
	if err != nil {
		w.Fatal(err)
	}
	found, err := list.Answers(ours)
	if err != nil || len(found.Problems) > 0 {
		w.Fatal(err, found.Problems)
	}
	m, _ := b.Manifest()
	c := s.counter
	c.now = c.now.Add(time.Minute)
	for again := range 2 {
		read, err := bundle.RecordPostings(context.Background(), c.Ledger, c.sue, m, ledger.PostingFile{Batch: m.Batch, Name: "results.csv", SHA256: list.SHA256}, found.Found, nil)
		if err != nil {
			w.Fatal(err)
		}
		if again == 1 && read.New != 0 {
			w.Fatalf("the same results again add %+v", read)
		}
	}
}

// putRight corrects an account that billing rejected, or sends it again as it
// is; how 0 leaves it.
func (w *world) putRight(c *counter, how int) bool {
	for line, err := range c.OpenPostings() {
		if err != nil {
			w.Fatal(err)
		}
		if line.State != ledger.PostingRefused || how == 0 {
			continue
		}
		if how == 1 {
			_, err = c.Resubmit(c.sue, line.Receipt, line.Line, "billing is asked again")
		} else {
			_, err = c.CorrectAccount(c.ana, c.sue, line.Receipt, line.Line, strings.TrimSuffix(line.Account, "9")+"1", "digits swapped")
		}
		if err != nil {
			w.Fatal(err)
		}
		return true
	}
	return false
}

// check holds what the counters say against billing.
func (w *world) check() {
	for line, n := range w.truth {
		if n > 1 || n < 0 {
			w.Fatalf("billing has line %s of %s %d times", line.line, line.payment, n)
		}
	}
	for _, c := range w.counters {
		open := map[posted]bool{}
		for line, err := range c.OpenPostings() {
			if err != nil {
				w.Fatal(err)
			}
			open[posted{line.Payment, fmt.Sprint(line.Line)}] = true
		}
		for r := range receiptsOf(c) {
			lines, err := c.PostingLines(r)
			if err != nil {
				w.Fatal(err)
			}
			for _, line := range lines {
				key := posted{line.Payment, fmt.Sprint(line.Line)}
				there := w.truth[key] > 0
				switch {
				case line.State == ledger.PostingNotExported:
					if there {
						w.Fatalf("%s, line %d, was not exported and is in billing", r.Number, line.Line)
					}
				case open[key] != line.Open():
					w.Fatalf("%s, line %d, is %s; listed as open: %v", r.Number, line.Line, line.State, open[key])
				case line.State == ledger.PostingPosted && !there, line.State == ledger.PostingVoid && there:
					w.Fatalf("%s, line %d, is %s; in billing: %v", r.Number, line.Line, line.State, there)
				}
			}
		}
	}
}

// finish lets everybody do what is listed until nothing is open.
func (w *world) finish() {
	for round := range 20 {
		for _, c := range w.counters {
			for w.putRight(c, 2) {
			}
			w.export(c)
		}
		for w.loadNext() {
		}
		for ; w.handed < len(w.answers); w.handed++ {
			w.hand(w.answers[w.handed].of, w.answers[w.handed].rows)
		}
		w.check()
		if w.nothingOpen() {
			break
		}
		if round == 19 {
			w.Fatal("something stays open for ever")
		}
	}
	for _, c := range w.counters {
		for r := range receiptsOf(c) {
			for n := range r.Payment.Lines {
				if there := w.truth[posted{r.Payment.ID, fmt.Sprint(n + 1)}] == 1; there != (r.Void == nil) {
					w.Fatalf("in the end %s is void: %v, and in billing: %v", r.Number, r.Void != nil, there)
				}
			}
		}
		conflicts, err := c.PostingConflicts()
		if err != nil || len(conflicts) > 0 {
			w.Fatal(err, conflicts)
		}
	}
}

func (w *world) nothingOpen() bool {
	for _, c := range w.counters {
		for line, err := range c.OpenPostings() {
			if err != nil {
				w.Fatal(err)
			}
			return line.Receipt == ""
		}
	}
	return true
}

// merge puts all bundles together, twice, in random orders with repetitions.
func (w *world) merge() {
	var total money.Amount
	standing := map[string]bool{}
	for _, c := range w.counters {
		for r := range receiptsOf(c) {
			if r.Void == nil {
				standing[r.Payment.ID] = true
				total, _ = total.Add(r.Total)
			}
		}
	}
	var said []string
	for range 2 {
		var paths []string
		for _, s := range w.batches {
			paths = append(paths, s.path)
		}
		if len(paths) > 0 {
			paths = append(paths, rapid.SliceOfN(rapid.SampledFrom(paths), 0, 3).Draw(w.T, "twice")...)
		}
		paths = rapid.Permutation(paths).Draw(w.T, "order")
		set, err := merge.Merge(context.Background(), paths, w.folder, merge.Options{})
		if err != nil {
			w.Fatal(err)
		}
		out := filepath.Join(w.folder, fmt.Sprint("set", len(said)))
		if err := set.WriteFolder(context.Background(), out, nil, merge.Options{}); err != nil {
			w.Fatal(err)
		}
		if len(set.SetAside) > 0 || len(set.Sources) != len(w.batches) || set.Figures.Payments != int64(len(standing)) || set.Figures.Total != total {
			w.Fatalf("%d of %d bundles are %d payments, %s, with %v set aside; %d stand, %s", len(set.Sources), len(w.batches), set.Figures.Payments, set.Figures.Total, set.SetAside, len(standing), total)
		}
		said = append(said, w.read(out))
		if err := set.Close(); err != nil {
			w.Fatal(err)
		}
	}
	if said[0] != said[1] {
		w.Fatalf("another order gives another set:\n%s\n%s", said[0], said[1])
	}
}

// verify replays each counter's journal and holds its tables against it.
func (w *world) verify() {
	for _, c := range w.counters {
		folder := c.Folder()
		if err := c.Close(); err != nil {
			w.Fatal(err)
		}
		findings, err := ledger.Verify(folder)
		if err != nil {
			w.Fatal(err)
		}
		for _, f := range findings {
			if !f.OK {
				w.Fatalf("%s: %s", f.Name, f.Detail)
			}
		}
	}
}

// read is every file of a set but the count of repetitions.
func (w *world) read(folder string) string {
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		w.Fatal(err)
	}
	content := map[string]string{}
	for _, file := range files {
		text := string(mustRead(w.T, file))
		if filepath.Base(file) == "set.json" {
			text = text[strings.Index(text, `"set_aside"`):]
		}
		content[filepath.Base(file)] = text
	}
	var all strings.Builder
	for _, name := range slices.Sorted(maps.Keys(content)) {
		fmt.Fprintln(&all, name, content[name])
	}
	return all.String()
}

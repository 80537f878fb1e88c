package ui

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ledger"
	"counterfoil/ledger/billing"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/durable"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// matchPage is the page of Finance that holds what the counters took against
// what billing has.
type matchPage struct {
	financePage
	compared billing.Comparison
	of       string // what was compared, for the names of files

	apart   *widgets.Entry
	summary *widgets.Text
	counts  *widgets.Table[matchCount]
	pairs   *widgets.Table[billing.Pair]
	how     *widgets.Text // the selected pair was found
}

// matchCount is one class of the comparison.
type matchCount struct {
	kind billing.Kind
	ledger.PostingSum
}

func newMatchPage(o *backOffice) screen {
	s := &matchPage{
		financePage: financePage{backOffice: o, name: words.T("Match")},
		apart:       widgets.NewDigitsEntry(), summary: widgets.NewText(words.T("F9 chooses a bundle, or the folder of a merged set, and then billing's list of cash receipts.")).InLines(),
	}
	s.summary.Style.Bold = true
	s.how = widgets.NewText("")
	s.apart.Replace, s.apart.Digits, s.apart.Limit = true, 4, 3
	s.apart.SetText("3")
	s.apart.OnSubmitted = func(string) { s.to(s.counts) }
	type count = widgets.Column[matchCount]
	s.counts = widgets.NewTable(
		count{Title: words.T("Result"), Width: 20, Text: func(c matchCount) string { return words.Say(c.kind) }},
		count{Title: words.T("Stubs"), Width: 8, Align: fyne.TextAlignTrailing, Text: func(c matchCount) string { return strconv.FormatInt(c.Lines, 10) }},
		count{Title: words.T("Amount"), Width: 14, Align: fyne.TextAlignTrailing, Text: func(c matchCount) string { return widgets.Dollars(c.Amount) }},
		count{Title: words.T("What it means"), Width: 44, Text: func(c matchCount) string { return words.Say(matchMeanings[c.kind]) }},
	)
	s.counts.Empty = words.T("Nothing is compared yet.")
	s.counts.MinRows = len(billing.Kinds)
	s.counts.OnSelect = func(c matchCount) { s.showPairs(c.kind) }
	type pair = widgets.Column[billing.Pair]
	ours := func(text func(*billing.Ours) string) func(billing.Pair) string {
		return func(p billing.Pair) string {
			if p.Ours == nil {
				return ""
			}
			return text(p.Ours)
		}
	}
	theirs := func(text func(*billing.Row) string) func(billing.Pair) string {
		return func(p billing.Pair) string {
			if p.Theirs == nil {
				return ""
			}
			return text(p.Theirs)
		}
	}
	s.pairs = widgets.NewTable(
		pair{Title: words.T("Receipt"), Width: 11, Text: ours(func(o *billing.Ours) string { return o.Receipt + "/" + strconv.Itoa(o.Line) })},
		pair{Title: words.T("Account"), Width: 11, Text: ours(func(o *billing.Ours) string { return o.Account })},
		pair{Title: words.T("Amount"), Width: 10, Align: fyne.TextAlignTrailing, Text: ours(func(o *billing.Ours) string { return widgets.Dollars(o.Amount) })},
		pair{Title: words.T("Their line"), Width: 8, Align: fyne.TextAlignTrailing, Text: theirs(func(r *billing.Row) string { return strconv.Itoa(r.At) })},
		pair{Title: words.T("Their account"), Width: 11, Text: theirs(func(r *billing.Row) string { return r.Account })},
		pair{Title: words.T("Their amount"), Width: 10, Align: fyne.TextAlignTrailing, Text: theirs(func(r *billing.Row) string { return theirAmount(*r) })},
		pair{Title: words.T("Found by"), Width: 22, Text: func(p billing.Pair) string { return words.Say(p.HowWords()) }},
	)
	s.pairs.MinRows = 5
	s.pairs.OnSelect = func(p billing.Pair) { s.how.SetText(pairWords(p)) }
	s.pairs.Empty = words.T("None")
	s.first = s.counts
	head := container.NewBorder(nil, nil, nil, widgets.NewField(words.T("Days apart, where a row names no payment (F4)"), s.apart), s.summary)
	top := container.New(layout.NewCustomPaddedVBoxLayout(6), head, s.counts, strong(words.T("The stubs of the selected result (F3)")))
	s.body = page(container.NewBorder(top, s.how, nil, nil, container.New(layout.NewCustomPaddedLayout(4, 4, 0, 0), s.pairs)))
	return s
}

// pairWords says in full what a pair was found by, and why a row of theirs
// cannot be used.
func pairWords(p billing.Pair) string {
	said := ""
	if p.How != "" {
		said = words.T("Found %s.", p.HowWords())
	}
	if p.Theirs != nil && p.Theirs.Wrong != nil {
		said += " " + widgets.Sentence(p.Theirs.Wrong)
	}
	return said
}

var matchMeanings = map[billing.Kind]phrase.Word{
	billing.Matched: "once on both sides", billing.Missing: "not on billing's list", billing.Twice: "billing has it more than once",
	billing.DifferentAmount: "on the list, with another amount", billing.DifferentAccount: "on the list, under another account",
	billing.NotToPost: "on the list, though it is void here", billing.TheirsOnly: "on billing's list, and not ours",
	billing.TakenBack: "billing posted it and took it back",
}

func (s *matchPage) commands() keys.Table {
	compared := func() bool { return s.idle() && s.compared.Counts != nil }
	return keys.Table{
		{Name: "pairs", Label: words.T("To the stubs"), Menu: menuFinance, Key: fyne.KeyF3, Enabled: compared, Run: s.turn},
		{Name: "days", Label: words.T("Days apart"), Menu: menuFinance, Key: fyne.KeyF4, Run: func() { s.to(s.apart) }},
		{Name: "save", Label: words.T("Save"), Menu: menuFinance, Key: fyne.KeyF7, Enabled: compared, Run: s.save},
		{Name: "match", Label: words.T("Match"), Menu: menuFinance, Key: fyne.KeyF9, Enabled: s.idle, Run: func() { s.ask("", "") }},
		s.esc(),
	}
}

func (s *matchPage) turn() {
	if s.window.Canvas().Focused() == fyne.Focusable(s.pairs) {
		s.to(s.counts)
		return
	}
	s.to(s.pairs)
}

func (s *matchPage) dropped(paths []string) { s.ask(bundleAndList(paths)) }

// ask asks for what to compare, as far as it was not given.
func (s *matchPage) ask(ours, list string) {
	s.fileOr(ours, fileQuestion{
		title: words.T("Match: what the counters took"), text: words.T("A bundle, or the folder of a merged set."), confirm: words.T("Next"),
		folder: &s.places.bundles, newest: newestOf(".zip", ".zip.age"), folders: true,
		take: func(ours string) {
			s.unlocked(ours, func() {
				s.askList(list, words.T("Match: billing's list"), words.T("Billing's own list of cash receipts. CSV or an Excel workbook."), false,
					func(theirs *billing.List) { s.match(ours, theirs) })
			})
		},
	})
}

func (s *matchPage) match(ours string, theirs *billing.List) {
	days, _ := strconv.Atoi(s.apart.Text) // digits, or nothing
	var compared billing.Comparison
	var looks []phrase.Text
	s.run(words.T("Checking the bundle"), func(ctx context.Context, w *longWork) (err error) {
		var lines []billing.Ours
		if lines, looks, err = s.readOurs(ctx, w, ours); err == nil {
			compared, err = billing.Match(lines, theirs, days)
		}
		return err
	}, func() {
		s.compared, s.of = compared, strings.TrimSuffix(strings.TrimSuffix(filepath.Base(ours), ".age"), ".zip")
		s.show()
		if len(looks) > 0 {
			s.looked(widgets.Warning, "", looks)
		}
	})
}

// readOurs reads the payments of a bundle, or of a folder that a merge wrote.
func (s *matchPage) readOurs(ctx context.Context, w *longWork, path string) (ours []billing.Ours, looks []phrase.Text, err error) {
	if isFolder(path) {
		file, err := os.Open(filepath.Join(path, "payments.csv"))
		if err != nil {
			return nil, nil, phrase.Errorf("%s is not the folder of a merged set", path)
		}
		defer file.Close()
		ours, err = billing.ReadOurs(bundle.ReadRows("payments.csv", file))
		return ours, nil, err
	}
	b, looks, err := s.finance.OpenChecked(ctx, path, w.at)
	if err != nil {
		return nil, nil, err
	}
	defer b.Close()
	ours, err = billing.ReadOurs(b.Rows("payments.csv"))
	return ours, looks, err
}

func (s *matchPage) show() {
	said := words.T("%s: not everything matches.", s.of)
	if s.compared.AllMatch() {
		said = words.T("%s: everything matches.", s.of)
	}
	if n := s.compared.ByAccount(); n > 0 {
		said += " " + words.N(n, "%d was found by account, amount and date alone.", "%d were found by account, amount and date alone.")
	}
	s.summary.SetText(said)
	s.counts.SetRows(countsOf(s.compared))
	s.refocus()
	s.board.Changed()
}

// countsOf are the classes that hold anything, those to look at first.
func countsOf(c billing.Comparison) []matchCount {
	var counts []matchCount
	for _, kind := range billing.Kinds {
		if sum := c.Counts[kind]; sum.Lines > 0 {
			counts = append(counts, matchCount{kind, sum})
		}
	}
	return counts
}

func (s *matchPage) showPairs(kind billing.Kind) {
	var pairs []billing.Pair
	for _, p := range s.compared.Pairs {
		if p.Kind == kind {
			pairs = append(pairs, p)
		}
	}
	s.how.SetText("")
	s.pairs.SetRows(pairs)
}

func (s *matchPage) save() {
	s.askFolder(words.T("Save the comparison"), words.T("As a workbook for people, and as CSV for programs."), words.T("Save"), s.places.bundles, func(folder string) {
		path := filepath.Join(folder, "match_"+s.of)
		s.work(words.T("Saving the comparison"), func() error { return saveComparison(s.compared, path) }, func(err error) {
			if err != nil {
				s.say(widgets.Stop, widgets.Sentence(err))
				return
			}
			s.say(widgets.Note, words.T("The comparison is saved as %s.xlsx and .csv.", path))
		})
	})
}

func saveComparison(c billing.Comparison, path string) error {
	var book, rows bytes.Buffer
	if err := c.WriteWorkbook(&book); err != nil {
		return err
	}
	w := csv.NewWriter(&rows)
	w.UseCRLF = true
	if err := w.WriteAll(c.Rows()); err != nil {
		return err
	}
	if err := durable.WriteFile(path+".xlsx", &book, 0o600); err != nil {
		return err
	}
	return durable.WriteFile(path+".csv", &rows, 0o600)
}

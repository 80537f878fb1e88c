package ui

import (
	"bytes"
	"context"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ledger"
	"counterfoil/ledger/billing"
	"counterfoil/ledger/bundle"
	financedesk "counterfoil/ledger/bundle/desk"
	"counterfoil/ledger/durable"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// postingPage is the page of Finance that shows what billing did with what it
// was given, and takes what it says.
type postingPage struct {
	financePage
	figures postingFigures
	shown   int // which list

	summary, listed *widgets.Text
	plot            *widgets.Bars
	days            *widgets.Table[postingDay]
	open            *widgets.Table[openStub]
	conflicts       *widgets.Table[postingConflict]
	place           *fyne.Container
}

func newPostingPage(o *backOffice) screen {
	s := &postingPage{
		financePage: financePage{backOffice: o, name: words.T("Posting")},
		summary:     widgets.NewText(""), listed: widgets.NewText(""),
		plot:  widgets.NewBars([3]string{words.T("Accepted"), words.T("Rejected"), words.T("Unanswered")}),
		place: container.NewStack(),
	}
	s.summary.Style.Bold, s.listed.Style.Bold = true, true
	s.newTables()
	top := container.New(layout.NewCustomPaddedVBoxLayout(4), s.summary, s.plot, s.listed)
	s.body = page(container.NewBorder(top, nil, nil, nil, container.New(layout.NewCustomPaddedLayout(4, 0, 0, 0), s.place)))
	s.list(0)
	return s
}

func (s *postingPage) newTables() {
	type day = widgets.Column[postingDay]
	sum := func(title string, of func(ledger.BatchDay) ledger.PostingSum) day {
		return day{Title: title, Width: 17, Align: fyne.TextAlignTrailing, Text: func(d postingDay) string { return sumCell(of(d.BatchDay)) }}
	}
	s.days = widgets.NewTable(
		day{Title: words.T("Batch"), Width: 9, Text: postingDay.name},
		day{Title: words.T("Business day"), Width: 10, Text: func(d postingDay) string { return d.Day.Display() }},
		sum(words.T("Exported"), func(d ledger.BatchDay) ledger.PostingSum { return d.Sent }),
		sum(words.T("Accepted"), func(d ledger.BatchDay) ledger.PostingSum { return d.Accepted }),
		sum(words.T("Rejected"), func(d ledger.BatchDay) ledger.PostingSum { return d.Rejected }),
		sum(words.T("Unanswered"), ledger.BatchDay.Unanswered),
	)
	s.days.Empty = words.T("Nothing was exported yet, or no results were taken.")
	type stub = widgets.Column[openStub]
	s.open = widgets.NewTable(append(stubColumns(func(l openStub) (string, int, int64) { return l.Receipt, l.Line, l.Batch }),
		stub{Title: words.T("Account"), Width: 12, Text: func(l openStub) string { return l.Account }},
		stub{Title: words.T("Amount"), Width: 10, Align: fyne.TextAlignTrailing, Text: func(l openStub) string { return widgets.Dollars(l.Amount) }},
		stub{Title: words.T("How far"), Width: 15, Text: func(l openStub) string { return words.Say(postingStates[l.State]) }},
		stub{Title: words.T("Billing's reason"), Width: 26, Text: func(l openStub) string { return l.Reason }},
	)...)
	s.open.Empty = words.T("Nothing is open: billing took everything it was given.")
	s.open.OnSelect = func(openStub) { s.board.Changed() }
	if s.find != nil {
		s.open.OnOpen = func(l openStub) { s.find(l.Receipt) }
	}
	type conflict = widgets.Column[postingConflict]
	s.conflicts = widgets.NewTable(append(stubColumns(func(c postingConflict) (string, int, int64) { return c.receipt, c.line, c.batch }),
		conflict{Title: words.T("Billing's reference"), Width: 16, Text: func(c postingConflict) string { return c.billing }},
		conflict{Title: words.T("What is wrong"), Width: 56, Text: func(c postingConflict) string { return widgets.Sentence(conflictWords[c.kind]) }},
	)...)
	s.conflicts.Empty = words.T("Billing contradicts nothing that it said before.")
}

// stubColumns say which stub of which batch a row is about.
func stubColumns[T any](of func(T) (receipt string, stub int, batch int64)) []widgets.Column[T] {
	return []widgets.Column[T]{
		{Title: words.T("Receipt"), Width: 10, Text: func(t T) string { receipt, _, _ := of(t); return receipt }},
		{Title: words.T("Stub"), Width: 4, Align: fyne.TextAlignTrailing, Text: func(t T) string { _, stub, _ := of(t); return strconv.Itoa(stub) }},
		{Title: words.T("Batch"), Width: 6, Align: fyne.TextAlignTrailing, Text: func(t T) string { _, _, batch := of(t); return strconv.FormatInt(batch, 10) }},
	}
}

// The lists, in the order in which F3 shows them.
const (
	listPostingDays = iota
	listOpenStubs
	listConflicts
	postingLists
)

func (s *postingPage) list(which int) {
	s.shown = which % postingLists
	var table fyne.CanvasObject
	switch s.shown {
	case listPostingDays:
		table, s.first = s.days, s.days
		s.listed.SetText(words.T("By batch and business day. F3 shows what is open."))
	case listOpenStubs:
		table, s.first = s.open, s.open
		s.listed.SetText(s.openWords())
	case listConflicts:
		table, s.first = s.conflicts, s.conflicts
		s.listed.SetText(words.T("Answers that contradict: look them up in billing. F3 shows the batches."))
	}
	s.place.Objects = []fyne.CanvasObject{table}
	s.place.Refresh()
	if s.screen == screen(s) {
		s.refocus()
	}
}

func (s *postingPage) openWords() string {
	said := words.N(len(s.figures.open), "%d stub is open.", "%d stubs are open.")
	if s.figures.more > 0 {
		said = words.T("The first %d of %d open stubs.", len(s.figures.open), int64(len(s.figures.open))+s.figures.more)
	}
	if s.find != nil {
		said += " " + words.T("Enter shows the receipt, where a wrong account is corrected.")
	}
	return said
}

func (s *postingPage) commands() keys.Table {
	table := keys.Table{
		{Name: "list", Label: words.T("List"), Menu: menuFinance, Key: fyne.KeyF3, Run: func() { s.list(s.shown + 1) }},
		{Name: "results", Label: words.T("Take results"), Menu: menuFinance, Key: fyne.KeyF9, Enabled: s.idle, Run: func() { s.ask("", "") }},
		s.esc(),
	}
	if s.ledger != nil {
		table = append(table, keys.Command{Name: "resubmit", Label: words.T("Send again as it is"), Menu: menuFinance, Key: fyne.KeyF4, Enabled: s.canResubmit, Run: s.resubmit})
	}
	return table
}

// content reads the figures each time the page is shown.
func (s *postingPage) content() fyne.CanvasObject {
	s.read()
	return s.body
}

func (s *postingPage) read() {
	var figures postingFigures
	s.work(words.T("Reading what billing said"), func() (err error) {
		if s.ledger != nil {
			figures, err = readPostings(context.Background(), s.ledger)
		} else {
			figures, err = readDeskPostings(context.Background(), s.finance)
		}
		return err
	}, func(err error) {
		if err != nil {
			s.say(widgets.Stop, widgets.Sentence(err))
			return
		}
		s.show(figures)
	})
}

func (s *postingPage) show(f postingFigures) {
	s.figures = f
	s.summary.SetText(f.summary())
	s.plot.SetBars(f.bars())
	setRows(s.days, f.days, func(a, b postingDay) bool { return a.name() == b.name() && a.Day == b.Day })
	setRows(s.open, f.open, func(a, b openStub) bool { return a.Receipt == b.Receipt && a.Line == b.Line })
	s.conflicts.SetRows(f.conflicts)
	s.list(s.shown)
	s.board.Changed()
}

func (s *postingPage) canResubmit() bool {
	i, stub := s.open.Selected()
	return s.shown == listOpenStubs && i >= 0 && stub.State == ledger.PostingRefused
}

// resubmit sends a stub again as it is, because what was wrong is right in
// billing now.
func (s *postingPage) resubmit() {
	_, stub := s.open.Selected()
	s.dialogs.Reason(words.T("Send stub %d of %s again", stub.Line, stub.Receipt),
		words.T("Billing said: %s It goes into the next export as it is. A wrong account is corrected instead, at the receipt.", widgets.Sentence(stub.Reason)),
		resubmitReasons, func(reason string) error {
			_, err := s.ledger.Resubmit(s.by, stub.Receipt, stub.Line, reason)
			return err
		}).Then(func() {
		s.read()
		s.say(widgets.Note, words.T("Stub %d of receipt %s goes into the next export.", stub.Line, stub.Receipt))
	})
}

var resubmitReasons = phrase.Words("The account is open in billing now", "Billing was set up wrongly", "The load was cut off")

func (s *postingPage) dropped(paths []string) { s.ask(bundleAndList(paths)) }

// ask asks which bundle billing answers, and for its list, as far as they were
// not given.
func (s *postingPage) ask(bundlePath, list string) {
	s.fileOr(bundlePath, fileQuestion{
		title: words.T("Take results: the bundle"), text: words.T("The bundle that billing loaded."), confirm: words.T("Next"),
		folder: &s.places.bundles, newest: newestOf(".zip", ".zip.age"),
		take: func(path string) {
			s.unlocked(path, func() {
				s.askList(list, words.T("Take results: billing's answers"), words.T("What billing said of each payment: accepted, rejected, or there already. CSV or an Excel workbook."), true,
					func(list *billing.List) { s.take(path, list) })
			})
		},
	})
}

// takenResults is what came of a file of results.
type takenResults struct {
	list     *billing.List
	manifest bundle.Manifest
	ours     []billing.Ours
	looks    []phrase.Text // what to look at beside other batches
	answers  billing.Answers
	read     ledger.PostingsRead
	handBack string // the file for the counter
}

// take finds the payments that a list is about. Before anything of one is kept
// that looks like another batch's, somebody says that it is right.
func (s *postingPage) take(bundlePath string, list *billing.List) {
	t := takenResults{list: list}
	s.run(words.T("Checking the bundle"), func(ctx context.Context, w *longWork) error {
		return t.find(ctx, s.finance, bundlePath, w.at)
	}, func() {
		if !t.answers.OfAnother() {
			s.keep(t)
			return
		}
		s.dialogs.Confirm(words.T("The list of another batch?"), words.T("Batch %d of station %s does not carry most of the payments that %s names: %d rows are of others, %d of this batch. Go on only when the list is of several batches.",
			t.manifest.Batch, t.manifest.Station, list.Name, t.answers.Strangers, len(t.answers.Found)), words.T("Take those of this batch"), func() { s.keep(t) })
	})
}

func (t *takenResults) find(ctx context.Context, d *financedesk.Desk, path string, progress bundle.Progress) error {
	b, looks, err := d.OpenChecked(ctx, path, progress)
	if err != nil {
		return err
	}
	defer b.Close()
	t.looks = looks
	if t.manifest, err = b.Manifest(); err != nil {
		return err
	}
	if t.ours, err = billing.ReadOurs(b.Rows("payments.csv")); err != nil {
		return err
	}
	if t.answers, err = t.list.Answers(t.ours); err == nil && len(t.answers.Found) == 0 {
		err = phrase.Errorf("%s says nothing of batch %d of station %s; is it the list of another batch?", t.list.Name, t.manifest.Batch, t.manifest.Station)
	}
	return err
}

// keep keeps the answers: in the counter's ledger, or in finance's folder
// together with a file for the counter.
func (s *postingPage) keep(t takenResults) {
	s.run(words.T("Keeping the answers"), func(ctx context.Context, w *longWork) (err error) {
		if s.ledger != nil {
			file := ledger.PostingFile{Batch: t.manifest.Batch, Name: t.list.Name, SHA256: t.list.SHA256}
			t.read, err = bundle.RecordPostings(ctx, s.ledger, s.by, t.manifest, file, t.answers.Found, func(done, of int) { w.at(float64(done) / float64(of)) })
			return err
		}
		return t.keepAt(s.finance, s.places.lists)
	}, func() {
		s.read()
		gravity := widgets.Note
		if len(t.answers.Problems)+len(t.read.Conflicts) > 0 {
			gravity = widgets.Warning
		}
		s.looked(gravity, t.words(), t.looks)
	})
}

// keepAt keeps the answers at finance's desk, and writes the counter's file into
// a folder.
func (t *takenResults) keepAt(d *financedesk.Desk, folder string) error {
	read, results, err := d.Post(t.manifest, t.ours, t.list.SHA256, t.answers.Found)
	if t.read = read; err != nil {
		return err
	}
	text, err := results.CSV()
	if err == nil {
		t.handBack = filepath.Join(folder, results.CSVName())
		err = durable.WriteFile(t.handBack, bytes.NewReader(text), 0o600)
	}
	return err
}

func (t takenResults) words() string {
	r := t.read
	said := words.T("Accepted %s, rejected %s, there already %s.", sumWords(r.Accepted), sumWords(r.Rejected), sumWords(r.Duplicate))
	if r.Known > 0 {
		said += " " + words.N(r.Known, "%d answer was known before.", "%d answers were known before.")
	}
	if n := t.answers.ByAccount; n > 0 {
		said += " " + words.N(n, "%d row names no payment and was found by account, amount and date.", "%d rows name no payment and were found by account, amount and date.")
	}
	if n := len(r.Conflicts); n > 0 {
		said += " " + words.N(n, "%d answer contradicts an earlier one (F3).", "%d answers contradict earlier ones (F3).")
	}
	if problems := t.answers.Problems; len(problems) > 0 {
		said += " " + words.N(len(problems), "%[1]d row was left out; line %[2]d: %[3]s.", "%[1]d rows were left out; line %[2]d: %[3]s.", problems[0].At, problems[0].Reason)
	}
	if t.handBack != "" {
		said += " " + words.T("Hand this to the counter: %s", t.handBack)
	}
	return said
}

package ui

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/receipts"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// reportView shows a report, whichever it is, one of its tables at a time.
type reportView struct {
	counter *counter
	report  receipts.Report
	holds   ledger.HoldWindow
	shown   int // the table

	heading *widgets.Text
	table   *widgets.Table[[]receipts.Cell]
	totals  *widgets.Text
	inFull  *widget.Label // the selected row
	place   *fyne.Container
	body    fyne.CanvasObject
}

func newReportView(c *counter, r receipts.Report, holds ledger.HoldWindow) screen {
	s := &reportView{counter: c, report: r, holds: holds, heading: widgets.NewText("").InLines(), totals: widgets.NewText("").InLines(), inFull: widget.NewLabel(""), place: container.NewStack()}
	s.inFull.Wrapping = fyne.TextWrapWord
	s.heading.Style.Bold, s.totals.Style.Bold = true, true
	text := container.NewVBox(strong(words.T("%s, as of %s", words.Say(r.ScopeWords()), r.Scope.MadeAt.Format(stamp))))
	if said := reportWords(r); said != "" {
		label := widget.NewLabel(said)
		label.Wrapping = fyne.TextWrapWord
		text.Add(label)
	}
	text.Add(s.heading)
	s.body = page(container.NewBorder(text, container.NewVBox(s.totals, inLines(s.inFull, 3)), nil, nil, container.New(layout.NewCustomPaddedLayout(4, 4, 0, 0), s.place)))
	s.list(0)
	return s
}

// inLines gives a label the room of a few lines: a longer text is scrolled.
func inLines(label *widget.Label, lines int) fyne.CanvasObject {
	room := container.NewVScroll(label)
	room.SetMinSize(fyne.NewSize(0, float32(lines)*fynetheme.TextSize()*1.5))
	return room
}

// maxAlarmsShown leaves room for the table.
const maxAlarmsShown = 3

// reportWords are the alarms, then what the reader must know of the figures.
func reportWords(r receipts.Report) string {
	var lines []string
	for i, alarm := range r.Alarms {
		if i == maxAlarmsShown {
			lines = append(lines, words.T("And %d more to look at: they stand on the printed report.", len(r.Alarms)-i))
			break
		}
		lines = append(lines, words.T("Look at this: %s", words.Say(alarm)))
	}
	for _, note := range r.Notes {
		lines = append(lines, words.Say(note))
	}
	return strings.Join(lines, "\n")
}

func (s *reportView) title() string              { return words.Say(s.report.Title) }
func (s *reportView) content() fyne.CanvasObject { return s.body }
func (s *reportView) focus() fyne.Focusable      { return s.table }
func (s *reportView) typed(rune)                 {}

func (s *reportView) commands() keys.Table {
	several := func() bool { return len(s.report.Tables) > 1 }
	table := keys.Table{
		{Name: "list", Label: words.T("Next table"), Menu: menuReport, Key: fyne.KeyF3, Enabled: several, Run: func() { s.list(s.shown + 1); s.counter.refocus() }},
		{Name: "print-report", Label: words.T("Print"), Menu: menuReport, Key: fyne.KeyF6, Run: s.print},
		{Name: "save-report", Label: words.T("Save files"), Menu: menuReport, Key: fyne.KeyF7, Run: s.save},
		{Name: "back", Label: words.T("Reports"), Menu: menuGo, Key: fyne.KeyEscape, Run: func() {
			s.counter.goTo(func(c *counter) screen { return newReportsOf(c, s.report.Scope.Day) })
		}},
	}
	if s.report.Kind == "holds" {
		table = append(table, keys.Command{Name: "window", Label: words.T("Due dates"), Menu: menuReport, Key: fyne.KeyF4, Run: s.chooseWindow})
	}
	return table
}

// list shows one of the tables.
func (s *reportView) list(which int) {
	s.shown = which % len(s.report.Tables)
	of := s.report.Tables[s.shown]
	s.table = newReportTable(of)
	s.table.OnSelect = func(row []receipts.Cell) { s.inFull.SetText(rowWords(of.Columns, row)) }
	s.inFull.SetText("")
	if i, row := s.table.Selected(); i >= 0 {
		s.table.OnSelect(row)
	}
	s.place.Objects = []fyne.CanvasObject{s.table}
	s.place.Refresh()
	heading := words.Say(of.Title)
	if n := len(s.report.Tables); n > 1 {
		heading = words.T("%s. Table %d of %d; F3 shows the next.", heading, s.shown+1, n)
	}
	s.heading.SetText(heading)
	s.totals.SetText(totalsWords(of))
}

func newReportTable(of receipts.ReportTable) *widgets.Table[[]receipts.Cell] {
	columns := make([]widgets.Column[[]receipts.Cell], len(of.Columns))
	widths := screenWidths(of.Columns)
	for i, c := range of.Columns {
		columns[i] = widgets.Column[[]receipts.Cell]{Title: words.Say(c.Title), Width: widths[i], Text: func(row []receipts.Cell) string { return cellWords(row[i]) }}
		if c.Right() {
			columns[i].Align = fyne.TextAlignTrailing
		}
	}
	table := widgets.NewTable(columns...)
	table.Empty = words.Say(of.Empty)
	table.SetRows(of.Rows)
	return table
}

// screenWidths fit the smallest window: the columns of words make room, since
// the selected row is shown whole below the table.
func screenWidths(columns []receipts.ReportColumn) []int {
	const digits, eachColumn, least = 104, 2, 7 // that the window has; that a column takes besides
	widths, over := make([]int, len(columns)), len(columns)*eachColumn-digits
	for i, c := range columns {
		widths[i] = max(c.Width, titled(c))
		over += widths[i]
	}
	for ; over > 0; over-- {
		widest := -1
		for i, c := range columns {
			if c.Kind == receipts.Text && widths[i] > max(least, titled(c)) && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		widths[widest]--
	}
	return widths
}

// titled is how many digits the title of a column needs: letters are narrower.
func titled(c receipts.ReportColumn) int { return utf8.RuneCountInString(c.Title) * 4 / 5 }

// rowWords are a row in full, since its cells may have cut it.
func rowWords(columns []receipts.ReportColumn, row []receipts.Cell) string {
	var parts []string
	for i, c := range columns {
		if text := cellWords(row[i]); text != "" {
			parts = append(parts, strings.TrimPrefix(words.Say(c.Title)+": "+text, ": "))
		}
	}
	return strings.Join(parts, "; ")
}

// cellWords writes a cell. Names stay as they are; words of the program are
// translated.
func cellWords(cell receipts.Cell) string {
	if word, is := cell.(phrase.Word); is {
		return words.Say(word)
	}
	return receipts.Shown(cell)
}

// totalsWords says a table's sums in a line: "Total: Cash 30.00, Checks 5.00."
func totalsWords(t receipts.ReportTable) string {
	var sums []string
	for i, cell := range t.Totals {
		if t.Columns[i].Sum {
			sums = append(sums, words.Say(t.Columns[i].Title)+" "+receipts.Shown(cell))
		}
	}
	if len(sums) == 0 {
		return ""
	}
	return words.T("Total: %s.", strings.Join(sums, ", "))
}

func (s *reportView) print() {
	r := s.report
	s.counter.printPaper(officeLetter(r.Name()), words.T("The report “%s”", words.Say(r.Title)), func() (printable, error) { return r.Paperwork(), nil })
}

// chooseWindow asks which bills are held, and reads the report again.
func (s *reportView) chooseWindow() {
	window := s.holds
	edges := []struct {
		name string
		day  *ledger.Day
	}{{words.T("Due from"), &window.DueFrom}, {words.T("Due until"), &window.DueTo}, {words.T("Penalty falls from"), &window.PenaltyFrom}, {words.T("Penalty falls until"), &window.PenaltyTo}}
	var fields []dialogs.Field
	entries := make([]*widgets.DateEntry, len(edges))
	for i, edge := range edges {
		entries[i] = widgets.NewDateEntry(s.counter.ledger.Now)
		entries[i].SetText(edge.day.Display())
		fields = append(fields, dialogs.Field{Name: edge.name, Input: entries[i], Needed: dialogs.Optional})
	}
	s.counter.dialogs.Open(dialogs.Form{
		Title: words.T("Which bills are held"), Text: words.T("An empty field is no limit. city.toml says what is usual, under [holds]."), Confirm: words.T("Show"), Fields: fields,
		OnConfirm: func() error {
			for i, edge := range edges {
				*edge.day = ""
				if strings.TrimSpace(entries[i].Text) == "" {
					continue
				}
				date, err := entries[i].Date()
				if err != nil {
					return dialogs.At(entries[i], err)
				}
				*edge.day = ledger.DayOf(date)
			}
			return window.Check("")
		},
		OnClosed: func(confirmed bool) {
			if confirmed {
				s.readAgain(window)
			}
		},
	})
}

// readAgain reads the same report for other bills.
func (s *reportView) readAgain(window ledger.HoldWindow) {
	kind, err := receipts.ReportKindOf(s.report.Kind)
	if err != nil {
		s.counter.say(widgets.Stop, widgets.Sentence(err))
		return
	}
	s.counter.readReport(kind, s.report.Scope, window)
}

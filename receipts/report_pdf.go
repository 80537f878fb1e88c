package receipts

import (
	"fmt"

	"counterfoil/ledger"
)

// Paperwork returns the report as a document to be filed.
func (r Report) Paperwork() Paperwork {
	return Paperwork{
		title: fmt.Sprintf("%s, station %s, %s", r.Title, r.City.Station, r.ScopeWords()), at: r.Scope.MadeAt,
		leaves: []leaf{r.leaf()},
	}
}

func (r Report) leaf() leaf {
	l := leaf{Origin: Origin{City: r.City, Printed: r.Scope.MadeAt}, about: []string{r.Title, r.ScopeWords()}}
	if len(r.Alarms) > 0 {
		l.add(banner(append([]string{"TO BE LOOKED AT"}, r.Alarms...)))
	}
	for _, note := range r.Notes {
		l.add(paragraph{text: note})
	}
	for _, c := range r.charts {
		l.add(c)
	}
	for _, t := range r.Tables {
		l.add(section{t.Title, t.paper()})
	}
	l.add(space(2), digest{fmt.Sprintf("As of entry %d", r.Scope.Seq), r.Scope.Head.String()})
	return l
}

// paper is the table as pages have it.
func (t ReportTable) paper() table {
	p := table{empty: t.Empty}
	for _, c := range t.Columns {
		kind := number
		switch {
		case c.Right():
			kind = amount
		case c.Kind == Text:
			kind = words
		}
		p.columns = append(p.columns, column{c.Title, float64(c.Width), kind})
	}
	for _, row := range t.Rows {
		p.rows = append(p.rows, tableRow{cells: shownRow(row)})
	}
	if t.Totals != nil && len(t.Rows) > 0 {
		p.totals = shownRow(t.Totals)
	}
	return p
}

func shownRow(cells []Cell) []string {
	shown := make([]string, len(cells))
	for i, cell := range cells {
		shown[i] = Shown(cell)
	}
	return shown
}

// Pack returns the close-out pack: a title page with the contents, then every
// report on pages of its own, the pages counted through.
func Pack(reports []Report) (Paperwork, error) {
	if len(reports) == 0 {
		return Paperwork{}, &ledger.Error{Code: ledger.Invalid, Text: "there is no report to put together"}
	}
	first := reports[0]
	p := Paperwork{
		title: fmt.Sprintf("Close-out, station %s, %s", first.City.Station, first.ScopeWords()), at: first.Scope.MadeAt,
		leaves: []leaf{packFront(first, reports)},
	}
	for _, r := range reports {
		p.leaves = append(p.leaves, r.leaf())
	}
	return p, nil
}

func packFront(first Report, reports []Report) leaf {
	sc := first.Scope
	l := leaf{Origin: Origin{City: first.City, Printed: sc.MadeAt}, about: []string{"Outage close-out", first.ScopeWords()}}
	l.add(paragraph{text: "Why: " + sc.Outage.Reason})
	if end := sc.Outage.Closed; end == nil {
		l.add(banner{"NOT FINAL", "The outage is still open."})
	} else {
		l.add(paragraph{text: fmt.Sprintf("Closed by %s, %s.", end.By, end.At.In(sc.MadeAt.Location()).Format(timeLayout))})
		for _, left := range end.Unfinished {
			l.add(paragraph{text: "Left open: " + left})
		}
		if end.Reason != "" {
			l.add(paragraph{text: "Reason: " + end.Reason})
		}
	}
	var titles contents
	var alarms []block
	for _, r := range reports {
		titles = append(titles, r.Title)
		for _, alarm := range r.Alarms {
			alarms = append(alarms, paragraph{text: r.Title + ": " + alarm})
		}
	}
	l.add(titles)
	if len(alarms) > 0 {
		l.add(heading("What to look at first"))
		l.add(alarms...)
	}
	l.add(signatures{"Supervisor", "Finance"})
	return l
}

// contents are the titles of the leaves that follow, with their pages.
type contents []string

func (c contents) letter(f *flow) {
	heading("Contents").letter(f)
	page, places := f.pages(), make([]float64, len(c))
	for i, title := range c {
		f.text(margin, f.y, bodyFace, fmt.Sprintf("%d.  %s", i+1, title))
		f.fill(margin, f.y+bodyFace.lineHeight()+0.4, contentWidth, 0.12, 170)
		places[i] = f.y
		f.y += bodyFace.lineHeight() + 1.4
	}
	f.contents = func() {
		f.onPage(page, func() {
			for i, y := range places {
				f.textRight(rightEdge, y, bodyFace.strong(), fmt.Sprint(f.begins[i+1]))
			}
		})
	}
}

// roll has no pages to name.
func (c contents) roll() []slipRow {
	rows := heading("Contents").roll()
	for i, title := range c {
		rows = append(rows, slipRow{left: fmt.Sprintf("%d. %s", i+1, title)})
	}
	return append(rows, rule)
}

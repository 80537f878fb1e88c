package receipts

import (
	"fmt"

	"counterfoil/ledger"
)

// ReportPDF returns a report to be filed.
func ReportPDF(r Report) ([]byte, error) {
	return makeLetter(fmt.Sprintf("%s, station %s, %s", r.Title, r.City.Station, r.ScopeWords()), r.Scope.MadeAt, func(f *flow) error {
		r.draw(f)
		return nil
	})
}

// draw sets the report on pages of its own.
func (r Report) draw(f *flow) {
	f.header = func(f *flow) {
		f.letterhead(
			[]string{r.City.Name, r.City.Department, "Made " + r.Scope.MadeAt.Format(timeLayout)},
			[]string{r.Title, r.ScopeWords(), "Station " + r.City.Station},
		)
	}
	f.newPage()
	if len(r.Alarms) > 0 {
		f.banner(append([]string{"TO BE LOOKED AT"}, r.Alarms...)...)
	}
	for _, note := range r.Notes {
		f.paragraph(bodyFace, note)
		f.gap(1)
	}
	for _, t := range r.Tables {
		f.table(t.Title, t.paper())
	}
	f.gap(2)
	f.need(2 * smallFace.lineHeight())
	f.text(margin, f.y, smallFace, fmt.Sprintf("As of journal entry %d, SHA-256", r.Scope.Seq))
	f.y += smallFace.lineHeight()
	f.text(margin, f.y, codeFace, r.Scope.Head.String())
	f.y += codeFace.lineHeight()
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

// PackPDF returns the close-out pack: a title page with the contents, then
// every report on pages of its own, the pages counted through.
func PackPDF(reports []Report) ([]byte, error) {
	if len(reports) == 0 {
		return nil, &ledger.Error{Code: ledger.Invalid, Text: "there is no report to put together"}
	}
	first := reports[0]
	title := fmt.Sprintf("Close-out, station %s, %s", first.City.Station, first.ScopeWords())
	return makeLetter(title, first.Scope.MadeAt, func(f *flow) error {
		lines := drawContents(f, first, reports)
		for i, r := range reports {
			lines[i].page = f.pages() + 1
			r.draw(f)
		}
		f.onPage(1, func() {
			for _, line := range lines {
				f.textRight(rightEdge, line.y, bodyFace.strong(), fmt.Sprint(line.page))
			}
		})
		return nil
	})
}

// contentsLine is a report's place in the contents.
type contentsLine struct {
	y    float64
	page int
}

func drawContents(f *flow, first Report, reports []Report) []contentsLine {
	sc := first.Scope
	f.header = func(f *flow) {
		f.letterhead(letterheadOf(first.City), []string{"Outage close-out", "Station " + first.City.Station, "Made " + sc.MadeAt.Format(timeLayout)})
	}
	f.newPage()
	f.gap(6)
	f.text(margin, f.y, stampFace, first.ScopeWords())
	f.y += stampFace.lineHeight() + 2
	f.paragraph(bodyFace, "Why: "+sc.Outage.Reason)
	f.gap(2)
	if end := sc.Outage.Closed; end == nil {
		f.banner("NOT FINAL", "The outage is still open.")
	} else {
		f.paragraph(bodyFace, fmt.Sprintf("Closed by %s, %s.", end.By, end.At.In(sc.MadeAt.Location()).Format(timeLayout)))
		for _, left := range end.Unfinished {
			f.paragraph(bodyFace, "Left open: "+left)
		}
		if end.Reason != "" {
			f.paragraph(bodyFace, "Reason: "+end.Reason)
		}
	}
	var alarms []string
	for _, r := range reports {
		for _, alarm := range r.Alarms {
			alarms = append(alarms, r.Title+": "+alarm)
		}
	}
	f.heading("Contents")
	lines := make([]contentsLine, len(reports))
	for i, r := range reports {
		f.text(margin, f.y, bodyFace, fmt.Sprintf("%d.  %s", i+1, r.Title))
		f.fill(margin, f.y+bodyFace.lineHeight()+0.4, contentWidth, 0.12, 170)
		lines[i].y = f.y
		f.y += bodyFace.lineHeight() + 1.4
	}
	if len(alarms) > 0 {
		f.gap(4)
		f.heading("What to look at first")
		for _, alarm := range alarms {
			f.paragraph(bodyFace, alarm)
			f.gap(1)
		}
	}
	f.gap(6)
	f.signatures("Supervisor", "Finance")
	return lines
}

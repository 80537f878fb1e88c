package ui

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ledger/roster"
	"counterfoil/ui/words"
)

// rosterDraft is a roster that is being prepared: the file, and how it is read.
type rosterDraft struct {
	file   *roster.File
	survey *roster.Survey
	plan   roster.Plan
}

// readRoster opens and surveys a file. It takes a while.
func readRoster(ctx context.Context, path, scratch string, progress roster.Progress) (rosterDraft, error) {
	var d rosterDraft
	var err error
	if d.file, err = roster.Open(ctx, path, scratch, progress); err != nil {
		return d, err
	}
	if d.survey, err = roster.Take(ctx, d.file, progress); err != nil {
		d.close()
		return rosterDraft{}, err
	}
	d.plan = d.survey.Guess()
	return d, nil
}

func (d rosterDraft) close() {
	if d.file != nil {
		d.file.Close()
	}
}

// empty reports whether no file is read.
func (d rosterDraft) empty() bool { return d.survey == nil }

// rosterColumn is a column of the file, as a row of the preview.
type rosterColumn struct {
	name, as, written string
	values            []string // the first rows', as they will be loaded
}

func (c rosterColumn) value(n int) string {
	if n < len(c.values) {
		return c.values[n]
	}
	return ""
}

// previewValues is how many rows of the file the preview shows.
const previewValues = 2

func (d rosterDraft) columns() []rosterColumn {
	if d.empty() {
		return nil
	}
	rows := d.survey.Preview(d.plan)
	columns := make([]rosterColumn, len(d.survey.Columns))
	for i, column := range d.survey.Columns {
		field := d.plan.FieldOf(i)
		c := rosterColumn{name: column.Name, as: words.T("not loaded")}
		if field != "" {
			c.as, c.written = words.Say(field.Label()), d.survey.Reading(field, d.plan)
		}
		for _, row := range rows[:min(len(rows), previewValues)] {
			c.values = append(c.values, row[i])
		}
		columns[i] = c
	}
	return columns
}

// turn makes a column the next field, or the one before, that no other column
// is: behind the last comes "not loaded".
func (d *rosterDraft) turn(column, step int) {
	choices := []roster.Field{""}
	now := d.plan.FieldOf(column)
	for _, field := range roster.Fields {
		if _, taken := d.plan.Columns[field]; !taken || field == now {
			choices = append(choices, field)
		}
	}
	at := slices.Index(choices, now) + step + len(choices)
	if next := choices[at%len(choices)]; next == "" {
		d.plan = d.plan.Without(column)
	} else {
		d.plan = d.plan.Without(column).With(next, column)
	}
}

// describe says how the file is written and how much it holds.
func (d rosterDraft) describe() string {
	if d.empty() {
		return words.T("No file is read yet.")
	}
	parts := []string{d.file.Name, d.file.Kind}
	if d.file.Sheet != "" {
		parts = append(parts, words.T("sheet %s", d.file.Sheet))
	} else {
		parts = append(parts, d.file.Encoding, words.T("columns parted by %s", d.file.Delimiter))
	}
	return strings.Join(append(parts, words.N(d.survey.Rows, "%d row", "%d rows")), ", ")
}

// rosterAsOf reads the day that the balances are of.
func rosterAsOf(text string) (ledger.Day, error) {
	for _, layout := range []string{"1/2/2006", "2006-01-02"} {
		if day, err := time.Parse(layout, strings.TrimSpace(text)); err == nil {
			return ledger.DayOf(day), nil
		}
	}
	return "", phrase.Errorf("write the day as MM/DD/YYYY")
}

// rosterInForce says what the counter works with now.
func rosterInForce(l *ledger.Ledger) string {
	r, loaded, err := l.Roster()
	switch {
	case err != nil:
		return words.Say(err)
	case !loaded:
		return words.T("No roster is loaded.")
	}
	text := words.T("In use: %s, %s as of %s", r.Source, words.N(r.Accounts, "%d account", "%d accounts"), r.AsOf.Display())
	if r.Refused > 0 {
		text += words.T("; %s left out", words.N(r.Refused, "%d row", "%d rows"))
	}
	return text
}

// leftOutFile is where the rows that a loading leaves out are listed.
func leftOutFile(l *ledger.Ledger) string {
	return filepath.Join(string(l.Folder()), "roster-left-out.csv")
}

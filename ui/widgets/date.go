package widgets

import (
	"strings"
	"time"

	"counterfoil/ledger/phrase"
	"counterfoil/ui/words"
)

// DateEntry is a field for a date: 11/23/2026, 11/23/26, 11/23, the same
// without slashes, or 2026-11-23. Without a year it is the one nearest to today.
type DateEntry struct {
	Entry
	// Today is the date that years are guessed from.
	Today func() time.Time
}

// NewDateEntry returns an empty date field.
func NewDateEntry(today func() time.Time) *DateEntry {
	d := &DateEntry{Today: today}
	d.extend(d)
	d.only("digits, slashes and dashes", "0123456789/-")
	d.Replace = true
	d.Limit = len(dateShown)
	d.SetPlaceHolder(words.T("MM/DD/YYYY"))
	return d
}

const dateShown = "01/02/2006"

var (
	datesWithYear    = []string{"1/2/2006", "1/2/06", "1-2-2006", "1-2-06", "2006-1-2", "01022006", "010206"}
	datesWithoutYear = []string{"1/2", "1-2", "0102"}
)

// Date is the date in the field, at midnight UTC, or why there is none.
func (d *DateEntry) Date() (time.Time, error) {
	if d.refused != nil {
		return time.Time{}, d.refused
	}
	text := strings.TrimSpace(d.Text)
	for _, layout := range datesWithYear {
		if t, err := time.Parse(layout, text); err == nil {
			return t, nil
		}
	}
	for _, layout := range datesWithoutYear {
		if t, err := time.Parse("2006 "+layout, "2000 "+text); err == nil {
			if date := nearestYear(t, d.Today()); !date.IsZero() {
				return date, nil
			}
		}
	}
	return time.Time{}, phrase.Errorf("this is not a date; write it like 11/23/2026")
}

// nearestYear is the date nearest to today; the zero time when no year about
// now has it.
func nearestYear(t, today time.Time) time.Time {
	nearest := time.Time{}
	for year := today.Year() - 1; year <= today.Year()+1; year++ {
		there := time.Date(year, t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
		if there.Month() == t.Month() && (nearest.IsZero() || there.Sub(today).Abs() < nearest.Sub(today).Abs()) {
			nearest = there
		}
	}
	return nearest
}

// SetDate writes a date into the field; the zero time empties it.
func (d *DateEntry) SetDate(t time.Time) {
	if t.IsZero() {
		d.SetText("")
	} else {
		d.SetText(t.Format(dateShown))
	}
}

// Problem implements Input.
func (d *DateEntry) Problem() error {
	if !d.Filled() {
		return d.refused
	}
	_, err := d.Date()
	return err
}

// FocusLost writes the date out, or says what is wrong with it.
func (d *DateEntry) FocusLost() {
	d.Entry.FocusLost()
	if date, err := d.Date(); err == nil {
		d.SetDate(date)
	} else {
		d.SetError(d.Problem())
	}
}

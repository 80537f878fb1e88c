package ledger

import "time"

// Day is a calendar date, written YYYY-MM-DD: a business day, a due date.
type Day string

const dayLayout = "2006-01-02"

// DayOf returns the date that t has in its own location.
func DayOf(t time.Time) Day { return Day(t.Format(dayLayout)) }

// ParseDay reads YYYY-MM-DD.
func ParseDay(text string) (Day, error) {
	t, err := time.Parse(dayLayout, text)
	if err != nil || t.Year() < 1900 {
		return "", invalid("", "%q is not a date; write it as YYYY-MM-DD, like 2026-11-23", text)
	}
	return DayOf(t), nil
}

// Time returns the day's midnight in UTC, for formatting.
func (d Day) Time() time.Time {
	t, _ := time.Parse(dayLayout, string(d))
	return t
}

// DaysTo returns how many calendar days later another day is.
func (d Day) DaysTo(later Day) int { return int(later.Time().Sub(d.Time()) / (24 * time.Hour)) }

// Display writes the day as the counter's customers read it: 11/23/2026.
func (d Day) Display() string {
	if d == "" {
		return ""
	}
	return d.Time().Format("01/02/2006")
}

package sample

import (
	"time"

	"counterfoil/ledger"
)

const (
	cycles = 4 // one is billed each Wednesday, in turn

	// Days after the bill date.
	daysToDue    = 14
	daysToLate   = 21
	daysToCutOff = 33
)

// calendar knows the four latest mailings before a night.
type calendar struct{ asOf time.Time }

func newCalendar(asOf ledger.Day) calendar { return calendar{asOf.Time()} }

// latest is the last Wednesday before the night's own day.
func (c calendar) latest() time.Time {
	yesterday := c.asOf.AddDate(0, 0, -1)
	sinceWednesday := (int(yesterday.Weekday()-time.Wednesday) + 7) % 7
	return yesterday.AddDate(0, 0, -sinceWednesday)
}

// mailed is the day of a cycle's latest bills.
func (c calendar) mailed(cycle int) time.Time {
	latest := c.latest()
	weeksBack := (week(latest) - cycle + 1 + cycles) % cycles
	return latest.AddDate(0, 0, -7*weeksBack)
}

// weeksSince counts the mailings after one: 0 to 3.
func (c calendar) weeksSince(mailed time.Time) int { return week(c.latest()) - week(mailed) }

// week numbers the weeks since 1970.
func week(t time.Time) int { return int(t.Unix() / (7 * 24 * 60 * 60)) }

func after(mailed time.Time, days int) ledger.Day {
	return ledger.DayOf(mailed.AddDate(0, 0, days))
}

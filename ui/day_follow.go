package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
)

const dayFollowsEvery = time.Second

// watchDay keeps the day's screen up with what is recorded.
func (c *counter) watchDay() {
	go func() {
		seen := int64(0)
		for range time.Tick(dayFollowsEvery) {
			if head := c.ledger.HeadSeq(); head != seen {
				seen = head
				fyne.Do(c.followDay)
			}
		}
	}()
}

// followDay reads the day again when its screen is the one that is shown.
func (c *counter) followDay() {
	if s, shown := c.screen.(*day); shown {
		s.follow()
	}
}

// follow reads the day that is shown again, off the screen's goroutine. What
// is being keyed and what is selected stay.
func (s *day) follow() {
	if !s.read || s.reading || s.figures.HeadSeq == s.counter.ledger.HeadSeq() {
		return
	}
	s.reading = true
	of, viewer, receipts := s.figures.Day, s.counter.session.Name(), s.lists.shown == listReceipts
	s.counter.background(func() {
		figures, err := readDay(s.counter.ledger, of, viewer)
		var found []ledger.Found
		if receipts && err == nil {
			found, err = s.counter.ledger.ReceiptsOf(of)
		}
		fyne.Do(func() {
			s.reading = false
			// The screen may show another day by now, or another person.
			if err != nil || s.figures.Day != of || s.counter.session.Name() != viewer {
				return
			}
			s.show(figures)
			if receipts {
				s.lists.showReceipts(found)
			}
		})
	})
}

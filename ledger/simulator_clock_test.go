package ledger_test

import (
	"fmt"
	"slices"
	"time"

	"counterfoil/ledger"
)

// clockModel is what the ledger can know of the computer's clock.
type clockModel struct {
	set     time.Duration // how far the clock was set ahead in all
	unseen  time.Duration // of which since the ledger last looked at it
	fresh   bool          // the ledger has not looked since it was opened
	doubted bool          // a supervisor has not confirmed the date after an anomaly
}

var switchedOn = time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)

// poweredFor goes on evenly, however the clock is set.
func (s *simulation) poweredFor() time.Duration { return s.now.Add(-s.set).Sub(switchedOn) }

// setClock sets the computer's clock, forward or back, and has the ledger look
// at it.
func (s *simulation) setClock() {
	jump := s.within(36 * time.Hour)
	if s.oneIn(3) {
		jump = s.within(10 * time.Minute)
	}
	if s.oneIn(2) {
		jump = -jump
	}
	s.now = s.now.Add(jump)
	s.set += jump
	s.unseen = jump
	s.look()
}

// look is an act that reaches the journal, whether it is refused or not.
func (s *simulation) look() {
	s.payAs(s.teller(), s.draw())
	s.unseen, s.fresh = 0, false
}

// opened is how a ledger goes on after it was opened. The clock may have been
// set in between.
func (s *simulation) opened() {
	if s.oneIn(10) {
		s.setClock()
		return
	}
	s.look()
}

// clockIsWrong tells whether the ledger can see that the clock is wrong, and
// what it takes for the right time: what the time since its last look says, or
// else no earlier than the newest entry.
func (s *simulation) clockIsWrong() (expected time.Time, wrong bool) {
	if s.uptime != nil && !s.fresh && s.unseen.Abs() >= 5*time.Minute {
		return s.millisecond().Add(-s.unseen), true
	}
	return s.head.At, s.millisecond().Before(s.head.At)
}

// expectAnomaly takes the anomaly off that a wrong clock leaves before an act.
func (s *simulation) expectAnomaly(entries []ledger.Entry) []ledger.Entry {
	s.Helper()
	expected, wrong := s.clockIsWrong()
	if !wrong {
		return entries
	}
	ahead := s.millisecond().Sub(expected)
	asks := ahead.Abs() >= 5*time.Minute
	if body := fmt.Sprintf(`{"expected":%d,"ahead":%d,"asks_second":%t}`, expected.UnixMilli(), ahead.Milliseconds(), asks); string(entries[0].Body) != body {
		s.failf("want the anomaly %s, got %s", body, entries[0].Line())
	}
	s.follow(entries[0], act{kind: "clock_anomaly", actor: "clock"})
	s.doubted = s.doubted || asks
	if ahead > 0 {
		s.happened["clock ahead"]++
	} else {
		s.happened["clock behind"]++
	}
	return entries[1:]
}

func (s *simulation) confirmClock() {
	by := pick(s, supervisors)
	if s.oneIn(10) {
		by = pick(s, everybody)
	}
	foreseen := act{}
	switch {
	case !slices.Contains(supervisors, by):
		foreseen = act{want: ledger.NotAllowed}
	case s.doubted:
		foreseen = act{kind: "clock_confirmed", actor: by}
	}
	if s.expect(s.ConfirmClock(s.sessions[by]), foreseen) {
		s.doubted = false
	}
}

// compareAlarm looks whether the screens warn of the clock.
func (s *simulation) compareAlarm() {
	s.Helper()
	warned := slices.ContainsFunc(s.Alarms(), func(a ledger.Alarm) bool { return a.Kind == ledger.AlarmClock })
	if warned != s.doubted {
		s.failf("the alarm of the clock stands: %v, want %v", warned, s.doubted)
	}
}

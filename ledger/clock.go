package ledger

import "time"

// Clock is where a ledger takes the time from.
type Clock struct {
	Now func() time.Time
	// Uptime counts from some fixed moment. Setting the computer's clock does
	// not move it, and it goes on while the computer sleeps. Nil: not known.
	Uptime func() time.Duration
}

func clockOf(given []Clock) Clock {
	if len(given) > 0 {
		return given[0]
	}
	return Clock{Now: time.Now, Uptime: uptime}
}

// Now returns the time.
func (l *Ledger) Now() time.Time { return l.clock.Now() }

// maxDrift is how far the clock may be off before a supervisor is asked. Time
// services correct a clock by seconds, and a quartz drifts by seconds a day.
const maxDrift = 5 * time.Minute

// plausible is before any ledger was made: a clock behind it was never set, as
// when its battery is empty.
var plausible = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// clockAnomaly says that the clock went back behind the entry before, or did
// not move as the time passed. Entries keep their order by number.
type clockAnomaly struct {
	Expected int64 `json:"expected"`    // UTC milliseconds: it should be this or, after a restart, later
	Ahead    int64 `json:"ahead"`       // milliseconds that the clock is ahead of it; negative: behind
	Asks     bool  `json:"asks_second"` // a supervisor confirms the date before the next drawer
}

func (*clockAnomaly) kind() Kind { return "clock_anomaly" }

func (b *clockAnomaly) project(s *store, e Entry) error {
	if !b.Asks {
		return nil
	}
	return s.exec("INSERT INTO clock_anomalies (seq, at, expected) VALUES (?,?,?)", e.Seq, e.At.UnixMilli(), b.Expected)
}

// clockConfirmed is a supervisor's word that the clock is right now.
type clockConfirmed struct {
	Day Day `json:"day"`
}

func (*clockConfirmed) kind() Kind { return "clock_confirmed" }

func (b *clockConfirmed) project(s *store, e Entry) error {
	return s.exec("UPDATE clock_anomalies SET confirmed = ? WHERE confirmed IS NULL", e.Seq)
}

func init() {
	register(&clockAnomaly{})
	register(&clockConfirmed{})
}

// moment is one look at the clock and at the uptime.
type moment struct {
	at time.Time
	up time.Duration
}

func (l *Ledger) moment() moment {
	m := moment{at: l.Now().UTC().Truncate(time.Millisecond)}
	if l.clock.Uptime != nil {
		m.up = l.clock.Uptime()
	}
	return m
}

// misses tells whether the clock cannot be right, and the time that it should
// be: what the uptime says since the last act, or no earlier than that.
func (l *Ledger) misses(now moment) (expected time.Time, wrong bool) {
	if l.clock.Uptime != nil && !l.seen.at.IsZero() {
		passed := l.seen.at.Add(now.up - l.seen.up)
		if now.at.Sub(passed).Abs() >= maxDrift {
			return passed, true
		}
	}
	return l.head.at, now.at.Before(l.head.at)
}

// noteClock records an anomaly of the clock before the act it would date.
func (l *Ledger) noteClock(now moment) error {
	expected, wrong := l.misses(now)
	if !wrong {
		l.seen = now
		return nil
	}
	ahead := now.at.Sub(expected)
	anomaly := &clockAnomaly{Expected: expected.UnixMilli(), Ahead: ahead.Milliseconds(), Asks: ahead.Abs() >= maxDrift}
	before := l.seen
	l.seen = now // a loss of the mirror that the entry finds is of the same moment
	err := l.transact("clock", now.at, func(t *tx) error {
		_, err := t.record(anomaly)
		return err
	})
	if err != nil {
		l.seen = before
		return err
	}
	return l.alarmClock(l.store)
}

// alarmClock raises the alarm while an anomaly waits for a supervisor.
func (l *Ledger) alarmClock(s *store) error {
	doubt, err := s.clockDoubt(l.city)
	if err != nil {
		return err
	}
	if doubt == "" {
		l.clear(AlarmClock)
		return nil
	}
	l.raise(AlarmClock, doubt+". If it is wrong, set it right. Payments go on, in their order and on their drawer's business day; before the next drawer is opened, a supervisor confirms the date")
	return nil
}

// clockDoubt says what the newest anomaly is that waits for a supervisor; "":
// none does.
func (s *store) clockDoubt(city City) (string, error) {
	var at, expected int64
	err := s.get("SELECT at, expected FROM clock_anomalies WHERE confirmed IS NULL ORDER BY seq DESC LIMIT 1", nil, &at, &expected)
	if isNoRows(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	show := func(ms int64) string { return time.UnixMilli(ms).In(city.zone).Format("01/02/2006 3:04 PM") }
	return "the computer's clock jumped: it said " + show(at) + " where " + show(expected) + " was expected", nil
}

// ConfirmClock is a supervisor's word, after an anomaly, that the date and
// time are right now. Without an anomaly that waits it does nothing.
func (l *Ledger) ConfirmClock(by Session) error {
	if err := by.may("confirm the date", Supervisor); err != nil {
		return err
	}
	err := l.write(by.Name(), func(t *tx) error {
		if doubt, err := t.clockDoubt(l.city); doubt == "" || err != nil {
			return err
		}
		_, err := t.record(&clockConfirmed{Day: DayOf(l.Local(t.at))})
		return err
	})
	if err != nil {
		return err
	}
	return l.read(l.alarmClock)
}

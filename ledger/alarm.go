package ledger

import (
	"slices"
	"sync"
	"time"
)

// AlarmKind says what an alarm is about. At most one of a kind stands.
type AlarmKind string

const (
	AlarmClock  AlarmKind = "clock"  // the clock disagrees with the journal or with itself
	AlarmSpace  AlarmKind = "space"  // the disk is nearly full, or full
	AlarmMirror AlarmKind = "mirror" // the second copy cannot be written
)

// Alarm is something that somebody must see to while the counter goes on.
type Alarm struct {
	Kind  AlarmKind
	Text  string // what is wrong and what to do
	Since time.Time
}

// alarms has its own mutex: an alarm is raised in the middle of an act and
// read by a screen that must not wait for one.
type alarms struct {
	mu       sync.Mutex
	standing []Alarm
}

// Alarms returns what somebody must see to now, oldest first.
func (l *Ledger) Alarms() []Alarm {
	l.alarms.mu.Lock()
	defer l.alarms.mu.Unlock()
	return slices.Clone(l.alarms.standing)
}

// raise makes an alarm stand until it is cleared. Raised again, it keeps its
// time and takes the new words.
func (l *Ledger) raise(kind AlarmKind, text string) {
	l.alarms.mu.Lock()
	defer l.alarms.mu.Unlock()
	for i, a := range l.alarms.standing {
		if a.Kind == kind {
			l.alarms.standing[i].Text = text
			return
		}
	}
	l.alarms.standing = append(l.alarms.standing, Alarm{Kind: kind, Text: text, Since: l.Now()})
}

func (l *Ledger) clear(kind AlarmKind) {
	l.alarms.mu.Lock()
	defer l.alarms.mu.Unlock()
	l.alarms.standing = slices.DeleteFunc(l.alarms.standing, func(a Alarm) bool { return a.Kind == kind })
}

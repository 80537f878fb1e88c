package keys

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"fyne.io/fyne/v2"
)

// Scanner tells what a scanner fired from what a hand keyed. A scanner is a
// keyboard: it sends characters faster than any hand, then Enter or Tab, at
// whatever has the keyboard. What it fired is taken back from there, with the
// key that ended it, and goes where scans belong.
type Scanner struct {
	Now func() time.Time
	// Gap is the most that lies between two characters of a scanner.
	Gap time.Duration
	// Least is how many characters a scan has at least.
	Least int
	// Knows returns the scan that a text ends in, if it ends in one that the
	// city's scanners read; nil knows none. What is not known is a scan only
	// when nobody would key it, because passwords and names can be sent by a
	// program as fast.
	Knows func(text string) (scan string, ok bool)
	// Take takes a scan fired while no dialog is open; nil leaves every scan
	// where it was fired.
	Take func(scan string)
	// Hold remembers what the screen holds beside its fields; may be nil.
	Hold func() (giveBack func())

	keyed   []keystroke
	passing bool // a widget passes on a character that was counted
}

// Holder is a widget that characters can change.
type Holder interface {
	fyne.Focusable
	// Hold remembers what it holds now.
	Hold() (giveBack func())
}

// keystroke is a character, and what it may have changed.
type keystroke struct {
	char    rune
	at      time.Time
	focused fyne.Focusable
	screen  func() // gives back
	held    []holding
}

type holding struct {
	holder   Holder
	giveBack func()
}

const (
	// DefaultGap and DefaultLeast fit the scanners on the market, which send a
	// character every 1 to 20 ms, and no hand.
	DefaultGap   = 35 * time.Millisecond
	DefaultLeast = 6

	// stall is how long the window may be busy in the middle of a scan.
	stall = time.Second
	// mostKeyed is more than any scan has.
	mostKeyed = 512
	// changes is how many characters differ from the one before them, at least:
	// a key that is held down repeats as fast as a scanner.
	changes = 3
	// longestKeyed is the longest code that a program is let to key: an account
	// or a check number.
	longestKeyed = 10
)

func newScanner() *Scanner {
	return &Scanner{Now: time.Now, Gap: DefaultGap, Least: DefaultLeast}
}

// character counts a character that changes at most the holder and what
// deliver changes.
func (s *Scanner) character(r rune, focused fyne.Focusable, holder Holder, deliver func()) {
	if s.passing {
		last := &s.keyed[len(s.keyed)-1]
		last.hold(holder)
		deliver()
		return
	}
	now := s.Now()
	if n := len(s.keyed); n == mostKeyed || n > 0 && now.Sub(s.keyed[n-1].at) > stall {
		s.Forget()
	}
	k := keystroke{char: r, at: now, focused: focused}
	if s.Hold != nil {
		k.screen = s.Hold()
	}
	k.hold(holder)
	s.keyed = append(s.keyed, k)
	s.passing = true
	defer func() { s.passing = false }()
	deliver()
}

func (k *keystroke) hold(h Holder) {
	if h != nil {
		k.held = append(k.held, holding{h, h.Hold()})
	}
}

// Forget drops what was keyed, and with it every copy of a text.
func (s *Scanner) Forget() {
	clear(s.keyed)
	s.keyed = s.keyed[:0]
}

// amid reports whether the character before came as fast as a scanner's.
func (s *Scanner) amid() bool {
	n := len(s.keyed)
	return n > 0 && s.gap(n) <= s.Gap
}

// scan returns the scan that Enter or Tab would end now, as the index of its
// first keystroke.
func (s *Scanner) scan(secret bool) (first int, ok bool) {
	end := len(s.keyed)
	if end < s.Least || s.gap(end) > stall {
		return 0, false
	}
	fast := end // the first of those without a gap
	for fast > 0 && (fast == end || s.gap(fast) <= s.Gap) {
		fast--
	}
	for first := range s.keyed {
		if begins := first == 0 || s.gap(first) > s.Gap; !begins || !s.fired(first) {
			continue
		}
		if s.Knows == nil {
			break
		}
		text := s.text(first)
		if scan, known := s.Knows(text); known && (scan == text || first == fast) {
			return end - len([]rune(scan)), true
		}
	}
	return fast, !secret && s.fired(fast) && !keyable(s.text(fast))
}

// gap is the time before a keystroke, or before now.
func (s *Scanner) gap(i int) time.Duration {
	if i == len(s.keyed) {
		return s.Now().Sub(s.keyed[i-1].at)
	}
	return s.keyed[i].at.Sub(s.keyed[i-1].at)
}

// fired reports whether the keystrokes from the first on came from a scanner.
// One in four may be late: the window was busy.
func (s *Scanner) fired(first int) bool {
	late, changed := 0, 0
	for i := first + 1; i <= len(s.keyed); i++ {
		if s.gap(i) > s.Gap {
			late++
		}
		if i < len(s.keyed) && s.keyed[i].char != s.keyed[i-1].char {
			changed++
		}
	}
	count := len(s.keyed) - first
	return count >= s.Least && changed >= changes && 4*late <= count
}

func (s *Scanner) text(first int) string {
	var text strings.Builder
	for _, k := range s.keyed[first:] {
		text.WriteRune(k.char)
	}
	return text.String()
}

// keyable reports whether a text may be what a program keys in: a name, a
// sentence, a short number.
func keyable(text string) bool {
	return len([]rune(text)) <= longestKeyed || strings.ContainsRune(text, ' ') || !strings.ContainsFunc(text, unicode.IsDigit)
}

// takeBack gives every field back what it held before the keystroke, and
// returns what had the keyboard.
func (s *Scanner) takeBack(first int) fyne.Focusable {
	k := s.keyed[first]
	var done []Holder
	for _, later := range s.keyed[first:] {
		for _, h := range later.held {
			if !slices.Contains(done, h.holder) {
				done = append(done, h.holder)
				h.giveBack()
			}
		}
	}
	if k.screen != nil {
		k.screen()
	}
	return k.focused
}

// Character delivers a character to the focused widget. The board counts it
// first.
func (b *Board) Character(r rune, holder Holder, deliver func()) {
	b.scanner.character(r, b.focused(), holder, deliver)
}

// Amid reports whether the character being delivered comes amid a scan, so far
// as one can tell: then it must not do what cannot be taken back.
func (b *Board) Amid() bool { return b.scanner.amid() }

// EndsScan reports whether Tab would end a scan now.
func (b *Board) EndsScan(secret bool) bool {
	_, ok := b.scanner.scan(secret)
	return ok && b.takesScans() != nil
}

// Scanned tells of a key that the focused widget got, and reports whether it
// ended a scan. Then the key is used up, and so is the scan.
func (b *Board) Scanned(key fyne.KeyName, secret bool) bool {
	if !IsEnter(key) && key != fyne.KeyTab {
		if moves(key) {
			b.scanner.Forget()
		}
		return false
	}
	defer b.scanner.Forget()
	first, ok := b.scanner.scan(secret)
	take := b.takesScans()
	if !ok || take == nil {
		return false
	}
	scan := b.scanner.text(first)
	focused := b.scanner.takeBack(first)
	if b.canvas != nil && focused != nil && b.canvas.Focused() != focused {
		b.canvas.Focus(focused)
	}
	take(scan)
	return true
}

// moves reports whether a key, unlike those of characters, does something.
func moves(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyInsert, fyne.KeyEscape,
		fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown,
		fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageDown:
		return true
	}
	return IsFunction(key)
}

func (b *Board) takesScans() func(string) {
	if b.covered() {
		return b.top().scanned
	}
	return b.scanner.Take
}

func (b *Board) focused() fyne.Focusable {
	if b.canvas == nil {
		return nil
	}
	return b.canvas.Focused()
}

// Scanner is the one that the board listens to.
func (b *Board) Scanner() *Scanner { return b.scanner }

// attached are the boards of the windows.
var attached = map[fyne.Canvas]*Board{}

// BoardOf returns the board attached to the window of a canvas; nil: none.
func BoardOf(c fyne.Canvas) *Board { return attached[c] }

package keys_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"counterfoil/ui/keys"
)

// keyboard is a board whose clock the test moves, and one field.
type keyboard struct {
	*keys.Board
	now   time.Time
	field *field
	took  []string
}

// field is a widget that holds what is typed.
type field struct{ text string }

func (f *field) Hold() func() {
	text := f.text
	return func() { f.text = text }
}

type focusable struct {
	fyne.CanvasObject
	*field
}

func (focusable) FocusGained()            {}
func (focusable) FocusLost()              {}
func (focusable) TypedRune(rune)          {}
func (focusable) TypedKey(*fyne.KeyEvent) {}

const scan = "10232332340000022424"

func newKeyboard() *keyboard {
	k := &keyboard{Board: keys.NewBoard(), now: time.Unix(0, 0), field: &field{}}
	s := k.Scanner()
	s.Now = func() time.Time { return k.now }
	s.Take = func(scan string) { k.took = append(k.took, scan) }
	s.Knows = func(text string) (string, bool) {
		if strings.HasSuffix(text, scan) {
			return scan, true
		}
		return "", false
	}
	return k
}

func (k *keyboard) types(text string, gap time.Duration) {
	for _, r := range text {
		k.now = k.now.Add(gap)
		k.Character(r, focusable{field: k.field}, func() { k.field.text += string(r) })
	}
}

func (k *keyboard) ends(gap time.Duration, key fyne.KeyName) bool {
	k.now = k.now.Add(gap)
	return k.Scanned(key, false)
}

func (k *keyboard) want(t *testing.T, name, field string, took ...string) {
	t.Helper()
	if k.field.text != field || fmt.Sprint(k.took) != fmt.Sprint(took) {
		t.Errorf("%s: the field holds %q, taken were %q", name, k.field.text, k.took)
	}
}

func TestAScanIsTakenBackAtEverySpeed(t *testing.T) {
	for ms := 1; ms <= 20; ms++ {
		gap := time.Duration(ms) * time.Millisecond
		for _, end := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab} {
			k := newKeyboard()
			k.types("abc", 200*time.Millisecond)
			k.now = k.now.Add(200 * time.Millisecond)
			k.types(scan, gap)
			if end == fyne.KeyTab && !k.EndsScan(false) {
				t.Errorf("%d ms: Tab would not end it", ms)
			}
			if !k.ends(gap, end) {
				t.Errorf("%d ms, %s: not a scan", ms, end)
			}
			k.want(t, fmt.Sprint(ms, end), "abc", scan)
			if k.ends(gap, end) {
				t.Error("its end ended another")
			}
		}
	}
}

func TestWhatIsNoScanStays(t *testing.T) {
	const ms = time.Millisecond
	for name, test := range map[string]struct {
		text string
		gap  time.Duration
		end  time.Duration
	}{
		"a quick hand":         {scan, 60 * ms, 60 * ms},
		"a slow hand":          {scan, 400 * ms, 400 * ms},
		"a key held down":      {"1" + strings.Repeat("0", 40), 20 * ms, 20 * ms},
		"two keys held down":   {"11111111110000000000", 20 * ms, 20 * ms},
		"a name from a macro":  {"Maria Delgado", 1 * ms, 1 * ms},
		"a check's number":     {"0001041", 1 * ms, 1 * ms},
		"a routing number":     {"111000025", 1 * ms, 1 * ms},
		"a reason of a macro":  {"customer pays in 2026", 1 * ms, 1 * ms},
		"too few":              {"12345", 1 * ms, 1 * ms},
		"nothing":              {"", 1 * ms, 1 * ms},
		"Enter long after all": {scan, 1 * ms, 2 * time.Second},
	} {
		k := newKeyboard()
		k.types(test.text, test.gap)
		if k.ends(test.end, fyne.KeyReturn) {
			t.Errorf("%s is a scan", name)
		}
		k.want(t, name, test.text)
	}
}

func TestATypistIsNoScannerWhateverTheRhythm(t *testing.T) {
	// Two of five characters come with the key before still down.
	for gap := 60; gap <= 400; gap += 20 {
		k := newKeyboard()
		for i, r := range scan + scan {
			wait := time.Duration(gap) * time.Millisecond
			if i%5 < 2 {
				wait = 25 * time.Millisecond
			}
			k.types(string(r), wait)
		}
		if k.ends(60*time.Millisecond, fyne.KeyReturn) {
			t.Errorf("%d ms: taken for a scanner", gap)
		}
	}
}

func TestAnUnknownCodeIsAScan(t *testing.T) {
	for text, want := range map[string]bool{"AB-1234-5678-99": true, "12345678901": true, "Constantinople": false} {
		k := newKeyboard()
		k.types("ab", 90*time.Millisecond)
		k.now = k.now.Add(90 * time.Millisecond)
		k.types(text, time.Millisecond)
		if secret := k.EndsScan(true); secret {
			t.Errorf("%q is a scan in the field of a secret", text)
		}
		if got := k.ends(time.Millisecond, fyne.KeyReturn); got != want {
			t.Errorf("%q is a scan: %t", text, got)
		}
		if want {
			k.want(t, text, "ab", text)
		}
	}
}

func TestABusyWindowSplitsNoScan(t *testing.T) {
	for at := 1; at < len(scan); at++ {
		k := newKeyboard()
		k.types(scan[:at], time.Millisecond)
		k.now = k.now.Add(600 * time.Millisecond)
		k.types(scan[at:], time.Millisecond)
		if !k.ends(time.Millisecond, fyne.KeyReturn) {
			t.Errorf("a window that was busy after %d characters lost the scan", at)
		}
		k.want(t, fmt.Sprint(at), "", scan)
	}
}

func TestAScanRightBehindWhatWasKeyed(t *testing.T) {
	k := newKeyboard()
	k.types("123"+scan, time.Millisecond)
	k.ends(time.Millisecond, fyne.KeyReturn)
	k.want(t, "without a pause", "123", scan)
}

func TestAKeyBetweenEndsWhatMayBeAScan(t *testing.T) {
	for _, key := range []fyne.KeyName{fyne.KeyBackspace, fyne.KeyLeft, fyne.KeyF3, fyne.KeyEscape} {
		k := newKeyboard()
		k.types(scan[:10], time.Millisecond)
		if k.Scanned(key, false) {
			t.Errorf("%s ended a scan", key)
		}
		k.types(scan[10:], time.Millisecond)
		if k.ends(time.Millisecond, fyne.KeyReturn) {
			t.Errorf("a scan with %s in it", key)
		}
	}
	k := newKeyboard()
	for _, r := range scan { // the driver tells of each key before its character
		k.Scanned(fyne.KeyName(string(r)), false)
		k.types(string(r), time.Millisecond)
	}
	if !k.ends(time.Millisecond, fyne.KeyReturn) {
		t.Error("the keys of its own characters ended the scan")
	}
}

func TestADialogTakesTheScanAboveTheScreen(t *testing.T) {
	k := newKeyboard()
	var above []string
	uncover := k.Cover(nil, func(scan string) { above = append(above, scan) })
	k.types(scan, time.Millisecond)
	k.ends(time.Millisecond, fyne.KeyReturn)
	k.want(t, "covered", "")
	if len(above) != 1 || above[0] != scan {
		t.Errorf("the dialog got %q", above)
	}
	uncover()
	k.Cover(nil, nil)
	k.types(scan, time.Millisecond)
	if k.ends(time.Millisecond, fyne.KeyReturn) {
		t.Error("a dialog that takes no scans took one")
	}
	k.want(t, "left where it was fired", scan)
}

func TestTheScreenGivesBackWhatItHeld(t *testing.T) {
	k := newKeyboard()
	count := 0
	k.Scanner().Hold = func() func() {
		held := count
		count++
		return func() { count = held }
	}
	k.types("12", 200*time.Millisecond)
	k.now = k.now.Add(200 * time.Millisecond)
	k.types(scan, time.Millisecond)
	k.ends(time.Millisecond, fyne.KeyReturn)
	if count != 2 {
		t.Errorf("the screen holds %d, want what it held before the scan", count)
	}
}

func TestASpaceAmidAScanIsKnown(t *testing.T) {
	k := newKeyboard()
	if k.Amid() {
		t.Error("nothing was typed")
	}
	k.types("1", time.Millisecond)
	k.now = k.now.Add(5 * time.Millisecond)
	if !k.Amid() {
		t.Error("amid a scan")
	}
	k.now = k.now.Add(60 * time.Millisecond)
	if k.Amid() {
		t.Error("a hand's space")
	}
}

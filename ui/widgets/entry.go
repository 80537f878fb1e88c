package widgets

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ledger/phrase"
	"counterfoil/ui/keys"
)

// Entry is a field for one line of text. Enter calls OnSubmitted, or goes to
// the screen's commands when there is none; function keys and Esc always do.
type Entry struct {
	widget.Entry
	fault

	OnChanged func(string)
	// OnKey sees every key first and reports whether it took it.
	OnKey func(fyne.KeyName) bool
	// Replace makes what is typed on entering the field replace what it held.
	Replace bool
	// Digits is how many digits fit without scrolling; 0 leaves it to the layout.
	Digits int
	// Limit is how many characters it takes.
	Limit int
	// TakesScans leaves what a scanner fires at it where it is, and its Enter
	// too.
	TakesScans bool

	accept   func(rune) bool
	accepted phrase.Word // what accept accepts, in words
	refused  error       // why a character was left out; it stands until something is taken out
	before   string
	entered  string // what it held before it was typed into
	focused  bool
	self     Input
}

const defaultLimit = 200

// NewEntry returns a field for any text of up to 200 characters.
func NewEntry() *Entry {
	e := &Entry{}
	e.extend(e)
	return e
}

// NewDigitsEntry returns a field that takes digits only: an account, a check
// number.
func NewDigitsEntry() *Entry {
	e := NewEntry()
	e.only("digits", "0123456789")
	return e
}

// NewSecretEntry returns a field for a PIN or a passphrase, which it conceals.
func NewSecretEntry() *Entry {
	e := NewEntry()
	e.Password = true
	return e
}

func (e *Entry) extend(self Input) {
	e.self = self
	e.Limit = defaultLimit
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.Entry.OnChanged = e.textChanged
	e.ExtendBaseWidget(self)
}

func (e *Entry) only(said phrase.Word, characters string) {
	e.accepted = said
	e.accept = func(r rune) bool { return strings.ContainsRune(characters, r) }
}

// Filled reports whether it holds more than spaces.
func (e *Entry) Filled() bool { return strings.TrimSpace(e.Text) != "" }

// Problem is non-nil when a character was left out, because what is left may
// not be what was meant: "1e3" without its e is 13.
func (e *Entry) Problem() error { return e.refused }

// SetError implements Input.
func (e *Entry) SetError(err error) {
	if e.fault.set(err) {
		e.Refresh()
	}
}

// Entered is what it held before it was typed into: when it got the keyboard,
// or what it was set to since.
func (e *Entry) Entered() string { return e.entered }

func (e *Entry) selectAll() { e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// SetText replaces what it holds and takes back its error.
func (e *Entry) SetText(text string) {
	e.refused = nil
	e.entered = text
	e.Entry.SetText(text)
	e.dropSelection()
	e.SetError(nil)
}

// dropSelection leaves nothing selected. The toolkit keeps what was selected
// of the last text selected in the next, and erases it when something is typed.
func (e *Entry) dropSelection() {
	e.Entry.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft}) // with it, End would select
	e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
}

func (e *Entry) textChanged(text string) {
	if len(text) <= len(e.before) {
		e.refused = nil
	}
	e.before = text
	e.SetError(e.refused)
	if e.OnChanged != nil {
		e.OnChanged(text)
	}
}

// Hold implements Input.
func (e *Entry) Hold() (giveBack func()) {
	text, entered, refused, column := e.Text, e.entered, e.refused, e.CursorColumn
	all := text != "" && e.SelectedText() == text
	return func() {
		if e.Text != text {
			e.SetText(text)
		}
		e.entered, e.refused = entered, refused
		e.SetError(refused)
		e.CursorColumn = column
		if all {
			e.selectAll()
		}
		e.Refresh()
	}
}

// AcceptsTab implements fyne.Tabbable.
func (e *Entry) AcceptsTab() bool { return !e.TakesScans && acceptsTab(e.self) }

func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case e.TakesScans:
		keepScan(e.self, ev)
	case usedUp(e.self, ev):
		return
	}
	switch {
	case e.OnKey != nil && e.OnKey(ev.Name):
	case keys.IsFunction(ev.Name), ev.Name == fyne.KeyEscape, ev.Name == fyne.KeyInsert, ev.Name == fyne.KeyPageUp, ev.Name == fyne.KeyPageDown,
		keys.IsEnter(ev.Name) && e.OnSubmitted == nil:
		passKey(e.self, ev)
	default:
		e.Entry.TypedKey(ev)
	}
}

func (e *Entry) TypedRune(r rune) {
	deliver(e.self, r, func() {
		if !e.refuses(string(r)) {
			e.Entry.TypedRune(r)
		}
	})
}

// TypedShortcut pastes as if the text were typed, line ends as spaces, but all
// of it or nothing.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	paste, ok := s.(*fyne.ShortcutPaste)
	if !ok {
		e.Entry.TypedShortcut(s)
		return
	}
	text := strings.Join(strings.Fields(paste.Clipboard.Content()), " ")
	if e.refuses(text) {
		return
	}
	for _, r := range text {
		e.Entry.TypedRune(r)
	}
}

// refuses says at the field why the text cannot go in.
func (e *Entry) refuses(text string) bool {
	if e.Disabled() {
		return false
	}
	if e.accept != nil {
		if i := strings.IndexFunc(text, func(r rune) bool { return !e.accept(r) }); i >= 0 {
			r, _ := utf8.DecodeRuneInString(text[i:])
			return e.refuse(phrase.Errorf("“%c” was left out: only %s go here. Check the field", r, e.accepted))
		}
	}
	length := utf8.RuneCountInString
	if length(text)+length(e.Text) > e.Limit && length(text)+length(e.Text)-length(e.SelectedText()) > e.Limit {
		return e.refuse(phrase.Errorf("only %d characters go here. Check the field", e.Limit))
	}
	return false
}

func (e *Entry) refuse(why error) bool {
	e.refused = why
	e.SetError(why)
	return true
}

func (e *Entry) FocusGained() {
	e.focused = true
	e.entered = e.Text
	e.Entry.FocusGained()
	gained(e.self)
	if e.Replace {
		e.selectAll()
	}
}

func (e *Entry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
}

func (e *Entry) MinSize() fyne.Size {
	size := e.Entry.MinSize()
	if e.Digits > 0 {
		digit := digitWidth()
		size.Width = digit*float32(e.Digits+1) + 4*fynetheme.InnerPadding()
	}
	return size
}

func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	return withRing(e.Entry.CreateRenderer(), func() (focused, wrong bool) {
		return e.focused, e.err != nil
	})
}

// Package dialogs is the one way through which anything is asked or said above
// a screen. In a modal of the toolkit nothing has the keyboard, Enter and Esc
// do nothing and the menu still works underneath; here the first field has the
// keyboard, Enter goes to the next field that needs something and then
// confirms, Esc cancels, the commands below are covered, and the keyboard
// returns to where it was.
package dialogs

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ledger/phrase"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// Dialogs opens dialogs in one window.
type Dialogs struct {
	// OnRefused hears of a scan that was fired at a dialog; may be nil.
	OnRefused func()
	// Help opens the help over a dialog, whose title it gets, and the name of
	// its page; nil: there is none.
	Help func(title, page string)

	window fyne.Window
	board  *keys.Board
	open   []*Dialog
}

// New returns the dialogs of the window that the board is attached to.
func New(window fyne.Window, board *keys.Board) *Dialogs {
	return &Dialogs{window: window, board: board}
}

// Showing reports whether a dialog is open.
func (d *Dialogs) Showing() bool { return len(d.open) > 0 }

// CloseAll closes every open dialog as if it had been canceled.
func (d *Dialogs) CloseAll() {
	for len(d.open) > 0 {
		d.open[len(d.open)-1].Close()
	}
}

// Dismiss takes away every open dialog without its OnClosed: what it asked is
// no question any more.
func (d *Dialogs) Dismiss() {
	for _, o := range d.open {
		o.form.OnClosed = nil
	}
	d.CloseAll()
}

// Field is one field of a form.
type Field struct {
	Name  string
	Input widgets.Input
	// Needed says whether it must be filled; nil means it must.
	Needed func() bool
}

// Optional is the Needed of a field that may stay empty.
func Optional() bool { return false }

func (f Field) missing() bool {
	return !f.Input.Filled() && (f.Needed == nil || f.Needed())
}

// Form is what a dialog asks.
type Form struct {
	Title  string
	Text   string            // a sentence or two; may be empty
	Fields []Field           // in the order in which Enter walks through them
	Body   fyne.CanvasObject // free content below the fields; may be nil
	// Commands are keys beside Enter and Esc.
	Commands keys.Table
	IsHelp   bool // it is what F1 opens, so F1 does nothing more

	Confirm string // the words of Enter; "OK" when empty
	Cancel  string // the words of Esc; "Cancel" when empty
	Danger  bool   // confirming cannot be undone
	Notice  bool   // nothing can be refused: there is no Cancel, and Esc confirms too
	Visit   bool   // Enter walks through every field, also those that may stay empty

	// OnConfirm does what was asked, with the dialog still open. An error keeps
	// it open with all that was keyed and is said at the field (see At) or below
	// the fields. Nil closes it.
	OnConfirm func() error
	// OnClosed comes after the dialog is gone and the keyboard is back.
	OnClosed func(confirmed bool)
}

// At says at which field an error of OnConfirm belongs.
func At(input widgets.Input, err error) error { return &fieldError{input, err} }

type fieldError struct {
	input widgets.Input
	err   error
}

func (e *fieldError) Error() string { return e.err.Error() }
func (e *fieldError) Unwrap() error { return e.err }

// Dialog is an open dialog.
type Dialog struct {
	dialogs *Dialogs
	form    Form
	page    string // of the help
	canvas  fyne.Canvas
	popup   *widget.PopUp
	face    face
	before  fyne.Focusable
	uncover func()
	closed  bool
}

// Open shows a form.
func (d *Dialogs) Open(form Form) *Dialog {
	o := &Dialog{dialogs: d, form: form, canvas: d.window.Canvas()}
	d.open = append(d.open, o)
	o.before = o.canvas.Focused()
	o.uncover = d.board.Cover(o.commands(), o.scanned)
	o.face = o.newFace()
	d.board.Views(o.face.sheet)
	o.popup = widget.NewModalPopUp(o.face.content, o.canvas)
	o.popup.Show()
	o.focusFirst()
	return o
}

func (o *Dialog) commands() keys.Table {
	confirm, cancel := o.form.Confirm, o.form.Cancel
	if confirm == "" {
		confirm = words.T("OK")
	}
	if cancel == "" {
		cancel = words.T("Cancel")
	}
	enter := keys.Command{Name: "confirm", Label: confirm, Key: fyne.KeyReturn, Run: o.enter}
	esc := keys.Command{Name: "cancel", Label: cancel, Key: fyne.KeyEscape, Run: func() { o.close(false) }}
	if o.form.Notice {
		esc.Label, esc.Run = confirm, o.enter
	}
	table := append(keys.Table{enter, esc}, o.form.Commands...)
	if help := o.dialogs.Help; help != nil && !o.form.IsHelp {
		table = append(table, keys.Command{Name: "help", Label: words.T("Help"), Key: fyne.KeyF1, Run: func() { help(o.form.Title, o.page) }})
	}
	return table
}

func (o *Dialog) focusFirst() {
	list, isList := o.form.Body.(fyne.Focusable)
	switch {
	case len(o.form.Fields) > 0:
		o.canvas.Focus(o.form.Fields[0].Input)
	case isList:
		o.canvas.Focus(list)
	default:
		o.canvas.Focus(o.face.confirm)
	}
}

// enter goes to the next field, or the next that needs something, or confirms.
func (o *Dialog) enter() {
	o.face.wrong.Say(nil)
	at := o.focusedField()
	if next := at + 1; o.form.Visit && at >= 0 && next < len(o.form.Fields) {
		o.canvas.Focus(o.form.Fields[next].Input)
		return
	}
	for step := 1; step <= len(o.form.Fields); step++ {
		next := (at + step + len(o.form.Fields)) % len(o.form.Fields)
		if f := o.form.Fields[next]; f.missing() {
			if next == at {
				f.Input.SetError(empty(f.Input))
			}
			o.canvas.Focus(f.Input)
			return
		}
	}
	o.confirm()
}

// scanned refuses a scan: what is asked was not asked of the scanner.
func (o *Dialog) scanned(string) {
	o.face.wrong.Say(phrase.Errorf("this was a scan, and it was not taken. Answer the question first, then scan again"))
	if heard := o.dialogs.OnRefused; heard != nil {
		heard()
	}
}

func empty(input widgets.Input) error {
	if _, choice := input.(*widgets.Choice); choice {
		return phrase.Errorf("choose one")
	}
	return phrase.Errorf("fill this in")
}

// focusedField is the index of the field that has the keyboard, or -1.
func (o *Dialog) focusedField() int {
	focused := o.canvas.Focused()
	for i, f := range o.form.Fields {
		if fyne.Focusable(f.Input) == focused {
			return i
		}
	}
	return -1
}

func (o *Dialog) confirm() {
	for _, f := range o.form.Fields {
		if problem := f.Input.Problem(); problem != nil {
			o.refuse(At(f.Input, problem))
			return
		}
	}
	if o.form.OnConfirm != nil {
		if err := o.form.OnConfirm(); err != nil {
			o.refuse(err)
			return
		}
	}
	o.close(true)
}

func (o *Dialog) refuse(err error) {
	var at *fieldError
	if errors.As(err, &at) {
		o.canvas.Focus(at.input)
		at.input.SetError(at.err)
		widgets.SelectAll(at.input)
		return
	}
	o.face.wrong.Say(err)
	o.focusFirst()
}

// About names the page of the help that says most of it; otherwise that of the
// screen below does.
func (o *Dialog) About(page string) *Dialog {
	o.page = page
	return o
}

// Then adds what comes after the dialog was confirmed and is gone.
func (o *Dialog) Then(next func()) {
	before := o.form.OnClosed
	o.form.OnClosed = func(confirmed bool) {
		if before != nil {
			before(confirmed)
		}
		if confirmed {
			next()
		}
	}
}

// Close closes the dialog as if it had been canceled.
func (o *Dialog) Close() { o.close(false) }

func (o *Dialog) close(confirmed bool) {
	if o.closed {
		return
	}
	o.closed = true
	o.dialogs.open = slices.DeleteFunc(o.dialogs.open, func(other *Dialog) bool { return other == o })
	o.popup.Hide()
	o.uncover()
	if o.canvas.Focused() == nil && o.before != nil {
		o.canvas.Focus(o.before)
	}
	if o.form.OnClosed != nil {
		o.form.OnClosed(confirmed)
	}
}

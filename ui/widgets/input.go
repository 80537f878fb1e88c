package widgets

import "fyne.io/fyne/v2"

// Input is a field of a form: one of this package's entries, a Choice or a
// Check.
type Input interface {
	fyne.Widget
	fyne.Focusable
	// Filled reports whether it holds something.
	Filled() bool
	// Problem is what is wrong with what it holds; nil when it holds nothing.
	Problem() error
	// SetError says at the field what is wrong and keeps what was keyed; nil
	// takes it back. So does the next change.
	SetError(error)
	// Hold remembers what it holds now, so that a scan fired at it can be taken
	// back.
	Hold() (giveBack func())

	onError(func(error))
}

// SelectAll makes what is typed next replace what a field for text holds.
func SelectAll(input Input) {
	if e, ok := input.(interface{ selectAll() }); ok {
		e.selectAll()
	}
}

// fault is the error an input shows, through the Field around it.
type fault struct {
	err     error
	changed func(error)
}

func (f *fault) onError(changed func(error)) { f.changed = changed }

// set reports whether there is something else to show than before.
func (f *fault) set(err error) bool {
	if err == nil && f.err == nil {
		return false
	}
	f.err = err
	if f.changed != nil {
		f.changed(err)
	}
	return true
}

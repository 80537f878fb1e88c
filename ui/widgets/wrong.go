package widgets

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Wrong says what is wrong, in words. It takes no room while nothing is.
type Wrong struct{ widget.Label }

// NewWrong returns one that has nothing to say.
func NewWrong() *Wrong {
	w := &Wrong{}
	w.Wrapping = fyne.TextWrapWord
	w.Importance = widget.DangerImportance
	w.TextStyle.Bold = true
	w.SizeName = fynetheme.SizeNameCaptionText
	w.ExtendBaseWidget(w)
	w.Hide()
	return w
}

// Say says an error as a sentence; nil takes it back.
func (w *Wrong) Say(err error) {
	if err == nil {
		w.SetText("")
		w.Hide()
		return
	}
	w.SetText(Sentence(err))
	w.Show()
}

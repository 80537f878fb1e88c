package ui

import (
	"bytes"
	"image"
	_ "image/jpeg" // what copies are kept as

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"counterfoil/ledger"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// pictured are the numbers of a receipt's lines that have a picture of the
// bill.
func pictured(r *ledger.Receipt) (lines []int) {
	if r == nil {
		return nil
	}
	for i, line := range r.Payment.Lines {
		if line.Copy != nil {
			lines = append(lines, i)
		}
	}
	return lines
}

// viewCopy shows the pictures of the bills of the receipt looked at, one at a
// time.
func (s *find) viewCopy() { s.viewCopyOf(*s.search.receipt, 0) }

func (s *find) viewCopyOf(r ledger.Receipt, nth int) {
	lines := pictured(&r)
	line := r.Payment.Lines[lines[nth]]
	content, err := s.counter.ledger.Copy(*line.Copy)
	if err != nil {
		s.counter.say(widgets.Stop, widgets.Sentence(err))
		return
	}
	form := dialogs.Form{
		Title:  words.T("Bill of account %s, receipt %s", line.Account, r.Number),
		Notice: true, Confirm: words.T("Close"),
	}
	if form.Body, err = s.drawCopy(content); err != nil {
		form.Text = words.T("The copy is a PDF of %d KB, kept whole as\n%s\nOpen it with a PDF viewer.", (line.Copy.Bytes+1023)/1024, s.counter.ledger.Folder().Bills()+"/"+line.Copy.SHA256)
	}
	if more := len(lines); more > 1 {
		form.Title += words.T(" (%d of %d)", nth+1, more)
		var open *dialogs.Dialog
		form.Commands = keys.Table{{Name: "more", Label: words.T("Next picture"), Key: fyne.KeyPageDown, Run: func() {
			open.Close()
			s.viewCopyOf(r, (nth+1)%more)
		}}}
		open = s.counter.dialogs.Open(form)
		return
	}
	s.counter.dialogs.Open(form)
}

// drawCopy draws a picture as large as the window has room for.
func (s *find) drawCopy(content []byte) (fyne.CanvasObject, error) {
	picture, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	drawn := canvas.NewImageFromImage(picture)
	drawn.FillMode = canvas.ImageFillContain
	drawn.ScaleMode = canvas.ImageScaleSmooth
	window := s.counter.window.Canvas().Size()
	drawn.SetMinSize(fyne.NewSize(window.Width*0.8, window.Height-220))
	return drawn, nil
}

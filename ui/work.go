package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ledger"
	"counterfoil/receipts"
	"counterfoil/receipts/printer"
	"counterfoil/ui/widgets"
)

// work runs do off the user interface's goroutine, then done on it. What is
// being done is shown meanwhile: "Writing the day's report".
func (c *counter) work(what string, do func() error, done func(error)) {
	c.progress.begin(what)
	c.background(func() {
		err := do()
		fyne.Do(func() {
			c.progress.end()
			done(err)
		})
	})
}

// print gives a receipt out on paper or as a file. The payment stands however
// that goes.
func (c *counter) print(r ledger.Receipt) {
	var outcome printer.Outcome
	c.work("Printing receipt "+r.Number, func() error {
		paper := c.ledger.City().Output.Paper
		pdf, err := receipts.ReceiptPDF(r, paper)
		if err != nil {
			return err
		}
		outcome, err = c.printer.Give(printer.Document{Name: documentName(r), PDF: pdf, Paper: paper})
		return err
	}, func(err error) {
		c.printed = r.Number + " saved"
		if outcome.SentTo != "" {
			c.printed = r.Number + " sent to printer " + outcome.SentTo
		}
		if err != nil {
			c.printed = r.Number + " was not printed"
			c.say(widgets.Warning, fmt.Sprintf("Receipt %s is recorded, but was not printed: %s F6 prints it as a duplicate.", r.Number, widgets.Sentence(err)))
		}
		c.refreshStatus()
	})
}

// documentName keeps the files of an original and its duplicates apart.
func documentName(r ledger.Receipt) string {
	if r.Prints == 0 {
		return r.Number
	}
	return fmt.Sprintf("%s-duplicate-%d", r.Number, r.Prints)
}

// progress says what is being worked on. It takes no room while nothing is.
type progress struct {
	widget.BaseWidget
	what    *widgets.Text
	running int
}

func newProgress() *progress {
	p := &progress{what: widgets.NewText("")}
	p.ExtendBaseWidget(p)
	p.Hide()
	return p
}

func (p *progress) begin(what string) {
	p.running++
	p.what.SetText(what + " …")
	p.Show()
}

func (p *progress) end() {
	if p.running--; p.running == 0 {
		p.Hide()
	}
}

// MinSize keeps the bar as low as its words.
func (p *progress) MinSize() fyne.Size { return fyne.NewSize(0, p.what.MinSize().Height) }

func (p *progress) CreateRenderer() fyne.WidgetRenderer {
	line := container.NewBorder(nil, nil, p.what, nil, widget.NewProgressBarInfinite())
	return widget.NewSimpleRenderer(container.New(layout.NewCustomPaddedLayout(0, 0, 12, 12), line))
}

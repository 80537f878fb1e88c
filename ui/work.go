package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

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

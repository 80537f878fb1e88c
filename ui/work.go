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
func (s *stage) work(what string, do func() error, done func(error)) {
	s.progress.begin(what)
	s.background(func() {
		err := do()
		fyne.Do(func() {
			s.progress.end()
			done(err)
		})
	})
}

// progress says what is being worked on, and how far it has come where that is
// known. It takes no room while nothing is.
type progress struct {
	widget.BaseWidget
	what    *widgets.Text
	moving  *widget.ProgressBarInfinite
	bar     *widget.ProgressBar
	running int
}

func newProgress() *progress {
	p := &progress{what: widgets.NewText(""), moving: widget.NewProgressBarInfinite(), bar: widget.NewProgressBar()}
	p.bar.TextFormatter = func() string { return "" } // the words say it
	p.bar.Hide()
	p.ExtendBaseWidget(p)
	p.Hide()
	return p
}

func (p *progress) begin(what string) {
	p.running++
	p.tell(what+" …", 0)
	p.Show()
}

// tell says something else about what is being worked on. No fraction: how far
// it has come is not known.
func (p *progress) tell(words string, fraction float64) {
	p.what.SetText(words)
	p.bar.SetValue(fraction)
	p.bar.Hidden, p.moving.Hidden = fraction == 0, fraction > 0
	p.Refresh()
}

func (p *progress) end() {
	if p.running--; p.running == 0 {
		p.Hide()
	}
}

// MinSize keeps the bar as low as its words.
func (p *progress) MinSize() fyne.Size { return fyne.NewSize(0, p.what.MinSize().Height) }

func (p *progress) CreateRenderer() fyne.WidgetRenderer {
	line := container.NewBorder(nil, nil, p.what, nil, p.moving, p.bar)
	return widget.NewSimpleRenderer(container.New(layout.NewCustomPaddedLayout(0, 0, 12, 12), line))
}

package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ui/theme"
)

// Status is one thing the status bar says: "Drawer", "C1, open". Alarming ones
// stand out by an exclamation mark and weight.
type Status struct {
	Name, Value string
	Alarming    bool
}

func (s Status) text() string {
	text := s.Value
	if s.Name != "" {
		text = s.Name + ": " + s.Value
	}
	if s.Alarming {
		text = "! " + text
	}
	return text
}

// StatusBar is the dark band at the foot of the window: who, which drawer,
// which business day, and how the mirror and the printer are.
type StatusBar struct {
	widget.BaseWidget
	statuses []Status
	line     *fyne.Container
}

// NewStatusBar returns an empty bar.
func NewStatusBar() *StatusBar {
	s := &StatusBar{line: container.New(&flow{gap: 24})}
	s.ExtendBaseWidget(s)
	return s
}

// Set replaces what it says.
func (s *StatusBar) Set(statuses ...Status) {
	s.statuses = statuses
	s.line.RemoveAll()
	for _, status := range statuses {
		style := fyne.TextStyle{Bold: status.Alarming}
		s.line.Add(newText(status.text(), fynetheme.SizeNameCaptionText, theme.ColorNameOnBar, style))
	}
	s.Refresh()
}

// Text is what it says, one status after the other.
func (s *StatusBar) Text() string {
	text := ""
	for i, status := range s.statuses {
		if i > 0 {
			text += "   "
		}
		text += status.text()
	}
	return text
}

func (s *StatusBar) CreateRenderer() fyne.WidgetRenderer {
	padded := container.New(layout.NewCustomPaddedLayout(5, 5, 12, 12), s.line)
	return widget.NewSimpleRenderer(container.NewStack(NewBand(theme.ColorNameBar), padded))
}

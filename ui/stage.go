package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/theme"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// stage is a window on which screens are shown, one at a time: the counter's,
// or that of finance's own desk.
type stage struct {
	window  fyne.Window
	board   *keys.Board
	dialogs *dialogs.Dialogs
	screen  screen
	again   func()            // shows the screen anew, as in another language; nil: nothing can
	worn    theme.Look        // how the window looks
	answer  func(path string) // to the question for a file that is open; nil: none is
	// background runs work off the user interface's goroutine.
	background func(work func())

	heading  *widgets.Text
	banner   *widgets.Banner
	progress *progress
	place    *fyne.Container // of the screen
}

// newWindow is a window of the program, as large as the smallest screen lets it
// be. One stage can take it over from another with the size it has by then.
func newWindow(a fyne.App) fyne.Window {
	w := a.NewWindow(windowName)
	w.Resize(fyne.NewSize(1024, 740))
	return w
}

func newStage(w fyne.Window) *stage {
	s := &stage{
		window:     w,
		board:      keys.NewBoard(),
		background: func(work func()) { go work() },
		heading:    widgets.NewHeading(""),
		banner:     widgets.NewBanner(),
		progress:   newProgress(),
		place:      container.NewStack(),
	}
	s.window.SetIcon(icon)
	s.dialogs = dialogs.New(s.window, s.board)
	s.dialogs.Help = s.helpOver
	s.board.Attach(s.window)
	s.window.SetPadded(false)
	return s
}

// frame is what stands around every screen: the heading, whose it is and
// warnings above; the legend and the foot below.
func (s *stage) frame(whose string, warnings []fyne.CanvasObject, foot ...fyne.CanvasObject) fyne.CanvasObject {
	name := widgets.NewText(whose)
	name.Style.Bold = true
	name.Align = fyne.TextAlignTrailing
	head := container.NewBorder(nil, nil, s.heading, nil, name.Clipped())
	top := container.New(layout.NewCustomPaddedVBoxLayout(0),
		container.New(layout.NewCustomPaddedLayout(6, 4, 12, 12), head), rule())
	for _, w := range append(warnings, s.banner) {
		top.Add(w)
	}
	bottom := container.New(layout.NewCustomPaddedVBoxLayout(0), s.progress, rule(), widgets.NewLegend(s.board))
	for _, f := range foot {
		bottom.Add(f)
	}
	return container.NewBorder(top, bottom, nil, nil, s.place)
}

// put shows a screen with its commands in the place of the last one.
func (s *stage) put(next screen, commands func() keys.Table) {
	s.screen, s.again = next, nil
	s.quiet()
	s.heading.SetText(next.title())
	content := next.content()
	s.place.Objects = []fyne.CanvasObject{content}
	s.place.Refresh()
	s.board.Show(commands(), next.typed)
	s.board.Views(viewOf(next, content))
}

// showBy shows a screen by what can show it anew.
func (s *stage) showBy(show func()) {
	show()
	s.again = func() { s.showBy(show) }
}

// refocus puts the keyboard where the screen says the next key belongs.
func (s *stage) refocus() {
	if f := s.screen.focus(); f != nil {
		s.window.Canvas().Focus(f)
	} else {
		s.window.Canvas().Unfocus()
	}
}

// leave leaves the screen, then goes on; it asks first when that loses
// something.
func (s *stage) leave(next func()) {
	leave := func() {
		if on, holds := s.screen.(letsGo); holds {
			on.left()
		}
		next()
	}
	if !loses(s.screen) {
		leave()
		return
	}
	s.dialogs.Confirm(words.T("Leave this screen?"), words.T("What you keyed in here is not saved. It is lost when you leave."), words.T("Leave"), leave)
}

// say puts a message above the screen, in the place of the last one.
func (s *stage) say(gravity widgets.Gravity, text string) { s.banner.Say(gravity, text) }

// quiet takes the message away.
func (s *stage) quiet() { s.banner.Clear() }

// Package ui is the window a clerk works in. A screen holds state of its own
// and asks the ledger for everything that must be true.
package ui

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"

	"counterfoil/assets"
	"counterfoil/assets/translations"
	"counterfoil/ledger"
	"counterfoil/receipts/printer"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/sound"
	"counterfoil/ui/theme"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

const (
	appID      = "org.counterfoil.Counterfoil"
	windowName = "Counterfoil"
)

var icon = fyne.NewStaticResource("icon.png", assets.Icon)

// Options is what the window is opened on.
type Options struct {
	Ledger *ledger.Ledger
	// Demo is the people of a demonstration, who are shown with their secrets
	// on the sign-in screen; nil: no demonstration.
	Demo []ledger.NewPerson
	// OpenTraining opens another window, on the training ledger beside this one;
	// nil: there is none.
	OpenTraining func() error

	// later runs work on the user interface's goroutine; nil: fyne.Do does.
	later func(work func())
}

// Run opens the window and returns when it is closed.
func Run(o Options) error {
	c := newCounter(app.NewWithID(appID), o)
	c.watch()
	c.window.ShowAndRun()
	return nil
}

// watch begins what goes on by itself while the window is open.
func (c *counter) watch() {
	c.watchIdle()
	c.watchMirror()
	c.watchDay()
	c.watchBills()
}

// counter is the window and who works at it.
type counter struct {
	window   fyne.Window
	board    *keys.Board
	dialogs  *dialogs.Dialogs
	ledger   *ledger.Ledger
	printers *printer.Printers
	demo     []ledger.NewPerson

	session ledger.Session // of nobody, while nobody is signed in
	screen  screen
	desks   map[string]*desk // by the name of the person
	sheets  countSheets
	idle    idle
	look    appearance
	door    translations.Language // of the sign-in
	backup  *backupWork           // that is being made; nil: none
	// background runs work off the user interface's goroutine.
	background func(work func())
	// beep makes the sound of a wrong scan.
	beep func()
	// openTraining opens another window to practice in; nil: there is none.
	openTraining func() error
	// later runs work on it, from any goroutine.
	later func(work func())

	heading  *widgets.Text
	training *widgets.Banner // shown in training only
	banner   *widgets.Banner
	alarm    *widgets.Banner // what the ledger says somebody must see to
	progress *progress
	place    *fyne.Container // of the screen
	status   *widgets.StatusBar
	printed  string // how the last print went
}

func newCounter(a fyne.App, o Options) *counter {
	a.Settings().SetTheme(theme.New(theme.Look{}))
	return newCounterIn(a.NewWindow(windowName), o)
}

func newCounterIn(w fyne.Window, o Options) *counter {
	c := &counter{
		window:     w,
		board:      keys.NewBoard(),
		ledger:     o.Ledger,
		demo:       o.Demo,
		desks:      map[string]*desk{},
		sheets:     countSheets{},
		background: func(work func()) { go work() },
		beep:       sound.Wrong,
		later:      o.later,

		openTraining: o.OpenTraining,

		heading:  widgets.NewHeading(""),
		training: widgets.NewBanner(),
		banner:   widgets.NewBanner(),
		alarm:    widgets.NewBanner(),
		progress: newProgress(),
		place:    container.NewStack(),
		status:   widgets.NewStatusBar(),
	}
	c.window.SetIcon(icon)
	c.dialogs = dialogs.New(c.window, c.board)
	c.dialogs.OnRefused = c.wrongScan
	c.board.Attach(c.window)
	c.listenToScanner()
	c.window.SetPadded(false)
	c.window.SetContent(c.frame())
	c.window.SetCloseIntercept(c.quit)
	c.window.SetOnDropped(c.dropped)
	if c.later == nil {
		c.later = fyne.Do
	}
	c.openPrinters()
	c.window.SetOnClosed(c.printers.Close)
	c.window.Resize(fyne.NewSize(1024, 740))
	c.door = translations.Language(cmp.Or(o.Ledger.City().Language, string(words.Language())))
	c.speak()
	c.show(newSignIn(c))
	return c
}

// signedIn reports whether somebody is.
func (c *counter) signedIn() bool { return c.session.Name() != "" }

// say puts a message above the screen, in the place of the last one.
func (c *counter) say(gravity widgets.Gravity, text string) { c.banner.Say(gravity, text) }

// quiet takes the message away.
func (c *counter) quiet() { c.banner.Clear() }

// secondSignIn asks a second person to sign in, and does what they approve.
// An error of act is said in the dialog, which stays open.
func (c *counter) secondSignIn(title, sentence string, act func(approver ledger.Session) error, done func()) {
	c.dialogs.SecondSignIn(title, sentence, func(name, secret string) error {
		approver, err := c.ledger.SignIn(name, secret, ledger.ToApprove)
		if err != nil {
			return err
		}
		return act(approver)
	}, done)
}

// quit closes the window, and asks first when something is half done.
func (c *counter) quit() {
	if !c.halfDone() {
		c.window.Close()
		return
	}
	c.dialogs.Confirm(words.T("Close Counterfoil?"), words.T("Something is keyed in that is not recorded yet. It is lost when you close."), words.T("Close"), c.window.Close)
}

// Package ui is the window a clerk works in. A screen holds state of its own
// and asks the ledger for everything that must be true.
package ui

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"counterfoil/assets"
	"counterfoil/assets/translations"
	"counterfoil/ledger"
	financedesk "counterfoil/ledger/bundle/desk"
	"counterfoil/receipts/printer"
	"counterfoil/ui/dialogs"
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
	// Finance is what finance keeps on this computer.
	Finance *financedesk.Desk

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
	*stage
	ledger   *ledger.Ledger
	finance  *financedesk.Desk
	printers *printer.Printers
	demo     []ledger.NewPerson

	session  ledger.Session   // of nobody, while nobody is signed in
	desks    map[string]*desk // by the name of the person
	sheets   countSheets
	steps    *firstSteps // of the first run; nil: it is finished
	idle     idle
	door     translations.Language // of the sign-in
	doorLook theme.Look            // chosen there
	backup   *longWork             // that is being made; nil: none
	// beep makes the sound of a wrong scan.
	beep func()
	// openTraining opens another window to practice in; nil: there is none.
	openTraining func() error
	// later runs work on it, from any goroutine.
	later func(work func())

	training *widgets.Banner // shown in training only
	alarm    *widgets.Banner // what the ledger says somebody must see to
	status   *widgets.StatusBar
	printed  string // how the last print went
}

func newCounter(a fyne.App, o Options) *counter {
	a.Settings().SetTheme(theme.New(theme.Look{}))
	return newCounterIn(newWindow(a), o)
}

func newCounterIn(w fyne.Window, o Options) *counter {
	c := &counter{
		stage:  newStage(w),
		ledger: o.Ledger, finance: o.Finance,
		demo:   o.Demo,
		desks:  map[string]*desk{},
		sheets: countSheets{},
		beep:   sound.Wrong,
		later:  o.later,

		openTraining: o.OpenTraining,

		training: widgets.NewBanner(),
		alarm:    widgets.NewBanner(),
		status:   widgets.NewStatusBar(),
	}
	c.dialogs.OnRefused = c.wrongScan
	c.listenToScanner()
	c.window.SetContent(c.frame(c.ledger.City().Name, []fyne.CanvasObject{c.training, c.alarm}, c.status))
	c.window.SetCloseIntercept(c.quit)
	c.window.SetOnDropped(c.dropped)
	if c.later == nil {
		c.later = fyne.Do
	}
	c.openPrinters()
	c.window.SetOnClosed(c.printers.Close)
	c.door = translations.Language(cmp.Or(o.Ledger.City().Language, string(words.Language())))
	c.speak()
	c.show(newSignIn(c))
	return c
}

// signedIn reports whether somebody is.
func (c *counter) signedIn() bool { return c.session.Name() != "" }

// secondSignIn asks a second person to sign in, and does what they approve.
// An error of act is said in the dialog, which stays open.
func (c *counter) secondSignIn(title, sentence string, act func(approver ledger.Session) error, done func()) *dialogs.Dialog {
	return c.dialogs.SecondSignIn(title, sentence, func(name, secret string) error {
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

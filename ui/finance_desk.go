package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"counterfoil/assets/translations"
	"counterfoil/ledger"
	financedesk "counterfoil/ledger/bundle/desk"
	"counterfoil/ui/keys"
	"counterfoil/ui/theme"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// RunFinance opens the window of finance's own desk, without a ledger, and
// returns when it is closed. Nobody signs in: there is no money here and
// nothing that a counter did can be changed. What is secret, finance's key, may
// have a passphrase.
func RunFinance(d *financedesk.Desk) error {
	a := app.NewWithID(appID)
	a.Settings().SetTheme(theme.New(theme.Look{}))
	words.Use(systemLanguage())
	w := newFinanceDesk(newWindow(a), d)
	w.window.ShowAndRun()
	return nil
}

// financeDesk is the window of finance's own desk.
type financeDesk struct{ backOffice }

func newFinanceDesk(w fyne.Window, d *financedesk.Desk) *financeDesk {
	f := &financeDesk{backOffice{stage: newStage(w), finance: d, places: &places{bundles: downloads(), lists: downloads()}}}
	f.show = f.showScreen
	f.window.SetCloseIntercept(f.quit)
	f.window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { f.drop(files) })
	wants, err := d.Preferences()
	f.wear(wantedLook(wants))
	f.speak(wants)
	f.goTo(newFinance)
	if err != nil {
		f.say(widgets.Stop, widgets.Sentence(err))
	}
	return f
}

// speak has the window speak the language that was chosen.
func (f *financeDesk) speak(wants ledger.Preferences) {
	if wants.Language != "" {
		words.Use(translations.Language(wants.Language))
	}
	f.window.SetContent(f.frame(words.T("Finance's desk"), nil))
}

func (f *financeDesk) showScreen(s screen) {
	f.put(s, func() keys.Table { return f.commands(s) })
	f.refocus()
}

// commands are a screen's own and those of every screen, by key.
func (f *financeDesk) commands(s screen) keys.Table {
	help := func() { f.helpHere(keys.Table{displayCommand(fyne.KeyF8, f.askDisplay)}) }
	table := append(s.commands(), displayCommand("", f.askDisplay),
		keys.Command{Name: "help", Label: words.T("Help"), Menu: menuCounter, Key: fyne.KeyF1, Run: help},
		keys.Command{Name: keys.Quit, Label: words.T("Quit"), Menu: menuCounter, Run: f.quit})
	slices.SortStableFunc(table, func(a, b keys.Command) int { return rank(a.Key) - rank(b.Key) })
	return table
}

// askDisplay asks how the window looks and which language it speaks, and remembers
// that in finance's folder.
func (f *financeDesk) askDisplay() {
	var wants ledger.Preferences
	before := words.Language()
	f.askLook(true, func(look theme.Look, language translations.Language) error {
		wants = ledger.Preferences{Language: string(language), Theme: string(look.Variant), TextPercent: look.TextPercent}
		return f.finance.Prefer(wants)
	}, func() {
		f.speak(wants)
		if words.Language() != before && !loses(f.screen) {
			f.again()
		}
	})
}

// quit closes the window, and asks first when something goes on.
func (f *financeDesk) quit() { f.leave(f.window.Close) }

package ui

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ledger"
	financedesk "counterfoil/ledger/bundle/desk"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/theme"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// Begin opens the window on a folder that has no ledger. It asks what a new one
// needs, makes it, and goes on to the counter with what open returns.
// Finance can open its own desk instead.
func Begin(folder ledger.Folder, finance *financedesk.Desk, open func() (*ledger.Ledger, error)) error {
	w := newWizard(app.NewWithID(appID), folder, finance, open)
	w.window.ShowAndRun()
	return nil
}

// wizard asks step by step what a new ledger needs. Nothing is written before
// the last step is confirmed; Esc goes a step back with everything kept.
type wizard struct {
	*stage
	folder  ledger.Folder
	finance *financedesk.Desk
	open    func() (*ledger.Ledger, error)
	begin   func(*ledger.Ledger) *counter // opens the counter on it
	counter *counter                      // once there is a ledger

	language *widgets.Choice

	name, department, address, phone, station *widgets.Entry
	zones                                     []string
	zone                                      *widgets.Choice
	administrator                             *widgets.Entry
	secret                                    newSecret
	supervisor, clerk, outage                 *widgets.Entry
	made                                      []ledger.NewPerson // with secrets to hand over
}

func newWizard(a fyne.App, folder ledger.Folder, finance *financedesk.Desk, open func() (*ledger.Ledger, error)) *wizard {
	a.Settings().SetTheme(theme.New(theme.Look{}))
	w := &wizard{
		stage: newStage(newWindow(a)), folder: folder, finance: finance, open: open,
		language: languageChoice(systemLanguage()),
		name:     widgets.NewEntry(), department: widgets.NewEntry(), address: widgets.NewEntry(), phone: widgets.NewEntry(),
		station:       widgets.NewEntry(),
		administrator: widgets.NewEntry(), secret: newNewSecret(),
		supervisor: widgets.NewEntry(), clerk: widgets.NewEntry(), outage: widgets.NewEntry(),
	}
	var known bool
	w.zones, known = zones(systemZone())
	w.zone = widgets.NewChoice(withClocks(w.zones, time.Now())...)
	if known {
		w.zone.Pick(0)
	}
	w.station.SetText("C1")
	w.station.Replace, w.outage.Replace = true, true
	w.begin = func(l *ledger.Ledger) *counter {
		c := newCounterIn(w.window, Options{Ledger: l, Finance: w.finance})
		c.watch()
		return c
	}
	picture := canvas.NewImageFromResource(icon)
	picture.FillMode = canvas.ImageFillContain
	picture.SetMinSize(fyne.NewSquareSize(72))
	w.window.SetContent(container.New(layout.NewCustomPaddedLayout(24, 16, 24, 24),
		container.NewVBox(container.NewHBox(picture, container.NewCenter(w.heading)))))
	w.askLanguage()
	return w
}

// step opens one step; Enter goes on to the next, Esc back to the one before.
func (w *wizard) step(form dialogs.Form, before, next func()) {
	if form.Confirm == "" {
		form.Confirm = words.T("Next")
	}
	if form.Cancel == "" {
		form.Cancel = words.T("Back")
	}
	form.OnClosed = func(confirmed bool) {
		for _, f := range form.Fields {
			f.Input.FocusLost() // the field is shown again; its dialog went away without a word
		}
		if confirmed {
			next()
		} else {
			before()
		}
	}
	w.dialogs.Open(form)
}

// askFolder says where the ledger would be: one that was expected there is not
// begun anew without a word.
func (w *wizard) askFolder() {
	form := dialogs.Form{Title: words.T("There is no ledger here"), Confirm: words.T("Begin a new ledger")}
	where := words.T("The data folder is %s.", w.folder)
	switch left := w.folder.Remains(); {
	case left.Key:
		w.dialogs.Error(words.T("The ledger is missing"), phrase.Errorf("%s It holds a station's key, but not its ledger, so nothing new is begun in it. Put the ledger back from a copy of the folder, restore a backup (counterfoil restore), or name another folder with --data", where), w.window.Close)
		return
	case left.Backups:
		form.Danger = true
		form.Text = words.T("%s It holds backups of a ledger that is not there any more. If you look for that ledger, close this and restore it (counterfoil restore). A new ledger begins at receipt 1.", where)
	default:
		form.Text = words.T("%s If you expected your ledger there, close this and check the folder, or name the right one with --data. If this counter is new, go on: it takes about two minutes, and nothing is written before the end.", where)
	}
	desk := keys.Command{Name: "finance", Label: words.T("Finance's desk on this computer"), Key: fyne.KeyF7, Run: w.openFinance}
	form.Commands = keys.Table{desk}
	form.Body = container.NewVBox(
		widgets.NewText(words.T("Finance needs no ledger to check bundles, match them with billing's list and merge them.")).InLines(),
		container.NewHBox(widgets.NewButton(desk.Words(true), desk.Run)))
	w.step(form, w.askLanguage, w.askCity)
}

// openFinance makes the window that of finance's own desk.
func (w *wizard) openFinance() {
	w.dialogs.Dismiss()
	newFinanceDesk(w.window, w.finance)
}

func (w *wizard) askCity() {
	w.step(dialogs.Form{
		Title: words.T("1 of 5: the city"),
		Text:  words.T("This stands on every receipt. Department, address and phone may stay empty."),
		Visit: true,
		Fields: []dialogs.Field{
			{Name: words.T("City"), Input: w.name},
			{Name: words.T("Department"), Input: w.department, Needed: dialogs.Optional},
			{Name: words.T("Address"), Input: w.address, Needed: dialogs.Optional},
			{Name: words.T("Phone"), Input: w.phone, Needed: dialogs.Optional},
			{Name: words.T("Code of this counter, which begins its receipt numbers; another for each counter"), Input: w.station},
		},
		OnConfirm: func() error { return w.check(0) },
	}, w.askFolder, w.askZone)
}

func (w *wizard) askZone() {
	w.step(dialogs.Form{
		Title:  words.T("2 of 5: the time zone"),
		Text:   words.T("The date on receipts and the end of a business day follow it. It cannot be changed later: compare the time with a clock on the wall."),
		Fields: []dialogs.Field{{Name: words.T("Zone (press its digit)"), Input: w.zone}},
	}, w.askCity, w.askAdministrator)
}

func (w *wizard) askAdministrator() {
	w.step(dialogs.Form{
		Title:  words.T("3 of 5: the administrator"),
		Text:   words.T("Sets the counter up and keeps the list of people, but takes no money. The passphrase is kept nowhere: write it down and lock it away."),
		Fields: append([]dialogs.Field{{Name: words.T("Name to sign in with"), Input: w.administrator}}, w.secret.fields(words.T("Passphrase (12 characters or more)"))...),
		OnConfirm: func() error {
			secret, err := w.secret.get()
			if err != nil {
				return err
			}
			if err := w.check(1); err != nil {
				return err
			}
			return at(ledger.CheckSecret(ledger.Person(w.people()[0]), secret), map[string]widgets.Input{"secret": w.secret.first})
		},
	}, w.askZone, w.askOthers)
}

func (w *wizard) askOthers() {
	w.step(dialogs.Form{
		Title: words.T("4 of 5: who works here first"),
		Text:  words.T("Both may stay empty; others are added later. The supervisor opens the outage now; without one, no payment is taken until there is."),
		Visit: true,
		Fields: []dialogs.Field{
			{Name: words.T("Name of a supervisor"), Input: w.supervisor, Needed: dialogs.Optional},
			{Name: words.T("Name of a clerk"), Input: w.clerk, Needed: dialogs.Optional},
			{Name: words.T("Why the counter is on its own"), Input: w.outage, Needed: w.supervisor.Filled},
		},
		OnConfirm: func() error { return w.check(3) },
	}, w.askAdministrator, w.askCreate)
}

func (w *wizard) askCreate() {
	city := w.city()
	var names []string
	for _, p := range city.People {
		names = append(names, p.Name+" ("+words.Say(p.Role)+")")
	}
	w.step(dialogs.Form{
		Title:     words.T("5 of 5: begin"),
		Text:      words.T("%s, counter %s, %s. People: %s. The ledger, its key and city.toml are written to %s.", city.Name, city.Station, city.Zone, strings.Join(names, ", "), w.folder),
		Confirm:   words.T("Begin the ledger"),
		OnConfirm: w.create,
	}, w.askOthers, w.enter)
}

// city is what was said so far.
func (w *wizard) city() ledger.City {
	text := func(e *widgets.Entry) string { return strings.TrimSpace(e.Text) }
	picked, _ := w.zone.Picked() // -1 on the pages before it is asked, where any will do
	return ledger.City{
		Language: string(pickedLanguage(w.language)),
		Name:     text(w.name), Department: text(w.department), Address: text(w.address), Phone: text(w.phone),
		Station: strings.ToUpper(text(w.station)), Zone: w.zones[max(picked, 0)], People: w.people(),
	}
}

// people are those named so far, the administrator first.
func (w *wizard) people() []ledger.Listed {
	people := []ledger.Listed{}
	for _, p := range []struct {
		name *widgets.Entry
		role ledger.Role
	}{{w.administrator, ledger.Administrator}, {w.supervisor, ledger.Supervisor}, {w.clerk, ledger.Clerk}} {
		if name := strings.TrimSpace(p.name.Text); name != "" {
			people = append(people, ledger.Listed{Name: name, Role: p.role})
		}
	}
	return people
}

// check has the ledger look at the city, and at so many of the people.
func (w *wizard) check(people int) error {
	city := w.city()
	fields := map[string]widgets.Input{"name": w.name, "department": w.department, "address": w.address, "phone": w.phone, "station": w.station}
	city.People = city.People[:min(people, len(city.People))]
	if people == 0 {
		city.People = []ledger.Listed{{Name: "later", Role: ledger.Administrator}}
	}
	filled := slices.DeleteFunc([]*widgets.Entry{w.administrator, w.supervisor, w.clerk}, func(e *widgets.Entry) bool { return !e.Filled() })
	for i, e := range filled {
		fields[fmt.Sprintf("person[%d].name", i)] = e
	}
	_, err := ledger.ParseCity(ledger.NewSettings(city))
	return at(err, fields)
}

// create makes the ledger. An error leaves everything as it was.
func (w *wizard) create() error {
	secret, err := w.secret.get()
	if err != nil {
		return err
	}
	city := w.city()
	_, err = ledger.Create(w.folder, ledger.NewSettings(city), strings.TrimSpace(w.outage.Text), func(p ledger.Listed) (string, error) {
		if p == city.People[0] {
			return secret, nil
		}
		return ledger.MakeSecret(p)
	})
	return err
}

// enter opens the ledger as the administrator, and hands over to the others
// secrets that are good only for choosing their own.
func (w *wizard) enter() {
	l, err := w.open()
	if err != nil {
		w.dialogs.Error(words.T("The ledger was made, but cannot be opened"), err, w.window.Close)
		return
	}
	session, err := w.handOver(l)
	steps := func() { w.showSteps(l, session, err) }
	if len(w.made) == 0 {
		steps()
		return
	}
	w.dialogs.Open(madeSecret(w.made, words.T("Hand each over now: it is shown once. It is good only for choosing one's own."), steps))
}

func (w *wizard) handOver(l *ledger.Ledger) (ledger.Session, error) {
	secret, err := w.secret.get()
	if err != nil {
		return ledger.Session{}, err
	}
	people := w.people()
	session, err := l.SignIn(people[0].Name, secret, ledger.ToWork)
	for _, p := range people[1:] {
		if err != nil {
			break
		}
		var made ledger.NewPerson
		made, err = l.ResetSecret(session, p.Name, "")
		w.made = append(w.made, made)
	}
	return session, err
}

// showSteps goes on as the administrator to what else the counter needs.
func (w *wizard) showSteps(l *ledger.Ledger, session ledger.Session, err error) {
	w.counter = w.begin(l)
	if err != nil {
		w.counter.say(widgets.Stop, widgets.Sentence(err))
		return
	}
	w.counter.session = session
	w.counter.steps = newFirstSteps(w.counter)
	w.counter.show(w.counter.steps)
}

// zones are those of the United States. The system's own is the first of them,
// when it is known; a computer that nobody told where it is keeps UTC, which no
// city does.
func zones(own string) (all []string, known bool) {
	all = []string{
		"America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
		"America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico",
	}
	if own == "" {
		own = likeTheClock(all)
	}
	if zone, err := time.LoadLocation(own); err != nil || own == "" || isUTC(zone) {
		return all, false
	}
	return append([]string{own}, slices.DeleteFunc(all, func(z string) bool { return z == own })...), true
}

func isUTC(zone *time.Location) bool {
	return sameClock(zone, time.UTC, time.January) && sameClock(zone, time.UTC, time.July)
}

// withClocks says what time it is in each zone.
func withClocks(zones []string, now time.Time) (said []string) {
	for _, name := range zones {
		zone, err := time.LoadLocation(name)
		if err != nil {
			panic(err) // they are compiled in
		}
		said = append(said, words.T("%s, where it is %s", name, now.In(zone).Format("3:04 PM")))
	}
	return said
}

// systemZone is the name of the computer's zone, where the system tells it.
func systemZone() string {
	name := os.Getenv("TZ")
	if link, err := os.Readlink("/etc/localtime"); name == "" && err == nil {
		_, name, _ = strings.Cut(link, "zoneinfo/")
	}
	if _, err := time.LoadLocation(name); err != nil || name == "Local" {
		return ""
	}
	return name
}

// likeTheClock is the first zone whose clock goes as the computer's does, in
// summer and in winter; "" when there is none.
func likeTheClock(all []string) string {
	for _, name := range all {
		zone, err := time.LoadLocation(name)
		if err == nil && sameClock(zone, time.Local, time.January) && sameClock(zone, time.Local, time.July) {
			return name
		}
	}
	return ""
}

func sameClock(a, b *time.Location, month time.Month) bool {
	day := time.Date(2026, month, 1, 12, 0, 0, 0, time.UTC)
	_, one := day.In(a).Zone()
	_, other := day.In(b).Zone()
	return one == other
}

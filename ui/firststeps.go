package ui

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"counterfoil/ledger"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// firstSteps is the screen that follows a new ledger: what a counter needs
// besides, and how it stands. Each step is a page of Set-up, and can wait: it
// is found there later. Until it is finished, pages go back to it.
type firstSteps struct {
	counter *counter
	steps   []firstStep
	list    *widgets.Table[firstStep]
	body    fyne.CanvasObject
}

type firstStep struct {
	digit, title string
	open         func(*counter) screen
	done         bool
	state        string // what there is, or what it is like without
}

func newFirstSteps(c *counter) *firstSteps {
	s := &firstSteps{counter: c}
	type column = widgets.Column[firstStep]
	s.list = widgets.NewTable(
		column{Title: words.T("Key"), Width: 4, Text: func(p firstStep) string { return p.digit }},
		column{Title: words.T("Step"), Width: 16, Text: func(p firstStep) string { return p.title }},
		column{Title: words.T("How it stands"), Width: 64, Text: firstStep.words},
	)
	s.list.MinRows = 6
	s.list.OnOpen = func(p firstStep) { c.goTo(p.open) }
	how := widgets.NewCaption(words.T("Enter opens the step, Esc on its page comes back here. Each can wait: it is found in Set-up. F9 ends the first run."))
	s.body = page(container.NewBorder(nil, how, nil, nil, s.list))
	return s
}

func (p firstStep) words() string {
	if p.done {
		return words.T("Done: %s", p.state)
	}
	return words.T("Open: %s", p.state)
}

func (s *firstSteps) title() string         { return words.T("First steps") }
func (s *firstSteps) focus() fyne.Focusable { return s.list }

// typed chooses the step of a digit, which Enter opens.
func (s *firstSteps) typed(r rune) {
	if n := int(r - '1'); n >= 0 && n < len(s.steps) {
		s.list.Select(n)
	}
}

func (s *firstSteps) commands() keys.Table {
	return keys.Table{
		{Name: "finish", Label: words.T("Finish"), Menu: menuGo, Key: fyne.KeyF9, Run: s.finish},
		// One Esc too many, on the way back from a page, must not end it.
		{Name: "home", Label: words.T("Back"), Key: fyne.KeyEscape, Beside: true, Run: func() {}},
	}
}

// content reads how things stand, and goes to the next step that is open.
func (s *firstSteps) content() fyne.CanvasObject {
	steps, err := s.counter.firstStepsNow()
	if err != nil {
		return page(problemText(err))
	}
	at, _ := s.list.Selected()
	s.steps = steps
	s.list.SetRows(steps)
	for i := range steps {
		next := (max(at, 0) + i) % len(steps)
		if !steps[next].done {
			s.list.Select(next)
			break
		}
	}
	return s.body
}

// firstStepsNow are the steps as they stand.
func (c *counter) firstStepsNow() ([]firstStep, error) {
	city := c.ledger.City()
	people, err := c.ledger.People()
	if err != nil {
		return nil, err
	}
	_, outage := c.ledger.Outage()
	roster, loaded, err := c.ledger.Roster()
	if err != nil {
		return nil, err
	}
	var steps []firstStep
	step := func(title string, open func(*counter) screen, done bool, has, lacks string) {
		p := firstStep{strconv.Itoa(len(steps) + 1), title, open, done, lacks}
		if done {
			p.state = has
		}
		steps = append(steps, p)
	}
	step(words.T("People"), newPeople, hasRole(people, ledger.Clerk) && hasRole(people, ledger.Supervisor),
		words.N(len(people), "%d person", "%d people"), words.T("clerks take the money; a supervisor opens the outage and approves."))
	step(words.T("Printers"), newPrinters, len(city.Printers) > 0,
		words.N(len(city.Printers), "%d printer", "%d printers"), words.T("until one is set up, receipts go to the default print queue and are saved as PDF."))
	step(words.T("Scan lines"), newScanLines, len(city.Scanlines) > 0,
		words.N(len(city.Scanlines), "%d kind of bill", "%d kinds of bill"), words.T("until one is learned from stubs, bills are keyed in by hand."))
	step(words.T("Roster"), newRosterPage, loaded,
		words.N(roster.Accounts, "%d account", "%d accounts"), words.T("without the accounts that billing saved, names and balances are not known."))
	step(words.T("Mirror"), newMirrorPage, city.Mirror.Path != "",
		city.Mirror.Path, words.T("without one, the ledger is on one disk only."))
	step(words.T("Outage"), newOutages, outage == nil,
		words.T("it is open, and payments can be taken."), words.T("no payment is taken until a supervisor signs in and opens it."))
	return steps, nil
}

func hasRole(people []ledger.Member, role ledger.Role) bool {
	for _, p := range people {
		if p.Role == role && !p.Disabled {
			return true
		}
	}
	return false
}

// finish says what is still open, and goes to the sign-in.
func (s *firstSteps) finish() {
	var open []string
	for _, p := range s.steps {
		if !p.done {
			open = append(open, words.T("%s: %s", p.title, p.state))
		}
	}
	text := words.T("Everything is set up.")
	if len(open) > 0 {
		text = words.T("Still open, and found in Set-up when %s signs in:", s.counter.session.Name()) + "\n\n" + strings.Join(open, "\n")
	}
	s.counter.dialogs.Open(dialogs.Form{
		Title: words.T("The counter is ready"), Text: text, Confirm: words.T("Sign in"), Cancel: words.T("Back"),
	}).Then(func() {
		s.counter.steps = nil
		s.counter.lock()
	})
}

package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"

	"counterfoil/ledger"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// signIn is the screen of a locked counter.
type signIn struct {
	counter *counter
	people  []ledger.NewPerson // with their secrets in a demonstration only
	name    *widgets.Entry
	secret  *widgets.Entry
	list    *widgets.Table[ledger.NewPerson]
	body    fyne.CanvasObject
}

func newSignIn(c *counter) screen {
	s := &signIn{
		counter: c,
		people:  c.demo,
		name:    widgets.NewEntry(),
		secret:  widgets.NewSecretEntry(),
	}
	if s.people == nil {
		people, err := c.ledger.People()
		if err != nil {
			s.name.SetError(err)
		}
		for _, m := range people {
			if !m.Disabled {
				s.people = append(s.people, ledger.NewPerson{Person: m.Person})
			}
		}
	}
	s.name.Replace = true
	s.name.OnKey = func(key fyne.KeyName) bool {
		down := key == fyne.KeyDown
		if down {
			s.to(s.list)
		}
		return down
	}
	s.list = s.newList()
	s.body = s.layOut()
	return s
}

func (s *signIn) newList() *widgets.Table[ledger.NewPerson] {
	columns := []widgets.Column[ledger.NewPerson]{
		{Title: words.T("Name"), Width: 16, Text: func(p ledger.NewPerson) string { return p.Name }},
		{Title: words.T("Role"), Width: 10, Text: func(p ledger.NewPerson) string { return string(p.Role) }},
	}
	if s.counter.demo != nil {
		columns = append(columns, widgets.Column[ledger.NewPerson]{
			Title: words.T("Secret"), Width: 20, Text: func(p ledger.NewPerson) string { return p.Secret }})
	}
	list := widgets.NewTable(columns...)
	list.MinRows = min(max(len(s.people), 3), 9)
	list.SetRows(s.people)
	list.OnSelect = func(p ledger.NewPerson) { s.name.SetText(p.Name) }
	list.OnOpen = func(p ledger.NewPerson) {
		s.name.SetText(p.Name)
		s.to(s.secret)
	}
	return list
}

func (s *signIn) layOut() fyne.CanvasObject {
	city := s.counter.ledger.City()
	name := widgets.NewText(city.Name)
	name.SizeName = fynetheme.SizeNameHeadingText
	name.Style.Bold = true
	picture := canvas.NewImageFromResource(icon)
	picture.FillMode = canvas.ImageFillContain
	picture.SetMinSize(fyne.NewSquareSize(72))
	head := container.NewHBox(picture, widgets.NewText(" "),
		container.NewCenter(container.New(layout.NewCustomPaddedVBoxLayout(2), name, widgets.NewText(city.Department))))
	gap := func(objects ...fyne.CanvasObject) fyne.CanvasObject {
		return container.New(layout.NewCustomPaddedVBoxLayout(10), objects...)
	}
	fields := gap(
		widgets.NewField(words.T("Name"), s.name), widgets.NewField(words.T("PIN or passphrase"), s.secret),
		widgets.NewCaption(words.T("Enter goes on. The arrows choose from the list.")))
	people := gap(widgets.NewText(s.listTitle()), s.list)
	remarks := gap()
	if last := s.lastPayment(); last != "" {
		remarks = gap(widgets.NewCaption(last))
	}
	both := container.New(&halves{left: 0.42, gap: 36}, fields, people)
	above := container.New(layout.NewCustomPaddedVBoxLayout(28), head, both)
	return container.New(layout.NewCustomPaddedLayout(40, 16, 60, 60), container.NewBorder(above, remarks, nil, nil))
}

func (s *signIn) listTitle() string {
	switch {
	case s.counter.ledger.City().Training:
		return words.T("Training. No money is taken. Sign in as:")
	case s.counter.demo != nil:
		return words.T("Demonstration. The city and the money are made up. Sign in as:")
	}
	return words.T("Who works here")
}

// lastPayment is what was recorded last: after a crash it may be a payment
// that nobody was told of.
func (s *signIn) lastPayment() string {
	found, err := s.counter.ledger.Find("", 1)
	if err != nil {
		return widgets.Sentence(err)
	}
	if len(found.Payments) == 0 {
		return ""
	}
	last := found.Payments[0]
	given := words.T("Its receipt was given out.")
	if last.Prints == 0 {
		given = words.T("Its receipt was not given out yet: sign in, find it with F5 and give it out.")
	}
	return words.T("Last recorded payment: %s, %s, %s, taken by %s. %s", last.Receipt, widgets.Dollars(last.Total), last.At.Format(stamp), last.Clerk, given)
}

func (s *signIn) title() string              { return words.T("Sign in") }
func (s *signIn) content() fyne.CanvasObject { return s.body }
func (s *signIn) focus() fyne.Focusable      { return s.name }
func (s *signIn) to(next fyne.Focusable)     { s.counter.window.Canvas().Focus(next) }

func (s *signIn) typed(r rune) {
	s.to(s.name)
	s.name.TypedRune(r)
}

func (s *signIn) commands() keys.Table {
	return append(keys.Table{
		{Name: "enter", Label: words.T("Go on"), Key: fyne.KeyReturn, Run: s.enter},
		{Name: "secret", Label: words.T("Choose another secret"), Menu: menuCounter, Key: fyne.KeyF3, Run: s.change},
		{Name: "back", Label: words.T("Back to the name"), Key: fyne.KeyEscape, Run: func() { s.to(s.name) }},
	}, s.counter.practiceCommands()...)
}

// enter goes from the name to the secret, and then signs in.
func (s *signIn) enter() {
	switch {
	case !s.name.Filled():
		s.to(s.name)
	case !s.secret.Filled():
		s.name.SetText(complete(s.name.Text, s.people))
		s.to(s.secret)
	default:
		s.signIn()
	}
}

// complete is the one person's name that begins with the text, or else the text.
func complete(text string, people []ledger.NewPerson) string {
	text = strings.TrimSpace(text)
	var fits []string
	for _, p := range people {
		if strings.EqualFold(p.Name, text) {
			return p.Name
		}
		if len(p.Name) > len(text) && strings.EqualFold(p.Name[:len(text)], text) {
			fits = append(fits, p.Name)
		}
	}
	if len(fits) == 1 {
		return fits[0]
	}
	return text
}

func (s *signIn) signIn() {
	given := s.secret.Text
	session, err := s.counter.ledger.SignIn(complete(s.name.Text, s.people), given, ledger.ToWork)
	s.secret.SetText("")
	if err != nil {
		s.to(s.secret)
		s.secret.SetError(err)
		return
	}
	if session.Temporary() {
		s.mustChoose(session, given)
		return
	}
	s.counter.begin(session)
}

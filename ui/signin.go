package ui

import (
	"image/color"
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

// signIn is the screen of a locked counter. People choose their name by its
// first letters or by their tile.
type signIn struct {
	counter   *counter
	people    []colleague
	name      *widgets.Entry
	secret    *widgets.Entry
	ofSecret  *widgets.Field
	tiles     *widgets.Tiles[colleague]
	pad       fyne.CanvasObject // for the PIN of a clerk
	left      *container.Scroll // the fields with the pad below
	narrowing bool              // the name is being keyed, not set
	body      fyne.CanvasObject
}

func newSignIn(c *counter) screen {
	s := &signIn{
		counter:   c,
		name:      widgets.NewEntry(),
		secret:    widgets.NewSecretEntry(),
		narrowing: true,
	}
	var err error
	if s.people, err = colleagues(c.ledger, c.demo); err != nil {
		s.name.SetError(err)
	}
	// Nothing shows the secret, as the toolkit's own button in the field would.
	s.secret.ActionItem = canvas.NewRectangle(color.Transparent)
	s.name.Replace = true
	s.name.OnChanged = func(string) { s.follow() }
	s.name.OnKey = func(key fyne.KeyName) bool {
		down := key == fyne.KeyDown
		if down {
			s.to(s.tiles)
		}
		return down
	}
	s.ofSecret = widgets.NewField("", s.secret)
	s.pad = newPINPad(s.secret, s.enter)
	s.tiles = s.newTiles()
	s.body = s.layOut()
	s.follow()
	return s
}

func (s *signIn) newTiles() *widgets.Tiles[colleague] {
	lines := 2
	if s.counter.demo != nil {
		lines = 3 // the secret, too
	}
	tiles := widgets.NewTiles(lines, func(c colleague) []string { return []string{c.Name, words.Say(c.Role), c.secret} })
	for _, c := range s.people {
		tiles.Width = max(tiles.Width, len(c.secret), min(len(c.Name)+4, 24)) // with the margins
	}
	tiles.Marked = func(c colleague) bool { return c.Name == s.name.Text }
	tiles.Empty = words.T("Nobody’s name begins like this.")
	tiles.OnOpen = func(c colleague) {
		s.setName(c)
		s.to(s.secret)
	}
	return tiles
}

// setName takes somebody's whole name, and leaves the tiles as they are: a
// finger may have hit the wrong one.
func (s *signIn) setName(c colleague) {
	s.narrowing = false
	s.name.SetText(c.Name)
	s.narrowing = true
}

// follow narrows the tiles to the name that is keyed, and asks for what that
// person has: clerks for their PIN, by touch as well.
func (s *signIn) follow() {
	if s.narrowing {
		s.tiles.SetRows(beginning(s.people, s.name.Text))
	}
	who, known := meant(s.people, s.name.Text)
	ask, clerk := words.T("PIN or passphrase"), known && who.Role == ledger.Clerk
	switch {
	case clerk:
		ask = words.T("PIN of %s", who.Name)
	case known:
		ask = words.T("Passphrase of %s", who.Name)
	}
	s.ofSecret.SetName(ask)
	s.tiles.Refresh()
	s.pad.Hide()
	if clerk {
		s.pad.Show()
	}
	s.left.Refresh() // it has another height now
}

func (s *signIn) layOut() fyne.CanvasObject {
	city := s.counter.ledger.City()
	name := widgets.NewText(city.Name)
	name.SizeName = fynetheme.SizeNameHeadingText
	name.Style.Bold = true
	picture := canvas.NewImageFromResource(icon)
	picture.FillMode = canvas.ImageFillContain
	picture.SetMinSize(fyne.NewSquareSize(56))
	head := container.NewHBox(picture, widgets.NewText(" "),
		container.NewCenter(container.New(layout.NewCustomPaddedVBoxLayout(2), name, widgets.NewText(city.Department))),
		layout.NewSpacer(), container.NewCenter(s.counter.languageButton()))
	gap := func(objects ...fyne.CanvasObject) fyne.CanvasObject {
		return container.New(layout.NewCustomPaddedVBoxLayout(10), objects...)
	}
	s.left = container.NewVScroll(container.NewPadded(gap(widgets.NewField(words.T("Name"), s.name), s.ofSecret,
		widgets.NewCaption(words.T("Enter goes on. The first letters are enough.")), s.pad)))
	people := container.NewBorder(widgets.NewText(s.listTitle()).InLines(), nil, nil, nil, s.tiles)
	remarks := gap()
	if last := s.lastPayment(); last != "" {
		remarks = gap(widgets.NewCaption(last))
	}
	both := container.New(&halves{left: 0.36, gap: 28}, s.left, people)
	return widgets.NewPage(container.New(layout.NewCustomPaddedLayout(16, 12, 32, 32),
		container.NewBorder(padded(8, head), remarks, nil, nil, both)))
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
	// Find would have the index of searches read while the window opens.
	newest, err := s.counter.ledger.List(ledger.Sought{})
	var page []ledger.Found
	if err == nil {
		page, err = newest.Page(0, 1)
	}
	if err != nil {
		return widgets.Sentence(err)
	}
	if len(page) == 0 {
		return ""
	}
	last := page[0]
	given := words.T("Its receipt was given out.")
	if job, waits := s.counter.waitingPaper(last.Receipt); waits {
		given = words.T("Its receipt waits for printer %s: sign in, then F5 and F3 print it elsewhere.", job.Printer)
	} else if last.Prints == 0 {
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
		s.counter.languageCommand(), s.counter.displayCommand(fyne.KeyF4),
	}, s.counter.practiceCommands()...)
}

// enter goes from the name to the secret, and then signs in.
func (s *signIn) enter() {
	switch {
	case !s.name.Filled():
		s.to(s.name)
	case !s.secret.Filled():
		if who, known := meant(s.people, s.name.Text); known {
			s.setName(who)
		}
		s.to(s.secret)
	default:
		s.signIn()
	}
}

// keyedName is whose name is keyed, or what is keyed when it is nobody's.
func (s *signIn) keyedName(text string) string {
	if who, known := meant(s.people, text); known {
		return who.Name
	}
	return strings.TrimSpace(text)
}

func (s *signIn) signIn() {
	given := s.secret.Text
	session, err := s.counter.ledger.SignIn(s.keyedName(s.name.Text), given, ledger.ToWork)
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

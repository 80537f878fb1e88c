package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ledger"
	"counterfoil/ledger/durable"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// mirrorPage is the page of Set-up that says where every entry is kept a second
// time.
type mirrorPage struct {
	counter *counter
	folder  *widgets.Entry
	state   *widget.Label
	body    fyne.CanvasObject
}

func newMirrorPage(c *counter) screen {
	s := &mirrorPage{counter: c, folder: widgets.NewEntry(), state: newRemarks()}
	s.folder.Replace = true
	s.folder.OnSubmitted = func(string) { s.set() }
	why := newRemarks()
	why.SetText(words.T("Every payment is written to a second disk or a USB stick as well, before it is acknowledged. When this computer is lost, the ledger is made again from it. Name a folder on the disk, which must be there."))
	s.body = page(container.NewVBox(why, widgets.NewField(words.T("Folder of the mirror"), s.folder), s.state))
	return s
}

func (s *mirrorPage) title() string         { return words.T("Mirror") }
func (s *mirrorPage) focus() fyne.Focusable { return s.folder }
func (s *mirrorPage) typed(rune)            {}

// halfDone reports whether another folder is keyed in than is in use.
func (s *mirrorPage) halfDone() bool {
	return strings.TrimSpace(s.folder.Text) != s.counter.ledger.City().Mirror.Path
}

func (s *mirrorPage) content() fyne.CanvasObject {
	s.folder.SetText(s.counter.ledger.City().Mirror.Path)
	s.show()
	return s.body
}

func (s *mirrorPage) show() {
	said := words.T("No mirror is kept.")
	if path := s.counter.ledger.City().Mirror.Path; path != "" {
		said = words.T("In use: %s", path)
		if same, err := durable.SameDisk(path, string(s.counter.ledger.Folder())); err == nil && same {
			said += "\n" + words.T("It is on the disk of the ledger itself: when that disk fails, both are lost. Name a stick or another disk.")
		}
	}
	s.state.SetText(said)
	s.counter.board.Changed()
}

func (s *mirrorPage) commands() keys.Table {
	return keys.Table{
		{Name: "set-mirror", Label: words.T("Keep it there"), Menu: menuMirror, Key: fyne.KeyF3, Run: s.set},
		{Name: "no-mirror", Label: words.T("Keep none"), Menu: menuMirror, Key: fyne.KeyF7, Enabled: func() bool { return s.counter.ledger.City().Mirror.Path != "" }, Run: s.askNone},
		backToSetup(s.counter),
	}
}

const menuMirror phrase.Word = "Mirror"

func (s *mirrorPage) set() {
	if !s.folder.Filled() {
		s.folder.SetError(phrase.Errorf("name a folder; F7 keeps no mirror"))
		return
	}
	s.change(strings.TrimSpace(s.folder.Text), words.T("Every entry is kept there from now on. What it lacks is brought while the counter works."))
}

func (s *mirrorPage) askNone() {
	s.counter.dialogs.Confirm(words.T("Keep no mirror?"), words.T("The ledger is on one disk only after this. What is in %s stays there.", s.counter.ledger.City().Mirror.Path), words.T("Keep none"), func() {
		s.change("", words.T("No mirror is kept."))
	})
}

// change sets the mirror, which can take a moment on a slow stick.
func (s *mirrorPage) change(path, done string) {
	c, by := s.counter, s.counter.session
	c.work(words.T("Setting the mirror"), func() error { return c.ledger.SetMirror(by, path) }, func(err error) {
		switch {
		case err != nil && ledger.FieldOf(err) == "mirror.path":
			s.folder.SetError(err)
		case err != nil:
			c.say(widgets.Stop, widgets.Sentence(err))
		default:
			s.folder.SetText(path)
			c.say(widgets.Note, done)
		}
		c.refreshAlarms()
		s.show()
	})
}

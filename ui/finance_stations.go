package ui

import (
	"image"
	"image/color"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"github.com/boombuler/barcode/qr"

	"counterfoil/ledger"
	financedesk "counterfoil/ledger/bundle/desk"
	"counterfoil/ledger/durable"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// stationsPage is the page of Finance with the counters it knows, and the key
// that they encrypt to.
type stationsPage struct {
	financePage
	recipient string // finance's public key; "": there is none

	key, secret *widgets.Text
	code        *canvas.Image
	list        *widgets.Table[financedesk.Station]
}

func newStationsPage(o *backOffice) screen {
	s := &stationsPage{
		financePage: financePage{backOffice: o, name: words.T("Stations and key")},
		key:         widgets.NewText(""), secret: widgets.NewCaption(""), code: &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScalePixels},
	}
	s.key.Style.Bold = true
	s.code.SetMinSize(fyne.NewSquareSize(qrSide))
	type column = widgets.Column[financedesk.Station]
	s.list = widgets.NewTable(
		column{Title: words.T("Station"), Width: 9, Text: func(k financedesk.Station) string { return k.Code }},
		column{Title: words.T("Fingerprint of its key"), Width: 21, Text: func(k financedesk.Station) string { return k.Key().Fingerprint }},
		column{Title: words.T("Known since"), Width: 11, Text: func(k financedesk.Station) string { return ledger.DayOf(k.Key().Since).Display() }},
		column{Title: words.T("How"), Width: 34, Text: howKnown},
		column{Title: words.T("Batches seen"), Width: 12, Align: fyne.TextAlignTrailing, Text: seenWords},
	)
	s.list.Empty = words.T("No station is known here yet: F4 registers one, and a first bundle makes one known.")
	s.list.MinRows = 5
	s.first = s.list
	said := container.New(layout.NewCustomPaddedVBoxLayout(4), strong(words.T("Finance's key, which counters encrypt bundles to")), s.key, s.secret,
		widgets.NewCaption(words.T("Write it into city.toml of each counter, under [export]: recipients = [\"age1…\"].")))
	head := container.NewBorder(nil, nil, nil, container.New(layout.NewCustomPaddedLayout(4, 4, 4, 4), s.code), said)
	s.body = page(container.NewBorder(head, nil, nil, nil, container.New(layout.NewCustomPaddedLayout(8, 0, 0, 0), s.list)))
	return s
}

// qrSide is how large the code of the key is drawn.
const qrSide = 150

// howKnown says whether somebody vouched for a station's key.
func howKnown(s financedesk.Station) string {
	if s.Key().Registered() {
		return words.T("registered")
	}
	return words.T("FIRST SIGHT: compare it with a closing")
}

// seenWords says which batches were seen, and marks that some are missing.
func seenWords(s financedesk.Station) string {
	n := len(s.Batches)
	if n == 0 {
		return "0"
	}
	if newest := s.Batches[n-1].Batch; int64(n) < newest {
		return words.T("%d of %d", n, newest)
	}
	return strconv.Itoa(n)
}

func (s *stationsPage) commands() keys.Table {
	has := func() bool { return s.recipient != "" }
	return keys.Table{
		{Name: "make-key", Label: words.T("Make finance's key"), Menu: menuFinance, Key: fyne.KeyF3, Enabled: func() bool { return !has() }, Run: s.askKey},
		{Name: "register", Label: words.T("Register a station"), Menu: menuFinance, Key: fyne.KeyF4, Run: func() { s.askStation("") }},
		{Name: "save-key", Label: words.T("Save the public key"), Menu: menuFinance, Key: fyne.KeyF7, Enabled: has, Run: s.saveKey},
		s.esc(),
	}
}

func (s *stationsPage) content() fyne.CanvasObject {
	s.read()
	return s.body
}

func (s *stationsPage) read() {
	stations, err := s.finance.Stations()
	if err == nil {
		s.recipient, err = s.finance.Recipient()
	}
	if err != nil && ledger.CodeOf(err) != ledger.NotFound {
		s.say(widgets.Stop, widgets.Sentence(err))
	}
	at, _ := s.list.Selected()
	s.list.SetRows(stations)
	s.list.Select(at)
	s.showKey()
	s.board.Changed()
}

func (s *stationsPage) showKey() {
	if s.recipient == "" {
		s.key.SetText(words.T("There is none yet. Without one, bundles are not encrypted."))
		s.secret.SetText(words.T("F3 makes it. Its secret half stays in finance's folder."))
		s.code.Image = nil
	} else {
		s.key.SetText(s.recipient)
		s.secret.SetText(words.T("The secret half is in %s. Keep a copy of that folder in a safe.", s.finance.Path()))
		s.code.Image = qrCode(s.recipient)
	}
	s.code.Refresh()
}

// qrCode is a text as a QR code; nil when it is too long for one.
func qrCode(text string) image.Image {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil
	}
	const quiet, module = 4, 6 // modules of white around it; pixels of each
	side := code.Bounds().Dx()
	drawn := image.NewGray(image.Rect(0, 0, (side+2*quiet)*module, (side+2*quiet)*module))
	for y := range drawn.Rect.Dy() {
		for x := range drawn.Rect.Dx() {
			at := image.Pt(x/module-quiet, y/module-quiet)
			drawn.Set(x, y, color.White)
			if at.In(code.Bounds()) {
				drawn.Set(x, y, code.At(at.X, at.Y))
			}
		}
	}
	return drawn
}

// askKey makes finance's key.
func (s *stationsPage) askKey() {
	passphrase, again := widgets.NewSecretEntry(), widgets.NewSecretEntry()
	s.dialogs.Open(dialogs.Form{
		Title: words.T("Make finance's key"), Confirm: words.T("Make the key"),
		Text: words.T("Bundles that are encrypted to it can be read here and nowhere else. With a passphrase, not even with a copy of finance's folder alone. Both fields may stay empty; a passphrase that is lost cannot be replaced."),
		Fields: []dialogs.Field{
			{Name: words.T("Passphrase"), Input: passphrase, Needed: dialogs.Optional},
			{Name: words.T("The same again"), Input: again, Needed: passphrase.Filled},
		},
		OnConfirm: func() error {
			if passphrase.Text != again.Text {
				return dialogs.At(again, phrase.Errorf("it is not the same"))
			}
			return nil
		},
	}).Then(func() {
		s.work(words.T("Making the key"), func() error {
			_, err := s.finance.MakeKey(passphrase.Text)
			return err
		}, func(err error) {
			if err != nil {
				s.say(widgets.Stop, widgets.Sentence(err))
				return
			}
			s.read()
			s.say(widgets.Note, words.T("Finance's key is made. Give its public half to every counter."))
		})
	})
}

func (s *stationsPage) dropped(paths []string) { s.askStation(paths[0]) }

// askStation registers the key of a station, as a closing prints it or in a
// file.
func (s *stationsPage) askStation(file string) {
	station, key := widgets.NewEntry(), widgets.NewEntry()
	key.SetText(file)
	if i, selected := s.list.Selected(); i >= 0 {
		station.SetText(selected.Code)
		station.Replace = true
	}
	s.dialogs.Open(dialogs.Form{
		Title: words.T("Register a station"), Confirm: words.T("Register"),
		Text: words.T("Where the station had another key, that one counts no more. Do so only when the city says that the station was restored."),
		Fields: []dialogs.Field{
			{Name: words.T("Code of the station, like C1"), Input: station},
			{Name: words.T("The fingerprint on its closings, or the path of its station.pub"), Input: key},
		},
		OnConfirm: func() error {
			_, err := s.finance.Register(strings.ToUpper(strings.TrimSpace(station.Text)), strings.TrimSpace(key.Text))
			return at(err, map[string]widgets.Input{"station": station, "key": key})
		},
	}).Then(s.read)
}

func (s *stationsPage) saveKey() {
	s.askFolder(words.T("Save the public key"), words.T("For the counters: it may be seen by everyone."), words.T("Save"), s.places.bundles, func(folder string) {
		path := filepath.Join(folder, "finance.pub")
		if err := durable.WriteFile(path, strings.NewReader(s.recipient+"\n"), 0o644); err != nil {
			s.say(widgets.Stop, widgets.Sentence(err))
			return
		}
		s.say(widgets.Note, words.T("The public key is saved as %s.", path))
	})
}

package ui

import (
	"context"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	financedesk "counterfoil/ledger/bundle/desk"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// verifyPage is the page of Finance that checks a bundle, and takes the word of
// whoever compared its station's key with paper.
type verifyPage struct {
	financePage
	checked checkedBundle
	summary *widgets.Text
	about   *widgets.Text
	list    *widgets.Table[ledger.Finding]
	inFull  *widget.Label
}

// checkedBundle is what the checks of a bundle found.
type checkedBundle struct {
	name        string
	manifest    *bundle.Manifest // nil: it cannot be read
	fingerprint string           // of the key that it brings along
	registered  bool             // somebody vouched for that key
	findings    ledger.Findings
}

func newVerifyPage(o *backOffice) screen {
	s := &verifyPage{
		financePage: financePage{backOffice: o, name: words.T("Verify")},
		summary:     widgets.NewText(words.T("F9 chooses a bundle.")), about: widgets.NewCaption(""), inFull: widget.NewLabel(""),
	}
	s.summary.Style.Bold = true
	s.inFull.Wrapping = fyne.TextWrapWord
	type column = widgets.Column[ledger.Finding]
	s.list = widgets.NewTable(
		column{Title: words.T("Result"), Width: 7, Text: verdictOf},
		column{Title: words.T("Check##of a bundle"), Width: 14, Text: func(f ledger.Finding) string { return words.Say(f.Name) }},
		column{Title: words.T("What was found"), Width: 66, Text: func(f ledger.Finding) string { return words.Say(f.Said) }},
	)
	s.list.MinRows = 9
	s.list.Empty = words.T("Nothing is checked yet. Load nothing into billing before its bundle is.")
	s.list.OnSelect = func(f ledger.Finding) { s.inFull.SetText(widgets.Sentence(f.Said)) }
	s.first = s.list
	top := container.New(layout.NewCustomPaddedVBoxLayout(2), s.summary, s.about)
	s.body = page(container.NewBorder(top, inLines(s.inFull, 5), nil, nil, container.New(layout.NewCustomPaddedLayout(6, 6, 0, 0), s.list)))
	return s
}

// verdictOf is a finding in one word.
func verdictOf(f ledger.Finding) string {
	switch {
	case !f.OK:
		return words.T("FAIL")
	case f.Ask:
		return words.T("LOOK")
	}
	return words.T("ok")
}

func (s *verifyPage) commands() keys.Table {
	unknown := func() bool { return s.idle() && s.checked.manifest != nil && !s.checked.registered }
	return keys.Table{
		{Name: "register", Label: words.T("Register the key"), Menu: menuFinance, Key: fyne.KeyF4, Enabled: unknown, Run: s.register},
		{Name: "verify", Label: words.T("Verify a bundle"), Menu: menuFinance, Key: fyne.KeyF9, Enabled: s.idle, Run: func() { s.ask("") }},
		s.esc(),
	}
}

func (s *verifyPage) dropped(paths []string) { s.ask(paths[0]) }

func (s *verifyPage) ask(given string) {
	s.fileOr(given, fileQuestion{
		title: words.T("Verify a bundle"), text: words.T("The bundle as the counter wrote it, encrypted or not."), confirm: words.T("Verify"),
		folder: &s.places.bundles, newest: newestOf(".zip", ".zip.age"),
		take: func(path string) { s.unlocked(path, func() { s.verify(path) }) },
	})
}

func (s *verifyPage) verify(path string) {
	var checked checkedBundle
	s.run(words.T("Checking %s", filepath.Base(path)), func(ctx context.Context, w *longWork) (err error) {
		checked, err = checkBundle(ctx, s.finance, path, w.at)
		return err
	}, func() { s.show(checked) })
}

// checkBundle holds a bundle against what finance knows.
func checkBundle(ctx context.Context, d *financedesk.Desk, path string, progress bundle.Progress) (c checkedBundle, err error) {
	b, err := bundle.Open(path, d)
	if err != nil {
		return c, err
	}
	defer b.Close()
	c.name = b.Name()
	if c.findings, err = d.Verify(ctx, b, financedesk.Look{}, progress); err != nil {
		return c, err
	}
	m, err := b.Manifest()
	if err != nil {
		return c, nil // the findings say why
	}
	c.manifest, c.fingerprint = &m, b.Key().Fingerprint()
	station, err := d.Station(m.Station)
	if k := station.Key(); k != nil {
		c.registered = k.Registered() && k.Fingerprint == c.fingerprint
	}
	return c, err
}

// worst says of all checks together whether they hold.
func (c checkedBundle) worst() string {
	failed, asks := 0, 0
	for _, f := range c.findings {
		if !f.OK {
			failed++
		} else if f.Ask {
			asks++
		}
	}
	switch {
	case failed > 0:
		return words.N(failed, "%[2]s: %[1]d check does not hold. Load nothing of it.", "%[2]s: %[1]d checks do not hold. Load nothing of it.", c.name)
	case asks > 0:
		return words.N(asks, "%[2]s holds as far as this program can tell. Read %[1]d LOOK before you load it.", "%[2]s holds as far as this program can tell. Read %[1]d LOOKs before you load it.", c.name)
	}
	return words.T("%s: every check holds.", c.name)
}

// about says what the bundle carries.
func (c checkedBundle) about() string {
	if c.manifest == nil {
		return ""
	}
	m := c.manifest
	return words.T("%s, station %s, batch %d, %s to %s: %s of %s. Key %s.", m.City, m.Station, m.Batch, m.From.Display(), m.To.Display(),
		words.N(m.Stands.Payments, "%d payment", "%d payments"), widgets.Dollars(m.Stands.Total), c.fingerprint)
}

func (s *verifyPage) show(c checkedBundle) {
	s.checked = c
	s.summary.SetText(c.worst())
	s.about.SetText(c.about())
	s.inFull.SetText("")
	s.list.SetRows(c.findings)
	bad := slices.IndexFunc(c.findings, func(f ledger.Finding) bool { return !f.OK })
	if bad < 0 {
		bad = slices.IndexFunc(c.findings, func(f ledger.Finding) bool { return f.Ask })
	}
	s.list.Select(bad)
	s.board.Changed()
	s.refocus()
}

// register takes the fingerprint from paper: who only confirms what is on the
// screen has compared nothing.
func (s *verifyPage) register() {
	station, want := s.checked.manifest.Station, s.checked.fingerprint
	keyed := widgets.NewEntry()
	s.dialogs.Open(dialogs.Form{
		Title: words.T("The key of station %s", station), Confirm: words.T("Register"),
		Text:   words.T("Take a closing of station %s that was printed at the counter, and key in the fingerprint of its key from there. The bundle says %s: it must be the same.", station, want),
		Fields: []dialogs.Field{{Name: words.T("Fingerprint on the closing"), Input: keyed}},
		OnConfirm: func() error {
			given, err := ledger.ParseFingerprint(keyed.Text)
			if err == nil && given != want {
				err = phrase.Errorf("it is another key than the bundle's. If you keyed it in right, the bundle is not of this station: load nothing of it")
			}
			if err == nil {
				_, err = s.finance.Register(station, given)
			}
			if err != nil {
				return dialogs.At(keyed, err)
			}
			return nil
		},
	}).Then(func() {
		s.checked.registered = true
		s.say(widgets.Note, words.T("Station %s signs with the key %s. Its bundles must be signed with it from now on.", station, want))
		s.board.Changed()
	})
}

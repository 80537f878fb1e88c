package ui

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynelayout "fyne.io/fyne/v2/layout"

	"counterfoil/ledger/layout"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// profilesPage is the page of Finance that shows what the files look like that
// billing loads.
type profilesPage struct {
	financePage
	bundle string // whose payments are shown; "": samples

	list           *widgets.Table[*layout.Profile]
	ruled          *widgets.Ruled
	from           *widgets.Text
	field, outcome *widgets.Text
}

// previewRows is how many records are shown before the totals.
const previewRows = 40

func newProfilesPage(o *backOffice) screen {
	s := &profilesPage{
		financePage: financePage{backOffice: o, name: words.T("Profiles")},
		ruled:       widgets.NewRuled(), from: widgets.NewText(""), field: widgets.NewText(""), outcome: widgets.NewText(""),
	}
	s.field.Style.Bold = true
	type column = widgets.Column[*layout.Profile]
	s.list = widgets.NewTable(
		column{Title: words.T("Profile"), Width: 20, Text: func(p *layout.Profile) string { return p.Name }},
		column{Title: words.T("What it is"), Width: 60, Text: func(p *layout.Profile) string { return words.Say(p.Title) }},
		column{Title: words.T("In bundles"), Width: 10, Text: s.inBundles},
	)
	s.list.MinRows = 5
	s.list.OnSelect = func(*layout.Profile) { s.preview() }
	s.list.OnOpen = func(*layout.Profile) { s.to(s.ruled) }
	s.ruled.OnMove = func(line widgets.RuledLine, f widgets.RuledField) { s.field.SetText(fieldWords(line, f)) }
	s.first = s.list
	below := container.New(fynelayout.NewCustomPaddedVBoxLayout(2), s.field, s.outcome)
	top := container.New(fynelayout.NewCustomPaddedVBoxLayout(6), s.list, s.from)
	s.body = page(container.NewBorder(top, below, nil, nil, container.New(fynelayout.NewCustomPaddedLayout(4, 4, 0, 0), s.ruled)))
	return s
}

// inBundles tells whether the city's settings put the profile into every bundle.
func (s *profilesPage) inBundles(p *layout.Profile) string {
	if s.ledger != nil {
		for _, own := range s.ledger.City().Layouts {
			if own.Name == p.Name {
				return words.T("yes")
			}
		}
	}
	return ""
}

func (s *profilesPage) commands() keys.Table {
	return keys.Table{
		{Name: "turn", Label: words.T("List or records"), Menu: menuFinance, Key: fyne.KeyF3, Run: s.turn},
		{Name: "bundle", Label: words.T("Of a bundle"), Menu: menuFinance, Key: fyne.KeyF4, Enabled: s.idle, Run: func() { s.askBundle("") }},
		{Name: "samples", Label: words.T("Of samples"), Menu: menuFinance, Key: fyne.KeyF7, Enabled: func() bool { return s.idle() && s.bundle != "" }, Run: func() {
			s.bundle = ""
			s.preview()
		}},
		s.esc(),
	}
}

func (s *profilesPage) content() fyne.CanvasObject {
	at, _ := s.list.Selected()
	s.list.SetRows(profilesOf(s.ledger))
	s.list.Select(at)
	s.preview()
	return s.body
}

func (s *profilesPage) turn() {
	if s.window.Canvas().Focused() == fyne.Focusable(s.ruled) {
		s.to(s.list)
		return
	}
	s.to(s.ruled)
}

func (s *profilesPage) dropped(paths []string) { s.askBundle(paths[0]) }

func (s *profilesPage) askBundle(given string) {
	s.fileOr(given, fileQuestion{
		title: words.T("Payments of a bundle"), text: words.T("The records of its payments are shown as each profile writes them."), confirm: words.T("Show"),
		folder: &s.places.bundles, newest: newestOf(".zip", ".zip.age"),
		take: func(path string) {
			s.unlocked(path, func() {
				s.bundle = path
				s.previewBundle()
			})
		},
	})
}

// preview shows the selected profile's records.
func (s *profilesPage) preview() {
	i, p := s.list.Selected()
	if i < 0 {
		return
	}
	if s.bundle != "" {
		s.previewBundle()
		return
	}
	set, payments := p.Sample()
	shown, err := p.Preview(set, previewRows, payments)
	if err != nil {
		s.say(widgets.Stop, widgets.Sentence(err))
		return
	}
	s.from.SetText(words.T("Made-up payments, written as %s (F3 goes to the records, Left and Right from field to field)", p.Name))
	s.show(p, shown)
}

// previewBundle shows the records of a bundle, once it is checked.
func (s *profilesPage) previewBundle() {
	_, p := s.list.Selected()
	if !s.idle() {
		return
	}
	path := s.bundle
	var shown layout.Preview
	s.run(words.T("Checking %s", filepath.Base(path)), func(ctx context.Context, w *longWork) error {
		b, _, err := s.finance.OpenChecked(ctx, path, w.at)
		if err != nil {
			return err
		}
		defer b.Close()
		set, payments, err := b.Payments(ctx)
		if err == nil {
			w.next(words.T("Writing the records"))
			shown, err = p.Preview(set, previewRows, payments)
		}
		return err
	}, func() {
		s.from.SetText(words.T("%s, written as %s", filepath.Base(path), p.Name))
		s.show(p, shown)
	})
}

func (s *profilesPage) show(p *layout.Profile, shown layout.Preview) {
	s.field.SetText("")
	s.ruled.SetLines(ruledLines(shown))
	s.outcome.SetText(previewOutcome(p, shown))
	s.board.Changed()
}

// ruledLines are the records as they stand in the file.
func ruledLines(shown layout.Preview) []widgets.RuledLine {
	var lines []widgets.RuledLine
	for _, r := range shown.Records {
		line := widgets.RuledLine{Text: r.Text}
		for _, span := range r.Spans {
			line.Fields = append(line.Fields, widgets.RuledField{Name: strings.ReplaceAll(string(r.Record), "_", " ") + ": " + span.Name, From: span.From, Width: span.Width})
		}
		lines = append(lines, line)
	}
	return lines
}

func fieldWords(line widgets.RuledLine, f widgets.RuledField) string {
	if f.Width == 0 {
		return words.T("%s is empty, at character %d", f.Name, f.From)
	}
	return words.T("%s, characters %d to %d: “%s”", f.Name, f.From, f.From+f.Width-1, line.In(f))
}

func previewOutcome(p *layout.Profile, shown layout.Preview) string {
	if shown.Stop != nil {
		return words.T("The file cannot be written: %s", widgets.Sentence(shown.Stop))
	}
	t := shown.Totals
	said := words.T("%s: %s to post, %s; to take back %d, %s; hash total %s.", p.Files()[0].Name,
		words.N(t.Posted.Payments, "%d payment", "%d payments"), widgets.Dollars(t.Posted.Total), t.Reversed.Payments, widgets.Dollars(t.Reversed.Total), t.Accounts.String())
	if shown.More > 0 {
		said += " " + words.N(shown.More, "%d record more is not shown.", "%d records more are not shown.")
	}
	return said
}

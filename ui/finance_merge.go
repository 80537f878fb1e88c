package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"filippo.io/age"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynelayout "fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ledger"
	financedesk "counterfoil/ledger/bundle/desk"
	"counterfoil/ledger/bundle/merge"
	"counterfoil/ledger/layout"
	"counterfoil/ledger/phrase"
	"counterfoil/receipts"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// mergePage is the page of Finance that makes one set of many bundles.
type mergePage struct {
	financePage
	paths   []string
	summary *widgets.Text
	bundles *widgets.Table[string]
	odd     *widgets.Table[merge.Exception]
	inFull  *widget.Label // the selected one of these
}

func newMergePage(o *backOffice) screen {
	s := &mergePage{financePage: financePage{backOffice: o, name: words.T("Merge")}, summary: widgets.NewText(""), inFull: widget.NewLabel("")}
	s.summary.Style.Bold, s.inFull.Wrapping = true, fyne.TextWrapWord
	type path = widgets.Column[string]
	s.bundles = widgets.NewTable(
		path{Title: words.T("Bundle"), Width: 46, Text: filepath.Base},
		path{Title: words.T("Folder"), Width: 44, Text: filepath.Dir},
	)
	s.bundles.MinRows = 8
	s.bundles.Empty = words.T("F3 adds a bundle, or every bundle of a folder.")
	s.bundles.OnSelect = func(string) { s.board.Changed() }
	type odd = widgets.Column[merge.Exception]
	s.odd = widgets.NewTable(
		odd{Title: words.T("What"), Width: 16, Text: func(x merge.Exception) string { return words.Say(x.What) }},
		odd{Title: words.T("Where"), Width: 44, Text: func(x merge.Exception) string { return words.Say(x.Where) }},
		odd{Title: words.T("Detail"), Width: 34, Text: func(x merge.Exception) string { return words.Say(x.Detail) }},
	)
	s.odd.MinRows = 5
	s.odd.OnSelect = func(x merge.Exception) { s.inFull.SetText(widgets.Sentence(x.Detail)) }
	s.odd.Empty = words.T("Nothing is out of the ordinary")
	s.first = s.bundles
	foot := container.NewBorder(container.New(fynelayout.NewCustomPaddedVBoxLayout(4), s.summary, strong(words.T("Set aside, missing, paid twice"))), inLines(s.inFull, 2), nil, nil, s.odd)
	s.body = page(container.NewGridWithRows(2, s.bundles, container.New(fynelayout.NewCustomPaddedLayout(8, 0, 0, 0), foot)))
	s.sayWhich()
	return s
}

func (s *mergePage) halfDone() bool { return s.running != nil || len(s.paths) > 0 }

func (s *mergePage) commands() keys.Table {
	any := func() bool { return s.idle() && len(s.paths) > 0 }
	return keys.Table{
		{Name: "add", Label: words.T("Add bundles"), Menu: menuFinance, Key: fyne.KeyF3, Enabled: s.idle, Run: func() { s.add("") }},
		{Name: "take-out", Label: words.T("Take out"), Menu: menuFinance, Key: fyne.KeyF4, Enabled: any, Run: s.takeOut},
		{Name: "merge", Label: words.T("Merge"), Menu: menuFinance, Key: fyne.KeyF9, Enabled: any, Run: s.ask},
		s.esc(),
	}
}

func (s *mergePage) dropped(paths []string) {
	for _, path := range paths {
		s.add(path)
	}
}

func (s *mergePage) add(given string) {
	s.fileOr(given, fileQuestion{
		title: words.T("Add bundles"), text: words.T("A bundle, or a folder: every bundle in it is added. They may be of any stations and days, in any order."), confirm: words.T("Add"),
		folder: &s.places.bundles, newest: newestOf(".zip", ".zip.age"), folders: true,
		take: func(path string) {
			found, err := merge.BundlesIn([]string{path})
			if err != nil {
				s.say(widgets.Stop, widgets.Sentence(err))
				return
			}
			s.paths = slices.Compact(slices.Sorted(slices.Values(append(s.paths, found...))))
			s.sayWhich()
			s.refocus()
		},
	})
}

func (s *mergePage) takeOut() {
	if i, _ := s.bundles.Selected(); i >= 0 {
		s.paths = slices.Delete(s.paths, i, i+1)
		s.sayWhich()
	}
}

func (s *mergePage) sayWhich() {
	at, _ := s.bundles.Selected()
	s.bundles.SetRows(s.paths)
	s.bundles.Select(at)
	s.summary.SetText(words.N(len(s.paths), "%d bundle to merge.", "%d bundles to merge."))
	s.board.Changed()
}

// ask asks where the set goes, and for a file that billing loads.
func (s *mergePage) ask() {
	s.askFolder(words.T("Merge"), words.T("The set goes into a new folder in this one: the tables as CSV, a workbook, the reconciliation, and billing's file where you choose one. The bundles stay as they are."),
		words.T("Next"), s.places.bundles, func(folder string) {
			s.askProfile(func(profiles []*layout.Profile) {
				locked := slices.IndexFunc(s.paths, func(p string) bool { return filepath.Ext(p) == ".age" })
				s.unlocked(s.paths[max(locked, 0)], func() { s.merge(newFolder(folder, "city-wide"), profiles) })
			})
		})
}

// newFolder is a name in a folder that nothing has yet.
func newFolder(in, name string) string {
	path := filepath.Join(in, name)
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		path = filepath.Join(in, name+"-"+strconv.Itoa(n))
	}
}

// askProfile asks for the form that billing loads.
func (s *mergePage) askProfile(do func([]*layout.Profile)) {
	const most = 8 // beside none, one a digit
	profiles := profilesOf(s.ledger)
	profiles = profiles[:min(most, len(profiles))]
	titles := []string{words.T("None")}
	for _, p := range profiles {
		titles = append(titles, p.Title)
	}
	choice := widgets.NewChoice(titles...)
	choice.Pick(0)
	s.dialogs.Open(dialogs.Form{
		Title: words.T("Billing's file"), Text: words.T("A file of what stands, in the form that billing loads. Load it instead of the bundles' own files, never both."), Confirm: words.T("Merge"),
		Fields: []dialogs.Field{{Name: words.T("The profile (press its digit)"), Input: choice}},
	}).Then(func() {
		if at, _ := choice.Picked(); at > 0 {
			do(profiles[at-1 : at])
			return
		}
		do(nil)
	})
}

// profilesOf are those of the city, then those that come with the program.
func profilesOf(l *ledger.Ledger) []*layout.Profile {
	var profiles []*layout.Profile
	if l != nil {
		profiles = slices.Clone(l.City().Layouts)
	}
	for _, p := range layout.Shipped() {
		if !slices.ContainsFunc(profiles, func(own *layout.Profile) bool { return own.Name == p.Name }) {
			profiles = append(profiles, p)
		}
	}
	return profiles
}

// merged is what came of a merge.
type merged struct {
	figures merge.Figures
	sources int
	aside   int
	odd     []merge.Exception
	looks   []phrase.Text // what to look at beside other batches
}

func (s *mergePage) merge(folder string, profiles []*layout.Profile) {
	var made merged
	s.run(words.T("Merging"), func(ctx context.Context, w *longWork) (err error) {
		made, err = mergeInto(ctx, w, s.finance, s.paths, folder, profiles)
		return err
	}, func() {
		s.summary.SetText(made.words())
		s.odd.SetRows(made.odd)
		s.paths = nil
		s.bundles.SetRows(nil)
		gravity := widgets.Note
		if made.aside > 0 {
			gravity = widgets.Warning
		}
		s.looked(gravity, words.T("The set is saved in %s.", folder), made.looks)
		if len(made.odd) > 0 {
			s.to(s.odd)
		}
	})
}

func mergeInto(ctx context.Context, w *longWork, d *financedesk.Desk, paths []string, folder string, profiles []*layout.Profile) (m merged, err error) {
	o := merge.Options{Known: d.Known, Identities: []age.Identity{d}, Progress: w.at}
	set, err := merge.Merge(ctx, paths, filepath.Dir(folder), o)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, set.Close()) }()
	w.next(words.T("Writing the set"))
	paper, err := receipts.Merged(set)
	if err != nil {
		return m, err
	}
	drawn, err := paper.PDF(ledger.Letter)
	if err != nil {
		return m, err
	}
	if err := set.WriteFolder(ctx, folder, profiles, o, merge.Document{Name: "reconciliation.pdf", Content: drawn}); err != nil {
		return m, err
	}
	looks, err := d.Merged(set.Sources)
	return merged{set.Figures, len(set.Sources), len(set.SetAside), set.Exceptions(), looks}, err
}

func (m merged) words() string {
	return words.T("%s that stand, %s, out of %s. %d void, %d set aside.",
		words.N(m.figures.Payments, "%d payment", "%d payments"), widgets.Dollars(m.figures.Total), words.N(m.sources, "%d bundle", "%d bundles"), m.figures.Void, m.aside)
}

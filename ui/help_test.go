package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/assets/help"
	"counterfoil/assets/translations"
	"counterfoil/ledger"
	"counterfoil/receipts"
	"counterfoil/ui/words"
)

// speaks makes the window say everything in a language for the test.
func speaks(t *testing.T, language translations.Language) {
	t.Helper()
	before := words.Language()
	words.Use(language)
	t.Cleanup(func() { words.Use(before) })
}

// everyScreen shows one screen after the other in a language, each as those
// who may see it do, and calls look.
func everyScreen(t *testing.T, language translations.Language, look func(*seat)) {
	t.Helper()
	o := newCounterOffice(t)
	sits := func(by ledger.Session, open ...func(*counter) screen) *seat {
		s := o.sits(by)
		speaks(t, language)
		for _, open := range open {
			s.show(open(s.counter))
			look(s)
		}
		return s
	}
	door := sits(ledger.Session{})
	door.openTraining = func() error { return nil }
	door.show(newSignIn(door.counter))
	look(door)
	sits(o.is("ben"), newDrawer)

	clerk := sits(o.hasDrawer("ana", 0), (*counter).home, newFind, newDrawer, newDeposit, newPrinting)
	clerk.askDrop()
	look(clerk)
	clerk.askHandOver()
	look(clerk)
	clerk.askFloat(nil)
	look(clerk)
	clerk.dialogs.CloseAll()
	clerk.help()
	look(clerk)
	clerk.dialogs.CloseAll()

	supervisor := o.is("sue")
	scope, err := o.ReportScope(o.is("fay"), "", 0)
	if err != nil {
		t.Fatal(err)
	}
	report, err := receipts.ReportKinds()[0].Make(o.Ledger, scope, ledger.HoldWindow{})
	if err != nil {
		t.Fatal(err)
	}
	sits(supervisor, newDay, newDrawer, newDrawers, newDeposit, newFind, newSetup, newLearning,
		func(c *counter) screen { return newReportsOf(c, "") },
		func(c *counter) screen { return newReportView(c, report, ledger.HoldWindow{}) },
		func(c *counter) screen { return newBagForm(c, ledger.DepositPlan{}) })
	sits(o.is("fay"), append([]func(*counter) screen{newDay, newDeposit}, financeScreens()...)...)
	for _, page := range setupPages() {
		by := supervisor
		if !slices.Contains(page.roles, ledger.Supervisor) {
			by = o.is("zoe")
		}
		sits(by, page.open)
	}
}

// TestEveryKeyInTheHelpIsAKeyOfSomeScreen holds the pages and the card to the
// tables of commands: a key that a page names is there, and is called what the
// page calls it.
func TestEveryKeyInTheHelpIsAKeyOfSomeScreen(t *testing.T) {
	for _, language := range translations.Languages {
		t.Run(string(language), func(t *testing.T) {
			labels := map[string]bool{}
			everyScreen(t, language, func(s *seat) {
				for _, hint := range s.board.Hints() {
					labels[hint.Key+" "+hint.Label] = true
				}
			})
			for _, p := range append(help.Pages(language), help.Card(language)) {
				wantKeys(t, p, labels)
			}
		})
	}
}

func wantKeys(t *testing.T, p help.Page, labels map[string]bool) {
	t.Helper()
	named := map[string]bool{}
	for _, b := range p.Blocks {
		for _, s := range b.Spans {
			if s.Key != "" && s.Text != "" {
				named[s.Key] = true
				if !labels[s.Words()] {
					t.Errorf("page %s names “%s”, which is no command", p.Name, s.Words())
				}
			}
		}
	}
	for _, b := range p.Blocks {
		for _, s := range b.Spans {
			if strings.HasPrefix(s.Key, "F") && !named[s.Key] {
				t.Errorf("page %s does not say what %s is called", p.Name, s.Key)
			}
			for word := range strings.FieldsSeq(s.Text) {
				if word = strings.Trim(word, ".,:;()"); s.Key == "" && len(word) > 1 && word[0] == 'F' && strings.Trim(word[1:], "0123456789") == "" {
					t.Errorf("page %s has %s in plain text, where no test reads it", p.Name, word)
				}
			}
		}
	}
}

func TestEveryScreenHasItsPage(t *testing.T) {
	pages := help.Pages(translations.English)
	everyScreen(t, translations.English, func(s *seat) {
		name := helpPageOf(s.screen)
		if _, there := help.Named(pages, name); !there {
			t.Errorf("%T has the page %q, which is not there", s.screen, name)
		}
		if _, home := s.screen.(*setup); name == "begin" && !home {
			t.Errorf("%T has no page of its own", s.screen)
		}
	})
}

func TestHelpByKeyboard(t *testing.T) {
	s := atIntake(t)
	s.scans(plainScan)
	s.press(fyne.KeyF4)
	s.write("10")
	s.press(fyne.KeyF1)
	s.wantSays("Keys of this screen: Intake", "F3 Cash", "F9 Record", "Take a check", "Endorse the back")
	s.wantSilent("Open and close the outage", "is not in the roster")

	s.write("outage")
	s.wantSays("Open and close the outage", "No drawer is opened and no payment taken")
	s.press(fyne.KeyReturn) // to the page
	s.write("1")            // which leads to the export
	s.wantSays("Export for finance", "reads it again")
	s.press(fyne.KeyEscape) // to the search
	s.write("zzz")
	s.wantSays("No page has these words.")
	for range 3 {
		s.press(fyne.KeyBackspace)
	}
	s.press(fyne.KeyDown)
	s.wantSays("Find your way")
	s.press(fyne.KeyEscape)
	s.wantFocus(s.intakeScreen().form.number, "the check's number, where it was")
	s.write("41")
	s.press(fyne.KeyF9)
	if r := s.newest(); r.Payment.Tenders[0].Number != "1041" {
		t.Errorf("the help changed what was keyed in: %+v", r.Payment.Tenders)
	}
}

func TestEveryPageIsReachedByTheArrows(t *testing.T) {
	for _, language := range translations.Languages {
		s := atIntake(t)
		speaks(t, language)
		s.press(fyne.KeyF1)
		for _, p := range help.Pages(language) {
			s.press(fyne.KeyDown)
			first := p.Blocks[0].Spans[0].Words()
			if said := strings.Join(strings.Fields(s.says()), " "); !strings.Contains(said, strings.TrimSpace(first)) {
				t.Errorf("%s: page %s is not reached: it does not say %q", language, p.Name, first)
			}
		}
	}
}

func TestTheHelpFitsTheSmallestWindow(t *testing.T) {
	s := atIntake(t)
	s.press(fyne.KeyF1)
	if top := s.window.Canvas().Overlays().Top(); top.MinSize().Width > 1024 || top.MinSize().Height > 768-menuHeight {
		t.Errorf("the help needs %v", top.MinSize())
	}
}

func TestTheCounterCardIsPrintedFromTheHelp(t *testing.T) {
	s := atIntake(t)
	s.press(fyne.KeyF1, fyne.KeyF6)
	if s.dialogs.Showing() {
		t.Error("the help stays open")
	}
	s.wantSays("The counter card was saved as")
	s.wantFile(fmt.Sprintf("receipts/counter-card-%s.pdf", words.Language()))
	s.wantFocus(s.intakeScreen().stub, "the stub field")
}

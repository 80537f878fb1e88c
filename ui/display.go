package ui

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"counterfoil/assets/translations"
	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/theme"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// wear has the window look like this.
func (s *stage) wear(look theme.Look) {
	if look = look.Whole(); look != s.worn.Whole() {
		s.worn = look
		fyne.CurrentApp().Settings().SetTheme(theme.New(look))
	}
}

// wearTheirs has the window look as the person signed in wants it. At the
// sign-in it stays as whoever was there last had it.
func (c *counter) wearTheirs() {
	wants, err := c.ledger.Preferences(c.session.Name())
	look := wantedLook(wants)
	if err != nil || look == (theme.Look{}) {
		look = c.doorLook
	}
	c.wear(look)
}

// wantedLook is the look that somebody prefers.
func wantedLook(p ledger.Preferences) theme.Look {
	return theme.Look{Variant: theme.Variant(p.Theme), TextPercent: p.TextPercent}
}

// displayCommand is in the menu of every screen, and under a key of the
// sign-in and of the help.
func (c *counter) displayCommand(key fyne.KeyName) keys.Command {
	return displayCommand(key, c.askDisplay)
}

func (c *counter) askDisplay() { c.askLook(c.signedIn(), c.keepLook, c.speakChosen) }

func displayCommand(key fyne.KeyName, ask func()) keys.Command {
	return keys.Command{Name: "display", Label: words.T("Display"), Menu: menuCounter, Key: key, Run: ask}
}

var variantNames = map[theme.Variant]phrase.Word{
	theme.Light: "Light", theme.Dark: "Dark", theme.Contrast: "High contrast",
}

// askLook asks for the colors, the size of text and, where it can be kept,
// the language. What is picked shows at once; keep remembers it, and kept
// hears of it.
func (s *stage) askLook(speaks bool, keep func(theme.Look, translations.Language) error, kept func()) {
	before := s.worn.Whole()
	var names, sizes []string
	var percents []int
	for _, v := range theme.Variants {
		names = append(names, words.Say(variantNames[v]))
	}
	for percent := theme.LeastText; percent <= theme.MostText; percent += theme.TextStep {
		percents, sizes = append(percents, percent), append(sizes, fmt.Sprintf("%d %%", percent))
	}
	colors, size, language := widgets.NewChoice(names...), widgets.NewChoice(sizes...), languageChoice(words.Language())
	colors.Pick(slices.Index(theme.Variants, before.Variant))
	size.Pick(slices.Index(percents, before.TextPercent))
	picked := func() theme.Look {
		color, _ := colors.Picked()
		percent, _ := size.Picked()
		return theme.Look{Variant: theme.Variants[color], TextPercent: percents[percent]}
	}
	try := func(int) { s.wear(picked()) }
	colors.OnChanged, size.OnChanged = try, try
	form := dialogs.Form{
		Title:   words.T("Display"),
		Text:    words.T("Colors and text change at once. Enter keeps them, Esc takes them back."),
		Confirm: words.T("Keep"),
		Fields: []dialogs.Field{
			{Name: words.T("Colors"), Input: colors},
			{Name: words.T("Size of text"), Input: size},
		},
		OnConfirm: func() error { return keep(picked(), pickedLanguage(language)) },
		OnClosed: func(confirmed bool) {
			if !confirmed {
				s.wear(before)
				return
			}
			kept()
		},
	}
	if speaks {
		form.Fields = append(form.Fields, dialogs.Field{Name: words.T("Language"), Input: language})
	}
	s.dialogs.Open(form).About("language")
}

// keepLook keeps what was picked: for the person signed in or, at the
// sign-in, for those who choose nothing, until the window is closed.
func (c *counter) keepLook(look theme.Look, language translations.Language) error {
	if !c.signedIn() {
		c.doorLook = look
		return nil
	}
	wants, err := c.ledger.Preferences(c.session.Name())
	if err != nil {
		return err
	}
	wants.Theme, wants.TextPercent = string(look.Variant), look.TextPercent
	if language != words.Language() {
		wants.Language = string(language)
	}
	return c.ledger.Prefer(c.session, wants)
}

// speakChosen has the window speak another language, when one was chosen.
func (c *counter) speakChosen() {
	before := words.Language()
	c.speak()
	switch {
	case words.Language() == before:
	case c.again != nil && !loses(c.screen):
		c.again()
	default:
		c.resume()
	}
}

// dress has the intake screen, which is kept while others are shown, look as
// the window does by now.
func (c *counter) dress(s screen) {
	if kept, ok := s.(*intake); ok && kept.worn != c.worn {
		kept.worn = c.worn
		fyne.CurrentApp().Settings().SetTheme(theme.New(kept.worn))
	}
}

package ui

import (
	"context"
	"os"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/phrase"
	"counterfoil/receipts"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// exportPage is the page of Finance that shows what no export carried yet and
// makes the bundle of it.
type exportPage struct {
	financePage
	waits   ledger.Batch
	total   *widgets.Figure
	summary *widgets.Text
	sealed  *widgets.Text
	carries *widgets.Table[[2]string]
	made    *widgets.Table[ledger.Batch]
}

func newExportPage(o *backOffice) screen {
	s := &exportPage{
		financePage: financePage{backOffice: o, name: words.T("Export")},
		total:       widgets.NewFigure(words.T("Waits for the export")),
		summary:     widgets.NewText(""), sealed: widgets.NewText(""),
	}
	s.summary.Style.Bold = true
	type line = widgets.Column[[2]string]
	s.carries = widgets.NewTable(
		line{Title: words.T("The next bundle carries"), Width: 60, Text: func(r [2]string) string { return r[0] }},
		line{Title: words.T("How many"), Width: 12, Align: fyne.TextAlignTrailing, Text: func(r [2]string) string { return r[1] }},
	)
	s.carries.MinRows = 4
	type column = widgets.Column[ledger.Batch]
	s.made = widgets.NewTable(
		column{Title: words.T("Batch"), Width: 6, Align: fyne.TextAlignTrailing, Text: func(b ledger.Batch) string { return strconv.FormatInt(b.Number, 10) }},
		column{Title: words.T("Made"), Width: 18, Text: func(b ledger.Batch) string { return b.At.Format(stamp) }},
		column{Title: words.T("By"), Width: 10, Text: func(b ledger.Batch) string { return b.By }},
		column{Title: words.T("Days"), Width: 23, Text: daysOf},
		column{Title: words.T("Payments"), Width: 9, Align: fyne.TextAlignTrailing, Text: func(b ledger.Batch) string { return strconv.FormatInt(b.Payments, 10) }},
		column{Title: words.T("Reversals"), Width: 9, Align: fyne.TextAlignTrailing, Text: func(b ledger.Batch) string { return strconv.FormatInt(b.Reversals, 10) }},
		column{Title: words.T("Total"), Width: 12, Align: fyne.TextAlignTrailing, Text: func(b ledger.Batch) string { return widgets.Dollars(b.Total) }},
	)
	s.made.Empty = words.T("No export was made yet")
	s.made.OnSelect = func(ledger.Batch) { s.board.Changed() }
	s.first = s.made
	s.body = s.layOut()
	return s
}

func daysOf(b ledger.Batch) string {
	if b.From == b.To {
		return b.From.Display()
	}
	return words.T("%s to %s", b.From.Display(), b.To.Display())
}

func (s *exportPage) layOut() fyne.CanvasObject {
	said := container.New(layout.NewCustomPaddedVBoxLayout(2), s.summary, s.sealed)
	head := container.NewBorder(nil, nil, s.total, nil, container.New(layout.NewCustomPaddedLayout(0, 0, 16, 0), said))
	top := container.New(layout.NewCustomPaddedVBoxLayout(8), head, s.carries, strong(words.T("Made so far")))
	return page(container.NewBorder(top, nil, nil, nil, s.made))
}

func (s *exportPage) commands() keys.Table {
	again := func() bool { i, _ := s.made.Selected(); return i >= 0 && s.idle() }
	return keys.Table{
		{Name: "again", Label: words.T("Write batch again"), Menu: menuFinance, Key: fyne.KeyF4, Enabled: again, Run: s.askAgain},
		{Name: "export", Label: words.T("Export"), Menu: menuFinance, Key: fyne.KeyF9, Enabled: s.idle, Run: s.ask},
		s.esc(),
	}
}

// content reads what waits each time the page is shown.
func (s *exportPage) content() fyne.CanvasObject {
	s.read()
	return s.body
}

func (s *exportPage) read() {
	var waits ledger.Batch
	var made []ledger.Batch
	s.work(words.T("Reading what waits"), func() (err error) {
		if waits, err = s.ledger.WaitingForExport(s.by); err != nil {
			return err
		}
		made, err = batchesOf(s.ledger, waits.Number-1)
		return err
	}, func(err error) {
		if err != nil {
			s.summary.SetText("")
			s.say(widgets.Stop, widgets.Sentence(err))
			return
		}
		s.waits = waits
		s.total.SetAmount(waits.Total)
		s.summary.SetText(waitingWords(waits))
		s.sealed.SetText(s.sealedWords())
		s.carries.SetRows(carriedRows(waits))
		s.made.SetRows(made)
		s.board.Changed()
	})
}

// batchesOf reads the batches up to the newest, which comes first.
func batchesOf(l *ledger.Ledger, newest int64) ([]ledger.Batch, error) {
	var batches []ledger.Batch
	for number := newest; number > 0; number-- {
		b, err := l.Batch(number)
		if err != nil {
			return nil, err
		}
		batches = append(batches, b)
	}
	return batches, nil
}

func waitingWords(b ledger.Batch) string {
	if b.Empty() {
		return words.T("Nothing is new. An export writes the last batch again, unchanged.")
	}
	return words.T("Batch %d will be of %s.", b.Number, daysOf(b))
}

func carriedRows(b ledger.Batch) [][2]string {
	return [][2]string{
		{words.T("Payments that no export carried yet"), strconv.FormatInt(b.Payments, 10)},
		{words.T("Reversals: voids of payments that billing was given"), strconv.FormatInt(b.Reversals, 10)},
		{words.T("Stubs that billing rejected, carried again"), strconv.FormatInt(b.Resubmitted, 10)},
		{words.T("Corrections of accounts, and returned checks"), strconv.FormatInt(b.Changes, 10)},
	}
}

func (s *exportPage) sealedWords() string {
	to := s.ledger.City().Export.Recipients
	if len(to) == 0 {
		return words.T("The bundle is not encrypted. city.toml names keys under [export] recipients.")
	}
	said := words.N(len(to), "The bundle is encrypted to one key: %[2]s", "The bundle is encrypted to %d keys: %s", shortKey(to[0]))
	for _, key := range to[1:] {
		said += ", " + shortKey(key)
	}
	return said
}

// shortKey is enough of a public key to tell it by.
func shortKey(key string) string {
	const shown = 12
	if len(key) <= 2*shown {
		return key
	}
	return key[:shown] + "…" + key[len(key)-6:]
}

func (s *exportPage) ask() {
	s.askWhere(words.T("Export for finance"),
		words.T("Every payment that no export carried yet goes into one new bundle. If nothing is new, the last bundle is written again, unchanged."),
		words.T("Export"), func(folder string, to []string) {
			s.write(folder, to, exportWords, func() (ledger.Batch, error) { return s.ledger.Export(s.by, "", "") })
		})
}

func (s *exportPage) askAgain() {
	_, b := s.made.Selected()
	s.askWhere(words.T("Write batch %d again", b.Number), words.T("The same bundle as before, for a stick that was lost. Billing must not load it twice."),
		words.T("Write"), func(folder string, to []string) {
			s.write(folder, to, againWords, func() (ledger.Batch, error) { return s.ledger.ExportAgain(s.by, b.Number) })
		})
}

// askWhere asks for the folder of the bundle, and for keys that may read it
// beside the city's.
func (s *exportPage) askWhere(title, text, confirm string, do func(folder string, to []string)) {
	form, folder := folderForm(title, text, confirm, s.places.bundles)
	key := widgets.NewEntry()
	var to []string
	form.Fields = append(form.Fields, dialogs.Field{Name: words.T("Encrypt it also to this key: age1…, or a file of keys (may stay empty)"), Input: key, Needed: dialogs.Optional})
	checkFolder := form.OnConfirm
	form.OnConfirm = func() (err error) {
		if to, err = keysIn(key.Text); err != nil {
			return dialogs.At(key, err)
		}
		return checkFolder()
	}
	s.answer = func(dropped string) { key.SetText(dropped) }
	form.OnClosed = func(bool) { s.answer = nil }
	s.dialogs.Open(form).Then(func() { do(folder.Text, to) })
}

// keysIn are the public keys of age that somebody gave: one, or a file with one
// on each line.
func keysIn(given string) ([]string, error) {
	given = strings.TrimSpace(given)
	if given == "" {
		return nil, nil
	}
	text := []byte(given)
	if !strings.HasPrefix(strings.ToLower(given), "age") {
		var err error
		if text, err = os.ReadFile(given); err != nil {
			return nil, phrase.Errorf("%s cannot be read; check the path", given)
		}
	}
	var keys []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			keys = append(keys, line)
		}
	}
	_, err := ledger.ParseRecipients(keys)
	return keys, err
}

// write makes the batch and its bundle. A cancellation leaves the batch: the
// next export writes it.
func (s *exportPage) write(folder string, to []string, said func(ledger.Batch, string) string, make func() (ledger.Batch, error)) {
	var batch ledger.Batch
	var path string
	var profiles []bundle.Profile
	s.long(&s.running, words.T("Exporting"), func(ctx context.Context, w *longWork) (err error) {
		if batch, err = make(); err != nil {
			return err
		}
		path, err = bundle.WriteReconciled(ctx, s.ledger, batch, folder, receipts.DaysPDF, bundle.Options{
			To: to, Progress: w.at, Wrote: func(m bundle.Manifest) { profiles = m.Profiles },
		})
		return err
	}, func(err error) {
		gravity, text := exportOutcome(batch, path, profiles, err)
		if text == "" {
			text = said(batch, path)
		}
		if s.screen == screen(s) {
			s.read()
		}
		s.say(gravity, text)
	})
}

// exportOutcome says what went wrong; "": nothing.
func exportOutcome(b ledger.Batch, path string, profiles []bundle.Profile, err error) (widgets.Gravity, string) {
	switch {
	case err == errCanceled && b.Number > 0:
		return widgets.Warning, words.T("Canceled. Batch %d is recorded, and its bundle was not written. Export again to write it.", b.Number)
	case err != nil && b.Number > 0:
		return widgets.Stop, words.T("Batch %d is recorded, but its bundle was not written: %s Export again to write it.", b.Number, widgets.Sentence(err))
	case err != nil:
		return widgets.Stop, widgets.Sentence(err)
	case stoppedProfile(profiles) != "":
		return widgets.Stop, words.T("The bundle is saved as %s, but without a file that billing is to load: %s.", path, stoppedProfile(profiles))
	}
	return widgets.Note, ""
}

// stoppedProfile says why billing has no file in its own form; empty: it has.
func stoppedProfile(profiles []bundle.Profile) string {
	for _, p := range profiles {
		if p.Stopped != "" {
			return p.Stopped
		}
	}
	return ""
}

func exportWords(b ledger.Batch, path string) string {
	said := words.T("Batch %d carries %s of %s", b.Number, words.N(b.Payments, "%d payment", "%d payments"), widgets.Dollars(b.Total))
	if b.Again {
		said = words.T("Nothing is new since batch %d; it was written again, unchanged", b.Number)
	} else if b.Reversals > 0 {
		said += words.T(" and takes back %s", words.N(b.Reversals, "%d payment", "%d payments"))
	}
	return words.T("%s. Saved as %s.", said, path)
}

func againWords(b ledger.Batch, path string) string {
	return words.T("Batch %d was written again, unchanged. Saved as %s.", b.Number, path)
}

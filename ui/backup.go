package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// backup is the page of Set-up that lists the backups there are and makes
// another. Payments go on meanwhile, and so does the backup when the page is
// left.
type backup struct {
	counter *counter
	where   *widget.Label
	list    *widgets.Table[ledger.KeptBackup]
	body    fyne.CanvasObject
}

func newBackup(c *counter) screen {
	type column = widgets.Column[ledger.KeptBackup]
	s := &backup{counter: c, where: widget.NewLabel("")}
	s.where.Wrapping = fyne.TextWrapBreak // a path has no spaces
	s.list = widgets.NewTable(
		column{Title: words.T("Reaches"), Width: 15, Text: reachOf},
		column{Title: words.T("Entries"), Width: 9, Align: fyne.TextAlignTrailing, Text: func(b ledger.KeptBackup) string { return words.T("1 to %d", b.Seq) }},
		column{Title: words.T("Size"), Width: 8, Align: fyne.TextAlignTrailing, Text: func(b ledger.KeptBackup) string { return sizeWords(b.Bytes) }},
		column{Title: words.T("Folder"), Width: 50, Text: placeOf},
	)
	s.list.Empty = words.T("No backup yet")
	s.list.MinRows = 4
	safe := widgets.NewCaption(words.T("A backup can sign as this station and holds the people's secrets in hashed form: keep it in the city's own safe place."))
	s.body = page(container.NewBorder(s.where, safe, nil, nil, container.New(layout.NewCustomPaddedLayout(8, 8, 0, 0), s.list)))
	return s
}

func (s *backup) title() string         { return words.T("Backup") }
func (s *backup) typed(rune)            {}
func (s *backup) focus() fyne.Focusable { return s.list }

// content reads the list again each time the page is shown.
func (s *backup) content() fyne.CanvasObject {
	s.where.SetText(keepingWords(s.counter.ledger))
	s.read()
	return s.body
}

func (s *backup) commands() keys.Table {
	return keys.Table{
		{Name: "cancel-backup", Label: words.T("Cancel backup"), Menu: menuBackup, Key: fyne.KeyF4, Enabled: func() bool { return s.counter.backup != nil }, Run: func() { s.counter.backup.stop() }},
		{Name: "back-up", Label: words.T("Back up now"), Menu: menuBackup, Key: fyne.KeyF7, Enabled: func() bool { return s.counter.backup == nil }, Run: s.ask},
		backToSetup(s.counter),
	}
}

const menuBackup phrase.Word = "Backup"

func (s *backup) read() {
	var kept []ledger.KeptBackup
	s.counter.work(words.T("Reading the backups"), func() (err error) {
		kept, err = s.counter.ledger.Backups(s.counter.ledger.BackupPlace())
		return err
	}, func(err error) {
		if err != nil {
			s.counter.say(widgets.Stop, widgets.Sentence(err))
		}
		s.list.SetRows(kept)
	})
}

// ask asks where the backup goes.
func (s *backup) ask() {
	s.counter.askFolder(words.T("Back up now"),
		words.T("The whole ledger is copied into a new folder inside this one, and the copy is verified. Payments go on meanwhile."),
		words.T("Back up"), s.counter.ledger.BackupPlace(), s.backUp)
}

func (s *backup) backUp(into string) {
	c, by, begun := s.counter, s.counter.session, time.Now()
	var made ledger.KeptBackup
	c.long(&c.backup, words.T("Step 1 of 2: the ledger is being copied"), func(ctx context.Context, w *longWork) (err error) {
		made, err = c.ledger.BackUp(by, into, w.backupStep(ctx))
		return err
	}, func(err error) {
		if seen, is := c.screen.(*backup); is {
			seen.read()
		}
		c.say(backupOutcome(made, time.Since(begun), err))
		c.refreshStatus()
	})
}

// keepingWords says where backups go and when they are made by themselves.
func keepingWords(l *ledger.Ledger) string {
	if keep := l.City().Backup.Keep; keep > 0 {
		return words.T("Backups go to %s.\nOne is made after each closing, and the newest %d stay.", l.BackupPlace(), keep)
	}
	return words.T("Backups go to %s.\nNone is made by itself, and all of them stay.", l.BackupPlace())
}

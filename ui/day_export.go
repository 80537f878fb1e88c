package ui

import (
	"fmt"
	"os"
	"path/filepath"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/receipts"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/widgets"
)

// export asks where the bundle for finance goes, and writes it.
func (s *day) export() {
	folder := widgets.NewEntry()
	folder.Replace = true
	folder.SetText(filepath.Join(string(s.counter.ledger.Folder()), "exports"))
	usual := folder.Text
	s.counter.dialogs.Open(dialogs.Form{
		Title:   "Export for finance",
		Text:    "Every payment that no export carried yet goes into one new bundle. If nothing is new, the last bundle is written again, unchanged.",
		Confirm: "Export",
		Fields:  []dialogs.Field{{Name: "Folder, as of a USB stick", Input: folder}},
		OnConfirm: func() error {
			if err := mustBeFolder(folder.Text, usual); err != nil {
				return dialogs.At(folder, err)
			}
			return nil
		},
		OnClosed: func(confirmed bool) {
			if confirmed {
				s.exportTo(folder.Text)
			}
		},
	})
}

// mustBeFolder makes the usual folder. Another has to be there: a mistyped
// name must not become a new folder that nobody looks into.
func mustBeFolder(path, usual string) error {
	if path == usual {
		return os.MkdirAll(path, 0o700)
	}
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return fmt.Errorf("there is no folder %s; check its name, or plug the stick in", path)
	}
	return nil
}

func (s *day) exportTo(folder string) {
	var batch ledger.Batch
	var path string
	s.counter.work("Exporting", func() (err error) {
		if batch, err = s.counter.ledger.Export(s.counter.session, "", ""); err != nil {
			return err
		}
		path, err = bundle.WriteReconciled(s.counter.ledger, batch, folder, receipts.DaysPDF)
		return err
	}, func(err error) {
		switch {
		case err != nil && batch.Number > 0:
			s.counter.say(widgets.Stop, fmt.Sprintf("Batch %d is recorded, but its bundle was not written: %s Export again to write it.", batch.Number, widgets.Sentence(err)))
		case err != nil:
			s.counter.say(widgets.Stop, widgets.Sentence(err))
		default:
			s.counter.say(widgets.Note, exportWords(batch, path))
		}
		s.load(s.figures.Day)
	})
}

func exportWords(b ledger.Batch, path string) string {
	words := fmt.Sprintf("Batch %d carries %s of %s", b.Number, slipsOf(b.Payments, "payment"), widgets.Dollars(b.Total))
	if b.Again {
		words = fmt.Sprintf("Nothing is new since batch %d; it was written again, unchanged", b.Number)
	} else if b.Reversals > 0 {
		words += fmt.Sprintf(" and takes back %s", slipsOf(b.Reversals, "payment"))
	}
	return words + ". Saved as " + path + "."
}

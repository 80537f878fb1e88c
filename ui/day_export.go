package ui

import (
	"context"
	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/receipts"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// export asks where the bundle for finance goes, and writes it.
func (s *day) export() {
	s.counter.askFolder(words.T("Export for finance"),
		words.T("Every payment that no export carried yet goes into one new bundle. If nothing is new, the last bundle is written again, unchanged."),
		words.T("Export"), s.counter.exportsFolder(), s.exportTo)
}

func (s *day) exportTo(folder string) {
	var batch ledger.Batch
	var path string
	var profiles []bundle.Profile
	s.counter.work(words.T("Exporting"), func() (err error) {
		if batch, err = s.counter.ledger.Export(s.counter.session, "", ""); err != nil {
			return err
		}
		path, err = bundle.WriteReconciled(context.Background(), s.counter.ledger, batch, folder, receipts.DaysPDF, bundle.Options{
			Wrote: func(m bundle.Manifest) { profiles = m.Profiles },
		})
		return err
	}, func(err error) {
		switch {
		case err != nil && batch.Number > 0:
			s.counter.say(widgets.Stop, words.T("Batch %d is recorded, but its bundle was not written: %s Export again to write it.", batch.Number, widgets.Sentence(err)))
		case err != nil:
			s.counter.say(widgets.Stop, widgets.Sentence(err))
		case stoppedProfile(profiles) != "":
			s.counter.say(widgets.Stop, words.T("The bundle is saved as %s, but without a file that billing is to load: %s.", path, stoppedProfile(profiles)))
		default:
			s.counter.say(widgets.Note, exportWords(batch, path))
		}
		s.load(s.figures.Day)
	})
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

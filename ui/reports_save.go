package ui

import (
	"bytes"
	"path/filepath"

	"counterfoil/ledger"
	"counterfoil/ledger/durable"
	"counterfoil/receipts"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// save asks for a folder and writes the report into it: as PDF, as JSON, and
// each table as CSV.
func (s *reportView) save() {
	s.counter.askFolder(words.T("Save the report"),
		words.T("It is written as a PDF for people, and as JSON and CSV for programs. The CSV has every text as it is: a spreadsheet may take one for a formula."),
		words.T("Save"), s.counter.exportsFolder(), s.saveTo)
}

func (s *reportView) saveTo(folder string) {
	r := s.report
	s.counter.work(words.T("Saving the report"), func() error { return saveReport(r, folder) }, func(err error) {
		if err != nil {
			s.counter.say(widgets.Stop, words.T("The report was not saved: %s", widgets.Sentence(err)))
			return
		}
		s.counter.say(widgets.Note, words.T("The report was saved as %s.pdf, .json and .csv in %s.", r.Name(), folder))
	})
}

func saveReport(r receipts.Report, folder string) error {
	files := map[string]func() ([]byte, error){
		".pdf":  func() ([]byte, error) { return r.Paperwork().PDF(ledger.Letter) },
		".json": func() ([]byte, error) { return receipts.ReportJSON(r) },
	}
	for i, t := range r.Tables {
		ending := ".csv"
		if i > 0 {
			ending = "-" + t.Key + ending
		}
		files[ending] = func() ([]byte, error) { return receipts.ReportCSV(r, t.Key) }
	}
	for ending, make := range files {
		content, err := make()
		if err != nil {
			return err
		}
		if err := durable.WriteFile(filepath.Join(folder, r.Name()+ending), bytes.NewReader(content), 0o600); err != nil {
			return err
		}
	}
	return nil
}

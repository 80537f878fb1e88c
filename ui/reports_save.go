package ui

import (
	"bytes"
	"fmt"
	"path/filepath"

	"counterfoil/ledger/durable"
	"counterfoil/receipts"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/widgets"
)

// save asks for a folder and writes the report into it: as PDF, as JSON, and
// each table as CSV.
func (s *reportView) save() {
	folder := widgets.NewEntry()
	folder.Replace = true
	folder.SetText(filepath.Join(string(s.counter.ledger.Folder()), "exports"))
	usual := folder.Text
	s.counter.dialogs.Open(dialogs.Form{
		Title:   "Save the report",
		Text:    "It is written as a PDF for people, and as JSON and CSV for programs. The CSV has every text as it is: a spreadsheet may take one for a formula.",
		Confirm: "Save",
		Fields:  []dialogs.Field{{Name: "Folder, as of a USB stick", Input: folder}},
		OnConfirm: func() error {
			if err := mustBeFolder(folder.Text, usual); err != nil {
				return dialogs.At(folder, err)
			}
			return nil
		},
		OnClosed: func(confirmed bool) {
			if confirmed {
				s.saveTo(folder.Text)
			}
		},
	})
}

func (s *reportView) saveTo(folder string) {
	r := s.report
	s.counter.work("Saving the report", func() error { return saveReport(r, folder) }, func(err error) {
		if err != nil {
			s.counter.say(widgets.Stop, "The report was not saved: "+widgets.Sentence(err))
			return
		}
		s.counter.say(widgets.Note, fmt.Sprintf("The report was saved as %s.pdf, .json and .csv in %s.", r.Name(), folder))
	})
}

func saveReport(r receipts.Report, folder string) error {
	files := map[string]func() ([]byte, error){
		".pdf":  func() ([]byte, error) { return receipts.ReportPDF(r) },
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

package ui

import (
	"os"
	"path/filepath"

	"counterfoil/ledger/phrase"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// askFolder asks for the folder that files are written into, and goes on with
// it.
func (s *stage) askFolder(title, text, confirm, usual string, do func(folder string)) {
	form, folder := folderForm(title, text, confirm, usual)
	s.dialogs.Open(form).Then(func() { do(folder.Text) })
}

// folderForm asks for a folder in the entry.
func folderForm(title, text, confirm, usual string) (dialogs.Form, *widgets.Entry) {
	folder := widgets.NewEntry()
	folder.Replace = true
	folder.SetText(usual)
	return dialogs.Form{
		Title:   title,
		Text:    text,
		Confirm: confirm,
		Fields:  []dialogs.Field{{Name: words.T("Folder, as of a USB stick"), Input: folder}},
		OnConfirm: func() error {
			if err := mustBeFolder(folder.Text, usual); err != nil {
				return dialogs.At(folder, err)
			}
			return nil
		},
	}, folder
}

// exportsFolder is where what leaves the station goes, unless somebody says
// otherwise.
func (c *counter) exportsFolder() string {
	return filepath.Join(string(c.ledger.Folder()), "exports")
}

// mustBeFolder makes the usual folder. Another has to be there: a mistyped
// name must not become a new folder that nobody looks into.
func mustBeFolder(path, usual string) error {
	if path == usual {
		return os.MkdirAll(path, 0o700)
	}
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return phrase.Errorf("there is no folder %s; check its name, or plug the stick in", path)
	}
	return nil
}

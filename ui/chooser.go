package ui

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"counterfoil/ledger/phrase"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// fileQuestion asks for a file: one of the newest in a folder, or any other.
type fileQuestion struct {
	title, text, confirm string
	folder               *string // where the last one was
	newest               func(folder string, most int) []string
	folders              bool // a folder is an answer, too
	take                 func(path string)
	closed               func() // afterwards; nil: nothing
}

// fewFiles is how many a list to choose from has: one a digit.
const fewFiles = 9

// fileOr asks for a file, unless one was given, as by dropping it.
func (s *stage) fileOr(given string, q fileQuestion) {
	if given == "" {
		s.askFile(q)
		return
	}
	q.take(given)
}

func (s *stage) askFile(q fileQuestion) {
	newest := q.newest(*q.folder, fewFiles)
	names := make([]string, len(newest))
	for i, file := range newest {
		names[i] = filepath.Base(file)
	}
	elsewhere, taken := false, ""
	choice, path := widgets.NewChoice(names...), widgets.NewEntry()
	path.TakesScans = true // a path that is pasted by a macro looks like one
	s.answer = func(dropped string) {
		path.SetText(dropped)
		s.window.Canvas().Focus(path)
	}
	fields := []dialogs.Field{{Name: words.T("The file, or a folder to choose from"), Input: path}}
	if len(newest) > 0 {
		fields = slices.Insert(fields, 0, dialogs.Field{
			Name: words.T("The newest in %s (press its digit)", *q.folder), Input: choice, Needed: func() bool { return !path.Filled() },
		})
		fields[1].Name, fields[1].Needed = words.T("Or another file, or another folder to choose from"), dialogs.Optional
	}
	if q.folders {
		fields[len(fields)-1].Name = words.T("Or a path: a file, or a folder")
	}
	s.dialogs.Open(dialogs.Form{
		Title: q.title, Text: q.text, Fields: fields, Confirm: q.confirm,
		OnConfirm: func() error {
			file := strings.TrimSpace(path.Text)
			if picked, _ := choice.Picked(); picked >= 0 && file == "" {
				file = newest[picked]
			}
			info, err := os.Stat(file)
			if err != nil {
				return dialogs.At(path, phrase.Errorf("%s cannot be read; check the path", file))
			}
			if elsewhere = info.IsDir() && !q.folders; elsewhere {
				*q.folder = file
				return nil
			}
			taken, *q.folder = file, filepath.Dir(file)
			return nil
		},
		OnClosed: func(confirmed bool) {
			s.answer = nil
			if q.closed != nil {
				q.closed()
			}
			switch {
			case confirmed && elsewhere:
				s.askFile(q)
			case confirmed:
				q.take(taken)
			}
		},
	})
}

// newestOf lists the files of a folder with one of the endings, newest first.
func newestOf(endings ...string) func(folder string, most int) []string {
	return func(folder string, most int) []string {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return nil
		}
		var found []os.FileInfo
		for _, e := range entries {
			info, err := e.Info()
			if err == nil && info.Mode().IsRegular() && slices.ContainsFunc(endings, func(ending string) bool { return strings.HasSuffix(strings.ToLower(e.Name()), ending) }) {
				found = append(found, info)
			}
		}
		slices.SortFunc(found, func(a, b os.FileInfo) int {
			return cmp.Or(b.ModTime().Compare(a.ModTime()), strings.Compare(a.Name(), b.Name()))
		})
		var paths []string
		for _, info := range found[:min(most, len(found))] {
			paths = append(paths, filepath.Join(folder, info.Name()))
		}
		return paths
	}
}

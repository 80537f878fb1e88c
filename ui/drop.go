package ui

import (
	"strings"

	"fyne.io/fyne/v2"
)

// takesDrops is a screen on which dropping files does what choosing them does.
type takesDrops interface{ dropped(paths []string) }

// drop hands over files that were dropped on the window: to the question for a
// file that is open, else to the screen. False: neither takes any.
func (s *stage) drop(files []fyne.URI) bool {
	paths := make([]string, len(files))
	for i, file := range files {
		paths[i] = file.Path()
	}
	on, takes := s.screen.(takesDrops)
	switch {
	case len(paths) == 0:
	case s.dialogs.Showing() && s.answer != nil:
		s.answer(paths[0])
	case takes && !s.dialogs.Showing():
		on.dropped(paths)
	default:
		return false
	}
	return true
}

// isBundle tells a bundle, or a folder with what a merge wrote, from a list of
// billing.
func isBundle(path string) bool {
	name := strings.ToLower(path)
	return strings.HasSuffix(name, ".zip") || strings.HasSuffix(name, ".zip.age") || isFolder(path)
}

// bundleAndList are the first of each among files that were dropped; "": none.
func bundleAndList(paths []string) (bundle, list string) {
	for _, path := range paths {
		switch {
		case isBundle(path) && bundle == "":
			bundle = path
		case !isBundle(path) && list == "":
			list = path
		}
	}
	return bundle, list
}

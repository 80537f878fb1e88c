package picture

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"counterfoil/ledger/phrase"
)

// Watched is a folder where a scanner or a phone drops pictures of bills. It is
// looked into again and again; it needs no more than that the files in it can
// be listed.
type Watched struct {
	path string
	seen map[string]state // as of the last look
	left map[string]state // those that no stub or copy came of
}

// state is what tells a file that is still being written.
type state struct {
	size    int64
	changed time.Time
}

// Watch returns the folder; it need not exist yet.
func Watch(path string) *Watched {
	return &Watched{path: path, seen: map[string]state{}, left: map[string]state{}}
}

// Path is where the folder is.
func (w *Watched) Path() string { return w.path }

// takenFolder is where pictures go that were taken. None is ever deleted.
const takenFolder = "taken"

// Next returns the oldest picture that did not change since the last look, or
// "". One that was left is not returned again until it changes.
func (w *Watched) Next() (path string, err error) {
	entries, err := os.ReadDir(w.path)
	if err != nil {
		return "", err
	}
	now := map[string]state{}
	var oldest time.Time
	for _, e := range entries {
		name := e.Name()
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || info.Size() == 0 || strings.HasPrefix(name, ".") || !looksLikePicture(name) {
			continue
		}
		s := state{info.Size(), info.ModTime()}
		now[name] = s
		if w.seen[name] != s || w.left[name] == s {
			continue
		}
		if path == "" || s.changed.Before(oldest) {
			path, oldest = filepath.Join(w.path, name), s.changed
		}
	}
	w.seen = now
	return path, nil
}

var suffixes = []string{".jpg", ".jpeg", ".png", ".tif", ".tiff", ".gif", ".bmp", ".webp", ".pdf"}

// Newest lists the pictures in a folder, the newest first, at most so many. It
// is empty when the folder cannot be read.
func Newest(folder string, most int) []string {
	entries, _ := os.ReadDir(folder)
	changed := map[string]time.Time{}
	var names []string
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && !strings.HasPrefix(e.Name(), ".") && looksLikePicture(e.Name()) {
			names, changed[e.Name()] = append(names, e.Name()), info.ModTime()
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return changed[b].Compare(changed[a]) })
	files := names[:min(most, len(names))]
	for i, name := range files {
		files[i] = filepath.Join(folder, name)
	}
	return files
}

func looksLikePicture(name string) bool {
	return slices.Contains(suffixes, strings.ToLower(filepath.Ext(name)))
}

// Leave leaves a file where it is, because nothing can be made of it.
func (w *Watched) Leave(path string) {
	name := filepath.Base(path)
	w.left[name] = w.seen[name]
}

// Taken moves a file that was taken out of the way.
func (w *Watched) Taken(path string) error {
	folder := filepath.Join(w.path, takenFolder)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	ending := filepath.Ext(path)
	name := strings.TrimSuffix(filepath.Base(path), ending)
	const enough = 10_000
	for n := range enough {
		to := filepath.Join(folder, name+ending)
		if n > 0 {
			to = filepath.Join(folder, fmt.Sprintf("%s-%d%s", name, n+1, ending))
		}
		if _, err := os.Lstat(to); errors.Is(err, os.ErrNotExist) {
			return os.Rename(path, to)
		}
	}
	return phrase.Errorf("%s is full of files named %s; move them away", folder, name)
}

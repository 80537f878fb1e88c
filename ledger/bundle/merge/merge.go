// Package merge makes one city-wide set out of the bundles of many stations and
// days. Every payment is in it once, as it stands after all of them: what a
// later batch reversed is void, what billing rejected and a later batch carries
// again counts once, and accounts are as they were corrected last.
//
// The same bundles give the same bytes in whatever order they are named. Their
// rows lie in a database in a folder of the caller's while they are put
// together, so that memory does not grow with their number.
package merge

import (
	"cmp"
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"filippo.io/age"

	"counterfoil/ledger/bundle"
	"counterfoil/ledger/phrase"
)

// Options are what a caller knows of the bundles, and wants to be told.
type Options struct {
	// Known is what is known of a bundle beforehand; nil: each is checked against
	// the key that it brings along.
	Known      func(*bundle.Bundle) (bundle.Known, error)
	Identities []age.Identity // that may decrypt bundles
	Progress   bundle.Progress
}

// Aside is a bundle that is not in the set, and why.
type Aside struct {
	Path string      `json:"path"`
	Why  phrase.Text `json:"why"`
}

// Source is a bundle that is in the set.
type Source struct {
	bundle.Manifest
	Path   string
	Digest string // SHA-256 of the ZIP file
}

// Name is what the bundle is called, encrypted or not. Verify has held it
// against the manifest.
func (s Source) Name() string { return strings.TrimSuffix(filepath.Base(s.Path), ".age") }

// Made is when the batch was made.
func (s Source) Made() time.Time {
	at, _ := time.Parse(time.RFC3339, s.MadeAt) // Verify has read it
	return at
}

// Made is when the newest of the bundles was made: the set is as of then.
func (s *Set) Made() (at time.Time) {
	for _, source := range s.Sources {
		if made := source.Made(); made.After(at) {
			at = made
		}
	}
	return at
}

// Gap are batches of a station that are not in the set though a later one is.
type Gap struct {
	Station string `json:"station"`
	From    int64  `json:"from"`
	To      int64  `json:"to"`
}

// Set is a merged set. It lies on the disk until Close.
type Set struct {
	Sources  []Source // by station and batch
	Repeated []string // paths of further copies of a source
	SetAside []Aside  // by path
	Gaps     []Gap
	Figures  Figures

	work  string
	store *store
}

// Merge reads the bundles at the paths. The work folder is where the set lies
// until Close; the bundles stay as they are. The error is that the work folder
// cannot be written or that ctx ended: a bundle that cannot be read, or that
// contradicts another one, is set aside.
func Merge(ctx context.Context, paths []string, work string, o Options) (_ *Set, err error) {
	if o.Progress == nil {
		o.Progress = func(float64) {}
	}
	s := &Set{}
	if s.work, err = os.MkdirTemp(work, ".merge-*"); err != nil {
		return nil, unavailable(err, "%s cannot be written: %s; choose another folder", work, err)
	}
	defer func() {
		if err != nil {
			s.Close()
		}
	}()
	if s.store, err = openStore(filepath.Join(s.work, "set.db")); err != nil {
		return nil, err
	}
	found, err := s.look(ctx, paths, o)
	if err != nil {
		return nil, err
	}
	if err := s.choose(found, o); err != nil {
		return nil, err
	}
	if err := s.load(ctx, o); err != nil {
		return nil, err
	}
	if s.Figures, err = s.store.figures(ctx, s.Sources); err != nil {
		return nil, err
	}
	o.Progress(1)
	return s, nil
}

// Close removes what the set had on the disk.
func (s *Set) Close() error {
	var err error
	if s.store != nil {
		err = s.store.close()
	}
	return cmp.Or(os.RemoveAll(s.work), err)
}

// candidate is a bundle that was opened and found whole.
type candidate struct {
	Source
	rows  string      // SHA-256 of its journal: two with the same carry the same
	aside phrase.Text // why it is not in the set; empty: it is
}

const (
	lookedAt = 0.6 // of the work
	loadedAt = 1.0
)

// look opens the bundles and verifies one of each. Copies with the same bytes
// are one, also where a copy was given another name.
func (s *Set) look(ctx context.Context, paths []string, o Options) ([]*candidate, error) {
	copies := map[string][]string{} // by digest
	for _, path := range slices.Sorted(slices.Values(paths)) {
		digest, err := digestOf(path, o)
		if err != nil {
			s.SetAside = append(s.SetAside, Aside{path, phrase.Of("%s", err)})
			continue
		}
		copies[digest] = append(copies[digest], path)
	}
	var found []*candidate
	for i, digest := range slices.Sorted(maps.Keys(copies)) {
		part := func(fraction float64) { o.Progress(lookedAt * (float64(i) + fraction) / float64(len(copies))) }
		c, err := s.lookAt(ctx, copies[digest], o, part)
		if err != nil {
			return nil, err
		}
		if c == nil {
			continue
		}
		c.Digest = digest
		if err := s.store.note(ctx, c.Path, o, int64(len(found))); err != nil {
			return nil, err
		}
		found = append(found, c)
	}
	return found, nil
}

func digestOf(path string, o Options) (string, error) {
	b, err := bundle.Open(path, o.Identities...)
	if err != nil {
		return "", err
	}
	defer b.Close()
	if _, err := b.Manifest(); err != nil {
		return "", err
	}
	return b.Digest()
}

// lookAt verifies a bundle by its copies: the first that holds is taken, and
// the rest are repetitions. Nil: none holds.
func (s *Set) lookAt(ctx context.Context, copies []string, o Options, progress bundle.Progress) (*candidate, error) {
	for i, path := range copies {
		c, why, err := verify(ctx, path, o, progress)
		if err != nil {
			return nil, err
		}
		if why == nil {
			rest := slices.Delete(slices.Clone(copies), i, i+1)
			s.Repeated = append(s.Repeated, rest...)
			s.SetAside = slices.DeleteFunc(s.SetAside, func(a Aside) bool { return slices.Contains(rest, a.Path) })
			return c, nil
		}
		s.SetAside = append(s.SetAside, Aside{path, phrase.Of("%s", why)})
	}
	return nil, nil
}

// verify holds a bundle against every rule; why says what does not hold.
func verify(ctx context.Context, path string, o Options, progress bundle.Progress) (c *candidate, why, err error) {
	b, err := bundle.Open(path, o.Identities...)
	if err != nil {
		return nil, err, nil
	}
	defer b.Close()
	c = &candidate{Source: Source{Path: path}}
	if c.Manifest, err = b.Manifest(); err != nil {
		return nil, err, nil
	}
	var known bundle.Known
	if o.Known != nil {
		if known, err = o.Known(b); err != nil {
			return nil, nil, err
		}
	}
	findings, err := b.Verify(ctx, known, progress)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range findings {
		if !f.OK {
			return nil, phrase.Errorf("a check did not hold: %s: %s", phrase.Word(f.Name), f.Said), nil
		}
	}
	for _, file := range c.Files {
		if file.Name == "journal.jsonl" {
			c.rows = file.SHA256
		}
	}
	return c, nil, nil
}

// choose leaves out copies of the same batch, and bundles that contradict each
// other.
func (s *Set) choose(found []*candidate, o Options) error {
	if err := s.findForks(found, o); err != nil {
		return err
	}
	order := func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(a.Station, b.Station), cmp.Compare(a.Batch, b.Batch), cmp.Compare(a.Digest, b.Digest), cmp.Compare(filepath.Base(a.Path), filepath.Base(b.Path)))
	}
	slices.SortStableFunc(found, order)
	for _, c := range found {
		last := len(s.Sources) - 1
		switch {
		case c.aside.String() != "":
			s.SetAside = append(s.SetAside, Aside{c.Path, c.aside})
		case last >= 0 && s.Sources[last].Station == c.Station && s.Sources[last].Batch == c.Batch:
			s.Repeated = append(s.Repeated, c.Path)
		default:
			s.addGap(last, c)
			s.Sources = append(s.Sources, c.Source)
		}
	}
	slices.SortFunc(s.SetAside, func(a, b Aside) int {
		return cmp.Or(cmp.Compare(filepath.Base(a.Path), filepath.Base(b.Path)), cmp.Compare(a.Path, b.Path))
	})
	return nil
}

// addGap notes the batches that are missing before one.
func (s *Set) addGap(last int, c *candidate) {
	next := int64(1)
	if last >= 0 && s.Sources[last].Station == c.Station {
		next = s.Sources[last].Batch + 1
	}
	if c.Batch > next {
		s.Gaps = append(s.Gaps, Gap{c.Station, next, c.Batch - 1})
	}
}

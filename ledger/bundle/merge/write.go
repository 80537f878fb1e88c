package merge

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"counterfoil/ledger"
	"counterfoil/ledger/durable"
	"counterfoil/ledger/layout"
	"counterfoil/ledger/phrase"
)

// Document is a file that goes along with a set, such as its reconciliation.
type Document struct {
	Name    string
	Content []byte
}

// Files of a set that a bundle does not have.
const (
	setFile      = "set.json"
	workbookFile = "payments.xlsx"

	profilePrefix = "profile_" // as in a bundle
)

// WriteFolder writes the set into a new folder: the CSV files of a bundle, its
// figures as set.json, payments.xlsx, one file for each profile, and documents.
// The folder gets its name when it is whole; one that is there already must be
// empty.
func (s *Set) WriteFolder(ctx context.Context, folder string, profiles []*layout.Profile, o Options, documents ...Document) (err error) {
	if names, err := os.ReadDir(folder); err == nil && len(names) > 0 {
		return ledger.NewError(ledger.Conflict, "", "%s is not empty; name a new folder for the set", folder)
	}
	work, err := os.MkdirTemp(filepath.Dir(filepath.Clean(folder)), ".new-"+filepath.Base(folder)+"-*")
	if err != nil {
		return cannotWrite(folder, err)
	}
	defer os.RemoveAll(work)
	for _, t := range tables {
		if err := writeFile(work, t.name, func(w io.Writer) error { return s.writeCSV(ctx, w, t) }); err != nil {
			return cannotWrite(folder, err)
		}
	}
	if err := s.writeProfiles(ctx, work, profiles, o); err != nil {
		return err
	}
	text, err := s.json()
	if err != nil {
		return err
	}
	documents = append(slices.Clone(documents), Document{setFile, text})
	for _, d := range documents {
		if err := writeFile(work, d.Name, func(w io.Writer) error { _, err := w.Write(d.Content); return err }); err != nil {
			return cannotWrite(folder, err)
		}
	}
	if err := writeFile(work, workbookFile, func(w io.Writer) error { return s.writeBook(ctx, w) }); err != nil {
		return cannotWrite(folder, err)
	}
	if err := durable.SyncFolder(work); err != nil {
		return cannotWrite(folder, err)
	}
	if err := os.Chmod(work, 0o700); err != nil {
		return cannotWrite(folder, err)
	}
	if err := os.Remove(folder); err != nil && !errors.Is(err, os.ErrNotExist) {
		return cannotWrite(folder, err)
	}
	if err := os.Rename(work, folder); err != nil {
		return cannotWrite(folder, err)
	}
	return durable.SyncFolder(filepath.Dir(filepath.Clean(folder)))
}

func cannotWrite(path string, err error) error {
	var known *ledger.Error
	if errors.As(err, &known) || errors.Is(err, context.Canceled) {
		return err
	}
	return unavailable(err, "%s cannot be written: %s; check the disk or choose another place", path, err)
}

func unavailable(cause error, format string, args ...any) error {
	e := ledger.NewError(ledger.Unavailable, "", format, args...)
	e.Cause = cause
	return e
}

// WriteWorkbook writes the set as one workbook.
func (s *Set) WriteWorkbook(ctx context.Context, path string) error {
	reader, writer := io.Pipe()
	go func() { writer.CloseWithError(s.writeBook(ctx, writer)) }()
	err := durable.WriteFile(path, reader, 0o600)
	reader.CloseWithError(err) // the writer must not wait for a reader that gave up
	if err != nil {
		return cannotWrite(path, err)
	}
	return nil
}

// writeFile writes one file of a folder that has no name of its own yet.
func writeFile(folder, name string, write func(io.Writer) error) error {
	file, err := os.OpenFile(filepath.Join(folder, name), os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	w := bufio.NewWriterSize(file, 1<<20)
	if err := write(w); err != nil {
		return err
	}
	return errors.Join(w.Flush(), file.Sync(), file.Close())
}

func (s *Set) writeCSV(ctx context.Context, to io.Writer, t table) error {
	w := csv.NewWriter(to)
	w.UseCRLF = true
	if columns, known := s.store.columns[t.name]; known {
		if err := w.Write(columns); err != nil {
			return err
		}
	}
	for row, err := range s.store.rows(ctx, t) {
		if err == nil {
			err = w.Write(row.values)
		}
		if err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// writeProfiles writes the files that billing systems load, from what stands.
func (s *Set) writeProfiles(ctx context.Context, folder string, profiles []*layout.Profile, o Options) error {
	if len(profiles) == 0 {
		return nil
	}
	if err := s.keepForProfiles(ctx, o); err != nil {
		return err
	}
	for _, p := range profiles {
		for _, file := range p.Files() {
			err := writeFile(folder, profilePrefix+file.Name, func(w io.Writer) error {
				_, err := p.Write(w, file, s.layoutSet(), s.work, s.forProfiles(ctx))
				return err
			})
			if err != nil {
				return phrase.Errorf("profile %s: %w", p.Name, err)
			}
		}
	}
	return nil
}

// layoutSet says whose payments a profile's file holds.
func (s *Set) layoutSet() layout.Set {
	set := layout.Set{MadeAt: s.Made()}
	for _, source := range s.Sources {
		set.City = source.City
		if set.From == "" || string(source.From) < set.From {
			set.From = string(source.From)
		}
		set.To = max(set.To, string(source.To))
	}
	return set
}

package merge

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
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

// Sum is what a set is, in short.
type Sum struct {
	Payments int64   `json:"payments"` // that stand
	Total    string  `json:"total"`
	Bundles  int     `json:"bundles"`
	Repeated int     `json:"repeated"`
	SetAside []Aside `json:"set_aside"`
}

// Sum is the set in short, with the paths as they were given.
func (s *Set) Sum() Sum {
	return Sum{s.Figures.Payments, s.Figures.Total.String(), len(s.Sources), len(s.Repeated), append([]Aside{}, s.SetAside...)}
}

// setJSON is what set.json says.
type setJSON struct {
	Sum
	Missing   []Gap `json:"missing"`
	Lines     int64 `json:"lines"`
	Void      int64 `json:"void"`
	Reversals int64 `json:"reversals"`
	Holds     int64 `json:"holds"`

	Stations []stationJSON `json:"stations"`
	Days     []dayJSON     `json:"days"`
	Twice    []billJSON    `json:"paid_at_two_counters"`
	Sources  []sourceJSON  `json:"sources"`
}

type stationJSON struct {
	Station  string       `json:"station"`
	City     string       `json:"city"`
	From     ledger.Day   `json:"from"`
	To       ledger.Day   `json:"to"`
	First    int64        `json:"first_batch"`
	Last     int64        `json:"last_batch"`
	Payments int64        `json:"payments"`
	Total    string       `json:"total"`
	Tenders  ledger.Tally `json:"tenders"`
}

type dayJSON struct {
	Day      ledger.Day `json:"day"`
	Payments int64      `json:"payments"`
	Total    string     `json:"total"`
}

type billJSON struct {
	Account  string   `json:"account"`
	Bill     string   `json:"bill"`
	Receipts []string `json:"receipts"`
}

type sourceJSON struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// json writes what the set is, the same wherever the bundles lie.
func (s *Set) json() ([]byte, error) {
	f := s.Figures
	out := setJSON{
		Sum: s.Sum(), Missing: append([]Gap{}, s.Gaps...),
		Lines: f.Lines, Void: f.Void, Reversals: f.Reversals, Holds: f.Holds, Stations: []stationJSON{}, Days: []dayJSON{}, Twice: []billJSON{}, Sources: []sourceJSON{},
	}
	for i := range out.SetAside {
		out.SetAside[i].Path = filepath.Base(out.SetAside[i].Path)
	}
	for _, t := range f.Stations {
		out.Stations = append(out.Stations, stationJSON{t.Station, t.City, t.From, t.To, t.First, t.Last, t.Payments, t.Total.String(), t.Tenders})
	}
	for _, d := range f.Days {
		out.Days = append(out.Days, dayJSON{d.Day, d.Payments, d.Total.String()})
	}
	for _, b := range f.Twice {
		bill := billJSON{Account: b.Account, Bill: b.Bill}
		for _, p := range b.Payments {
			bill.Receipts = append(bill.Receipts, p.Receipt)
		}
		out.Twice = append(out.Twice, bill)
	}
	for _, source := range s.Sources {
		out.Sources = append(out.Sources, sourceJSON{source.Name(), source.Digest})
	}
	text, err := json.MarshalIndent(out, "", "  ")
	return append(text, '\n'), err
}

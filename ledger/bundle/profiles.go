package bundle

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/layout"
	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

// Profile is what the manifest says of an export profile: the files in
// billing's own form, or why there is none.
type Profile struct {
	Name   string        `json:"name"`
	Layout string        `json:"layout"` // the file of the bundle with the profile's TOML
	Files  []ProfileFile `json:"files"`  // none: see Stopped
	// Stopped names the receipt that the profile has no room for.
	Stopped string `json:"stopped,omitempty"`
}

// ProfileFile is one file of a profile.
type ProfileFile struct {
	Name      string      `json:"name"`
	Rows      int64       `json:"rows"`
	Records   int64       `json:"records"`
	Posted    layout.Side `json:"posted"`   // to be posted
	Reversed  layout.Side `json:"reversed"` // to be taken back
	HashTotal string      `json:"hash_total"`
}

// differences names what the manifest says of a profile and the journal does
// not give.
func (p Profile) differences(made Profile) (wrong problems) {
	wrong.compare("name", p.Name, made.Name)
	wrong.compare("layout", p.Layout, made.Layout)
	wrong.compare("stopped", p.Stopped, made.Stopped)
	wrong.compare("files", len(p.Files), len(made.Files))
	for i := range min(len(p.Files), len(made.Files)) {
		said, given := p.Files[i], made.Files[i]
		wrong.compare("name of a file", said.Name, given.Name)
		wrong.compare(given.Name+": rows", said.Rows, given.Rows)
		wrong.compare(given.Name+": records", said.Records, given.Records)
		wrong.compare(given.Name+": posted.payments", said.Posted.Payments, given.Posted.Payments)
		wrong.compare(given.Name+": posted.total", said.Posted.Total, given.Posted.Total)
		wrong.compare(given.Name+": reversed.payments", said.Reversed.Payments, given.Reversed.Payments)
		wrong.compare(given.Name+": reversed.total", said.Reversed.Total, given.Reversed.Total)
		wrong.compare(given.Name+": hash_total", said.HashTotal, given.HashTotal)
	}
	return wrong
}

// profilePrefix begins the name of every file of a profile, which therefore is
// no other file's.
const profilePrefix = "profile_"

func layoutFile(p *layout.Profile) string { return profilePrefix + p.Name + "_layout.toml" }

// setOf says for a profile whose payments a batch holds.
func setOf(m Manifest, from, to ledger.Day) (layout.Set, error) {
	madeAt, err := time.Parse(time.RFC3339, m.MadeAt)
	if err != nil {
		return layout.Set{}, phrase.Errorf("made_at of the manifest: %w", err)
	}
	return layout.Set{City: m.City, Station: m.Station, Batch: m.Batch, MadeAt: madeAt, From: string(from), To: string(to)}, nil
}

// forms are the files of all profiles, written as the payments of a batch go
// by, or made again beside those that a bundle has.
type forms struct {
	batch int64
	all   []*form
	sums  formSums
}

// formSums are what every profile must add up to.
type formSums struct{ posted, reversed, rejected money.Amount }

// form is one profile's files.
type form struct {
	profile *layout.Profile
	files   []*formFile
	stop    *layout.Stop
	failed  error // other than a stop
}

type formFile struct {
	name   string
	to     io.Writer
	writer *layout.Writer
	totals layout.Totals
}

// begin starts the files of a profile. What a header with totals holds back
// lies in the folder temp.
func (f *forms) begin(p *layout.Profile, set layout.Set, temp string, create func(name string) (io.Writer, error)) (*form, error) {
	one := &form{profile: p}
	for _, file := range p.Files() {
		to, err := create(profilePrefix + file.Name)
		if err != nil {
			return nil, err
		}
		one.files = append(one.files, &formFile{name: profilePrefix + file.Name, to: to, writer: p.NewWriter(to, file, set, temp)})
	}
	f.all = append(f.all, one)
	return one, nil
}

// beside gives the payments on and writes them into every profile's files.
func (f *forms) beside(carried iter.Seq2[ledger.Carried, error]) iter.Seq2[ledger.Carried, error] {
	return func(yield func(ledger.Carried, error) bool) {
		for c, err := range carried {
			if err == nil {
				err = f.add(c)
			}
			if !yield(c, err) {
				return
			}
		}
	}
}

func (f *forms) add(c ledger.Carried) error {
	p, takes, err := payment(c, f.batch)
	if err == nil {
		err = f.sums.add(p, takes)
	}
	if err != nil || !takes {
		return err
	}
	for _, one := range f.all {
		for _, file := range one.files {
			if one.stop != nil || one.failed != nil {
				break
			}
			if err := file.writer.Add(p); err != nil && !errors.As(err, &one.stop) {
				one.failed = err
			}
		}
	}
	return nil
}

func (s *formSums) add(p layout.Payment, takes bool) (err error) {
	for i, line := range p.Lines {
		sum := &s.posted
		switch kept := len(p.Only) == 0 || slices.Contains(p.Only, i+1); {
		case p.Reversal && takes && kept:
			sum = &s.reversed
		case p.Reversal:
			sum = &s.rejected
		case !takes || !kept:
			continue
		}
		if *sum, err = sum.Add(line.Amount); err != nil {
			return err
		}
	}
	return nil
}

// finish ends the files of a profile and tells of them.
func (one *form) finish() (Profile, error) {
	said := Profile{Name: one.profile.Name, Layout: layoutFile(one.profile), Files: []ProfileFile{}}
	if one.failed != nil {
		return said, one.failed
	}
	for _, file := range one.files {
		if one.stop != nil {
			break
		}
		var err error
		if file.totals, err = file.writer.Finish(); err != nil && !errors.As(err, &one.stop) {
			return said, err
		}
	}
	if one.stop != nil {
		said.Stopped = one.stop.Error()
		return said, nil
	}
	// A file of reversals is there when there is a reversal in it.
	one.files = slices.DeleteFunc(one.files, func(file *formFile) bool {
		return file != one.files[0] && file.totals.Rows == 0
	})
	for _, file := range one.files {
		t := file.totals
		said.Files = append(said.Files, ProfileFile{file.name, t.Rows, t.Records, t.Posted, t.Reversed, t.Accounts.String()})
	}
	return said, nil
}

func (f *forms) discard() {
	for _, one := range f.all {
		for _, file := range one.files {
			file.writer.Discard()
		}
	}
}

// payment tells a profile of a payment that the batch carries. One that was
// void before any batch carried it is never posted, and neither is a reversal
// taken back of which billing rejected every line.
func payment(c ledger.Carried, batch int64) (_ layout.Payment, takes bool, err error) {
	p := layout.Payment{
		ID: c.Payment.ID, Receipt: c.Number, Station: c.Station, Clerk: c.Clerk, Received: c.Received(), Recorded: c.At, Day: string(c.Day),
		Payor: c.Payment.Payor, Note: c.Payment.Note, Book: paperNumber(c), Replaces: c.Payment.Replaces, Batch: batch, Seq: c.Seq,
		Reversal: c.Reversal, Again: c.Again, Only: c.Lines,
	}
	if h := c.Payment.Handwritten; h != nil {
		p.Writer = h.Writer
	}
	takes = c.Void == nil || c.Reversal
	for n, line := range c.Payment.Lines {
		if c.Reversal && billingOf(c, n+1) == "" {
			p.Only = append(p.Only, n+1)
		}
		out := layout.Line{
			Account: c.AccountOf(n + 1), Bill: line.Bill, BillDate: string(line.BillDate), Due: string(line.Due),
			AmountDue: line.AmountDue, Amount: line.Amount, Scan: line.Scan, AutoPay: onAutoPay(c, n+1),
		}
		for _, fund := range line.Funds {
			out.Funds = append(out.Funds, layout.Fund{Name: fund.Name, Amount: fund.Amount})
		}
		p.Lines = append(p.Lines, out)
	}
	given, err := givenBack(c)
	if err != nil {
		return p, false, err
	}
	for n, t := range c.Payment.Tenders {
		p.Tenders = append(p.Tenders, layout.Tender{
			Kind: string(t.Kind), Handed: t.Amount, Change: given[n], Number: t.Number, Routing: t.Routing, Last4: t.Last4, Name: t.Name, Date: string(t.Date),
		})
	}
	return p, takes && !(c.Reversal && len(p.Only) == 0), nil
}

// beginProfiles begins the files of the profiles that were in force when the
// batch was made.
func (w *writer) beginProfiles() (*forms, error) {
	f := &forms{batch: w.batch.Number}
	profiles, err := w.ledger.Layouts(w.batch)
	if err != nil {
		return nil, err
	}
	set, err := setOf(w.manifest, w.batch.From, w.batch.To)
	if err != nil {
		return nil, err
	}
	for _, p := range profiles {
		if _, err := f.begin(p, set, w.work, func(name string) (io.Writer, error) { return newPart(w.work, name) }); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// writeProfiles ends the files and lists them, each behind its layout. One
// that had to stop is left out; the manifest says why.
func (w *writer) writeProfiles(f *forms) error {
	w.manifest.Profiles = []Profile{}
	for _, one := range f.all {
		said, err := one.finish()
		if err != nil {
			return err
		}
		w.manifest.Profiles = append(w.manifest.Profiles, said)
		if err := w.part(said.Layout, content(one.profile.Text)); err != nil {
			return err
		}
		for _, file := range one.files {
			part := file.to.(*part)
			if one.stop != nil {
				part.file.Close()
				continue
			}
			w.parts = append(w.parts, part)
			if err := w.list(part); err != nil {
				return err
			}
		}
	}
	return nil
}

// fingerprint is the size and SHA-256 of what is written to it.
type fingerprint struct {
	size int64
	sum  hash.Hash
}

func (m *fingerprint) Write(text []byte) (int, error) {
	m.size += int64(len(text))
	return m.sum.Write(text)
}

// unlistedFactor bounds the work for a file that had to stop, or has no rows:
// so many times the size of the bundle.
const unlistedFactor = 64

// readProfiles begins the profiles' files again, from the layouts that the
// bundle brings along.
func (v *verification) readProfiles() (*forms, error) {
	f := &forms{batch: v.manifest.Batch}
	if len(v.manifest.Profiles) == 0 {
		return f, nil
	}
	listed, err := v.manifest.files()
	if err != nil {
		return nil, err
	}
	set, err := setOf(v.manifest, v.manifest.From, v.manifest.To)
	if err != nil {
		return nil, err
	}
	for _, said := range v.manifest.Profiles {
		text, err := v.archive.read(said.Layout, layout.MaxBytes)
		if err != nil {
			return nil, err
		}
		p, err := layout.Parse(text)
		if err != nil {
			return nil, phrase.Errorf("%s: %w", said.Layout, err)
		}
		one, err := f.begin(p, set, "", func(string) (io.Writer, error) { return &fingerprint{sum: sha256.New()}, nil })
		if err != nil {
			return nil, err
		}
		for _, file := range one.files {
			most := listed[file.name].Size
			if most == 0 {
				most = unlistedFactor * v.size
			}
			file.writer.Limit(most)
		}
	}
	return f, nil
}

// checkProfiles holds the profiles' files to what the journal gives.
func (v *verification) checkProfiles(f *forms, failed error) {
	for i, one := range f.all {
		said := v.manifest.Profiles[i]
		err := failed
		if err == nil {
			err = v.checkProfile(f, one, said)
		}
		if said.Stopped != "" {
			v.findings.Add("profile "+said.Name, err, "billing has no file to load here: %s", phrase.Word(said.Stopped))
			v.findings[len(v.findings)-1].Ask = err == nil
			continue
		}
		var names []string
		for _, file := range said.Files {
			names = append(names, file.Name)
		}
		v.findings.Add("profile "+said.Name, err, "%s: every record as the journal gives it", strings.Join(names, ", "))
	}
}

func (v *verification) checkProfile(f *forms, one *form, said Profile) error {
	made, err := one.finish()
	if err != nil {
		return err
	}
	if err := said.differences(made).err(); err != nil {
		return err
	}
	if made.Stopped != "" {
		return nil
	}
	listed, err := v.manifest.files()
	if err != nil {
		return err
	}
	var sums formSums
	for _, file := range one.files {
		m := file.to.(*fingerprint)
		if l := listed[file.name]; m.size != l.Size || hex.EncodeToString(m.sum.Sum(nil)) != l.SHA256 {
			return phrase.Errorf("%s is not what the profile makes of the journal", file.name)
		}
		if sums.posted, err = sums.posted.Add(file.totals.Posted.Total); err != nil {
			return err
		}
		if sums.reversed, err = sums.reversed.Add(file.totals.Reversed.Total); err != nil {
			return err
		}
	}
	if sums.rejected = f.sums.rejected; sums != f.sums {
		return phrase.Errorf("it adds up to %s, less %s; the batch to %s, less %s", sums.posted, sums.reversed, f.sums.posted, f.sums.reversed)
	}
	return v.checkSums(f.sums)
}

// checkSums holds what the profiles carry to the manifest's figures.
func (v *verification) checkSums(s formSums) error {
	m := v.manifest
	toPost, err := m.Stands.Total.Add(m.Resubmission.Total)
	if err != nil {
		return err
	}
	back, err := s.reversed.Add(s.rejected)
	if err != nil {
		return err
	}
	if s.posted != toPost || back != m.Reversal.Total {
		return phrase.Errorf("the profiles post %s and take back %s; the manifest's totals are %s and %s", s.posted, back, toPost, m.Reversal.Total)
	}
	return nil
}

// Payments reads the bundle's payments from its journal, for a profile that
// was not in force when it was made. The chain and the signatures are checked
// on the way; that the bundle is the station's is for Verify to say.
func (b *Bundle) Payments(ctx context.Context) (layout.Set, iter.Seq2[layout.Payment, error], error) {
	if b.unread != nil {
		return layout.Set{}, nil, b.unread
	}
	set, err := setOf(b.manifest, b.manifest.From, b.manifest.To)
	if err != nil {
		return set, nil, err
	}
	v := verification{Bundle: b}
	if err := v.readHandovers(); err != nil {
		return set, nil, err
	}
	p := proof{manifest: b.manifest, keys: v.keys, lines: func() iter.Seq2[[]byte, error] { return b.archive.lines(journalFile, maxEntryBytes) }}
	if p.zone, err = b.manifest.location(); err != nil {
		return set, nil, err
	}
	if chain, sequence := p.read(); chain != nil || sequence != nil {
		return set, nil, errors.Join(chain, sequence)
	}
	made, err := p.export()
	if err != nil {
		return set, nil, err
	}
	return set, func(yield func(layout.Payment, error) bool) {
		for c, err := range p.carried(made) {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(layout.Payment{}, err)
				return
			}
			if one, takes, err := payment(c, b.manifest.Batch); (takes || err != nil) && !yield(one, err) {
				return
			}
		}
	}, nil
}

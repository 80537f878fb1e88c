package bundle

import (
	"errors"
	"io"
	"slices"

	"counterfoil/ledger"
	"counterfoil/ledger/layout"
	"counterfoil/ledger/money"
)

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

// add writes a payment into every profile's files.
func (f *forms) add(c ledger.Carried) error {
	p, takes, err := payment(c, f.batch)
	if err == nil {
		err = f.sums.add(p, takes)
	}
	if err != nil || !takes {
		return err
	}
	for _, one := range f.all {
		one.add(p)
	}
	return nil
}

// add writes a payment into the files of a profile, unless one of them had to
// end already.
func (one *form) add(p layout.Payment) {
	for _, file := range one.files {
		if one.stop != nil || one.failed != nil {
			return
		}
		if err := file.writer.Add(p); err != nil && !errors.As(err, &one.stop) {
			one.failed = err
		}
	}
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

// sums are what the files of a profile add up to.
func (one *form) sums() (s formSums, err error) {
	for _, file := range one.files {
		if s.posted, err = s.posted.Add(file.totals.Posted.Total); err != nil {
			return s, err
		}
		if s.reversed, err = s.reversed.Add(file.totals.Reversed.Total); err != nil {
			return s, err
		}
	}
	return s, nil
}

func (f *forms) discard() {
	for _, one := range f.all {
		for _, file := range one.files {
			file.writer.Discard()
		}
	}
}

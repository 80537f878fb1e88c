package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"strings"

	"counterfoil/ledger/layout"
	"counterfoil/ledger/phrase"
)

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
		if err == nil && said.Stopped != "" {
			v.findings.Ask("profile "+said.Name, "billing has no file to load here: %s", phrase.Word(said.Stopped))
			continue
		}
		var files []string
		for _, file := range said.Files {
			files = append(files, file.Name)
		}
		v.findings.Add("profile "+said.Name, err, "%s: every record as the journal gives it", strings.Join(files, ", "))
	}
}

func (v *verification) checkProfile(f *forms, one *form, said Profile) error {
	made, err := one.finish()
	if err == nil {
		err = said.differences(made).err()
	}
	if err != nil || made.Stopped != "" {
		return err
	}
	if err := v.checkFingerprints(one); err != nil {
		return err
	}
	sums, err := one.sums()
	if err != nil {
		return err
	}
	if sums.rejected = f.sums.rejected; sums != f.sums {
		return phrase.Errorf("it adds up to %s, less %s; the batch to %s, less %s", sums.posted, sums.reversed, f.sums.posted, f.sums.reversed)
	}
	return v.checkSums(f.sums)
}

// checkFingerprints holds a profile's files to those that the manifest lists.
func (v *verification) checkFingerprints(one *form) error {
	listed, err := v.manifest.files()
	if err != nil {
		return err
	}
	for _, file := range one.files {
		made, said := file.to.(*fingerprint), listed[file.name]
		if made.size != said.Size || hex.EncodeToString(made.sum.Sum(nil)) != said.SHA256 {
			return phrase.Errorf("%s is not what the profile makes of the journal", file.name)
		}
	}
	return nil
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

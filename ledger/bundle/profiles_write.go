package bundle

import (
	"io"
)

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

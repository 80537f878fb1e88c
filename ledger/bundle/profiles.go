package bundle

import (
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/layout"
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

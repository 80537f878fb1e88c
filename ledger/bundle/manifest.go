package bundle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

// formatVersion changes when an importer written for the old format would
// read a bundle wrongly, and whenever the manifest gains or loses a field.
const formatVersion = 1

// Manifest says what a bundle holds. Its members stand in this order.
type Manifest struct {
	Format    int    `json:"format"`
	City      string `json:"city"`
	Station   string `json:"station"`
	Zone      string `json:"zone"`
	PublicKey string `json:"public_key"`
	Outage    Outage `json:"outage"`

	Batch  int64  `json:"batch"`
	MadeAt string `json:"made_at"`
	MadeBy string `json:"made_by"`

	FromSeq   int64  `json:"from_seq"`
	ToSeq     int64  `json:"to_seq"`
	ChainPrev string `json:"chain_prev"` // hash of the entry before FromSeq
	ChainHead string `json:"chain_head"` // hash of the entry ToSeq

	Figures
	perpetuals // as of ToSeq

	Profiles []Profile    `json:"profiles"` // files in billing's own form
	Files    []ListedFile `json:"files"`
}

// Outage is the one that the payments were taken in.
type Outage struct {
	Number int64  `json:"number"`
	Reason string `json:"reason"`
}

// ListedFile is a file of the bundle.
type ListedFile struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

func (m Manifest) name() string { return nameOf(m.Station, m.From, m.To, m.Batch) }

// trustedComment is the line that minisign shows when the signature holds.
func (m Manifest) trustedComment() string {
	return fmt.Sprintf("counterfoil station=%s batch=%d entries=%d-%d payments=%d reversals=%d total=%s head=%s",
		m.Station, m.Batch, m.FromSeq, m.ToSeq, m.Stands.Payments, m.Reversal.Payments, m.Stands.Total, m.ChainHead)
}

func (m Manifest) encode() ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(m)
	return text.Bytes(), err
}

// parseManifest reads what encode writes and nothing else: a field that is
// unknown, twice or differently spelled could mean one thing here and another
// in finance's importer.
func parseManifest(text []byte) (Manifest, error) {
	var version struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(text, &version); err != nil {
		return Manifest{}, phrase.Errorf("%s cannot be read: %w", manifestFile, err)
	}
	if version.Format != formatVersion {
		return Manifest{}, phrase.Errorf("the bundle has format version %d; this program reads version %d", version.Format, formatVersion)
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return Manifest{}, phrase.Errorf("%s cannot be read: %w", manifestFile, err)
	}
	written, err := m.encode()
	if err == nil && !bytes.Equal(written, text) {
		err = phrase.Errorf("%s is not written as Counterfoil writes it", manifestFile)
	}
	return m, err
}

// Differences names the files that two bundles of one batch do not share:
// those that finance's systems load and the journal that proves them, and the
// others.
func Differences(a, b Manifest) (loaded, others []string) {
	sums := map[string]string{}
	for _, f := range a.Files {
		sums[f.Name] = f.SHA256
	}
	differ := func(name string) {
		if name == journalFile || slices.Contains(tableFiles, name) {
			loaded = append(loaded, name)
		} else {
			others = append(others, name)
		}
	}
	for _, f := range b.Files {
		if sums[f.Name] != f.SHA256 {
			differ(f.Name)
		}
		delete(sums, f.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		differ(name)
	}
	return loaded, others
}

// location is the station's zone.
func (m Manifest) location() (*time.Location, error) {
	if m.Zone == "" || m.Zone == "Local" {
		return nil, phrase.Errorf("the manifest names no time zone")
	}
	return time.LoadLocation(m.Zone)
}

// stamp writes a moment as every file of the bundle does.
func stamp(t time.Time) string { return t.Format(time.RFC3339) }

// files is what the manifest lists, by name.
func (m Manifest) files() (map[string]ListedFile, error) {
	files := map[string]ListedFile{}
	for _, f := range m.Files {
		if _, twice := files[f.Name]; twice {
			return nil, phrase.Errorf("the manifest lists %s twice", f.Name)
		}
		files[f.Name] = f
	}
	for _, name := range listedFiles {
		if _, listed := files[name]; !listed {
			return nil, phrase.Errorf("the manifest does not list %s", name)
		}
	}
	return files, nil
}

// Figures are what a batch's rows add up to.
type Figures struct {
	From         ledger.Day  `json:"from"`
	To           ledger.Day  `json:"to"`
	FirstReceipt string      `json:"first_receipt"` // "" when only reversals are carried
	LastReceipt  string      `json:"last_receipt"`
	HashTotal    string      `json:"hash_total"`
	Stands       Sums        `json:"stands"`
	Void         Sums        `json:"void"`
	Reversal     Sums        `json:"reversal"`
	Resubmission Resubmitted `json:"resubmission"`
	Corrections  int64       `json:"corrections"` // of accounts
	Returned     Returned    `json:"returned"`
}

// Returned are the figures of checks that the bank did not pay.
type Returned struct {
	Checks int64        `json:"checks"`
	Unpaid money.Amount `json:"unpaid"` // again, of what they paid
}

// Sums are the figures of the rows that have one value in the column void.
type Sums struct {
	Payments int64        `json:"payments"`
	Lines    int64        `json:"lines"`
	Total    money.Amount `json:"total"`
	Tenders  ledger.Tally `json:"tenders"` // cash net of change

	AutoPay int64         `json:"autopay"` // lines of accounts that billing drafts as well
	Funds   []ledger.Fund `json:"funds"`   // by name, of the lines whose split is known
}

package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"

	"counterfoil/ledger/durable"
)

// ledgerCreated is the first entry of every journal: whose it is, and the key
// that signs it.
type ledgerCreated struct {
	City      string `json:"city"`
	Station   string `json:"station"`
	Zone      string `json:"zone"`
	PublicKey string `json:"public_key"`
	Training  bool   `json:"training,omitempty"` // a ledger to practice on; its station begins with TRAIN-
}

func (*ledgerCreated) kind() Kind { return "ledger_created" }

func (b *ledgerCreated) project(s *store, _ Entry) error {
	if b.Training != IsTraining(b.Station) {
		return fmt.Errorf("the ledger says training: %t, and its station is %s", b.Training, b.Station)
	}
	for name, value := range map[string]string{"station": b.Station, "zone": b.Zone, "public_key": b.PublicKey} {
		if err := s.exec("INSERT INTO settings (name, value) VALUES (?, ?)", name, value); err != nil {
			return err
		}
	}
	return s.exec("INSERT INTO totals (one, closings, batches, perpetual_voids) VALUES (1,0,0,0)")
}

// settingChanged keeps the text of city.toml, and of the files of scan lines
// and export profiles that it names, each time they are not what they were.
type settingChanged struct {
	SHA256    string `json:"sha256"` // see settings.digest
	Text      string `json:"text"`
	Scanlines string `json:"scanlines,omitempty"`
	// Profiles are the texts of the export profiles' files, by name.
	Profiles map[string]string `json:"profiles,omitempty"`
}

func newSettings(s settings) *settingChanged {
	return &settingChanged{SHA256: s.digest(), Text: string(s.city), Scanlines: string(s.scanlines), Profiles: s.profiles}
}

func (*settingChanged) kind() Kind { return "setting_changed" }

func (b *settingChanged) project(s *store, e Entry) error {
	return s.exec("INSERT INTO city_settings (seq, sha256) VALUES (?, ?)", e.Seq, b.SHA256)
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func init() {
	register(&ledgerCreated{})
	register(&settingChanged{})
}

func (s *store) setting(name string) (string, error) {
	var value string
	err := s.get("SELECT value FROM settings WHERE name = ?", []any{name}, &value)
	return value, err
}

// citySettings returns the digest of the settings in force.
func (s *store) citySettings() (string, error) {
	var sha256 string
	err := s.get("SELECT sha256 FROM city_settings ORDER BY seq DESC LIMIT 1", nil, &sha256)
	return sha256, err
}

// settingsAt returns the settings that were in force at an entry.
func (s *store) settingsAt(seq int64) (settings, error) {
	var at int64
	if err := s.get("SELECT max(seq) FROM city_settings WHERE seq <= ?", []any{seq}, &at); err != nil {
		return settings{}, err
	}
	var b settingChanged
	_, err := s.entry(at, &b)
	set := settings{city: []byte(b.Text), profiles: b.Profiles}
	if b.Scanlines != "" {
		set.scanlines = []byte(b.Scanlines)
	}
	return set, err
}

// cityAt reads the settings that were in force at an entry.
func (s *store) cityAt(seq int64) (City, error) {
	set, err := s.settingsAt(seq)
	if err != nil {
		return City{}, err
	}
	city, err := set.parse()
	if err != nil {
		return city, err
	}
	return s.cityOf(city)
}

// checkIdentity refuses settings or a key that belong to another ledger:
// receipts would carry the wrong station, or signatures nobody can check.
func (l *Ledger) checkIdentity() error {
	for name, have := range map[string]string{
		"station": l.city.Station, "zone": l.city.Zone, "public_key": l.key.Public().String(),
	} {
		kept, err := l.store.setting(name)
		if err != nil {
			return notOurs(l.folder.Ledger(), err)
		}
		if kept != have {
			return errorf(Unavailable, "the ledger in %s has %s %q, but the folder's files say %q; put back the city.toml and station.key that belong to it", l.folder, name, kept, have)
		}
	}
	return nil
}

// noteSettings records settings that were changed since they were last read.
func (l *Ledger) noteSettings(set settings) error {
	kept, err := l.store.citySettings()
	if err != nil {
		return notOurs(l.folder.Ledger(), err)
	}
	if kept == set.digest() {
		return nil
	}
	return l.write("set-up", func(t *tx) error {
		_, err := t.record(newSettings(set))
		return err
	})
}

// finish gives a new ledger its name.
func finish(unfinished, final string) error {
	if err := durable.Rename(unfinished, final); err != nil {
		return errorf(Unavailable, "the new ledger cannot be named %s: %s", final, err).because(err)
	}
	if err := os.Remove(unfinished + "-wal"); err != nil && !errors.Is(err, os.ErrNotExist) {
		return errorf(Unavailable, "%s-wal cannot be removed: %s", unfinished, err).because(err)
	}
	return nil
}

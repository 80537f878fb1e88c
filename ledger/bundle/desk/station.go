package desk

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
)

// Station is what the desk knows of a counter.
type Station struct {
	Code    string  `json:"station"`
	Keys    []Key   `json:"keys"`    // the last one counts
	Batches []Batch `json:"batches"` // seen here, by number
}

// Key is a station's signing key as finance came to know it.
type Key struct {
	Fingerprint string    `json:"fingerprint"`
	Public      string    `json:"public_key,omitempty"` // empty: only the fingerprint was given
	Since       time.Time `json:"since"`
	// FirstSight names the bundle that brought the key. Nobody compared it with
	// paper yet, unless this is empty.
	FirstSight string `json:"first_sight,omitempty"`
}

// Registered tells whether somebody vouched for the key.
func (k Key) Registered() bool { return k.FirstSight == "" }

func (k Key) is(other ledger.PublicKey) bool {
	return k.Fingerprint == other.Fingerprint() && (k.Public == "" || k.Public == other.String())
}

// Batch is a batch that was seen whole.
type Batch struct {
	bundle.Manifest
	Name   string    `json:"name"`   // of the file, without the ending of an encrypted one
	SHA256 string    `json:"sha256"` // of the ZIP file, decrypted
	Seen   time.Time `json:"seen"`   // first
}

// Key is the key that counts, or nil before any was seen.
func (s Station) Key() *Key {
	if len(s.Keys) == 0 {
		return nil
	}
	return &s.Keys[len(s.Keys)-1]
}

// Batch is what was seen under a number, or nil.
func (s Station) Batch(number int64) *Batch {
	for i := range s.Batches {
		if s.Batches[i].Batch == number {
			return &s.Batches[i]
		}
	}
	return nil
}

// newest is the number of the newest batch that was seen; 0: none was.
func (s Station) newest() int64 {
	if len(s.Batches) == 0 {
		return 0
	}
	return s.Batches[len(s.Batches)-1].Batch
}

const stationFolder = "stations"

// Station is what the desk knows of a counter; nothing when it was never heard
// of.
func (d *Desk) Station(code string) (Station, error) {
	s := Station{Code: code}
	if !ledger.IsStation(code) {
		return s, ledger.NewError(ledger.Invalid, "station", "%q is not a station code; it has a capital letter and up to seven letters or digits, like C1", code)
	}
	return s, d.read(&s, stationFolder, code+".json")
}

// Stations are those that the desk knows, by their codes.
func (d *Desk) Stations() ([]Station, error) {
	entries, err := os.ReadDir(d.Path(stationFolder))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, unavailable(err, "%s cannot be read: %s", d.Path(stationFolder), err)
	}
	var stations []Station
	for _, e := range entries {
		code, is := strings.CutSuffix(e.Name(), ".json")
		if !is || !ledger.IsStation(code) {
			continue
		}
		s, err := d.Station(code)
		if err != nil {
			return nil, err
		}
		stations = append(stations, s)
	}
	return stations, nil
}

func (d *Desk) keep(s Station) error { return d.write(s, stationFolder, s.Code+".json") }

// Register makes a key the one that a station's bundles must be signed with.
// The key is a fingerprint as a closing prints it, the text of a public key, or
// the path of a station.pub. Where the station had another, that one counts no
// more: bundles that were not seen before must have the new one.
func (d *Desk) Register(station, key string) (Key, error) {
	k, err := readStationKey(key)
	if err != nil {
		return k, err
	}
	k.Since = d.Now()
	err = d.Change(func() error {
		s, err := d.Station(station)
		if err != nil {
			return err
		}
		if err := d.isFree(station, k); err != nil {
			return err
		}
		if before := s.Key(); before != nil && before.Fingerprint == k.Fingerprint && (k.Public == "" || before.Public == "" || k.Public == before.Public) {
			if k.Public == "" {
				k.Public = before.Public
			}
			*before = k
		} else {
			s.Keys = append(s.Keys, k)
		}
		return d.keep(s)
	})
	return k, err
}

// isFree refuses a key that another station signs with: each makes its own, so
// one of the two codes is a slip.
func (d *Desk) isFree(station string, k Key) error {
	stations, err := d.Stations()
	if err != nil {
		return err
	}
	for _, s := range stations {
		if other := s.Key(); s.Code != station && other != nil && other.Fingerprint == k.Fingerprint {
			return ledger.NewError(ledger.Conflict, "station", "%s is the key of station %s, and no two stations have the same; look at the station's code", k.Fingerprint, s.Code)
		}
	}
	return nil
}

func readStationKey(text string) (Key, error) {
	if fingerprint, err := ledger.ParseFingerprint(text); err == nil {
		return Key{Fingerprint: fingerprint}, nil
	}
	content := []byte(text)
	if file, err := os.ReadFile(filepath.Clean(text)); err == nil {
		content = file
	}
	public, err := ledger.ParsePublicKey(content)
	if err != nil {
		return Key{}, because(err, ledger.NewError(ledger.Invalid, "key", "%.80q is neither a station.pub nor the fingerprint that a closing prints, like 4F1A-09BC-77D2-E310", text))
	}
	return Key{Fingerprint: public.Fingerprint(), Public: public.String()}, nil
}

// remember keeps a batch that was found whole, and at first sight its
// station's key.
func (d *Desk) remember(m bundle.Manifest, name, sum string) error {
	key, err := ledger.ParsePublicKey([]byte(m.PublicKey))
	if err != nil {
		return err
	}
	return d.Change(func() error {
		s, err := d.Station(m.Station)
		if err != nil {
			return err
		}
		if s.Key() == nil {
			s.Keys = []Key{{Fingerprint: key.Fingerprint(), Public: key.String(), Since: d.Now(), FirstSight: name}}
		} else if k := s.Key(); k.Public == "" && k.is(key) {
			k.Public = key.String()
		}
		if s.Batch(m.Batch) == nil {
			s.Batches = append(s.Batches, Batch{Manifest: m, Name: name, SHA256: sum, Seen: d.Now()})
			slices.SortFunc(s.Batches, func(a, b Batch) int { return int(a.Batch - b.Batch) })
		}
		return d.keep(s)
	})
}

package merge

import (
	"encoding/json"
	"path/filepath"

	"counterfoil/ledger"
)

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

package ledger

// recovered says that the ledger was made again from copies, and where it goes
// on. It is signed with the key that it names, which is the one from before
// when a copy had it.
type recovered struct {
	From       string `json:"from"` // what it was made from, in words
	KeyBefore  string `json:"key_before"`
	PublicKey  string `json:"public_key"`
	RosterLost bool   `json:"roster_lost,omitempty"` // the accounts must be loaded again
}

func (*recovered) kind() Kind { return "recovery" }

func (b *recovered) project(s *store, e Entry) error {
	if err := s.exec("INSERT INTO recoveries (seq, public_key) VALUES (?,?)", e.Seq, b.PublicKey); err != nil {
		return err
	}
	if b.RosterLost {
		// The rows are not in the journal. Without them no account is known,
		// and saying so beats calling every account unknown.
		if err := s.exec("DELETE FROM rosters"); err != nil {
			return err
		}
	}
	return s.exec("UPDATE settings SET value = ? WHERE name = 'public_key'", b.PublicKey)
}

func init() { register(&recovered{}) }

// Handovers returns the entries that changed the station's key, in their order.
func (l *Ledger) Handovers() ([]Entry, error) {
	var entries []Entry
	err := l.read(func(s *store) error {
		return each(s, scanEntry, func(e Entry) error {
			e.Station = l.city.Station
			handover, err := HandoverOf(e)
			if handover != nil {
				entries = append(entries, e)
			}
			return err
		}, entryColumns+"WHERE seq IN (SELECT seq FROM recoveries) ORDER BY seq")
	})
	return entries, err
}

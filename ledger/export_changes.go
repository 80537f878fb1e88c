package ledger

import "fmt"

// changes picks the entries that change what an earlier batch may have carried
// and that no batch took: corrections of accounts, and returned checks. Their
// days are those on which they were recorded.
const changes = `(SELECT seq, business_day FROM corrections UNION ALL SELECT seq, business_day FROM returned_checks)
	WHERE seq > (SELECT coalesce(max(to_seq), 0) FROM batches WHERE number < ?1) AND seq <= ?2`

// ChangesIn lists the entries of corrections of accounts and of returned checks
// that a batch tells of. Each is in one batch: the first that was made after
// it.
func (l *Ledger) ChangesIn(b Batch) ([]Entry, error) {
	var entries []Entry
	err := l.read(func(s *store) (err error) {
		entries, err = list(s, scanEntry, entryColumns+"WHERE seq IN (SELECT seq FROM "+changes+") ORDER BY seq", b.Number, b.ToSeq)
		return err
	})
	for i := range entries {
		entries[i].Station = l.city.Station
	}
	return entries, err
}

// changesIn counts them, and tells of which days they are.
func (s *store) changesIn(b *exportMade) (n int64, first, last *Day, err error) {
	err = s.get("SELECT count(*), min(business_day), max(business_day) FROM "+changes, []any{b.Batch, b.ToSeq}, &n, &first, &last)
	return n, first, last, err
}

// changesNotExported asks whether finance was told of every change.
func changesNotExported(s *store, _ string, outage int64) ([]OpenItem, error) {
	var n int64
	if err := s.get("SELECT count(*) FROM "+changes+" AND seq > (SELECT seq FROM outages WHERE number = ?3)", []any{int64(latest), int64(latest), outage}, &n); err != nil || n == 0 {
		return nil, err
	}
	what := "1 correction of an account or returned check"
	if n > 1 {
		what = fmt.Sprintf("%d corrections of accounts or returned checks", n)
	}
	return []OpenItem{{Text: "In no export yet: " + what + "."}}, nil
}

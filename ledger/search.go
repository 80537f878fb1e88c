package ledger

import (
	"errors"
	"log/slog"
	"sync"
	"time"

	"counterfoil/ledger/durable"
)

// search is the index that Find looks into: a file of its own, so that no
// payment waits for it. It is a copy of what the journal says; one that is
// missing, damaged or of another ledger is made anew.
type search struct {
	mu      sync.Mutex // taken before the ledger's own
	store   *searchStore
	broke   time.Time // when the last one had to be thrown away
	filling bool      // in the background
	running sync.WaitGroup
	closed  bool
}

const (
	searchPage        = 100    // entries: what a payment may have to wait behind, well below a millisecond
	searchPagesAtOnce = 10     // what a search reads itself before it answers
	searchCommit      = 20_000 // payments
	searchRetry       = time.Minute
)

var errNoSearch = errors.New("there is no search index")

// lookUp returns the newest payments that a text fits, and how many entries of
// the journal the answer leaves out because the index does not hold them yet.
// What was recorded last is read in before; a long backlog is in the
// background.
func (l *Ledger) lookUp(text string, most int) (seqs []int64, unsearched int64, err error) {
	x := &l.search
	x.mu.Lock()
	defer x.mu.Unlock()
	err = l.openSearch()
	if err == nil {
		unsearched, err = l.fillSearch(searchPagesAtOnce)
	}
	if err == nil && text != "" {
		seqs, err = x.store.find(text, most)
	}
	if err == nil && !x.filling {
		err = x.store.commit()
	}
	if err != nil {
		return nil, l.lastSeq(), l.dropSearch(err)
	}
	if unsearched > 0 {
		l.fillSoon()
	}
	return seqs, unsearched, nil
}

// searchQueries are what finds every payment that a text fits, a part each.
func (l *Ledger) searchQueries(text string) []searchQuery {
	x := &l.search
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.store == nil {
		return nil // it was thrown away since
	}
	return x.store.queries(text)
}

// searchBy calls found with each payment that one of them finds.
func (l *Ledger) searchBy(q searchQuery, found func(seq int64)) error {
	x := &l.search
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.store == nil {
		return nil
	}
	err := each(x.store.store, scanSeq, func(seq int64) error { found(seq); return nil }, q.text, q.args...)
	if err != nil {
		return l.dropSearch(err)
	}
	return nil
}

// lastSeq is the number of the last entry.
func (l *Ledger) lastSeq() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.head.seq
}

// openSearch opens the index, or begins one.
func (l *Ledger) openSearch() error {
	x := &l.search
	switch {
	case x.store != nil:
		return nil
	case x.closed:
		return errorf(Stopped, "the ledger is closed")
	case time.Since(x.broke) < searchRetry:
		return errNoSearch
	}
	path := l.folder.Search()
	if exists(path) {
		if s, err := openSearchStore(path); err == nil {
			ours, err := s.of(l.headAt)
			if ours {
				x.store = s
				return nil
			}
			s.close()
			if CodeOf(err) != "" {
				return err // the journal cannot be read now; the index may be good
			}
		}
	}
	at, err := l.headAt(latest)
	if err != nil {
		return err
	}
	x.store, err = newSearchStore(path, at)
	return err
}

func (l *Ledger) headAt(seq int64) (h head, err error) {
	err = l.read(func(s *store) error {
		h, err = s.headAt(seq)
		return err
	})
	return h, err
}

// dropSearch throws an index away that cannot be used. Only what the ledger
// itself says is an error for people: without the index they can still look up
// receipts by number.
func (l *Ledger) dropSearch(err error) error {
	if CodeOf(err) != "" {
		return err
	}
	x := &l.search
	if errors.Is(err, errNoSearch) {
		return nil
	}
	slog.Error("the search index is made anew", "err", err)
	if x.store != nil {
		x.store.close()
		x.store = nil
	}
	removeSearch(l.folder.Search())
	x.broke = time.Now()
	return nil
}

// fillSearch brings the index some pages further, the newest entries first,
// and returns how many are left.
func (l *Ledger) fillSearch(pages int) (left int64, err error) {
	s := l.search.store
	for range pages {
		last := l.lastSeq()
		left = last
		switch {
		case !s.loaded:
			err = s.load()
		case s.to < last:
			err = l.searchEntries(s.to+1, min(s.to+searchPage, last))
		case s.from > 1 && l.roomToSearch():
			err = l.searchEntries(max(s.from-searchPage, 1), s.from-1)
		}
		if s.loaded {
			left = last - s.to + s.from - 1
		}
		if err != nil || left == 0 {
			break
		}
	}
	return left, err
}

// roomToSearch tells whether the disk has room for an index of old payments.
func (l *Ledger) roomToSearch() bool {
	free, err := durable.FreeBytes(string(l.folder))
	return err == nil && free >= lowFree
}

// searchEntries reads entries, which follow those that the index holds or
// come right before them, into the index.
func (l *Ledger) searchEntries(from, to int64) error {
	type payment struct {
		seq  int64
		body string
	}
	var page []payment
	var at head
	err := l.read(func(s *store) (err error) {
		page, err = list(s, func(row scanner) (p payment, err error) { return p, row.Scan(&p.seq, &p.body) },
			"SELECT seq, body FROM journal WHERE seq BETWEEN ? AND ? AND kind = ? ORDER BY seq", from, to, string((*paymentRecorded)(nil).kind()))
		if err == nil && to > l.search.store.to {
			at, err = s.headAt(to)
		}
		return err
	})
	if err != nil {
		return err
	}
	s := l.search.store
	if err := s.begin(); err != nil {
		return err
	}
	for _, p := range page {
		var b paymentRecorded
		if err := (Entry{Seq: p.seq, Kind: b.kind(), Body: []byte(p.body)}).decode(&b); err != nil {
			slog.Error("a payment cannot be searched", "err", err) // verify names it
			continue
		}
		if err := s.add(p.seq, &b); err != nil {
			return err
		}
	}
	if to > s.to {
		s.to, s.toHash = to, at.hash
	}
	s.from = min(s.from, from)
	return nil
}

// fillSoon reads the rest of the journal into the index in the background.
func (l *Ledger) fillSoon() {
	x := &l.search
	if x.filling || x.closed {
		return
	}
	x.filling = true
	x.running.Go(func() {
		for l.fillOn() {
		}
	})
}

// fillOn reads one more page, and tells whether there are others.
func (l *Ledger) fillOn() bool {
	x := &l.search
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.store == nil {
		x.filling = false
		return false
	}
	s := x.store
	fromBefore, toBefore, loadedBefore := s.from, s.to, s.names.count+s.accounts.count
	left, err := l.fillSearch(1)
	moved := fromBefore != s.from || toBefore != s.to || loadedBefore != s.names.count+s.accounts.count || left == 0
	x.filling = err == nil && left > 0 && moved
	if err == nil && (!x.filling || s.added >= searchCommit) {
		err = s.commit()
	}
	if err != nil {
		x.filling = false
		l.dropSearch(err)
	}
	return x.filling
}

// closeSearch ends the filling and keeps what is there.
func (l *Ledger) closeSearch() {
	x := &l.search
	x.mu.Lock()
	x.closed = true
	if x.store != nil {
		if err := x.store.commit(); err != nil {
			l.dropSearch(err)
		} else {
			x.store.close()
			x.store = nil
		}
	}
	x.mu.Unlock()
	x.running.Wait()
}

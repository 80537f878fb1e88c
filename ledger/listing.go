package ledger

import (
	"math"
	"slices"
	"strings"
	"sync"
)

// Sought is what payments are looked for by. The empty value fits all of them.
type Sought struct {
	Text   string       // as Find takes it
	Day    Day          // the business day
	Clerk  string       // who took them
	Tender TenderKind   // they were paid by it, at least in part
	State  PaymentState // how they stand
}

// PaymentState is how a payment stands.
type PaymentState string

// The states that payments are looked for by; the empty one fits all.
const (
	Standing    PaymentState = "standing" // not void
	Voided      PaymentState = "void"
	NotExported PaymentState = "not exported" // void or not
)

// Filtered reports whether more than the text is said of the payments.
func (q Sought) Filtered() bool {
	q.Text = ""
	return q != Sought{}
}

// conditions are the filter in SQL.
func (q Sought) conditions() (where string, args []any) {
	all := []string{"TRUE"}
	only := func(when bool, condition string, values ...any) {
		if when {
			all, args = append(all, condition), append(args, values...)
		}
	}
	only(q.Day != "", "business_day = ?", string(q.Day))
	only(q.Clerk != "", "clerk = ? COLLATE NOCASE", q.Clerk)
	only(q.Tender == Cash, "cash <> 0")
	only(q.Tender == Check, "check_count <> 0")
	only(q.Tender == Card, "card_count <> 0")
	only(q.State == Standing, "void IS NULL")
	only(q.State == Voided, "NOT (void IS NULL)")
	only(q.State == NotExported, "batch IS NULL")
	return strings.Join(all, " AND "), args
}

// Listing is the payments that fit what was sought, newest first. It keeps which
// they are in a bit each, and reads a payment when its page is looked at, so
// that a million need no more room than ten. What is recorded after it was
// begun is not in it. One goroutine may call More while another looks.
type Listing struct {
	// Unsearched and Entries are as those of Matches.
	Unsearched, Entries int64

	ledger *Ledger
	sought Sought
	every  int64 // receipts that there are, when all of them fit; they are numbered without a gap

	mu    sync.Mutex
	fits  entrySet
	whole bool

	// What is still to be looked at.
	queries    []searchQuery // of the text, in the index
	among      *entrySet     // the payments that the text fits; nil: nothing is said of it
	from, next int64         // the entries that the filter has not seen: from ≤ entry < next
}

const (
	// listPage is how many entries one step looks at: a payment waits behind it
	// for a millisecond or two.
	listPage = 2000
	// listFirst is how many payments are found by a text at once, before the
	// rest is counted.
	listFirst = 200
	// listSteps is how many steps List itself takes to show something at once.
	listSteps = 5
)

// List begins the list of the payments that fit. It holds the newest at once,
// and More brings the rest, where there may be any.
func (l *Ledger) List(sought Sought) (*Listing, error) {
	sought.Text = strings.TrimSpace(sought.Text)
	g := &Listing{ledger: l, sought: sought}
	var err error
	switch {
	case sought.Text != "":
		err = g.beginText()
	case sought.Filtered():
		err = g.beginFilter()
	default:
		g.whole = true
		err = l.read(func(s *store) error {
			g.Entries = l.head.seq
			return s.get("SELECT coalesce(max(number), 0) FROM payments", nil, &g.every)
		})
	}
	for range listSteps {
		if err == nil && !g.Whole() && g.Len() < listFirst {
			err = g.More()
		}
	}
	return g, err
}

// beginText finds the newest payments that the text fits. When there may be
// older ones, they are found by steps.
func (g *Listing) beginText() error {
	l := g.ledger
	seqs, unsearched, err := l.lookUp(g.sought.Text, listFirst)
	if err != nil {
		return err
	}
	g.Unsearched = unsearched
	var besides []int64
	err = l.read(func(s *store) (err error) {
		g.Entries, g.next = l.head.seq, l.head.seq+1
		besides, err = l.besidesSearch(s, g.sought.Text, math.MaxInt32)
		return err
	})
	if err != nil {
		return err
	}
	g.among = &entrySet{}
	for _, seq := range slices.Concat(seqs, besides) {
		g.among.add(seq)
	}
	if len(seqs) == listFirst {
		g.queries = l.searchQueries(g.sought.Text)
	}
	if g.sought.Filtered() {
		return g.filterAmong(g.among.newest(0, g.among.count, g.next))
	}
	g.fits = entrySet{slices.Clone(g.among.blocks), g.among.count}
	g.whole = len(g.queries) == 0
	return nil
}

// beginFilter finds between which entries the payments lie that may fit.
func (g *Listing) beginFilter() error {
	l := g.ledger
	return l.read(func(s *store) error {
		g.Entries, g.from, g.next = l.head.seq, 1, l.head.seq+1
		if g.sought.Day == "" {
			return nil
		}
		// A drawer's payments lie between its opening and its last closing.
		var closed int64
		err := s.get("SELECT coalesce(min(seq), 1), coalesce(max(coalesce(closed, ?1)), 0) FROM drawers WHERE business_day = ?2", []any{l.head.seq, string(g.sought.Day)}, &g.from, &closed)
		g.next = closed + 1
		return err
	})
}

// Len is how many payments have been found so far.
func (g *Listing) Len() int {
	if g.every > 0 {
		return int(g.every)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.fits.count
}

// Whole reports whether all that fit have been found.
func (g *Listing) Whole() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.whole
}

// More finds some more payments, older ones as a rule. It takes the ledger for
// a few milliseconds at most.
func (g *Listing) More() error {
	switch {
	case g.Whole():
		return nil
	case len(g.queries) > 0:
		return g.moreOfText()
	case g.among != nil:
		return g.moreAmong()
	}
	return g.moreEntries()
}

func (g *Listing) moreOfText() error {
	q := g.queries[0]
	g.queries = g.queries[1:]
	if err := g.ledger.searchBy(q, g.among.add); err != nil {
		return err
	}
	if len(g.queries) == 0 && !g.sought.Filtered() {
		g.mu.Lock()
		g.fits, g.whole = *g.among, true
		g.mu.Unlock()
	}
	return nil
}

// moreAmong puts the next payments that the text fits through the filter.
func (g *Listing) moreAmong() error {
	seqs := g.among.newest(0, listPage, g.next)
	if err := g.filterAmong(seqs); err != nil {
		return err
	}
	if len(seqs) < listPage {
		g.end()
		return nil
	}
	g.next = seqs[len(seqs)-1]
	return nil
}

func (g *Listing) filterAmong(seqs []int64) error {
	wanted, err := marshal(seqs)
	if err != nil {
		return err
	}
	return g.take("seq IN (SELECT value FROM json_each(?))", string(wanted))
}

// moreEntries puts the payments of the next entries through the filter.
func (g *Listing) moreEntries() error {
	first := max(g.next-listPage, g.from)
	if err := g.take("seq BETWEEN ? AND ?", first, g.next-1); err != nil {
		return err
	}
	if g.next = first; first <= g.from {
		g.end()
	}
	return nil
}

func (g *Listing) end() {
	g.mu.Lock()
	g.whole = true
	g.mu.Unlock()
}

// take adds those of some payments that the filter fits.
func (g *Listing) take(which string, args ...any) error {
	where, more := g.sought.conditions()
	var seqs []int64
	err := g.ledger.read(func(s *store) (err error) {
		seqs, err = list(s, scanSeq, "SELECT seq FROM payments WHERE "+which+" AND "+where, append(args, more...)...)
		return err
	})
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, seq := range seqs {
		g.fits.add(seq)
	}
	return err
}

// Page reads up to count payments from that place of the list on, the newest
// being at 0.
func (g *Listing) Page(from, count int) (page []Found, err error) {
	l := g.ledger
	if g.every > 0 {
		first := g.every - int64(from)
		err = l.read(func(s *store) error {
			page, err = list(s, l.scanFound, foundColumns+"WHERE p.number BETWEEN ? AND ? ORDER BY p.number DESC", first-int64(count)+1, first)
			return err
		})
		return page, err
	}
	g.mu.Lock()
	wanted, err := marshal(g.fits.newest(from, count, math.MaxInt64))
	g.mu.Unlock()
	if err != nil {
		return nil, err
	}
	err = l.read(func(s *store) error {
		page, err = list(s, l.scanFound, foundColumns+"WHERE p.seq IN (SELECT value FROM json_each(?)) ORDER BY p.seq DESC", string(wanted))
		return err
	})
	return page, err
}

// Place is where a receipt stands in the list; where it would, if it is not
// in it.
func (g *Listing) Place(receipt string) (place int, err error) {
	number, ok := g.ledger.parseReceipt(receipt)
	if !ok {
		return 0, invalid("receipt", "%q is not a receipt number of this station", clip(receipt))
	}
	if g.every > 0 {
		return int(max(g.every-number, 0)), nil
	}
	var seq int64
	err = g.ledger.read(func(s *store) (err error) {
		seq, err = s.seqOf(number)
		return err
	})
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.fits.above(seq), err
}

package billing

import (
	"cmp"
	"slices"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// How says what two rows were held to be the same by.
type How string

const (
	ByNumber  How = "payment id or receipt number"
	ByAccount How = "account, amount and date"
	ByGuess   How = "what is left" // account and date, or amount and date, with one line left on each side
)

// Parts has it said in the language of who reads it.
func (h How) Parts() (format string, args []any) { return string(h), nil }

// Kind is what became of a line.
type Kind string

const (
	Matched          Kind = "matched"
	Missing          Kind = "missing" // not on billing's list
	Twice            Kind = "posted twice"
	DifferentAmount  Kind = "different amount"
	DifferentAccount Kind = "different account"
	NotToPost        Kind = "void" // on billing's list, though void here
	TheirsOnly       Kind = "theirs only"
	TakenBack        Kind = "taken back" // posted and reversed by billing, and nothing of ours is left of it
)

// Kinds are all there are, in the order in which they are listed.
var Kinds = []Kind{Missing, Twice, DifferentAmount, DifferentAccount, NotToPost, TheirsOnly, TakenBack, Matched}

// Parts has it said in the language of who reads it.
func (k Kind) Parts() (format string, args []any) { return string(k), nil }

// Good tells whether nobody has to look at it.
func (k Kind) Good() bool { return k == Matched || k == TakenBack }

// Pair is a line of ours beside a row of theirs.
type Pair struct {
	Kind   Kind
	How    How   // empty where nothing was held together
	Days   int   // how many lie between the two dates
	Alike  bool  // others have the same account and amount: which of them it is, is not known
	Ours   *Ours // nil: theirs only
	Theirs *Row  // nil: missing
}

// Comparison is a bundle, or a merged set, beside billing's own list.
type Comparison struct {
	Pairs  []Pair
	Counts map[Kind]ledger.PostingSum
}

// AllMatch tells whether every line is posted once, and nothing else is.
func (c Comparison) AllMatch() bool {
	for kind, sum := range c.Counts {
		if !kind.Good() && sum.Lines > 0 {
			return false
		}
	}
	return true
}

// Match compares lines of ours with billing's list of cash receipts. Rows that
// name a payment are held against that; the others against lines with the same
// account and amount, at most so many days apart. Every row and every line is
// in one pair, except that one row may be the sum of a payment's lines.
//
// Where several lines have the same account and amount, as many as possible are
// matched, in the order of their dates. What then is left over is compared by
// account or amount alone only where one line is left on each side.
func Match(ours []Ours, list *List, days int) (Comparison, error) {
	ours = slices.SortedStableFunc(slices.Values(ours), func(a, b Ours) int {
		return cmp.Or(cmp.Compare(a.Receipt, b.Receipt), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Batch, b.Batch))
	})
	rows := slices.SortedStableFunc(slices.Values(list.Rows), func(a, b Row) int { return cmp.Compare(a.At, b.At) })
	m := matching{index: indexOf(ours), rows: rows, days: days, used: make([]bool, len(ours)), taken: make([]bool, len(rows)), standing: map[string][]int{}}
	m.fold()
	m.byNumber()
	m.byAccount()
	m.repeated()
	m.leftOver(DifferentAmount, accountAmount.onlyAccount)
	m.leftOver(DifferentAccount, accountAmount.onlyAmount)
	m.rest()
	return m.comparison()
}

type matching struct {
	index
	rows     []Row
	days     int
	used     []bool           // lines of ours
	taken    []bool           // rows of theirs
	standing map[string][]int // lines that are to be in billing, by payment
	pairs    []Pair
}

func (m *matching) pair(kind Kind, how How, ours, theirs int) {
	p := Pair{Kind: kind, How: how}
	if ours >= 0 {
		m.used[ours] = true
		p.Ours = &m.ours[ours]
	}
	if theirs >= 0 {
		m.taken[theirs] = true
		p.Theirs = &m.rows[theirs]
	}
	if ours >= 0 && theirs >= 0 {
		p.Days = distance(p.Ours, p.Theirs)
	}
	m.pairs = append(m.pairs, p)
}

// fold leaves one of the rows of each line that several batches carried, and
// none of a line that is void.
func (m *matching) fold() {
	type lineOf struct {
		payment string
		line    int
	}
	last := map[lineOf]int{}
	void := map[lineOf]bool{}
	for i, o := range m.ours {
		line := lineOf{o.Payment, o.Line}
		void[line] = void[line] || !o.Stands()
		if earlier, again := last[line]; again {
			m.used[earlier] = true
		}
		last[line] = i
	}
	for i, o := range m.ours {
		switch line := (lineOf{o.Payment, o.Line}); {
		case void[line]:
			m.used[i] = true
		case !m.used[i]:
			m.standing[o.Payment] = append(m.standing[o.Payment], i)
		}
	}
}

// rest lists what nothing fits.
func (m *matching) rest() {
	for i, o := range m.ours {
		if !m.used[i] && o.Stands() {
			m.pair(Missing, "", i, -1)
		}
	}
	for i := range m.rows {
		if !m.taken[i] {
			m.pair(TheirsOnly, "", -1, i)
		}
	}
}

// comparison puts the pairs in their order and adds them up.
func (m *matching) comparison() (Comparison, error) {
	slices.SortStableFunc(m.pairs, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(slices.Index(Kinds, a.Kind), slices.Index(Kinds, b.Kind)), compareOurs(a.Ours, b.Ours), compareRows(a.Theirs, b.Theirs))
	})
	c := Comparison{m.pairs, map[Kind]ledger.PostingSum{}}
	for _, p := range m.pairs {
		sum := c.Counts[p.Kind]
		var amount money.Amount
		switch {
		case p.Ours != nil:
			amount = p.Ours.Amount
		case p.Theirs.Amount != nil:
			amount = *p.Theirs.Amount
		}
		var err error
		sum.Lines++
		if sum.Amount, err = sum.Amount.Add(amount); err != nil {
			return c, err
		}
		c.Counts[p.Kind] = sum
	}
	return c, nil
}

// compareOurs orders lines of one kind of pair: all have one, or none.
func compareOurs(a, b *Ours) int {
	if a == nil || b == nil {
		return 0
	}
	return cmp.Or(cmp.Compare(a.Receipt, b.Receipt), cmp.Compare(a.Line, b.Line))
}

func compareRows(a, b *Row) int {
	if a == nil || b == nil {
		return 0
	}
	return cmp.Compare(a.At, b.At)
}

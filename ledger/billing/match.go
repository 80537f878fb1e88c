package billing

import (
	"cmp"
	"slices"
	"time"

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
	m.leftOver(DifferentAmount, func(account string, _ money.Amount) accountAmount { return accountAmount{account: account} })
	m.leftOver(DifferentAccount, func(_ string, amount money.Amount) accountAmount { return accountAmount{amount: amount} })
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

// byNumber holds the rows that name a payment against its lines.
func (m *matching) byNumber() {
	rows := map[string][]int{}
	var order []string
	for i, row := range m.rows {
		if row.Wrong != nil {
			continue
		}
		for _, number := range []string{row.PaymentID, row.Receipt, row.Reference} {
			lines := m.index.byNumber[number]
			if number == "" || len(lines) == 0 {
				continue
			}
			payment := m.ours[lines[0]].Payment
			if rows[payment] == nil {
				order = append(order, payment)
			}
			rows[payment] = append(rows[payment], i)
			break
		}
	}
	for _, payment := range order {
		m.payment(m.standing[payment], m.cancelled(rows[payment]), m.index.byNumber[payment][0])
	}
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

// cancelled takes out each row with a negative amount together with one that it
// takes back.
func (m *matching) cancelled(rows []int) []int {
	for _, back := range rows {
		amount := m.rows[back].Amount
		if amount == nil || !amount.IsNegative() {
			continue
		}
		for _, i := range slices.Backward(rows) {
			other := m.rows[i].Amount
			if m.taken[i] || m.taken[back] || other == nil || other.Cents() != -amount.Cents() {
				continue
			}
			m.pair(TakenBack, ByNumber, -1, i)
			m.pair(TakenBack, ByNumber, -1, back)
		}
	}
	return slices.DeleteFunc(slices.Clone(rows), func(i int) bool { return m.taken[i] })
}

// payment holds rows that name one payment against the lines of it that stand.
func (m *matching) payment(lines, rows []int, any int) {
	if len(lines) == 0 {
		for _, row := range rows {
			m.pair(NotToPost, ByNumber, any, row)
		}
		return
	}
	whole := rows[:0:0]
	for _, row := range rows {
		if m.isWhole(lines, row) {
			whole = append(whole, row)
		}
	}
	if len(whole) > 0 && (len(lines) > 1 || m.rows[whole[0]].Amount == nil) {
		for _, line := range lines {
			m.pair(Matched, ByNumber, line, whole[0])
		}
		lines = nil
	}
	for _, same := range []struct {
		kind            Kind
		account, amount bool
	}{{Matched, true, true}, {DifferentAccount, false, true}, {DifferentAmount, true, false}, {DifferentAmount, false, false}} {
		for _, line := range lines {
			for _, row := range rows {
				if !m.used[line] && !m.taken[row] && m.fits(line, row, same.account, same.amount) {
					m.pair(same.kind, ByNumber, line, row)
				}
			}
		}
	}
	for _, row := range rows {
		if !m.taken[row] {
			m.pair(Twice, ByNumber, any, row)
		}
	}
}

// isWhole tells whether a row is the sum of the lines, or says no amount.
func (m *matching) isWhole(lines []int, row int) bool {
	r := m.rows[row]
	if r.Line != 0 {
		return false
	}
	if r.Amount == nil {
		return true
	}
	var sum int64
	for _, line := range lines {
		sum += m.ours[line].Amount.Cents()
	}
	return sum == r.Amount.Cents()
}

func (m *matching) fits(line, row int, account, amount bool) bool {
	o, r := m.ours[line], m.rows[row]
	switch {
	case r.Line != 0 && r.Line != o.Line:
		return false
	case account && r.Account != "" && plainAccount(r.Account) != plainAccount(o.Account):
		return false
	case amount && r.Amount != nil && *r.Amount != o.Amount:
		return false
	}
	return true
}

// byAccount matches what names no payment by account and amount.
func (m *matching) byAccount() {
	m.groups(func(account string, amount money.Amount) accountAmount { return accountAmount{account, amount} }, func(lines, rows []int) {
		for _, pair := range m.nearest(lines, rows) {
			m.pair(Matched, ByAccount, pair[0], pair[1])
			m.pairs[len(m.pairs)-1].Alike = len(lines) != len(rows)
		}
	})
}

// groups gives the lines and rows that are still alone, those with the same key
// together, in the order of their dates.
func (m *matching) groups(key func(string, money.Amount) accountAmount, do func(lines, rows []int)) {
	type group struct{ lines, rows []int }
	groups := map[accountAmount]*group{}
	var order []*group
	of := func(k accountAmount) *group {
		if groups[k] == nil {
			groups[k] = &group{}
			order = append(order, groups[k])
		}
		return groups[k]
	}
	for i, o := range m.ours {
		if !m.used[i] && o.Stands() {
			g := of(key(plainAccount(o.Account), o.Amount))
			g.lines = append(g.lines, i)
		}
	}
	for i, r := range m.rows {
		if !m.taken[i] && r.Wrong == nil && r.Account != "" && r.Amount != nil && !m.namesOther(r) {
			g := of(key(plainAccount(r.Account), *r.Amount))
			g.rows = append(g.rows, i)
		}
	}
	for _, g := range order {
		slices.SortStableFunc(g.lines, func(a, b int) int {
			return cmp.Or(cmp.Compare(m.ours[a].Day, m.ours[b].Day), cmp.Compare(m.ours[a].Receipt, m.ours[b].Receipt), cmp.Compare(m.ours[a].Line, m.ours[b].Line))
		})
		slices.SortStableFunc(g.rows, func(a, b int) int {
			return cmp.Or(cmp.Compare(m.rows[a].Date, m.rows[b].Date), cmp.Compare(m.rows[a].At, m.rows[b].At))
		})
		do(g.lines, g.rows)
	}
}

// namesOther tells whether a row names a payment that is not one of ours. Then
// nothing about it can be guessed.
func (m *matching) namesOther(r Row) bool { return r.PaymentID != "" }

// nearest pairs as many lines and rows as there can be, both in the order of
// their dates: the earliest that fit come first.
func (m *matching) nearest(lines, rows []int) (pairs [][2]int) {
	for l, r := 0, 0; l < len(lines) && r < len(rows); {
		apart := signedDistance(&m.ours[lines[l]], &m.rows[rows[r]])
		switch {
		case apart < -m.days:
			r++
		case apart > m.days:
			l++
		default:
			pairs = append(pairs, [2]int{lines[l], rows[r]})
			l, r = l+1, r+1
		}
	}
	return pairs
}

// repeated finds rows that say again what is matched already, and rows of what
// is void.
func (m *matching) repeated() {
	for i := range m.rows {
		row := &m.rows[i]
		if m.taken[i] || row.Wrong != nil || row.Account == "" || row.Amount == nil || m.namesOther(*row) {
			continue
		}
		for _, line := range m.index.byAccount[accountAmount{plainAccount(row.Account), *row.Amount}] {
			if !m.used[line] || distance(&m.ours[line], row) > m.days {
				continue
			}
			kind := NotToPost
			if slices.Contains(m.standing[m.ours[line].Payment], line) {
				kind = Twice
			}
			m.pair(kind, ByAccount, line, i)
			break
		}
	}
}

// leftOver pairs one line and one row that are alone with what they have in
// common.
func (m *matching) leftOver(kind Kind, key func(string, money.Amount) accountAmount) {
	m.groups(key, func(lines, rows []int) {
		if len(lines) == 1 && len(rows) == 1 && distance(&m.ours[lines[0]], &m.rows[rows[0]]) <= m.days {
			m.pair(kind, ByGuess, lines[0], rows[0])
		}
	})
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

func compareOurs(a, b *Ours) int {
	switch {
	case a == nil || b == nil:
		return cmp.Compare(boolInt(a == nil), boolInt(b == nil))
	}
	return cmp.Or(cmp.Compare(a.Receipt, b.Receipt), cmp.Compare(a.Line, b.Line))
}

func compareRows(a, b *Row) int {
	switch {
	case a == nil || b == nil:
		return cmp.Compare(boolInt(a == nil), boolInt(b == nil))
	}
	return cmp.Compare(a.At, b.At)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// distance is how many days lie between a line of ours and a row of theirs; 0
// when either has no date.
func distance(o *Ours, r *Row) int { return max(signedDistance(o, r), -signedDistance(o, r)) }

func signedDistance(o *Ours, r *Row) int {
	ours, errOurs := time.Parse(time.DateOnly, string(o.Day))
	theirs, errTheirs := time.Parse(time.DateOnly, string(r.Date))
	if errOurs != nil || errTheirs != nil {
		return 0
	}
	return int(theirs.Sub(ours).Hours() / 24)
}

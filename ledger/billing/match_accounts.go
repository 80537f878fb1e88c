package billing

import (
	"cmp"
	"slices"
	"time"
)

// byAccount matches what names no payment by account and amount.
func (m *matching) byAccount() {
	m.groups(accountAmount.both, func(lines, rows []int) {
		for _, pair := range m.nearest(lines, rows) {
			m.pair(Matched, ByAccount, pair[0], pair[1])
			m.pairs[len(m.pairs)-1].Alike = len(lines) != len(rows)
		}
	})
}

// groups gives the lines and rows that are still alone, those with the same key
// together, in the order of their dates.
func (m *matching) groups(key func(accountAmount) accountAmount, do func(lines, rows []int)) {
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
			g := of(key(keyOf(o.Account, o.Amount)))
			g.lines = append(g.lines, i)
		}
	}
	for i, r := range m.rows {
		if m.nameless(i) {
			g := of(key(keyOf(r.Account, *r.Amount)))
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

// nameless tells whether a row that is still alone says account and amount, and
// no payment: about one that names a payment that is not ours nothing can be
// guessed.
func (m *matching) nameless(row int) bool {
	r := m.rows[row]
	return !m.taken[row] && r.Wrong == nil && r.Account != "" && r.Amount != nil && r.PaymentID == ""
}

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
		if !m.nameless(i) {
			continue
		}
		row := &m.rows[i]
		for _, line := range m.index.byAccount[keyOf(row.Account, *row.Amount)] {
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
func (m *matching) leftOver(kind Kind, key func(accountAmount) accountAmount) {
	m.groups(key, func(lines, rows []int) {
		if len(lines) == 1 && len(rows) == 1 && distance(&m.ours[lines[0]], &m.rows[rows[0]]) <= m.days {
			m.pair(kind, ByGuess, lines[0], rows[0])
		}
	})
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

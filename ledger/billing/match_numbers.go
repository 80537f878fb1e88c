package billing

import (
	"slices"
)

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

// payment holds rows that name one payment against the lines of it that stand;
// what is too much stands beside one of its lines.
func (m *matching) payment(lines, rows []int, one int) {
	if len(lines) == 0 {
		for _, row := range rows {
			m.pair(NotToPost, ByNumber, one, row)
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
			m.pair(Twice, ByNumber, one, row)
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

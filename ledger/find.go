package ledger

import (
	"strings"
	"time"

	"counterfoil/ledger/money"
)

// Found is one payment in a list.
type Found struct {
	ID      string
	seq     int64
	Receipt string
	At      time.Time // in the station's zone
	Day     Day
	Clerk   string
	Payor   string
	Account string // of the first line
	Stubs   int    // lines
	Total   money.Amount
	Tenders []TenderKind
	Prints  int
	Void    bool
}

const foundColumns = `SELECT (SELECT id FROM journal WHERE seq = p.seq), p.seq, p.number, p.at, p.business_day, p.clerk, p.payor, p.total, p.prints, p.void IS NOT NULL,
	account, stubs, cash > 0, check_count > 0, card_count > 0
	FROM payments p `

func (l *Ledger) scanFound(row scanner) (Found, error) {
	var f Found
	var number, at, total int64
	var cash, check, card bool
	err := row.Scan(&f.ID, &f.seq, &number, &at, &f.Day, &f.Clerk, &f.Payor, &total, &f.Prints, &f.Void, &f.Account, &f.Stubs, &cash, &check, &card)
	f.Receipt = receiptNumber(l.city.Station, number)
	f.At = l.Local(time.UnixMilli(at))
	f.Total = money.FromCents(total)
	for _, tender := range []struct {
		kind  TenderKind
		taken bool
	}{{Cash, cash}, {Check, check}, {Card, card}} {
		if tender.taken {
			f.Tenders = append(f.Tenders, tender.kind)
		}
	}
	return f, err
}

// Find lists payments, newest first, by what a customer can say of one: the
// receipt number, an account, a name, an amount, a check number. The empty
// text finds the newest payments.
func (l *Ledger) Find(text string, most int) ([]Found, error) {
	text = strings.TrimSpace(text)
	where, args := "", []any{}
	if text != "" {
		where, args = l.findCondition(text)
	}
	var found []Found
	err := l.read(func(s *store) (err error) {
		found, err = list(s, l.scanFound, foundColumns+where+" ORDER BY p.number DESC LIMIT ?", append(args, most)...)
		return err
	})
	return found, err
}

// findCondition asks each index for itself; OR over joined tables would scan
// them all.
func (l *Ledger) findCondition(text string) (string, []any) {
	parts := []string{
		"SELECT payment FROM lines WHERE account >= ? AND account < ?",
		`SELECT seq FROM payments WHERE payor LIKE ? ESCAPE '\'`,
		`SELECT journal.seq FROM journal, json_each(body, '$.payment.tenders') WHERE kind = 'payment_recorded' AND value ->> 'number' = ?`,
	}
	args := []any{text, text + "\U0010FFFF", "%" + escapeLike(text) + "%", text}
	if n, ok := l.parseReceipt(text); ok {
		parts, args = append(parts, "SELECT seq FROM payments WHERE number = ?"), append(args, n)
	}
	if amount, err := money.Parse(text); err == nil {
		parts = append(parts, "SELECT seq FROM payments WHERE total = ?", "SELECT payment FROM lines WHERE amount = ?")
		args = append(args, amount.Cents(), amount.Cents())
	}
	return "WHERE p.seq IN (" + strings.Join(parts, " UNION ") + ")", args
}

func escapeLike(text string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text)
}

// TenderNames writes how a payment was made: "cash", "cash+check".
func (f Found) TenderNames() string {
	names := make([]string, len(f.Tenders))
	for i, kind := range f.Tenders {
		names[i] = string(kind)
	}
	return strings.Join(names, "+")
}

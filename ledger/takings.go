package ledger

import (
	"math"

	"counterfoil/ledger/money"
)

// Takings are the figures of a set of payments.
type Takings struct {
	Receipts int64        // numbers given, voids included
	Voids    int64        // of which void
	Lines    int64        // stubs paid, without those of voids
	Checks   int64        // checks taken, without those of voids
	Cards    int64        // card slips taken, without those of voids
	Total    money.Amount // applied to stubs, without voids
	Voided   money.Amount // applied to stubs, then void
	Net      Tally        // by tender, without voids; cash is net of change
}

// latest is the sequence number that no entry reaches: figures as of latest
// are the figures now.
const latest = math.MaxInt64

// stands picks payments that were not void as of an entry.
const stands = "(void IS NULL OR void > ?1)"

// onDay picks the payments of a business day through its drawers.
const onDay = "drawer IN (SELECT id FROM drawers WHERE business_day = ?2)"

// takings adds up the payments that the condition picks, as they stood when
// the journal ended with the entry asOf. The condition's own arguments are
// ?2, ?3 …
func (s *store) takings(asOf int64, condition string, args ...any) (Takings, error) {
	var t Takings
	args = append([]any{asOf}, args...)
	condition = "p.seq <= ?1 AND " + condition
	var total, voided, change int64
	err := s.get(`SELECT count(*), count(*) FILTER (WHERE NOT `+stands+`),
			coalesce(sum(total) FILTER (WHERE `+stands+`), 0), coalesce(sum(total) FILTER (WHERE NOT `+stands+`), 0),
			coalesce(sum(change) FILTER (WHERE `+stands+`), 0)
		FROM payments p WHERE `+condition, args, &t.Receipts, &t.Voids, &total, &voided, &change)
	if err != nil {
		return t, err
	}
	t.Total, t.Voided = money.FromCents(total), money.FromCents(voided)
	err = s.get("SELECT count(*) FROM lines JOIN payments p ON p.seq = payment WHERE "+stands+" AND "+condition, args, &t.Lines)
	if err != nil {
		return t, err
	}
	var cash, check, card int64
	err = s.get(`SELECT count(*) FILTER (WHERE kind = 'check'), count(*) FILTER (WHERE kind = 'card'),
			coalesce(sum(amount) FILTER (WHERE kind = 'cash'), 0), coalesce(sum(amount) FILTER (WHERE kind = 'check'), 0),
			coalesce(sum(amount) FILTER (WHERE kind = 'card'), 0)
		FROM tenders JOIN payments p ON p.seq = payment WHERE `+stands+" AND "+condition, args, &t.Checks, &t.Cards, &cash, &check, &card)
	if err != nil {
		return t, err
	}
	t.Net.Check, t.Net.Card = money.FromCents(check), money.FromCents(card)
	t.Net.Cash, err = money.FromCents(cash).Sub(money.FromCents(change))
	return t, err
}

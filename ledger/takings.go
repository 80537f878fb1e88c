package ledger

import (
	"errors"
	"math"

	"counterfoil/ledger/money"
)

// Takings are the figures of a set of payments.
type Takings struct {
	Receipts int64        // numbers given, voids included
	Voids    int64        // of which void
	Lines    int64        // stubs paid, without those of voids
	Pictures int64        // of which with a picture of the bill
	Papers   int64        // of which with a copy on paper
	Checks   int64        // checks taken, without those of voids
	Cards    int64        // card slips taken, without those of voids
	Total    money.Amount // applied to stubs, without voids
	Voided   money.Amount // applied to stubs, then void
	Net      Tally        // by tender, without voids; cash is net of change and of refunds
	Refunded money.Amount // given back in cash for payments that were reversed
}

// latest is the sequence number that no entry reaches: figures as of latest
// are the figures now.
const latest = math.MaxInt64

// stands picks the payments that were not void as of an entry. One that was
// reversed after its drawer was counted stands in the figures of that drawer
// and day: the money was there, and the reversal is of a day of its own.
const stands = "(void IS NULL OR void > ?1 OR void IN (SELECT seq FROM reversals))"

// onDay picks the payments of a business day through its drawers. A drawer's
// payments lie between its opening and its closing, so that a day is found
// among all the others without an index.
const onDay = `p.seq BETWEEN (SELECT min(seq) FROM drawers WHERE business_day = ?2)
		AND (SELECT max(coalesce(closed, ?1)) FROM drawers WHERE business_day = ?2)
	AND drawer IN (SELECT id FROM drawers WHERE business_day = ?2)`

// inDrawer picks the payments of one drawer.
const inDrawer = `p.seq BETWEEN (SELECT seq FROM drawers WHERE id = ?2) AND (SELECT coalesce(closed, ?1) FROM drawers WHERE id = ?2)
	AND drawer = ?2`

// takingsSums are the columns of Takings over a set of payments.
const takingsSums = `count(*), count(*) FILTER (WHERE NOT ` + stands + `), coalesce(sum(total) FILTER (WHERE NOT ` + stands + `), 0),
	coalesce(sum(total) FILTER (WHERE ` + stands + `), 0),
	coalesce(sum(stubs) FILTER (WHERE ` + stands + `), 0), coalesce(sum(pictures) FILTER (WHERE ` + stands + `), 0),
	coalesce(sum(papers) FILTER (WHERE ` + stands + `), 0), coalesce(sum(cash - change) FILTER (WHERE ` + stands + `), 0),
	coalesce(sum(checks) FILTER (WHERE ` + stands + `), 0), coalesce(sum(check_count) FILTER (WHERE ` + stands + `), 0),
	coalesce(sum(cards) FILTER (WHERE ` + stands + `), 0), coalesce(sum(card_count) FILTER (WHERE ` + stands + `), 0)`

// scanTakings reads takingsSums and the columns behind them.
func scanTakings(row scanner, more ...any) (Takings, error) {
	var t Takings
	var total, voided, cash, checks, cards int64
	err := row.Scan(append([]any{&t.Receipts, &t.Voids, &voided, &total, &t.Lines, &t.Pictures, &t.Papers, &cash, &checks, &t.Checks, &cards, &t.Cards}, more...)...)
	t.Total, t.Voided = money.FromCents(total), money.FromCents(voided)
	t.Net = Tally{money.FromCents(cash), money.FromCents(checks), money.FromCents(cards)}
	return t, err
}

// takings adds up the payments that the condition picks, as they stood when
// the journal ended with the entry asOf. The condition's own arguments are
// ?2, ?3 …
func (s *store) takings(asOf int64, condition string, args ...any) (Takings, error) {
	sums, err := list(s, func(row scanner) (Takings, error) { return scanTakings(row) },
		"SELECT "+takingsSums+" FROM payments p WHERE p.seq <= ?1 AND "+condition, append([]any{asOf}, args...)...)
	if err != nil {
		return Takings{}, err
	}
	return sums[0], nil
}

func (t Takings) plus(o Takings) (Takings, error) {
	t.Receipts += o.Receipts
	t.Voids += o.Voids
	t.Lines += o.Lines
	t.Pictures += o.Pictures
	t.Papers += o.Papers
	t.Checks += o.Checks
	t.Cards += o.Cards
	var errs [4]error
	t.Total, errs[0] = t.Total.Add(o.Total)
	t.Voided, errs[1] = t.Voided.Add(o.Voided)
	t.Net, errs[2] = t.Net.Plus(o.Net)
	t.Refunded, errs[3] = t.Refunded.Add(o.Refunded)
	return t, errors.Join(errs[:]...)
}

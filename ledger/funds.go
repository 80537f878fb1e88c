package ledger

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"counterfoil/ledger/money"
	"counterfoil/ledger/stub"
)

// Fund is the part of a stub's money that belongs to one fund, such as water.
type Fund struct {
	Name   string       `json:"name"`
	Amount money.Amount `json:"amount"`
}

// FundRules say how a payment of another amount than the bill's is split to
// its funds.
//
// Cities lay the order down by ordinance, each its own: Lake Mary, Florida
// pays garbage, stormwater, wastewater and then water (Ord. 1518 of 2014),
// Tell City, Indiana water, trash and then sewage (Ord. 791 of 1997). So an
// order is the city's to give; without one every fund gets its share.
type FundRules struct {
	Order []string `toml:"order"` // paid in full in this order, then the others as on the stub; empty: pro rata
}

const (
	maxFunds     = 20
	maxFundRunes = 40
)

func isFundName(name string) bool {
	return name != "" && strings.TrimSpace(name) == name && len([]rune(name)) <= maxFundRunes && printable(name)
}

func (r FundRules) check() error {
	seen := map[string]bool{}
	for _, name := range r.Order {
		if !isFundName(name) {
			return invalid("funds.order", "%q is not a fund; use up to %d printable characters", clip(name), maxFundRunes)
		}
		if seen[name] {
			return invalid("funds.order", "%q stands twice; name each fund once", name)
		}
		seen[name] = true
	}
	return nil
}

// checkFunds holds the split of a line to the line's amount.
func (l Line) checkFunds(at string) error {
	if len(l.Funds) == 0 {
		return nil
	}
	if len(l.Funds) > maxFunds {
		return invalid(at+"funds", "a stub has at most %d funds, not %d", maxFunds, len(l.Funds))
	}
	seen := map[string]bool{}
	var sum money.Amount
	for i, f := range l.Funds {
		field := fmt.Sprintf("%sfunds[%d].", at, i)
		if !isFundName(f.Name) {
			return invalid(field+"name", "%q is not a fund; use up to %d printable characters", clip(f.Name), maxFundRunes)
		}
		if seen[f.Name] {
			return invalid(field+"name", "%s stands twice; give each fund once", f.Name)
		}
		seen[f.Name] = true
		if err := checkAmount(field+"amount", f.Amount); err != nil {
			return err
		}
		var err error
		if sum, err = sum.Add(f.Amount); err != nil {
			return invalid(at+"funds", "%s", err)
		}
	}
	if sum != l.Amount {
		return invalid(at+"funds", "the funds add up to %s, and %s is paid on this stub; make the two equal", sum.Display(), l.Amount.Display())
	}
	return nil
}

// checkFunds holds every line's split to the line.
func (p Payment) checkFunds() error {
	for i, line := range p.Lines {
		if err := line.checkFunds(fmt.Sprintf("lines[%d].", i)); err != nil {
			return err
		}
	}
	return nil
}

// Split returns what of a line's amount goes to which fund: as it was keyed
// in, or else as the scanned stub shows them, by the city's rule. It is nil
// when the stub does not say, or could be read in two ways.
func (c City) Split(line Line) []Fund {
	if len(line.Funds) > 0 || line.Scan == "" || !slices.ContainsFunc(c.Scanlines, showsFunds) {
		return line.Funds
	}
	stubs, err := stub.Match(c.Scanlines, line.Scan)
	if err != nil {
		return nil
	}
	var billed []Fund
	for _, s := range stubs {
		if s.Account != line.Account || len(s.Funds) == 0 {
			continue
		}
		if billed != nil {
			return nil
		}
		for _, f := range s.Funds {
			billed = append(billed, Fund{f.Name, f.Amount})
		}
	}
	return Apportion(billed, line.Amount, c.Funds.Order)
}

func showsFunds(p stub.Profile) bool {
	return slices.ContainsFunc(p.Fields, func(f stub.Field) bool { return strings.HasPrefix(f.Name, "fund:") })
}

// withFunds fills in the split of every line that does not bring its own.
func (c City) withFunds(lines []Line) []Line {
	lines = slices.Clone(lines)
	for i := range lines {
		lines[i].Funds = c.Split(lines[i])
	}
	return lines
}

// Apportion splits an amount to the funds that a bill shows. The whole bill is
// split as billed. Less goes to the funds in their order, each paid in full
// before the next; without an order, pro rata. What is more than the bill is
// split pro rata as well.
//
// Pro rata each fund gets its share rounded down to a cent, and the cents left
// over go one each to the funds whose share was rounded, the first first.
//
// The parts add up to the amount to the cent. Funds that get nothing are left
// out; when nothing was billed there is no split.
func Apportion(billed []Fund, amount money.Amount, order []string) []Fund {
	whole := sumOf(billed)
	if whole <= 0 || amount.Cents() <= 0 {
		return nil
	}
	paid := make([]int64, len(billed))
	rest := amount.Cents()
	switch {
	case rest >= whole:
		for i, f := range billed {
			paid[i] = f.Amount.Cents()
		}
		rest -= whole
	case len(order) > 0:
		for _, i := range inOrder(billed, order) {
			paid[i] = min(rest, billed[i].Amount.Cents())
			rest -= paid[i]
		}
	}
	addProRata(paid, billed, whole, rest)
	var split []Fund
	for i, f := range billed {
		if paid[i] > 0 {
			split = append(split, Fund{f.Name, money.FromCents(paid[i])})
		}
	}
	return split
}

func sumOf(funds []Fund) (cents int64) {
	for _, f := range funds {
		cents += f.Amount.Cents()
	}
	return cents
}

// inOrder are the indexes of the funds as they are to be paid.
func inOrder(billed []Fund, order []string) []int {
	rank := func(i int) int {
		if at := slices.Index(order, billed[i].Name); at >= 0 {
			return at
		}
		return len(order)
	}
	indexes := make([]int, len(billed))
	for i := range indexes {
		indexes[i] = i
	}
	slices.SortStableFunc(indexes, func(a, b int) int { return rank(a) - rank(b) })
	return indexes
}

func addProRata(paid []int64, billed []Fund, whole, amount int64) {
	left := amount
	rounded := make([]bool, len(billed))
	for i, f := range billed {
		high, low := bits.Mul64(uint64(amount), uint64(f.Amount.Cents()))
		share, remainder := bits.Div64(high, low, uint64(whole))
		paid[i] += int64(share)
		left -= int64(share)
		rounded[i] = remainder > 0
	}
	for i := range billed {
		if rounded[i] && left > 0 {
			paid[i]++
			left--
		}
	}
}

// fundTotals adds up the funds of the payments that the condition picks and
// that stood when the journal ended with the entry asOf, by name.
func (s *store) fundTotals(asOf int64, condition string, args ...any) ([]Fund, error) {
	return list(s, func(row scanner) (f Fund, err error) {
		var cents int64
		err = row.Scan(&f.Name, &cents)
		f.Amount = money.FromCents(cents)
		return f, err
	}, `SELECT fund, sum(funds.amount) FROM payments p JOIN funds ON funds.payment = p.seq
		WHERE p.seq <= ?1 AND `+stands+" AND "+condition+" GROUP BY fund ORDER BY fund", append([]any{asOf}, args...)...)
}

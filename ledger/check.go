package ledger

import (
	"fmt"
	"time"

	"counterfoil/ledger/stub"
)

// CheckRules are what a city decides about the dates of checks.
type CheckRules struct {
	Stale    Rule `toml:"stale"`
	PostDate Rule `toml:"post_dated"`
	// StaleDays is after how many days a check is stale. Banks need not pay one
	// after six months (Uniform Commercial Code 4-404).
	StaleDays int `toml:"stale_days"`
}

func defaultCheckRules() CheckRules {
	return CheckRules{Stale: AskReason, PostDate: AskReason, StaleDays: 180}
}

func (r CheckRules) check() error {
	for field, rule := range map[string]Rule{"checks.stale": r.Stale, "checks.post_dated": r.PostDate} {
		if rule != Allow && rule != AskReason {
			return invalid(field, "%q is not a rule; write %q or %q", rule, Allow, AskReason)
		}
	}
	if d := r.StaleDays; d < 1 || d > 3650 {
		return invalid("checks.stale_days", "%d is not between 1 and 3650", d)
	}
	return nil
}

// review warns of what is out of the ordinary about a check taken today.
func (r CheckRules) review(t Tender, today Day, warn func(kind WarningKind, needsReason bool, format string, args ...any)) {
	if t.Routing != "" {
		if err := stub.ValidRouting(t.Routing); err != nil {
			warn(RoutingWrong, true, "check %s: %s", t.Number, err)
		}
	}
	if t.Date == "" {
		return
	}
	switch age := today.since(t.Date); {
	case age < 0:
		warn(PostDated, r.PostDate == AskReason, "check %s is dated %s, which is still to come; a bank may not pay it before", t.Number, t.Date.Display())
	case age > r.StaleDays:
		warn(StaleCheck, r.Stale == AskReason, "check %s is dated %s, %d days ago; a bank need not pay it after %d days", t.Number, t.Date.Display(), age, r.StaleDays)
	}
}

// since is how many days after another a day is.
func (d Day) since(other Day) int { return int(d.Time().Sub(other.Time()) / (24 * time.Hour)) }

// endorsementOf is what the clerk is told to endorse the checks of a payment
// with, or nothing when it has none.
func (c City) endorsementOf(p Payment) string {
	if p.slips(Check) == 0 {
		return ""
	}
	return c.Receipt.Endorsement
}

// ScannerTiming tells a scanner from a hand.
type ScannerTiming struct {
	// BurstMS is the most milliseconds between two characters of a scanner.
	BurstMS int `toml:"burst_ms"`
	// Least is how many characters a scan has at least.
	Least int `toml:"least"`
}

func defaultScannerTiming() ScannerTiming { return ScannerTiming{BurstMS: 35, Least: 6} }

// Burst is the most that lies between two characters of a scanner.
func (s ScannerTiming) Burst() time.Duration { return time.Duration(s.BurstMS) * time.Millisecond }

func (s ScannerTiming) check() error {
	if s.BurstMS < 1 || s.BurstMS > 100 {
		return invalid("scanner.burst_ms", "%d is not between 1 and 100; a quick hand needs more than 60 ms a character", s.BurstMS)
	}
	if s.Least < 4 || s.Least > 50 {
		return invalid("scanner.least", "%d is not between 4 and 50", s.Least)
	}
	return nil
}

func wholeCheckLine(field string) error {
	return invalid(field, "this is the whole line of a check, with the account; give only what may be kept of it")
}

// refuseCheckLines refuses a payment that holds the whole line of a check as
// this city's own readers send it. The usual ways are refused in any text.
func (c City) refuseCheckLines(p Payment) error {
	if len(c.MICR) == 0 {
		return nil
	}
	texts := map[string]string{"payor": p.Payor, "note": p.Note}
	for kind, reason := range p.Reasons {
		texts["reasons."+string(kind)] = reason
	}
	for i, t := range p.Tenders {
		for member, text := range map[string]string{"number": t.Number, "routing": t.Routing, "last4": t.Last4, "name": t.Name} {
			texts[fmt.Sprintf("tenders[%d].%s", i, member)] = text
		}
	}
	for i, line := range p.Lines {
		for member, text := range map[string]string{"account": line.Account, "bill": line.Bill, "scan": line.Scan} {
			texts[fmt.Sprintf("lines[%d].%s", i, member)] = text
		}
	}
	for field, text := range texts {
		if _, whole := stub.ReadCheck(c.MICR, text); whole {
			return wholeCheckLine(field)
		}
	}
	return nil
}

package ledger

import (
	"errors"
	"slices"
	"time"

	"counterfoil/ledger/money"
)

// DayReport is everything the day's reconciliation says.
type DayReport struct {
	City    City
	Day     Day
	Station string
	Outage  Outage
	MadeAt  time.Time // in the station's zone

	Takings
	First, Last string // receipt numbers; empty when there are none
	Clerks      []ClerkDay
	Funds       []Fund // what came in for each, where the stubs show it; without voids
	Hours       []HourDay
	// Unlisted is set for a batch too large to list: Payments, VoidMarks and
	// ChecksTaken are left out.
	Unlisted    bool
	Payments    []Found // every receipt in sequence, voids included, oldest first, without Posting
	VoidMarks   map[string]VoidMark
	ChecksTaken []CheckTaken // without those of voids
	Exceptions  []Exception  // those of voids too
	AutoPay     int64        // stubs of accounts that billing drafts as well, without voids
	Ungiven     []ReceiptRun // receipts that stand and were not given out
	Reprints    []Reprint    // given out on this day, of receipts of any day
	Reversals   []Reversal   // of payments of any day, recorded on this one
	Corrections []Correction // of accounts, likewise
	Returned    []ReturnedCheck
	Drawers     []DrawerDay
	OverShort   Tally     // of the drawers that are counted
	Deposit     ToBank    // what goes to the bank from the drawers that are counted
	Deposits    []Deposit // the bags that it is in, which may hold money of other days, too
	Undeposited ToBank    // what of it is in none yet

	PerpetualTotal money.Amount
	PerpetualVoids money.Amount
	HeadSeq        int64
	Head           Hash
}

// ClerkDay is one clerk's share of the day.
type ClerkDay struct {
	Clerk string
	Takings
}

// HourDay is one hour's share, 0 to 23 in the station's zone.
type HourDay struct {
	Hour     int
	Payments int
	Total    money.Amount
}

// CheckTaken is one check, as it stands on the deposit slip.
type CheckTaken struct {
	Receipt string
	Clerk   string
	Number  string
	Routing string
	Last4   string
	Name    string
	Amount  money.Amount
}

// DrawerDay is one of the day's drawers, with its closing once it is counted.
type DrawerDay struct {
	Drawer
	Closing   *Closing    // nil: still open
	TakenBack []TakenBack // closings before that one
	Deposit   int64       // D, which its money is in; 0: in none yet
}

// ToBank is what the bank should get of a day: the cash counted less the floats that stay,
// by denomination as counted, and the checks.
type ToBank struct {
	Cash     money.Amount // counted, floats taken off
	Floats   money.Amount
	Counted  []Pieces // all drawers and drops together, floats included, largest first
	Loose    money.Amount
	Checks   Slips // as counted
	Cards    Slips // settled by the terminal, not carried to the bank
	Total    money.Amount
	Complete bool // every drawer of the day is counted
}

// DayReport reads one business day as it stands now. A day without payments
// gives a report of zeros.
func (l *Ledger) DayReport(day Day) (DayReport, error) {
	return l.dayReport(day, latest, l.Now())
}

// mostListed is how many payments of a batch are listed on paper, about 500
// pages. Nobody reads more, and they need memory by the gigabyte.
const mostListed = 20_000

// BatchReports reads each business day that a batch carries payments of, as it
// stood when the batch was made: the reports are the same whenever the batch
// is written.
func (l *Ledger) BatchReports(b Batch) ([]DayReport, error) {
	var days []string
	err := l.read(func(s *store) (err error) {
		days, err = list(s, scanText, `SELECT business_day FROM payments WHERE seq BETWEEN ?2 AND ?3 AND batch = ?1
			UNION SELECT business_day FROM payments WHERE void <= ?3 AND void_batch = ?1
			UNION SELECT business_day FROM payments WHERE seq IN (SELECT payment FROM resubmissions WHERE batch = ?1)`, b.Number, b.FromSeq, b.ToSeq)
		if err != nil {
			return err
		}
		recorded, err := list(s, scanText, "SELECT business_day FROM "+changes, b.Number, b.ToSeq)
		days = append(days, recorded...)
		return err
	})
	if err != nil {
		return nil, err
	}
	var reports []DayReport
	slices.Sort(days)
	for _, day := range slices.Compact(days) {
		report, err := l.dayReport(Day(day), b.ToSeq, b.At)
		if err != nil {
			return nil, err
		}
		if b.Payments > mostListed {
			report.Unlisted = true
			report.Payments, report.VoidMarks, report.ChecksTaken = nil, nil, nil
		}
		reports = append(reports, report)
	}
	return reports, nil
}

func (l *Ledger) dayReport(day Day, asOf int64, madeAt time.Time) (DayReport, error) {
	report := DayReport{Day: day, Station: l.city.Station, MadeAt: l.Local(madeAt), VoidMarks: map[string]VoidMark{}}
	err := l.read(func(s *store) error {
		head, err := s.headAt(asOf)
		if err != nil {
			return err
		}
		report.HeadSeq, report.Head = head.seq, head.hash
		if report.City, err = s.cityAt(head.seq); err != nil {
			return err
		}
		return errors.Join(l.readFigures(s, &report), l.readPayments(s, &report), l.readDrawers(s, &report), l.readChanges(s, &report))
	})
	return report, err
}

func (l *Ledger) readFigures(s *store, r *DayReport) (err error) {
	if r.Takings, err = s.takings(r.HeadSeq, onDay, string(r.Day)); err != nil {
		return err
	}
	if r.Takings, err = s.lessRefunds(r.Takings, r.HeadSeq, "business_day = ?2", string(r.Day)); err != nil {
		return err
	}
	if r.Outage, err = s.outageAt(r.HeadSeq); err != nil {
		return err
	}
	r.Outage.OpenedAt = l.Local(r.Outage.OpenedAt)
	clerks, err := list(s, scanText, "SELECT clerk FROM payments p WHERE seq <= ?1 AND "+onDay+
		" UNION SELECT clerk FROM reversals WHERE clerk IS NOT NULL AND seq <= ?1 AND business_day = ?2 ORDER BY clerk", r.HeadSeq, string(r.Day))
	if err != nil {
		return err
	}
	for _, clerk := range clerks {
		takings, err := s.takings(r.HeadSeq, onDay+" AND clerk = ?3", string(r.Day), clerk)
		if err != nil {
			return err
		}
		if takings, err = s.lessRefunds(takings, r.HeadSeq, "business_day = ?2 AND clerk = ?3", string(r.Day), clerk); err != nil {
			return err
		}
		r.Clerks = append(r.Clerks, ClerkDay{clerk, takings})
	}
	if r.Funds, err = s.fundTotals(r.HeadSeq, onDay, string(r.Day)); err != nil {
		return err
	}
	r.PerpetualTotal, r.PerpetualVoids, err = s.perpetuals(r.HeadSeq)
	return err
}

// perpetuals reads the counters that nothing resets, as of an entry.
func (s *store) perpetuals(asOf int64) (total, voids money.Amount, err error) {
	var paid, void *int64
	if err := s.get("SELECT max(seq) FROM payments WHERE seq <= ?", []any{asOf}, &paid); err != nil {
		return total, voids, err
	}
	if err := s.get("SELECT max(void) FROM payments WHERE void <= ?", []any{asOf}, &void); err != nil {
		return total, voids, err
	}
	if paid != nil {
		var last paymentRecorded
		if _, err := s.entry(*paid, &last); err != nil {
			return total, voids, err
		}
		total = last.PerpetualTotal
	}
	if void != nil {
		var last paymentVoided
		if _, err := s.entry(*void, &last); err != nil {
			return total, voids, err
		}
		voids = last.PerpetualVoids
	}
	return total, voids, nil
}

func scanText(row scanner) (text string, err error) { return text, row.Scan(&text) }

func scanSeq(row scanner) (seq int64, err error) { return seq, row.Scan(&seq) }

func (l *Ledger) readPayments(s *store, r *DayReport) (err error) {
	r.Payments, err = list(s, l.scanFound, foundColumns+"WHERE p.seq <= ?1 AND "+onDay+" ORDER BY p.number", r.HeadSeq, string(r.Day))
	if err != nil {
		return err
	}
	if n := len(r.Payments); n > 0 {
		r.First, r.Last = r.Payments[0].Receipt, r.Payments[n-1].Receipt
	}
	hours := map[int]*HourDay{}
	for i := range r.Payments {
		p := &r.Payments[i]
		p.Posting = "" // what billing says later must not change the report of a batch
		if p.Void {
			mark, err := l.readVoid(s, r.HeadSeq, p.seq)
			if err != nil {
				return err
			}
			if p.Void = mark != nil && mark.Refund == nil; p.Void {
				r.VoidMarks[p.Receipt] = *mark
				continue
			}
		}
		hour := hours[p.At.Hour()]
		if hour == nil {
			hour = &HourDay{Hour: p.At.Hour()}
			hours[p.At.Hour()] = hour
		}
		hour.Payments++
		if hour.Total, err = hour.Total.Add(p.Total); err != nil {
			return err
		}
	}
	for h := range 24 {
		if hours[h] != nil {
			r.Hours = append(r.Hours, *hours[h])
		}
	}
	if r.ChecksTaken, err = l.readChecks(s, r.Day, r.HeadSeq); err != nil {
		return err
	}
	if r.Exceptions, err = readExceptions(s, r.Day, r.HeadSeq); err != nil {
		return err
	}
	if r.AutoPay, err = countAutoPay(s, r.Day, r.HeadSeq); err != nil {
		return err
	}
	if r.Ungiven, err = l.readUngiven(s, r.Day, r.HeadSeq); err != nil {
		return err
	}
	r.Reprints, err = l.readReprints(s, Scope{Day: r.Day, Seq: r.HeadSeq})
	return err
}

// readChecks reads the checks from their entries: the projection keeps only
// what is searched for.
func (l *Ledger) readChecks(s *store, day Day, asOf int64) ([]CheckTaken, error) {
	seqs, err := list(s, scanSeq,
		`SELECT seq FROM payments p WHERE seq <= ?1 AND `+onDay+` AND `+stands+`
			AND check_count > 0 ORDER BY number`, asOf, string(day))
	if err != nil {
		return nil, err
	}
	var checks []CheckTaken
	for _, seq := range seqs {
		var recorded paymentRecorded
		e, err := s.entry(seq, &recorded)
		if err != nil {
			return nil, err
		}
		for _, t := range recorded.Payment.Tenders {
			if t.Kind == Check {
				checks = append(checks, CheckTaken{recorded.Receipt, e.Actor, t.Number, t.Routing, t.Last4, t.Name, t.Amount})
			}
		}
	}
	return checks, nil
}

func (l *Ledger) readDrawers(s *store, r *DayReport) error {
	drawers, err := list(s, scanDrawer, drawerColumns+"WHERE business_day = ? AND seq <= ? ORDER BY seq", string(r.Day), r.HeadSeq)
	if err != nil {
		return err
	}
	r.Deposit.Complete = true
	for _, drawer := range drawers {
		d, err := l.drawerDay(s, drawer, r.HeadSeq)
		if err != nil {
			return err
		}
		r.Drawers = append(r.Drawers, d)
		if d.Closing == nil {
			r.Deposit.Complete = false
			continue
		}
		if r.OverShort, err = r.OverShort.Plus(d.Closing.OverShort); err != nil {
			return err
		}
		drops, err := l.readDrops(s, "WHERE drawer = ? AND seq <= ? ORDER BY number", d.ID, r.HeadSeq)
		if err != nil {
			return err
		}
		if err := r.Deposit.add(*d.Closing, drops); err != nil {
			return err
		}
		if d.Deposit > 0 {
			continue
		}
		if err := r.Undeposited.add(*d.Closing, drops); err != nil {
			return err
		}
	}
	r.Deposits, err = l.readDeposits(s, r.HeadSeq, `WHERE seq <= ? AND number IN
		(SELECT deposit FROM deposited_drawers JOIN drawers ON id = drawer WHERE business_day = ?) ORDER BY number`, r.HeadSeq, string(r.Day))
	return err
}

// drawerDay reads how a drawer stood when the journal ended with an entry.
func (l *Ledger) drawerDay(s *store, drawer Drawer, asOf int64) (d DrawerDay, err error) {
	d.Drawer = drawer
	d.OpenedAt = l.Local(drawer.OpenedAt)
	if d.Clerk, err = s.clerkAt(drawer, asOf); err != nil {
		return d, err
	}
	if d.TakenBack, err = l.takenBack(s, d.ID, asOf); err != nil {
		return d, err
	}
	closings, err := l.readClosings(s, asOf, "WHERE drawer = ?1 AND seq <= ?2 AND (superseded IS NULL OR superseded > ?2)", d.ID, asOf)
	if err != nil {
		return d, err
	}
	if d.State = stateOf(closings); d.State == DrawerOpen {
		return d, nil
	}
	d.Closing = &closings[0]
	d.Closing.Drawer = d.Drawer
	err = s.get("SELECT coalesce(max(number), 0) FROM deposited_drawers JOIN deposits ON number = deposit WHERE drawer = ? AND seq <= ?", []any{d.ID, asOf}, &d.Deposit)
	return d, err
}

// stateOf tells how far a drawer had come by its closing, if it had one.
func stateOf(closings []Closing) DrawerState {
	switch {
	case len(closings) == 0:
		return DrawerOpen
	case closings[0].ApprovedBy == "":
		return DrawerClosed
	}
	return DrawerApproved
}

func (d *ToBank) add(c Closing, drops []Drop) error {
	var errs []error
	sum := func(to *money.Amount, amount money.Amount) {
		total, err := to.Add(amount)
		*to, errs = total, append(errs, err)
	}
	sum(&d.Floats, c.Drawer.Float)
	kept, err := c.Counted.Cash.Sub(c.Drawer.Float)
	errs = append(errs, err)
	sum(&d.Cash, kept)
	sum(&d.Total, kept)
	sum(&d.Cash, c.Dropped.Cash)
	sum(&d.Total, c.Dropped.Cash)
	counts := []Count{c.Count}
	for _, drop := range drops {
		counts = append(counts, drop.Count)
	}
	for _, count := range counts {
		sum(&d.Loose, count.Loose)
		sum(&d.Checks.Total, count.Checks.Total)
		sum(&d.Total, count.Checks.Total)
		sum(&d.Cards.Total, count.Cards.Total)
		d.Checks.Count += count.Checks.Count
		d.Cards.Count += count.Cards.Count
		for _, p := range count.Cash {
			if p.Count > 0 {
				d.addPieces(p)
			}
		}
	}
	return errors.Join(errs...)
}

func (d *ToBank) addPieces(p Pieces) {
	for i := range d.Counted {
		switch d.Counted[i].Value.Cmp(p.Value) {
		case 0:
			d.Counted[i].Count += p.Count
			return
		case -1:
			d.Counted = append(d.Counted[:i], append([]Pieces{p}, d.Counted[i:]...)...)
			return
		}
	}
	d.Counted = append(d.Counted, p)
}

// LastDay returns the newest business day that has a drawer, or today.
func (l *Ledger) LastDay() (Day, error) {
	var day *Day
	err := l.read(func(s *store) error { return s.get("SELECT max(business_day) FROM drawers", nil, &day) })
	if err != nil || day == nil {
		return l.Today(), err
	}
	return *day, nil
}

package ledger

import (
	"time"

	"counterfoil/ledger/money"
)

// DayTotals are a business day's figures by drawer and hour, as it goes on.
// They are read from the day's own payments, and hold none of them.
type DayTotals struct {
	Day         Day
	Drawers     []DrawerTotals
	First, Last string // receipt numbers; empty when there are none

	PerpetualTotal money.Amount
	PerpetualVoids money.Amount
	HeadSeq        int64 // the journal's last entry when they were read
	Head           Hash
}

// DrawerTotals are the figures of one drawer of a day.
type DrawerTotals struct {
	DrawerDay
	Takings
	Hours [24]Takings // by the hour of the day in the station's zone
}

// AllTakings adds up figures.
func AllTakings(of ...Takings) (sum Takings, err error) {
	for _, t := range of {
		if sum, err = sum.plus(t); err != nil {
			return sum, err
		}
	}
	return sum, nil
}

// quarterHour is what every zone's distance from UTC is a multiple of, so that
// payments of one quarter are of one hour everywhere.
const quarterHour = 15 * time.Minute

// DayTotals reads one business day as it stands now.
func (l *Ledger) DayTotals(day Day) (DayTotals, error) {
	totals := DayTotals{Day: day}
	err := l.read(func(s *store) error {
		totals.HeadSeq, totals.Head = l.head.seq, l.head.hash
		var err error
		if totals.PerpetualTotal, totals.PerpetualVoids, err = s.perpetuals(latest); err != nil {
			return err
		}
		drawers, err := list(s, scanDrawer, drawerColumns+"WHERE business_day = ? ORDER BY seq", string(day))
		if err != nil {
			return err
		}
		place := map[string]int{}
		for i, d := range drawers {
			stands, err := l.drawerDay(s, d, latest)
			if err != nil {
				return err
			}
			place[d.ID] = i
			totals.Drawers = append(totals.Drawers, DrawerTotals{DrawerDay: stands})
		}
		quarters, err := s.quarters(day)
		if err != nil {
			return err
		}
		var first, last int64
		for _, q := range quarters {
			if first == 0 || q.first < first {
				first = q.first
			}
			last = max(last, q.last)
			d := &totals.Drawers[place[q.drawer]]
			if d.Takings, err = d.Takings.plus(q.Takings); err != nil {
				return err
			}
			hour := &d.Hours[l.Local(q.at).Hour()]
			if *hour, err = hour.plus(q.Takings); err != nil {
				return err
			}
		}
		for i := range totals.Drawers {
			d := &totals.Drawers[i]
			if d.Takings, err = s.lessRefunds(d.Takings, latest, "drawer = ?2", d.ID); err != nil {
				return err
			}
		}
		if last > 0 {
			totals.First, totals.Last = receiptNumber(l.city.Station, first), receiptNumber(l.city.Station, last)
		}
		return nil
	})
	return totals, err
}

// ReceiptsOf lists the receipts of a business day, voids included, oldest
// first.
func (l *Ledger) ReceiptsOf(day Day) ([]Found, error) {
	var receipts []Found
	err := l.read(func(s *store) (err error) {
		receipts, err = list(s, l.scanFound, foundColumns+"WHERE p.seq <= ?1 AND "+onDay+" ORDER BY p.number", latest, string(day))
		return err
	})
	return receipts, err
}

// quarter is what a drawer took in a quarter of an hour.
type quarter struct {
	drawer      string
	at          time.Time
	first, last int64 // numbers of receipts
	Takings
}

func (s *store) quarters(day Day) ([]quarter, error) {
	length := quarterHour.Milliseconds()
	return list(s, func(row scanner) (q quarter, err error) {
		var n int64
		q.Takings, err = scanTakings(row, &q.drawer, &n, &q.first, &q.last)
		q.at = time.UnixMilli(n * length)
		return q, err
	}, "SELECT "+takingsSums+", drawer, at / ?3 AS quarter, min(number), max(number) FROM payments p WHERE p.seq <= ?1 AND "+onDay+" GROUP BY drawer, quarter",
		latest, string(day), length)
}

// HeadSeq is the number of the journal's last entry: when it moves on,
// something was recorded.
func (l *Ledger) HeadSeq() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.head.seq
}

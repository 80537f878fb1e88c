package merge

import (
	"cmp"
	"context"
	"slices"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// Figures are what a set adds up to.
type Figures struct {
	Payments int64 // that stand
	Lines    int64
	Total    money.Amount
	Void     int64 // payments that are void
	// Reversals are payments to be taken back whose first batch is not in the
	// set.
	Reversals int64
	Holds     int64
	Stations  []StationFigures // by station
	Days      []DayFigures     // by business day
	Twice     []Bill           // paid at two counters
}

// StationFigures are those of the payments of one station that stand.
type StationFigures struct {
	Station        string
	City           string
	From, To       ledger.Day
	First, Last    int64 // batches
	Payments       int64
	Lines          int64
	Total          money.Amount
	Tenders        ledger.Tally // cash net of change
	PerpetualTotal money.Amount // as of the last batch
}

// DayFigures are those of a business day.
type DayFigures struct {
	Day      ledger.Day
	Payments int64
	Lines    int64
	Total    money.Amount
}

// Bill is one bill that was paid at more than one station.
type Bill struct {
	Account, Bill string
	Payments      []BillPayment
}

// BillPayment is a stub line of such a bill.
type BillPayment struct {
	Station, Receipt string
	Day              ledger.Day
	Amount           money.Amount
}

func (s *store) figures(ctx context.Context, sources []Source) (f Figures, err error) {
	stations := map[string]*StationFigures{}
	for _, source := range sources {
		of := stations[source.Station]
		if of == nil {
			of = &StationFigures{Station: source.Station, City: source.City, First: source.Batch}
			stations[source.Station] = of
		}
		of.Last, of.PerpetualTotal = source.Batch, source.PerpetualTotal
	}
	days := map[ledger.Day]*DayFigures{}
	last := ""
	for row, err := range s.rows(ctx, tables[payments]) {
		if err != nil {
			return f, err
		}
		counted := int64(0)
		if payment := row.get("payment_id"); payment != last {
			last, counted = payment, 1
		}
		switch row.get("void") {
		case void:
			f.Void += counted
			continue
		case reversal:
			f.Reversals += counted
			continue
		}
		if err := f.add(stations[row.get("station")], days, row, counted); err != nil {
			return f, err
		}
		if err := s.noteBill(row); err != nil {
			return f, err
		}
	}
	if err := s.addTenders(ctx, stations); err != nil {
		return f, err
	}
	if _, err := s.get("SELECT count(*) FROM holds WHERE void = ''", nil, &f.Holds); err != nil {
		return f, err
	}
	for _, of := range stations {
		f.Stations = append(f.Stations, *of)
	}
	for _, of := range days {
		f.Days = append(f.Days, *of)
	}
	slices.SortFunc(f.Stations, func(a, b StationFigures) int { return cmp.Compare(a.Station, b.Station) })
	slices.SortFunc(f.Days, func(a, b DayFigures) int { return cmp.Compare(a.Day, b.Day) })
	f.Twice, err = s.paidTwice()
	return f, err
}

func (f *Figures) add(of *StationFigures, days map[ledger.Day]*DayFigures, row cells, counted int64) error {
	amount, err := money.Parse(row.get("amount"))
	if err != nil {
		return err
	}
	day := ledger.Day(row.get("business_day"))
	if days[day] == nil {
		days[day] = &DayFigures{Day: day}
	}
	if of.From == "" || day < of.From {
		of.From = day
	}
	of.To = max(of.To, day)
	for _, sum := range []struct {
		payments, lines *int64
		total           *money.Amount
	}{{&f.Payments, &f.Lines, &f.Total}, {&of.Payments, &of.Lines, &of.Total}, {&days[day].Payments, &days[day].Lines, &days[day].Total}} {
		*sum.payments += counted
		*sum.lines++
		if *sum.total, err = sum.total.Add(amount); err != nil {
			return err
		}
	}
	return nil
}

func (s *store) addTenders(ctx context.Context, stations map[string]*StationFigures) error {
	for row, err := range s.rows(ctx, tables[tenders]) {
		if err != nil {
			return err
		}
		if row.get("void") != "" {
			continue
		}
		net, err := money.Parse(row.get("net"))
		if err != nil {
			return err
		}
		of := stations[row.get("station")]
		into := map[string]*money.Amount{"cash": &of.Tenders.Cash, "check": &of.Tenders.Check, "card": &of.Tenders.Card}[row.get("tender")]
		if *into, err = into.Add(net); err != nil {
			return err
		}
	}
	return nil
}

// noteBill keeps a line that stands, for finding those paid twice.
func (s *store) noteBill(row cells) error {
	if row.get("bill") == "" {
		return nil
	}
	amount, err := money.Parse(row.get("amount"))
	if err != nil {
		return err
	}
	place := tables[payments].place(row)
	return s.exec("INSERT INTO bills VALUES (?,?,?,?,?,?,?,?)", row.get("account"), row.get("bill"), row.get("station"), row.get("receipt"), amount.Cents(), row.get("business_day"), place[0], place[1])
}

// paidTwice lists the bills that were paid at more than one station.
func (s *store) paidTwice() ([]Bill, error) {
	rows, err := s.tx.Query(`SELECT account, bill, station, receipt, amount, day FROM bills
		WHERE (account, bill) IN (SELECT account, bill FROM bills GROUP BY account, bill HAVING min(station) < max(station))
		ORDER BY account, bill, station, n, line`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var bills []Bill
	for rows.Next() {
		var b Bill
		var p BillPayment
		var amount int64
		if err := rows.Scan(&b.Account, &b.Bill, &p.Station, &p.Receipt, &amount, &p.Day); err != nil {
			return nil, err
		}
		p.Amount = money.FromCents(amount)
		if last := len(bills) - 1; last < 0 || bills[last].Account != b.Account || bills[last].Bill != b.Bill {
			bills = append(bills, b)
		}
		last := &bills[len(bills)-1]
		last.Payments = append(last.Payments, p)
	}
	return bills, rows.Err()
}

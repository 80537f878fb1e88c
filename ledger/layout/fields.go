package layout

import (
	"slices"
	"strings"
	"time"

	"counterfoil/ledger/money"
)

// sort is what a field's values are.
type sort int

const (
	text   sort = iota
	day         // YYYY-MM-DD, or empty
	moment      // a date with its time
	amount
	count
)

// scope is where a field has a value.
type scope int

const (
	anywhere    scope = 1 << iota
	ofPayment         // detail and overflow records
	ofLine            // … of a line
	ofTender          // … of a tender
	ofFund            // … of a fund
	ofPart            // overflow records
	ofBatch           // in a batch, its header and its total
	ofTotals          // headers, totals and trailers
	anyRow      = ofPayment | ofLine | ofTender | ofFund | ofPart
	totalScopes = anywhere | ofTotals
)

// field is something that a column can hold. Its value is a string, a
// time.Time, a money.Amount, an int64, or nil where it is not known.
type field struct {
	sort  sort
	scope scope
	typed bool // text that people typed: it may be cut
	money bool // an amount that a reversal turns around
	value func(*place) any
}

// place is the point in the file that a record is written at.
type place struct {
	set        *Set
	row        *row // nil in headers, totals and trailers that are not of a group
	part       int  // of the row, from 1
	parts      int
	totals     Totals
	record     int64 // number in the file, from 1
	rowNumber  int64
	rowInBatch int64
	batch      int64 // number of the batch in the file
	negative   bool  // amounts of a reversal are below zero
}

func (at *place) line() *Line     { return at.row.line }
func (at *place) tender() *Tender { return at.row.tender }

func ofSet(sort sort, value func(*Set) any) *field {
	return &field{sort: sort, scope: anywhere, value: func(at *place) any { return value(at.set) }}
}

func paymentField(sort sort, value func(*Payment) any) *field {
	return &field{sort: sort, scope: ofPayment, value: func(at *place) any { return value(at.row.payment) }}
}

func lineField(sort sort, value func(*Line) any) *field {
	return &field{sort: sort, scope: ofLine, value: func(at *place) any { return value(at.line()) }}
}

func tenderField(sort sort, value func(*Tender) any) *field {
	return &field{sort: sort, scope: ofTender, value: func(at *place) any { return value(at.tender()) }}
}

func counted(scope scope, value func(*place) int64) *field {
	return &field{sort: count, scope: scope, value: func(at *place) any { return value(at) }}
}

func totaled(value func(*Totals) money.Amount) *field {
	return &field{sort: amount, scope: ofTotals, value: func(at *place) any { return value(&at.totals) }}
}

func typed(f *field) *field {
	f.typed = true
	return f
}

// moved marks an amount that changes hands the other way in a reversal.
func moved(f *field) *field {
	f.money = true
	return f
}

// fields are what a column can hold, by name. Where a name is one of the
// bundle's columns, it means the same.
var fields = map[string]*field{
	"city":        typed(ofSet(text, func(s *Set) any { return s.City })),
	"made_at":     ofSet(moment, func(s *Set) any { return s.MadeAt }),
	"from":        ofSet(day, func(s *Set) any { return s.From }),
	"to":          ofSet(day, func(s *Set) any { return s.To }),
	"set_station": ofSet(text, func(s *Set) any { return s.Station }),
	"set_batch": ofSet(count, func(s *Set) any {
		if s.Batch == 0 {
			return nil
		}
		return s.Batch
	}),

	"payment_id":   paymentField(text, func(p *Payment) any { return p.ID }),
	"receipt":      paymentField(text, func(p *Payment) any { return p.Receipt }),
	"station":      paymentField(text, func(p *Payment) any { return p.Station }),
	"clerk":        typed(paymentField(text, func(p *Payment) any { return p.Clerk })),
	"received_at":  paymentField(moment, func(p *Payment) any { return p.Received }),
	"recorded_at":  paymentField(moment, func(p *Payment) any { return p.Recorded }),
	"business_day": paymentField(day, func(p *Payment) any { return p.Day }),
	"payor":        typed(paymentField(text, func(p *Payment) any { return p.Payor })),
	"note":         typed(paymentField(text, func(p *Payment) any { return p.Note })),
	"book":         paymentField(text, func(p *Payment) any { return p.Book }),
	"writer":       typed(paymentField(text, func(p *Payment) any { return p.Writer })),
	"replaces":     paymentField(text, func(p *Payment) any { return p.Replaces }),
	"batch":        paymentField(count, func(p *Payment) any { return p.Batch }),
	"seq":          paymentField(count, func(p *Payment) any { return p.Seq }),
	"void": paymentField(text, func(p *Payment) any {
		if p.Reversal {
			return "reversal"
		}
		return ""
	}),
	"billing": paymentField(text, func(p *Payment) any {
		if p.Again {
			return "resubmission"
		}
		return ""
	}),
	"lines": paymentField(count, func(p *Payment) any { return int64(len(p.Lines)) }),
	"payment_total": moved(paymentField(amount, func(p *Payment) any {
		total, _ := p.total() // parts found that it adds up
		return total
	})),
	"tender":       {sort: text, scope: ofPayment, value: tenderKinds},
	"check_number": {sort: text, scope: ofPayment, value: checkNumbers},
	"amount":       moved(&field{sort: amount, scope: ofPayment, value: func(at *place) any { return at.row.amount }}),

	"account":   lineField(text, func(l *Line) any { return l.Account }),
	"bill":      lineField(text, func(l *Line) any { return l.Bill }),
	"bill_date": lineField(day, func(l *Line) any { return l.BillDate }),
	"due":       lineField(day, func(l *Line) any { return l.Due }),
	"amount_due": lineField(amount, func(l *Line) any {
		if l.AmountDue == nil {
			return nil
		}
		return *l.AmountDue
	}),
	"line_amount": moved(lineField(amount, func(l *Line) any { return l.Amount })),
	"scan":        lineField(text, func(l *Line) any { return l.Scan }),
	"autopay": lineField(text, func(l *Line) any {
		if l.AutoPay {
			return "yes"
		}
		return ""
	}),
	"line": {sort: count, scope: ofLine, value: func(at *place) any { return number(at.row.payment.Lines, at.line()) }},
	"fund": {sort: text, scope: ofFund, value: func(at *place) any { return at.row.fund }},

	"number":   tenderField(text, func(t *Tender) any { return t.Number }),
	"routing":  tenderField(text, func(t *Tender) any { return t.Routing }),
	"last4":    tenderField(text, func(t *Tender) any { return t.Last4 }),
	"name":     typed(tenderField(text, func(t *Tender) any { return t.Name })),
	"date":     tenderField(day, func(t *Tender) any { return t.Date }),
	"tendered": moved(tenderField(amount, func(t *Tender) any { return t.Handed })),
	"change":   moved(tenderField(amount, func(t *Tender) any { return t.Change })),
	"net": moved(tenderField(amount, func(t *Tender) any {
		net, _ := t.net() // parts found that it fits
		return net
	})),
	"item":  {sort: count, scope: ofTender, value: func(at *place) any { return number(at.row.payment.Tenders, at.tender()) }},
	"items": paymentField(count, func(p *Payment) any { return int64(len(p.Tenders)) }),

	"part":  counted(ofPart, func(at *place) int64 { return int64(at.part) }),
	"parts": counted(ofPart, func(at *place) int64 { return int64(at.parts) }),
	"last_part": {sort: text, scope: ofPart, value: func(at *place) any {
		if at.part == at.parts {
			return "yes"
		}
		return "no"
	}},

	"record_number": counted(anywhere, func(at *place) int64 { return at.record }),
	"row_number":    counted(ofPayment, func(at *place) int64 { return at.rowNumber }),
	"row_in_batch":  counted(ofPayment, func(at *place) int64 { return at.rowInBatch }),
	"batch_number":  counted(ofBatch, func(at *place) int64 { return at.batch }),

	"payments":    counted(ofTotals, func(at *place) int64 { return at.totals.Payments }),
	"rows":        counted(ofTotals, func(at *place) int64 { return at.totals.Rows }),
	"records":     counted(ofTotals, func(at *place) int64 { return at.totals.Records }),
	"batches":     counted(ofTotals, func(at *place) int64 { return at.totals.Batches }),
	"lockboxes":   counted(ofTotals, func(at *place) int64 { return at.totals.Lockboxes }),
	"total":       totaled(func(t *Totals) money.Amount { return t.Total }),
	"total_cash":  totaled(func(t *Totals) money.Amount { return t.Cash }),
	"total_check": totaled(func(t *Totals) money.Amount { return t.Check }),
	"total_card":  totaled(func(t *Totals) money.Amount { return t.Card }),
	"hash_total":  {sort: text, scope: ofTotals, value: func(at *place) any { return at.totals.Accounts.String() }},
}

// Fields are the names that a column's field can have, in order.
func Fields() []string {
	var names []string
	for name := range fields {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// tenderKinds is the tender of the row, or those of the payment as
// payments.csv has them: cash+check.
func tenderKinds(at *place) any {
	if at.row.tender != nil {
		return at.row.tender.Kind
	}
	var kinds []string
	for _, kind := range []string{"cash", "check", "card"} {
		if slices.ContainsFunc(at.row.payment.Tenders, func(t Tender) bool { return t.Kind == kind }) {
			kinds = append(kinds, kind)
		}
	}
	return strings.Join(kinds, "+")
}

// checkNumbers is the number of the row's check, or those of the payment as
// payments.csv has them, joined with "; ".
func checkNumbers(at *place) any {
	tenders := at.row.payment.Tenders
	if at.row.tender != nil {
		tenders = []Tender{*at.row.tender}
	}
	var numbers []string
	for _, t := range tenders {
		if t.Kind == "check" {
			numbers = append(numbers, t.Number)
		}
	}
	return strings.Join(numbers, "; ")
}

// valueAt is the field's value at a place; nil: it is not known there.
func (f *field) valueAt(at *place) any {
	v := f.value(at)
	switch known := v.(type) {
	case string:
		if known == "" {
			return nil
		}
	case time.Time:
		if known.IsZero() {
			return nil
		}
	case money.Amount:
		if f.money && at.negative && at.row.payment.Reversal {
			return money.FromCents(-known.Cents())
		}
	}
	return v
}

package billing

import (
	"iter"
	"strconv"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

// Ours is a stub line as payments.csv of a bundle, or of a merged set, has it.
type Ours struct {
	Payment  string
	Receipt  string
	Book     string // number of a handwritten receipt
	Line     int
	Account  string
	Bill     string
	Amount   money.Amount
	Day      ledger.Day // business day
	Received ledger.Day
	Void     string // as in the file
	Billing  string
	Batch    int64
}

// Stands tells whether the line is to be in billing.
func (o Ours) Stands() bool { return o.Void == "" }

// ReadOurs reads the rows of payments.csv.
func ReadOurs(rows iter.Seq2[bundle.Row, error]) ([]Ours, error) {
	var all []Ours
	for row, err := range rows {
		if err != nil {
			return nil, err
		}
		line := Ours{
			Payment: row.Cell("payment_id"), Receipt: row.Cell("receipt"), Book: row.Cell("book"), Account: row.Cell("account"), Bill: row.Cell("bill"),
			Day: ledger.Day(row.Cell("business_day")), Void: row.Cell("void"), Billing: row.Cell("billing"),
		}
		if received := row.Cell("received_at"); len(received) >= len("2006-01-02") {
			line.Received = ledger.Day(received[:len("2006-01-02")])
		}
		if line.Amount, err = money.Parse(row.Cell("amount")); err == nil {
			line.Line, err = strconv.Atoi(row.Cell("line"))
		}
		if err == nil {
			line.Batch, err = strconv.ParseInt(row.Cell("batch"), 10, 64)
		}
		if err != nil {
			return nil, phrase.Errorf("payments.csv, receipt %s: %w", line.Receipt, err)
		}
		all = append(all, line)
	}
	return all, nil
}

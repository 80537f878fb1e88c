package bundle

import (
	"bytes"
	"encoding/csv"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/layout"
	"counterfoil/ledger/money"
)

// The columns of the CSV files. The first columns of payments.csv are what
// importers were written for: new ones go behind.
var (
	paymentColumns = []string{
		"payment_id", "receipt", "station", "clerk", "received_at", "business_day", "account", "bill", "bill_date", "due",
		"amount_due", "amount", "tender", "check_number", "payor", "book", "void",
		"line", "lines", "scan", "bill_copy", "note", "warnings", "batch", "seq", "hash",
		"copy_sha256", "copy_bytes", "copy_media", "autopay", "recorded_at", "writer", "account_keyed", "replaces", "billing",
	}
	tenderColumns = []string{
		"payment_id", "receipt", "station", "clerk", "received_at", "business_day", "tender", "amount", "change", "net",
		"number", "routing", "last4", "name", "void", "item", "items", "batch", "date",
	}
	fundColumns = []string{
		"payment_id", "receipt", "station", "received_at", "business_day", "account", "bill", "line", "fund", "amount",
		"void", "item", "items", "batch",
	}
	voidColumns = []string{
		"payment_id", "receipt", "station", "total", "voided_at", "voided_by", "approved_by", "reason", "void", "batch",
		"refund", "refund_clerk",
	}
	closingColumns = []string{
		"closing", "drawer", "station", "clerk", "business_day", "closed_at", "float",
		"expected_cash", "expected_check", "expected_card", "counted_cash", "counted_check", "counted_card",
		"over_short_cash", "over_short_check", "over_short_card", "receipts", "voids",
		"perpetual_total", "perpetual_voids", "approved_by", "approved_at", "batch", "hash", "lines", "stubs_counted",
		"counted_by", "witness", "dropped_cash", "dropped_check", "alarms", "approval_reason", "reopened_by", "reopened_at", "reopen_reason",
	}
)

// The values of the column void.
const (
	stands   = ""         // to be posted
	void     = "void"     // void before any export carried it: never to be posted
	reversal = "reversal" // carried by an earlier batch: to be taken back
)

func standingOf(c ledger.Carried) string {
	switch {
	case c.Reversal:
		return reversal
	case c.Void != nil:
		return void
	}
	return stands
}

// tables is where the rows of a batch go: into files when it is written,
// beside the files when it is verified.
type tables struct {
	station                                   string
	batch                                     int64
	payments, tenders, funds, voids, closings func(row []string) error
	deposits, corrections, returned, holds    func(row []string) error
	zone                                      *time.Location
}

// fill gives every row of a batch to its table and adds up the figures on the
// way. It holds one payment at a time.
func (t tables) fill(carried iter.Seq2[ledger.Carried, error], closings []ledger.Closing, deposits, changes []ledger.Entry) (Figures, error) {
	var f Figures
	for _, s := range []*Sums{&f.Stands, &f.Void, &f.Reversal} {
		s.Funds = []ledger.Fund{}
	}
	var accounts layout.HashTotal
	for c, err := range carried {
		if err != nil {
			return f, err
		}
		if err := t.addPayment(c); err != nil {
			return f, err
		}
		if err := f.add(c); err != nil {
			return f, err
		}
		if standingOf(c) != stands {
			continue
		}
		for n := range c.Payment.Lines {
			if c.Again && !slices.Contains(c.Lines, n+1) {
				continue
			}
			accounts.Add(c.AccountOf(n + 1))
		}
	}
	f.HashTotal = accounts.String()
	for _, c := range closings {
		if err := t.closings(t.closingRow(c)); err != nil {
			return f, err
		}
	}
	for _, e := range changes {
		if err := t.addChange(&f, e); err != nil {
			return f, err
		}
	}
	for _, e := range deposits {
		row, err := t.depositRow(e)
		if err != nil {
			return f, err
		}
		if err := t.deposits(row); err != nil {
			return f, err
		}
	}
	return f, nil
}

func (t tables) addPayment(c ledger.Carried) error {
	if c.Again {
		return t.addAgain(c)
	}
	for n := range c.Payment.Lines {
		if err := t.payments(t.paymentRow(c, n)); err != nil {
			return err
		}
		if err := t.addHold(c, n); err != nil {
			return err
		}
	}
	if err := t.addFunds(c); err != nil {
		return err
	}
	given, err := givenBack(c)
	if err != nil {
		return err
	}
	for n, tender := range c.Payment.Tenders {
		net, err := tender.Amount.Sub(given[n])
		if err != nil {
			return err
		}
		if err := t.tenders(t.tenderRow(c, n, given[n], net)); err != nil {
			return err
		}
	}
	if c.Void == nil {
		return nil
	}
	return t.voids(t.voidRow(c))
}

// addFunds gives a row for each part of a line whose split is known.
func (t tables) addFunds(c ledger.Carried) error {
	item, items := 0, 0
	for _, line := range c.Payment.Lines {
		items += len(line.Funds)
	}
	for n, line := range c.Payment.Lines {
		for _, fund := range line.Funds {
			item++
			err := t.funds([]string{
				c.Payment.ID, c.Number, t.station, stamp(c.Received()), string(c.Day), c.AccountOf(n + 1), line.Bill, strconv.Itoa(n + 1),
				fund.Name, fund.Amount.String(), standingOf(c), strconv.Itoa(item), strconv.Itoa(items), number(t.batch),
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// givenBack is the change that was given out of each tender: of the first cash
// first.
func givenBack(c ledger.Carried) (given []money.Amount, err error) {
	change := c.Change
	for _, tender := range c.Payment.Tenders {
		var part money.Amount
		if tender.Kind == ledger.Cash {
			part = change.AtMost(tender.Amount)
		}
		if change, err = change.Sub(part); err != nil {
			return nil, err
		}
		given = append(given, part)
	}
	return given, nil
}

func (t tables) paymentRow(c ledger.Carried, n int) []string {
	line := c.Payment.Lines[n]
	var due string
	if line.AmountDue != nil {
		due = line.AmountDue.String()
	}
	return append([]string{
		c.Payment.ID, c.Number, t.station, c.Clerk, stamp(c.Received()), string(c.Day),
		c.AccountOf(n + 1), line.Bill, string(line.BillDate), string(line.Due), due, line.Amount.String(),
		tenderKinds(c.Payment), checkNumbers(c.Payment), c.Payment.Payor, paperNumber(c), standingOf(c),
		strconv.Itoa(n + 1), strconv.Itoa(len(c.Payment.Lines)), line.Scan, copyOf(c.Payment, n), c.Payment.Note,
		warningsOn(c.Warnings, n+1), number(t.batch), number(c.Seq), c.Hash.String(),
	}, slices.Concat(pictureCells(line), []string{autopayOf(c, n+1)}, laterCells(c, n+1), []string{billingOf(c, n+1)})...)
}

// autopayOf tells whether billing drafts the account of a line as well.
func autopayOf(c ledger.Carried, line int) string {
	if onAutoPay(c, line) {
		return "yes"
	}
	return ""
}

func onAutoPay(c ledger.Carried, line int) bool {
	return slices.ContainsFunc(c.Warnings, func(w ledger.Warning) bool { return w.Kind == ledger.AutoPay && w.Line == line })
}

// copyOf says how the copy of a line's bill came.
func copyOf(p ledger.Payment, n int) string {
	if p.Lines[n].Copy != nil {
		return "picture"
	}
	return string(p.Copy)
}

// pictureCells name the kept picture of a line's bill.
func pictureCells(line ledger.Line) []string {
	if line.Copy == nil {
		return []string{"", "", ""}
	}
	return []string{line.Copy.SHA256, number(line.Copy.Bytes), line.Copy.Media}
}

func tenderKinds(p ledger.Payment) string {
	var kinds []string
	for _, kind := range []ledger.TenderKind{ledger.Cash, ledger.Check, ledger.Card} {
		if slices.ContainsFunc(p.Tenders, func(t ledger.Tender) bool { return t.Kind == kind }) {
			kinds = append(kinds, string(kind))
		}
	}
	return strings.Join(kinds, "+")
}

func checkNumbers(p ledger.Payment) string {
	var numbers []string
	for _, t := range p.Tenders {
		if t.Kind == ledger.Check {
			numbers = append(numbers, t.Number)
		}
	}
	return strings.Join(numbers, "; ")
}

// warningsOn lists the warnings about one line or about the whole payment,
// each with the reason it was taken with.
func warningsOn(warnings []ledger.Warning, line int) string {
	var texts []string
	for _, w := range warnings {
		if w.Line != 0 && w.Line != line {
			continue
		}
		text := string(w.Kind)
		if w.Reason != "" {
			text += " (" + w.Reason + ")"
		}
		if w.ApprovedBy != "" {
			text += " (approved by " + w.ApprovedBy + ")"
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "; ")
}

func (t tables) tenderRow(c ledger.Carried, n int, change, net money.Amount) []string {
	tender := c.Payment.Tenders[n]
	return []string{
		c.Payment.ID, c.Number, t.station, c.Clerk, stamp(c.Received()), string(c.Day),
		string(tender.Kind), tender.Amount.String(), change.String(), net.String(),
		tender.Number, tender.Routing, tender.Last4, tender.Name,
		standingOf(c), strconv.Itoa(n + 1), strconv.Itoa(len(c.Payment.Tenders)), number(t.batch), string(tender.Date),
	}
}

func (t tables) voidRow(c ledger.Carried) []string {
	return []string{
		c.Payment.ID, c.Number, t.station, c.Total.String(), stamp(c.Void.At), c.Void.By, c.Void.ApprovedBy, c.Void.Reason,
		standingOf(c), number(t.batch), refundWay(c), refundClerk(c),
	}
}

func (t tables) closingRow(c ledger.Closing) []string {
	var approvedAt, reopenedAt, stubs string
	if c.Count.Stubs != nil {
		stubs = number(*c.Count.Stubs)
	}
	if c.ApprovedBy != "" {
		approvedAt = stamp(c.ApprovedAt)
	}
	if c.Superseded() {
		reopenedAt = stamp(c.ReopenedAt)
	}
	row := []string{number(c.Number), c.Drawer.ID, t.station, c.Drawer.Clerk, string(c.Drawer.Day), stamp(c.At), c.Drawer.Float.String()}
	for _, tally := range []ledger.Tally{c.Expected, c.Counted, c.OverShort} {
		row = append(row, tally.Cash.String(), tally.Check.String(), tally.Card.String())
	}
	return append(row, number(c.Receipts), number(c.Voids), c.PerpetualTotal.String(), c.PerpetualVoids.String(),
		c.ApprovedBy, approvedAt, number(t.batch), c.Hash.String(), number(c.Lines), stubs,
		c.CountedBy, c.Witness, c.Dropped.Cash.String(), c.Dropped.Check.String(), strings.Join(c.Alarms(), "; "),
		c.ApprovalReason, c.ReopenedBy, reopenedAt, c.ReopenReason)
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// rowEncoder writes rows as RFC 4180 has them: commas, CRLF, quotes only where
// they are needed.
type rowEncoder struct {
	text bytes.Buffer
	csv  *csv.Writer
}

func newRowEncoder() *rowEncoder {
	e := &rowEncoder{}
	e.csv = csv.NewWriter(&e.text)
	e.csv.UseCRLF = true
	return e
}

// encode returns the row's line. It is good until the next call.
func (e *rowEncoder) encode(row []string) ([]byte, error) {
	e.text.Reset()
	if err := e.csv.Write(row); err != nil {
		return nil, err
	}
	e.csv.Flush()
	return e.text.Bytes(), e.csv.Error()
}

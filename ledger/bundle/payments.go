package bundle

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"time"

	"counterfoil/ledger/layout"
	"counterfoil/ledger/money"
)

// ReadPayments puts the rows of payments.csv, tenders.csv and funds.csv, of a
// bundle or of a merged set, together again as profiles want them. All three
// are in the same order. The rows of a payment that is void are passed over.
func ReadPayments(payments, tenders, funds iter.Seq2[Row, error]) iter.Seq2[layout.Payment, error] {
	return func(yield func(layout.Payment, error) bool) {
		r := reader{payments: follow(payments), tenders: follow(tenders), funds: follow(funds)}
		defer r.stop()
		for r.payments.row != nil {
			p, takes, err := r.next()
			if err == nil && !takes {
				continue
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
		if err := errors.Join(r.payments.err, r.tenders.err, r.funds.err); err != nil {
			yield(layout.Payment{}, err)
		}
	}
}

const maxLines = 50

// reader walks three files side by side.
type reader struct{ payments, tenders, funds *rowWalk }

func (r reader) stop() {
	for _, w := range []*rowWalk{r.payments, r.tenders, r.funds} {
		w.stop()
	}
}

// rowWalk is a file at its current row; nil: at its end, or at an error.
type rowWalk struct {
	row  *Row
	err  error
	pull func() (Row, error, bool)
	stop func()
}

func follow(rows iter.Seq2[Row, error]) *rowWalk {
	w := &rowWalk{}
	w.pull, w.stop = iter.Pull2(rows)
	w.advance()
	return w
}

func (w *rowWalk) advance() {
	w.row = nil
	row, err, more := w.pull()
	if w.err = err; more && err == nil {
		w.row = &row
	}
}

// group takes the rows of one payment that stand together. In a bundle its
// reversal is another.
func (w *rowWalk) group(id, void string) (rows []Row) {
	for w.row != nil && w.row.Cell("payment_id") == id && w.row.Cell("void") == void {
		rows = append(rows, *w.row)
		w.advance()
	}
	return rows
}

// next reads one payment.
func (r reader) next() (p layout.Payment, takes bool, err error) {
	id, standing := r.payments.row.Cell("payment_id"), r.payments.row.Cell("void")
	lines := r.payments.group(id, standing)
	tenders, funds := r.tenders.group(id, standing), r.funds.group(id, standing)
	c := &cellReader{row: lines[0]}
	p = layout.Payment{
		ID: id, Receipt: c.text("receipt"), Station: c.text("station"), Clerk: c.text("clerk"),
		Received: c.time("received_at"), Recorded: c.time("recorded_at"), Day: c.text("business_day"),
		Payor: c.text("payor"), Note: c.text("note"), Book: c.text("book"), Writer: c.text("writer"), Replaces: c.text("replaces"),
		Batch: c.number("batch"), Seq: c.number("seq"), Reversal: standing == reversal, Again: c.text("billing") == resubmission,
	}
	if n := c.number("lines"); n < 1 || n > maxLines {
		c.fail("lines", "a payment has 1 to 50 stub lines")
	} else {
		p.Lines = make([]layout.Line, n)
	}
	for _, row := range lines {
		c.row = row
		n := c.number("line")
		if c.err == nil && (n < 1 || n > int64(len(p.Lines))) {
			c.fail("line", "there is no such line in the payment")
		}
		if c.err != nil {
			return p, false, c.err
		}
		p.Lines[n-1] = layout.Line{
			Account: c.text("account"), Bill: c.text("bill"), BillDate: c.text("bill_date"), Due: c.text("due"),
			AmountDue: c.optional("amount_due"), Amount: c.amount("amount"), Scan: c.text("scan"), AutoPay: c.text("autopay") == "yes",
		}
		if c.text("billing") != rejected {
			p.Only = append(p.Only, int(n))
		}
	}
	if len(p.Only) == len(p.Lines) {
		p.Only = nil
	}
	for _, row := range tenders {
		c.row = row
		p.Tenders = append(p.Tenders, layout.Tender{
			Kind: c.text("tender"), Handed: c.amount("amount"), Change: c.amount("change"), Number: c.text("number"),
			Routing: c.text("routing"), Last4: c.text("last4"), Name: c.text("name"), Date: c.text("date"),
		})
	}
	for _, row := range funds {
		c.row = row
		if n := c.number("line"); c.err == nil && n >= 1 && n <= int64(len(p.Lines)) {
			p.Lines[n-1].Funds = append(p.Lines[n-1].Funds, layout.Fund{Name: c.text("fund"), Amount: c.amount("amount")})
		}
	}
	return p, standing != void && !allRejected(lines), c.err
}

func allRejected(lines []Row) bool {
	return !slices.ContainsFunc(lines, func(row Row) bool { return row.Cell("billing") != rejected })
}

// cellReader reads values out of a row, and keeps the first that it cannot.
type cellReader struct {
	row Row
	err error
}

func (c *cellReader) fail(column, why string) {
	c.err = cmp.Or(c.err, fmt.Errorf("receipt %s, column %s: %s", c.row.Cell("receipt"), column, why))
}

func (c *cellReader) text(column string) string { return c.row.Cell(column) }

func (c *cellReader) number(column string) int64 {
	n, err := strconv.ParseInt(c.row.Cell(column), 10, 64)
	if err != nil {
		c.fail(column, "it is not a number")
	}
	return n
}

func (c *cellReader) time(column string) time.Time {
	t, err := time.Parse(time.RFC3339, c.row.Cell(column))
	if err != nil {
		c.fail(column, "it is not a time")
	}
	return t
}

func (c *cellReader) amount(column string) money.Amount {
	a, err := money.Parse(c.row.Cell(column))
	if err != nil {
		c.fail(column, err.Error())
	}
	return a
}

func (c *cellReader) optional(column string) *money.Amount {
	if c.row.Cell(column) == "" {
		return nil
	}
	a := c.amount(column)
	return &a
}

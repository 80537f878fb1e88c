package billing

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
	"counterfoil/ledger/roster"
)

// Row is one row of a billing system's list. A field that has no column, or an
// empty cell, is empty.
type Row struct {
	At        int // line of the file, counted from 1
	PaymentID string
	Receipt   string
	Line      int // of the payment, counted from 1; 0: not said
	Status    ledger.PostingStatus
	Reason    string
	Reference string
	Account   string
	Amount    *money.Amount // nil: not said
	Date      ledger.Day
	Wrong     error // why the row cannot be used; nil: it can
}

// number is that by which the row names a payment; empty: it names none.
func (r Row) number() string { return cmp.Or(r.PaymentID, r.Receipt) }

// List is a billing system's list, read whole.
type List struct {
	Name   string // of the file, without its folder
	SHA256 string
	Rows   []Row
	has    map[Field]int // columns, counted from 0
}

// Has tells whether the list has a column for a field.
func (l *List) Has(f Field) bool { _, ok := l.has[f]; return ok }

// headRows may stand above the columns' names: a title, the date of the report.
const headRows = 20

// ReadList reads a CSV file or an Excel workbook by a mapping. The scratch
// folder takes a copy of a workbook for the while.
func ReadList(ctx context.Context, path, scratch string, m Mapping, progress roster.Progress) (*List, error) {
	return readList(ctx, path, scratch, m, math.MaxInt, progress)
}

// firstRows tell how a list is written.
const firstRows = 100

// ReadFirst reads the first rows of a list, to show how a mapping reads them.
func ReadFirst(ctx context.Context, path, scratch string, m Mapping) (*List, error) {
	return readList(ctx, path, scratch, m, firstRows, func(float64) {})
}

func readList(ctx context.Context, path, scratch string, m Mapping, most int, progress roster.Progress) (*List, error) {
	file, err := roster.Open(ctx, path, scratch, nil)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r := reader{mapping: m, file: file, list: &List{Name: file.Name}}
	if r.list.SHA256, err = digest(path); err != nil {
		return nil, err
	}
	var head []roster.Row
	for row, err := range file.Rows(ctx, progress) {
		if err != nil {
			return nil, err
		}
		if len(r.list.Rows) == most {
			break
		}
		switch {
		case r.list.has != nil:
			r.take(row)
		case r.header(row):
		default:
			if head = append(head, row); len(head) == headRows {
				return nil, r.noHeader(head)
			}
		}
	}
	if r.list.has == nil {
		return nil, r.noHeader(head)
	}
	return r.list, r.readAmountsAndDates()
}

func digest(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, file)
	return hex.EncodeToString(sum.Sum(nil)), err
}

// reader reads a list: first every row as text, because how its dates and
// amounts are written is known only from all of them.
type reader struct {
	mapping       Mapping
	file          *roster.File
	list          *List
	amounts, days []string
}

// FormError says that it cannot be told from a list how its dates or amounts
// are written: the mapping has to say.
type FormError struct{ error }

func (e *FormError) Unwrap() error { return e.error }

// header takes a row for the columns' names when it has those that name a
// payment: its id, its receipt, or its account and amount.
func (r *reader) header(row roster.Row) bool {
	has := map[Field]int{}
	for field, name := range r.mapping.Columns {
		if at := column(row, name); at >= 0 {
			has[field] = at
		}
	}
	if !names(has) {
		return false
	}
	r.list.has = has
	return true
}

func names(has map[Field]int) bool {
	_, id := has[PaymentID]
	_, receipt := has[Receipt]
	_, account := has[Account]
	_, amount := has[Amount]
	return id || receipt || account && amount
}

// column is that of a name in the row of names, or -1.
func column(row roster.Row, name string) int {
	return slices.IndexFunc(row.Cells, func(cell string) bool {
		return strings.EqualFold(strings.Join(strings.Fields(cell), " "), name)
	})
}

func (r *reader) noHeader(head []roster.Row) error {
	var first string
	if len(head) > 0 {
		first = strings.Join(head[0].Cells, ", ")
	}
	if runes := []rune(first); len(runes) > 200 {
		first = string(runes[:200]) + "…"
	}
	return phrase.Errorf("%s has no line of column names with a payment_id, a receipt, or an account and an amount; it begins with %q. Say which column is what, like receipt=Rcpt No", r.list.Name, first)
}

func (r *reader) take(row roster.Row) {
	cell := func(f Field) string {
		if at, ok := r.list.has[f]; ok {
			return row.Cell(at)
		}
		return ""
	}
	out := Row{
		At: row.Line, PaymentID: strings.ToLower(cell(PaymentID)), Receipt: strings.ToUpper(cell(Receipt)),
		Reason: cell(Reason), Reference: cell(Reference), Account: cell(Account),
	}
	if row.Bad != "" {
		out.Wrong = errors.New(row.Bad)
	}
	if text := cell(Line); text != "" {
		var err error
		if out.Line, err = strconv.Atoi(text); err != nil || out.Line < 1 {
			out.Wrong = phrase.Errorf("line %q is not the number of a stub line", clip(text))
		}
	}
	status, known := r.mapping.status(cell(Status))
	if out.Status = status; !known && r.list.Has(Status) && out.Wrong == nil {
		out.Wrong = phrase.Errorf("nobody said what the status %q means", clip(cell(Status)))
	}
	r.list.Rows = append(r.list.Rows, out)
	r.amounts, r.days = append(r.amounts, cell(Amount)), append(r.days, cell(Date))
}

// manyAmounts is how many whole numbers, and not one with cents, are doubtful.
const manyAmounts = 20

func (r *reader) readAmountsAndDates() error {
	style, err := r.amountStyle()
	if err != nil {
		return err
	}
	format, err := r.dateFormat()
	if err != nil {
		return err
	}
	for i := range r.list.Rows {
		row := &r.list.Rows[i]
		if text := r.amounts[i]; text != "" {
			amount, err := roster.ReadAmount(text, style)
			if err != nil && row.Wrong == nil {
				row.Wrong = err
			}
			row.Amount = &amount
		}
		day, err := r.file.Date(r.days[i], format)
		if err != nil && row.Wrong == nil {
			row.Wrong = err
		}
		row.Date = day
	}
	r.amounts, r.days = nil, nil
	return nil
}

func (r *reader) amountStyle() (roster.AmountStyle, error) {
	if r.mapping.Amounts != "" {
		return r.mapping.Amounts, nil
	}
	comma, dollars, pointed := 0, 0, 0
	for _, text := range r.amounts {
		if _, err := roster.ReadAmount(text, roster.Comma); err == nil {
			comma++
		}
		if _, err := roster.ReadAmount(text, roster.Dollars); err == nil {
			dollars++
		}
		if strings.ContainsAny(text, ".,") {
			pointed++
		}
	}
	switch {
	case comma > dollars:
		return roster.Comma, nil
	case pointed == 0 && len(r.amounts) >= manyAmounts && r.list.Has(Amount):
		return "", &FormError{phrase.Errorf("the amounts of %s, like %q, have no cents; say whether they are dollars or cents", r.list.Name, r.amounts[0])}
	}
	return roster.Dollars, nil
}

// dateFormat is the one in which most dates can be read.
func (r *reader) dateFormat() (roster.DateFormat, error) {
	if r.mapping.Dates != "" {
		return r.mapping.Dates, nil
	}
	best, format := 0, roster.YMD
	var other roster.DateFormat
	for _, f := range roster.DateFormats() {
		read := 0
		for _, text := range r.days {
			if day, err := r.file.Date(text, f); err == nil && day != "" {
				read++
			}
		}
		switch {
		case read > best:
			best, format, other = read, f, ""
		case read == best && read > 0 && other == "" && r.differ(format, f):
			other = f
		}
	}
	if other != "" {
		return "", &FormError{phrase.Errorf("the dates of %s can be %s or %s; say which", r.list.Name, format, other)}
	}
	return format, nil
}

func (r *reader) differ(a, b roster.DateFormat) bool {
	for _, text := range r.days {
		dayA, errA := r.file.Date(text, a)
		dayB, errB := r.file.Date(text, b)
		if errA == nil && errB == nil && dayA != dayB {
			return true
		}
	}
	return false
}

func clip(text string) string {
	const limit = 40
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return text
}

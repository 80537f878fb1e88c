package receipts_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/receipts"
)

const weekCity = `
name = "City of Alder Bend"
department = "Utility Billing"
station = "C1"
zone = "America/Chicago"
person = [
  {name = "cal", role = "clerk"}, {name = "vic", role = "clerk"}, {name = "pam", role = "clerk"},
  {name = "sue", role = "supervisor"}, {name = "ace", role = "supervisor"}, {name = "fay", role = "finance"},
]
[holds]
penalty_days = 21
cut_off_days = 33
due_to = "2026-12-31"
`

// week is five days at a counter with three clerks, each of whom does what an
// auditor looks for: cal swaps a check for cash, vic voids receipts of his own
// through ace, who approves them, and pam skips a number of her paper book.
type week struct {
	*testing.T
	*ledger.Ledger
	random  *rand.Rand
	now     time.Time
	in      map[string]ledger.Session
	held    map[string]*till
	account int
	swapped money.Amount // by cal
	voided  []string     // by vic, with ace
	skipped string       // by pam
	first   []string     // receipts of the first day, in cash
}

// till is what a clerk has in the drawer beside the float.
type till struct {
	cash, checks, cards int64
	checkCount, cardN   int64
	stubs               int64
}

const weekFloat = 100_00

func newWeek(t *testing.T, seed uint64) *week {
	w := &week{T: t, random: rand.New(rand.NewPCG(seed, 5)), now: time.Date(2026, 11, 23, 14, 0, 0, 0, time.UTC), in: map[string]ledger.Session{}, held: map[string]*till{}}
	folder := ledger.Folder(filepath.Join(t.TempDir(), "data"))
	secret := func(p ledger.Listed) (string, error) { return p.Name + " has a long secret", nil }
	clock := ledger.Clock{Now: func() time.Time { return w.now }}
	if _, err := ledger.Create(folder, []byte(weekCity), "Billing is down", secret, clock); err != nil {
		t.Fatal(err)
	}
	var err error
	if w.Ledger, err = ledger.Open(folder, clock); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Ledger.Close() })
	for _, name := range []string{"cal", "vic", "pam", "sue", "ace", "fay"} {
		if w.in[name], err = w.SignIn(name, name+" has a long secret", ledger.ToWork); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func (w *week) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

var weekClerks = []string{"cal", "vic", "pam"}

// live takes the week's payments.
func (w *week) live() {
	_, err := w.RegisterBook(w.in["sue"], ledger.PaperRange{Book: 1, First: 1, Last: 10}, "pam")
	w.must(err)
	for day := range 5 {
		for _, clerk := range weekClerks {
			_, err := w.OpenDrawer(w.in[clerk], cents(weekFloat))
			w.must(err)
			w.held[clerk] = &till{}
		}
		for _, clerk := range weekClerks {
			for range 3 + w.random.IntN(6) {
				r := w.pays(clerk, nil)
				switch {
				case day == 0 && r.Payment.Tenders[0].Kind == ledger.Cash:
					w.first = append(w.first, r.Number)
				case w.random.IntN(8) == 0:
					w.voids(clerk, "sue", r, "Wrong account")
				}
			}
		}
		w.misdeeds(day)
		w.closes(day)
		w.now = w.now.Add(24 * time.Hour)
	}
	w.aftermath()
}

// pays takes a payment of one or two stubs.
func (w *week) pays(clerk string, hand *ledger.Handwritten) ledger.Receipt {
	w.now = w.now.Add(time.Minute)
	amount := 1_00 + w.random.Int64N(300_00)
	p := ledger.Payment{ID: uuid.Must(uuid.NewV7()).String(), Payor: "A Payor", Copy: ledger.CopyReceived, Handwritten: hand}
	left := amount
	for range 1 + w.random.IntN(2) {
		w.account++
		part := left
		if len(p.Lines) == 0 && left > 2_00 && w.random.IntN(2) == 0 {
			part = left / 2
		}
		if part == 0 {
			break
		}
		due := cents(part)
		p.Lines = append(p.Lines, ledger.Line{Account: fmt.Sprintf("%010d", w.account), Bill: "88123", BillDate: "2026-11-02", Due: "2026-11-25", AmountDue: &due, Amount: due})
		left -= part
	}
	amount -= left
	held := w.held[clerk]
	tender := ledger.Tender{Kind: ledger.Cash, Amount: cents(amount)}
	switch w.random.IntN(4) {
	case 0:
		tender = ledger.Tender{Kind: ledger.Check, Amount: cents(amount), Number: fmt.Sprint(1000 + w.account), Routing: "111000025", Name: "A PAYOR"}
		held.checks += amount
		held.checkCount++
	case 1:
		tender = ledger.Tender{Kind: ledger.Card, Amount: cents(amount), Number: fmt.Sprint(w.account)}
		held.cards += amount
		held.cardN++
	default:
		held.cash += amount
	}
	held.stubs += int64(len(p.Lines))
	p.Tenders = []ledger.Tender{tender}
	r, err := w.RecordPayment(w.in[clerk], p)
	w.must(err)
	_, err = w.GiveOut(w.in[clerk], r.Number)
	w.must(err)
	return r
}

func (w *week) voids(clerk, approver string, r ledger.Receipt, reason string) {
	_, err := w.Void(w.in[clerk], w.in[approver], r.Number, reason)
	w.must(err)
	held, n := w.held[clerk], r.Total.Cents()
	switch r.Payment.Tenders[0].Kind {
	case ledger.Check:
		held.checks -= n
		held.checkCount--
	case ledger.Card:
		held.cards -= n
		held.cardN--
	default:
		held.cash -= n
	}
	held.stubs -= int64(len(r.Payment.Lines))
}

func (w *week) misdeeds(day int) {
	switch day {
	case 1: // cash out, a check that is on no receipt in
		w.takesInCash("cal", 80_00)
		w.held["cal"].cash += 80_00 - 75_00
		w.held["cal"].checks += 75_00
		w.held["cal"].checkCount++
		w.swapped = cents(75_00)
	case 2:
		for range 3 {
			r := w.pays("vic", nil)
			if _, err := w.Void(w.in["vic"], w.in["vic"], r.Number, "Training"); ledger.CodeOf(err) != ledger.NotAllowed {
				w.Fatalf("vic voids his own receipt: %v", err)
			}
			w.voids("vic", "ace", r, "Customer changed their mind")
			w.voided = append(w.voided, r.Number)
		}
	case 3:
		for _, number := range []int{1, 2, 4} {
			w.pays("pam", &ledger.Handwritten{Number: ledger.PaperNumber{Book: 1, Number: number}.String(), Received: w.now.UnixMilli(), Writer: "pam"})
		}
		w.skipped = ledger.PaperNumber{Book: 1, Number: 3}.String()
	}
}

// takesInCash takes a payment in cash and leaves the till as it is.
func (w *week) takesInCash(clerk string, n int64) {
	w.account++
	due := cents(n)
	_, err := w.RecordPayment(w.in[clerk], ledger.Payment{
		ID: uuid.Must(uuid.NewV7()).String(), Payor: "A Payor", Copy: ledger.CopyReceived,
		Lines:   []ledger.Line{{Account: fmt.Sprintf("%010d", w.account), AmountDue: &due, Amount: due}},
		Tenders: []ledger.Tender{{Kind: ledger.Cash, Amount: due}},
	})
	w.must(err)
	w.held[clerk].stubs++
}

// closes counts the drawers and takes all but the last day's money to the
// bank.
func (w *week) closes(day int) {
	var drawers []string
	for _, clerk := range weekClerks {
		held := w.held[clerk]
		stubs := held.stubs
		if day == 0 && held.cash >= 10_00 {
			_, err := w.DropCash(w.in[clerk], w.in["sue"], ledger.Count{Loose: cents(10_00)})
			w.must(err)
			held.cash -= 10_00
		}
		off := w.random.Int64N(3) - 1 // honest counts are off by a cent
		if weekFloat+held.cash+off < 0 {
			off = 0
		}
		c, err := w.CloseDrawer(w.in[clerk], ledger.Count{
			Loose: cents(weekFloat + held.cash + off), Stubs: &stubs,
			Checks: ledger.Slips{Count: held.checkCount, Total: cents(held.checks)}, Cards: ledger.Slips{Count: held.cardN, Total: cents(held.cards)},
		})
		w.must(err)
		_, err = w.ApproveClosing(w.in["sue"], c.Number, "looked at")
		w.must(err)
		drawers = append(drawers, c.Drawer.ID)
	}
	if day == 4 {
		return
	}
	plan, err := w.PlanDeposit(drawers)
	w.must(err)
	draft := ledger.DepositDraft{Drawers: drawers, Bag: fmt.Sprint("BAG-", day), Reason: "as counted"}
	var cash int64
	for _, d := range plan.Drawers {
		cash += d.Counted.Cash.Cents()
	}
	draft.Loose = cents(cash)
	for _, c := range plan.Checks {
		draft.Present = append(draft.Present, c.CheckRef)
	}
	if day == 1 {
		draft.Extra = []ledger.BankedCheck{{Number: "666", Name: "A FRIEND OF CAL", Amount: w.swapped}}
	}
	d, err := w.MakeDeposit(w.in["fay"], w.in["sue"], draft)
	w.must(err)
	_, err = w.ConfirmDeposit(w.in["ace"], d.Number, ledger.BankStatement{Day: ledger.DayOf(w.Local(w.now)), Reference: fmt.Sprint(day), Amount: d.Total})
	w.must(err)
}

// aftermath is what comes after the last count: a payment of the first day is
// taken back, and a receipt is given out again.
func (w *week) aftermath() {
	w.now = w.now.Add(time.Hour)
	if len(w.first) == 0 {
		w.Fatal("nobody paid in cash on the first day; take another seed")
	}
	_, err := w.Reverse(w.in["fay"], w.in["sue"], w.first[0], "Keyed in twice", ledger.ByFinance, "")
	w.must(err)
	_, err = w.GiveOut(w.in["vic"], w.voided[0])
	w.must(err)
}

func (w *week) report(kind string, day ledger.Day) receipts.Report {
	w.Helper()
	sc, err := w.ReportScope(w.in["fay"], day, 0)
	w.must(err)
	k, err := receipts.ReportKindOf(kind)
	w.must(err)
	r, err := k.Make(w.Ledger, sc, w.City().Holds.HoldWindow)
	w.must(err)
	return r
}

func (w *week) days() (days []ledger.Day) {
	for n := range 5 {
		days = append(days, ledger.DayOf(time.Date(2026, 11, 23+n, 12, 0, 0, 0, time.UTC)))
	}
	return days
}

// TestTheWeeksThievesAreOnTheReportsByName: each misdeed of the week is on the
// report that an auditor looks for it on, with the name of who did it.
func TestTheWeeksThievesAreOnTheReportsByName(t *testing.T) {
	w := newWeek(t, 1)
	w.live()
	says := func(kind string, words ...string) {
		t.Helper()
		text := reportText(w.report(kind, ""))
		for _, word := range words {
			if !strings.Contains(text, word) {
				t.Errorf("the report %s does not say %q:\n%s", kind, word, text)
			}
		}
	}
	says("clerk", "cash of cal is", "checks are 75.00 over", "a check that is on no receipt")
	says("closing", "cash of cal is", "75.00")
	says("deposit", "check 666, 75.00, is on no receipt", "A FRIEND OF CAL")
	says("exceptions", "Z4 was approved, although cash of cal is 74.99 short", "check 666, 75.00, is on no receipt", "sue")
	for _, number := range w.voided {
		says("voids", number)
	}
	says("voids", "vic|vic|ace|3|", "Customer changed their mind", "DUPLICATE 1", w.first[0], "reversal")
	says("sequence", "Handwritten receipts of pam are missing: "+w.skipped)
	for _, honest := range []string{"cash of vic is", "cash of pam is"} {
		if strings.Contains(reportText(w.report("clerk", "")), honest) {
			t.Errorf("an honest count is called a swap: %s", honest)
		}
	}
}

// reportText is a report as a person reads it.
func reportText(r receipts.Report) string {
	var b strings.Builder
	for _, text := range slices.Concat(r.Alarms, r.Notes) {
		fmt.Fprintln(&b, text)
	}
	for _, t := range r.Tables {
		for _, row := range append(t.Rows, t.Totals) {
			for _, cell := range row {
				b.WriteString(receipts.Shown(cell) + "|")
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// replayed is what the journal alone says.
type replayed struct {
	receipts, applied, voided, reversed, counted, expected, banked int64
}

// replay reads the journal as an auditor without this program would.
func (w *week) replay() (sum replayed) {
	toBank := func(t ledger.Tally) int64 { return t.Cash.Cents() + t.Check.Cents() }
	for e, err := range w.Entries(1, w.HeadSeq()) {
		w.must(err)
		read := func(into any) { w.must(json.Unmarshal(e.Body, into)) }
		switch e.Kind {
		case "payment_recorded":
			var b struct{ Total money.Amount }
			read(&b)
			sum.receipts++
			sum.applied += b.Total.Cents()
		case "payment_voided":
			var b struct {
				Total  money.Amount
				Refund *ledger.Refund
			}
			if read(&b); b.Refund == nil {
				sum.voided += b.Total.Cents()
			} else {
				sum.reversed += b.Total.Cents()
			}
		case "drawer_closed":
			var b struct {
				Float                      money.Amount
				Dropped, Counted, Expected ledger.Tally
			}
			read(&b)
			sum.counted += toBank(b.Counted) + toBank(b.Dropped) - b.Float.Cents()
			sum.expected += toBank(b.Expected) + toBank(b.Dropped) - b.Float.Cents()
		case "deposit_made":
			var b struct{ Banked ledger.Tally }
			read(&b)
			sum.banked += toBank(b.Banked)
		}
	}
	return sum
}

// TestEveryReportsTotalsAgreeWithEachOtherAndTheJournal holds the totals of
// every report of random weeks against each other and against the journal.
func TestEveryReportsTotalsAgreeWithEachOtherAndTheJournal(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			w := newWeek(t, seed)
			w.live()
			w.compare()
		})
	}
}

func (w *week) compare() {
	journal := w.replay()
	net := journal.applied - journal.voided
	whole := map[string]receipts.Report{}
	for _, kind := range receipts.ReportKinds() {
		whole[kind.Key] = w.report(kind.Key, "")
	}
	figure := func(kind, table, column string) int64 {
		w.Helper()
		return total(w.T, whole[kind], table, column)
	}
	for _, each := range []struct {
		what      string
		got, want int64
	}{
		{"applied, by day", figure("day", "days", "total"), net},
		{"applied, by drawer", figure("day", "drawers", "total"), net},
		{"applied, by clerk", figure("clerk", "clerks", "total"), net},
		{"voided, by day", figure("day", "days", "voided"), journal.voided},
		{"voided, by clerk", figure("clerk", "clerks", "voided"), journal.voided},
		{"taken back", figure("voids", "voids", "total"), journal.voided + journal.reversed},
		{"receipts, by day", figure("day", "days", "receipts"), journal.receipts},
		{"receipts, by closing", figure("closing", "closings", "receipts"), journal.receipts},
		{"receipts in sequence", w.cell("sequence", "Receipts", "present"), journal.receipts},
		{"cash and checks on receipts", figure("day", "days", "cash") + figure("day", "days", "checks"), journal.expected},
		{"receipts of the match", figure("match", "drawers", "receipts"), journal.expected},
		{"counted of the match", figure("match", "drawers", "counted"), journal.counted},
		{"deposited and waiting", figure("deposit", "drawers", "cash_counted") + figure("deposit", "drawers", "checks_counted") + figure("undeposited", "undeposited", "cash") + figure("undeposited", "undeposited", "checks"), journal.counted},
		{"in the bags", figure("deposit", "deposits", "total"), journal.banked},
		{"paid bills", figure("holds", "holds", "amount"), net - journal.reversed},
		{"cash, checks and cards", figure("clerk", "clerks", "cash") + figure("clerk", "clerks", "checks") + figure("clerk", "clerks", "cards"), net},
	} {
		if each.got != each.want {
			w.Errorf("%s: %d, and not %d", each.what, each.got, each.want)
		}
	}
	w.compareDays(whole)
	for _, key := range []string{"day", "sequence"} {
		for _, alarm := range whole[key].Alarms {
			if !strings.Contains(alarm, "pam") { // who skipped a number
				w.Errorf("%s: %s", key, alarm)
			}
		}
	}
}

// compareDays holds the reports of the days against that of the outage, and
// against each day's reconciliation.
func (w *week) compareDays(whole map[string]receipts.Report) {
	for _, column := range []struct{ kind, table, column string }{
		{"day", "days", "total"}, {"day", "days", "cash"}, {"day", "days", "receipts"}, {"clerk", "clerks", "total"}, {"clerk", "counts", "cash_off"}, {"closing", "counts", "cash_counted"},
		{"voids", "voids", "total"}, {"undeposited", "undeposited", "cash"}, {"match", "drawers", "lines"}, {"holds", "holds", "amount"},
	} {
		var sum int64
		for _, day := range w.days() {
			sum += total(w.T, w.report(column.kind, day), column.table, column.column)
		}
		if want := total(w.T, whole[column.kind], column.table, column.column); sum != want {
			w.Errorf("%v: the days add up to %d, the outage has %d", column, sum, want)
		}
	}
	for _, day := range w.days() {
		report, err := w.DayReport(day)
		w.must(err)
		r := w.report("day", day)
		if got := total(w.T, r, "days", "total"); got != report.Total.Cents() {
			w.Errorf("%s: the report has %d, the reconciliation %s", day, got, report.Total)
		}
		match := w.report("match", day)
		if stubs, lines := total(w.T, match, "drawers", "stubs"), total(w.T, match, "drawers", "lines"); stubs != lines || lines != report.Lines {
			w.Errorf("%s: %d stubs, %d lines, %d in the reconciliation", day, stubs, lines, report.Lines)
		}
		if got := total(w.T, match, "stubs", "amount"); got != report.Total.Cents() {
			w.Errorf("%s: the stubs add up to %d, the reconciliation has %s", day, got, report.Total)
		}
	}
}

// cell is what a report's table says in the row of a name.
func (w *week) cell(kind, row, column string) int64 {
	w.Helper()
	for _, t := range w.report(kind, "").Tables {
		for _, cells := range t.Rows {
			for i, c := range t.Columns {
				if cells[0] == any(row) && c.Key == column {
					return plainFigure(w.T, cells[i])
				}
			}
		}
	}
	w.Fatalf("%s has no row %s", kind, row)
	return 0
}

// total is the sum of a table's column.
func total(t *testing.T, r receipts.Report, table, column string) int64 {
	t.Helper()
	for _, of := range r.Tables {
		for i, c := range of.Columns {
			if of.Key == table && c.Key == column && of.Totals != nil {
				return plainFigure(t, of.Totals[i])
			}
		}
	}
	t.Fatalf("%s has no total of %s in %s", r.Kind, column, table)
	return 0
}

// plainFigure is an amount in cents, or a count.
func plainFigure(t *testing.T, cell receipts.Cell) int64 {
	t.Helper()
	switch v := cell.(type) {
	case money.Amount:
		return v.Cents()
	case int64:
		return v
	}
	t.Fatalf("%v is no figure", cell)
	return 0
}

package ledger_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// TestTheLedgerAgreesWithAModel drives random acts of two clerks and compares
// the ledger with a model that a reader can check by eye. At the end the
// journal must replay into the same tables.
func TestTheLedgerAgreesWithAModel(t *testing.T) {
	c := mustCreate(t)
	m := model{counter: c, open: map[string]bool{}, byID: map[string]*modelPayment{}}
	rapid.Check(t, func(t *rapid.T) {
		m.T = t
		t.Repeat(map[string]func(*rapid.T){
			"open drawer": m.openDrawer, "pay": m.pay, "retry": m.retry, "void": m.void,
			"close": m.closeDrawer, "export": m.export, "restart": m.restart, "": m.compare,
		})
	})
	c.mustVerify()
	if len(m.all) == 0 {
		t.Fatal("nothing was ever paid")
	}
}

type modelPayment struct {
	asked   ledger.Payment
	clerk   string
	receipt string
	total   int64
	drawer  int
	void    bool
	batch   int64 // 0: in none
	undone  int64 // the batch with its reversal
}

// model is what the ledger should hold. It lives on through all of rapid's
// runs, as the ledger does.
type model struct {
	*rapid.T
	counter *counter
	all     []*modelPayment
	byID    map[string]*modelPayment
	open    map[string]bool
	drawers int
	current map[string]int
	batches int64
	acts    int
}

func (m *model) session(name string) ledger.Session {
	return map[string]ledger.Session{"ana": m.counter.ana, "ben": m.counter.ben}[name]
}

func (m *model) clerk() string { return rapid.SampledFrom([]string{"ana", "ben"}).Draw(m.T, "clerk") }

func (m *model) openDrawer(t *rapid.T) {
	m.T = t
	clerk := m.clerk()
	_, err := m.counter.OpenDrawer(m.session(clerk), cents(50_00))
	if (err == nil) == m.open[clerk] {
		t.Fatalf("open is %v, and opening gives %v", m.open[clerk], err)
	}
	if err == nil {
		m.open[clerk] = true
		m.drawers++
		if m.current == nil {
			m.current = map[string]int{}
		}
		m.current[clerk] = m.drawers
	}
}

func (m *model) pay(t *rapid.T) {
	m.T = t
	clerk := m.clerk()
	p := ledger.Payment{ID: newID(), Payor: "A Payor", Unattended: true}
	var total int64
	for i := range rapid.IntRange(1, 3).Draw(t, "lines") {
		amount := rapid.Int64Range(1, 99_999_99).Draw(t, "amount")
		total += amount
		p.Lines = append(p.Lines, ledger.Line{Account: fmt.Sprint(rapid.IntRange(1, 50).Draw(t, "account")), Bill: fmt.Sprint(i), Amount: cents(amount)})
	}
	byCheck := rapid.Int64Range(0, total).Draw(t, "by check")
	if byCheck > 0 {
		p.Tenders = append(p.Tenders, ledger.Tender{Kind: ledger.Check, Amount: cents(byCheck), Number: "1041"})
	}
	if rest := total - byCheck; rest > 0 {
		extra := rapid.Int64Range(0, 20_00).Draw(t, "change")
		p.Tenders = append(p.Tenders, ledger.Tender{Kind: ledger.Cash, Amount: cents(rest + extra)})
	}
	receipt, err := m.counter.RecordPayment(m.session(clerk), p)
	if (err == nil) != m.open[clerk] {
		t.Fatalf("open is %v, and paying gives %v", m.open[clerk], err)
	}
	if err != nil {
		return
	}
	paid := &modelPayment{asked: p, clerk: clerk, receipt: receipt.Number, total: total, drawer: m.current[clerk]}
	m.all = append(m.all, paid)
	m.byID[p.ID] = paid
	if want := fmt.Sprintf("C1-%06d", len(m.all)); receipt.Number != want {
		t.Fatalf("receipt %s follows where %s should", receipt.Number, want)
	}
}

func (m *model) any(t *rapid.T) *modelPayment {
	if len(m.all) == 0 {
		t.Skip("no payment yet")
	}
	return m.all[rapid.IntRange(0, len(m.all)-1).Draw(t, "which")]
}

func (m *model) retry(t *rapid.T) {
	paid := m.any(t)
	again := paid.asked
	if rapid.Bool().Draw(t, "changed") {
		again.Note = "changed"
		if _, err := m.counter.RecordPayment(m.session(paid.clerk), again); ledger.CodeOf(err) != ledger.Conflict {
			t.Fatalf("other content under the same id gives %v", err)
		}
		return
	}
	if receipt, err := m.counter.RecordPayment(m.session(paid.clerk), again); err != nil || receipt.Number != paid.receipt {
		t.Fatalf("sent again, %s gives %s, %v", paid.receipt, receipt.Number, err)
	}
}

func (m *model) void(t *rapid.T) {
	paid := m.any(t)
	may := !paid.void && m.open[paid.clerk] && m.current[paid.clerk] == paid.drawer
	_, err := m.counter.Void(m.session(paid.clerk), m.counter.sue, paid.receipt, "wrong")
	if (err == nil) != may {
		t.Fatalf("%+v: voiding gives %v", paid, err)
	}
	paid.void = paid.void || err == nil
}

func (m *model) closeDrawer(t *rapid.T) {
	m.T = t
	clerk := m.clerk()
	expected := int64(50_00)
	var checks int64
	for _, p := range m.all {
		if p.clerk != clerk || p.drawer != m.current[clerk] || p.void {
			continue
		}
		byCheck, _ := p.asked.Tendered(ledger.Check)
		checks += byCheck.Cents()
		expected += p.total - byCheck.Cents()
	}
	short := rapid.Int64Range(0, 5).Draw(t, "short")
	count := ledger.Count{Loose: cents(expected - short), Checks: ledger.Slips{Count: 1, Total: cents(checks)}}
	closing, err := m.counter.CloseDrawer(m.session(clerk), count)
	if (err == nil) != m.open[clerk] {
		t.Fatalf("open is %v, and closing gives %v", m.open[clerk], err)
	}
	if err != nil {
		return
	}
	m.open[clerk] = false
	if want := (ledger.Tally{Cash: cents(-short)}); closing.OverShort != want {
		t.Fatalf("over/short is %+v, want %+v", closing.OverShort, want)
	}
}

func (m *model) export(t *rapid.T) {
	batch, err := m.counter.Export(m.counter.fay, "", "")
	fresh, reversals := int64(0), int64(0)
	for _, p := range m.all {
		switch {
		case p.batch == 0:
			fresh++
		case p.void && p.undone == 0:
			reversals++
		}
	}
	if fresh+reversals == 0 {
		if err == nil && !batch.Again {
			t.Fatalf("an empty batch was made: %+v", batch)
		}
		return
	}
	m.batches++
	if err != nil || batch.Number != m.batches || batch.Payments != fresh || batch.Reversals != reversals {
		t.Fatalf("batch %+v, %v; want number %d with %d payments and %d reversals", batch, err, m.batches, fresh, reversals)
	}
	for carried, err := range m.counter.Carries(batch) {
		if err != nil {
			t.Fatal(err)
		}
		p := m.byID[carried.Payment.ID]
		switch {
		case carried.Reversal:
			if !p.void || p.batch == 0 || p.undone != 0 {
				t.Fatalf("%s is reversed: %+v", carried.Number, p)
			}
			p.undone = batch.Number
		case p.batch != 0:
			t.Fatalf("%s is in batches %d and %d", carried.Number, p.batch, batch.Number)
		default:
			p.batch = batch.Number
			if p.void {
				p.undone = batch.Number
			}
		}
	}
}

func (m *model) restart(*rapid.T) { m.counter.reopen() }

// compare looks at the whole day after each tenth act: a report grows with the
// day, and rapid drives thousands of acts.
func (m *model) compare(t *rapid.T) {
	if m.acts++; m.acts%10 != 0 {
		return
	}
	var total, voided int64
	for _, p := range m.all {
		total += p.total
		if p.void {
			voided += p.total
		}
	}
	report, err := m.counter.DayReport("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	net, err := report.Net.Sum()
	if err != nil || report.Total != cents(total-voided) || net != report.Total || report.PerpetualTotal != cents(total) || report.PerpetualVoids != cents(voided) {
		t.Fatalf("the day says %+v, perpetual %s and %s; the model %s less %s", report.Takings, report.PerpetualTotal, report.PerpetualVoids, money.FromCents(total), money.FromCents(voided))
	}
}

package ledger_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ledger/stub"
)

func funds(namesAndCents ...any) (all []ledger.Fund) {
	for i := 0; i < len(namesAndCents); i += 2 {
		all = append(all, ledger.Fund{Name: namesAndCents[i].(string), Amount: cents(int64(namesAndCents[i+1].(int)))})
	}
	return all
}

func TestApportion(t *testing.T) {
	bill := funds("water", 50_00, "sewer", 30_00, "trash", 20_00)
	for name, c := range map[string]struct {
		billed []ledger.Fund
		amount int64
		order  []string
		want   []ledger.Fund
	}{
		"the bill":                  {bill, 100_00, nil, bill},
		"the bill, in order":        {bill, 100_00, []string{"trash"}, bill},
		"half":                      {bill, 50_00, nil, funds("water", 25_00, "sewer", 15_00, "trash", 10_00)},
		"cents left over":           {funds("a", 1_00, "b", 1_00, "c", 1_00), 1_00, nil, funds("a", 34, "b", 33, "c", 33)},
		"no cent to what was whole": {funds("a", 2_00, "b", 1_00, "c", 1_00), 2, nil, funds("a", 1, "b", 1)},
		"in order":                  {bill, 45_00, []string{"trash", "sewer", "water"}, funds("sewer", 25_00, "trash", 20_00)},
		"order names some":          {bill, 75_00, []string{"trash"}, funds("water", 50_00, "sewer", 5_00, "trash", 20_00)},
		"more than the bill":        {bill, 110_00, nil, funds("water", 55_00, "sewer", 33_00, "trash", 22_00)},
		"more, in order":            {bill, 110_00, []string{"trash"}, funds("water", 55_00, "sewer", 33_00, "trash", 22_00)},
		"a fund without a charge":   {funds("water", 0, "sewer", 10_00), 10_00, nil, funds("sewer", 10_00)},
		"nothing billed":            {funds("water", 0), 10_00, nil, nil},
		"no funds":                  {nil, 10_00, nil, nil},
	} {
		if got := ledger.Apportion(c.billed, cents(c.amount), c.order); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v; want %v", name, got, c.want)
		}
	}
}

// Whatever is billed and paid, the parts add up to the cent, and no fund gets
// more than its bill while the bill is not paid.
func TestApportionedFundsAddUp(t *testing.T) {
	names := []string{"water", "sewer", "trash", "stormwater", "fire"}
	rapid.Check(t, func(t *rapid.T) {
		var billed []ledger.Fund
		var whole int64
		for _, name := range names[:rapid.IntRange(1, len(names)).Draw(t, "funds")] {
			amount := rapid.Int64Range(0, money.Max.Cents()).Draw(t, name)
			billed = append(billed, ledger.Fund{Name: name, Amount: cents(amount)})
			whole += amount
		}
		amount := rapid.Int64Range(1, money.Max.Cents()).Draw(t, "amount")
		order := rapid.SliceOfDistinct(rapid.SampledFrom(names), func(n string) string { return n }).Draw(t, "order")
		var sum int64
		split := ledger.Apportion(billed, cents(amount), order)
		for _, f := range split {
			at := slices.IndexFunc(billed, func(b ledger.Fund) bool { return b.Name == f.Name })
			if amount <= whole && f.Amount.Cmp(billed[at].Amount) > 0 {
				t.Fatalf("%s gets %s, billed were %s", f.Name, f.Amount, billed[at].Amount)
			}
			sum += f.Amount.Cents()
		}
		if whole > 0 && sum != amount {
			t.Fatalf("%v adds up to %d, not %d", split, sum, amount)
		}
	})
}

const fundSettings = `
[[scanline]]
name = "funds"
length = 30
field = [{name = "account", from = 1, length = 10}, {name = "fund:water", from = 11, length = 10}, {name = "fund:trash", from = 21, length = 10}]

[funds]
order = ["trash"]
`

func TestAScannedStubsFundsAreKept(t *testing.T) {
	c := mustOpen(t)
	c.configure(fundSettings)
	p := cashPayment(12_00)
	p.Lines[0].Account, p.Lines[0].Scan = "1023233234", "102323323400000010000000000500"
	receipt := c.mustRecord(c.ana, p)
	if want := funds("water", 7_00, "trash", 5_00); !slices.Equal(receipt.Payment.Lines[0].Funds, want) {
		t.Errorf("%v; want %v", receipt.Payment.Lines[0].Funds, want)
	}
	if again := c.mustRecord(c.ana, p); again.Number != receipt.Number {
		t.Errorf("sent again it is receipt %s", again.Number)
	}
	keyed := cashPayment(3_00)
	keyed.Lines[0].Funds = funds("water", 1_00, "fire", 2_00)
	c.mustRecord(c.ana, keyed)
	voided := cashPayment(4_00)
	voided.Lines[0].Bill, voided.Lines[0].Funds = "other", funds("water", 4_00)
	if _, err := c.Void(c.ana, c.sue, c.mustRecord(c.ana, voided).Number, "mistake"); err != nil {
		t.Fatal(err)
	}
	report, err := c.DayReport("2026-11-23")
	if want := funds("fire", 2_00, "trash", 5_00, "water", 8_00); err != nil || !slices.Equal(report.Funds, want) {
		t.Errorf("the day: %v, %v; want %v", report.Funds, err, want)
	}
	c.mustVerify()
}

func TestALineLearnedSinceTheStartIsSplit(t *testing.T) {
	c := mustOpen(t)
	c.signEverybodyIn()
	added := stub.Profile{Name: "added", Length: 17, Fields: []stub.Field{
		{Name: "account", From: 1, Length: 10}, {Name: "fund:water", From: 11, Length: 7},
	}}
	if err := c.AddScanline(c.sue, added); err != nil {
		t.Fatal(err)
	}
	p := cashPayment(12_00)
	p.Lines[0].Account, p.Lines[0].Scan = "1023233234", "10232332340001200"
	if got, want := c.mustRecord(c.ana, p).Payment.Lines[0].Funds, funds("water", 12_00); !slices.Equal(got, want) {
		t.Errorf("%v; want %v, as the screen shows it", got, want)
	}
}

func TestFundsThatDoNotAddUpAreRefused(t *testing.T) {
	c := mustOpen(t)
	for name, keyed := range map[string]struct {
		funds []ledger.Fund
		field string
	}{
		"too little": {funds("water", 2_99), "lines[0].funds"},
		"too much":   {funds("water", 2_00, "sewer", 1_01), "lines[0].funds"},
		"twice":      {funds("water", 2_00, "water", 1_00), "lines[0].funds[1].name"},
		"no name":    {funds("", 3_00), "lines[0].funds[0].name"},
		"nothing":    {funds("water", 3_00, "sewer", 0), "lines[0].funds[1].amount"},
	} {
		p := cashPayment(3_00)
		p.Lines[0].Funds = keyed.funds
		if _, err := c.RecordPayment(c.ana, p); ledger.FieldOf(err) != keyed.field {
			t.Errorf("%s: %v", name, err)
		}
	}
}

package money_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"counterfoil/ledger/money"
)

func TestParseTakesWhatPeopleWrite(t *testing.T) {
	for text, cents := range map[string]int64{
		"12":            1200,
		"12.30":         1230,
		"0.05":          5,
		"0":             0,
		"1,234.50":      123450,
		"1,234,567":     123456700,
		"007.00":        700,
		" 12.30 ":       1230,
		"99999999.99":   9999999999,
		"99,999,999.99": 9999999999,
	} {
		amount, err := money.Parse(text)
		if err != nil || amount.Cents() != cents {
			t.Errorf("Parse(%q) = %v, %v; want %d cents", text, amount, err, cents)
		}
	}
}

func TestParseRefusesEverythingElse(t *testing.T) {
	for _, text := range []string{
		"", " ", "1e3", "12,30", "-5", "+5", "1.005", "1.5", "1.", ".50", "NaN", "Inf", "$5",
		"12345678901234567890", "100000000.00", "1,23", "1,2345", ",123", "1,,234", "1234,567.00",
		"12 30", "0x10", "1_000", "１２", "٣", "12.3０", "5-", "1.2.3", "12\n", "--5",
	} {
		amount, err := money.Parse(text)
		var parse *money.ParseError
		if !errors.As(err, &parse) {
			t.Errorf("Parse(%q) = %v, %v; want a *ParseError", text, amount, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("1,234.50")
	f.Add("1e3")
	f.Fuzz(func(t *testing.T, text string) {
		amount, err := money.Parse(text)
		if err != nil {
			return
		}
		if amount.IsNegative() || amount.Cmp(money.Max) > 0 {
			t.Fatalf("Parse(%q) = %v, outside 0 to Max", text, amount)
		}
		for _, written := range []string{amount.String(), amount.Display()} {
			if again, err := money.Parse(written); err != nil || again != amount {
				t.Fatalf("Parse(%q) = %v, %v; want %v", written, again, err, amount)
			}
		}
	})
}

func TestArithmeticAgreesWithBigIntegersOrSaysOverflow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64().Draw(t, "a"), rapid.Int64().Draw(t, "b")
		check := func(name string, got money.Amount, err error, want *big.Int) {
			if want.IsInt64() {
				if err != nil || got.Cents() != want.Int64() {
					t.Fatalf("%d %s %d = %v, %v; want %v", a, name, b, got, err, want)
				}
				return
			}
			var overflow *money.OverflowError
			if !errors.As(err, &overflow) {
				t.Fatalf("%d %s %d = %v, %v; want an overflow", a, name, b, got, err)
			}
		}
		x, y := money.FromCents(a), money.FromCents(b)
		sum, err := x.Add(y)
		check("+", sum, err, new(big.Int).Add(big.NewInt(a), big.NewInt(b)))
		difference, err := x.Sub(y)
		check("-", difference, err, new(big.Int).Sub(big.NewInt(a), big.NewInt(b)))
		product, err := x.Times(b)
		check("×", product, err, new(big.Int).Mul(big.NewInt(a), big.NewInt(b)))
	})
}

func TestDisplayGroupsThousands(t *testing.T) {
	for cents, want := range map[int64]string{
		0: "0.00", 5: "0.05", -5: "-0.05", 123450: "1,234.50", -123450: "-1,234.50",
		100_000_000_00: "100,000,000.00", -99999: "-999.99", math.MinInt64: "-92,233,720,368,547,758.08",
	} {
		if got := money.FromCents(cents).Display(); got != want {
			t.Errorf("Display of %d cents = %q, want %q", cents, got, want)
		}
	}
}

func TestJSONIsTextAndReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := money.FromCents(rapid.Int64().Draw(t, "cents"))
		text, err := json.Marshal(amount)
		if err != nil || text[0] != '"' {
			t.Fatalf("Marshal(%v) = %s, %v", amount, text, err)
		}
		var again money.Amount
		if err := json.Unmarshal(text, &again); err != nil || again != amount {
			t.Fatalf("Unmarshal(%s) = %v, %v", text, again, err)
		}
	})
	for _, text := range []string{`12.30`, `1e3`, `"1e3"`, `"12"`, `"12.3"`, `""`, `"--5.00"`, `null`, `"+5.00"`} {
		var amount money.Amount
		if err := json.Unmarshal([]byte(text), &amount); err == nil {
			t.Errorf("Unmarshal(%s) = %v; want an error", text, amount)
		}
	}
}

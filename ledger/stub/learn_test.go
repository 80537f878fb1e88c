package stub_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"counterfoil/ledger/money"
	"counterfoil/ledger/stub"
)

// printed are stubs of the sample city's 42-digit line, with due dates.
func printed(n int) []stub.Sample {
	random := rand.New(rand.NewPCG(42, 42))
	check := stub.Check{Digit: 42, Weights: []int{2, 1}, Add: "digits"}
	all := stub.Profile{Name: "all", Length: 42, Fields: []stub.Field{{Name: "account", From: 1, Length: 41}}, Checks: []stub.Check{check}}
	samples := make([]stub.Sample, n)
	for i := range samples {
		account := fmt.Sprintf("003%08d", random.IntN(1e8))
		day, net := 1+random.IntN(28), 500+random.Int64N(90_000)
		line := fmt.Sprintf("%s11%02d26%04d%010d%010d", account, day, 0, net+100+random.Int64N(900), net)
		read, err := all.Parse(line + "0")
		if err != nil {
			panic(err)
		}
		samples[i] = stub.Sample{Scan: line + read.Checks[0].Expected, Account: account, AmountDue: money.FromCents(net), Due: fmt.Sprintf("2026-11-%02d", day)}
	}
	return samples
}

func TestTheSampleCitysLineIsLearned(t *testing.T) {
	samples := printed(10)
	got, err := stub.Learn("bill", samples)
	want := stub.Profile{Name: "bill", Length: 42,
		Fields: []stub.Field{{Name: "account", From: 1, Length: 11}, {Name: "due", From: 12, Length: 6, Format: "MMDDYY"}, {Name: "amount_due", From: 32, Length: 10, Format: "cents"}},
		// Over an odd number of digits, 2-1 from the left is the Luhn rule.
		Checks: []stub.Check{{Digit: 42, Covers: "1-41", Scheme: "luhn"}},
	}
	if err != nil || !reflect.DeepEqual(got.Profile, want) {
		t.Fatalf("Learn = %+v, %v\nwant %+v", got, err, want)
	}
	text, err := got.Profile.TOML()
	if err != nil {
		t.Fatal(err)
	}
	if again := mustProfiles(t, text); !reflect.DeepEqual(again, []stub.Profile{want}) {
		t.Errorf("%s\nreads as %+v", text, again)
	}
	if words := got.Profile.Checks[0].Words(); words != "the check digit at 42 is made from positions 1-41 by the Luhn rule" {
		t.Error(words)
	}
}

func TestNamedSchemesAreLearned(t *testing.T) {
	for name, check := range map[string]stub.Check{
		"luhn":  {Digit: 19, Covers: "1-18", Scheme: "luhn"},
		"mod97": {Digit: 19, Covers: "1-18", Scheme: "mod97"},
		"mod43": {Digit: 19, Covers: "1-18", Scheme: "mod43"},
		"7-3-1": {Digit: 19, Covers: "1-18", Weights: []int{7, 3, 1}, From: "left", Add: "product", Modulus: 10, Result: "complement"},
		"2..9":  {Digit: 19, Covers: "1-18", Weights: []int{2, 3, 4, 5, 6, 7, 8, 9}, From: "right", Add: "product", Modulus: 11, Result: "complement"},
		"ITF":   {Digit: 19, Covers: "1-18", Weights: []int{3, 1}, From: "right", Add: "product", Modulus: 10, Result: "complement"},
	} {
		t.Run(name, func(t *testing.T) {
			width := 1
			if name == "mod97" {
				width = 2
			}
			profile := stub.Profile{Name: "bill", Length: 18 + width, Checks: []stub.Check{check},
				Fields: []stub.Field{{Name: "account", From: 1, Length: 10}, {Name: "amount_due", From: 11, Length: 8, Format: "cents"}}}
			random := rand.New(rand.NewPCG(7, 7))
			var samples []stub.Sample
			for range 12 {
				account, amount := fmt.Sprintf("%010d", random.Int64N(1e10)), random.Int64N(1e7)
				line := fmt.Sprintf("%s%08d", account, amount)
				read, err := profile.Parse(line + strings.Repeat("0", width))
				if err != nil {
					t.Fatal(err)
				}
				samples = append(samples, stub.Sample{Scan: line + read.Checks[0].Expected, Account: account, AmountDue: money.FromCents(amount)})
			}
			lesson, err := stub.Learn("bill", samples)
			if err != nil || !reflect.DeepEqual(lesson.Profile, profile) {
				t.Errorf("Learn = %+v, %v\nwant %+v", lesson, err, profile)
			}
		})
	}
}

func TestLettersSpacesAndDecimalsAreLearned(t *testing.T) {
	samples := []stub.Sample{
		{Scan: "W>AB-001 0088123000224.24<", Account: "AB-001", AmountDue: money.FromCents(224_24), Bill: "88123"},
		{Scan: "W>K-7    0088124000010.05<", Account: "K-7", AmountDue: money.FromCents(10_05), Bill: "88124"},
		{Scan: "W>AB-01190090124001230.90<", Account: "AB-0119", AmountDue: money.FromCents(1230_90), Bill: "90124"},
	}
	lesson, err := stub.Learn("letters", samples)
	want := []stub.Field{
		{Name: "const", From: 1, Length: 2, Value: "W>"}, {Name: "account", From: 3, Length: 7, Format: "text"}, {Name: "bill", From: 12, Length: 5},
		{Name: "amount_due", From: 17, Length: 9, Format: "decimal"}, {Name: "const", From: 26, Length: 1, Value: "<"},
	}
	if err != nil || !reflect.DeepEqual(lesson.Profile.Fields, want) || len(lesson.Profile.Checks) != 0 {
		t.Errorf("Learn = %+v, %v\nwant %+v", lesson, err, want)
	}
	if !slices.Contains(lesson.Notes, "No check digit was found: a digit that is misread goes unnoticed.") {
		t.Errorf("notes %q", lesson.Notes)
	}
}

func TestAStubThatDoesNotGoWithTheOthersIsNamed(t *testing.T) {
	for name, test := range map[string]struct {
		change func(s *stub.Sample)
		says   string
	}{
		"length":             {func(s *stub.Sample) { s.Scan = s.Scan[:41] }, "stub 4: its line has 41 characters and the others have 42"},
		"no ASCII":           {func(s *stub.Sample) { s.Scan = "é" + s.Scan[1:] }, "stub 4: its line has characters"},
		"account":            {func(s *stub.Sample) { s.Account = "99999999999" }, "stub 4: its account 99999999999 is nowhere in its line"},
		"no account":         {func(s *stub.Sample) { s.Account = "" }, "stub 4: key in its account"},
		"amount":             {func(s *stub.Sample) { s.AmountDue = money.FromCents(1_234_567_89) }, "stub 4: its amount 1234567.89 is nowhere in its line"},
		"the gross amount":   {func(s *stub.Sample) { s.AmountDue = grossOf(s.Scan) }, "stub 4: its amount ends at position 31, on the others at 41"},
		"due date":           {func(s *stub.Sample) { s.Due = "2026-12-31" }, "stub 4: its due date 2026-12-31 is nowhere in its line"},
		"no due date":        {func(s *stub.Sample) { s.Due = "" }, "stub 4: it has no due date, and others have"},
		"a digit of the gap": {func(s *stub.Sample) { s.Scan = s.Scan[:19] + "5" + s.Scan[20:] }, "stub 4: its check digit is"},
	} {
		samples := printed(12)
		test.change(&samples[3])
		lesson, err := stub.Learn("bill", samples)
		wrong, ok := errors.AsType[*stub.SampleError](err)
		if !ok || wrong.Sample != 4 || !strings.HasPrefix(err.Error(), test.says) {
			t.Errorf("%s: %+v, %v; want %q", name, lesson, err, test.says)
		}
	}
	twice := printed(10)
	twice[7] = twice[2]
	if _, err := stub.Learn("bill", twice); err == nil || !strings.HasPrefix(err.Error(), "stub 8: its line is that of stub 3 again") {
		t.Errorf("one stub twice: %v", err)
	}
}

func grossOf(line string) money.Amount {
	amount, err := money.Parse(strings.TrimLeft(line[21:29], "0") + "." + line[29:31])
	if err != nil {
		panic(err)
	}
	return amount
}

func TestTooFewOrTooAlikeStubsTeachNothing(t *testing.T) {
	for name, test := range map[string]struct {
		samples []stub.Sample
		says    string
	}{
		"two":        {printed(2), "there are 2 stubs; a profile is learned from 3 to 20"},
		"twenty-one": {printed(21), "there are 21 stubs"},
		"three":      {printed(3), "check rules fit all 3 stubs"},
		"gross is net": {[]stub.Sample{
			{Scan: "11111100010000001000", Account: "111111", AmountDue: money.FromCents(1000)},
			{Scan: "22222200022000002200", Account: "222222", AmountDue: money.FromCents(2200)},
			{Scan: "33333300035000003500", Account: "333333", AmountDue: money.FromCents(3500)},
		}, "the amount due could stand at 10-13 or at 17-20"},
	} {
		lesson, err := stub.Learn("bill", test.samples)
		if err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %+v, %v; want %q", name, lesson, err, test.says)
		}
	}
}

func FuzzLearn(f *testing.F) {
	f.Add(line42, "00345678901", int64(1000), 10)
	f.Add("000000000000000000000", "0", int64(0), 3)
	f.Add("12:34 A1.00", "A", int64(100), 5)
	f.Fuzz(func(t *testing.T, line, account string, amount int64, n int) {
		if amount < 0 || amount > money.Max.Cents() || len(line) > 80 || n < 0 || n > 20 {
			return
		}
		random := rand.New(rand.NewPCG(uint64(n), uint64(len(line))))
		samples := []stub.Sample{{Scan: line, Account: account, AmountDue: money.FromCents(amount)}}
		for len(samples) < n && len(line) > 0 {
			other := []byte(line)
			other[random.IntN(len(other))] = byte('0' + random.IntN(10))
			samples = append(samples, stub.Sample{Scan: string(other), Account: account, AmountDue: money.FromCents(amount)})
		}
		lesson, err := stub.Learn("fuzz", samples)
		if err != nil {
			return
		}
		wantReads(t, lesson.Profile, samples)
	})
}

package stub_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"counterfoil/ledger/stub"
)

// checked is a profile of a payload and the check digits after it.
func checked(payload string, check stub.Check) stub.Profile {
	check.Digit = len(payload) + 1
	width := 1
	if check.Scheme == "mod97" {
		width = 2
	}
	return stub.Profile{
		Name: "checked", Length: len(payload) + width,
		Fields: []stub.Field{{Name: "account", From: 1, Length: len(payload)}},
		Checks: []stub.Check{check},
	}
}

// result is what the profile says of the check after the payload.
func result(t interface{ Fatalf(string, ...any) }, payload string, check stub.Check, got string) stub.CheckResult {
	read, err := checked(payload, check).Parse(payload + got)
	if err != nil {
		t.Fatalf("Parse(%s%s): %v", payload, got, err)
	}
	return read.Checks[0]
}

var (
	luhn  = stub.Check{Scheme: "luhn"}
	mod97 = stub.Check{Scheme: "mod97"}
	mod43 = stub.Check{Scheme: "mod43"}
)

func TestCheckDigitsOfPublishedNumbers(t *testing.T) {
	for _, test := range []struct {
		name, payload, want string
		check               stub.Check
	}{
		{"7-3-1 complement", "1023233234", "3", stub.Check{Weights: []int{7, 3, 1}}},
		{"7-3-1 remainder", "1023233234", "7", stub.Check{Weights: []int{7, 3, 1}, Result: "remainder"}},
		{"Luhn", "7992739871", "3", luhn},
		{"Luhn in full", "7992739871", "3", stub.Check{Weights: []int{2, 1}, From: "right", Add: "digits"}},
		{"Code 39", "123XYZ", "M", mod43},
		{"Code 39, a word", "CODE39", "W", mod43},
		{"Code 39, a space", "CODE 39", "R", mod43}, // 12+24+13+14+38+3+9 = 113
		{"Interleaved 2 of 5", "01987", "3", stub.Check{Weights: []int{3, 1}, From: "right", Add: "product"}},
		{"EAN-13", "400638133393", "1", stub.Check{Weights: []int{1, 3}}},
		{"UPC-A", "03600029145", "2", stub.Check{Weights: []int{3, 1}, Modulus: 10, Result: "complement"}},
		{"ISBN-10", "030640615", "2", stub.Check{Weights: []int{10, 9, 8, 7, 6, 5, 4, 3, 2}, Modulus: 11}},
		{"modulus 11 gives 10", "000000001", "0", stub.Check{Weights: []int{1}, Modulus: 11}},
		{"modulus 11 leaves 10", "000000019", "0", stub.Check{Weights: []int{1}, Modulus: 11, Result: "remainder"}},
		{"complement of 10", "55", "0", stub.Check{Weights: []int{1}}},
		{"ISO 7064", "794", "44", mod97},
		{"IBAN GB82 WEST 1234 5698 7654 32", "32142829123456987654321611", "82", mod97},
	} {
		got := result(t, test.payload, test.check, test.want)
		if got.Expected != test.want || got.Got != test.want || !got.OK {
			t.Errorf("%s: %+v; want %s", test.name, got, test.want)
		}
	}
}

func TestDigitsOfAProductOrTheProduct(t *testing.T) {
	// 9 × 9 = 81: its digits add up to 9, the product leaves 1.
	for add, want := range map[string]string{"digits": "9", "product": "1", "": "1"} {
		check := stub.Check{Weights: []int{9}, Add: add, Result: "remainder"}
		if got := result(t, "9", check, "0"); got.Expected != want {
			t.Errorf("add %q: expected %s, want %s", add, got.Expected, want)
		}
	}
}

func TestACheckCoversOnlyWhatItSays(t *testing.T) {
	// Remainders of plain sums: 1+2+3 over the ends, read in the order given.
	profile := stub.Profile{
		Name: "ends", Length: 8,
		Fields: []stub.Field{{Name: "account", From: 1, Length: 6}},
		Checks: []stub.Check{
			{Digit: 7, Covers: "1-2, 6", Weights: []int{1}, Result: "remainder"},
			{Digit: 8, Covers: "6,1-2", Weights: []int{1, 2, 3}, Result: "remainder"},
		},
	}
	for _, middle := range []string{"000", "999", "417"} {
		got, err := profile.Parse("12" + middle + "3" + "6" + "1")
		if err != nil || !got.OK() {
			t.Errorf("middle %s: %+v, %v; want both checks right", middle, got, err)
		}
	}
	if got, err := profile.Parse("13" + "000" + "3" + "6" + "1"); err != nil || got.Checks[0].OK || got.Checks[1].OK {
		t.Errorf("a covered digit changed: %+v, %v; want both checks wrong", got, err)
	}
}

// The remainder of a number modulo 7 is the sum of its digits weighted with
// the powers of ten modulo 7, from the right: a second way to the same digit.
func TestWeightsAgreeWithTheRemainderOfTheNumber(t *testing.T) {
	check := stub.Check{Weights: []int{1, 3, 2, 6, 4, 5}, From: "right", Modulus: 7, Result: "remainder"}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, 9_999_999_999_999).Draw(t, "number")
		want := fmt.Sprint(n % 7)
		if got := result(t, fmt.Sprintf("%013d", n), check, want); !got.OK {
			t.Fatalf("%d: %+v; want %s", n, got, want)
		}
	})
}

// What each scheme is made for: one wrong character never passes, and modulo
// 97 finds neighbors that changed places too.
func TestSchemesFindMisreadings(t *testing.T) {
	for name, scheme := range map[string]struct {
		check stub.Check
		chars string
		swaps bool
	}{
		"luhn":  {luhn, "0123456789", false},
		"mod97": {mod97, "0123456789", true},
		"mod43": {mod43, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-.$/+%", false},
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				char := rapid.SampledFrom([]byte(scheme.chars))
				payload := string(rapid.SliceOfN(char, 2, 30).Draw(t, "payload"))
				profile := checked(payload, scheme.check)
				right := result(t, payload, scheme.check, strings.Repeat("0", profile.Length-len(payload))).Expected
				line := payload + right
				wantOK(t, profile, line, true)

				i := rapid.IntRange(0, len(line)-1).Draw(t, "position")
				other := char.Filter(func(c byte) bool { return c != line[i] }).Draw(t, "misread as")
				wantOK(t, profile, line[:i]+string(other)+line[i+1:], false)

				if i > 0 && line[i-1] != line[i] && scheme.swaps {
					wantOK(t, profile, line[:i-1]+line[i:i+1]+line[i-1:i]+line[i+1:], false)
				}
			})
		})
	}
}

func wantOK(t *rapid.T, profile stub.Profile, line string, want bool) {
	read, err := profile.Parse(line)
	if err != nil || read.OK() != want {
		t.Fatalf("Parse(%q) = %+v, %v; want OK %v", line, read, err, want)
	}
}

func TestASpaceThatIsTheCheckCharacterIsKept(t *testing.T) {
	// 1, 2 and Z are 1 + 2 + 35 = 38, which is the value of a space.
	profile := checked("12Z", mod43)
	profile.Prefix = "#"
	for _, text := range []string{"12Z ", "12Z \r\n", "#12Z "} {
		if read, err := profile.Parse(text); err != nil || !read.OK() {
			t.Errorf("Parse(%q) = %+v, %v; want OK", text, read, err)
		}
	}
	if read, err := profile.Parse("  12Z  "); err == nil {
		t.Errorf("Parse = %+v; want a refusal, as nobody knows which space counts", read)
	}
}

func TestCode39BringsLettersOnlyWhereTheyBelong(t *testing.T) {
	profile := stub.Profile{
		Name: "mixed", Length: 13,
		Fields: []stub.Field{
			{Name: "account", From: 1, Length: 6},
			{Name: "amount_due", From: 7, Length: 6, Format: "decimal"},
		},
		Checks: []stub.Check{{Digit: 13, Scheme: "mod43"}},
	}
	read, err := profile.Parse("123XYZ" + "010.00" + "0")
	if err != nil || read.Account != "123XYZ" || read.AmountDue.String() != "10.00" {
		t.Fatalf("Parse = %+v, %v", read, err)
	}
	wantStrange(t, profile, "123xYZ010.000", 4)
	wantStrange(t, profile, "123XYZ0A0.000", 8)
	wantStrange(t, profile, "123XYZ0100000", 10)
	wantStrange(t, profile, "123XYZ010.00*", 13)
}

// A field of text takes any character, unless a check must count it.
func TestACheckNarrowsTheTextItCovers(t *testing.T) {
	for name, test := range map[string]struct {
		check   stub.Check
		strange string
	}{
		"Code 39": {mod43, "a"},
		"Luhn":    {luhn, "A"},
	} {
		t.Run(name, func(t *testing.T) {
			profile := checked("123456", test.check)
			profile.Fields[0].Format = "text"
			wantStrange(t, profile, "123"+test.strange+"560", 4)
			profile.Checks = nil
			if read, err := profile.Parse("123" + test.strange + "560"); err != nil || read.Account != "123"+test.strange+"56" {
				t.Errorf("without the check: %+v, %v", read, err)
			}
		})
	}
}

func wantStrange(t *testing.T, profile stub.Profile, line string, position int) {
	t.Helper()
	read, err := profile.Parse(line)
	misfit, ok := errors.AsType[*stub.Error](err)
	if !ok || misfit.Rule != stub.RuleCharacters || misfit.Position != position {
		t.Errorf("Parse(%q) = %+v, %v; want the character at %d refused", line, read, err, position)
	}
}

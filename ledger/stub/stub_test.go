package stub_test

import (
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"

	"counterfoil/ledger/money"
	"counterfoil/ledger/stub"
)

const (
	line20 = "10232332340000022424"
	line42 = "003456789011102960000000000100000000010008"
)

func samples(t testing.TB) []stub.Profile {
	t.Helper()
	text, err := os.ReadFile("testdata/sample.toml")
	if err != nil {
		t.Fatal(err)
	}
	return mustProfiles(t, string(text))
}

func mustProfiles(t testing.TB, toml string) []stub.Profile {
	t.Helper()
	profiles, err := stub.ParseProfiles([]byte(toml))
	if err != nil {
		t.Fatal(err)
	}
	return profiles
}

func sample(t testing.TB, name string) stub.Profile {
	t.Helper()
	profile, err := stub.ByName(samples(t), name)
	if err != nil {
		t.Fatal(err)
	}
	return profile
}

func cents(n int64) *money.Amount { return new(money.FromCents(n)) }

func TestTheSampleLines(t *testing.T) {
	for name, test := range map[string]struct {
		line string
		want stub.Stub
		json string
	}{
		"sample-20": {
			line20,
			stub.Stub{Profile: "sample-20", Scan: line20, Account: "1023233234", AmountDue: cents(22424)},
			`{"profile":"sample-20","scan":"10232332340000022424","account":"1023233234","amount_due":"224.24",
			  "ok":true,"checks":[]}`,
		},
		"sample-42": {
			line42,
			stub.Stub{Profile: "sample-42", Scan: line42, Account: "00345678901", Due: "1996-11-02",
				AmountDue: cents(1000), LateAmount: cents(1000),
				Checks: []stub.CheckResult{{Name: "mod 10 weights 2-1", Position: 42, Expected: "8", Got: "8", OK: true}}},
			`{"profile":"sample-42","scan":"003456789011102960000000000100000000010008","account":"00345678901",
			  "due":"1996-11-02","amount_due":"10.00","late_amount":"10.00","ok":true,
			  "checks":[{"name":"mod 10 weights 2-1","position":42,"expected":"8","got":"8","ok":true}]}`,
		},
	} {
		got, err := sample(t, name).Parse(test.line)
		if err != nil || !reflect.DeepEqual(got, test.want) || !got.OK() {
			t.Errorf("%s: Parse = %+v, %v; want %+v", name, got, err, test.want)
		}
		wantJSON(t, got, test.json)
	}
}

func wantJSON(t *testing.T, value any, want string) {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var gotObject, wantObject any
	if err := errors.Join(json.Unmarshal(text, &gotObject), json.Unmarshal([]byte(want), &wantObject)); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(gotObject, wantObject) {
		t.Errorf("JSON is %s\nwant    %s", text, want)
	}
}

const everyField = `
[[scanline]]
name = "every field"
length = 66
prefix = "]C1"
field = [
  {name = "const",      from = 1,  length = 2, value = "W>"},
  {name = "account",    from = 3,  length = 8, format = "text"},
  {name = "customer",   from = 11, length = 5},
  {name = "bill",       from = 16, length = 6},
  {name = "bill_date",  from = 22, length = 5, format = "julian"},
  {name = "due",        from = 27, length = 8, format = "YYYYMMDD"},
  {name = "amount_due", from = 35, length = 9, format = "decimal"},
  {name = "late_amount", from = 44, length = 7},
  {name = "route",      from = 51, length = 2, format = "text"},
  {name = "fund:water", from = 53, length = 6},
  {name = "fund:solid waste", from = 59, length = 6, format = "cents"},
  {name = "const",      from = 65, length = 1, value = "9"},
]
`

const everyFieldLine = "W>" + "AB-0012 " + "00077" + "088123" + "26309" + "20261125" + "000224.24" +
	"0024666" + "  " + "020000" + "002424" + "9" + "0"

func TestEveryFieldIsReadUnderItsName(t *testing.T) {
	got, err := mustProfiles(t, everyField)[0].Parse(everyFieldLine)
	want := stub.Stub{
		Profile: "every field", Scan: everyFieldLine,
		Account: "AB-0012", Customer: "00077", Bill: "088123", BillDate: "2026-11-05", Due: "2026-11-25",
		AmountDue: cents(22424), LateAmount: cents(24666),
		Funds: []stub.Fund{{"water", money.FromCents(20000)}, {"solid waste", money.FromCents(2424)}},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("Parse = %+v, %v; want %+v", got, err, want)
	}
	wantJSON(t, got, `{"profile":"every field","scan":"`+everyFieldLine+`","account":"AB-0012","customer":"00077",
		"bill":"088123","bill_date":"2026-11-05","due":"2026-11-25","amount_due":"224.24","late_amount":"246.66",
		"fund:water":"200.00","fund:solid waste":"24.24","ok":true,"checks":[]}`)
}

func TestWhatSurroundsALineIsDropped(t *testing.T) {
	every := mustProfiles(t, everyField)[0]
	// A city whose prefix could also begin an account.
	digitPrefix := sample(t, "sample-20")
	digitPrefix.Prefix = "10"
	for _, test := range []struct {
		profile    stub.Profile
		text, want string
	}{
		{sample(t, "sample-20"), line20 + "\n", line20},
		{sample(t, "sample-20"), "  " + line20 + " \r\n", line20},
		{sample(t, "sample-20"), line20 + "\t", line20},
		{every, "]C1" + everyFieldLine, everyFieldLine},
		{every, " ]C1" + everyFieldLine + "\r", everyFieldLine},
		{every, everyFieldLine, everyFieldLine},
		{digitPrefix, "10" + line20, line20},
		{digitPrefix, line20, line20},
		{digitPrefix, " " + line20 + " ", line20},
	} {
		got, err := test.profile.Parse(test.text)
		if err != nil || got.Scan != test.want {
			t.Errorf("%s: Parse(%q) = %+v, %v; want the line %s", test.profile.Name, test.text, got, err, test.want)
		}
	}
}

func TestALineThatDoesNotFitNamesRuleAndPosition(t *testing.T) {
	twenty, fortyTwo := sample(t, "sample-20"), sample(t, "sample-42")
	every := mustProfiles(t, everyField)[0]
	long := sample(t, "sample-20")
	long.Length = 40
	long.Fields[1].Length = 30
	replaced := func(line string, position int, by string) string {
		return line[:position-1] + by + line[position-1+len(by):]
	}
	for name, test := range map[string]struct {
		profile  stub.Profile
		text     string
		rule     stub.Rule
		position int
		says     string
	}{
		"empty":          {twenty, "", stub.RuleLength, 1, "0 characters and needs 20"},
		"only space":     {twenty, " \t\r\n", stub.RuleLength, 1, "0 characters"},
		"one character":  {twenty, "7", stub.RuleLength, 2, "1 character and"},
		"one short":      {twenty, line20[:19], stub.RuleLength, 20, "19 characters and needs 20"},
		"one long":       {twenty, line20 + "0", stub.RuleLength, 21, "21 characters and needs 20"},
		"a megabyte":     {twenty, strings.Repeat("7", 1<<20), stub.RuleLength, 21, "1048576 characters"},
		"short 42":       {fortyTwo, line42[1:], stub.RuleLength, 42, "41 characters"},
		"letter O":       {twenty, replaced(line20, 5, "O"), stub.RuleCharacters, 5, "'O' stands where a digit belongs"},
		"sign":           {twenty, replaced(line20, 11, "-"), stub.RuleCharacters, 11, "'-'"},
		"point":          {twenty, replaced(line20, 18, "."), stub.RuleCharacters, 18, "'.'"},
		"space inside":   {twenty, replaced(line20, 11, " "), stub.RuleCharacters, 11, "' '"},
		"newline inside": {twenty, replaced(line20, 4, "\n"), stub.RuleCharacters, 4, `'\n'`},
		"zero byte":      {twenty, replaced(line20, 4, "\x00"), stub.RuleCharacters, 4, `'\x00'`},
		"not UTF-8":      {twenty, replaced(line20, 20, "\xff"), stub.RuleCharacters, 20, "a digit belongs"},
		"fullwidth":      {twenty, strings.Repeat("１", 20), stub.RuleCharacters, 1, "'１'"},
		"Arabic digit":   {twenty, "1023٣32340000022424" + "0", stub.RuleCharacters, 5, "'٣'"},
		"in a gap":       {fortyTwo, replaced(line42, 18, "X"), stub.RuleCharacters, 18, "'X'"},
		"check letter":   {fortyTwo, replaced(line42, 42, "X"), stub.RuleCharacters, 42, "'X'"},
		"month 13":       {fortyTwo, replaced(line42, 12, "130296"), stub.RuleDate, 12, "due: 130296 is no date in MMDDYY"},
		"February 30":    {fortyTwo, replaced(line42, 12, "023026"), stub.RuleDate, 12, "023026"},
		"no leap year":   {fortyTwo, replaced(line42, 12, "022926"), stub.RuleDate, 12, "022926"},
		"no date at all": {fortyTwo, replaced(line42, 12, "000000"), stub.RuleDate, 12, "000000"},
		"day 366":        {every, replaced(everyFieldLine, 22, "26366"), stub.RuleDate, 22, "bill_date"},
		"day 0":          {every, replaced(everyFieldLine, 22, "26000"), stub.RuleDate, 22, "bill_date"},
		"year 224":       {every, replaced(everyFieldLine, 27, "02241125"), stub.RuleDate, 27, "due"},
		"const":          {every, replaced(everyFieldLine, 2, "<"), stub.RuleConst, 2, `'<' stands where '>'`},
		"last const":     {every, replaced(everyFieldLine, 65, "8"), stub.RuleConst, 65, `'8' stands where '9'`},
		"decimal comma":  {every, replaced(everyFieldLine, 41, ","), stub.RuleCharacters, 41, `',' stands where '.'`},
		"point too soon": {every, replaced(everyFieldLine, 40, "."), stub.RuleCharacters, 40, "'.'"},
		"blank account":  {every, replaced(everyFieldLine, 3, "        "), stub.RuleCharacters, 3, "account: it is blank"},
		"text not ASCII": {every, strings.Replace(everyFieldLine, "AB", "AÉ", 1), stub.RuleCharacters, 4, "'É'"},
		"amount too big": {long, strings.Repeat("1", 40), stub.RuleAmount, 11, "larger than 99,999,999.99"},
	} {
		got, err := test.profile.Parse(test.text)
		misfit, ok := errors.AsType[*stub.Error](err)
		if !ok {
			t.Errorf("%s: Parse = %+v, %v; want an *Error", name, got, err)
			continue
		}
		if misfit.Rule != test.rule || misfit.Position != test.position || !strings.Contains(misfit.Error(), test.says) {
			t.Errorf("%s: %q at %d: %v; want %q at %d, saying %q", name,
				misfit.Rule, misfit.Position, misfit, test.rule, test.position, test.says)
		}
	}
}

func TestAMisfitAsJSON(t *testing.T) {
	_, err := sample(t, "sample-20").Parse(line20[:19])
	wantJSON(t, err, `{"profile":"sample-20","ok":false,"rule":"length","position":20,"checks":[],
		"error":"the line does not fit sample-20 at position 20: it has 19 characters and needs 20; scan it again"}`)
}

func TestAWrongCheckDigitLeavesTheFieldsReadable(t *testing.T) {
	got, err := sample(t, "sample-42").Parse(line42[:41] + "7")
	if err != nil || got.OK() || got.Account != "00345678901" || *got.AmountDue != money.FromCents(1000) {
		t.Fatalf("Parse = %+v, %v; want a readable stub that is not OK", got, err)
	}
	wrong, ok := errors.AsType[*stub.Error](got.Err())
	if !ok || wrong.Rule != stub.RuleCheckDigit || wrong.Position != 42 {
		t.Fatalf("Err = %v; want the check digit at 42", got.Err())
	}
	wantJSON(t, got, `{"profile":"sample-42","scan":"003456789011102960000000000100000000010007","account":"00345678901",
		"due":"1996-11-02","amount_due":"10.00","late_amount":"10.00","ok":false,"rule":"check digit","position":42,
		"error":"the line does not fit sample-42 at position 42: the check digit is 7 and should be 8; compare the line with the bill and scan it again",
		"checks":[{"name":"mod 10 weights 2-1","position":42,"expected":"8","got":"7","ok":false}]}`)
}

func TestEveryDateFormat(t *testing.T) {
	for _, test := range []struct{ format, text, want string }{
		{"MMDDYY", "112526", "2026-11-25"},
		{"MMDDYY", "022928", "2028-02-29"},
		{"YYMMDD", "261125", "2026-11-25"},
		{"MMDDYYYY", "11252026", "2026-11-25"},
		{"YYYYMMDD", "20261125", "2026-11-25"},
		{"YYYYMMDD", "20000229", "2000-02-29"},
		{"julian", "26001", "2026-01-01"},
		{"julian", "28366", "2028-12-31"},
		{"julian", "2026329", "2026-11-25"},
		// POSIX: 69 to 99 are the last century, 00 to 68 this one.
		{"YYMMDD", "681231", "2068-12-31"},
		{"YYMMDD", "690101", "1969-01-01"},
		{"YYMMDD", "991231", "1999-12-31"},
		{"YYMMDD", "000101", "2000-01-01"},
	} {
		profile := stub.Profile{Name: "date", Length: len(test.text), Fields: []stub.Field{
			{Name: "due", From: 1, Length: len(test.text), Format: test.format}}}
		got, err := profile.Parse(test.text)
		if err != nil || got.Due != test.want {
			t.Errorf("%s %s = %q, %v; want %s", test.format, test.text, got.Due, err, test.want)
		}
	}
}

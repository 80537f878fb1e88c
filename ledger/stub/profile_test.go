package stub_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"counterfoil/ledger/stub"
)

func TestProfilesLiveInsideALargerFile(t *testing.T) {
	var city struct {
		City      string
		Scanlines []stub.Profile `toml:"scanline"`
	}
	text := "city = \"Marlow Bend\"\n" + everyField
	if err := toml.NewDecoder(strings.NewReader(text)).DisallowUnknownFields().Decode(&city); err != nil {
		t.Fatal(err)
	}
	if err := stub.Validate(city.Scanlines); err != nil {
		t.Fatal(err)
	}
	if want := mustProfiles(t, everyField); !reflect.DeepEqual(city.Scanlines, want) {
		t.Errorf("from the larger file %+v\nfrom its own        %+v", city.Scanlines, want)
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	const good = "[[scanline]]\nname = \"a\"\nlength = 9\n[[scanline.field]]\nname = \"account\"\nfrom = 1\nlength = 9\n"
	for name, test := range map[string]struct{ text, says string }{
		"empty":               {"", "add a [[scanline]] table"},
		"misspelled key":      {strings.Replace(good, "from", "form", 1), "line 6: there is no setting scanline.field.form"},
		"misspelled table":    {good + "[[scanline.checks]]\ndigit = 9\n", "there is no setting scanline.checks"},
		"not a number":        {strings.Replace(good, "= 9", "= \"9\"", 1), "line 3, column 10: scanline.length takes no string"},
		"not TOML":            {good + "name = \n", "line 8"},
		"fraction":            {strings.Replace(good, "= 9", "= 9.5", 1), "line 3, column 10: scanline.length takes no float"},
		"too large a number":  {strings.Replace(good, "= 9", "= 99999999999999999999", 1), "line 3"},
		"two of one name":     {good + good, `scan-line profile "a": two profiles have this name`},
		"invalid profile too": {strings.Replace(good, "length = 9", "length = 8", 1), `scan-line profile "a": field "account"`},
	} {
		profiles, err := stub.ParseProfiles([]byte(test.text))
		if err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: ParseProfiles = %+v, %v; want an error saying %q", name, profiles, err, test.says)
		}
	}
}

func TestProfilesThatCannotBeFollowed(t *testing.T) {
	type profile = stub.Profile
	field := func(change func(*stub.Field)) func(*profile) {
		return func(p *profile) { change(&p.Fields[1]) }
	}
	check := func(c stub.Check) func(*profile) {
		return func(p *profile) { p.Checks = []stub.Check{c} }
	}
	weights := []int{2, 1}
	for name, test := range map[string]struct {
		change func(*profile)
		says   string
	}{
		"no name":          {func(p *profile) { p.Name = "" }, "name must have"},
		"name with a line": {func(p *profile) { p.Name = "a\nb" }, "name must have"},
		"no length":        {func(p *profile) { p.Length = 0 }, "length is 0"},
		"negative length":  {func(p *profile) { p.Length = -1 }, "length is -1"},
		"endless":          {func(p *profile) { p.Length = 257 }, "must be 1 to 256"},
		"long prefix":      {func(p *profile) { p.Prefix = strings.Repeat("x", 17) }, "prefix is longer"},
		"prefix of a tab":  {func(p *profile) { p.Prefix = "\tA" }, "prefix has space"},
		"no fields":        {func(p *profile) { p.Fields = nil }, "reads no field"},
		"only const":       {func(p *profile) { p.Fields = []stub.Field{{Name: "const", From: 1, Length: 1, Value: "1"}} }, "reads no field"},

		"unknown field":    {field(func(f *stub.Field) { f.Name = "acount" }), `field "acount": there is no such field`},
		"unnamed field":    {field(func(f *stub.Field) { f.Name = "" }), "there is no such field"},
		"unnamed fund":     {field(func(f *stub.Field) { f.Name = "fund:" }), "name the fund"},
		"twice":            {field(func(f *stub.Field) { f.Name, f.Format = "account", "" }), "has it twice"},
		"from 0":           {field(func(f *stub.Field) { f.From = 0 }), "do not lie within"},
		"past the end":     {field(func(f *stub.Field) { f.Length = 11 }), "do not lie within"},
		"overflowing":      {field(func(f *stub.Field) { f.Length = 1<<63 - 1 }), "do not lie within"},
		"empty slice":      {field(func(f *stub.Field) { f.Length = 0 }), "do not lie within"},
		"overlap":          {field(func(f *stub.Field) { f.From = 10 }), `shares position 10 with field "account"`},
		"unknown format":   {field(func(f *stub.Field) { f.Format = "dollars" }), `no format "dollars"; use cents, decimal or none`},
		"amount as a date": {field(func(f *stub.Field) { f.Format = "MMDDYY" }), "use cents, decimal"},
		"account in cents": {func(p *profile) { p.Fields[0].Format = "cents" }, "use text or none"},
		"date, no format":  {field(func(f *stub.Field) { f.Name, f.Format = "due", "" }), "use MMDDYY, YYMMDD"},
		"date too long":    {field(func(f *stub.Field) { f.Name, f.Format = "due", "MMDDYY" }), "MMDDYY has 6 characters"},
		"julian of 4":      {field(func(f *stub.Field) { f.Name, f.Format, f.Length = "due", "julian", 4 }), "5 characters (YYDDD) or 7"},
		"two cents":        {field(func(f *stub.Field) { f.Length = 2 }), "at least 3 digits"},
		"short decimal":    {field(func(f *stub.Field) { f.Format, f.Length = "decimal", 3 }), "at least 4"},
		"stray value":      {field(func(f *stub.Field) { f.Value = "1" }), "only a const has a value"},
		"const, no value":  {field(func(f *stub.Field) { f.Name, f.Format = "const", "" }), "value must be the 10 characters"},
		"const not ASCII": {field(func(f *stub.Field) { f.Name, f.Format, f.Value = "const", "", "12345678é" }),
			"value must be the 10 characters"},

		"no digit":        {check(stub.Check{Scheme: "luhn"}), "digit must be a position"},
		"digit past end":  {check(stub.Check{Digit: 21, Scheme: "luhn"}), "digit must be a position"},
		"one of two":      {check(stub.Check{Digit: 20, Scheme: "mod97"}), "the first of two"},
		"unknown scheme":  {check(stub.Check{Digit: 20, Scheme: "lune"}), `no scheme "lune"`},
		"both":            {check(stub.Check{Digit: 20, Scheme: "luhn", Weights: weights}), "brings its own weights"},
		"neither":         {check(stub.Check{Digit: 20}), "weights = [2, 1]"},
		"negative weight": {check(stub.Check{Digit: 20, Weights: []int{-1}}), "weight -1"},
		"huge weight":     {check(stub.Check{Digit: 20, Weights: []int{1000}}), "weight 1000"},
		"from where":      {check(stub.Check{Digit: 20, Weights: weights, From: "middle"}), `from is "middle"`},
		"add what":        {check(stub.Check{Digit: 20, Weights: weights, Add: "products"}), `add is "products"`},
		"modulus 97":      {check(stub.Check{Digit: 20, Weights: weights, Modulus: 97}), "modulus is 97"},
		"modulus 1":       {check(stub.Check{Digit: 20, Weights: weights, Modulus: 1}), "modulus is 1"},
		"result":          {check(stub.Check{Digit: 20, Weights: weights, Result: "sum"}), `result is "sum"`},
		"covers itself":   {check(stub.Check{Digit: 20, Scheme: "luhn", Covers: "1-20"}), "position 20"},
		"covers twice":    {check(stub.Check{Digit: 20, Scheme: "luhn", Covers: "1-9,9"}), "position 9 twice"},
		"covers words":    {check(stub.Check{Digit: 20, Scheme: "luhn", Covers: "all"}), `write it like "1-10, 12-20"`},
		"covers a hole":   {check(stub.Check{Digit: 20, Scheme: "luhn", Covers: "1-9,"}), `write it like "1-10, 12-20"`},
		"covers backward": {check(stub.Check{Digit: 20, Scheme: "luhn", Covers: "9-1"}), "covers 9-1"},
		"covers past end": {check(stub.Check{Digit: 20, Scheme: "luhn", Covers: "1-21"}), "covers 1-21"},
		"covers zero":     {check(stub.Check{Digit: 20, Scheme: "luhn", Covers: "0-9"}), "covers 0-9"},
		"covers nothing": {func(p *profile) {
			*p = profile{Name: "a", Length: 1, Fields: []stub.Field{{Name: "account", From: 1, Length: 1}},
				Checks: []stub.Check{{Digit: 1, Scheme: "luhn"}}}
		}, "covers nothing"},
		"two checks, one digit": {func(p *profile) {
			p.Checks = []stub.Check{{Digit: 19, Scheme: "mod97"}, {Digit: 20, Covers: "1-9", Scheme: "luhn"}}
		}, "another check's digit"},
		"covers the point": {func(p *profile) {
			p.Fields[1].Format = "decimal"
			p.Checks = []stub.Check{{Digit: 20, Scheme: "luhn"}}
		}, `position 18 is always "."`},
	} {
		p := sample(t, "sample-20")
		test.change(&p)
		err := p.Validate()
		problem, ok := errors.AsType[*stub.ProfileError](err)
		if !ok || problem.Profile != p.Name || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: Validate = %v; want a *ProfileError of %q saying %q", name, err, p.Name, test.says)
		}
		if _, parseErr := p.Parse(line20); !reflect.DeepEqual(parseErr, err) {
			t.Errorf("%s: Parse = %v; want what Validate says: %v", name, parseErr, err)
		}
	}
}

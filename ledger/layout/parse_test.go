package layout_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"counterfoil/ledger/layout"
)

func mustParse(t testing.TB, text string) *layout.Profile {
	t.Helper()
	p, err := layout.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const small = `
name = "small"
extension = "txt"
form = "fixed"
length = 30
encoding = "ascii"
rows = "line"
reversals = "negative"
[[record]]
kind = "detail"
columns = [
  { from = 1, width = 10, field = "account" },
  { from = 11, width = 10, field = "amount", pad = "0" },
]
`

func TestABadProfileIsOneErrorThatNamesTableAndKey(t *testing.T) {
	mustParse(t, small)
	for name, c := range map[string]struct{ old, new, want string }{
		"no name":              {`name = "small"`, `name = "Small one"`, "name: "},
		"no extension":         {`extension = "txt"`, `extension = ".txt"`, "extension: "},
		"unknown key":          {`length = 30`, `lenght = 30`, "line 5, lenght: there is no such key"},
		"unknown column key":   {`pad = "0"`, `padding = "0"`, "padding: there is no such key"},
		"wrong type":           {`length = 30`, `length = "30"`, "line 5"},
		"not TOML":             {`length = 30`, `length = `, "line 5"},
		"unknown form":         {`"fixed"`, `"xml"`, `form: "xml" is not known; write one of "fixed", "delimited"`},
		"unknown encoding":     {`"ascii"`, `"utf-16"`, "encoding: "},
		"positions of utf-8":   {`"ascii"`, `"utf-8"`, "encoding: positions are counted in bytes"},
		"rows not said":        {`rows = "line"`, `rows = ""`, "rows: "},
		"reversals not said":   {`reversals = "negative"`, ``, "reversals: "},
		"overlap":              {`from = 11`, `from = 10`, "record 1 (detail), column 2 (amount), from: position 10 belongs to the column before it"},
		"too long":             {`length = 30`, `length = 15`, "record 1 (detail), column 2 (amount), width: it ends at position 20"},
		"no width":             {`width = 10, field = "account"`, `field = "account"`, "column 1 (account), width: "},
		"huge width":           {`width = 10, field = "amount"`, `width = 9223372036854775807, field = "amount"`, "column 2 (amount), width: "},
		"unknown field":        {`field = "account"`, `field = "acount"`, `column 1 (acount), field: there is no field "acount"`},
		"nothing in it":        {`field = "account"`, `name = "account"`, "column 1 (account), field: a column has either a field or a const"},
		"both in it":           {`field = "account"`, `field = "account", const = "x"`, "either a field or a const"},
		"tender of a line row": {`field = "account"`, `field = "routing"`, `has no routing; rows of a tender or a part have it`},
		"total in a detail":    {`field = "account"`, `field = "total"`, "headers, totals and trailers have it"},
		"cut account":          {`field = "account"`, `field = "account", truncate = true`, "truncate: account must arrive whole"},
		"cut amount":           {`pad = "0"`, `truncate = true`, "truncate: amount must arrive whole"},
		"digits behind":        {`pad = "0"`, `pad = "0", align = "left"`, "pad: digits behind a number"},
		"filled with fives":    {`pad = "0"`, `pad = "5"`, "pad: "},
		"two pads":             {`pad = "0"`, `pad = "00"`, "pad: "},
		"format of text":       {`field = "account"`, `field = "account", format = "cents"`, "format: account is not a date and not an amount"},
		"format of money":      {`pad = "0"`, `format = "euros"`, `format: "euros" is not how an amount is written`},
		"date without a year":  {`field = "account"`, `field = "due", format = "%Q"`, "format: "},
		"time of a day":        {`field = "account"`, `field = "due", format = "HHMM"`, "the field is a day"},
		"sign of text":         {`field = "account"`, `field = "account", sign = "none"`, "sign: account is not an amount"},
		"unseen reversal":      {`pad = "0"`, `sign = "none"`, "sign: reversals are below zero here"},
		"no money":             {`field = "amount"`, `field = "seq"`, "record: no detail record has the field amount"},
		"no detail":            {`kind = "detail"`, `kind = "header"`, "has no account"},
		"overflow of a line":   {`kind = "detail"`, `kind = "overflow"`, `record 1 (overflow), kind: overflow records are the parts of a tender`},
		"unknown kind":         {`kind = "detail"`, `kind = "body"`, `record 1, kind: "body" is not known`},
		"accent in a constant": {`field = "account"`, `const = "Café"`, "const: "},
		"line break":           {`field = "account"`, `const = "a\nb"`, "const: "},
		"delimiter":            {`length = 30`, `delimiter = ","`, "delimiter: a fixed form has none"},
		"no length, no end":    {`length = 30`, `line_end = "none"`, "line_end: records without line ends need one length"},
		"grouped by money":     {`[[record]]`, "[batch]\nby = [\"amount\"]\n[[record]]", "batch, by: "},
		"hash of nothing":      {`field = "account"`, `field = "hash_total"`, "hash_total"},
	} {
		text := strings.Replace(small, c.old, c.new, 1)
		if text == small {
			t.Fatalf("%s: the profile was not changed", name)
		}
		_, err := layout.Parse([]byte(text))
		if _, ok := errors.AsType[*layout.ParseError](err); !ok {
			t.Errorf("%s: %v; want a *ParseError", name, err)
		} else if !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %q does not say %q", name, err, c.want)
		}
	}
}

func TestAHugeFileIsNoProfile(t *testing.T) {
	if _, err := layout.Parse(bytes.Repeat([]byte("#"), layout.MaxBytes+1)); err == nil {
		t.Error("a file of comments was read")
	}
}

// FuzzParse holds whatever TOML is given to: an error with a reason, or a
// profile that writes, or stops at, every payment without a panic, and whose
// fixed records all have their length.
func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	for _, p := range layout.Shipped() {
		f.Add(p.Text)
	}
	files, err := filepath.Glob("testdata/*.toml")
	if err != nil || len(files) == 0 {
		f.Fatal("no profiles in testdata", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := layout.Parse(text)
		if err != nil {
			if _, ok := errors.AsType[*layout.ParseError](err); !ok || err.Error() == "" {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		for _, file := range p.Files() {
			var out bytes.Buffer
			_, err := p.Write(&out, file, mean, t.TempDir(), each(meanPayments()))
			if _, stopped := errors.AsType[*layout.Stop](err); err != nil && !stopped {
				t.Fatal(err)
			}
			if p.Form != layout.Fixed || p.Length == 0 || err != nil {
				continue
			}
			end := map[layout.LineEnd]int{layout.CRLF: 2, layout.LF: 1}[p.LineEnd]
			if out.Len()%(p.Length+end) != 0 {
				t.Fatalf("%d bytes are not records of %d", out.Len(), p.Length+end)
			}
		}
	})
}

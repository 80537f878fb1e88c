package stub_test

import (
	"strings"
	"testing"

	"counterfoil/ledger/stub"
)

func TestReadCheck(t *testing.T) {
	slashes := stub.MICR{Name: "slashes", Pattern: "/{routing}/{account}/{check}/"}
	toads := stub.MICR{Name: "E-13B", Pattern: "⑆{routing}⑆{account}⑈{check}"}
	whole := stub.CheckLine{Routing: "111000025", Number: "1234", Last4: "5678"}
	for name, test := range map[string]struct {
		patterns []stub.MICR
		text     string
		want     stub.CheckLine
		no       bool
	}{
		"T A C":                    {nil, "T111000025A12345678C1234", whole, false},
		"caps lock":                {nil, "t111000025a12345678c1234", whole, false},
		"raw t o":                  {nil, "t111000025t 12345678o 1234", whole, false},
		"raw t o, business":        {nil, "o001234o t111000025t 12345678o", whole, false},
		"raw T U":                  {nil, "T111000025T 12345678U 1234", whole, false},
		"raw T U, business":        {nil, "U001234U T111000025T 12345678U", whole, false},
		"T T A":                    {nil, "T111000025T12345678A1234", whole, false},
		"raw T O":                  {nil, "T111000025T 12345678O 1234", whole, false},
		"with its amount":          {nil, "t111000025t 12345678o 1234 a0000022424a", whole, false},
		"dollar signs":             {nil, "T111000025T12345678U1234$0000022424$", whole, false},
		"dashes":                   {nil, "t111000025t 123-456-78o 1234", whole, false},
		"dashes as letters":        {nil, "t111000025t 123d456d78o 1234", whole, false},
		"slashes":                  {[]stub.MICR{slashes}, "/111000025/12345678/1234/", whole, false},
		"toads":                    {[]stub.MICR{slashes, toads}, "⑆111000025⑆ 12345678⑈ 1234", whole, false},
		"usual beside the city's":  {[]stub.MICR{slashes}, "T111000025A12345678C1234", whole, false},
		"routing not read":         {nil, "T1110?0025A12345678C1234", stub.CheckLine{Number: "1234", Last4: "5678"}, false},
		"routing read wrong":       {nil, "T111000052A12345678C1234", stub.CheckLine{Number: "1234", Last4: "5678"}, false},
		"number not read":          {nil, "T111000025A12345678C12?4", stub.CheckLine{Routing: "111000025", Last4: "5678"}, false},
		"no number":                {nil, "t111000025t 12345678o", stub.CheckLine{Routing: "111000025", Last4: "5678"}, false},
		"account not read":         {nil, "T111000025A1234567?C1234", stub.CheckLine{Routing: "111000025", Number: "1234"}, false},
		"account read at its end":  {nil, "T111000025A1?345678C1234", whole, false},
		"short account":            {nil, "T111000025A78C1234", stub.CheckLine{Routing: "111000025", Number: "1234", Last4: "78"}, false},
		"symbol not read":          {nil, "T111000025?12345678C1234", stub.CheckLine{}, false},
		"nothing read":             {nil, "T?????????A????????C????", stub.CheckLine{}, true},
		"a stub":                   {nil, "10232332340000022424", stub.CheckLine{}, true},
		"a name":                   {nil, "T. OTTO", stub.CheckLine{}, true},
		"an account of the city's": {nil, "T1110000259", stub.CheckLine{}, true},
		"slashes nobody set":       {nil, "/111000025/12345678/1234/", stub.CheckLine{}, true},
		"two lines":                {nil, "T111000025A12345678C1234T111000025A12345678C1234", stub.CheckLine{}, true},
		"empty":                    {nil, "", stub.CheckLine{}, true},
	} {
		line, ok := stub.ReadCheck(test.patterns, test.text)
		if ok == test.no || line != test.want {
			t.Errorf("%s: %q is read as %+v, %t", name, test.text, line, ok)
		}
	}
}

func TestValidateMICR(t *testing.T) {
	for pattern, want := range map[string]string{
		"T{routing}A{account}C{check}":        "",
		"t{routing}t {account}o[a{amount}a]":  "",
		"T{routing}A{acount}":                 "has {acount}",
		"T{routing}{account}A":                "nothing between {account}",
		"T{routing}A{account}A{routing}":      "{routing} twice",
		"T{routing}":                          "lacks",
		"":                                    "lacks",
		"T{routing}A{account}[C{check}":       "has a [ without its ]",
		"T{routing}A{account}]":               "has ]",
		"T{routing}0{account}":                "has 0",
		"T{routing}?{account}":                "has ?",
		"T{routing}A{account}C{check":         "has {",
		"T{routing}A{account}[C[{check}]]":    "has [",
		"⑆{routing}⑆{account}⑈{check}":        "",
		"C/{account}/{routing}/{check}/":      "",
		"({routing})*{account}+{check}.$":     "",
		"T{routing}A{account}C{check}{check}": "{check} twice",
	} {
		err := stub.ValidateMICR([]stub.MICR{{Name: "mine", Pattern: pattern}})
		switch {
		case want == "" && err != nil:
			t.Errorf("%q: %v", pattern, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), `"mine"`)):
			t.Errorf("%q: %v, want %q", pattern, err, want)
		}
	}
}

func FuzzReadCheck(f *testing.F) {
	for _, seed := range []string{
		"T111000025A12345678C1234", "o001234o t111000025t 12345678o", "T1110?0025A1234?678C12?4", "T111000025T12-45U1$00$", "⑆111000025⑆",
	} {
		f.Add("T{routing}A{account}C{check}", seed)
		f.Add("/{routing}/{account}[/{check}]", seed)
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		mine := []stub.MICR{{Name: "mine", Pattern: pattern}}
		if stub.ValidateMICR(mine) != nil {
			mine = nil
		}
		line, ok := stub.ReadCheck(mine, text)
		if !ok && line != (stub.CheckLine{}) {
			t.Errorf("%q is no line of a check and reads %+v", text, line)
		}
		if line.Routing != "" && stub.ValidRouting(line.Routing) != nil {
			t.Errorf("%q reads the routing number %q", text, line.Routing)
		}
		if len(line.Last4) > 4 || len(line.Number) > 15 {
			t.Errorf("%q reads %+v, which may be a whole account number", text, line)
		}
		for _, part := range []string{line.Number, line.Last4} {
			if strings.Trim(part, "0123456789") != "" {
				t.Errorf("%q reads %q", text, part)
			}
		}
	})
}

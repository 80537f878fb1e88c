package stub_test

import (
	"errors"
	"os"
	"testing"

	"counterfoil/ledger/stub"
)

// kinds are the profiles of every kind of line in the field.
func kinds(t testing.TB) []stub.Profile {
	t.Helper()
	text, err := os.ReadFile("testdata/kinds.toml")
	if err != nil {
		t.Fatal(err)
	}
	return append(samples(t), mustProfiles(t, string(text))...)
}

func TestEveryKindOfLineIsReadAndItsMisreadingsAreFound(t *testing.T) {
	for name, test := range map[string]struct {
		line, account string
		checked       bool
	}{
		"sample-20":          {line20, "1023233234", false},
		"sample-42":          {line42, "00345678901", true},
		"weights-731":        {"10232332343", "1023233234", true},
		"luhn":               {"79927398713", "79927398713", true},
		"code-39":            {"123XYZM", "123XYZ", true},
		"interleaved-2-of-5": {"019873", "1987", true},
	} {
		profile, err := stub.ByName(kinds(t), name)
		if err != nil {
			t.Fatal(err)
		}
		read, err := profile.Parse(test.line)
		if err != nil || !read.OK() || read.Account != test.account || len(read.Checks) > 0 != test.checked {
			t.Errorf("%s: Parse(%s) = %+v, %v", name, test.line, read, err)
		}
		if _, err := profile.Parse(test.line[1:]); ruleOf(err) != stub.RuleLength {
			t.Errorf("%s: one character short: %v", name, err)
		}
		for at := range test.line {
			if !test.checked || test.line[at] < '0' || test.line[at] > '9' {
				continue
			}
			misread := []byte(test.line)
			misread[at] = '0' + (misread[at]-'0'+1)%10
			read, err := profile.Parse(string(misread))
			if err == nil {
				err = read.Err()
			}
			if rule := ruleOf(err); rule != stub.RuleCheckDigit && rule != stub.RuleDate && rule != stub.RuleConst {
				t.Errorf("%s: %s misread as %s: %v; want a broken rule", name, test.line, misread, err)
			}
		}
	}
}

func ruleOf(err error) stub.Rule {
	if misfit, ok := errors.AsType[*stub.Error](err); ok {
		return misfit.Rule
	}
	return ""
}

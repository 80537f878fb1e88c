package stub_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"counterfoil/ledger/money"
	"counterfoil/ledger/stub"
)

func TestSamplesAreReadByTheirColumns(t *testing.T) {
	got, err := stub.ReadSamples(strings.NewReader("\uFEFFaccount,scan,due,amount,bill\r\n" +
		"1023233234,10232332340000022424,2026-11-25, 224.24,88123\r\n\"10,5\", 12 ,,\"1,234.50\",\r\n"))
	want := []stub.Sample{
		{Scan: "10232332340000022424", Account: "1023233234", AmountDue: money.FromCents(224_24), Due: "2026-11-25", Bill: "88123"},
		{Scan: " 12 ", Account: "10,5", AmountDue: money.FromCents(1234_50)}, // a space may be a check character
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("ReadSamples = %+v, %v\nwant %+v", got, err, want)
	}
}

func TestFilesOfSamplesThatAreRefused(t *testing.T) {
	const head = "scan,account,amount,due\n"
	for name, test := range map[string]struct{ text, says string }{
		"empty":          {"", "there is no first row"},
		"no amount":      {"scan,account\n", `there is no column "amount"`},
		"unknown column": {"scan,account,amount,name\n", `column 4 is "name"`},
		"column twice":   {"scan,account,amount,scan\n", `column 4 is "scan"`},
		"short row":      {head + "1,2\n", "line 2"},
		"amount":         {head + "1,2,1.00,\n1,2,1e3,\n", "line 3"},
		"due date":       {head + "1,2,1.00,11/25/2026\n", `line 2: due date "11/25/2026" is not written like 2026-11-25`},
		"too many":       {head + strings.Repeat("1,2,1.00,\n", 21), "line 22: there are more than 20 stubs"},
		"endless":        {head + strings.Repeat("7", 1<<20), "line 2"},
	} {
		if got, err := stub.ReadSamples(strings.NewReader(test.text)); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %s, %v; want %q", name, fmt.Sprintf("%.80v", got), err, test.says)
		}
	}
}

func FuzzReadSamples(f *testing.F) {
	f.Add("scan,account,amount,due,bill\n12,1,1.00,2026-11-25,7\n")
	f.Fuzz(func(t *testing.T, text string) {
		samples, err := stub.ReadSamples(strings.NewReader(text))
		if err == nil && len(samples) > stub.MaxSamples {
			t.Fatalf("%d samples", len(samples))
		}
	})
}

package stub_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"
	"pgregory.net/rapid"

	"counterfoil/ledger/money"
	"counterfoil/ledger/stub"
)

// A line written from random fields, in a random order with random gaps, reads
// back as those fields.
func TestAWrittenLineReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		profile := stub.Profile{Name: "random", Length: 0}
		want := stub.Stub{Profile: "random"}
		var line strings.Builder
		write := func(name, format, text string) {
			line.WriteString(strings.Repeat("0", rapid.IntRange(0, 2).Draw(t, "gap")))
			profile.Fields = append(profile.Fields, stub.Field{Name: name, From: line.Len() + 1, Length: len(text), Format: format})
			line.WriteString(text)
		}
		names := []string{"account", "customer", "bill", "route", "bill_date", "due", "amount_due", "late_amount", "fund:water", "fund:sewer"}
		chosen := rapid.Permutation(names).Draw(t, "order")[:rapid.IntRange(1, len(names)).Draw(t, "how many")]
		for _, name := range chosen {
			text := rapid.StringMatching(`[0-9]{1,12}`)
			switch name {
			case "account":
				want.Account = text.Draw(t, name)
				write(name, "", want.Account)
			case "customer":
				want.Customer = text.Draw(t, name)
				write(name, "text", want.Customer)
			case "bill":
				want.Bill = rapid.StringMatching(`[!-~]{1,12}`).Draw(t, name)
				write(name, "text", want.Bill)
			case "route":
				want.Route = text.Draw(t, name)
				write(name, "", want.Route)
			case "bill_date":
				want.BillDate = drawDate(t, name, write)
			case "due":
				want.Due = drawDate(t, name, write)
			case "amount_due":
				want.AmountDue = drawAmount(t, name, write)
			case "late_amount":
				want.LateAmount = drawAmount(t, name, write)
			default:
				fund := strings.TrimPrefix(name, "fund:")
				want.Funds = append(want.Funds, stub.Fund{Name: fund, Amount: *drawAmount(t, name, write)})
			}
		}
		profile.Length = line.Len()
		want.Scan = line.String()
		got, err := profile.Parse(want.Scan)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("Parse(%q) with %+v\n= %+v, %v\nwant %+v", want.Scan, profile, got, err, want)
		}
	})
}

func drawDate(t *rapid.T, name string, write func(name, format, text string)) string {
	day := rapid.IntRange(0, 365*68).Draw(t, name)
	date := time.Date(2000, time.January, 1+day, 0, 0, 0, 0, time.UTC)
	y, m, d := date.Date()
	formats := map[string]string{
		"MMDDYY":   fmt.Sprintf("%02d%02d%02d", m, d, y%100),
		"YYMMDD":   fmt.Sprintf("%02d%02d%02d", y%100, m, d),
		"MMDDYYYY": fmt.Sprintf("%02d%02d%04d", m, d, y),
		"YYYYMMDD": fmt.Sprintf("%04d%02d%02d", y, m, d),
		"julian":   fmt.Sprintf("%02d%03d", y%100, date.YearDay()),
	}
	format := rapid.SampledFrom([]string{"MMDDYY", "YYMMDD", "MMDDYYYY", "YYYYMMDD", "julian"}).Draw(t, name+" format")
	write(name, format, formats[format])
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}

func drawAmount(t *rapid.T, name string, write func(name, format, text string)) *money.Amount {
	n := rapid.Int64Range(0, money.Max.Cents()).Draw(t, name)
	if rapid.Bool().Draw(t, name+" decimal") {
		write(name, "decimal", fmt.Sprintf("%09d.%02d", n/100, n%100))
	} else {
		write(name, "cents", fmt.Sprintf("%012d", n))
	}
	return cents(n)
}

func FuzzParse(f *testing.F) {
	profiles := append(kinds(f), mustProfiles(f, everyField)...)
	profiles = append(profiles, checked("123XYZ", mod43), checked("794", mod97))
	for _, text := range []string{line20, line42, everyFieldLine, "]C1" + everyFieldLine, "123XYZM", "10232332343", "79927398713", "019873", "79444", "12Z    ", "１２", ""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, profile := range profiles {
			read, err := profile.Parse(text)
			if err != nil {
				misfit, ok := errors.AsType[*stub.Error](err)
				if !ok || misfit.Position < 1 || misfit.Position > profile.Length+1 {
					t.Fatalf("%s: Parse(%q): %v; want an *Error on the line", profile.Name, text, err)
				}
				if !reflect.DeepEqual(read, stub.Stub{}) {
					t.Fatalf("%s: Parse(%q) = %+v beside %v", profile.Name, text, read, err)
				}
				continue
			}
			if len(read.Scan) != profile.Length || !strings.Contains(text, read.Scan) {
				t.Fatalf("%s: Parse(%q) read %q", profile.Name, text, read.Scan)
			}
			if again, err := profile.Parse(read.Scan); err != nil || !reflect.DeepEqual(again, read) {
				t.Fatalf("%s: Parse(%q) = %+v, then %+v, %v", profile.Name, text, read, again, err)
			}
			if text, err := json.Marshal(read); err != nil {
				t.Fatalf("%s: %s, %v", profile.Name, text, err)
			}
		}
	})
}

func FuzzParseProfiles(f *testing.F) {
	sample, err := os.ReadFile("testdata/sample.toml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sample, line20)
	f.Add([]byte(everyField), everyFieldLine)
	f.Add([]byte("[[scanline]]\nname='a'\nlength=7\nfield=[{name='account',from=1,length=6}]\ncheck=[{digit=7,covers='1-3,5',scheme='mod43'}]"), "123XYZM")
	f.Add([]byte("[[scanline]]\nname='a'\nlength=5\nfield=[{name='due',from=1,length=5,format='julian'}]\ncheck=[{digit=4,scheme='mod97'}]"), "26001")
	f.Fuzz(func(t *testing.T, text []byte, line string) {
		profiles, err := stub.ParseProfiles(text)
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an error without words")
			}
			return
		}
		written, err := toml.Marshal(map[string]any{"scanline": profiles})
		if err != nil {
			t.Fatal(err)
		}
		if again, err := stub.ParseProfiles(written); err != nil || fmt.Sprint(again) != fmt.Sprint(profiles) {
			t.Fatalf("%s\nreads as %+v, %v; want %+v", written, again, err, profiles)
		}
		if stubs, err := stub.Match(profiles, line); (err == nil) != (len(stubs) > 0) {
			t.Fatalf("Match(%q) = %+v, %v; want stubs or an error", line, stubs, err)
		}
		for _, p := range profiles {
			p.Parse(strings.Repeat("1", p.Length))
		}
	})
}

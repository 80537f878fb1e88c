package sample_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"counterfoil/assets/sample"
	"counterfoil/ledger"
	"counterfoil/ledger/stub"
)

// lastNight is the Sunday before an outage that began on a Monday.
const lastNight ledger.Day = "2026-11-22"

func settings(t *testing.T) ledger.City {
	t.Helper()
	city, err := ledger.ParseCity(sample.Settings)
	if err != nil {
		t.Fatal(err)
	}
	return city
}

// TestTheCityStaysTheSame guards everything that points at its accounts:
// screenshots, printed bills, tests. Change the digest when the city should
// change.
func TestTheCityStaysTheSame(t *testing.T) {
	const want = "ef90ba6ca1251c5ff3a856c7e1c8073712e0a58496b7f88908909d6b0fec0b96"
	text, err := json.Marshal(sample.Generate(sample.Seed, lastNight))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(text)
	if got := hex.EncodeToString(sum[:]); got != want {
		t.Errorf("the city of seed %d on %s has digest %s; want %s", sample.Seed, lastNight, got, want)
	}
}

func TestTheCityIsWholeOnAnyNight(t *testing.T) {
	profiles := settings(t).Scanlines
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		night := time.Date(1971, time.January, 1, 0, 0, 0, 0, time.UTC).
			AddDate(0, 0, rapid.IntRange(0, 365*96).Draw(t, "night"))
		city := sample.Generate(seed, ledger.DayOf(night))
		if len(city.Accounts) != 2000 {
			t.Fatalf("%d accounts", len(city.Accounts))
		}
		seen := map[string]bool{}
		inCycle := map[int]int{}
		onLine := map[string]int{}
		for _, a := range city.Accounts {
			for _, unique := range []string{"account " + a.Number, "bill " + a.Bill, "address " + a.Address} {
				if seen[unique] {
					t.Fatalf("%s stands twice", unique)
				}
				seen[unique] = true
			}
			inCycle[a.Cycle]++
			onLine[a.Profile]++
			checkDays(t, a, night)
			checkAmounts(t, a, night)
			checkLine(t, a, profiles)
		}
		if want := map[int]int{1: 500, 2: 500, 3: 500, 4: 500}; !reflect.DeepEqual(inCycle, want) {
			t.Fatalf("accounts in the cycles: %v", inCycle)
		}
		if funds := onLine["sample-44"]; onLine["sample-20"]+funds != 1000 || onLine["sample-42"] != 1000 || funds < 20 || funds > 200 {
			t.Fatalf("accounts by scan line: %v", onLine)
		}
		checkMailings(t, city)
	})
}

func checkDays(t *rapid.T, a sample.Account, night time.Time) {
	mailed := a.BillDate.Time()
	if mailed.Weekday() != time.Wednesday || !mailed.Before(night) || night.Sub(mailed) > 28*24*time.Hour {
		t.Fatalf("bill %s is of %s, a %s; want one of the four Wednesdays before %s", a.Bill, a.BillDate, mailed.Weekday(), night)
	}
	for days, day := range map[int]ledger.Day{14: a.Due, 21: a.LateAfter, 33: a.CutOff} {
		if want := ledger.DayOf(mailed.AddDate(0, 0, days)); day != want {
			t.Fatalf("bill %s of %s: %s; want %s, after %d days", a.Bill, a.BillDate, day, want, days)
		}
	}
}

func checkAmounts(t *rapid.T, a sample.Account, night time.Time) {
	var charges int64
	for _, c := range a.Charges {
		if !c.Amount.IsPositive() {
			t.Fatalf("bill %s charges %s for %s", a.Bill, c.Amount, c.Name)
		}
		charges += c.Amount.Cents()
	}
	due, late, balance := a.AmountDue.Cents(), a.LateAmount.Cents(), a.Balance.Cents()
	if charges != due {
		t.Fatalf("bill %s: charges of %d cents, amount due %d", a.Bill, charges, due)
	}
	if a.Specimen {
		if balance != due {
			t.Fatalf("specimen %s: balance %d, amount due %d", a.Number, balance, due)
		}
		return
	}
	if due < 28_00 || due > 5000_00 {
		t.Fatalf("bill %s asks for %s", a.Bill, a.AmountDue)
	}
	// 10 % of it, half a cent rounded up: at least half a cent below or at
	// most half a cent above, in tenths of a cent.
	if rounding := 10*(late-due) - due; rounding <= -5 || rounding > 5 {
		t.Fatalf("bill %s: %s due, %s when late", a.Bill, a.AmountDue, a.LateAmount)
	}
	owed := due
	if night.After(a.LateAfter.Time()) {
		owed = late
	}
	if balance > 0 && balance != owed && balance < owed+20_00 {
		t.Fatalf("bill %s of %s: balance %s on %s; want %d cents, those and an earlier bill, or nothing", a.Bill, a.BillDate, a.Balance, night, owed)
	}
}

func checkLine(t *rapid.T, a sample.Account, profiles []stub.Profile) {
	read, err := stub.Match(profiles, a.Scan)
	if err != nil || len(read) != 1 || !read[0].OK() {
		t.Fatalf("the line %q of bill %s reads as %+v, %v", a.Scan, a.Bill, read, err)
	}
	line := read[0]
	if line.Profile != a.Profile || line.Account != a.Number || *line.AmountDue != a.AmountDue {
		t.Fatalf("the line %q says account %s, %s due by %s; want %s, %s by %s", a.Scan, line.Account, line.AmountDue, line.Profile, a.Number, a.AmountDue, a.Profile)
	}
	switch a.Profile {
	case "sample-20":
		return
	case "sample-44":
		for i, c := range a.Charges {
			if line.Funds[i] != (stub.Fund{Name: c.Name, Amount: c.Amount}) {
				t.Fatalf("the line %q says %v; want %v", a.Scan, line.Funds, a.Charges)
			}
		}
		return
	}
	if *line.LateAmount != a.LateAmount || !a.Specimen && line.Due != string(a.Due) {
		t.Fatalf("the line %q says due %s, %s when late; want %s, %s", a.Scan, line.Due, line.LateAmount, a.Due, a.LateAmount)
	}
}

// checkMailings holds each cycle to a Wednesday of its own.
func checkMailings(t *rapid.T, city sample.City) {
	mailed := map[int]ledger.Day{}
	days := map[ledger.Day]bool{}
	for _, a := range city.Accounts {
		if day, known := mailed[a.Cycle]; known && day != a.BillDate {
			t.Fatalf("cycle %d is billed on %s and on %s", a.Cycle, day, a.BillDate)
		}
		mailed[a.Cycle] = a.BillDate
		days[a.BillDate] = true
	}
	if len(days) != 4 {
		t.Fatalf("the cycles are billed on %v; want four Wednesdays", mailed)
	}
}

func TestBillingMovesOnAndCustomersStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		night := lastNight.Time().AddDate(0, 0, rapid.IntRange(-1000, 1000).Draw(t, "night"))
		now, later := sample.Generate(seed, ledger.DayOf(night)), sample.Generate(seed, ledger.DayOf(night.AddDate(0, 0, 7)))
		moved := 0
		for i, a := range now.Accounts {
			b := later.Accounts[i]
			if a.Number != b.Number || a.Name != b.Name || a.Address != b.Address || a.Cycle != b.Cycle {
				t.Fatalf("a week later %+v is %+v", a, b)
			}
			if a.Bill != b.Bill {
				moved++
			} else if a.Balance.IsZero() && !b.Balance.IsZero() {
				t.Fatalf("bill %s was paid, and a week later %s is open", a.Bill, b.Balance)
			}
		}
		if moved != 500 {
			t.Fatalf("a week billed %d accounts; want a cycle's 500", moved)
		}
	})
}

func TestAnotherSeedIsAnotherCity(t *testing.T) {
	one, other := sample.Generate(1, lastNight), sample.Generate(2, lastNight)
	same := 0
	for i := range one.Accounts {
		if one.Accounts[i].Number == other.Accounts[i].Number {
			same++
		}
	}
	if same > 10 {
		t.Errorf("%d accounts of two cities have the same number; want the specimens and few others", same)
	}
}

func TestTheCityIsBelievable(t *testing.T) {
	city := sample.Generate(sample.Seed, lastNight)
	holders := map[string]string{}
	var open, paid, credit, several, high, autoPay, noChecks int
	for _, a := range city.Accounts {
		if a.AutoPay {
			autoPay++
		}
		if a.NoChecks {
			noChecks++
		}
		switch {
		case a.Balance.IsNegative():
			credit++
		case a.Balance.IsZero():
			paid++
		case a.Balance == a.AmountDue:
			open++
		}
		if name, known := holders[a.Customer]; known {
			several++
			if name != a.Name {
				t.Errorf("customer %s is %s and %s", a.Customer, name, a.Name)
			}
		}
		holders[a.Customer] = a.Name
		if a.AmountDue.Cents() > 310_00 {
			high++
		}
	}
	if open < 1000 || paid < 200 || paid > 700 || credit < 20 || credit > 120 || several < 20 || several > 120 || high < 60 || high > 200 || autoPay < 100 || noChecks < 20 || noChecks > autoPay {
		t.Errorf("%d open, %d paid, %d credits, %d further accounts of a customer, %d bills of businesses, %d on AutoPay, %d without checks", open, paid, credit, several, high, autoPay, noChecks)
	}
	var names strings.Builder
	for _, a := range city.Accounts {
		names.WriteString(a.Name + "\n")
		if strings.TrimSpace(a.Name) != a.Name || strings.ContainsFunc(a.Name, func(r rune) bool { return !unicode.IsPrint(r) || unicode.Is(unicode.Mn, r) }) {
			t.Errorf("%q: want printed letters, with their marks in one", a.Name)
		}
	}
	for _, letters := range []string{"Łu", "李", "Nguyễn", "O'", "ñ", "ß", "đ", "Č", "ø", "N'", " & Sons ", "-Featherstonehaugh"} {
		if !strings.Contains(names.String(), letters) {
			t.Errorf("no customer's name has %q", letters)
		}
	}
}

func TestTheSpecimensAreThere(t *testing.T) {
	for _, test := range []struct{ number, due, late, scan string }{
		{"1023233234", "224.24", "246.66", "10232332340000022424"},
		{"00345678901", "10.00", "10.00", "003456789011102960000000000100000000010008"},
	} {
		for _, seed := range []uint64{sample.Seed, 99} {
			accounts := sample.Generate(seed, lastNight).Accounts
			i := slices.IndexFunc(accounts, func(a sample.Account) bool { return a.Number == test.number })
			if i < 0 || i > 1 {
				t.Fatalf("account %s stands at %d; want it first", test.number, i)
			}
			a := accounts[i]
			if !a.Specimen || a.AmountDue.String() != test.due || a.LateAmount.String() != test.late || a.Balance.String() != test.due || a.Scan != test.scan {
				t.Errorf("%+v; want %+v", a, test)
			}
		}
	}
}

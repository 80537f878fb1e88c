package sample_test

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"counterfoil/assets/sample"
	"counterfoil/ledger"
	"counterfoil/ledger/stub"
)

func TestALedgerTakesTheSampleCity(t *testing.T) {
	folder := ledger.Folder(t.TempDir())
	made, err := ledger.Create(folder, sample.Settings, "billing is down", sample.Secret)
	if err != nil {
		t.Fatal(err)
	}
	if people, err := sample.People(); err != nil || !reflect.DeepEqual(people, made) {
		t.Fatalf("People = %v, %v; the ledger was made with %v", people, err, made)
	}
	l, err := ledger.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	sessions := map[ledger.Role]ledger.Session{}
	for _, p := range made {
		session, err := l.SignIn(p.Name, p.Secret, ledger.ToWork)
		if err != nil {
			t.Fatalf("%s: %v", p.Name, err)
		}
		sessions[p.Role] = session
	}
	city := sample.Generate(sample.Seed, lastNight)
	roster, err := l.LoadRoster(sessions[ledger.Administrator], city.AsOf, "sample city", city.Roster())
	if err != nil || roster.Accounts != 2000 || roster.AsOf != lastNight {
		t.Fatalf("LoadRoster = %+v, %v", roster, err)
	}
	for _, a := range city.Accounts {
		got, known, err := l.Account(a.Number)
		want := ledger.Account{
			Account: a.Number, Customer: a.Customer, Name: a.Name, Address: a.Address,
			Balance: a.Balance, Bill: a.Bill, BillDate: a.BillDate, Due: a.Due, CutOff: a.CutOff,
			AutoPay: a.AutoPay, NoChecks: a.NoChecks,
		}
		if err != nil || !known || got != want {
			t.Fatalf("Account(%s) = %+v, %v, %v; want %+v", a.Number, got, known, err, want)
		}
	}
}

func TestSecretsCanBeTyped(t *testing.T) {
	people, err := sample.People()
	if err != nil {
		t.Fatal(err)
	}
	pin, phrase := regexp.MustCompile(`^[0-9]{6}$`), regexp.MustCompile(`^[a-z0-9-]{12,}$`)
	inRole := map[ledger.Role]int{}
	whose := map[string]string{}
	for _, p := range people {
		inRole[p.Role]++
		form := phrase
		if p.Role == ledger.Clerk {
			form = pin
		}
		if !form.MatchString(p.Secret) || whose[p.Secret] != "" {
			t.Errorf("%s, %s: secret %q, also of %q", p.Name, p.Role, p.Secret, whose[p.Secret])
		}
		whose[p.Secret] = p.Name
	}
	if inRole[ledger.Clerk] < 2 || inRole[ledger.Supervisor] < 2 || inRole[ledger.Finance] < 1 || inRole[ledger.Administrator] < 1 {
		t.Errorf("people: %v", inRole)
	}
}

func TestSecretIsForTheSampleCityOnly(t *testing.T) {
	secret, err := sample.Secret(ledger.Listed{Name: "somebody", Role: ledger.Clerk})
	if err == nil || secret != "" || !strings.Contains(err.Error(), "somebody") {
		t.Errorf("Secret of a stranger = %q, %v", secret, err)
	}
}

// TestProfilesAreTheOnesThatStubTests keeps the two copies from drifting apart.
func TestProfilesAreTheOnesThatStubTests(t *testing.T) {
	text, err := os.ReadFile("../../ledger/stub/testdata/sample.toml")
	if err != nil {
		t.Fatal(err)
	}
	want, err := stub.ParseProfiles(text)
	if err != nil {
		t.Fatal(err)
	}
	if got := settings(t).Scanlines; !reflect.DeepEqual(got, want) {
		t.Errorf("city.toml has %+v; want %+v", got, want)
	}
}

package stub_test

import (
	"errors"
	"strings"
	"testing"

	"counterfoil/ledger/stub"
)

func twenties(t *testing.T) []stub.Profile {
	return mustProfiles(t, `
[[scanline]]
name = "plain"
length = 20
field = [{name = "account", from = 1, length = 10}, {name = "amount_due", from = 11, length = 10}]
[[scanline]]
name = "dated"
length = 20
field = [{name = "account", from = 1, length = 14}, {name = "due", from = 15, length = 6, format = "MMDDYY"}]
[[scanline]]
name = "luhn"
length = 20
field = [{name = "account", from = 1, length = 19}]
check = [{digit = 20, scheme = "luhn"}]
[[scanline]]
name = "sevens"
length = 12
field = [{name = "account", from = 1, length = 11}]
check = [{digit = 12, weights = [7]}]
[[scanline]]
name = "nines"
length = 12
field = [{name = "account", from = 1, length = 11}]
check = [{digit = 12, weights = [9]}]
`)
}

func TestMatchOffersEveryProfileThatFits(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"one fits, the others' date and check are wrong": {"10232332340000009990", "plain"},
		"a check digit that happens to be right":         {"10232332340000009999", "plain luhn"},
		"a date as well":                                 {"10232332340000112526", "plain dated"},
		"only wrong check digits":                        {"100000000000", "sevens nines"},
		"one of two checks right":                        {"100000000001", "nines"},
	} {
		stubs, err := stub.Match(twenties(t), test.text)
		var names []string
		for _, s := range stubs {
			names = append(names, s.Profile)
		}
		if got := strings.Join(names, " "); err != nil || got != test.want {
			t.Errorf("%s: Match = %s, %v; want %s", name, got, err, test.want)
		}
	}
}

func TestMatchSaysWhyNothingFits(t *testing.T) {
	_, err := stub.Match(samples(t), "1023233234000002242O")
	misfit, ok := errors.AsType[*stub.Error](err)
	if !ok || misfit.Profile != "sample-20" || misfit.Position != 20 {
		t.Errorf("a letter in a line of 20: %v; want sample-20 at 20 alone", err)
	}
	_, err = stub.Match(samples(t), "12")
	none, ok := errors.AsType[*stub.NoMatchError](err)
	if !ok || len(none.Misfits) != len(samples(t)) || !strings.Contains(err.Error(), "needs 20") || !strings.Contains(err.Error(), "needs 42") {
		t.Errorf("a line of 2: %v; want every length", err)
	}
	if _, err = stub.Match(nil, line20); err == nil || !strings.Contains(err.Error(), "[[scanline]]") {
		t.Errorf("no profiles: %v; want to hear what to add", err)
	}
	_, err = stub.Match([]stub.Profile{{Name: "broken"}}, line20)
	if _, ok := errors.AsType[*stub.ProfileError](err); !ok {
		t.Errorf("a broken profile: %v; want a *ProfileError", err)
	}
}

func TestByName(t *testing.T) {
	if p, err := stub.ByName(samples(t), "sample-42"); err != nil || p.Length != 42 {
		t.Errorf("ByName = %+v, %v", p, err)
	}
	if _, err := stub.ByName(samples(t), "sample"); err == nil || !strings.Contains(err.Error(), "sample-20, sample-42") {
		t.Errorf("ByName of an unknown name: %v; want the names to choose from", err)
	}
	if _, err := stub.ByName(nil, "sample"); err == nil {
		t.Error("ByName without profiles: want an error")
	}
}

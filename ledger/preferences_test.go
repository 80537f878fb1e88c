package ledger_test

import (
	"testing"

	"counterfoil/ledger"
)

func TestPreferencesAreKeptPerPerson(t *testing.T) {
	c := mustOpen(t)
	wanted := ledger.Preferences{Language: "es", Theme: "dark", TextPercent: 150, Silent: true}
	if err := c.Prefer(c.ana, wanted); err != nil {
		t.Fatal(err)
	}
	if err := c.Prefer(c.ana, wanted); err != nil || c.count("preferences_set") != 1 {
		t.Errorf("the same again is an entry of its own: %v", err)
	}
	c.reopen()
	for name, want := range map[string]ledger.Preferences{"ana": wanted, "ben": {}} {
		if got, err := c.Preferences(name); err != nil || got != want {
			t.Errorf("%s prefers %+v, %v; want %+v", name, got, err, want)
		}
	}
	_, err := c.Preferences("nobody")
	wantCode(t, err, ledger.NotFound)
	c.mustVerify()
}

func TestPreferencesThatCannotBeAreRefused(t *testing.T) {
	c := mustOpen(t)
	for _, test := range []struct {
		name  string
		by    ledger.Session
		wants ledger.Preferences
		code  ledger.Code
		field string
	}{
		{"nobody", ledger.Session{}, ledger.Preferences{}, ledger.NotAllowed, ""},
		{"no language", c.ana, ledger.Preferences{Language: "Klingon"}, ledger.Invalid, "language"},
		{"no theme", c.ana, ledger.Preferences{Theme: "Dark Side"}, ledger.Invalid, "theme"},
		{"too small", c.ana, ledger.Preferences{TextPercent: 99}, ledger.Invalid, "text_percent"},
		{"too large", c.ana, ledger.Preferences{TextPercent: 201}, ledger.Invalid, "text_percent"},
	} {
		if err := c.Prefer(test.by, test.wants); ledger.CodeOf(err) != test.code || ledger.FieldOf(err) != test.field {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

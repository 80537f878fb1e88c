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

func TestAnAdministratorChoosesTheLanguageOfOthers(t *testing.T) {
	c := mustOpen(t)
	wanted := ledger.Preferences{Theme: "dark", TextPercent: 150}
	if err := c.Prefer(c.ana, wanted); err != nil {
		t.Fatal(err)
	}
	wanted.Language = "es"
	ada, err := c.SignIn("ada", "ada has a long secret", ledger.ToWork)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		by       ledger.Session
		of, code string
		refused  ledger.Code
	}{
		"a clerk, for another":             {c.ben, "ana", "es", ledger.NotAllowed},
		"a supervisor, for another":        {c.sue, "ana", "es", ledger.NotAllowed},
		"nobody":                           {ledger.Session{}, "", "es", ledger.NotAllowed},
		"for oneself":                      {c.ana, "ana", "es", ""},
		"a language that nobody speaks":    {c.ana, "ana", "tlh", ledger.Invalid},
		"the language of somebody unknown": {ada, "nobody", "es", ledger.NotFound},
		"an administrator, for another":    {ada, "ana", "es", ""},
	} {
		if err := c.SetLanguage(test.by, test.of, test.code); ledger.CodeOf(err) != test.refused {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, err := c.Preferences("ana"); err != nil || got != wanted {
		t.Errorf("ana prefers %+v, %v; want %+v", got, err, wanted)
	}
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

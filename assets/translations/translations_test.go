package translations_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"counterfoil/assets/translations"
	"counterfoil/ledger/phrase"
)

func folder(files map[string]string) fstest.MapFS {
	fs := fstest.MapFS{}
	for name, content := range files {
		fs["xx/"+name] = &fstest.MapFile{Data: []byte(content)}
	}
	return fs
}

func TestLoadMergesFiles(t *testing.T) {
	texts, err := translations.Load(folder(map[string]string{"a.toml": `"Back" = "Volver"`, "b.toml": `"Lock" = "Bloquear"`}), "xx")
	if err != nil || len(texts) != 2 || texts["Back"] != "Volver" || texts["Lock"] != "Bloquear" {
		t.Fatalf("%v, %v", texts, err)
	}
}

func TestLoadRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		files map[string]string
		says  string
	}{
		"twice in two files": {map[string]string{"a.toml": `"Back" = "Volver"`, "b.toml": `"Back" = "Atrás"`}, `"Back" stands in`},
		"twice in one file":  {map[string]string{"a.toml": "\"Back\" = \"Volver\"\n\"Back\" = \"Atrás\""}, "a.toml"},
		"no text":            {map[string]string{"a.toml": `"Back" = 1`}, "a.toml"},
	} {
		if texts, err := translations.Load(folder(test.files), "xx"); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v, %v", name, texts, err)
		}
	}
}

func TestEnglishIsItsOwnTranslation(t *testing.T) {
	for _, test := range []struct{ got, want string }{
		{translations.English.T("Drawer %s is open", "ana"), "Drawer ana is open"},
		{translations.English.T("Open##drawer"), "Open"},
		{translations.English.T("100%%"), "100%"},
		{translations.English.T("not read: %w", errors.New("torn")), "not read: torn"},
		{translations.English.N(1, "one check", "%d checks"), "one check"},
		{translations.English.N(2, "one check", "%d checks"), "2 checks"},
		{translations.English.N(2, "%d check of %s", "%d checks of %s", "ana"), "2 checks of ana"},
		{translations.English.Say("100%"), "100%"},
		{translations.English.Say(phrase.Errorf("stub %d: %w", 2, errors.New("torn"))), "stub 2: torn"},
		{translations.Language("tlh").T("Back"), "Back"},
	} {
		if test.got != test.want {
			t.Errorf("said %q, not %q", test.got, test.want)
		}
	}
}

func TestSpanishTranslatesArguments(t *testing.T) {
	for _, test := range []struct{ got, want string }{
		{translations.Spanish.T("Back"), "Volver"},
		{translations.Spanish.Say("Back"), "Volver"},
		{translations.Spanish.T("<%s>", "Back"), "<Back>"}, // a name is not translated
		{translations.Spanish.T("<%s>", phrase.Of("Back")), "<Volver>"},
		{translations.Spanish.T("<%s>", phrase.Errorf("<%w>", phrase.Errorf("Back"))), "<<Volver>>"},
		{translations.Spanish.Say(phrase.Join([]string{"Back", "Back"}, ", ")), "Volver, Volver"},
	} {
		if test.got != test.want {
			t.Errorf("said %q, not %q", test.got, test.want)
		}
	}
}

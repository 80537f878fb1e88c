package phrase_test

import (
	"errors"
	"io/fs"
	"testing"

	"counterfoil/ledger/phrase"
)

func TestTextsAreEnglish(t *testing.T) {
	for _, test := range []struct {
		got  phrase.Text
		want string
	}{
		{phrase.Of("account %s", "1023"), "account 1023"},
		{phrase.Count(1, "one check", "%d checks"), "one check"},
		{phrase.Count(1, "%d check of %s", "%d checks of %s", "ana"), "1 check of ana"},
		{phrase.Count(0, "one check", "%d checks"), "0 checks"},
		{phrase.Join([]string{"a", "b"}, "; "), "a; b"},
		{phrase.Join([]string(nil), "; "), ""},
	} {
		if got := test.got.String(); got != test.want {
			t.Errorf("said %q, not %q", got, test.want)
		}
	}
}

func TestErrorsKeepTheirCause(t *testing.T) {
	err := phrase.Errorf("bill %d: %w", 7, fs.ErrNotExist)
	if !errors.Is(err, fs.ErrNotExist) || err.Error() != "bill 7: file does not exist" {
		t.Fatal(err)
	}
	format, args := err.(interface{ Parts() (string, []any) }).Parts()
	if format != "bill %d: %w" || len(args) != 2 {
		t.Fatalf("%q %v", format, args)
	}
}

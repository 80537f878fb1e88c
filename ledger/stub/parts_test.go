package stub_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"counterfoil/ledger/stub"
)

func TestPartsCutALineWithoutHoles(t *testing.T) {
	profile := sample(t, "sample-42")
	want := []stub.Part{
		{Name: "account", From: 1, Length: 11}, {Name: "due", From: 12, Length: 6, Format: "MMDDYY"}, {From: 18, Length: 4},
		{Name: "late amount", From: 22, Length: 10, Format: "cents"}, {Name: "amount due", From: 32, Length: 10, Format: "cents"}, {Name: "check digit", From: 42, Length: 1},
	}
	if got := profile.Parts(); !reflect.DeepEqual(got, want) {
		t.Errorf("Parts = %+v\nwant %+v", got, want)
	}
	for _, p := range append(kinds(t), mustProfiles(t, everyField)...) {
		var whole strings.Builder
		line := strings.Repeat("0123456789", 7)[:p.Length]
		for _, part := range p.Parts() {
			whole.WriteString(part.Of(line))
		}
		if whole.String() != line {
			t.Errorf("%s: %+v", p.Name, p.Parts())
		}
	}
}

func TestAProfileInWords(t *testing.T) {
	profile := sample(t, "sample-42")
	got := fmt.Sprint(profile.Words(), "; ", profile.CheckWords())
	if got != "account 1-11, due 12-17, late amount 22-31, amount due 32-41; mod 10 weights 2-1 at 42" {
		t.Error(got)
	}
}

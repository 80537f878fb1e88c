package main_test

import (
	"strings"
	"testing"
)

// A stick that is too small gets nothing, and the batch can be written to
// another one.
func TestAStickWithoutRoomGetsNothing(t *testing.T) {
	s := mustInit(t)
	payments, _ := mixedPayments(5, 60)
	s.mustRun(s.clerk(), jsonLines(payments...), "intake", "--as", s.clerk(), "-")
	text, err := s.inMount(`
		STICK=$(mktemp -d); mount -t tmpfs -o size=48k tmpfs "$STICK"
		"$PROGRAM" export --as "$FINANCE" --out "$STICK" && echo "no refusal" || echo "exit $?"
		echo "left: $(ls -A "$STICK" "$DATA" | grep -c -e '^[.]new-' -e '^[.]export-' -e '[.]zip')"
		mount -o remount,size=16m "$STICK"
		"$PROGRAM" export --as "$FINANCE" --out "$STICK"
		ls -A "$STICK"`, "COUNTERFOIL_DATA="+s.data, "FINANCE="+s.finance(), "COUNTERFOIL_SECRET="+s.secrets[s.finance()])
	if err != nil {
		t.Fatal(err, text)
	}
	for _, want := range []string{"exit 3", "MB free, and the export takes up to", "left: 0", "(made before, and written again unchanged): 60 payments"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in:\n%s", want, text)
		}
	}
	if n := strings.Count(text, "\ncounterfoil_"); n != 1 {
		t.Errorf("the stick holds %d bundles:\n%s", n, text)
	}
}

package ledger_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"counterfoil/ledger"
)

const flips = 1000

// TestNoFlippedBitChangesAValueUnseen flips one bit of a ledger's file at a
// time, as a failing disk does: every second one anywhere, the others where
// something is written. Verify finds it, or every value is as it was.
// FLIP_SEED flips the same places again.
func TestNoFlippedBitChangesAValueUnseen(t *testing.T) {
	seed := rand.Uint64()
	if given, err := strconv.ParseUint(os.Getenv("FLIP_SEED"), 10, 64); err == nil {
		seed = given
	}
	t.Logf("FLIP_SEED=%d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	v := newVictim(t)
	var written []int
	for at, b := range v.database {
		if b != 0 {
			written = append(written, at)
		}
	}
	found, harmless := 0, 0
	for i := range flips {
		at, bit := random.IntN(len(v.database)), random.IntN(8)
		if i%2 == 1 {
			at = written[random.IntN(len(written))]
		}
		flipped := slices.Clone(v.database)
		flipped[at] ^= 1 << bit
		v.put(flipped)
		findings, err := ledger.Verify(v.folder)
		if err != nil || !findings.OK() {
			found++
			continue
		}
		if values, err := v.read(); err != nil || values != v.values {
			t.Errorf("bit %d of byte %d changed a value, and Verify finds nothing: %v %s", bit, at, err, firstChange(v.values, values))
		}
		harmless++
	}
	t.Logf("of %d flips in %d bytes, %d were found and %d changed no value", flips, len(v.database), found, harmless)
	if found < flips/10 || harmless == 0 {
		t.Error("a run in which so few or all are found tests something else")
	}
}

// firstChange is the first line in which two texts differ.
func firstChange(before, after string) string {
	at := 0
	for at < min(len(before), len(after)) && before[at] == after[at] {
		at++
	}
	return fmt.Sprintf("%q became %q", clip(before, at), clip(after, at))
}

func clip(text string, at int) string { return text[max(0, at-60):min(len(text), at+60)] }

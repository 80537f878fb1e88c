//go:build linux

package torture_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// livesPerLedger is how often one ledger is struck before a new one begins:
// often enough that it recovers from its own recoveries.
const livesPerLedger = 10

// moment draws when to strike: while the program starts and recovers, or
// while it works.
func moment(r *rand.Rand, latest time.Duration) time.Duration {
	return time.Duration(r.Int64N(int64(latest)))
}

const (
	// Of a start, about a third is spent on opening the ledger and signing in.
	intakeLife = 300 * time.Millisecond
	daysLife   = 800 * time.Millisecond // three people sign in
)

// TestKillIntake kills the program at random moments while it takes payments.
// Whoever pays sends what was not acknowledged again, with the same ids.
func TestKillIntake(t *testing.T) {
	r := seeded(t)
	kills, payments, open := times(20, 1000), 0, 0
	for done := 0; done < kills; {
		c, err := newCounter(t.TempDir(), r, r.IntN(2) == 0)
		if err != nil {
			t.Fatal(err)
		}
		for range min(livesPerLedger, kills-done) {
			if err := killAtRandom(c, intakeLife, takePayments(shipped)); err != nil {
				t.Fatalf("kill %d: %v", done+1, err)
			}
			done++
		}
		open += len(c.unanswered())
		if err := c.settle(shipped); err != nil {
			t.Fatalf("after %d kills: %v", done, err)
		}
		payments += len(c.sent)
	}
	if payments == 0 || open == 0 {
		t.Fatalf("%d payments, %d of them unanswered at a kill: the kills came too late or too early to prove anything", payments, open)
	}
	t.Logf("%d kills, %d payments, every one there once; %d had to be sent again", kills, payments, open)
}

// killAtRandom starts a program, kills it within its life, and checks what it
// left.
func killAtRandom(c *counter, life time.Duration, begin starter) error {
	wait := moment(c.random, life)
	run, err := begin(c)
	if err != nil {
		return err
	}
	defer run.close()
	time.Sleep(wait)
	if err := run.kill(); err != nil {
		return err
	}
	if err := c.hear(run.answered()); err != nil {
		return err
	}
	return c.check()
}

// TestKillDays kills a clerk's whole day at random moments: payments, voids,
// closings, approvals, exports.
func TestKillDays(t *testing.T) {
	r := seeded(t)
	kills := times(10, 300)
	var all said
	for done := 0; done < kills; {
		c, err := newCounter(t.TempDir(), r, r.IntN(2) == 0)
		if err != nil {
			t.Fatal(err)
		}
		for range min(livesPerLedger, kills-done) {
			if err := killAtRandom(c, daysLife, startDays); err != nil {
				t.Fatalf("kill %d: %v", done+1, err)
			}
			done++
		}
		if err := c.settle(shipped); err != nil {
			t.Fatalf("after %d kills: %v", done, err)
		}
		all.add(c)
	}
	all.struck = kills
	if all.closings == 0 || all.bundles == 0 {
		t.Fatalf("only %s were acknowledged: the kills came too early to prove anything", all)
	}
	t.Logf("killed %s, all there", all)
}

// TestKillExport kills `counterfoil export` at random moments. Run again, it
// writes a bundle that verifies, and a batch is never two different files.
func TestKillExport(t *testing.T) {
	r := seeded(t)
	kills := times(5, 200)
	c, err := newCounter(t.TempDir(), r, r.IntN(2) == 0)
	if err != nil {
		t.Fatal(err)
	}
	for done := range kills {
		if err := killExport(c, t.TempDir()); err != nil {
			t.Fatalf("kill %d: %v", done+1, err)
		}
	}
	t.Logf("%d kills", kills)
}

func killExport(c *counter, out string) error {
	for range 20 {
		c.sent = append(c.sent, randomPayment(c.random))
	}
	run, err := shipped.intake(c, c.unanswered(), false)
	if err != nil {
		return err
	}
	defer run.close()
	if err := run.wait(); err != nil {
		return err
	}
	if err := c.hear(run.answered()); err != nil {
		return err
	}
	for _, kill := range []bool{true, false} {
		wait := moment(c.random, intakeLife)
		export, err := shipped.start(c.folder, nil, "export", "--as", "fay", "--out", out)
		if err != nil {
			return err
		}
		defer export.close()
		if !kill {
			err = export.wait()
		} else if time.Sleep(wait); true {
			err = export.kill()
		}
		if err != nil {
			return err
		}
		// A file with a bundle's name is whole, whatever happened.
		bundles, err := filepath.Glob(filepath.Join(out, "counterfoil_*.zip"))
		if err != nil {
			return err
		}
		if len(bundles) > 1 || len(bundles) == 0 && !kill {
			return fmt.Errorf("there are %d bundles in %s: %q", len(bundles), out, bundles)
		}
		key, err := c.key()
		if err != nil {
			return err
		}
		for _, path := range bundles {
			if err := checkBundle(path, key); err != nil {
				return err
			}
		}
		if err := c.check(); err != nil {
			return err
		}
	}
	return os.RemoveAll(out)
}

//go:build linux

package torture_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"counterfoil/ledger"
)

// TestPowerCutIntake cuts the power under the program while it takes payments.
func TestPowerCutIntake(t *testing.T) {
	all := cutPower(t, times(6, 300), time.Second, takePayments(shipped))
	if all.payments == 0 {
		t.Error("no payment was acknowledged: the cuts came too early to prove anything")
	}
	t.Logf("cut %s, all there", all)
}

// TestPowerCutDays cuts the power under a clerk's whole day: the bundle that
// was said to be written is on the disk as well.
func TestPowerCutDays(t *testing.T) {
	all := cutPower(t, times(4, 100), 2*time.Second, startDays)
	if all.bundles == 0 || all.voids == 0 {
		t.Errorf("only %s were acknowledged: the cuts came too early to prove anything", all)
	}
	t.Logf("cut %s, all there", all)
}

// TestPowerCutFindsWeakSync and TestPowerCutFindsFakedSync are the harness's
// own tests: with durability taken away, it must report losses.
func TestPowerCutFindsWeakSync(t *testing.T) { mustLose(t, takePayments(weak)) }

func TestPowerCutFindsFakedSync(t *testing.T) { mustLose(t, takePayments(faked)) }

// starter starts a program on a counter's ledger.
type starter func(*counter) (*run, error)

func takePayments(p program) starter {
	return func(c *counter) (*run, error) { return p.intake(c, c.unanswered(), true) }
}

// cutPower cuts the power so many times, and fails the test on a loss.
func cutPower(t *testing.T, cuts int, life time.Duration, begin starter) (all said) {
	needRoot(t)
	r := seeded(t)
	for done := 0; done < cuts; {
		p, err := newPlug(r)
		if err != nil {
			t.Fatal(err)
		}
		for range min(livesPerLedger, cuts-done) {
			loss, err := p.pull(life, begin)
			if err != nil || loss != nil {
				p.disk.discard()
				t.Fatalf("power cut %d: loss %v, error %v", done+1, loss, err)
			}
			done++
		}
		err = p.counter.settle(shipped)
		all.add(p.counter)
		if err := errors.Join(err, p.disk.discard()); err != nil {
			t.Fatalf("after %d power cuts: %v", done, err)
		}
	}
	all.struck = cuts
	return all
}

// mustLose cuts the power under a program that does not keep its word: until
// a loss is seen, or, in the whole run, to count them.
func mustLose(t *testing.T, begin starter) {
	needRoot(t)
	r := seeded(t)
	cuts, losses := 0, 0
	var last error
	for cuts < 30 && (*whole || losses == 0) {
		cuts++
		p, err := newPlug(r)
		if err != nil {
			t.Fatal(err)
		}
		loss, err := p.pull(time.Second, begin)
		if discardErr := p.disk.discard(); err == nil {
			err = discardErr
		}
		if err != nil {
			t.Fatal(err)
		}
		if loss != nil {
			losses++
			last = loss
		}
	}
	if losses == 0 {
		t.Fatalf("%d power cuts found no loss, though nothing was synced: the harness is blind", cuts)
	}
	t.Logf("%d of %d power cuts found a loss, as they must; the last: %v", losses, cuts, last)
}

// plug is a counter on a disk, and what pulls its power.
type plug struct {
	disk    *disk
	counter *counter
}

// newPlug makes a disk with a new ledger that is wholly on it.
func newPlug(r *rand.Rand) (*plug, error) {
	d, err := newDisk()
	if err != nil {
		return nil, err
	}
	c, err := newCounter(d.mounted, r, r.IntN(2) == 0)
	if err == nil {
		err = d.sync()
	}
	return &plug{d, c}, err
}

// pull starts a program, halts it at a random moment, keeps what it had
// acknowledged, and only then what the disk held. The copy of the disk is all
// that is left: the counter goes on with it.
func (p *plug) pull(life time.Duration, begin starter) (loss, err error) {
	wait := moment(p.counter.random, life)
	run, err := begin(p.counter)
	if err != nil {
		return nil, err
	}
	defer run.close()
	time.Sleep(wait)
	if err := run.stop(); err != nil {
		run.kill()
		return nil, err
	}
	answered := run.answered()
	image, err := p.disk.copyImage()
	if killErr := run.kill(); err == nil {
		err = killErr
	}
	if err != nil {
		return nil, err
	}
	if err := p.counter.hear(answered); err != nil {
		return err, nil
	}
	return p.moveTo(image)
}

// moveTo puts the counter on another disk, and checks it there.
func (p *plug) moveTo(image []byte) (loss, err error) {
	path, err := writeImage(image)
	if err != nil {
		return nil, err
	}
	next, err := mountDisk(path)
	if err != nil {
		return nil, err
	}
	if err := p.disk.discard(); err != nil {
		return nil, err
	}
	p.disk = next
	p.counter.folder = ledger.Folder(filepath.Join(next.mounted, "data"))
	return p.counter.check(), nil
}

func needRoot(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root may mount a disk to cut the power of; run as root")
	}
}

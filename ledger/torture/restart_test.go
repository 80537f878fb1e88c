//go:build linux

package torture_test

import (
	"errors"
	"fmt"
	"testing"

	"counterfoil/ledger"
)

// TestPowerCutAfterRestart restarts the program after a commit whose sync
// failed for good. What the system's memory shows is not on the disk: whatever
// the restarted program says of that payment must hold when the power is cut.
func TestPowerCutAfterRestart(t *testing.T) {
	for _, mirrored := range []bool{false, true} {
		t.Run(fmt.Sprintf("mirrored=%v", mirrored), func(t *testing.T) { cutAfterRestart(t, mirrored) })
	}
}

func cutAfterRestart(t *testing.T, mirrored bool) {
	needRoot(t)
	r := seeded(t)
	d, err := newDisk()
	if err != nil {
		t.Fatal(err)
	}
	p := &plug{disk: d}
	t.Cleanup(func() { p.disk.discard() })
	if p.counter, err = newTemplate(d.mounted, r, mirrored); err != nil {
		t.Fatal(err)
	}
	if err := d.sync(); err != nil {
		t.Fatal(err)
	}
	ill := patient{counter: p.counter, name: "payment", seed: r.Uint64()}
	asked := series(ill.seed)()
	p.counter.sent = append(p.counter.sent, asked)
	o, thread, err := ill.begin()
	if err != nil {
		t.Fatal(err)
	}
	said, _, err := o.act(thread, fault{call: "fsync", nth: 1, err: "EIO", forGood: true})
	if err := errors.Join(err, o.end(true)); err != nil {
		t.Fatal(err)
	}
	if said.Code != ledger.Stopped {
		t.Fatalf("with no sync at all the payment is answered %q", said.Error)
	}
	l, err := ledger.Open(p.counter.folder)
	if err != nil {
		t.Fatal(err)
	}
	if receipt, err := l.ReceiptOf(asked.ID); err == nil {
		p.counter.receipts[asked.ID] = acknowledgement(receipt)
	}
	image, err := d.copyImage()
	if err := errors.Join(err, l.Close()); err != nil {
		t.Fatal(err)
	}
	if loss, err := p.moveTo(image); loss != nil || err != nil {
		t.Fatalf("loss %v, error %v", loss, err)
	}
}

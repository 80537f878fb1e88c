//go:build linux

package torture_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/intake"
	"counterfoil/ledger/money"
)

// act is something the ledger does, whose every system call is made to fail.
type act struct {
	// prepare runs before the calls are watched.
	prepare func(*worker) error
	do      func(*worker, ledger.Payment) error
	// kept tells whether the ledger has the act.
	kept     func(*worker, ledger.Payment) (bool, error)
	mirrored bool
	// short is how many of its faults the short form draws.
	short int
}

var acts = map[string]act{
	"payment": {prepare: nothing, do: pay, kept: paid, short: 10},
	// A payment with a mirror, which may fail without the payment.
	"mirror": {prepare: nothing, do: pay, kept: paid, mirrored: true, short: 8},
	// A payment whose commit also moves the write-ahead log into the ledger.
	"checkpoint": {prepare: nothing, do: pay, kept: paid, short: 6},
	// A picture of a bill is kept, then the payment that names it.
	"copy": {prepare: nothing, do: payWithCopy, kept: paidWithCopy, short: 10},
	"closing": {
		prepare: nothing,
		do: func(w *worker, _ ledger.Payment) error {
			_, err := w.CloseDrawer(w.ana, ledger.Count{Loose: money.FromCents(100_00)})
			return err
		},
		kept:  func(w *worker, _ ledger.Payment) (bool, error) { return found(w.Closing(1)) },
		short: 6,
	},
	"export": {
		prepare: nothing,
		do: func(w *worker, _ ledger.Payment) error {
			_, err := w.Export(w.fay, "", "")
			return err
		},
		kept:  func(w *worker, _ ledger.Payment) (bool, error) { return found(w.Batch(1)) },
		short: 6,
	},
	"bundle": {
		prepare: func(w *worker) error {
			_, err := w.Export(w.fay, "", "")
			return err
		},
		do: func(w *worker, _ ledger.Payment) error {
			batch, err := w.Batch(1)
			if err == nil {
				_, err = bundle.Write(context.Background(), w.Ledger, batch, w.out, bundle.Options{})
			}
			return err
		},
		kept:  bundled,
		short: 10,
	},
}

func nothing(*worker) error { return nil }

func pay(w *worker, p ledger.Payment) error {
	_, err := w.RecordPayment(w.ana, p)
	return err
}

func paid(w *worker, p ledger.Payment) (bool, error) { return found(w.ReceiptOf(p.ID)) }

func payWithCopy(w *worker, p ledger.Payment) error {
	kept, err := w.KeepCopy(w.ana, []byte("the bill of payment "+p.ID), "image/jpeg")
	if err != nil {
		return err
	}
	p.Lines = slices.Clone(p.Lines)
	p.Lines[0].Copy = &kept
	return pay(w, p)
}

// paidWithCopy tells whether a payment is there. Its copy must be, too.
func paidWithCopy(w *worker, p ledger.Payment) (bool, error) {
	r, err := w.ReceiptOf(p.ID)
	if err == nil {
		_, err = w.Copy(*r.Payment.Lines[0].Copy)
	}
	return found(r, err)
}

// bundled tells whether a bundle is there by name. Such a file must be whole.
func bundled(w *worker, _ ledger.Payment) (bool, error) {
	paths, err := filepath.Glob(filepath.Join(w.out, "counterfoil_*.zip"))
	if err != nil || len(paths) == 0 {
		return false, err
	}
	return true, checkBundle(paths[0], w.PublicKey())
}

func found[T any](_ T, err error) (bool, error) {
	if ledger.CodeOf(err) == ledger.NotFound {
		return false, nil
	}
	return err == nil, err
}

// outcome is what the ledger answered to an act.
type outcome struct {
	Thread int // of the act, said before it
	Error  string
	Code   ledger.Code
	Paid   *intake.Answer // of the payment after it
}

func (o outcome) done() bool { return o.Error == "" }

func outcomeOf(err error) outcome {
	if err == nil {
		return outcome{}
	}
	return outcome{Error: err.Error(), Code: ledger.CodeOf(err)}
}

const (
	actVariable    = "COUNTERFOIL_TORTURE_ACT"
	seedVariable   = "COUNTERFOIL_TORTURE_SEED"
	beforeVariable = "COUNTERFOIL_TORTURE_BEFORE"
)

// workFault is the job in which calls fail. It does one act when it is told
// to, says how it went, then takes one payment more, and says how that went.
func workFault() {
	// strace counts the calls of one thread. The words go out on another.
	runtime.LockOSThread()
	words := make(chan outcome)
	spoken := make(chan error)
	go func() {
		out := json.NewEncoder(os.Stdout)
		for o := range words {
			spoken <- out.Encode(o)
		}
	}()
	say := func(o outcome) {
		words <- o
		must(<-spoken)
	}
	told := bufio.NewReader(os.Stdin)
	hear := func() {
		_, err := told.ReadString('\n')
		must(err)
	}
	number, err := strconv.ParseUint(os.Getenv(seedVariable), 10, 64)
	must(err)
	before, err := strconv.Atoi(os.Getenv(beforeVariable))
	must(err)

	payments := series(number)
	a := acts[os.Getenv(actVariable)]
	w := mustOpenWorker()
	for range before {
		must(pay(w, payments()))
	}
	must(a.prepare(w))
	say(outcome{Thread: syscall.Gettid()})
	hear()
	say(outcomeOf(a.do(w, payments())))
	hear()
	receipt, err := ledger.Receipt{}, w.openDrawer()
	if err == nil {
		receipt, err = w.RecordPayment(w.ana, payments())
	}
	last := outcomeOf(err)
	if err == nil {
		told := acknowledgement(receipt)
		last.Paid = &told
	}
	say(last)
	hear()
	w.Close()
}

// series returns a source of payments that is the same each time.
func series(seed uint64) func() ledger.Payment {
	r := rand.New(rand.NewPCG(seed, 0))
	return func() ledger.Payment {
		p := randomPayment(r)
		p.Unattended = true
		return p
	}
}

// patient is an act that is about to meet a fault.
type patient struct {
	*counter
	name   string
	seed   uint64
	before int // payments since the start
}

// TestFaults makes every write, sync and rename of each act fail once, and
// every sync and write to the ledger fail for good from there on. What was
// answered must be what the ledger holds.
func TestFaults(t *testing.T) {
	for name, a := range acts {
		t.Run(name, func(t *testing.T) { testFaults(t, name, a) })
	}
}

func testFaults(t *testing.T, name string, a act) {
	r := seeded(t)
	template, err := newTemplate(t.TempDir(), r, a.mirrored)
	if err != nil {
		t.Fatal(err)
	}
	p := patient{counter: template, name: name, seed: r.Uint64()}
	if name == "checkpoint" {
		if p.before, err = p.untilCheckpoint(t.TempDir()); err != nil {
			t.Fatal(err)
		}
	}
	calls, err := p.clean(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	counted := count(calls)
	if counted["fsync"]+counted["fdatasync"] == 0 {
		t.Fatalf("nothing is synced by this act: %v", counted)
	}
	faults := every(counted)
	all := len(faults)
	if !*whole {
		r.Shuffle(len(faults), func(i, j int) { faults[i], faults[j] = faults[j], faults[i] })
		faults = faults[:min(a.short, all)]
	}
	tally := map[string]int{}
	for _, f := range faults {
		answered, err := p.suffer(t.TempDir(), f)
		if err != nil {
			t.Errorf("when %s: %v", f, err)
		}
		tally[answered]++
	}
	t.Logf("%d of %d faults in %v: %v", len(faults), all, counted, tally)
}

// every lists a fault for each call that was counted: once with each error,
// and, for what SQLite uses, for good.
func every(counted map[string]int) []fault {
	var faults []fault
	for _, call := range slices.Sorted(maps.Keys(counted)) {
		for nth := 1; nth <= counted[call]; nth++ {
			for _, err := range []string{"EIO", "ENOSPC"} {
				faults = append(faults, fault{call, nth, err, false})
			}
			if call != "write" && call != "renameat" {
				faults = append(faults, fault{call, nth, "EIO", true})
			}
		}
	}
	return faults
}

// newTemplate makes a ledger in which a day has begun.
func newTemplate(at string, r *rand.Rand, mirrored bool) (*counter, error) {
	c, err := newCounter(at, r, mirrored)
	if err != nil {
		return nil, err
	}
	w, err := openWorker(c.folder)
	if err != nil {
		return nil, err
	}
	defer w.Close()
	if err := w.openDrawer(); err != nil {
		return nil, err
	}
	for range 5 {
		p := randomPayment(r)
		c.sent = append(c.sent, p)
		p.Unattended = true
		receipt, err := w.RecordPayment(w.ana, p)
		if err != nil {
			return nil, err
		}
		c.receipts[p.ID] = acknowledgement(receipt)
	}
	return c, nil
}

// copyTo returns a copy of the patient below a folder.
func (p patient) copyTo(at string) (patient, error) {
	c := *p.counter
	c.folder = ledger.Folder(filepath.Join(at, "data"))
	c.sent = append([]ledger.Payment{}, p.sent...)
	c.receipts = map[string]intake.Answer{}
	for id, told := range p.receipts {
		c.receipts[id] = told
	}
	from := filepath.Dir(string(p.folder)) + "/."
	p.counter = &c
	return p, command("cp", "-a", from, at)
}

// untilCheckpoint counts the payments before the first one that makes SQLite
// write to the ledger's own file.
func (p patient) untilCheckpoint(at string) (int, error) {
	p, err := p.copyTo(at)
	if err != nil {
		return 0, err
	}
	w, err := openWorker(p.folder)
	if err != nil {
		return 0, err
	}
	defer w.Close()
	payments := series(p.seed)
	untouched, err := os.Stat(p.folder.Ledger())
	if err != nil {
		return 0, err
	}
	for n := range 5000 {
		if err := pay(w, payments()); err != nil {
			return 0, err
		}
		if now, err := os.Stat(p.folder.Ledger()); err != nil || !now.ModTime().Equal(untouched.ModTime()) {
			return n, err
		}
	}
	return 0, errors.New("no payment makes a checkpoint")
}

// operation is the job under way.
type operation struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *json.Decoder
	errs strings.Builder
}

func (p patient) begin() (*operation, int, error) {
	o := &operation{cmd: job("fault", p.folder, actVariable+"="+p.name,
		fmt.Sprintf("%s=%d", seedVariable, p.seed), fmt.Sprintf("%s=%d", beforeVariable, p.before))}
	var err error
	if o.in, err = o.cmd.StdinPipe(); err != nil {
		return nil, 0, err
	}
	out, err := o.cmd.StdoutPipe()
	if err != nil {
		return nil, 0, err
	}
	o.out = json.NewDecoder(out)
	o.cmd.Stderr = &o.errs
	if err := o.cmd.Start(); err != nil {
		return nil, 0, err
	}
	ready, err := o.hear()
	return o, ready.Thread, err
}

func (o *operation) hear() (said outcome, err error) {
	if err = o.out.Decode(&said); err != nil {
		o.cmd.Process.Kill()
		err = fmt.Errorf("the program died: %w, %v: %s", err, o.cmd.Wait(), &o.errs)
	}
	return said, err
}

func (o *operation) goOn() (outcome, error) {
	if _, err := io.WriteString(o.in, "\n"); err != nil {
		return outcome{}, err
	}
	return o.hear()
}

// act has the act done under these faults.
func (o *operation) act(thread int, faults ...fault) (outcome, []string, error) {
	tracer, err := attach(thread, faults...)
	if err != nil {
		return outcome{}, nil, err
	}
	said, err := o.goOn()
	calls, detachErr := tracer.detach()
	return said, calls, errors.Join(err, detachErr)
}

// end lets the program close the ledger, or kills it.
func (o *operation) end(kill bool) error {
	if kill {
		o.cmd.Process.Kill()
		o.cmd.Wait()
		return nil
	}
	if _, err := io.WriteString(o.in, "\n"); err != nil {
		return err
	}
	return o.cmd.Wait()
}

// clean does the act without a fault, and returns its calls.
func (p patient) clean(at string) ([]string, error) {
	p, err := p.copyTo(at)
	if err != nil {
		return nil, err
	}
	o, thread, err := p.begin()
	if err != nil {
		return nil, err
	}
	said, calls, err := o.act(thread)
	if err == nil && !said.done() {
		err = errors.New(said.Error)
	}
	return calls, errors.Join(err, o.end(true))
}

// suffer does the act under a fault, then looks at the ledger without one.
func (p patient) suffer(at string, f fault) (answered string, err error) {
	p, err = p.copyTo(at)
	if err != nil {
		return "", err
	}
	payments := series(p.seed)
	for range p.before {
		p.sent = append(p.sent, payments())
	}
	asked, next := payments(), payments()
	p.sent = append(p.sent, asked, next)
	p.mirrorFailed = true

	o, thread, err := p.begin()
	if err != nil {
		return "", err
	}
	said, calls, err := o.act(thread, f)
	if err != nil {
		return "", err
	}
	if !strings.Contains(strings.Join(calls, "\n"), "(INJECTED)") {
		return "", errors.New("the fault was never met")
	}
	last, err := o.goOn()
	if err != nil {
		return "", err
	}
	if err := o.end(p.random.IntN(2) == 0); err != nil {
		return "", err
	}
	if last.Paid != nil {
		p.receipts[last.Paid.ID] = *last.Paid
	}
	return said.name(), errors.Join(p.judge(said, last, f, asked), p.recover(asked, next))
}

func (o outcome) name() string {
	switch {
	case o.done():
		return "recorded"
	case o.Code == "":
		return "error"
	}
	return string(o.Code)
}

// judge holds the answers against the ledger, opened without faults.
func (p patient) judge(said, last outcome, f fault, asked ledger.Payment) error {
	if err := p.check(); err != nil {
		return fmt.Errorf("answered %q, and %w", said.Error, err)
	}
	w, err := openWorker(p.folder)
	if err != nil {
		return err
	}
	defer w.Close()
	kept, err := acts[p.name].kept(w, asked)
	if err != nil {
		return err
	}
	switch {
	case said.done() && !kept:
		return errors.New("the act was acknowledged and is not there")
	// The first sync of an act is its COMMIT's; a mirror's comes after it, and
	// a lost mirror stops nothing.
	case said.done() && f.forGood && f.nth == 1 && strings.Contains(f.call, "sync") && p.name != "checkpoint":
		return errors.New("the act was acknowledged, though nothing could be synced")
	case kept && (said.Code == ledger.Unavailable || said.Code == ledger.NotRecorded) && p.name != "bundle":
		return fmt.Errorf("answered %q, and the act is there", said.Error)
	case said.Code == "" && !said.done() && p.name != "bundle":
		return fmt.Errorf("answered %q, which says nothing to people", said.Error)
	case !last.done() && last.Code != ledger.Stopped:
		return fmt.Errorf("after %q the next payment is refused: %q", said.Error, last.Error)
	}
	return nil
}

// recover does the act again after a restart, and the payment after it.
func (p patient) recover(asked, next ledger.Payment) error {
	w, err := openWorker(p.folder)
	if err != nil {
		return err
	}
	a := acts[p.name]
	kept, err := a.kept(w, asked)
	if err == nil && !kept {
		err = a.do(w, asked)
	}
	if err == nil {
		err = w.openDrawer()
	}
	if err == nil {
		err = pay(w, next)
	}
	if err := errors.Join(err, w.Close()); err != nil {
		return fmt.Errorf("after a restart: %w", err)
	}
	return p.check()
}

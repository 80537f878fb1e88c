//go:build linux

package torture_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/intake"
	"counterfoil/ledger/money"
)

// This test program can be started again to do a job and be struck at it.
const jobVariable = "COUNTERFOIL_TORTURE_JOB"

var jobs = map[string]func(){"days": workDays, "fault": workFault}

// job is this program started again for a job on a folder.
func job(name string, folder ledger.Folder, more ...string) *exec.Cmd {
	cmd := exec.Command("/proc/self/exe")
	cmd.Env = append(os.Environ(), append(more, jobVariable+"="+name, "COUNTERFOIL_DATA="+string(folder))...)
	return cmd
}

// worker is the days' program: one clerk, and those who look at their work.
type worker struct {
	*ledger.Ledger
	ana, sue, fay ledger.Session
	out           string
}

func openWorker(folder ledger.Folder) (*worker, error) {
	w := &worker{out: outOf(folder)}
	if err := os.MkdirAll(w.out, 0o700); err != nil {
		return nil, err
	}
	var err error
	if w.Ledger, err = ledger.Open(folder); err != nil {
		return nil, err
	}
	for name, session := range map[string]*ledger.Session{"ana": &w.ana, "sue": &w.sue, "fay": &w.fay} {
		if *session, err = w.SignIn(name, secret, ledger.ToWork); err != nil {
			w.Close()
			return nil, err
		}
	}
	return w, nil
}

// outOf is where bundles go, on the same disk as the ledger.
func outOf(folder ledger.Folder) string { return filepath.Join(filepath.Dir(string(folder)), "out") }

// mustOpenWorker opens the folder that a job is for.
func mustOpenWorker() *worker {
	w, err := openWorker(ledger.Folder(os.Getenv("COUNTERFOIL_DATA")))
	must(err)
	return w
}

// must ends the program: the tests report what it says.
func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// workDays works one short day after another until it is killed.
func workDays() {
	n, err := strconv.ParseUint(os.Getenv("COUNTERFOIL_TORTURE_SEED"), 10, 64)
	must(err)
	r := rand.New(rand.NewPCG(n, 0))
	w := mustOpenWorker()
	say := json.NewEncoder(os.Stdout)
	for {
		must(w.openDrawer())
		for range 1 + r.IntN(8) {
			p := randomPayment(r)
			p.Unattended = true // nobody is there to answer warnings
			must(say.Encode(answer{Try: &p}))
			receipt, err := w.RecordPayment(w.ana, p)
			must(err)
			must(say.Encode(answer{Answer: acknowledgement(receipt)}))
			if r.IntN(4) == 0 {
				_, err := w.Void(w.ana, w.sue, receipt.Number, "torture")
				must(err)
				must(say.Encode(answer{Voided: p.ID}))
			}
		}
		closing, err := w.CloseDrawer(w.ana, ledger.Count{Loose: money.FromCents(r.Int64N(900_00))})
		must(err)
		must(say.Encode(answer{Closed: closing.Number, Chain: closing.Hash.String()}))
		_, err = w.ApproveClosing(w.sue, closing.Number, "torture counts at random, so that some look like a swap")
		must(err)
		must(say.Encode(answer{Approved: closing.Number}))
		batch, err := w.Export(w.fay, "", "")
		must(err)
		path, err := bundle.Write(context.Background(), w.Ledger, batch, w.out, bundle.Options{})
		must(err)
		must(say.Encode(answer{Batch: batch.Number, Bundle: filepath.Base(path)}))
	}
}

func (w *worker) openDrawer() error {
	_, err := w.OpenDrawerOf("ana")
	if ledger.CodeOf(err) == ledger.NotFound {
		_, err = w.OpenDrawer(w.ana, money.FromCents(100_00))
	}
	return err
}

func acknowledgement(r ledger.Receipt) intake.Answer {
	return intake.Answer{ID: r.Payment.ID, Receipt: r.Number, Seq: r.Seq, Hash: r.Hash.String()}
}

func startDays(c *counter) (*run, error) {
	return start(job("days", c.folder, fmt.Sprintf("COUNTERFOIL_TORTURE_SEED=%d", c.random.Uint64())), nil)
}

// said counts what was acknowledged.
type said struct{ struck, payments, voids, closings, approvals, bundles int }

func (s *said) add(c *counter) {
	s.payments += len(c.receipts)
	s.voids += len(c.voids)
	s.closings += len(c.closings)
	s.approvals += len(c.approvals)
	s.bundles += len(c.bundles)
}

func (s said) String() string {
	return fmt.Sprintf("%d times; %d payments, %d voids, %d closings, %d approvals, %d bundles acknowledged", s.struck, s.payments, s.voids, s.closings, s.approvals, s.bundles)
}

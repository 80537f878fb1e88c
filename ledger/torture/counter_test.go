//go:build linux

package torture_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/intake"
)

const city = `
name = "Torture"
station = "T1"
zone = "America/Chicago"
person = [
  {name = "ana", role = "clerk"}, {name = "sue", role = "supervisor"}, {name = "tom", role = "supervisor"},
  {name = "fay", role = "finance"}, {name = "ada", role = "administrator"},
]
`

const mirrorCity = city + `
[mirror]
path = "mirror"
`

const secret = "one long secret for everybody"

// counter is one ledger, and what the world outside was told about it.
type counter struct {
	folder   ledger.Folder
	mirrored bool // in a folder of the data folder
	// mirrorFailed is set when a fault may have kept an entry from the mirror
	// until the ledger is opened again.
	mirrorFailed bool
	random       *rand.Rand
	sent         []ledger.Payment // in the order of the first attempt

	receipts  map[string]intake.Answer // by payment id: acknowledged
	voids     map[string]bool          // by payment id
	closings  map[int64]string         // hash by Z
	approvals map[int64]bool
	bundles   map[int64]string // file name by batch, in out
}

// newCounter makes a ledger below the folder at.
func newCounter(at string, r *rand.Rand, mirrored bool) (*counter, error) {
	c := &counter{
		folder: ledger.Folder(filepath.Join(at, "data")), mirrored: mirrored, random: r,
		receipts: map[string]intake.Answer{}, voids: map[string]bool{},
		closings: map[int64]string{}, approvals: map[int64]bool{}, bundles: map[int64]string{},
	}
	settings := city
	if mirrored {
		settings = mirrorCity
		if err := os.MkdirAll(c.mirrorFolder(), 0o700); err != nil {
			return nil, err
		}
	}
	_, err := ledger.Create(c.folder, []byte(settings), "billing is down", func(ledger.Listed) (string, error) { return secret, nil })
	return c, err
}

func (c *counter) mirrorFolder() string { return filepath.Join(string(c.folder), "mirror") }

// key is the one the station signs with.
func (c *counter) key() (ledger.PublicKey, error) {
	text, err := os.ReadFile(c.folder.PublicKey())
	if err != nil {
		return ledger.PublicKey{}, err
	}
	return ledger.ParsePublicKey(text)
}

// check compares the ledger with everything that was acknowledged. What it
// returns is a loss.
func (c *counter) check() error {
	findings, err := ledger.Verify(c.folder)
	if err != nil {
		return fmt.Errorf("the ledger cannot be verified: %w", err)
	}
	for _, f := range findings {
		if !f.OK {
			return fmt.Errorf("verify: %s: %s", f.Name, f.Detail)
		}
	}
	// Before the ledger is opened and its mirror brought up to it.
	var behind error
	if !c.mirrorFailed {
		behind = c.checkMirror()
	}
	l, err := ledger.Open(c.folder)
	if err != nil {
		return fmt.Errorf("the ledger cannot be opened: %w", err)
	}
	defer l.Close()
	return errors.Join(behind, c.checkNumbers(l), c.checkReceipts(l), c.checkDay(l), c.checkMirror())
}

// checkMirror looks for every acknowledged payment in the mirror.
func (c *counter) checkMirror() error {
	if !c.mirrored {
		return nil
	}
	text, err := os.ReadFile(filepath.Join(c.mirrorFolder(), ledger.MirrorName("T1")))
	if err != nil && !errors.Is(err, os.ErrNotExist) { // it begins when the ledger is first opened
		return err
	}
	there := map[string]bool{}
	for line := range bytes.Lines(text) {
		var entry struct{ Hash string }
		if json.Unmarshal(line, &entry) == nil { // the last line may be torn
			there[entry.Hash] = true
		}
	}
	for id, told := range c.receipts {
		if !there[told.Hash] {
			return fmt.Errorf("payment %s was acknowledged as %s and is not in the mirror", id, told.Receipt)
		}
	}
	return nil
}

// checkNumbers reads the journal itself: receipt numbers are gapless, every
// payment was sent by somebody, and none is there twice.
func (c *counter) checkNumbers(l *ledger.Ledger) error {
	var sent = map[string]bool{}
	for _, p := range c.sent {
		sent[p.ID] = true
	}
	number := 0
	for e, err := range l.Entries(1, 1<<40) {
		if err != nil {
			return err
		}
		if e.Kind != "payment_recorded" {
			continue
		}
		number++
		var body struct{ Number int }
		if err := json.Unmarshal(e.Body, &body); err != nil || body.Number != number {
			return fmt.Errorf("entry %d has receipt %d where %d follows (%v)", e.Seq, body.Number, number, err)
		}
		if !sent[e.ID] {
			return fmt.Errorf("payment %s was never sent, or is there twice", e.ID)
		}
		delete(sent, e.ID)
	}
	return nil
}

// checkReceipts looks up every acknowledged payment: the same receipt, the
// same content.
func (c *counter) checkReceipts(l *ledger.Ledger) error {
	lost := 0
	for _, p := range c.sent {
		told, acknowledged := c.receipts[p.ID]
		if !acknowledged {
			continue
		}
		r, err := l.ReceiptOf(p.ID)
		if ledger.CodeOf(err) == ledger.NotFound {
			lost++
			continue
		}
		if err != nil {
			return err
		}
		if r.Number != told.Receipt || r.Seq != told.Seq || r.Hash.String() != told.Hash {
			return fmt.Errorf("payment %s was acknowledged as %s (entry %d) and is now %s (entry %d)", p.ID, told.Receipt, told.Seq, r.Number, r.Seq)
		}
		p.Unattended, r.Payment.Unattended = false, false // intake says so, not who pays
		if asked, kept := mustMarshal(p), mustMarshal(r.Payment); !bytes.Equal(asked, kept) {
			return fmt.Errorf("%s was sent as %s and is kept as %s", r.Number, asked, kept)
		}
		if c.voids[p.ID] && r.Void == nil {
			return fmt.Errorf("the void of %s is lost", r.Number)
		}
	}
	if lost > 0 {
		return fmt.Errorf("%d of %d acknowledged payments are lost", lost, len(c.receipts))
	}
	return nil
}

// checkDay looks up every acknowledged closing, approval and bundle.
func (c *counter) checkDay(l *ledger.Ledger) error {
	for z, hash := range c.closings {
		closing, err := l.Closing(z)
		if err != nil || closing.Hash.String() != hash {
			return fmt.Errorf("closing Z%d is lost or another: %v", z, err)
		}
		if c.approvals[z] && closing.ApprovedBy == "" {
			return fmt.Errorf("the approval of Z%d is lost", z)
		}
	}
	for batch, name := range c.bundles {
		if _, err := l.Batch(batch); err != nil {
			return fmt.Errorf("batch %d is lost: %w", batch, err)
		}
		if err := checkBundle(filepath.Join(outOf(c.folder), name), l.PublicKey()); err != nil {
			return err
		}
	}
	return nil
}

func checkBundle(path string, key ledger.PublicKey) error {
	b, err := bundle.Open(path)
	if err != nil {
		return err
	}
	defer b.Close()
	findings, err := b.Verify(context.Background(), bundle.Known{Trusts: bundle.Trust(key)}, nil)
	if err != nil {
		return err
	}
	for _, f := range findings {
		if !f.OK {
			return fmt.Errorf("%s: %s: %s", path, f.Name, f.Detail)
		}
	}
	return nil
}

// unanswered lists the payments that were sent and never acknowledged.
func (c *counter) unanswered() []ledger.Payment {
	var open []ledger.Payment
	for _, p := range c.sent {
		if _, acknowledged := c.receipts[p.ID]; !acknowledged {
			open = append(open, p)
		}
	}
	return open
}

// answer is a line that a program writes: what intake answers, and, from the
// days' program, a payment before its first attempt and every other act once
// the ledger said that it is done.
type answer struct {
	intake.Answer
	Try      *ledger.Payment `json:",omitempty"`
	Voided   string          `json:",omitempty"` // payment id
	Closed   int64           `json:",omitempty"` // Z
	Chain    string          `json:",omitempty"` // hash of the closing
	Approved int64           `json:",omitempty"` // Z
	Batch    int64           `json:",omitempty"`
	Bundle   string          `json:",omitempty"` // file name
}

// hear takes in the acknowledgements a program wrote before it died. Its last
// line may be cut off.
func (c *counter) hear(answers []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(answers))
	for {
		var a answer
		err := decoder.Decode(&a)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := c.note(a); err != nil {
			return err
		}
	}
}

func (c *counter) note(a answer) error {
	switch {
	case a.Error != "":
		return fmt.Errorf("payment %s is refused: %s", a.ID, a.Error)
	case a.ID != "":
		if before, again := c.receipts[a.ID]; again && (a.Receipt != before.Receipt || a.Hash != before.Hash) {
			return fmt.Errorf("payment %s was acknowledged as %s and now as %s", a.ID, before.Receipt, a.Receipt)
		}
		c.receipts[a.ID] = a.Answer
	case a.Try != nil:
		c.sent = append(c.sent, *a.Try)
	case a.Voided != "":
		c.voids[a.Voided] = true
	case a.Closed != 0:
		c.closings[a.Closed] = a.Chain
	case a.Approved != 0:
		c.approvals[a.Approved] = true
	case a.Batch != 0:
		c.bundles[a.Batch] = a.Bundle
	}
	return nil
}

// settle ends a counter's story: everything ever sent is sent once more, and
// is then in the ledger exactly once.
func (c *counter) settle(p program) error {
	run, err := p.intake(c, c.sent, false)
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
	if open := c.unanswered(); len(open) > 0 {
		return fmt.Errorf("%d payments got no answer", len(open))
	}
	return c.check()
}

func mustMarshal(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return text
}

func newFile(pattern string) (*os.File, error) { return os.CreateTemp(scratch, pattern) }

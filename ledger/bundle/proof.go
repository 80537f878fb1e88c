package bundle

import (
	"bytes"
	"iter"
	"slices"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
)

// maxEntryBytes holds the longest entry there is: one with a whole city.toml
// in it, every character escaped.
const maxEntryBytes = 2 << 20

// proof is what journal.jsonl says of a batch, once the chain is checked.
type proof struct {
	manifest Manifest
	zone     *time.Location
	keys     keyring
	lines    func() iter.Seq2[[]byte, error]
	printed  *ledger.Printed
	known    Known

	older     []ledger.Receipt               // payments from before the range, reversed or carried again in it
	olderSeq  int64                          // of the newest entry from before the range
	changes   []ledger.Entry                 // corrections of accounts and returned checks of the range
	corrected map[string][]ledger.Correction // by the payment's id
	again     map[string][]again             // lines that billing rejected, by the payment's id
	voids     map[string]*voided
	earlier   []exportMade // batches made within the range
	made      *ledger.Entry
	closings  []ledger.Closing
	approved  map[int64]approval // of closings, by their numbers
	reopened  map[int64]approval
	receipts  receiptCheck
	deposits  depositCheck
}

// approval is a supervisor's word on a closing: that it is right, or that its
// drawer is opened again.
type approval struct {
	ledger.Entry
	reason string
}

// voided is a void of the batch's range.
type voided struct {
	paymentVoided
	seq  int64
	mark ledger.VoidMark
}

// signed is an entry of the bundle's journal.
type signed struct {
	ledger.Entry
	wrong error // with its hash or its signature
}

// signed reads an entry and checks it by itself.
func (p *proof) signed(line []byte) (signed, error) {
	e, err := readEntry(line)
	if err != nil {
		return signed{}, err
	}
	key := p.keys.at(e.Seq)
	if p.known.signed != nil && p.known.signed(e, key) {
		return signed{Entry: e}, nil
	}
	return signed{e, e.Check(e.Prev, key)}, nil
}

func readEntry(line []byte) (ledger.Entry, error) {
	e, err := ledger.ParseEntry(line)
	if err == nil && !bytes.Equal(e.Line(), line) {
		err = phrase.Errorf("entry %d is not written as Counterfoil writes it", e.Seq)
	}
	return e, err
}

// read walks the chain once, checks every entry, and keeps what the rows
// cannot be told without. Payments are not kept: carried reads them again.
func (p *proof) read() (chain, sequence error) {
	p.corrected, p.again = map[string][]ledger.Correction{}, map[string][]again{}
	p.voids, p.approved, p.reopened = map[string]*voided{}, map[int64]approval{}, map[int64]approval{}
	p.receipts = receiptCheck{station: p.manifest.Station, outage: p.manifest.Outage.Number}
	next := p.manifest.FromSeq
	prev, err := ledger.ParseHash(p.manifest.ChainPrev)
	if err != nil {
		return phrase.Errorf("chain_prev of the manifest: %w", err), errNotWalked
	}
	head := "none"
	for e, err := range inOrder(p.lines(), p.signed) {
		if err != nil {
			return err, errNotWalked
		}
		p.printed.See(e.Entry)
		if e.Station != p.manifest.Station {
			return phrase.Errorf("entry %d is of station %q, not %s", e.Seq, e.Station, p.manifest.Station), errNotWalked
		}
		if next == p.manifest.FromSeq && e.Seq < next {
			if err := p.readOlder(e); err != nil {
				return err, errNotWalked
			}
			continue
		}
		if e.Seq != next {
			return nil, phrase.Errorf("entry %d stands where entry %d should", e.Seq, next)
		}
		if next > p.manifest.ToSeq+1 {
			return nil, phrase.Errorf("the journal goes on after entry %d, the export's own", next-1)
		}
		if e.Prev != prev {
			e.wrong = e.Check(prev, p.keys.at(e.Seq))
		}
		if e.wrong != nil {
			return e.wrong, errNotWalked
		}
		if known, ok := p.known.Heads[e.Seq]; ok && known != e.Hash {
			return nil, phrase.Errorf("entry %d has the hash %s; another bundle of the station has it with %s, and both are signed: two journals go by this station's name. Load nothing, and ask the city whether the station was restored from an older copy", e.Seq, e.Hash, known)
		}
		if err := p.note(e.Entry); err != nil {
			return err, errNotWalked
		}
		if e.Seq == p.manifest.ToSeq {
			head = e.Hash.String()
		}
		next, prev = next+1, e.Hash
	}
	if next != p.manifest.ToSeq+2 {
		return nil, phrase.Errorf("the journal ends with entry %d; it goes to %d, the export's own", next-1, p.manifest.ToSeq+1)
	}
	if head != p.manifest.ChainHead {
		return phrase.Errorf("entry %d has the hash %s; chain_head of the manifest is %s", p.manifest.ToSeq, head, p.manifest.ChainHead), nil
	}
	return nil, nil
}

var errNotWalked = phrase.Errorf("the chain could not be followed to its end")

// readOlder takes a payment that was recorded before the range, or a
// correction of one. Alone, it proves itself by its hash and signature.
func (p *proof) readOlder(e signed) error {
	if e.Kind != paymentRecordedKind && e.Kind != accountCorrectedKind || p.olderSeq >= e.Seq {
		return phrase.Errorf("entry %d does not belong before entry %d", e.Seq, p.manifest.FromSeq)
	}
	p.olderSeq = e.Seq
	if e.wrong != nil {
		return e.wrong
	}
	if e.Kind == accountCorrectedKind {
		return p.correct(e.Entry)
	}
	receipt, err := p.receipt(e.Entry)
	p.older = append(p.older, receipt)
	return err
}

// note keeps what an entry of the range says about the batch.
func (p *proof) note(e ledger.Entry) error {
	if e.Seq > p.manifest.ToSeq {
		p.made = &e
		return nil
	}
	switch e.Kind {
	case ledgerCreatedKind:
		b, err := decode[ledgerCreated](e)
		if m := p.manifest; err == nil && (b.City != m.City || b.Station != m.Station || b.Zone != m.Zone || b.PublicKey != p.keys.at(1).String()) {
			err = phrase.Errorf("the journal was begun for %s, station %s, %s, with the key %s; the manifest says otherwise", b.City, b.Station, b.Zone, b.PublicKey)
		}
		return err
	case paymentVoidedKind:
		b, err := decode[paymentVoided](e)
		if err != nil {
			return err
		}
		if p.voids[b.Payment] != nil {
			return phrase.Errorf("entry %d voids receipt %s a second time", e.Seq, b.Receipt)
		}
		p.voids[b.Payment] = &voided{b, e.Seq, ledger.VoidMark{By: e.Actor, ApprovedBy: b.ApprovedBy, Reason: b.Reason, At: p.local(e), Refund: b.Refund, Rejected: b.Rejected}}
	case drawerClosedKind:
		b, err := decode[drawerClosed](e)
		if err != nil {
			return err
		}
		p.closings = append(p.closings, ledger.Closing{
			Number: b.Number, Drawer: ledger.Drawer{ID: b.Drawer, Clerk: b.Clerk, Day: b.Day, Float: b.Float}, At: p.local(e),
			CountedBy: e.Actor, Witness: b.Witness, Dropped: b.Dropped, Parts: b.Parts,
			Expected: b.Expected, Counted: b.Counted, OverShort: b.OverShort, Receipts: b.Receipts, Voids: b.Voids, Lines: b.Lines, Count: b.Count,
			PerpetualTotal: b.PerpetualTotal, PerpetualVoids: b.PerpetualVoids, Hash: e.Hash,
		})
	case closingApprovedKind:
		b, err := decode[closingApproved](e)
		if err != nil {
			return err
		}
		p.approved[b.Number] = approval{e, b.Reason}
	case drawerReopenedKind:
		b, err := decode[drawerReopened](e)
		if err != nil {
			return err
		}
		p.reopened[b.Number] = approval{e, b.Reason}
	case accountCorrectedKind:
		if err := p.correct(e); err != nil {
			return err
		}
		p.changes = append(p.changes, e)
	case checkReturnedKind:
		p.changes = append(p.changes, e)
	case lineResubmittedKind:
		if err := p.sendAgain(e); err != nil {
			return err
		}
	case postingRecordedKind:
		if err := p.answered(e); err != nil {
			return err
		}
	case exportMadeKind:
		b, err := decode[exportMade](e)
		if err != nil {
			return err
		}
		if !b.Again {
			p.earlier = append(p.earlier, b)
		}
	}
	if err := p.deposits.note(e); err != nil {
		return err
	}
	return p.receipts.note(e)
}

func (p *proof) local(e ledger.Entry) time.Time { return e.At.In(p.zone) }

// receipt is what an entry of a payment says.
func (p *proof) receipt(e ledger.Entry) (ledger.Receipt, error) {
	b, err := decode[paymentRecorded](e)
	if err == nil && b.Payment.ID != e.ID {
		err = phrase.Errorf("entry %d has the id %s and records the payment %s", e.Seq, e.ID, b.Payment.ID)
	}
	return ledger.Receipt{
		Number: b.Receipt, Station: e.Station, Clerk: e.Actor, At: p.local(e), Day: b.Day,
		Payment: b.Payment, Total: b.Total, Change: b.Change, Warnings: b.Warnings, Seq: e.Seq, Hash: e.Hash,
	}, err
}

// paid reads the entry of a payment; nil: it is another entry.
func (p *proof) paid(line []byte) (*ledger.Receipt, error) {
	e, err := readEntry(line)
	if err != nil || e.Kind != paymentRecordedKind {
		return nil, err
	}
	receipt, err := p.receipt(e)
	return &receipt, err
}

// export reads the batch's own entry and compares it with the manifest.
func (p *proof) export() (exportMade, error) {
	if p.made == nil || p.made.Kind != exportMadeKind {
		return exportMade{}, phrase.Errorf("entry %d is not that of an export", p.manifest.ToSeq+1)
	}
	b, err := decode[exportMade](*p.made)
	if err != nil {
		return b, err
	}
	var wrong problems
	m := p.manifest
	wrong.compare("batch", m.Batch, b.Batch)
	wrong.compare("made_at", m.MadeAt, stamp(p.local(*p.made)))
	wrong.compare("made_by", m.MadeBy, p.made.Actor)
	wrong.compare("from", m.From, b.From)
	wrong.compare("to", m.To, b.To)
	wrong.compare("from_seq", m.FromSeq, b.FromSeq)
	wrong.compare("to_seq", m.ToSeq, b.ToSeq)
	wrong.compare("payments", m.Stands.Payments+m.Void.Payments, b.Payments)
	wrong.compare("reversals", m.Reversal.Payments, b.Reversals)
	wrong.compare("changes", m.Corrections+m.Returned.Checks, b.Changes)
	wrong.compare("resubmitted", m.Resubmission.Lines, b.Resubmitted)
	wrong.compare("total", m.Stands.Total, b.Total)
	if newest := p.receipts.newest; newest != nil {
		wrong.compare("perpetual_total", m.PerpetualTotal, newest.PerpetualTotal)
		wrong.compare("perpetual_voids", m.PerpetualVoids, newest.PerpetualVoids)
	} else {
		wrong.add("the journal has no payment, no void and no change")
	}
	if b.Again {
		wrong.add("entry %d is of a batch written again", p.made.Seq)
	}
	return b, wrong.err()
}

// carried tells from the journal alone what the batch carries, in the order of
// its files: the payments that no earlier batch carried, then the reversals,
// then what is carried again.
//
// A batch that took only some business days leaves payments behind, and a
// later batch reaches back for them. Every batch made in between lies in the
// range too, so it is known which payments those took.
func (p *proof) carried(made exportMade) iter.Seq2[ledger.Carried, error] {
	return func(yield func(ledger.Carried, error) bool) {
		reversals, resubmissions, err := p.carriedBefore()
		if err != nil {
			yield(ledger.Carried{}, err)
			return
		}
		for receipt, err := range inOrder(p.lines(), p.paid) {
			switch {
			case err != nil:
				yield(ledger.Carried{}, err)
				return
			case receipt == nil || receipt.Seq < made.FromSeq || receipt.Seq > made.ToSeq:
			case p.taken(*receipt):
				if p.undone(*receipt) {
					reversals = append(reversals, ledger.Carried{Receipt: *receipt, Reversal: true})
				} else if lines := p.linesAgain(*receipt); len(lines) > 0 {
					resubmissions = append(resubmissions, ledger.Carried{Receipt: *receipt, Again: true, Lines: lines})
				}
			case made.picks(receipt.Seq, receipt.Day):
				if !p.yieldCarried(ledger.Carried{Receipt: *receipt}, yield) {
					return
				}
			}
		}
		for _, c := range slices.Concat(reversals, resubmissions) {
			if !p.yieldCarried(c, yield) {
				return
			}
		}
	}
}

// yieldCarried gives a payment on as it was corrected and voided.
func (p *proof) yieldCarried(c ledger.Carried, yield func(ledger.Carried, error) bool) bool {
	c.Corrections = p.corrected[c.Payment.ID]
	var err error
	c.Void, err = p.markOf(c.Receipt)
	return yield(c, err) && err == nil
}

// carriedBefore parts the payments from before the range into those that this
// batch reverses and those that it carries again.
func (p *proof) carriedBefore() (reversals, resubmissions []ledger.Carried, err error) {
	for _, receipt := range p.older {
		lines := p.linesAgain(receipt)
		switch {
		case p.undone(receipt):
			reversals = append(reversals, ledger.Carried{Receipt: receipt, Reversal: true})
		case len(lines) > 0:
			resubmissions = append(resubmissions, ledger.Carried{Receipt: receipt, Again: true, Lines: lines})
		default:
			return nil, nil, notCarried(receipt)
		}
	}
	return reversals, resubmissions, nil
}

// markOf is how a payment was voided within the range; nil when it was not.
func (p *proof) markOf(r ledger.Receipt) (*ledger.VoidMark, error) {
	v := p.voids[r.Payment.ID]
	if v == nil {
		return nil, nil
	}
	if v.Receipt != r.Number || v.Total != r.Total {
		return nil, phrase.Errorf("entry %d voids receipt %s over %s; the payment is receipt %s over %s", v.seq, v.Receipt, v.Total, r.Number, r.Total)
	}
	return &v.mark, nil
}

// taken tells whether an earlier batch carried a payment of the range.
func (p *proof) taken(r ledger.Receipt) bool {
	for _, x := range p.earlier {
		if x.picks(r.Seq, r.Day) {
			return true
		}
	}
	return false
}

// undone tells whether a payment that an earlier batch carried was voided
// after the newest of them: this batch is the first to say so.
func (p *proof) undone(r ledger.Receipt) bool {
	v := p.voids[r.Payment.ID]
	if v == nil {
		return false
	}
	return len(p.earlier) == 0 || v.seq > p.earlier[len(p.earlier)-1].ToSeq
}

// closingsIn lists the closings of the range as they stood at its end.
func (p *proof) closingsIn() []ledger.Closing {
	for i := range p.closings {
		c := &p.closings[i]
		if a, ok := p.approved[c.Number]; ok {
			c.ApprovedBy, c.ApprovedAt, c.ApprovalReason = a.Actor, p.local(a.Entry), a.reason
		}
		if r, ok := p.reopened[c.Number]; ok {
			c.ReopenedBy, c.ReopenedAt, c.ReopenReason = r.Actor, p.local(r.Entry), r.reason
		}
	}
	return p.closings
}

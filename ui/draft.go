package ui

import (
	"maps"
	"slices"

	"github.com/google/uuid"

	"counterfoil/assets/translations"
	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

// draft is the payment of the customer at the counter, as far as it is keyed
// in.
type draft struct {
	ledger *ledger.Ledger
	// id is chosen when the payment is begun. Every attempt to record it sends
	// the same one, so that it cannot be recorded twice.
	id          string
	stubs       []draftStub
	tenders     []draftTender
	payor       *string          // as keyed; nil: whom the stubs or the checks name
	billCopy    *bool            // as ticked; nil: as the stubs came, see copyReceived
	awaiting    *ledger.KeptCopy // a picture of the stub that comes next; nil: none
	reasons     map[ledger.WarningKind]string
	approver    []ledger.Session      // the second person who agreed; nil: nobody was asked
	replaces    string                // the void receipt that this payment takes the place of; empty: none
	handwritten *ledger.Handwritten   // what the receipt out of a book says; nil: it is none
	chosen      translations.Language // of the receipt; empty: as the roster has it
	doubted     string                // keyed as an account, and not known; keyed again it is taken

	agreedChange money.Amount // large, and somebody said that it is right
}

// draftStub is one stub. Its line's amount is 0.00 until there is one.
type draftStub struct {
	line    ledger.Line
	account ledger.Account
	known   bool          // the roster has the account
	keyed   []ledger.Fund // the split as keyed in; empty: as the stub shows it
}

func newDraft(l *ledger.Ledger) *draft {
	return &draft{ledger: l, reasons: map[ledger.WarningKind]string{}}
}

// copied is a draft that no change of this one reaches.
func (d *draft) copied() draft {
	copied := *d
	copied.stubs, copied.tenders, copied.reasons = slices.Clone(d.stubs), slices.Clone(d.tenders), maps.Clone(d.reasons)
	return copied
}

// empty reports whether nothing was keyed that would be lost.
func (d *draft) empty() bool {
	return len(d.stubs) == 0 && len(d.tenders) == 0 && d.payor == nil && d.billCopy == nil && d.awaiting == nil && d.replaces == "" && d.handwritten == nil
}

// add puts a stub into the payment.
func (d *draft) add(line ledger.Line) error {
	stub, err := d.complete(line)
	if err != nil {
		return err
	}
	if d.id == "" {
		id, err := uuid.NewV7()
		if err != nil {
			return phrase.Errorf("the payment got no id, so nothing was added: %w. Try again", err)
		}
		d.id = id.String()
	}
	if stub.line.Copy == nil {
		stub.line.Copy, d.awaiting = d.awaiting, nil
	}
	d.stubs = append(d.stubs, stub)
	d.doubted = ""
	d.changed()
	return nil
}

// complete makes a stub of a line. What the line does not say is taken from
// the roster, where the roster means the same bill.
func (d *draft) complete(line ledger.Line) (draftStub, error) {
	account, known, err := d.ledger.Account(line.Account)
	if err != nil {
		return draftStub{}, err
	}
	if known && sameBill(line, account) {
		line.Bill, line.BillDate, line.Due = account.Bill, account.BillDate, account.Due
		if line.AmountDue == nil && account.Balance.IsPositive() {
			line.AmountDue = &account.Balance
		}
	}
	if line.AmountDue != nil {
		line.Amount = *line.AmountDue
	}
	return draftStub{line: line, account: account, known: known}, d.acceptable(line)
}

func sameBill(line ledger.Line, a ledger.Account) bool {
	return (line.Bill == "" || line.Bill == a.Bill) &&
		(line.Due == "" || line.Due == a.Due) &&
		(line.AmountDue == nil || *line.AmountDue == a.Balance)
}

// acceptable asks the ledger whether a line can be part of a payment at all,
// once it has an amount.
func (d *draft) acceptable(line ledger.Line) error {
	_, err := d.ledger.Review(standIn(uuid.NewString(), []draftStub{{line: line}}))
	return err
}

// withoutAmount is the index of the first stub without an amount, or -1.
func (d *draft) withoutAmount() int {
	return slices.IndexFunc(d.stubs, func(s draftStub) bool { return s.line.Amount.IsZero() })
}

// setAmount changes what is paid on a stub.
func (d *draft) setAmount(stub int, amount money.Amount) {
	if d.stubs[stub].line.Amount != amount {
		d.stubs[stub].line.Amount = amount
		d.changed()
	}
}

// setBill changes the bill number of a stub.
func (d *draft) setBill(stub int, bill string) {
	d.stubs[stub].line.Bill = bill
	d.changed()
}

// removeStub takes a stub out.
func (d *draft) removeStub(stub int) {
	d.stubs = append(d.stubs[:stub:stub], d.stubs[stub+1:]...)
	d.changed()
}

// setPayor notes who pays, as the customer says.
func (d *draft) setPayor(name string) {
	d.payor = &name
	d.changed()
}

// payorName is who pays: as keyed, as the roster has it, or as on the check.
func (d *draft) payorName() string {
	if d.payor != nil {
		return *d.payor
	}
	for _, s := range d.stubs {
		if s.account.Name != "" {
			return s.account.Name
		}
	}
	for _, t := range d.tenders {
		if t.Name != "" {
			return t.Name
		}
	}
	return ""
}

// setCopy notes whether a copy of the bill came.
func (d *draft) setCopy(received bool) {
	d.billCopy = &received
	d.changed()
}

// copyReceived tells whether a copy of the bill came: as ticked, or else
// whether every stub was scanned or pictured, because then the bill was in hand.
func (d *draft) copyReceived() bool {
	if d.billCopy != nil {
		return *d.billCopy
	}
	for _, s := range d.stubs {
		if s.line.Scan == "" && s.line.Copy == nil {
			return false
		}
	}
	return len(d.stubs) > 0
}

// changed follows a change: the tender that covers the rest follows the total,
// and reasons that were given for another payment are void.
func (d *draft) changed() {
	d.coverRest()
	clear(d.reasons)
	d.approver = nil
}

// payment is what the ledger is asked to record.
func (d *draft) payment() ledger.Payment {
	p := ledger.Payment{ID: d.id, Payor: d.payorName(), Language: d.language(), Copy: ledger.NoCopy, Reasons: d.reasons, Replaces: d.replaces, Handwritten: d.handwritten}
	if d.copyReceived() {
		p.Copy = ledger.CopyReceived
	}
	for _, s := range d.stubs {
		p.Lines = append(p.Lines, d.lineOf(s))
	}
	for _, t := range d.tenders {
		p.Tenders = append(p.Tenders, t.Tender)
	}
	return p
}

// warningsOf returns what is out of the ordinary about a stub.
func (d *draft) warningsOf(stub int) ([]ledger.Warning, error) {
	all, err := d.ledger.Review(standIn(d.id, d.stubs))
	var warnings []ledger.Warning
	for _, w := range all {
		if w.Line == stub+1 {
			warnings = append(warnings, w)
		}
	}
	return warnings, err
}

// standIn is a payment of these stubs that is whole: the ledger reviews no
// other. Where no amount is keyed yet, one cent stands in.
func standIn(id string, stubs []draftStub) ledger.Payment {
	cent := money.FromCents(1)
	p := ledger.Payment{ID: id, Tenders: []ledger.Tender{{Kind: ledger.Cash, Amount: cent}}}
	for _, s := range stubs {
		line := s.line
		if line.Amount.IsZero() {
			line.Amount, line.AmountDue = cent, nil
		}
		p.Lines = append(p.Lines, line)
	}
	return p
}

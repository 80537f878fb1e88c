package bundle

import (
	"encoding/json"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

// The entries that a bundle's figures come from, read as any importer reads
// them: from the written format, not from the ledger's own types.
const (
	ledgerCreatedKind   ledger.Kind = "ledger_created"
	paymentRecordedKind ledger.Kind = "payment_recorded"
	paymentVoidedKind   ledger.Kind = "payment_voided"
	drawerClosedKind    ledger.Kind = "drawer_closed"
	closingApprovedKind ledger.Kind = "closing_approved"
	drawerReopenedKind  ledger.Kind = "drawer_reopened"
	exportMadeKind      ledger.Kind = "export_made"
	postingRecordedKind ledger.Kind = "posting_recorded"
	lineResubmittedKind ledger.Kind = "line_resubmitted"
)

type ledgerCreated struct {
	City      string `json:"city"`
	Station   string `json:"station"`
	Zone      string `json:"zone"`
	PublicKey string `json:"public_key"`
}

type paymentRecorded struct {
	perpetuals
	Receipt  string           `json:"receipt"`
	Number   int64            `json:"number"`
	Outage   int64            `json:"outage"`
	Day      ledger.Day       `json:"business_day"`
	Payment  ledger.Payment   `json:"payment"`
	Total    money.Amount     `json:"total"`
	Change   money.Amount     `json:"change"`
	Warnings []ledger.Warning `json:"warnings"`
}

type paymentVoided struct {
	perpetuals
	Payment    string         `json:"payment"`
	Receipt    string         `json:"receipt"`
	Total      money.Amount   `json:"total"`
	ApprovedBy string         `json:"approved_by"`
	Reason     string         `json:"reason"`
	Refund     *ledger.Refund `json:"refund"`
	Rejected   []int          `json:"rejected"`
}

type drawerClosed struct {
	perpetuals
	Number    int64               `json:"z"`
	Drawer    string              `json:"drawer"`
	Day       ledger.Day          `json:"business_day"`
	Float     money.Amount        `json:"float"`
	Clerk     string              `json:"clerk"`
	Witness   string              `json:"witness"`
	Dropped   ledger.Tally        `json:"dropped"`
	Parts     []ledger.DrawerPart `json:"parts"`
	Expected  ledger.Tally        `json:"expected"`
	Counted   ledger.Tally        `json:"counted"`
	OverShort ledger.Tally        `json:"over_short"`
	Receipts  int64               `json:"receipts"`
	Voids     int64               `json:"voids"`
	Lines     int64               `json:"lines"`
	Count     ledger.Count        `json:"count"`
}

type closingApproved struct {
	Number int64  `json:"z"`
	Reason string `json:"reason"`
}

type drawerReopened struct {
	Number int64  `json:"z"`
	Reason string `json:"reason"`
}

type exportMade struct {
	Batch     int64        `json:"batch"`
	Again     bool         `json:"again"`
	From      ledger.Day   `json:"from"`
	To        ledger.Day   `json:"to"`
	FromSeq   int64        `json:"from_seq"`
	ToSeq     int64        `json:"to_seq"`
	Payments  int64        `json:"payments"`
	Reversals int64        `json:"reversals"`
	Changes   int64        `json:"changes"`
	Total     money.Amount `json:"total"`
	OnlyFrom  ledger.Day   `json:"only_from"`
	OnlyTo    ledger.Day   `json:"only_to"`

	Resubmitted int64 `json:"resubmitted"`
}

// picks tells whether an export carries a payment that none before it did.
func (x exportMade) picks(seq int64, day ledger.Day) bool {
	return seq <= x.ToSeq && x.OnlyFrom <= day && (x.OnlyTo == "" || day <= x.OnlyTo)
}

func decode[T any](e ledger.Entry) (T, error) {
	var body T
	if err := json.Unmarshal(e.Body, &body); err != nil {
		return body, phrase.Errorf("entry %d (%s) cannot be read: %w", e.Seq, e.Kind, err)
	}
	return body, nil
}

// perpetuals are the counters that nothing resets, as the newest payment or
// void carries them.
type perpetuals struct {
	PerpetualTotal money.Amount `json:"perpetual_total"`
	PerpetualVoids money.Amount `json:"perpetual_voids"`
}

// counts tells whether entries of a kind carry the counters on.
func counts(kind ledger.Kind) bool {
	switch kind {
	case paymentRecordedKind, paymentVoidedKind, accountCorrectedKind, checkReturnedKind, lineResubmittedKind:
		return true
	}
	return false
}

func (p perpetuals) plus(o perpetuals) (sum perpetuals, err error) {
	if sum.PerpetualTotal, err = p.PerpetualTotal.Add(o.PerpetualTotal); err != nil {
		return sum, err
	}
	sum.PerpetualVoids, err = p.PerpetualVoids.Add(o.PerpetualVoids)
	return sum, err
}

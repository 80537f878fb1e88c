package bundle

import (
	"fmt"
	"slices"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// Entries that change what a batch carried before: an account that was keyed
// in wrong, a check that the bank did not pay. Neither touches the payment's
// own entry.
const (
	accountCorrectedKind ledger.Kind = "account_corrected"
	checkReturnedKind    ledger.Kind = "check_returned"
)

// change is what both kinds carry.
type change struct {
	perpetuals
	Payment string     `json:"payment"`
	Receipt string     `json:"receipt"`
	Reason  string     `json:"reason"`
	Day     ledger.Day `json:"business_day"`
}

type accountCorrected struct {
	change
	Line       int          `json:"line"`
	From       string       `json:"from"`
	To         string       `json:"to"`
	Bill       string       `json:"bill"`
	Amount     money.Amount `json:"amount"`
	ApprovedBy string       `json:"approved_by"`
}

type checkReturned struct {
	change
	Item   int                 `json:"item"`
	Check  ledger.Tender       `json:"check"`
	On     ledger.Day          `json:"returned_on"`
	Unpaid []ledger.UnpaidLine `json:"unpaid"`
}

var (
	correctionColumns = []string{
		"payment_id", "receipt", "station", "line", "account_from", "account_to", "bill", "amount",
		"corrected_at", "corrected_by", "approved_by", "reason", "business_day", "batch", "seq", "hash",
	}
	returnedColumns = []string{
		"payment_id", "receipt", "station", "item", "check_number", "check_amount", "name", "returned_on", "reason",
		"line", "account", "bill", "unpaid", "recorded_at", "recorded_by", "business_day", "batch", "seq", "hash",
	}
)

// addChange gives the rows of a correction or of a returned check to their
// table.
func (t tables) addChange(f *Figures, e ledger.Entry) error {
	if e.Kind == accountCorrectedKind {
		b, err := decode[accountCorrected](e)
		if err != nil {
			return err
		}
		f.Corrections++
		f.reach(b.Day)
		return t.corrections([]string{
			b.Payment, b.Receipt, t.station, number(int64(b.Line)), b.From, b.To, b.Bill, b.Amount.String(),
			stamp(e.At.In(t.zone)), e.Actor, b.ApprovedBy, b.Reason, string(b.Day), number(t.batch), number(e.Seq), e.Hash.String(),
		})
	}
	b, err := decode[checkReturned](e)
	if err != nil {
		return err
	}
	f.Returned.Checks++
	f.reach(b.Day)
	for _, line := range b.Unpaid {
		if f.Returned.Unpaid, err = f.Returned.Unpaid.Add(line.Amount); err != nil {
			return err
		}
		if err := t.returned([]string{
			b.Payment, b.Receipt, t.station, number(int64(b.Item)), b.Check.Number, b.Check.Amount.String(), b.Check.Name, string(b.On), b.Reason,
			number(int64(line.Line)), line.Account, line.Bill, line.Amount.String(),
			stamp(e.At.In(t.zone)), e.Actor, string(b.Day), number(t.batch), number(e.Seq), e.Hash.String(),
		}); err != nil {
			return err
		}
	}
	return nil
}

// unpaidKey orders the rows of returned.csv by their entry and line.
func unpaidKey(row []string) (key [3]int64, label string, ok bool) {
	key, label, ok = seqKey(returnedColumns, "receipt")(row)
	if !ok {
		return key, label, false
	}
	line := row[slices.Index(returnedColumns, "line")]
	_, err := fmt.Sscan(line, &key[1])
	return key, label + ", line " + line, err == nil
}

// correct keeps a correction for the rows of its payment.
func (p *proof) correct(e ledger.Entry) error {
	b, err := decode[accountCorrected](e)
	if err == nil {
		p.corrected[b.Payment] = append(p.corrected[b.Payment], ledger.Correction{Seq: e.Seq, Line: b.Line, From: b.From, To: b.To})
	}
	return err
}

// changesIn are the changes that no earlier batch told of.
func (p *proof) changesIn() []ledger.Entry {
	if len(p.earlier) == 0 {
		return p.changes
	}
	told := p.earlier[len(p.earlier)-1].ToSeq
	return slices.DeleteFunc(slices.Clone(p.changes), func(e ledger.Entry) bool { return e.Seq <= told })
}

func paperNumber(c ledger.Carried) string {
	if h := c.Payment.Handwritten; h != nil {
		return h.Number
	}
	return ""
}

// laterCells are the columns about what was entered or corrected afterwards.
func laterCells(c ledger.Carried, line int) []string {
	var writer, keyed string
	if h := c.Payment.Handwritten; h != nil {
		writer = h.Writer
	}
	if as := c.Payment.Lines[line-1].Account; as != c.AccountOf(line) {
		keyed = as
	}
	return []string{stamp(c.At), writer, keyed, c.Payment.Replaces}
}

func refundWay(c ledger.Carried) string {
	if c.Void.Refund == nil {
		return ""
	}
	return string(c.Void.Refund.Way)
}

func refundClerk(c ledger.Carried) string {
	if c.Void.Refund == nil {
		return ""
	}
	return c.Void.Refund.Clerk
}

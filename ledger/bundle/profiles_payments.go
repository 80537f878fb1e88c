package bundle

import (
	"context"
	"errors"
	"iter"

	"counterfoil/ledger"
	"counterfoil/ledger/layout"
)

// payment tells a profile of a payment that the batch carries. One that was
// void before any batch carried it is never posted, and neither is a reversal
// taken back of which billing rejected every line.
func payment(c ledger.Carried, batch int64) (_ layout.Payment, takes bool, err error) {
	p := layout.Payment{
		ID: c.Payment.ID, Receipt: c.Number, Station: c.Station, Clerk: c.Clerk, Received: c.Received(), Recorded: c.At, Day: string(c.Day),
		Payor: c.Payment.Payor, Note: c.Payment.Note, Book: paperNumber(c), Replaces: c.Payment.Replaces, Batch: batch, Seq: c.Seq,
		Reversal: c.Reversal, Again: c.Again, Only: c.Lines,
	}
	if h := c.Payment.Handwritten; h != nil {
		p.Writer = h.Writer
	}
	takes = c.Void == nil || c.Reversal
	for n, line := range c.Payment.Lines {
		if c.Reversal && billingOf(c, n+1) == "" {
			p.Only = append(p.Only, n+1)
		}
		out := layout.Line{
			Account: c.AccountOf(n + 1), Bill: line.Bill, BillDate: string(line.BillDate), Due: string(line.Due),
			AmountDue: line.AmountDue, Amount: line.Amount, Scan: line.Scan, AutoPay: onAutoPay(c, n+1),
		}
		for _, fund := range line.Funds {
			out.Funds = append(out.Funds, layout.Fund{Name: fund.Name, Amount: fund.Amount})
		}
		p.Lines = append(p.Lines, out)
	}
	given, err := givenBack(c)
	if err != nil {
		return p, false, err
	}
	for n, t := range c.Payment.Tenders {
		p.Tenders = append(p.Tenders, layout.Tender{
			Kind: string(t.Kind), Handed: t.Amount, Change: given[n], Number: t.Number, Routing: t.Routing, Last4: t.Last4, Name: t.Name, Date: string(t.Date),
		})
	}
	return p, takes && !(c.Reversal && len(p.Only) == 0), nil
}

// Payments reads the bundle's payments from its journal, for a profile that
// was not in force when it was made. The chain and the signatures are checked
// on the way; that the bundle is the station's is for Verify to say.
func (b *Bundle) Payments(ctx context.Context) (layout.Set, iter.Seq2[layout.Payment, error], error) {
	if b.unread != nil {
		return layout.Set{}, nil, b.unread
	}
	set, err := setOf(b.manifest, b.manifest.From, b.manifest.To)
	if err != nil {
		return set, nil, err
	}
	v := verification{Bundle: b}
	if err := v.readHandovers(); err != nil {
		return set, nil, err
	}
	p := proof{manifest: b.manifest, keys: v.keys, lines: func() iter.Seq2[[]byte, error] { return b.archive.lines(journalFile, maxEntryBytes) }}
	if p.zone, err = b.manifest.location(); err != nil {
		return set, nil, err
	}
	if chain, sequence := p.read(); chain != nil || sequence != nil {
		return set, nil, errors.Join(chain, sequence)
	}
	made, err := p.export()
	if err != nil {
		return set, nil, err
	}
	return set, func(yield func(layout.Payment, error) bool) {
		for c, err := range p.carried(made) {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(layout.Payment{}, err)
				return
			}
			if one, takes, err := payment(c, b.manifest.Batch); (takes || err != nil) && !yield(one, err) {
				return
			}
		}
	}, nil
}

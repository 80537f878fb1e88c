//go:build linux

package torture_test

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"

	"github.com/google/uuid"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// randomPayment makes a payment of one to three stubs in any mix of tenders.
func randomPayment(r *rand.Rand) ledger.Payment {
	p := ledger.Payment{ID: randomID(r), Payor: fmt.Sprintf("Payor %d", r.IntN(500)), Copy: ledger.CopyReceived}
	var total int64
	for n := range 1 + r.IntN(3) {
		amount := 1 + r.Int64N(500_00)
		total += amount
		p.Lines = append(p.Lines, ledger.Line{Account: fmt.Sprintf("%010d", r.IntN(5000)), Bill: fmt.Sprintf("88%03d", n), Amount: money.FromCents(amount)})
	}
	byCheck := r.Int64N(total + 1)
	if byCheck > 0 {
		p.Tenders = append(p.Tenders, ledger.Tender{
			Kind: ledger.Check, Amount: money.FromCents(byCheck), Number: fmt.Sprint(1000 + r.IntN(9000)), Routing: "111000025", Last4: "5678", Name: "A PAYOR",
		})
	}
	if rest := total - byCheck; rest > 0 {
		p.Tenders = append(p.Tenders, ledger.Tender{Kind: ledger.Cash, Amount: money.FromCents(rest + r.Int64N(20_00))})
	}
	return p
}

func randomID(r *rand.Rand) string {
	var id uuid.UUID
	binary.BigEndian.PutUint64(id[:8], r.Uint64())
	binary.BigEndian.PutUint64(id[8:], r.Uint64())
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80 // RFC 9562: version 4, its variant
	return id.String()
}

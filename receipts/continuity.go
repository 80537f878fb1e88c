package receipts

import (
	"fmt"
	"strconv"
	"strings"

	"counterfoil/ledger"
)

// continuity says whether a day's receipt numbers follow one another, which
// is what shows that none was taken away.
func continuity(payments []ledger.Found) string {
	if len(payments) == 0 {
		return "No receipts were given."
	}
	first, last := payments[0].Receipt, payments[len(payments)-1].Receipt
	said := fmt.Sprintf("%s to %s, %s.", first, last, counted(int64(len(payments)), "receipt"))
	gaps := missing(payments)
	if len(gaps) == 0 {
		return said + " No number is missing."
	}
	return said + " Not on this day: " + strings.Join(gaps, ", ") + ". Look for them on the station's other business days."
}

// missing lists the numbers between those of the payments, as "C1-000003" or
// "C1-000005 to C1-000009".
func missing(payments []ledger.Found) []string {
	var gaps []string
	for i := 1; i < len(payments); i++ {
		station, before := splitNumber(payments[i-1].Receipt)
		_, after := splitNumber(payments[i].Receipt)
		number := func(n int64) string { return fmt.Sprintf("%s-%06d", station, n) }
		switch {
		case after == before+2:
			gaps = append(gaps, number(before+1))
		case after > before+2:
			gaps = append(gaps, number(before+1)+" to "+number(after-1))
		}
	}
	return gaps
}

func splitNumber(receipt string) (station string, n int64) {
	dash := max(strings.LastIndexByte(receipt, '-'), 0)
	n, _ = strconv.ParseInt(strings.TrimPrefix(receipt[dash:], "-"), 10, 64)
	return receipt[:dash], n
}

// counted writes a number with its noun: 1 receipt, 2 receipts.
func counted(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

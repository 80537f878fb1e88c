package stub_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"counterfoil/ledger/money"
	"counterfoil/ledger/stub"
)

// Ten lines of 60 digits without any check digit, so that every rule is tried
// at every position.
func BenchmarkLearn(b *testing.B) {
	random := rand.New(rand.NewPCG(60, 60))
	var samples []stub.Sample
	for range 10 {
		account, amount := fmt.Sprintf("%010d", random.Int64N(1e10)), 500+random.Int64N(90_000)
		samples = append(samples, stub.Sample{
			Scan:    fmt.Sprintf("%014d%s%012d%010d%014d", random.Int64N(1e14), account, random.Int64N(1e12), amount, random.Int64N(1e14)),
			Account: account, AmountDue: money.FromCents(amount),
		})
	}
	for b.Loop() {
		if _, err := stub.Learn("long", samples); err != nil {
			b.Fatal(err)
		}
	}
}

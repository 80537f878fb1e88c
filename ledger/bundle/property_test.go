package bundle_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// TestEveryPaymentIsInExactlyOneBatch takes random payments, voids, closings
// and exports, of all days or of some, and loads the bundles as billing does:
// each payment arrives once, what was voided later is taken back once, and
// what is left is what stands in the ledger.
func TestEveryPaymentIsInExactlyOneBatch(t *testing.T) {
	created := filepath.Join(t.TempDir(), "created")
	mustCreate(t, created)
	var exported, reversed int
	rapid.Check(t, func(t *rapid.T) {
		folder, err := os.MkdirTemp("", "bundle-test-*")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(folder)
		data := filepath.Join(folder, "data")
		if err := os.CopyFS(data, os.DirFS(created)); err != nil {
			t.Fatal(err)
		}
		h := history{counter: openCounter(t, data), folder: folder, standing: map[string]money.Amount{}}
		defer h.Close()
		for range rapid.IntRange(1, 25).Draw(t, "acts") {
			h.act(t)
		}
		if h.paid == 0 {
			h.payOne(t)
		}
		h.exportBatch("", "")
		h.compare(t)
		exported += len(h.bundles)
		reversed += h.loaded.reversals
	})
	if exported == 0 || reversed == 0 {
		t.Fatalf("%d bundles with %d reversals: the property was never put to the test", exported, reversed)
	}
}

// history is what happened at the counter and what billing was given of it.
type history struct {
	*counter
	folder   string
	days     int
	paid     int
	open     []string                // receipts that can still be voided
	standing map[string]money.Amount // receipts that are not void
	bundles  []written
	loaded   billing
}

type written struct {
	batch   ledger.Batch
	path    string
	content []byte
}

// billing is a system that believes what it is given.
type billing struct {
	posted    map[string]money.Amount // by receipt
	seen      map[string]int64        // the batch that first carried a payment
	reversals int
}

func (h *history) act(t *rapid.T) {
	switch rapid.SampledFrom([]string{"pay", "pay", "pay", "void", "next day", "export", "export one day"}).Draw(t, "act") {
	case "pay":
		h.payOne(t)
	case "void":
		if len(h.open) > 0 {
			i := rapid.IntRange(0, len(h.open)-1).Draw(t, "which")
			h.void(h.open[i])
			delete(h.standing, h.open[i])
			h.open = append(h.open[:i], h.open[i+1:]...)
		}
	case "next day":
		h.closeDrawer(cents(100_00))
		h.now = h.now.Add(24 * time.Hour)
		h.days++
		h.openDrawer()
		h.open = nil
	case "export":
		h.exportBatch("", "")
	case "export one day":
		day := ledger.DayOf(h.Local(h.now.AddDate(0, 0, -rapid.IntRange(0, h.days).Draw(t, "days ago"))))
		h.exportBatch(day, day)
	}
}

func (h *history) payOne(t *rapid.T) {
	amount := rapid.Int64Range(1, 99_999)
	var lines []ledger.Line
	var total int64
	for i := range rapid.IntRange(1, 3).Draw(t, "lines") {
		n := amount.Draw(t, "amount")
		total += n
		lines = append(lines, line(fmt.Sprintf("%010d", 100*h.paid+i), n))
	}
	p := payment(lines...)
	check := rapid.Int64Range(0, total).Draw(t, "check")
	if check > 0 {
		p.Tenders = append(p.Tenders, ledger.Tender{Kind: ledger.Check, Amount: cents(check), Number: "17"})
	}
	if rest := total - check; rest > 0 {
		change := rapid.Int64Range(0, 500).Draw(t, "change")
		p.Tenders = append(p.Tenders, ledger.Tender{Kind: ledger.Cash, Amount: cents(rest + change)})
	}
	receipt := h.pay(p)
	h.paid++
	h.open = append(h.open, receipt.Number)
	h.standing[receipt.Number] = receipt.Total
}

func (h *history) exportBatch(from, to ledger.Day) {
	h.now = h.now.Add(time.Minute)
	batch, err := h.Export(h.sue, from, to)
	if ledger.CodeOf(err) == ledger.NotFound {
		return
	}
	if err != nil {
		h.Fatal(err)
	}
	path := h.write(batch, h.folder)
	if batch.Again {
		return
	}
	mustVerify(h, path, h.PublicKey())
	h.bundles = append(h.bundles, written{batch, path, mustRead(h, path)})
}

// compare loads every bundle and holds the outcome against the counter.
func (h *history) compare(t *rapid.T) {
	h.loaded = billing{posted: map[string]money.Amount{}, seen: map[string]int64{}}
	elsewhere := filepath.Join(h.folder, "again")
	if err := os.Mkdir(elsewhere, 0o700); err != nil {
		t.Fatal(err)
	}
	for i, w := range h.bundles {
		if w.batch.Number != int64(i+1) {
			t.Fatalf("batch %d was made as number %d", w.batch.Number, i+1)
		}
		h.loaded.load(t, w)
		if again := mustRead(t, h.write(w.batch, elsewhere)); !bytes.Equal(again, w.content) {
			t.Fatalf("batch %d has other bytes when it is written again", w.batch.Number)
		}
	}
	if len(h.loaded.seen) != h.paid {
		t.Fatalf("%d payments were taken and %d arrived", h.paid, len(h.loaded.seen))
	}
	if len(h.loaded.posted) != len(h.standing) {
		t.Fatalf("%d payments stand at the counter and %d in billing", len(h.standing), len(h.loaded.posted))
	}
	for receipt, total := range h.standing {
		if h.loaded.posted[receipt] != total {
			t.Fatalf("receipt %s is %s at the counter and %s in billing", receipt, total, h.loaded.posted[receipt])
		}
	}
}

func (b *billing) load(t *rapid.T, w written) {
	number := w.batch.Number
	for _, row := range rows(t, w.path, "payments.csv") {
		receipt := row["receipt"]
		if row["void"] != "reversal" {
			if first, ok := b.seen[receipt]; ok && first != number {
				t.Fatalf("receipt %s is in batches %d and %d", receipt, first, number)
			}
			b.seen[receipt] = number
		}
		amount, err := money.Parse(row["amount"])
		if err != nil {
			t.Fatal(err)
		}
		switch row["void"] {
		case "":
			b.posted[receipt], err = b.posted[receipt].Add(amount)
		case "reversal":
			if first, ok := b.seen[receipt]; !ok || first == number {
				t.Fatalf("batch %d reverses receipt %s, which no earlier one carried", number, receipt)
			}
			b.posted[receipt], err = b.posted[receipt].Sub(amount)
			if b.posted[receipt].IsZero() {
				delete(b.posted, receipt)
				b.reversals++
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

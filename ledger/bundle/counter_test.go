package bundle_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/money"
)

const cityText = `
name = "Testville & Sons"
station = "C1"
zone = "America/Chicago"
person = [{name = "ana", role = "clerk"}, {name = "sue", role = "supervisor"}]
`

func secretOf(p ledger.Listed) (string, error) { return p.Name + " has a long secret", nil }

// failer is what *testing.T and *rapid.T have in common.
type failer interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// counter is a ledger with ana and sue signed in, a drawer of ana's, and a
// clock that tests move.
type counter struct {
	failer
	*ledger.Ledger
	now      time.Time
	ana, sue ledger.Session
}

// opening is when the tests' counters begin.
var opening = time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)

// clockAt is a clock that the test moves.
func clockAt(now *time.Time) ledger.Clock {
	return ledger.Clock{Now: func() time.Time { return *now }}
}

func mustOpen(t *testing.T) *counter {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "data")
	mustCreate(t, folder)
	c := openCounter(t, folder)
	t.Cleanup(func() { c.Close() })
	return c
}

func mustCreate(t failer, folder string) {
	t.Helper()
	if _, err := ledger.Create(ledger.Folder(folder), []byte(cityText), "billing is down", secretOf, clockAt(&opening)); err != nil {
		t.Fatal(err)
	}
}

func openCounter(t failer, folder string) *counter {
	t.Helper()
	c := &counter{failer: t, now: opening}
	l, err := ledger.Open(ledger.Folder(folder), clockAt(&c.now))
	if err != nil {
		t.Fatal(err)
	}
	c.Ledger = l
	c.signIn()
	c.openDrawer()
	return c
}

func (c *counter) signIn() {
	c.Helper()
	for name, session := range map[string]*ledger.Session{"ana": &c.ana, "sue": &c.sue} {
		var err error
		if *session, err = c.SignIn(name, name+" has a long secret", ledger.ToWork); err != nil {
			c.Fatal(err)
		}
	}
}

func (c *counter) openDrawer() {
	c.Helper()
	if _, err := c.OpenDrawer(c.ana, cents(100_00)); err != nil {
		c.Fatal(err)
	}
}

// closeDrawer counts ana's drawer as a single heap of cash; sue approves.
func (c *counter) closeDrawer(cash money.Amount) {
	c.Helper()
	closing, err := c.CloseDrawer(c.ana, ledger.Count{Loose: cash})
	if err != nil {
		c.Fatal(err)
	}
	if _, err := c.ApproveClosing(c.sue, closing.Number); err != nil {
		c.Fatal(err)
	}
}

func (c *counter) pay(p ledger.Payment) ledger.Receipt {
	c.Helper()
	c.now = c.now.Add(time.Minute)
	receipt, err := c.RecordPayment(c.ana, p)
	if err != nil {
		c.Fatal(err)
	}
	return receipt
}

// void takes a payment of ana's back.
func (c *counter) void(number string) {
	c.Helper()
	if _, err := c.Void(c.ana, c.sue, number, "wrong \"account\""); err != nil {
		c.Fatal(err)
	}
}

func (c *counter) export(from, to ledger.Day) ledger.Batch {
	c.Helper()
	c.now = c.now.Add(time.Minute)
	batch, err := c.Export(c.sue, from, to)
	if err != nil {
		c.Fatal(err)
	}
	return batch
}

func (c *counter) write(b ledger.Batch, folder string, attachments ...bundle.Attachment) string {
	c.Helper()
	path, err := bundle.Write(context.Background(), c.Ledger, b, folder, bundle.Options{Attachments: attachments})
	if err != nil {
		c.Fatal(err)
	}
	return path
}

func cents(n int64) money.Amount { return money.FromCents(n) }

func newID() string { return uuid.Must(uuid.NewV7()).String() }

func line(account string, n int64) ledger.Line {
	return ledger.Line{Account: account, Bill: "88123", BillDate: "2026-11-04", Due: "2026-11-25", Amount: cents(n)}
}

func payment(lines ...ledger.Line) ledger.Payment {
	return ledger.Payment{ID: newID(), Payor: "Zoë \"Z\" O'Hara, Jr.", Lines: lines, Unattended: true}
}

func cashPayment(account string, n int64) ledger.Payment {
	p := payment(line(account, n))
	p.Tenders = []ledger.Tender{{Kind: ledger.Cash, Amount: cents(n)}}
	return p
}

func checkPayment(account string, n int64, number string) ledger.Payment {
	p := payment(line(account, n))
	p.Tenders = []ledger.Tender{{Kind: ledger.Check, Amount: cents(n), Number: number, Routing: "111000025", Last4: "5678", Name: "A PAYOR"}}
	return p
}

// aDay is two cash payments, a check, a split one with change and two stubs,
// a card, and a void among them: receipts C1-000001 to C1-000006.
func (c *counter) aDay() {
	c.Helper()
	c.pay(cashPayment("1023233234", 224_24))
	c.pay(checkPayment("0034567890", 50_01, "1041"))
	due := cents(60_00)
	split := payment(line("1023233235", 60_00), line("AB-9990012345678", 15_50))
	split.Lines[0].AmountDue = &due
	split.Lines[0].Funds = []ledger.Fund{{Name: "water", Amount: cents(40_01)}, {Name: "sewer", Amount: cents(19_99)}}
	split.Lines[1].Scan = "10232332340000022424"
	split.Note = "=1+1, said the customer"
	split.Tenders = []ledger.Tender{
		{Kind: ledger.Check, Amount: cents(50_00), Number: "77"},
		{Kind: ledger.Cash, Amount: cents(5_00)},
		{Kind: ledger.Check, Amount: cents(10_00), Number: "78"},
		{Kind: ledger.Cash, Amount: cents(20_00)},
	}
	c.pay(split)
	c.void(c.pay(cashPayment("1023233236", 10_00)).Number)
	card := payment(line("1023233237", 12_00))
	card.Tenders = []ledger.Tender{{Kind: ledger.Card, Amount: cents(12_00), Number: "A991"}}
	c.pay(card)
	c.pay(cashPayment("1023233238", 1_00))
}

// verify opens a bundle and checks it.
func verify(t failer, path string, trusted ...ledger.PublicKey) ledger.Findings {
	t.Helper()
	b, err := bundle.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	var known bundle.Known
	if len(trusted) > 0 {
		known.Trusts = bundle.Trust(trusted...)
	}
	findings, err := b.Verify(context.Background(), known, nil)
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

func mustVerify(t failer, path string, trusted ...ledger.PublicKey) {
	t.Helper()
	findings := verify(t, path, trusted...)
	for _, f := range findings {
		if !f.OK {
			t.Fatalf("%s: %s: %s", filepath.Base(path), f.Name, f.Detail)
		}
	}
	if len(findings) != 21 {
		t.Fatalf("%d checks were made, not 21: %v", len(findings), findings)
	}
}

func mustRead(t failer, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// unzip returns the files of a bundle and their order.
func unzip(t failer, path string) (files map[string]string, names []string) {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	files = map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(text)
		names = append(names, f.Name)
	}
	return files, names
}

// rows reads a CSV file of a bundle as maps by column.
func rows(t failer, path, name string) []map[string]string {
	t.Helper()
	files, _ := unzip(t, path)
	records, err := csv.NewReader(strings.NewReader(files[name])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// sum adds up a column over the rows that the condition picks.
func sum(t failer, rows []map[string]string, column string, picks func(map[string]string) bool) string {
	t.Helper()
	var total money.Amount
	for _, row := range rows {
		if !picks(row) {
			continue
		}
		amount, err := money.Parse(row[column])
		if err == nil {
			total, err = total.Add(amount)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return total.String()
}

// inOneGo shows rows as text to compare with, the named columns only.
func inOneGo(rows []map[string]string, columns ...string) string {
	var text bytes.Buffer
	for _, row := range rows {
		for i, column := range columns {
			if i > 0 {
				text.WriteString(" | ")
			}
			text.WriteString(row[column])
		}
		fmt.Fprintln(&text)
	}
	return text.String()
}

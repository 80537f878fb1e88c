package bundle_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
)

func TestABundleHoldsTheDay(t *testing.T) {
	c := mustOpen(t)
	c.aDay()
	c.closeDrawer(cents(415_74))
	path := c.write(c.export("", ""), t.TempDir(), bundle.Attachment{Name: "reconciliation.pdf", Content: []byte("%PDF-1.3")})
	mustVerify(t, path, c.PublicKey())

	if got, want := filepath.Base(path), "counterfoil_C1_2026-11-23_2026-11-23_b0001.zip"; got != want {
		t.Errorf("the bundle is named %s, want %s", got, want)
	}
	files, names := unzip(t, path)
	want := "manifest.json manifest.json.minisig payments.csv tenders.csv funds.csv voids.csv holds.csv closings.csv corrections.csv returned.csv deposits.csv journal.jsonl station.pub payments.xlsx reconciliation.pdf README.txt"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("it holds %s\nwant     %s", got, want)
	}
	if files["reconciliation.pdf"] != "%PDF-1.3" {
		t.Error("the attachment is not what was given")
	}
	header, _, _ := strings.Cut(files["payments.csv"], "\r\n")
	const issued = "payment_id,receipt,station,clerk,received_at,business_day,account,bill,bill_date,due,amount_due,amount,tender,check_number,payor,book,void,"
	if !strings.HasPrefix(header, issued) {
		t.Errorf("payments.csv begins with %s", header)
	}

	payments := rows(t, path, "payments.csv")
	compareText(t, "payments.csv", inOneGo(payments, "receipt", "line", "lines", "account", "amount_due", "amount", "tender", "check_number", "void", "scan", "note"), `
C1-000001 | 1 | 1 | 1023233234 |  | 224.24 | cash |  |  |  | 
C1-000002 | 1 | 1 | 0034567890 |  | 50.01 | check | 1041 |  |  | 
C1-000003 | 1 | 2 | 1023233235 | 60.00 | 60.00 | cash+check | 77; 78 |  |  | =1+1, said the customer
C1-000003 | 2 | 2 | AB-9990012345678 |  | 15.50 | cash+check | 77; 78 |  | 10232332340000022424 | =1+1, said the customer
C1-000004 | 1 | 1 | 1023233236 |  | 10.00 | cash |  | void |  | 
C1-000005 | 1 | 1 | 1023233237 |  | 12.00 | card |  |  |  | 
C1-000006 | 1 | 1 | 1023233238 |  | 1.00 | cash |  |  |  | 
`)
	compareText(t, "the first row", inOneGo(payments[:1], "station", "clerk", "received_at", "business_day", "bill", "bill_date", "due", "payor", "book", "bill_copy", "batch"), `
C1 | ana | 2026-11-23T09:01:00-06:00 | 2026-11-23 | 88123 | 2026-11-04 | 2026-11-25 | Zoë "Z" O'Hara, Jr. |  |  | 1
`)
	receipt, err := c.Receipt("C1-000001")
	if err != nil {
		t.Fatal(err)
	}
	if row := payments[0]; row["payment_id"] != receipt.Payment.ID || row["hash"] != receipt.Hash.String() || row["warnings"] != "no_bill_copy" {
		t.Errorf("the first row is %v", row)
	}
	compareText(t, "tenders.csv", inOneGo(rows(t, path, "tenders.csv"), "receipt", "item", "items", "tender", "amount", "change", "net", "number", "routing", "last4", "name", "void"), `
C1-000001 | 1 | 1 | cash | 224.24 | 0.00 | 224.24 |  |  |  |  | 
C1-000002 | 1 | 1 | check | 50.01 | 0.00 | 50.01 | 1041 | 111000025 | 5678 | A PAYOR | 
C1-000003 | 1 | 4 | check | 50.00 | 0.00 | 50.00 | 77 |  |  |  | 
C1-000003 | 2 | 4 | cash | 5.00 | 5.00 | 0.00 |  |  |  |  | 
C1-000003 | 3 | 4 | check | 10.00 | 0.00 | 10.00 | 78 |  |  |  | 
C1-000003 | 4 | 4 | cash | 20.00 | 4.50 | 15.50 |  |  |  |  | 
C1-000004 | 1 | 1 | cash | 10.00 | 0.00 | 10.00 |  |  |  |  | void
C1-000005 | 1 | 1 | card | 12.00 | 0.00 | 12.00 | A991 |  |  |  | 
C1-000006 | 1 | 1 | cash | 1.00 | 0.00 | 1.00 |  |  |  |  | 
`)
	compareText(t, "funds.csv", inOneGo(rows(t, path, "funds.csv"), "receipt", "line", "account", "fund", "amount", "void", "item", "items", "batch"), `
C1-000003 | 1 | 1023233235 | water | 40.01 |  | 1 | 2 | 1
C1-000003 | 1 | 1023233235 | sewer | 19.99 |  | 2 | 2 | 1
`)
	compareText(t, "voids.csv", inOneGo(rows(t, path, "voids.csv"), "receipt", "station", "total", "voided_by", "approved_by", "reason", "void"), `
C1-000004 | C1 | 10.00 | ana | sue | wrong "account" | void
`)
	compareText(t, "holds.csv", inOneGo(rows(t, path, "holds.csv"), "receipt", "line", "account", "received", "due", "amount_due", "amount", "paid", "void"), `
C1-000001 | 1 | 1023233234 | 2026-11-23 | 2026-11-25 |  | 224.24 | unknown | 
C1-000002 | 1 | 0034567890 | 2026-11-23 | 2026-11-25 |  | 50.01 | unknown | 
C1-000003 | 1 | 1023233235 | 2026-11-23 | 2026-11-25 | 60.00 | 60.00 | full | 
C1-000003 | 2 | AB-9990012345678 | 2026-11-23 | 2026-11-25 |  | 15.50 | unknown | 
C1-000005 | 1 | 1023233237 | 2026-11-23 | 2026-11-25 |  | 12.00 | unknown | 
C1-000006 | 1 | 1023233238 | 2026-11-23 | 2026-11-25 |  | 1.00 | unknown | 
`)
	compareText(t, "closings.csv", inOneGo(rows(t, path, "closings.csv"), "closing", "clerk", "business_day", "expected_cash", "expected_check", "expected_card",
		"counted_cash", "over_short_cash", "over_short_check", "over_short_card", "receipts", "voids", "perpetual_total", "perpetual_voids", "approved_by"), `
1 | ana | 2026-11-23 | 340.74 | 110.01 | 12.00 | 415.74 | 75.00 | -110.01 | -12.00 | 6 | 1 | 372.75 | 10.00 | sue
`)

	var m struct {
		Format       int    `json:"format"`
		City         string `json:"city"`
		Batch        int64  `json:"batch"`
		FirstReceipt string `json:"first_receipt"`
		LastReceipt  string `json:"last_receipt"`
		HashTotal    string `json:"hash_total"`
		Stands       struct {
			Payments, Lines int64
			Total           string
			Tenders         ledger.Tally
		} `json:"stands"`
		PerpetualTotal string `json:"perpetual_total"`
		PerpetualVoids string `json:"perpetual_voids"`
	}
	if err := json.Unmarshal([]byte(files["manifest.json"]), &m); err != nil {
		t.Fatal(err)
	}
	// 1023233234 + 0034567890 + 1023233235 + 0012345678 + 1023233237 + 1023233238
	if m.HashTotal != "4139846512" {
		t.Errorf("the hash total is %s", m.HashTotal)
	}
	if m.Format != 1 || m.City != "Testville & Sons" || m.Batch != 1 || m.FirstReceipt != "C1-000001" || m.LastReceipt != "C1-000006" ||
		m.Stands.Payments != 5 || m.Stands.Lines != 6 || m.Stands.Total != "362.75" || m.PerpetualTotal != "372.75" || m.PerpetualVoids != "10.00" {
		t.Errorf("the manifest says %+v", m)
	}
	if want := (ledger.Tally{Cash: cents(240_74), Check: cents(110_01), Card: cents(12_00)}); m.Stands.Tenders != want {
		t.Errorf("by tender: %v, want %v", m.Stands.Tenders, want)
	}
	for _, words := range []string{"Testville & Sons, station C1, batch 1", "5 payments, 6 bill stubs, 362.75", "reconciliation.pdf", "4139846512", c.PublicKey().String(), filepath.Base(path)} {
		if !strings.Contains(files["README.txt"], words) {
			t.Errorf("README.txt does not say %q", words)
		}
	}
}

func compareText(t *testing.T, what, got, want string) {
	t.Helper()
	if want = strings.TrimPrefix(want, "\n"); got != want {
		t.Errorf("%s is\n%swant\n%s", what, got, want)
	}
}

func TestABatchGivesTheSameBytesWheneverItIsWritten(t *testing.T) {
	c := mustOpen(t)
	c.aDay()
	batch := c.export("", "")
	pdf := bundle.Attachment{Name: "reconciliation.pdf", Content: []byte("a document")}
	first := mustRead(t, c.write(batch, t.TempDir(), pdf))

	c.pay(cashPayment("5", 5_00))
	c.void("C1-000001")
	c.closeDrawer(cents(0))
	c.now = c.now.Add(40 * 24 * time.Hour)
	c.openDrawer()
	c.pay(cashPayment("6", 6_00))
	second := c.export("", "")
	again := c.export("", "")
	if !again.Again || again.Number != second.Number {
		t.Fatalf("the second export is batch %d, the third %+v", second.Number, again)
	}
	if !bytes.Equal(mustRead(t, c.write(batch, t.TempDir(), pdf)), first) {
		t.Error("batch 1 has other bytes after more payments, voids and exports")
	}
	if !bytes.Equal(mustRead(t, c.write(again, t.TempDir())), mustRead(t, c.write(second, t.TempDir()))) {
		t.Error("batch 2 has other bytes when it is asked for again")
	}
	for _, number := range []int64{1, 2} {
		b, err := c.Batch(number)
		if err != nil {
			t.Fatal(err)
		}
		mustVerify(t, c.write(b, t.TempDir()), c.PublicKey())
	}
}

func TestAVoidAfterTheExportIsAReversalInTheNext(t *testing.T) {
	c := mustOpen(t)
	c.aDay()
	c.export("", "")
	c.void("C1-000003")
	c.pay(cashPayment("1023233239", 7_00))
	c.void(c.pay(cashPayment("1023233240", 8_00)).Number)
	path := c.write(c.export("", ""), t.TempDir())
	mustVerify(t, path, c.PublicKey())
	payments := rows(t, path, "payments.csv")
	compareText(t, "payments.csv", inOneGo(payments, "receipt", "account", "amount", "void", "batch"), `
C1-000007 | 1023233239 | 7.00 |  | 2
C1-000008 | 1023233240 | 8.00 | void | 2
C1-000003 | 1023233235 | 60.00 | reversal | 2
C1-000003 | AB-9990012345678 | 15.50 | reversal | 2
`)
	compareText(t, "voids.csv", inOneGo(rows(t, path, "voids.csv"), "receipt", "total", "void"), `
C1-000008 | 8.00 | void
C1-000003 | 75.50 | reversal
`)
	reversed := func(row map[string]string) bool { return row["void"] == "reversal" && row["tender"] == "cash" }
	if got := sum(t, rows(t, path, "tenders.csv"), "net", reversed); got != "15.50" {
		t.Errorf("%s of cash is reversed, want 15.50", got)
	}
}

func TestABatchOfReversalsOnly(t *testing.T) {
	c := mustOpen(t)
	c.aDay()
	c.export("", "")
	c.void("C1-000001")
	path := c.write(c.export("", ""), t.TempDir())
	mustVerify(t, path, c.PublicKey())
	compareText(t, "payments.csv", inOneGo(rows(t, path, "payments.csv"), "receipt", "void"), "C1-000001 | reversal\n")
}

// A batch of some days only leaves payments behind. The batch that carries
// them later reaches back in the journal over what others carried.
func TestABatchReachesBackForWhatEarlierOnesLeft(t *testing.T) {
	c := mustOpen(t)
	c.pay(cashPayment("1", 1_00))
	c.closeDrawer(cents(101_00))
	c.now = c.now.Add(24 * time.Hour)
	c.openDrawer()
	c.pay(cashPayment("2", 2_00))
	c.pay(cashPayment("3", 3_00))
	mustVerify(t, c.write(c.export("2026-11-24", "2026-11-24"), t.TempDir()), c.PublicKey())
	c.void("C1-000002")
	c.pay(cashPayment("4", 4_00))
	path := c.write(c.export("", ""), t.TempDir())
	mustVerify(t, path, c.PublicKey())
	compareText(t, "payments.csv", inOneGo(rows(t, path, "payments.csv"), "receipt", "business_day", "void"), `
C1-000001 | 2026-11-23 | 
C1-000004 | 2026-11-24 | 
C1-000002 | 2026-11-24 | reversal
`)
}

func TestTheStockMinisignVerifiesTheManifest(t *testing.T) {
	tool, err := exec.LookPath("minisign")
	if err != nil {
		t.Fatal("the minisign tool is not installed; `make setup` or `apt-get install minisign` puts it there: ", err)
	}
	c := mustOpen(t)
	c.aDay()
	files, _ := unzip(t, c.write(c.export("", ""), t.TempDir()))
	folder := t.TempDir()
	for _, name := range []string{"manifest.json", "manifest.json.minisig", "station.pub"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(files[name]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	verify := func() (string, error) {
		command := exec.Command(tool, "-Vm", "manifest.json", "-p", "station.pub")
		command.Dir = folder
		said, err := command.CombinedOutput()
		return string(said), err
	}
	said, err := verify()
	if err != nil || !strings.Contains(said, "Trusted comment: counterfoil station=C1 batch=1 entries=1-") || !strings.Contains(said, "payments=5 reversals=0 total=362.75 head=") {
		t.Fatalf("minisign says %q, %v", said, err)
	}
	changed := strings.Replace(files["manifest.json"], "362.75", "362.76", 1)
	if err := os.WriteFile(filepath.Join(folder, "manifest.json"), []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := verify(); err == nil {
		t.Fatalf("minisign takes a changed manifest: %q", said)
	}
}

func TestWriteLeavesWhatItFinds(t *testing.T) {
	c := mustOpen(t)
	c.aDay()
	batch := c.export("", "")
	folder := t.TempDir()
	path := c.write(batch, folder)
	before := mustRead(t, path)

	if again := c.write(batch, folder); again != path || !bytes.Equal(mustRead(t, path), before) {
		t.Error("writing the same batch again does not leave the bundle as it was")
	}
	if err := os.WriteFile(path, append(before, '!'), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := bundle.Write(t.Context(), c.Ledger, batch, folder, bundle.Options{})
	if ledger.CodeOf(err) != ledger.Conflict {
		t.Errorf("over a bundle with other bytes, Write says %v", err)
	}
	if !bytes.Equal(mustRead(t, path), append(before, '!')) {
		t.Error("a bundle with other bytes was replaced")
	}
	wantOnly(t, folder, filepath.Base(path))
}

func TestAFailureLeavesNothing(t *testing.T) {
	c := mustOpen(t)
	c.aDay()
	batch := c.export("", "")
	noSuch := batch
	noSuch.Number, noSuch.Payments = 7, 0
	shifted := batch
	shifted.FromSeq++
	for name, fails := range map[string]struct {
		batch       ledger.Batch
		attachments []bundle.Attachment
		code        ledger.Code
	}{
		"a batch that is not in the ledger":     {noSuch, nil, ledger.Unavailable},
		"a batch that is not what was recorded": {shifted, nil, ledger.Unavailable},
		"an attachment with a path":             {batch, []bundle.Attachment{{Name: "../evil.pdf"}}, ledger.Invalid},
		"an attachment that hides a file":       {batch, []bundle.Attachment{{Name: "payments.csv"}}, ledger.Invalid},
		"two attachments of one name":           {batch, []bundle.Attachment{{Name: "a.pdf"}, {Name: "a.pdf"}}, ledger.Invalid},
	} {
		folder := t.TempDir()
		path, err := bundle.Write(t.Context(), c.Ledger, fails.batch, folder, bundle.Options{Attachments: fails.attachments})
		if ledger.CodeOf(err) != fails.code {
			t.Errorf("%s: %q, %v; want an error of class %s", name, path, err, fails.code)
		}
		wantOnly(t, folder)
	}
	if _, err := bundle.Write(t.Context(), c.Ledger, batch, filepath.Join(t.TempDir(), "no-such-stick"), bundle.Options{}); ledger.CodeOf(err) != ledger.Unavailable {
		t.Errorf("into a folder that is not there: %v", err)
	}
	leftovers, err := filepath.Glob(filepath.Join(string(c.Folder()), ".export-*"))
	if err != nil || len(leftovers) > 0 {
		t.Errorf("the data folder is left with %v, %v", leftovers, err)
	}
}

func TestWhatACutOffExportLeftIsSwept(t *testing.T) {
	c := mustOpen(t)
	c.aDay()
	batch := c.export("", "")
	stick := t.TempDir()
	left := filepath.Join(string(c.Folder()), ".export-123")
	if err := os.Mkdir(left, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{
		filepath.Join(left, "payments.csv"),
		filepath.Join(stick, ".new-counterfoil_C1_2026-11-23_2026-11-23_b0001.zip-77"),
		filepath.Join(stick, ".new-counterfoil_C2_2026-11-23_2026-11-23_b0001.zip-77"), // of another station, perhaps still at it
		filepath.Join(stick, "letter.txt"),
	} {
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Base(c.write(batch, stick))
	wantOnly(t, stick, ".new-counterfoil_C2_2026-11-23_2026-11-23_b0001.zip-77", name, "letter.txt")
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("parts in clear text are left: %v", err)
	}
}

func TestAnExportCanBeCanceledAtAnyMoment(t *testing.T) {
	c := mustOpen(t)
	c.aDay()
	batch := c.export("", "")
	var all []float64
	if _, err := bundle.Write(t.Context(), c.Ledger, batch, t.TempDir(), bundle.Options{Progress: func(fraction float64) { all = append(all, fraction) }}); err != nil {
		t.Fatal(err)
	}
	if !slices.IsSorted(all) || all[len(all)-1] != 1 {
		t.Errorf("the progress is %v", all)
	}
	for step := 0; step < len(all)-1; step += 3 {
		stick := t.TempDir()
		ctx, cancel := context.WithCancel(t.Context())
		told := 0
		_, err := bundle.Write(ctx, c.Ledger, batch, stick, bundle.Options{Progress: func(float64) {
			if told == step {
				cancel()
			}
			told++
		}})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("canceled at step %d of %d: %v", step, len(all), err)
		}
		wantOnly(t, stick)
	}
	leftovers, err := filepath.Glob(filepath.Join(string(c.Folder()), ".export-*"))
	if err != nil || len(leftovers) > 0 {
		t.Errorf("the data folder is left with %v, %v", leftovers, err)
	}
}

func wantOnly(t *testing.T, folder string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if !slices.Equal(names, want) {
		t.Errorf("the folder holds %v, want %v", names, want)
	}
}

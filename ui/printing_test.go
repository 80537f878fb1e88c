package ui

import (
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

// fromPrinters is what the printers of an office have its window do. See until.
var fromPrinters = map[*office]chan func(){}

// later lets a window hear of its printers only while a test waits for them: the
// toolkit's driver for tests would do what they want on their own goroutine.
func (o *office) later() func(func()) {
	work := make(chan func(), 10_000)
	fromPrinters[o] = work
	o.Cleanup(func() { delete(fromPrinters, o) })
	return func(do func()) { work <- do }
}

// until lets the printers work until the window says the words.
func (s *seat) until(words ...string) {
	s.Helper()
	late := time.After(20 * time.Second)
	for {
		missing := ""
		said := s.says() + s.status.Text()
		for _, want := range words {
			if !strings.Contains(said, want) {
				missing = want
			}
		}
		if missing == "" {
			return
		}
		select {
		case work := <-fromPrinters[s.office]:
			work()
		case <-late:
			s.Fatalf("it never says %q:\n%s", missing, said)
		}
	}
}

// rollPrinter is a silent receipt printer on the network. Jobs are what it was
// sent, one a connection.
func rollPrinter(t *testing.T) (address string, jobs chan string, off func()) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	jobs = make(chan string, 100)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			sent, _ := io.ReadAll(conn)
			conn.Close()
			jobs <- strings.ReplaceAll(string(sent), "\x10\x04\x01", "")
		}
	}()
	return listener.Addr().String(), jobs, func() { listener.Close() }
}

func (o *office) hasPrinters(printers ...ledger.Printer) {
	o.Helper()
	if err := o.SetPrinters(o.is("sue"), printers); err != nil {
		o.Fatal(err)
	}
}

func frontPrinter(address string) ledger.Printer {
	return ledger.Printer{
		Name: "Front", Role: ledger.PrintsReceipts, Kind: ledger.NetworkPrinter, To: address, Format: ledger.FormatESCPOS, Columns: 42, Drawer: true,
	}
}

func next(t *testing.T, jobs chan string) string {
	t.Helper()
	select {
	case job := <-jobs:
		return job
	case <-time.After(20 * time.Second):
		t.Fatal("the printer got nothing")
		return ""
	}
}

// The drawer opens for cash, after the payment is recorded, and for nothing
// else; the receipt comes after it.
func TestTheCashDrawerOpensForCashOnly(t *testing.T) {
	address, jobs, _ := rollPrinter(t)
	o := newCounterOffice(t)
	o.hasPrinters(frontPrinter(address))
	s := o.sits(o.hasDrawer("ana", 100_00))
	s.show(s.home())
	s.scans(plainScan)
	s.press(fyne.KeyF3, fyne.KeyF9)
	s.wantRecorded(1)
	kick, receipt := next(t, jobs), next(t, jobs)
	if strings.Contains(receipt, string(receipts.DrawerKick())) {
		kick, receipt = receipt, kick
	}
	if kick != string(receipts.DrawerKick()) || !strings.Contains(receipt, "C1-000001") {
		t.Errorf("the printer got %q, then %q", kick, receipt)
	}
	s.until("C1-000001 sent to printer Front")

	s.press(fyne.KeyF6) // a duplicate opens no drawer
	if job := next(t, jobs); !strings.Contains(job, "DUPLICATE 1") {
		t.Errorf("the printer got %q", job)
	}
	s.scans(plainScan)
	s.press(fyne.KeyF10)
	s.scans("9001", "4242")
	s.press(fyne.KeyF9)
	s.write("1") // paid already
	s.press(fyne.KeyReturn)
	s.wantRecorded(2)
	if job := next(t, jobs); !strings.Contains(job, "C1-000002") {
		t.Errorf("a card opens the drawer: the printer got %q", job)
	}
}

func TestASupervisorOpensTheCashDrawerWithAReason(t *testing.T) {
	address, jobs, _ := rollPrinter(t)
	o := newCounterOffice(t)
	o.hasPrinters(frontPrinter(address))
	s := o.sits(o.hasDrawer("ana", 100_00))
	s.show(newDrawer(s.counter))
	s.wantSays("Open cash drawer")
	s.press(fyne.KeyInsert)
	s.wantSays("without a payment")
	s.write("2")
	s.press(fyne.KeyReturn)
	s.wantSays("A supervisor signs in")
	s.signsIn("ana", secretOf("ana"))
	s.wantSays("clerk and may not")
	s.press(fyne.KeyEscape)
	s.press(fyne.KeyInsert)
	s.write("2")
	s.press(fyne.KeyReturn)
	s.signsIn("sue", secretOf("sue"))
	if job := next(t, jobs); job != string(receipts.DrawerKick()) {
		t.Errorf("the printer got %q", job)
	}
	var entries []ledger.Entry
	for e, err := range s.Entries(1, 1<<40) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Kind == "drawer_kicked" {
			entries = append(entries, e)
		}
	}
	if len(entries) != 1 || entries[0].Actor != "sue" || !strings.Contains(string(entries[0].Body), `"reason":"Coins for the drawer","printer":"Front","at":"ana","drawer":`) {
		t.Errorf("the journal has %+v", entries)
	}
}

// A printer that is off keeps no payment waiting. What it has not printed is
// counted, and goes elsewhere or nowhere as a person says.
func TestWhatIsNotPrintedIsCountedAndDealtWith(t *testing.T) {
	address, _, off := rollPrinter(t)
	off()
	folder := filepath.Join(t.TempDir(), "office")
	o := newCounterOffice(t)
	front := frontPrinter(address)
	front.Drawer = false
	o.hasPrinters(front, ledger.Printer{Name: "Office", Role: ledger.PrintsDocuments, Kind: ledger.FolderPrinter, To: folder, Format: ledger.FormatPDF})
	s := o.sits(o.hasDrawer("ana", 100_00))
	s.show(s.home())
	for range 3 {
		s.scans(plainScan)
		s.press(fyne.KeyF3, fyne.KeyF9)
		if s.window.Canvas().Overlays().Top() != nil { // paid already
			s.write("1")
			s.press(fyne.KeyReturn)
		}
	}
	s.wantRecorded(3)
	s.until("Not printed: 3", "C1-000001 is not printed", "cannot be reached", "F5, then F3")
	s.press(fyne.KeyF5, fyne.KeyF3)
	s.wantFits()
	s.until("C1-000001", "Front", "waits", "cannot be reached")

	s.press(fyne.KeyF4)
	s.wantSays("Office")
	s.press(fyne.KeyReturn)
	s.until("Not printed: 2", "C1-000001 saved at Office")
	if pdf, err := os.ReadFile(filepath.Join(folder, "C1-000001.pdf")); err != nil || !strings.HasPrefix(string(pdf), "%PDF-") {
		t.Errorf("%q, %v", pdf, err)
	}
	s.press(fyne.KeyF7)
	s.until("Not printed: 1", "saved as")
	s.press(fyne.KeyF9)
	s.wantSays("The payment stays as it is")
	s.press(fyne.KeyReturn)
	s.until("Everything is printed")
	s.wantSilent("Payments go on")
	if strings.Contains(s.status.Text(), "Not printed") {
		t.Errorf("the foot says %s", s.status.Text())
	}
}

// While the original waits, F6 makes no second paper of one payment.
func TestNoDuplicateIsMadeOfAReceiptThatWaits(t *testing.T) {
	address, _, off := rollPrinter(t)
	off()
	o := newCounterOffice(t)
	o.hasPrinters(frontPrinter(address))
	ana := o.hasDrawer("ana", 100_00)
	s := o.sits(ana)
	s.show(s.home())
	s.scans(plainScan)
	s.press(fyne.KeyF3, fyne.KeyF9)
	s.wantRecorded(1)
	s.press(fyne.KeyF6)
	s.wantSays("Receipt C1-000001 is not printed yet", "It waits for printer Front.", "a duplicate now would be a second paper")
	s.press(fyne.KeyEscape, fyne.KeyF5)
	s.wantSays("Waits for printer Front: F3 prints it elsewhere or saves it.")
	s.wantSilent("Given out once")
	s.press(fyne.KeyF6)
	s.wantSays("Receipt C1-000001 is not printed yet")
	s.press(fyne.KeyReturn)
	s.wantSays("Not printed yet", "C1-000001")
	if r, err := o.Receipt("C1-000001"); err != nil || r.Prints != 1 {
		t.Fatalf("it was given out %d times, %v", r.Prints, err)
	}
	s.press(fyne.KeyF12)
	s.wantSays("Its receipt waits for printer Front: sign in, then F5 and F3 print it elsewhere.")
	s.wantFits()
	s = o.sits(ana)
	s.show(newPrinting(s.counter))
	s.press(fyne.KeyF7)
	s.wantSays("C1-000001 is saved as")
	s.show(newFind(s.counter))
	s.wantSays("Given out once: the next print says DUPLICATE 1.")
	s.press(fyne.KeyF6)
	s.wantSays("Receipt C1-000001 is given out as DUPLICATE 1.")
	s.wantSilent("is not printed yet")
}

// A document that may be on paper is asked about, and printed again only when
// a person says that it is not.
func TestADocumentOfUnknownFateAsks(t *testing.T) {
	address, jobs, _ := rollPrinter(t)
	o := newCounterOffice(t)
	front := frontPrinter(address)
	front.Drawer = false
	o.hasPrinters(front)
	order := `{"document":"C1-000009","to":"Front","role":"receipt","made":1,"renderings":[{"format":"escpos","paper":"80mm","columns":42,"code_page":1252,"bytes":"YWdhaW4="}]}`
	spool := o.Folder().Spool()
	if err := os.MkdirAll(spool, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(spool, "000000001.sending"), []byte(order), 0o600); err != nil {
		t.Fatal(err)
	}
	s := o.sits(o.is("ana"))
	s.show(newFind(s.counter))
	s.wantSays("1 document may be on paper or not", "F5", "F3")
	s.press(fyne.KeyF3)
	s.wantSays("C1-000009", "printed or not?", "Counterfoil ended while it was sent")
	s.press(fyne.KeyF6)
	s.wantSays("Look at the printer")
	s.press(fyne.KeyEscape)
	s.wantSays("printed or not?")
	s.press(fyne.KeyF6, fyne.KeyReturn)
	if job := next(t, jobs); job != "again" {
		t.Errorf("the printer got %q", job)
	}
	s.until("Everything is printed")
	s.wantSilent("may be on paper")
}

// An X reading that its printer did not print is not for the clerk who counts.
func TestAClerkPrintsNothingOfTheOffice(t *testing.T) {
	address, _, off := rollPrinter(t)
	off()
	o := newCounterOffice(t)
	o.hasPrinters(ledger.Printer{Name: "Office", Role: ledger.PrintsDocuments, Kind: ledger.NetworkPrinter, To: address, Format: ledger.FormatPDF})
	ana := o.hasDrawer("ana", 100_00)
	sue := o.sits(o.is("sue"))
	sue.show(newDrawers(sue.counter))
	sue.press(fyne.KeyF3, fyne.KeyReturn)
	sue.wantSays("The X reading was given to printer Office")
	saved := func() []string {
		files, err := filepath.Glob(filepath.Join(o.Folder().Receipts(), "X-ana-*.pdf"))
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	for _, file := range saved() {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}

	s := o.sits(ana)
	s.show(newPrinting(s.counter))
	s.wantSays("X-ana", "A supervisor prints it.")
	s.press(fyne.KeyF4, fyne.KeyF6, fyne.KeyF7)
	s.wantSilent("another printer", "saved as")
	if files := saved(); len(files) != 0 {
		t.Errorf("ana reads what her drawer should hold: %v", files)
	}
	sue = o.sits(o.is("sue"))
	sue.show(newPrinting(sue.counter))
	sue.wantSilent("A supervisor prints it.")
	sue.press(fyne.KeyF7)
	if len(saved()) != 1 {
		t.Errorf("sue has it not as PDF:\n%s", sue.says())
	}
}

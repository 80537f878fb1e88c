package printer_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"counterfoil/ledger"
	"counterfoil/receipts/printer"
)

// quick is a pace at which a test need not wait for what does not come.
var quick = printer.Pace{
	Connect: 5 * time.Second, Answer: 100 * time.Millisecond, Send: 300 * time.Millisecond, Print: 300 * time.Millisecond,
	Retry: time.Millisecond, Longest: 20 * time.Millisecond,
}

// station is a data folder with its printers at work.
type station struct {
	testing.TB
	*printer.Printers
	folder ledger.Folder
	city   ledger.City
	events chan struct{}
	sent   chan printer.Sent
}

func newStation(t testing.TB, printers ...ledger.Printer) *station {
	s := &station{TB: t, folder: ledger.Folder(t.TempDir())}
	s.city.Output = ledger.Output{Queue: "none", Paper: ledger.Roll80}
	s.city.Printers = printers
	s.open()
	return s
}

func (s *station) open() {
	s.Helper()
	s.events, s.sent = make(chan struct{}, 10_000), make(chan printer.Sent, 100)
	var err error
	s.Printers, err = printer.Open(printer.Options{City: s.city, Folder: s.folder, Pace: quick, Changed: func(sent *printer.Sent) {
		if sent != nil {
			s.sent <- *sent
		}
		s.events <- struct{}{}
	}})
	if err != nil {
		s.Error(err)
	}
	s.Cleanup(s.Printers.Close)
}

const patience = 20 * time.Second

// waits until the jobs are as wanted.
func (s *station) waits(what string, wanted func([]printer.Job) bool) {
	s.Helper()
	late := time.After(patience)
	for !wanted(s.Jobs()) {
		select {
		case <-s.events:
		case <-late:
			s.Fatalf("%s did not come about; the jobs are %+v", what, s.Jobs())
		}
	}
}

func (s *station) waitsFor(state printer.State, problem string) printer.Job {
	s.Helper()
	var found printer.Job
	s.waits(fmt.Sprintf("a job that is %s: %s", state, problem), func(jobs []printer.Job) bool {
		at := slices.IndexFunc(jobs, func(j printer.Job) bool { return j.State == state && strings.Contains(j.Problem, problem) })
		if at >= 0 {
			found = jobs[at] // it may be another at the next look
		}
		return at >= 0
	})
	return found
}

// wantSent waits for the next document to leave the spool.
func (s *station) wantSent(name string, fate printer.Fate) {
	s.Helper()
	select {
	case sent := <-s.sent:
		if sent.Name != name || sent.Fate != fate {
			s.Errorf("%+v was sent; want %s, %s", sent, name, fate)
		}
	case <-time.After(patience):
		s.Fatalf("%s was not sent; the jobs are %+v", name, s.Jobs())
	}
}

func (s *station) gives(name string) {
	s.Helper()
	if _, err := s.Give(document(name)); err != nil {
		s.Error(err)
	}
}

// document says in each format for which printer it was made.
func document(name string) printer.Document {
	return printer.Document{Name: name, Role: ledger.PrintsReceipts, Make: func(p ledger.Printer) ([]byte, error) {
		if p.Format == ledger.FormatPDF {
			return fmt.Appendf(nil, "%%PDF %s %s", name, p.Paper), nil
		}
		return fmt.Appendf(nil, "%s on %d columns as %s", name, p.Columns, p.Format), nil
	}}
}

func paper(name string) string { return name + " on 42 columns as escpos" }

func network(name, address string) ledger.Printer {
	return ledger.Printer{
		Name: name, Role: ledger.PrintsReceipts, Kind: ledger.NetworkPrinter, To: address,
		Format: ledger.FormatESCPOS, Paper: ledger.Roll80, Columns: 42, CodePage: ledger.CodePage1252,
	}
}

func (f *fake) wants(documents ...string) {
	f.Helper()
	if got := f.got(); !slices.Equal(got, documents) {
		f.Errorf("the printer got %q; want %q", got, documents)
	}
}

func TestAPrinterThatAnswersConfirms(t *testing.T) {
	f := newFake(t, "127.0.0.1:0")
	s := newStation(t, network("Front", f.address()))
	s.gives("C1-000001")
	s.wantSent("C1-000001", printer.Printed)
	f.wants(paper("C1-000001"))
	if files, _ := os.ReadDir(s.folder.Spool()); len(files) != 0 {
		t.Errorf("the spool still holds %v", files)
	}
}

// What a printer that says nothing has taken is sent, and never called printed.
func TestASilentPrinterIsSentTheDocument(t *testing.T) {
	f := newFake(t, "127.0.0.1:0")
	f.set(func() { f.silent = true })
	s := newStation(t, network("Front", f.address()))
	s.gives("C1-000001")
	s.wantSent("C1-000001", printer.Queued)
	f.wants(paper("C1-000001"))
}

func TestAPrinterThatRefusesIsTriedUntilItIsThere(t *testing.T) {
	f := newFake(t, "127.0.0.1:0")
	address := f.address()
	f.Close()
	s := newStation(t, network("Front", address))
	s.gives("C1-000001")
	s.gives("C1-000002")
	s.waitsFor(printer.Waiting, "cannot be reached")
	f = newFake(t, address)
	s.wantSent("C1-000001", printer.Printed)
	s.wantSent("C1-000002", printer.Printed)
	f.wants(paper("C1-000001"), paper("C1-000002"))
}

func TestAPrinterOutOfPaperIsSentNothing(t *testing.T) {
	f := newFake(t, "127.0.0.1:0")
	f.set(func() { f.noPaper = true })
	s := newStation(t, network("Front", f.address()))
	s.gives("C1-000001")
	s.waitsFor(printer.Waiting, "out of paper")
	f.wants()
	f.set(func() { f.noPaper = false })
	s.wantSent("C1-000001", printer.Printed)
	f.wants(paper("C1-000001"))
}

func TestPaperThatEndsWhileItPrintsAsks(t *testing.T) {
	f := newFake(t, "127.0.0.1:0")
	f.set(func() { f.runsOut = true })
	s := newStation(t, network("Front", f.address()))
	s.gives("C1-000001")
	s.waitsFor(printer.Unsure, "out of paper")
}

// One that answered before and does not now is not ready; nothing is sent.
func TestAPrinterThatStallsIsSentNothing(t *testing.T) {
	f := newFake(t, "127.0.0.1:0")
	s := newStation(t, network("Front", f.address()))
	s.gives("C1-000001")
	s.wantSent("C1-000001", printer.Printed)
	f.set(func() { f.deaf = true })
	s.gives("C1-000002")
	s.waitsFor(printer.Waiting, "does not answer")
	f.set(func() { f.deaf = false })
	s.wantSent("C1-000002", printer.Printed)
	f.wants(paper("C1-000001"), paper("C1-000002"))
}

// A connection that breaks half-way leaves a part on paper: somebody looks
// before it is sent again.
func TestAPrinterThatBreaksOffAsks(t *testing.T) {
	for name, silent := range map[string]bool{"answering": false, "silent": true} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t, "127.0.0.1:0")
			f.set(func() { f.breaks, f.silent = 9, silent })
			s := newStation(t, network("Front", f.address()))
			s.gives("C1-000001")
			job := s.waitsFor(printer.Unsure, "")
			f.set(func() { f.breaks = 0 })
			s.gives("C1-000002")
			s.wantSent("C1-000002", map[bool]printer.Fate{false: printer.Printed, true: printer.Queued}[silent])
			f.wants("C1-000001", paper("C1-000002"))
			if err := s.Retry(job.ID); err != nil {
				t.Fatal(err)
			}
			s.wantSent("C1-000001", map[bool]printer.Fate{false: printer.Printed, true: printer.Queued}[silent])
			f.wants("C1-000001", paper("C1-000002"), paper("C1-000001"))
		})
	}
}

// A large document fills what the network holds for a printer that reads
// nothing.
func TestALargeDocumentIsNotWaitedForForEver(t *testing.T) {
	f := newFake(t, "127.0.0.1:0")
	f.set(func() { f.deaf = true })
	office := network("Office", f.address())
	office.Format, office.Columns, office.CodePage, office.Role = ledger.FormatPDF, 0, 0, ledger.PrintsBoth
	s := newStation(t, office)
	large := document("day")
	large.Make = func(ledger.Printer) ([]byte, error) { return make([]byte, 32<<20), nil }
	if _, err := s.Give(large); err != nil {
		t.Fatal(err)
	}
	s.waitsFor(printer.Unsure, "a part")
}

// A printer that hangs holds up no other one, and giving waits for none.
func TestPrintersDoNotWaitForEachOther(t *testing.T) {
	hangs, works := newFake(t, "127.0.0.1:0"), newFake(t, "127.0.0.1:0")
	hangs.set(func() { hangs.stalls = 3 })
	front, back := network("Front", hangs.address()), network("Back", works.address())
	back.Role = ledger.Spare
	s := newStation(t, front, back)
	s.gives("C1-000001")
	<-hangs.stalled
	s.gives("C1-000002")
	if err := s.GiveTo(back, document("C1-000003")); err != nil {
		t.Fatal(err)
	}
	s.wantSent("C1-000003", printer.Printed)
	works.wants(paper("C1-000003"))
}

func TestWhatWaitsIsPrintedAfterTheNextStart(t *testing.T) {
	f := newFake(t, "127.0.0.1:0")
	f.set(func() { f.noPaper = true })
	s := newStation(t, network("Front", f.address()))
	s.gives("C1-000001")
	s.waitsFor(printer.Waiting, "out of paper")
	s.Close()
	f.set(func() { f.noPaper = false })
	s.open()
	s.wantSent("C1-000001", printer.Printed)
	f.wants(paper("C1-000001"))
}

// A program that is killed while it sends does not know how far it came. The
// next one asks and prints nothing twice.
func TestAJobThatWasBeingSentWhenTheProgramWasKilledAsks(t *testing.T) {
	if folder := os.Getenv("COUNTERFOIL_SENDS_FROM"); folder != "" {
		s := &station{TB: t, folder: ledger.Folder(folder)}
		s.city.Output = ledger.Output{Queue: "none", Paper: ledger.Roll80}
		s.city.Printers = []ledger.Printer{network("Front", os.Getenv("COUNTERFOIL_SENDS_TO"))}
		s.open()
		s.gives("C1-000001")
		select {}
	}
	f := newFake(t, "127.0.0.1:0")
	f.set(func() { f.stalls = 9 })
	folder := t.TempDir()
	child := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	child.Env = append(os.Environ(), "COUNTERFOIL_SENDS_FROM="+folder, "COUNTERFOIL_SENDS_TO="+f.address())
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	<-f.stalled
	child.Process.Kill()
	child.Wait()

	f.set(func() { f.stalls = 0 })
	s := &station{TB: t, folder: ledger.Folder(folder)}
	s.city.Output = ledger.Output{Queue: "none", Paper: ledger.Roll80}
	s.city.Printers = []ledger.Printer{network("Front", f.address())}
	s.open()
	job := s.waitsFor(printer.Unsure, "ended while it was sent")
	s.gives("C1-000002")
	s.wantSent("C1-000002", printer.Printed)
	f.wants("C1-000001", paper("C1-000002"))

	// It asks again after another start, too.
	s.Close()
	s.open()
	job = s.waitsFor(printer.Unsure, "not known")
	if err := s.Retry(job.ID); err != nil {
		t.Fatal(err)
	}
	s.wantSent("C1-000001", printer.Printed)
	f.wants("C1-000001", paper("C1-000002"), paper("C1-000001"))
}

// What cannot be marked as being sent is not sent: after a crash it would be
// printed again.
func TestAJobThatCannotBeMarkedIsNotSent(t *testing.T) {
	f := newFake(t, "127.0.0.1:0")
	s := newStation(t, network("Front", f.address()))
	// A folder in the way of the file's next name.
	if err := os.MkdirAll(filepath.Join(s.folder.Spool(), "000000001.sending", "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	s.gives("C1-000001")
	s.waitsFor(printer.Waiting, "must not be printed twice")
	f.wants()
	if err := os.RemoveAll(filepath.Join(s.folder.Spool(), "000000001.sending")); err != nil {
		t.Fatal(err)
	}
	s.wantSent("C1-000001", printer.Printed)
	f.wants(paper("C1-000001"))
}

// A spool that cannot be written keeps no receipt from a customer.
func TestWithoutASpoolAReceiptIsPrintedAllTheSame(t *testing.T) {
	f := newFake(t, "127.0.0.1:0")
	s := newStation(t, network("Front", f.address()))
	if err := os.RemoveAll(s.folder.Spool()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.folder.Spool(), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	outcome, err := s.Give(document("C1-000001"))
	if err == nil || !strings.Contains(err.Error(), "would be lost") || outcome.Printer != "Front" || outcome.File == "" {
		t.Errorf("%+v, %v", outcome, err)
	}
	s.wantSent("C1-000001", printer.Printed)
	f.wants(paper("C1-000001"))
}

func TestABrokenSpoolFileIsSaidAndHarmsNoOther(t *testing.T) {
	f := newFake(t, "127.0.0.1:0")
	f.set(func() { f.noPaper = true })
	s := newStation(t, network("Front", f.address()))
	s.gives("C1-000001")
	s.gives("C1-000002")
	s.waitsFor(printer.Waiting, "out of paper")
	s.Close()
	for name, content := range map[string]string{"000000001.waiting": `{"document":"C1-0`, ".new-000000003.waiting-77": "half"} {
		if err := os.WriteFile(filepath.Join(s.folder.Spool(), name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f.set(func() { f.noPaper = false })
	s.open()
	s.wantSent("C1-000002", printer.Printed)
	broken := s.waitsFor(printer.Broken, "cannot be read")
	if err := s.Retry(broken.ID); err == nil {
		t.Error("it is sent again")
	}
	if err := s.Discard(broken.ID); err != nil || len(s.Jobs()) != 0 {
		t.Errorf("%v; the jobs are %+v", err, s.Jobs())
	}
	if files, _ := os.ReadDir(s.folder.Spool()); len(files) != 0 {
		t.Errorf("the spool still holds %v", files)
	}
	f.wants(paper("C1-000002"))
}

func TestAJobIsSentToAnotherPrinterOrSavedOrDiscarded(t *testing.T) {
	f := newFake(t, "127.0.0.1:0")
	f.set(func() { f.noPaper = true })
	folder := filepath.Join(t.TempDir(), "out")
	office := ledger.Printer{Name: "Office", Role: ledger.PrintsDocuments, Kind: ledger.FolderPrinter, To: folder, Format: ledger.FormatPDF, Paper: ledger.Letter}
	s := newStation(t, network("Front", f.address()), office)
	for _, name := range []string{"C1-000001", "C1-000002", "C1-000003"} {
		s.gives(name)
	}
	s.waitsFor(printer.Waiting, "out of paper")
	jobs := s.Jobs()
	if len(jobs) != 3 || jobs[0].Name != "C1-000001" || jobs[0].Printer != "Front" {
		t.Fatalf("the jobs are %+v", jobs)
	}
	settled := func(err error) error {
		if err != nil && strings.Contains(err.Error(), "being sent") {
			return nil // it is looked at just now, which is over soon
		}
		return err
	}
	if err := eventually(s, func() error { return s.Redirect(jobs[0].ID, office) }); settled(err) != nil {
		t.Fatal(err)
	}
	s.wantSent("C1-000001", printer.Saved)
	if text, err := os.ReadFile(filepath.Join(folder, "C1-000001.pdf")); err != nil || string(text) != "%PDF C1-000001 letter" {
		t.Errorf("%q, %v", text, err)
	}
	var path string
	if err := eventually(s, func() (err error) { path, err = s.SavePDF(jobs[1].ID); return err }); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "%PDF C1-000002 80mm" {
		t.Errorf("%q, %v", text, err)
	}
	if err := eventually(s, func() error { return s.Discard(jobs[2].ID) }); err != nil {
		t.Fatal(err)
	}
	if left := s.Jobs(); len(left) != 0 {
		t.Errorf("the jobs are %+v", left)
	}
	if err := s.Discard(jobs[2].ID); err == nil {
		t.Error("it is discarded twice")
	}
	f.wants()
}

// eventually does something with a job that may be looked at just then.
func eventually(s *station, do func() error) error {
	late := time.After(patience)
	for {
		err := do()
		if err == nil || !strings.Contains(err.Error(), "being sent") {
			return err
		}
		select {
		case <-s.events:
		case <-late:
			return errors.Join(errors.New("it is sent all the time"), err)
		}
	}
}

func TestAJobOfAPrinterThatIsGoneWaits(t *testing.T) {
	f, other := newFake(t, "127.0.0.1:0"), newFake(t, "127.0.0.1:0")
	f.set(func() { f.noPaper = true })
	s := newStation(t, network("Front", f.address()))
	s.gives("C1-000001")
	s.waitsFor(printer.Waiting, "out of paper")
	moved := network("Back", other.address())
	s.Set([]ledger.Printer{moved})
	job := s.waitsFor(printer.Waiting, "no printer Front any more")
	if err := eventually(s, func() error { return s.Redirect(job.ID, moved) }); err != nil {
		t.Fatal(err)
	}
	s.wantSent("C1-000001", printer.Printed)
	other.wants(paper("C1-000001"))
}

func TestTheCashDrawerOpensNowOrNever(t *testing.T) {
	f := newFake(t, "127.0.0.1:0")
	front := network("Front", f.address())
	front.Drawer = true
	s := newStation(t, front)
	s.gives("C1-000001") // the printer is at work once this is sent
	s.wantSent("C1-000001", printer.Printed)
	if err := s.Kick([]byte("kick")); err != nil {
		t.Fatal(err)
	}
	f.wants(paper("C1-000001"), "kick")
	f.Close()
	if err := s.Kick([]byte("kick")); err == nil || !strings.Contains(err.Error(), "Front") {
		t.Errorf("got %v", err)
	}
	if jobs := s.Jobs(); len(jobs) != 0 {
		t.Errorf("the drawer would open later: %+v", jobs)
	}
	if err := newStation(t, network("Front", f.address())).Kick([]byte("kick")); err == nil {
		t.Error("a drawer opens that is not there")
	}
}

package ui

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"github.com/xuri/excelize/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// rosterFile writes a file that billing saved.
func rosterFile(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "billing.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// atRoster is the Roster page of the supervisor.
func atRoster(t *testing.T) *seat {
	t.Helper()
	o := newOffice(t)
	s := o.sits(o.is("sue"))
	s.show(newRosterPage(s.counter))
	return s
}

func TestARosterIsLoadedByKeyboard(t *testing.T) {
	s := atRoster(t)
	s.wantFits()
	s.wantSays("No roster is loaded.", "No file is read yet.")
	s.write(rosterFile(t, "Acct #,Customer Name,Amount Due,Memo\n0071,Maria Delgado,224.24,x\n0072,Otto Berg,ten,y\n"))
	s.press(fyne.KeyReturn)
	s.wantSays("billing.csv, CSV, UTF-8, columns parted by comma, 2 rows", "Acct #", "Account", "0071", "Customer Name", "Maria Delgado", "224.24", "not loaded")
	s.wantFits()
	s.press(fyne.KeyF9)
	s.wantSays("1 account loaded", "1 row could not be read", "balance", "is not an amount", "roster-left-out.csv", "In use: billing.csv, 1 account as of")
	if a, known, err := s.Ledger().Account("0071"); !known || err != nil || a.Name != "Maria Delgado" || a.Balance != money.FromCents(224_24) {
		t.Errorf("%+v, %v, %v", a, known, err)
	}
	listed, err := os.ReadFile(leftOutFile(s.Ledger()))
	if err != nil || len(listed) == 0 {
		t.Errorf("the list of rows: %q, %v", listed, err)
	}
}

func TestARosterIsChosenOrDropped(t *testing.T) {
	s := atRoster(t)
	path := rosterFile(t, "Acct,Name\n0071,Maria Delgado\n")
	s.screen.(*rosterPage).folder = filepath.Dir(path)
	s.press(fyne.KeyInsert)
	s.wantSays("The accounts that billing saved", "billing.csv")
	s.keysIn("1")
	s.wantSays("billing.csv, CSV, UTF-8", "0071")

	s = atRoster(t)
	s.counter.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	s.wantSays("billing.csv, CSV, UTF-8", "0071")
}

func TestAColumnIsChangedWithTheArrows(t *testing.T) {
	s := atRoster(t)
	s.write(rosterFile(t, "Key,Holder\n0071,Maria Delgado\n"))
	s.press(fyne.KeyReturn)
	s.press(fyne.KeyF9)
	s.wantSays("no column is the account number")
	s.press(fyne.KeyReturn, fyne.KeyRight)
	s.wantSays("Account")
	s.press(fyne.KeyDown, fyne.KeyLeft)
	s.wantSays("Language")
	s.press(fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	s.wantSays("Name")
	s.press(fyne.KeyF9)
	if a, known, _ := s.Ledger().Account("0071"); !known || a.Name != "Maria Delgado" {
		t.Errorf("%+v, %v", a, known)
	}
}

func TestADateThatCanBeReadInTwoWaysIsAsked(t *testing.T) {
	s := atRoster(t)
	s.write(rosterFile(t, "Acct,Due\n0071,05/11/2026\n"))
	s.press(fyne.KeyReturn, fyne.KeyF9)
	s.wantSays("How is it meant?", "May 11, 2026", "November 5, 2026")
	s.write("2")
	s.press(fyne.KeyReturn)
	if a, known, _ := s.Ledger().Account("0071"); !known || a.Due != "2026-11-05" {
		t.Errorf("%+v, %v", a, known)
	}
}

func TestTheDayOfTheBalancesMustBeADay(t *testing.T) {
	s := atRoster(t)
	s.write(rosterFile(t, "Acct\n0071\n"))
	s.press(fyne.KeyReturn)
	s.write("soon")
	s.press(fyne.KeyF9)
	s.wantSays("Of which day are the balances?")
	if _, loaded, _ := s.Ledger().Roster(); loaded {
		t.Error("it is loaded")
	}
}

func TestAFileThatIsNoRosterIsSaid(t *testing.T) {
	s := atRoster(t)
	s.write(filepath.Join(t.TempDir(), "nothing.csv"))
	s.press(fyne.KeyReturn)
	s.wantSays("There is no file")
}

// bookFile writes a workbook of one account.
func bookFile(t *testing.T) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	path := filepath.Join(t.TempDir(), "billing.xlsx")
	err := errors.Join(
		book.SetSheetRow("Sheet1", "A1", &[]any{"Acct #"}),
		book.SetSheetRow("Sheet1", "A2", &[]any{"0071"}),
		book.SaveAs(path),
	)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func (s *seat) wantScratch(files int) {
	s.Helper()
	got, err := filepath.Glob(filepath.Join(s.Ledger().Folder().Scratch(), "*"))
	if err != nil || len(got) != files {
		s.Errorf("%d files wait in the scratch folder, %v, want %d", len(got), err, files)
	}
}

func TestLeavingTheRosterPageLeavesNoFile(t *testing.T) {
	for name, leave := range map[string]fyne.KeyName{"back": fyne.KeyEscape, "to Find": fyne.KeyF5} {
		t.Run(name, func(t *testing.T) {
			s := atRoster(t)
			s.write(bookFile(t))
			s.press(fyne.KeyReturn)
			s.wantSays("billing.xlsx, Excel workbook")
			s.wantScratch(1)
			s.press(leave, fyne.KeyReturn)
			s.wantScratch(0)
		})
	}
}

func TestLeavingTheRosterPageEndsItsWork(t *testing.T) {
	s := atRoster(t)
	var working func()
	s.background = func(work func()) { working = work }
	s.write(bookFile(t))
	s.press(fyne.KeyReturn)
	s.background = func(work func()) { work() }
	s.press(fyne.KeyF5, fyne.KeyReturn)
	working()
	s.wantScratch(0)
	if s.banner.Visible() {
		t.Error("the page speaks on another screen")
	}
}

func TestTheScratchFolderIsEmptiedAtTheStart(t *testing.T) {
	s := atRoster(t)
	s.write(bookFile(t))
	s.press(fyne.KeyReturn)
	s.wantScratch(1)
	folder := s.Ledger().Folder()
	if err := s.Ledger().Close(); err != nil {
		t.Fatal(err)
	}
	again, err := ledger.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	s.wantScratch(0)
}

func TestTheCardShowsCutOffAutoPayAndNoChecks(t *testing.T) {
	o := newCounterOffice(t)
	o.loads(ledger.Account{Account: "5550001", Name: "Otto Berg", Balance: money.FromCents(40_00), CutOff: "2026-12-04", AutoPay: true, NoChecks: true, Language: "es"})
	s := o.sits(o.hasDrawer("ana", 100_00))
	s.show(s.home())
	s.write("5550001")
	s.press(fyne.KeyReturn)
	s.wantSays("CUT-OFF 12/04/2026", "ON AUTOPAY", "NO CHECKS", "drafted as well", "as of 11/19/2026")
	s.wantFits()
	s.press(fyne.KeyF3, fyne.KeyF7, fyne.KeyF9)
	if r := s.newest(); r.Payment.Language != "es" || r.Payment.Lines[0].Account != "5550001" {
		t.Errorf("%+v", r.Payment)
	}
}

func TestACheckOnANoChecksAccountIsApprovedAtTheScreen(t *testing.T) {
	o := newCounterOffice(t)
	o.loads(ledger.Account{Account: "5550001", Name: "Otto Berg", Balance: money.FromCents(40_00), NoChecks: true})
	s := o.sits(o.hasDrawer("ana", 100_00))
	s.show(s.home())
	s.write("5550001")
	s.press(fyne.KeyReturn, fyne.KeyF4)
	s.write("1041")
	s.press(fyne.KeyReturn, fyne.KeyF7, fyne.KeyF9, fyne.KeyF9)
	s.wantSays("marked “no checks”", "A supervisor decides")
	s.signsIn("ana", secretOf("ana"))
	s.wantSays("ask a supervisor")
	s.press(fyne.KeyEscape, fyne.KeyF9)
	s.signsIn("sue", secretOf("sue"))
	warnings := s.newest().Warnings
	if at := slices.IndexFunc(warnings, func(w ledger.Warning) bool { return w.Kind == ledger.NoChecks }); at < 0 || warnings[at].ApprovedBy != "sue" {
		t.Errorf("%+v", warnings)
	}
}

// set adds settings to the city's and starts again.
func (o *office) set(settings string) {
	o.Helper()
	folder := o.Folder()
	if err := o.Ledger.Close(); err != nil {
		o.Fatal(err)
	}
	text, err := os.ReadFile(folder.Settings())
	if err == nil {
		err = os.WriteFile(folder.Settings(), append(text, settings...), 0o600)
	}
	if err == nil {
		o.Ledger, err = ledger.Open(folder, clockAt(&o.now))
	}
	if err != nil {
		o.Fatal(err)
	}
}

func TestAStubIsSplitToFunds(t *testing.T) {
	o := newCounterOffice(t)
	o.set("\n[funds]\norder = [\"water\", \"trash\"]\n")
	s := o.sits(o.hasDrawer("ana", 100_00))
	s.show(s.home())
	s.write("5550001")
	s.press(fyne.KeyReturn, fyne.KeyUp)
	s.wantSays("Split to funds", "$40.00", "water", "trash")
	s.write("30.00")
	s.press(fyne.KeyReturn)
	s.write("9.00")
	s.press(fyne.KeyReturn)
	s.wantSays("add up to $39.00")
	s.write("10.00")
	s.press(fyne.KeyReturn)
	s.wantSays("water 30.00, trash 10.00")
	s.press(fyne.KeyF3, fyne.KeyF7, fyne.KeyF9)
	funds := s.newest().Payment.Lines[0].Funds
	if len(funds) != 2 || funds[0].Name != "water" || funds[0].Amount != money.FromCents(30_00) {
		t.Errorf("%+v", funds)
	}
}

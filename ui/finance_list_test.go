package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"counterfoil/assets/translations"
	"counterfoil/ledger/bundle"
	"counterfoil/ui/words"
)

func TestTheFormsOfAListAreChosenByWhatTheyMakeOfIt(t *testing.T) {
	o := twoDays(t)
	path := o.exports()
	list := o.writes("cash.csv", "receipt,account,amount,date\nC1-000001,1,1000,05/06/2026\nC1-000002,2,2000,05/07/2026\n")
	s := o.atFinance("4")
	s.reads(path, list)
	s.press(fyne.KeyReturn)
	s.wantSays("How are dates and amounts written?", "The dates of cash.csv can be MM/DD/YYYY or DD/MM/YYYY; say which.")
	s.press(fyne.KeyReturn)
	s.wantSays("How are dates and amounts written?") // it does not go on so
	s.write("4")
	s.wantFits()
	s.wantSays("2 of the first 2 rows do not fit:", "not a date")
	s.press(fyne.KeyReturn)
	s.wantSays("None of the first rows fits")
	s.write("3")
	s.wantSays("The first 2 rows as they are read:", "06/05/2026", "$1,000.00")
	s.press(fyne.KeyTab)
	s.write("4")
	s.wantSays("07/05/2026", "$20.00")
	s.press(fyne.KeyReturn)
	s.wantSays("not everything matches", "matched", "$30.00")
}

func TestAListOfAnotherBatchIsSaidBeforeItIsTaken(t *testing.T) {
	o := twoDays(t)
	path := o.exports()
	others := ""
	for _, id := range []string{"1", "2", "3"} {
		others += "0190f0a0-0000-7000-8000-00000000000" + id + ",accepted,,\n"
	}
	results := o.writes("results.csv", o.answers(path, "accepted,,B-77")+others)
	s := o.atFinance("2")
	takes := func() {
		s.reads(path, results)
		s.press(fyne.KeyReturn)
		s.wantSays("The list of another batch?", "3 rows are of others, 1 of this batch")
	}
	takes()
	s.press(fyne.KeyEscape)
	s.wantSays("accepted $0.00 in 0 stubs")
	takes()
	s.press(fyne.KeyReturn)
	s.wantSays("Accepted $10.00 in 1 stub", "3 rows were left out")
}

// drops drops files on the window.
func (s *seat) drops(paths ...string) {
	var files []fyne.URI
	for _, path := range paths {
		files = append(files, storage.NewFileURI(path))
	}
	s.dropped(fyne.Position{}, files)
}

func TestDroppingAFileInFinanceChoosesIt(t *testing.T) {
	o := twoDays(t)
	path := o.exports()
	results := o.writes("results.csv", o.answers(path, "accepted,,B-77"))
	s := o.atFinance("3")
	s.drops(path)
	s.wantSays("holds as far as this program can tell")
	s.press(fyne.KeyEscape)

	s.write("2")
	s.press(fyne.KeyReturn)
	s.drops(results, path)
	s.wantSays("How is the list written?")
	s.press(fyne.KeyReturn)
	s.wantSays("Accepted $10.00 in 1 stub")
	s.drops(results)
	s.wantSays("Take results: the bundle")
	s.drops(path) // on the question
	s.press(fyne.KeyReturn)
	s.wantSays("How is the list written?")
	s.press(fyne.KeyReturn)
	s.wantSays("1 answer was known before.")
	s.press(fyne.KeyEscape)

	s.write("5")
	s.press(fyne.KeyReturn)
	s.drops(path, o.writes("counterfoil_C2_2026-11-23_2026-11-23_b0001.zip", "not a bundle"))
	s.wantSays("2 bundles to merge.")
}

func TestAnExportTakesAKeyBesideTheCitys(t *testing.T) {
	o := twoDays(t)
	desk := o.finance()
	recipient, err := desk.MakeKey("")
	if err != nil {
		t.Fatal(err)
	}
	s := o.atFinance("1")
	stick := t.TempDir()
	s.press(fyne.KeyF9)
	s.write(stick)
	s.press(fyne.KeyTab)
	s.write("age1nobody")
	s.press(fyne.KeyReturn)
	s.wantSays("is not a public key of age")
	if _, err := o.Batch(1); err == nil {
		t.Fatal("a batch is recorded though its key is wrong")
	}
	s.drops(o.writes("finance.pub", "# of finance\n"+recipient+"\n"))
	s.press(fyne.KeyReturn)
	const name = "counterfoil_C1_2026-11-23_2026-11-24_b0001.zip.age"
	s.wantSays("Saved as " + filepath.Join(stick, name))
	written, err := bundle.Open(filepath.Join(stick, name), desk)
	if err != nil {
		t.Fatal(err)
	}
	defer written.Close()
	if m, err := written.Manifest(); err != nil || m.Batch != 1 {
		t.Errorf("%+v, %v", m, err)
	}
	if _, err := os.Stat(filepath.Join(stick, "counterfoil_C1_2026-11-23_2026-11-24_b0001.zip")); err == nil {
		t.Error("the bundle lies there in clear text, too")
	}
}

func TestEveryPageRemembersTheBatchesItSaw(t *testing.T) {
	o := twoDays(t)
	first := o.exports()
	results := func(path string) string { return o.writes("results.csv", o.answers(path, "accepted,,B-77")) }
	o.takes(o.is("ana"), paidInCash("5", "Later", 5_00))
	second := o.exports()
	s, desk := o.atDesk()
	if err := desk.finance.Begin(); err != nil {
		t.Fatal(err)
	}
	page := func(digit string) {
		s.write(digit)
		s.press(fyne.KeyReturn)
	}
	page("1")
	s.reads(second, results(second))
	s.press(fyne.KeyReturn)
	s.wantSays("LOOK: MISSING: batch 1 of station C1 was never seen here")
	s.press(fyne.KeyEscape)

	page("4")
	s.press(fyne.KeyF3)
	s.picks(first)
	s.press(fyne.KeyF9, fyne.KeyReturn, fyne.KeyReturn) // to the folder of the bundle
	s.wantSays("LOOK: The set ends with batch 1 of station C1; batches up to 2 were seen here.")
	if known, err := desk.finance.Station("C1"); err != nil || len(known.Batches) != 2 {
		t.Errorf("%+v, %v", known, err)
	}
}

func TestWhatChecksFindIsSaidInSpanish(t *testing.T) {
	speaks(t, translations.Spanish)
	o := twoDays(t)
	path := o.exports()
	s := o.sits(o.is("fay"))
	s.backOffice().goTo(newVerifyPage)
	s.drops(path)
	s.wantSays("MIRE", "Comprobación", "manifiesto", "Nadie registró una clave para la estación C1")
	for _, f := range s.screen.(*verifyPage).checked.findings {
		if said := words.Say(f.Said); said == f.Detail && strings.Contains(said, " ") && f.Name != "signature" {
			t.Errorf("%s stays English: %s", f.Name, said)
		}
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)/2] ^= 1
	broken := o.writes(filepath.Base(path), string(content))
	s.drops(broken)
	s.wantSays("FALLA", "fue cambiado: tiene", "No cargue nada")

	s.backOffice().goTo(newMergePage)
	s.drops(path, broken)
	s.press(fyne.KeyF9)
	s.write(t.TempDir())
	s.press(fyne.KeyReturn, fyne.KeyReturn)
	s.wantSays("Apartado", "una comprobación falló: archivos: ", "1 apartado")
}

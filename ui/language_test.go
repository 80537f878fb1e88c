package ui

import (
	"fmt"
	"os"
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/assets/translations"
	"counterfoil/ledger"
)

// speaksTo chooses somebody's language.
func (o *office) speaksTo(name, language string) {
	o.Helper()
	if err := o.SetLanguage(o.is("zoe"), name, language); err != nil {
		o.Fatal(err)
	}
}

// speaksInCity chooses the language of the city, and starts again.
func (o *office) speaksInCity(language string) {
	o.Helper()
	folder := o.Folder()
	if err := o.Ledger.Close(); err != nil {
		o.Fatal(err)
	}
	text, err := os.ReadFile(folder.Settings())
	if err == nil {
		err = os.WriteFile(folder.Settings(), fmt.Appendf(nil, "language = %q\n%s", language, text), 0o600)
	}
	if err == nil {
		o.Ledger, err = ledger.Open(folder, clockAt(&o.now))
	}
	if err != nil {
		o.Fatal(err)
	}
}

func TestTheSignInChangesItsLanguageByAKey(t *testing.T) {
	speaks(t, translations.English)
	s := newOffice(t).sits(ledger.Session{})
	s.wantSays("Sign in", "Who works here", "Español")
	s.press(fyne.KeyF2)
	s.wantSays("Iniciar sesión", "Quién trabaja aquí", "English")
	s.press(fyne.KeyF2)
	s.wantSays("Sign in", "Who works here", "Español")
}

func TestTheCityAndEachPersonHaveALanguage(t *testing.T) {
	speaks(t, translations.English)
	o := newOffice(t)
	o.speaksInCity("es")
	o.speaksTo("ben", "en")
	s := o.sits(ledger.Session{})
	s.wantSays("Quién trabaja aquí")
	s.begin(o.hasDrawer("ana", 100_00)) // who chose none
	s.wantSays("Talón: escanéelo")
	s.lock()
	s.begin(o.hasDrawer("ben", 100_00))
	s.wantSays("Stub: scan it")
	s.lock()
	s.wantSays("Quién trabaja aquí")
}

func TestAnotherLanguageKeepsWhatIsKeyedIn(t *testing.T) {
	speaks(t, translations.English)
	s := atIntake(t)
	s.begin(s.session)
	s.scans("1023233234")
	s.press(fyne.KeyF3)
	s.write("300")
	s.wantSays("TOTAL DUE", "$224.24")
	ana := s.session
	s.lock()
	s.speaksTo("ana", "es")
	s.begin(ana)
	s.wantSays("TOTAL A PAGAR", "$224.24", "CAMBIO", "75.76")
	s.press(fyne.KeyF7, fyne.KeyF9)
	if receipt := s.newest(); receipt.Total.Cents() != 224_24 || receipt.Change.Cents() != 75_76 {
		t.Errorf("recorded %v with change %v", receipt.Total, receipt.Change)
	}
}

func TestAnAdministratorChoosesTheLanguageOfAPerson(t *testing.T) {
	s := atPeople(t)
	s.press(fyne.KeyF8)
	s.wantSays("Language of")
	s.write("2")
	s.press(fyne.KeyReturn)
	_, first := s.screen.(*people).list.Selected()
	if got := s.member(first.Name).Language; got != "es" {
		t.Errorf("%s has the language %q", first.Name, got)
	}
	s.wantSays("Español")
}

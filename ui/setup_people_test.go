package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
)

// atPeople is the list of people, for the administrator.
func atPeople(t *testing.T) *seat {
	o := newOffice(t)
	s := o.sits(o.is("zoe"))
	s.show(newPeople(s.counter))
	s.wantFits()
	return s
}

func (s *seat) member(name string) ledger.Member {
	s.Helper()
	people, err := s.People()
	if err != nil {
		s.Fatal(err)
	}
	for _, m := range people {
		if m.Name == name {
			return m
		}
	}
	s.Fatalf("%s is not on the list", name)
	return ledger.Member{}
}

func TestAPersonIsAddedAndSignsInWithASecretOfTheirOwn(t *testing.T) {
	s := atPeople(t)
	s.press(fyne.KeyF3)
	s.write("Ana")
	s.press(fyne.KeyReturn)
	s.write("1")
	s.press(fyne.KeyReturn)
	s.wantSays("Ana is on the list already")
	s.write("eve")
	s.press(fyne.KeyReturn)
	s.wantSays("Made secret", "eve (clerk)", "shown once")
	s.keysIn("1")
	s.wantSays("eve", "has a temporary secret")
	s.press(fyne.KeyF3)
	s.write("Max")
	s.press(fyne.KeyReturn)
	s.keysIn("2", "1")
	if !s.member("eve").Temporary {
		t.Error("the made secret is not temporary")
	}

	reset, err := s.Ledger().ResetSecret(s.session, "eve", "")
	if err != nil {
		t.Fatal(err)
	}
	s.press(fyne.KeyF12)
	s.signsIn("eve", reset.Secret)
	s.wantSays("eve, choose your own secret")
	s.write("123456")
	s.press(fyne.KeyReturn)
	s.write("123456")
	s.press(fyne.KeyReturn)
	s.wantSays("first that anybody would try")
	s.write("271828")
	s.press(fyne.KeyReturn)
	s.wantSays("It is not the same")
	s.write("271828")
	s.press(fyne.KeyReturn)
	s.wantSays("Open your drawer")
	if m := s.member("eve"); m.Temporary || s.session.Name() != "eve" {
		t.Errorf("%+v, signed in: %q", m, s.session.Name())
	}
}

func TestARoleIsChangedAPersonDisabledAndEnabledWithReasons(t *testing.T) {
	s := atPeople(t)
	s.press(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown) // sue, after ana, ben, fay
	s.press(fyne.KeyF4)
	s.wantSays("Role of sue")
	s.write("3")
	s.press(fyne.KeyReturn)
	s.write("moved")
	s.press(fyne.KeyReturn)
	s.wantSays("finance, was supervisor: moved", "There is one supervisor")
	s.press(fyne.KeyF7)
	s.write("left the city")
	s.press(fyne.KeyReturn)
	s.wantSays("disabled: left the city", "(Disable)")
	if !s.member("sue").Disabled {
		t.Error("sue is not disabled")
	}
	s.press(fyne.KeyF9)
	s.write("is back")
	s.press(fyne.KeyReturn)
	s.wantSays("enabled: is back", "(Enable)")
	s.press(fyne.KeyEscape)
	s.wantSays("What it is for")
}

func TestALockIsLifted(t *testing.T) {
	s := atPeople(t)
	for range 5 {
		s.SignIn("ana", "a wrong secret", ledger.ToWork)
	}
	s.show(newPeople(s.counter))
	s.wantSays("locked until")
	s.press(fyne.KeyF10, fyne.KeyReturn)
	s.wantSays("lock lifted", "locked after 5 wrong secrets")
	s.is("ana")
}

func TestTheLastAdministratorIsToldToAddAnother(t *testing.T) {
	s := atPeople(t)
	s.press(fyne.KeyEnd, fyne.KeyF7)
	s.wantSays("Disable zoe?")
	s.write("tired")
	s.press(fyne.KeyReturn)
	s.wantSays("Zoe is the last administrator who can sign in; add another first.")
}

func TestWhoChangesThemselvesSignsInAgain(t *testing.T) {
	s := atPeople(t)
	s.press(fyne.KeyEnd, fyne.KeyF6)
	s.wantSays("New secret of zoe", "nobody knows it but who signs in with it")
	s.press(fyne.KeyReturn)
	s.wantSays("Made secret", "zoe (administrator)")
	s.keysIn("1")
	s.wantSays("Sign in", "Who works here")
	if !s.member("zoe").Temporary {
		t.Error("zoe's made secret is for good")
	}
}

func TestAnybodyChoosesAnotherSecretAtSignIn(t *testing.T) {
	o := newOffice(t)
	s := o.sits(ledger.Session{})
	s.press(fyne.KeyF3)
	for _, text := range []string{"ana", secretOf("ana"), "314159", "314159"} {
		s.write(text)
		s.press(fyne.KeyReturn)
	}
	s.wantSays("Open your drawer")
	if _, err := o.SignIn("ana", "314159", ledger.ToWork); err != nil {
		t.Error(err)
	}
}

func TestDisabledPeopleAreNotOfferedAtSignIn(t *testing.T) {
	o := newOffice(t)
	if err := o.Disable(o.is("zoe"), "ben", "left"); err != nil {
		t.Fatal(err)
	}
	s := o.sits(ledger.Session{})
	s.wantSays("ana")
	s.wantSilent("ben")
	s.signsIn("ben", secretOf("ben"))
	s.wantSays("The name or the secret is not right")
}

func TestAnotherClerkSignsInWhileTheFirstIsLockedAndEachKeepsTheirPayment(t *testing.T) {
	s := atIntake(t)
	s.hasDrawer("ben", 0)
	s.write("1023233234")
	s.press(fyne.KeyF12)
	s.signsIn("ben", secretOf("ben"))
	s.wantSilent("1023233234")
	s.write("5550001")
	s.press(fyne.KeyF12)
	s.signsIn("ana", secretOf("ana"))
	s.wantSays("1023233234")
	s.wantSilent("5550001")
	s.press(fyne.KeyF12)
	s.signsIn("ben", secretOf("ben"))
	s.wantSays("5550001")
}

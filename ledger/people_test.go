package ledger_test

import (
	"strings"
	"testing"
	"time"

	"counterfoil/ledger"
)

// ada is the administrator.
func (c *counter) ada() ledger.Session {
	c.Helper()
	return c.is("ada", "ada has a long secret")
}

func (c *counter) is(name, secret string) ledger.Session {
	c.Helper()
	session, err := c.SignIn(name, secret, ledger.ToWork)
	if err != nil {
		c.Fatal(err)
	}
	return session
}

func (c *counter) member(name string) ledger.Member {
	c.Helper()
	people, err := c.People()
	if err != nil {
		c.Fatal(err)
	}
	for _, m := range people {
		if m.Name == name {
			return m
		}
	}
	c.Fatalf("%s is not on the list", name)
	return ledger.Member{}
}

func TestOnlyAdministratorsChangeTheListOfPeople(t *testing.T) {
	c := mustCreate(t)
	for name, act := range map[string]func(by ledger.Session) error{
		"add": func(by ledger.Session) error {
			_, err := c.AddPerson(by, ledger.Person{Name: "eve", Role: ledger.Clerk}, "271828")
			return err
		},
		"role": func(by ledger.Session) error {
			_, err := c.ChangeRole(by, "ben", ledger.Finance, "", "moved")
			return err
		},
		"disable": func(by ledger.Session) error { return c.Disable(by, "tom", "left") },
		"enable":  func(by ledger.Session) error { return c.Enable(by, "tom", "is back") },
		"reset": func(by ledger.Session) error {
			_, err := c.ResetSecret(by, "fay", "")
			return err
		},
		"lift": func(by ledger.Session) error { return c.LiftLock(by, "fay") },
	} {
		for _, by := range []ledger.Session{c.ana, c.sue, c.fay, {}, ledger.Console} {
			wantCode(t, act(by), ledger.NotAllowed)
		}
		if name == "lift" {
			wantCode(t, act(c.ada()), ledger.Conflict)
		}
	}
	c.mustVerify()
}

func TestAPersonIsAddedAndChoosesTheirOwnSecret(t *testing.T) {
	c := mustCreate(t)
	added, err := c.AddPerson(c.ada(), ledger.Person{Name: "Eve Long", Role: ledger.Clerk}, "")
	if err != nil || !added.Temporary || len(added.Secret) != 8 {
		t.Fatalf("%+v, %v", added, err)
	}
	eve := c.is("eve long", added.Secret)
	if !eve.Temporary() {
		t.Error("the made secret is not temporary")
	}
	_, err = c.OpenDrawer(eve, cents(0))
	wantCode(t, err, ledger.NotAllowed)

	_, err = c.ChangeSecret(eve, "not the old one", "314159")
	wantCode(t, err, ledger.NotAllowed)
	_, err = c.ChangeSecret(eve, added.Secret, added.Secret)
	wantCode(t, err, ledger.Invalid)
	own, err := c.ChangeSecret(eve, added.Secret, "314159")
	if err != nil {
		t.Fatal(err)
	}
	if !eve.Ended() {
		t.Error("the session with the temporary secret goes on")
	}
	if _, err := c.OpenDrawer(own, cents(0)); err != nil {
		t.Error(err)
	}
	_, err = c.SignIn("Eve Long", added.Secret, ledger.ToWork)
	wantCode(t, err, ledger.NotAllowed)
	if m := c.member("Eve Long"); m.Temporary || m.LastSignIn.IsZero() {
		t.Errorf("%+v", m)
	}
	c.mustVerify()
}

func TestNamesAreUsedOnce(t *testing.T) {
	c := mustCreate(t)
	ada := c.ada()
	if err := c.Disable(ada, "tom", "left"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"ana", "ANA", "Tom", "", " ana ", "a\nb", strings.Repeat("n", 41)} {
		_, err := c.AddPerson(ada, ledger.Person{Name: name, Role: ledger.Clerk}, "")
		if ledger.CodeOf(err) != ledger.Invalid || ledger.FieldOf(err) != "name" {
			t.Errorf("%q: %v", name, err)
		}
	}
	_, err := c.AddPerson(ada, ledger.Person{Name: "eve", Role: "boss"}, "")
	if ledger.FieldOf(err) != "role" {
		t.Error(err)
	}
}

func TestSecretsThatAreGuessedFirstAreRefused(t *testing.T) {
	for secret, ok := range map[string]bool{
		"271828": true, "804623": true, "012234": true, "28061974": true, "a1b2c3d4": true,
		"27182": false, "123456": false, "654321": false, "000000": false, "890123": false,
		"121212": false, "123123": false, "12341234": false, "maria": false, "maria1": false,
	} {
		if err := ledger.CheckSecret(ledger.Person{Name: "maria", Role: ledger.Clerk}, secret); ok != (err == nil) {
			t.Errorf("PIN %s: %v", secret, err)
		}
	}
	for secret, ok := range map[string]bool{
		"lamp-by-the-river": true, "maria counts 17 geese": true, "password for geese": true,
		"lamp-river": false, "passwordpassword": false, "Password1234!": false, "qwertyuiop12": false,
		"Maria Password 9": false, "aaaaaaaaaaaaaa": false, "abcabcabcabc": false, "administrator1": false,
		strings.Repeat("long and ", 40): false,
	} {
		if err := ledger.CheckSecret(ledger.Person{Name: "maria", Role: ledger.Supervisor}, secret); ok != (err == nil) {
			t.Errorf("passphrase %s: %v", secret, err)
		}
	}
}

func TestTheRightsOfARunningSessionEndWithTheChange(t *testing.T) {
	for name, change := range map[string]func(c *counter, ada ledger.Session) error{
		"disabled": func(c *counter, ada ledger.Session) error { return c.Disable(ada, "sue", "left") },
		"demoted": func(c *counter, ada ledger.Session) error {
			_, err := c.ChangeRole(ada, "sue", ledger.Clerk, "", "moved")
			return err
		},
		"reset": func(c *counter, ada ledger.Session) error {
			_, err := c.ResetSecret(ada, "sue", "another long one")
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := mustOpen(t)
			closing, err := c.CloseDrawer(c.ana, ledger.Count{})
			if err != nil {
				t.Fatal(err)
			}
			if err := change(c, c.ada()); err != nil {
				t.Fatal(err)
			}
			_, err = c.ApproveClosing(c.sue, closing.Number)
			wantCode(t, err, ledger.NotAllowed)
			_, err = c.OpenDrawer(c.sue, cents(0))
			wantCode(t, err, ledger.NotAllowed)
			if _, err := c.OpenDrawer(c.tom, cents(0)); err != nil {
				t.Error("another's session ended too:", err)
			}
			c.mustVerify()
		})
	}
}

func TestADisabledPersonIsRefusedLikeAnUnknownOneAndStaysListed(t *testing.T) {
	c := mustCreate(t)
	ada := c.ada()
	if err := c.Disable(ada, "sue", "left the city"); err != nil {
		t.Fatal(err)
	}
	_, disabled := c.SignIn("sue", "sue has a long secret", ledger.ToWork)
	_, unknown := c.SignIn("nobody", "sue has a long secret", ledger.ToWork)
	if disabled == nil || unknown == nil || disabled.Error() != unknown.Error() {
		t.Errorf("%v / %v", disabled, unknown)
	}
	if !c.member("sue").Disabled {
		t.Error("she is not listed as disabled")
	}
	wantCode(t, c.Disable(ada, "sue", "again"), ledger.Conflict)
	wantCode(t, c.Enable(ada, "sue", " "), ledger.Invalid)
	if err := c.Enable(ada, "sue", "is back"); err != nil {
		t.Fatal(err)
	}
	c.is("sue", "sue has a long secret")
	history, err := c.History("sue")
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, h := range history {
		told = append(told, h.By+": "+h.What.String())
	}
	want := "ada: enabled: is back\nada: disabled: left the city\nset-up: added as supervisor"
	if got := strings.Join(told, "\n"); got != want {
		t.Errorf("told %q, want %q", got, want)
	}
	c.mustVerify()
}

func TestTheLastAdministratorStaysOne(t *testing.T) {
	c := mustCreate(t)
	ada := c.ada()
	wantCode(t, c.Disable(ada, "ada", "tired"), ledger.NotAllowed)
	_, err := c.ChangeRole(ada, "ada", ledger.Finance, "", "moved")
	wantCode(t, err, ledger.NotAllowed)
	if _, err := c.AddPerson(ada, ledger.Person{Name: "eve", Role: ledger.Administrator}, "geese over the river"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ChangeRole(ada, "ada", ledger.Finance, "", "moved"); err != nil {
		t.Fatal(err)
	}
	eve := c.is("eve", "geese over the river")
	wantCode(t, c.Disable(eve, "eve", "tired"), ledger.NotAllowed)
	c.mustVerify()
}

func TestAClerkWhoRisesNeedsAPassphrase(t *testing.T) {
	c := mustCreate(t)
	ada := c.ada()
	_, err := c.ChangeRole(ada, "ben", ledger.Supervisor, "271828", "promoted")
	wantCode(t, err, ledger.Invalid)
	risen, err := c.ChangeRole(ada, "ben", ledger.Supervisor, "", "promoted")
	if err != nil || !risen.Temporary || len(risen.Secret) < 12 {
		t.Fatalf("%+v, %v", risen, err)
	}
	if ben := c.is("ben", risen.Secret); ben.Role() != ledger.Supervisor || !ben.Temporary() {
		t.Errorf("%+v", ben)
	}
	same, err := c.ChangeRole(ada, "tom", ledger.Finance, "", "moved")
	if err != nil || same.Secret != "" {
		t.Errorf("%+v, %v", same, err)
	}
	c.is("tom", "tom has a long secret")
	_, err = c.ChangeRole(ada, "tom", ledger.Finance, "", "moved")
	wantCode(t, err, ledger.Conflict)
	c.mustVerify()
}

func TestAnAdministratorLiftsALock(t *testing.T) {
	c := mustCreate(t)
	for range 5 {
		_, err := c.SignIn("sue", "a wrong secret", ledger.ToWork)
		wantCode(t, err, ledger.NotAllowed)
	}
	if until := c.member("sue").LockedUntil; !until.Equal(c.now.Add(time.Minute)) {
		t.Errorf("locked until %v", until)
	}
	if err := c.LiftLock(c.ada(), "sue"); err != nil {
		t.Fatal(err)
	}
	c.is("sue", "sue has a long secret")
	c.mustVerify()
}

func TestTheFirstAdministratorIsAddedByASupervisor(t *testing.T) {
	settings := strings.Replace(testCity, `, {name = "ada", role = "administrator"}`, "", 1)
	folder := ledger.Folder(t.TempDir() + "/data")
	if _, err := ledger.Create(folder, []byte(settings), "down", secretOf); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	sue, err := l.SignIn("sue", "sue has a long secret", ledger.ToWork)
	if err != nil {
		t.Fatal(err)
	}
	_, err = l.AddPerson(sue, ledger.Person{Name: "eve", Role: ledger.Clerk}, "")
	wantCode(t, err, ledger.NotAllowed)
	if _, err = l.AddPerson(sue, ledger.Person{Name: "ada", Role: ledger.Administrator}, ""); err != nil {
		t.Fatal(err)
	}
	_, err = l.AddPerson(sue, ledger.Person{Name: "eve", Role: ledger.Administrator}, "")
	wantCode(t, err, ledger.NotAllowed)
}

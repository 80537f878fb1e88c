package ledger_test

import (
	"testing"
	"time"

	"counterfoil/ledger"
)

func TestFiveWrongSecretsLockForAGrowingTimeAcrossRestarts(t *testing.T) {
	c := mustCreate(t)
	const right = "sue has a long secret"
	for range 5 {
		_, err := c.SignIn("sue", "a wrong secret", ledger.ToWork)
		wantCode(t, err, ledger.NotAllowed)
	}
	locked := func() bool {
		_, err := c.SignIn("sue", right, ledger.ToWork)
		return ledger.CodeOf(err) == ledger.NotAllowed
	}
	if !locked() {
		t.Fatal("five wrong secrets do not lock")
	}
	c.reopen()
	if !locked() {
		t.Fatal("a restart unlocks")
	}
	c.now = c.now.Add(61 * time.Second)
	if _, err := c.SignIn("sue", "a wrong secret", ledger.ToWork); ledger.CodeOf(err) != ledger.NotAllowed {
		t.Fatal(err)
	}
	c.now = c.now.Add(61 * time.Second)
	if !locked() {
		t.Fatal("the sixth wrong secret does not lock for longer")
	}
	c.now = c.now.Add(60 * time.Second)
	if locked() {
		t.Fatal("it never unlocks")
	}
	if _, err := c.SignIn("sue", "a wrong secret", ledger.ToWork); ledger.CodeOf(err) != ledger.NotAllowed || locked() {
		t.Fatal("the right secret does not forgive the earlier failures")
	}
}

func TestNamesAreFoundInAnyCaseAndUnknownOnesGiveNothingAway(t *testing.T) {
	c := mustCreate(t)
	session, err := c.SignIn("ANA", "ana has a long secret", ledger.ToWork)
	if err != nil || session.Name() != "ana" || session.Role() != ledger.Clerk {
		t.Fatalf("%+v, %v", session, err)
	}
	_, unknown := c.SignIn("nobody", "a wrong secret", ledger.ToWork)
	_, wrong := c.SignIn("ana", "a wrong secret", ledger.ToWork)
	if unknown == nil || wrong == nil || unknown.Error() != wrong.Error() {
		t.Fatalf("%v / %v", unknown, wrong)
	}
}

func TestMadeSecretsAreDifferentAndLongEnough(t *testing.T) {
	seen := map[string]bool{}
	for _, role := range []ledger.Role{ledger.Clerk, ledger.Supervisor, ledger.Clerk, ledger.Supervisor} {
		secret, err := ledger.MakeSecret(ledger.Listed{Role: role})
		if err != nil || seen[secret] || role == ledger.Clerk && len(secret) != 8 || role != ledger.Clerk && len(secret) != 23 {
			t.Errorf("a %s gets %q, %v", role, secret, err)
		}
		seen[secret] = true
	}
}

package ui

import (
	"strings"
	"testing"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// busyOffice has four receipts of ana: 1 cash, 2 by check, 3 of two stubs with
// change and a warning, 4 void.
func busyOffice(t *testing.T) (*office, ledger.Session) {
	o := newOffice(t)
	ana := o.hasDrawer("ana", 100_00)
	o.takes(ana, paidInCash("1023233234", "Mary Ames", 224_24))
	o.takes(ana, paidByCheck("2000000001", "Bo Li", 51_00, "1041"))
	two := paidInCash("3000000001", "Ames & Sons", 30_00)
	two.Lines = append(two.Lines, ledger.Line{Account: "3000000002", Amount: money.FromCents(5_00)})
	two.Tenders[0].Amount = money.FromCents(40_00)
	two.Copy, two.Reasons = ledger.NoCopy, map[ledger.WarningKind]string{ledger.CopyMissing: "left at home"}
	o.takes(ana, two)
	unnamed := paidInCash("4000000001", "", 9_99)
	unnamed.Reasons = map[ledger.WarningKind]string{ledger.PayorMissing: "would not say"}
	o.takes(ana, unnamed)
	if _, err := o.Void(ana, o.is("sue"), "C1-000004", "Wrong account"); err != nil {
		t.Fatal(err)
	}
	return o, ana
}

func TestFindTellsReceiptsByWhatACustomerCanSay(t *testing.T) {
	o, _ := busyOffice(t)
	s := search{ledger: o.Ledger}
	for _, c := range []struct{ text, want, summary string }{
		{"", "[4 3 2 1]", "4 receipts"},
		{"  ", "[4 3 2 1]", "4 receipts"},
		{"C1-000002", "[2]", "1 receipt"},
		{"3", "[3]", "1 receipt"},
		{"10232", "[1]", "1 receipt"},
		{"3000000002", "[3]", "1 receipt"},
		{"ames", "[3 1]", "2 receipts"},
		{"224.24", "[1]", "1 receipt"},
		{"35.00", "[3]", "1 receipt"},
		{"1041", "[2]", "1 receipt"},
		{"nobody", "[]", "No receipt has the number, account, name, amount or check number “nobody”."},
	} {
		if err := s.find(c.text); err != nil {
			t.Fatal(err)
		}
		found, err := s.page(0, 10)
		if err != nil {
			t.Fatal(err)
		}
		if got := numbers(found); got != c.want || s.summary() != c.summary {
			t.Errorf("%q finds %s, %q; want %s, %q", c.text, got, s.summary(), c.want, c.summary)
		}
		if (s.receipt == nil) != (len(found) == 0) || s.receipt != nil && s.receipt.Number != found[0].Receipt {
			t.Errorf("%q looks at %v", c.text, s.receipt)
		}
	}
}

func TestRemarksSayWhatThePaperDoesNot(t *testing.T) {
	o, ana := busyOffice(t)
	for range 2 {
		if _, err := o.GiveOut(ana, "2"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := o.Export(o.is("fay"), "", ""); err != nil {
		t.Fatal(err)
	}
	o.takes(ana, paidInCash("5000000001", "Late Comer", 7_77))
	if _, err := o.GiveOut(ana, "5"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		number string
		want   []string
	}{
		{"1", []string{"Not given out yet: the next print is the original.", "Exported in batch 1."}},
		{"2", []string{"Given out 2 times: the next print says DUPLICATE 2.", "Exported in batch 1."}},
		{"3", []string{"Not given out yet: the next print is the original.", "Exported in batch 1.",
			"Warning: no copy of the bill was received. Reason given: left at home"}},
		{"4", []string{"VOID by ana, approved by sue, 11/23/2026 3:04 PM: Wrong account",
			"Not given out yet: the next print is the original.", "Exported in batch 1.",
			"Warning: the receipt does not say who pays. Reason given: would not say"}},
		{"5", []string{"Given out once: the next print says DUPLICATE 1.", "Not exported yet."}},
	} {
		s := search{ledger: o.Ledger}
		if err := s.find(c.number); err != nil {
			t.Fatal(err)
		}
		if got := s.remarks(""); strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("of %s it remarks\n%s, want\n%s", c.number, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
	if s := (search{}); s.remarks("") != nil || s.standing() {
		t.Error("it remarks on nothing")
	}
}

func TestAVoidIsRefusedInWords(t *testing.T) {
	o, ana := busyOffice(t)
	sue := o.hasDrawer("sue", 0)
	o.takes(sue, paidInCash("6000000001", "Of Sue", 2_00))
	ben := o.hasDrawer("ben", 0)
	o.takes(ben, paidInCash("7000000001", "Of Ben", 2_00))
	o.closes(ben, ledger.Count{})
	for _, c := range []struct {
		name, number, approver, want string
	}{
		{"by the clerk alone", "1", "ana", "ana is a clerk and may not approve a void; ask a supervisor"},
		{"by another clerk", "1", "ben", "ben is a clerk and may not approve a void; ask a supervisor"},
		{"by who took it", "5", "sue", "sue cannot approve a void of their own; ask another supervisor"},
		{"void already", "4", "tom", "receipt C1-000004 is void already"},
		{"counted already", "6", "tom", "the drawer of receipt C1-000006 is counted"},
	} {
		s := search{ledger: o.Ledger}
		if err := s.find(c.number); err != nil {
			t.Fatal(err)
		}
		was := s.standing()
		err := s.void(ana, o.is(c.approver), "Wrong account")
		if err == nil || !strings.Contains(err.Error(), c.want) || s.standing() != was {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	s := search{ledger: o.Ledger}
	if err := s.find("1"); err != nil {
		t.Fatal(err)
	}
	if err := s.void(ana, o.is("tom"), "Wrong amount"); err != nil || s.standing() || s.receipt.Void.Reason != "Wrong amount" {
		t.Errorf("%v: %+v", err, s.receipt.Void)
	}
}

func TestTheReceiptLookedAtStaysWhenTheSearchIsDoneAgain(t *testing.T) {
	o, ana := busyOffice(t)
	s := search{ledger: o.Ledger}
	if err := s.find("ames"); err != nil {
		t.Fatal(err)
	}
	second, err := s.page(1, 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.look(second[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := o.GiveOut(ana, "1"); err != nil {
		t.Fatal(err)
	}
	if err := s.again(); err != nil || s.receipt.Number != "C1-000001" || s.receipt.Prints != 1 || s.place() != 1 {
		t.Errorf("%v: it looks at %s, given out %d times, at place %d", err, s.receipt.Number, s.receipt.Prints, s.place())
	}
}

func TestWhatIsHandedBackForAVoid(t *testing.T) {
	cents := money.FromCents
	mixed := ledger.Receipt{Clerk: "ben", Change: cents(1_50), Payment: ledger.Payment{Tenders: []ledger.Tender{
		{Kind: ledger.Card, Amount: cents(10_00)}, {Kind: ledger.Cash, Amount: cents(20_00)},
		{Kind: ledger.Check, Amount: cents(5_00), Number: "77"}, {Kind: ledger.Cash, Amount: cents(1_00)},
	}}}
	if got, want := handBack(mixed), "$19.50 in cash from the drawer of ben, $10.00 on the card terminal, check 77"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	mixed.Payment.Tenders = mixed.Payment.Tenders[2:3]
	mixed.Change = money.Amount{}
	if got := handBack(mixed); got != "check 77" {
		t.Errorf("got %q", got)
	}
}

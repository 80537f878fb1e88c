package roster_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ledger/roster"
)

func file(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func survey(t testing.TB, path string) (*roster.File, *roster.Survey) {
	t.Helper()
	f, err := roster.Open(context.Background(), path, t.TempDir(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	s, err := roster.Take(context.Background(), f, nil)
	if err != nil {
		t.Fatal(err)
	}
	return f, s
}

// read reads a file as it is guessed.
func read(t testing.TB, path string) (accounts []ledger.Account, bad []string) {
	t.Helper()
	_, s := survey(t, path)
	p := s.Guess()
	if err := s.Ready(p); err != nil {
		t.Fatal(err)
	}
	return readBy(t, s, p)
}

func readBy(t testing.TB, s *roster.Survey, p roster.Plan) (accounts []ledger.Account, bad []string) {
	t.Helper()
	for a, err := range s.Accounts(context.Background(), p, nil) {
		if row, isBad := errors.AsType[*ledger.BadRow](err); isBad {
			bad = append(bad, row.Error())
		} else if err != nil {
			t.Fatal(err)
		} else {
			accounts = append(accounts, a)
		}
	}
	return accounts, bad
}

func cents(n int64) money.Amount { return money.FromCents(n) }

func TestEveryFieldIsFoundByTheNamesBillingSystemsGive(t *testing.T) {
	want := ledger.Account{
		Account: "0010", Customer: "C1", Name: "A", Address: "1 Main St", Balance: cents(5), Bill: "B7", BillDate: "2026-11-13", Due: "2026-11-30",
		CutOff: "2026-12-14", AutoPay: true, NoChecks: true, Language: "es",
	}
	for _, header := range []string{
		"Acct #,Customer No,Name,Svc Addr,Balance,Bill No,Bill Date,Due Date,Cut-Off Date,ACH,Cash Only,Language",
		"ACCOUNT_NUMBER,CUST_ID,CUSTOMER_NAME,SERVICE_ADDRESS,CURRENT_BALANCE,INVOICE_NO,STATEMENT_DATE,DUE,DISCONNECT_DATE,BANK_DRAFT,NSF,LANG",
		"Account,Customer,Account Name,Service Location,Amount Due,Bill,Billing Date,Payment Due,Shutoff,AutoPay,No Checks,Preferred Language",
	} {
		accounts, bad := read(t, file(t, "a.csv", header+"\n0010,C1,A,1 Main St,0.05,B7,11/13/2026,11/30/2026,12/14/2026,Y,X,Spanish\n"))
		if len(bad) > 0 || len(accounts) != 1 || accounts[0] != want {
			t.Errorf("%s: %+v, %v", header, accounts, bad)
		}
	}
}

func TestHowFilesAreWritten(t *testing.T) {
	utf16le := "\xff\xfe"
	for _, unit := range utf16.Encode([]rune("Acct\tName\n007\tJosé\n")) {
		utf16le += string([]byte{byte(unit), byte(unit >> 8)})
	}
	want := ledger.Account{Account: "007", Name: "José"}
	for name, c := range map[string]struct{ content, encoding, delimiter string }{
		"comma":              {"Acct,Name\n007,José\n", "UTF-8", "comma"},
		"semicolon":          {"Acct;Name\n007;José\n", "UTF-8", "semicolon"},
		"tab":                {"Acct\tName\n007\tJosé\n", "UTF-8", "tab"},
		"vertical bar":       {"Acct|Name\n007|José\n", "UTF-8", "vertical bar"},
		"byte order mark":    {"\xef\xbb\xbfAcct,Name\n007,José\n", "UTF-8", "comma"},
		"Windows-1252":       {"Acct,Name\r\n007,Jos\xe9\r\n", "Windows-1252", "comma"},
		"UTF-16":             {utf16le, "UTF-16", "tab"},
		"old Macintosh":      {"Acct,Name\r007,José\r", "UTF-8", "comma"},
		"no last line break": {"Acct,Name\n007,José", "UTF-8", "comma"},
		"blank lines":        {"\nAcct,Name\n\n,\n007,José\n\n", "UTF-8", "comma"},
		"a title above":      {"Utility accounts as of 11/20/2026\n\nAcct,Name\n007,José\n", "UTF-8", "comma"},
		"quotes":             {"\"Acct\",\"Name\"\n\"007\",\"José\"\n", "UTF-8", "comma"},
		"a line break":       {"Acct,Name\n007,\"José\n\"\n", "UTF-8", "comma"},
		"space":              {"Acct , Name\n 007 ,  José \n", "UTF-8", "comma"},
		"short rows":         {"Acct,Name,Note\n007,José\n", "UTF-8", "comma"},
	} {
		t.Run(name, func(t *testing.T) {
			path := file(t, "a.csv", c.content)
			f, _ := survey(t, path)
			if f.Encoding != c.encoding || f.Delimiter != c.delimiter {
				t.Errorf("%s, %s", f.Encoding, f.Delimiter)
			}
			if accounts, bad := read(t, path); len(bad) > 0 || len(accounts) != 1 || accounts[0] != want {
				t.Errorf("%+v, %v", accounts, bad)
			}
		})
	}
}

func TestBadRowsAreNamedAndStopNothing(t *testing.T) {
	for name, c := range map[string]struct{ row, want string }{
		"no account":           {",A,1.00,,", "line 3, account: it is empty"},
		"twice":                {"100,A,1.00,,", "line 3, account: 100 stands on line 2 already; the first is kept"},
		"shortened":            {"1.02323E+09,A,1.00,,", "line 3, account: 1.02323E+09 is a number that a spreadsheet shortened; save the file again with this column as text"},
		"not an account":       {"#7,A,1.00,,", `line 3, account: "#7" is not an account number; use 1 to 32 digits or plain letters`},
		"not an amount":        {"7,A,ten,,", `line 3, balance: "ten" is not an amount written like 1,234.50`},
		"three decimals":       {"7,A,1.005,,", `line 3, balance: "1.005" is not an amount written like 1,234.50`},
		"not a date":           {"7,A,1.00,13/13/2026,", `line 3, due: "13/13/2026" is not a date written like MM/DD/YYYY`},
		"neither yes nor no":   {"7,A,1.00,,maybe", `line 3, autopay: "maybe" is neither yes nor no; write Y or N`},
		"an unquoted comma":    {"7,Smith, John,1.00,11/30/2026,Y", "line 3, row: it has 6 columns where there are 5; is a text with a comma not in quotes?"},
		"a quote not closed":   {`7,"A,1.00,,`, "line 3, row: a quote is opened and not closed"},
		"a quote in the midst": {`7,"A" B,1.00,,`, "line 3, row: a quote is opened and not closed"},
		"too short":            {"7", "line 3, name: the row ends before this column"},
		"a long name":          {"7," + strings.Repeat("A", 201) + ",1.00,,", "line 3, name: use at most 200 printable characters"},
	} {
		t.Run(name, func(t *testing.T) {
			content := "Acct,Name,Balance,Due,AutoPay\n100,B,1.00,11/30/2026,N\n" + c.row + "\n200,\"C, D\",2.00,11/30/2026,Y\n"
			accounts, bad := read(t, file(t, "a.csv", content))
			if !slices.Equal(bad, []string{c.want}) {
				t.Errorf("bad rows: %q; want %q", bad, c.want)
			}
			if len(accounts) != 2 || accounts[1] != (ledger.Account{Account: "200", Name: "C, D", Balance: cents(200), Due: "2026-11-30", AutoPay: true}) {
				t.Errorf("%+v", accounts)
			}
		})
	}
}

func TestLinesAreCountedThroughQuotedLineBreaks(t *testing.T) {
	_, bad := read(t, file(t, "a.csv", "Acct,Name\r\n1,\"A\r\nB\"\r\n,C\r\n"))
	if !slices.Equal(bad, []string{"line 4, account: it is empty"}) {
		t.Error(bad)
	}
}

func TestAmounts(t *testing.T) {
	for text, want := range map[string]int64{
		"1,234.50": 1234_50, "$5": 5_00, "$ 5.00": 5_00, "(12.30)": -12_30, "($12.30)": -12_30, "-12.30": -12_30, "12.30-": -12_30, "12.30 CR": -12_30,
		"12.30cr": -12_30, "12.30 DR": 12_30, "-$12.30": -12_30, "$-12.30": -12_30, "103.5": 103_50, ".50": 50, "0": 0, "": 0,
	} {
		accounts, bad := read(t, file(t, "a.csv", "Acct\tBalance\n1\t"+text+"\n2\t0.01\n"))
		if len(bad) > 0 || accounts[0].Balance != cents(want) {
			t.Errorf("%q: %v, %v", text, accounts, bad)
		}
	}
	accounts, bad := read(t, file(t, "a.csv", "Acct;Balance\n1;1.234,50\n2;(0,05)\n3;7\n"))
	if len(bad) > 0 || accounts[0].Balance != cents(1234_50) || accounts[1].Balance != cents(-5) || accounts[2].Balance != cents(7_00) {
		t.Errorf("decimal comma: %v, %v", accounts, bad)
	}
}

func TestDates(t *testing.T) {
	for text, want := range map[string]ledger.Day{
		"11/30/2026": "2026-11-30", "11-30-26": "2026-11-30", "30/11/2026": "2026-11-30", "30.11.26": "2026-11-30", "2026-11-30": "2026-11-30",
		"2026-11-30 00:00:00": "2026-11-30", "2026-11-30T00:00:00": "2026-11-30", "11/30/2026 12:00:00 AM": "2026-11-30", "20261130": "2026-11-30",
		"11302026": "2026-11-30", "30-Nov-2026": "2026-11-30", "30-NOV-26": "2026-11-30", "Nov 30, 2026": "2026-11-30", "November 30, 2026": "2026-11-30",
		"46356": "2026-11-30", "113026": "2026-11-30", "1/31/26": "2026-01-31",
	} {
		accounts, bad := read(t, file(t, "a.csv", "Acct\tDue\n1\t"+text+"\n2\t\n3\t00/00/0000\n"))
		if len(bad) > 0 || accounts[0].Due != want || accounts[1].Due+accounts[2].Due != "" {
			t.Errorf("%q: %v, %v", text, accounts, bad)
		}
	}
}

// One date that can only be read in one way tells how to read all.
func TestADateFormatIsThatOfTheWholeColumn(t *testing.T) {
	accounts, bad := read(t, file(t, "a.csv", "Acct,Due\n1,05/11/2026\n2,06/11/2026\n3,25/11/2026\n4,11/25/2026\n5,26/11/2026\n"))
	if len(bad) != 1 || accounts[0].Due != "2026-11-05" {
		t.Errorf("%v, %v", accounts, bad)
	}
}

func TestWhatCanBeReadInTwoWaysIsAsked(t *testing.T) {
	_, s := survey(t, file(t, "a.csv", "Acct,Bill Date,Due,Cutoff\n1,05/11/2026,06/11/2026,12/25/2026\n2,05/11/2026,06/12/2026,12/26/2026\n"))
	p := s.Guess()
	questions := s.Questions(p)
	if len(questions) != 2 || questions[0].Field != roster.BillDate || questions[0].Example != "05/11/2026" ||
		questions[0].Choices[0].Label.String() != "May 11, 2026 (MM/DD/YYYY)" || questions[0].Choices[1].Label.String() != "November 5, 2026 (DD/MM/YYYY)" {
		t.Fatalf("%+v", questions)
	}
	if err := s.Ready(p); err == nil {
		t.Error("it is ready although nobody was asked")
	}
	p = questions[0].Choices[1].Plan
	if err := s.Ready(p); err != nil {
		t.Errorf("answered: %v", err)
	}
	accounts, _ := readBy(t, s, p)
	if a := accounts[0]; a.BillDate != "2026-11-05" || a.Due != "2026-11-06" || a.CutOff != "2026-12-25" {
		t.Errorf("%+v", a)
	}
}

func TestWholeNumbersAreAskedForDollarsOrCents(t *testing.T) {
	content := "Acct,Balance\n"
	for n := range 30 {
		content += fmt.Sprintf("%d,%d\n", n+1, 1001+n)
	}
	_, s := survey(t, file(t, "a.csv", content))
	questions := s.Questions(s.Guess())
	if len(questions) != 1 || questions[0].Choices[0].Label.String() != "$1,001.00" || questions[0].Choices[1].Label.String() != "$10.01" {
		t.Fatalf("%+v", questions)
	}
	if accounts, _ := readBy(t, s, questions[0].Choices[1].Plan); accounts[0].Balance != cents(10_01) {
		t.Errorf("%+v", accounts[0])
	}
}

func TestTheUserSaysWhichColumnIsWhat(t *testing.T) {
	_, s := survey(t, file(t, "a.csv", "Key,Holder,Owed\n007,A,1.00\n"))
	if err := s.Ready(s.Guess()); err == nil || !strings.Contains(err.Error(), "no column is the account number") {
		t.Fatalf("%v", err)
	}
	p, err := s.Read(s.Guess(), []string{"account=key", "name=B", "balance=Owed"})
	if err != nil {
		t.Fatal(err)
	}
	if accounts, bad := readBy(t, s, p); len(bad) > 0 || accounts[0] != (ledger.Account{Account: "007", Name: "A", Balance: cents(1_00)}) {
		t.Errorf("%+v, %v", accounts, bad)
	}
	for _, wrong := range []string{"account", "acount=Key", "account=Nothing"} {
		if _, err := s.Read(p, []string{wrong}); err == nil {
			t.Errorf("%s is taken", wrong)
		}
	}
}

func TestFilesThatAreNoRosterAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ content, want string }{
		"empty":      {"", "is empty"},
		"blank":      {" \n\n", "is empty"},
		"only names": {"Acct,Name\n", "has no rows"},
		"binary":     {"\x00\x01\x02", "neither CSV nor an Excel workbook"},
		"old Excel":  {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"},
		"a torn ZIP": {"PK\x03\x04 and nothing", "cannot be read as an Excel workbook"},
	} {
		f, err := roster.Open(context.Background(), file(t, "a.csv", c.content), t.TempDir(), nil)
		if err == nil {
			_, err = roster.Take(context.Background(), f, nil)
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever is in a file, it is read or refused: every row is an account or a
// bad row, and no row is read twice.
func FuzzCSV(f *testing.F) {
	f.Add([]byte("Acct,Name,Balance,Due\n1,\"A\nB\",1.00,11/30/2026\n2,\"C,2.00\n"))
	f.Add([]byte("Acct;Saldo\r1;1.234,50\r\n"))
	f.Add([]byte("\xef\xbb\xbfAcct|x\n\"1\"\"2\"|\"\""))
	f.Add([]byte("Acct\n\"\n\n\"\n\""))
	f.Fuzz(func(t *testing.T, content []byte) {
		file, err := roster.Open(context.Background(), file(t, "a.csv", string(content)), t.TempDir(), nil)
		if err != nil {
			return
		}
		defer file.Close()
		s, err := roster.Take(context.Background(), file, nil)
		if err != nil {
			return
		}
		p := s.Guess()
		s.Preview(p)
		if s.Ready(p) != nil {
			return
		}
		rows, good, last := 0, 0, 0
		for a, err := range s.Accounts(context.Background(), p, nil) {
			bad, isBad := errors.AsType[*ledger.BadRow](err)
			switch {
			case isBad && bad.Line < last:
				t.Fatalf("line %d comes after line %d", bad.Line, last)
			case isBad:
				last = bad.Line
			case err != nil:
				if good > 0 {
					t.Fatal(err)
				}
				return
			case a.Check() != nil:
				t.Fatalf("%+v is no account", a)
			default:
				good++
			}
			rows++
		}
		if rows != s.Rows {
			t.Fatalf("%d rows are read of %d", rows, s.Rows)
		}
	})
}

func TestColumnsAreKnownByTheNamesThatBillingSystemsGiveThem(t *testing.T) {
	examples := map[roster.Field]string{
		roster.CutOff: "11/30/2026", roster.Due: "11/30/2026", roster.BillDate: "11/30/2026", roster.AutoPay: "Y", roster.NoChecks: "N",
	}
	for name, field := range map[string]roster.Field{
		"Cust Acct No": roster.Account, "ACCT_NBR": roster.Account, "AcctNo": roster.Account, "Account #": roster.Account, "ACCTNUM": roster.Account,
		"Customer Nm": roster.Name, "CUST_NAME": roster.Name, "Acct. Holder Name": roster.Name,
		"Svc Addr 1": roster.Address, "ServiceAddress": roster.Address, "SVCADDR": roster.Address, "Service Address Line 1": roster.Address,
		"Amt Due": roster.Balance, "CurrBal": roster.Balance, "Tot Amt Due": roster.Balance,
		"ShutOff Dt": roster.CutOff, "Cut-off date": roster.CutOff, "Disc. Date": roster.CutOff,
		"Due Dt": roster.Due, "Inv Dt": roster.BillDate, "Bill Nbr": roster.Bill, "Auto Pay Ind": roster.AutoPay, "No Chks": roster.NoChecks, "NSF Flg": roster.NoChecks,
		"City": "", "Phone No": "", "Meter": "", "": "",
	} {
		value, special := examples[field]
		if !special {
			value = "1017"
		}
		_, s := survey(t, file(t, "a.csv", "Lang|"+name+strings.Repeat("\nen|"+value, 3)))
		if got := s.Guess().FieldOf(1); got != field {
			t.Errorf("%q is %q, want %q", name, got, field)
		}
	}
}

func TestALineOfTotalsIsNoAccount(t *testing.T) {
	content := "Acct,Balance\n"
	for i := range 5 {
		content += fmt.Sprintf("%d,1.00\n", 1000+i)
	}
	accounts, bad := read(t, file(t, "a.csv", content+"Total,5.00\n"))
	if len(accounts) != 5 || len(bad) != 1 || !strings.Contains(bad[0], "a line of totals is no account") {
		t.Errorf("%d accounts, %+v", len(accounts), bad)
	}
}

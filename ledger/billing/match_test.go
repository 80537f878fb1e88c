package billing_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"counterfoil/ledger"
	"counterfoil/ledger/billing"
	"counterfoil/ledger/money"
)

// said shows the pairs of a comparison.
func said(c billing.Comparison) string {
	var text strings.Builder
	for _, p := range c.Pairs {
		fmt.Fprintln(&text, strings.ReplaceAll(strings.TrimRight(p.Words(), "\t"), "\t", " | "))
	}
	return text.String()
}

func TestMatch(t *testing.T) {
	for name, test := range map[string]struct {
		ours, list string
		days       int
		want       string
	}{
		"by payment id, receipt and reference": {threePayments, "payment_id,receipt,reference,amount\np1,,,10.00\n,C1-000002,,50.00\n,,C1-000003,40.00\n,,p4,40.00\n", 0, `
matched | C1-000001, stub 1, account 1023233234, 10.00 | line 2, 10.00 | by payment id or receipt number
matched | C1-000002, stub 1, account 7001, 20.00 | line 3, 50.00 | by payment id or receipt number
matched | C1-000002, stub 2, account 7002, 30.00 | line 3, 50.00 | by payment id or receipt number
matched | C1-000003, stub 1, account 7003, 40.00 | line 4, 40.00 | by payment id or receipt number
matched | C1-000004, stub 1, account 7003, 40.00 | line 5, 40.00 | by payment id or receipt number`},
		"line by line": {threePayments, "receipt,account,amount\nC1-000002,7002,30.00\nC1-000002,7001,20.00\nC1-000001,,\nC1-000003,,\nC1-000004,,\n", 0, `
matched | C1-000001, stub 1, account 1023233234, 10.00 | line 4 | by payment id or receipt number
matched | C1-000002, stub 1, account 7001, 20.00 | line 3, account 7001, 20.00 | by payment id or receipt number
matched | C1-000002, stub 2, account 7002, 30.00 | line 2, account 7002, 30.00 | by payment id or receipt number
matched | C1-000003, stub 1, account 7003, 40.00 | line 5 | by payment id or receipt number
matched | C1-000004, stub 1, account 7003, 40.00 | line 6 | by payment id or receipt number`},
		"everything that can be wrong of a payment": {threePayments, "receipt,account,amount\nC1-000001,1023233234,10.00\nC1-000001,1023233234,10.00\nC1-000002,7001,21.00\nC1-000003,7004,40.00\nX-1,1,1.00\n", 0, `
missing | C1-000002, stub 2, account 7002, 30.00
missing | C1-000004, stub 1, account 7003, 40.00
posted twice | C1-000001, stub 1, account 1023233234, 10.00 | line 3, account 1023233234, 10.00 | by payment id or receipt number
different amount | C1-000002, stub 1, account 7001, 20.00 | line 4, account 7001, 21.00 | by payment id or receipt number
different account | C1-000003, stub 1, account 7003, 40.00 | line 5, account 7004, 40.00 | by payment id or receipt number
theirs only |  | line 6, account 1, 1.00
matched | C1-000001, stub 1, account 1023233234, 10.00 | line 2, account 1023233234, 10.00 | by payment id or receipt number`},
		"a whole payment twice": {"p2 C1-000002 1 7001 20.00 2026-11-23\np2 C1-000002 2 7002 30.00 2026-11-23", "receipt,amount\nC1-000002,50.00\nC1-000002,50.00\n", 0, `
posted twice | C1-000002, stub 1, account 7001, 20.00 | line 3, 50.00 | by payment id or receipt number
matched | C1-000002, stub 1, account 7001, 20.00 | line 2, 50.00 | by payment id or receipt number
matched | C1-000002, stub 2, account 7002, 30.00 | line 2, 50.00 | by payment id or receipt number`},
		"posted and taken back": {"p1 C1-000001 1 7001 20.00 2026-11-23 void", "receipt,amount\nC1-000001,20.00\nC1-000001,-20.00\n", 0, `
taken back |  | line 2, 20.00 | by payment id or receipt number
taken back |  | line 3, -20.00 | by payment id or receipt number`},
		"void here": {"p1 C1-000001 1 7001 20.00 2026-11-23 reversal\np2 C1-000002 1 7002 30.00 2026-11-23 void", "receipt,account,amount\nC1-000001,,20.00\n,7002,30.00\n", 0, `
void | C1-000001, stub 1, account 7001, 20.00 | line 2, 20.00 | by payment id or receipt number
void | C1-000002, stub 1, account 7002, 30.00 | line 3, account 7002, 30.00 | by account, amount and date, 0 days apart`},
		"carried twice is one": {"p1 C1-000001 1 7001 20.00 2026-11-23\np1 C1-000001 1 7009 20.00 2026-11-23 -", "receipt,account,amount\nC1-000001,7009,20.00\n", 0, `
matched | C1-000001, stub 1, account 7009, 20.00 | line 2, account 7009, 20.00 | by payment id or receipt number`},
		"by account, within the days": {threePayments, "account,amount,date\n001023233234,10.00,2026-11-25\n7001,20.00,2026-11-27\n70-03,40.00,2026-11-24\n", 3, `
missing | C1-000002, stub 1, account 7001, 20.00
missing | C1-000002, stub 2, account 7002, 30.00
missing | C1-000004, stub 1, account 7003, 40.00
theirs only |  | line 3, account 7001, 20.00
matched | C1-000001, stub 1, account 1023233234, 10.00 | line 2, account 001023233234, 10.00 | by account, amount and date, 2 days apart
matched | C1-000003, stub 1, account 7003, 40.00 | line 4, account 70-03, 40.00 | by account, amount and date, 0 days apart; others are alike, so it may be another of them`},
		"as many as can be": {"p1 C1-000001 1 7 1.00 2026-11-20\np2 C1-000002 1 7 1.00 2026-11-22\np3 C1-000003 1 7 1.00 2026-11-24", "account,amount,date\n7,1.00,2026-11-24\n7,1.00,2026-11-20\n7,1.00,2026-11-22\n", 2, `
matched | C1-000001, stub 1, account 7, 1.00 | line 3, account 7, 1.00 | by account, amount and date, 0 days apart
matched | C1-000002, stub 1, account 7, 1.00 | line 4, account 7, 1.00 | by account, amount and date, 0 days apart
matched | C1-000003, stub 1, account 7, 1.00 | line 2, account 7, 1.00 | by account, amount and date, 0 days apart`},
		"twice by account": {"p1 C1-000001 1 7 1.00 2026-11-20", "account,amount,date\n7,1.00,2026-11-20\n7,1.00,2026-11-21\n7,1.00,2026-12-24\n", 2, `
posted twice | C1-000001, stub 1, account 7, 1.00 | line 3, account 7, 1.00 | by account, amount and date, 1 day apart
theirs only |  | line 4, account 7, 1.00
matched | C1-000001, stub 1, account 7, 1.00 | line 2, account 7, 1.00 | by account, amount and date, 0 days apart; others are alike, so it may be another of them`},
		"guesses where one is left": {"p1 C1-000001 1 7 1.00 2026-11-20\np2 C1-000002 1 8 2.00 2026-11-20\np3 C1-000003 1 9 3.00 2026-11-20\np4 C1-000004 1 9 4.00 2026-11-20", "account,amount,date\n7,1.10,2026-11-20\n88,2.00,2026-11-20\n9,3.30,2026-11-20\n", 0, `
missing | C1-000003, stub 1, account 9, 3.00
missing | C1-000004, stub 1, account 9, 4.00
different amount | C1-000001, stub 1, account 7, 1.00 | line 2, account 7, 1.10 | a guess: the only one left with this account
different account | C1-000002, stub 1, account 8, 2.00 | line 3, account 88, 2.00 | a guess: the only one left with this amount
theirs only |  | line 4, account 9, 3.30`},
		"a row that names another payment is not guessed at": {"p1 C1-000001 1 7 1.00 2026-11-20", "payment_id,account,amount,date\np9,7,1.00,2026-11-20\n", 0, `
missing | C1-000001, stub 1, account 7, 1.00
theirs only |  | line 2, account 7, 1.00`},
		"a row that cannot be read": {"p1 C1-000001 1 7 1.00 2026-11-20", "receipt,amount\nC1-000001,ten\nC1-000001,1.00\n", 0, `
theirs only |  | line 2, 0.00: "ten" is not an amount written like 1,234.50
matched | C1-000001, stub 1, account 7, 1.00 | line 3, 1.00 | by payment id or receipt number`},
	} {
		t.Run(name, func(t *testing.T) {
			list, err := read(t, test.list)
			if err != nil {
				t.Fatal(err)
			}
			compared, err := billing.Match(ours(t, test.ours), list, test.days)
			if err != nil {
				t.Fatal(err)
			}
			mustBe(t, said(compared), test.want)
			good := true
			for row := range strings.Lines(strings.TrimSpace(test.want)) {
				good = good && (strings.HasPrefix(row, "matched") || strings.HasPrefix(row, "taken back"))
			}
			if compared.AllMatch() != good {
				t.Errorf("everything matches: %v", compared.AllMatch())
			}
		})
	}
}

func TestAComparisonIsWrittenInEveryForm(t *testing.T) {
	list, err := read(t, "account,amount,date\n7001,20.00,2026-11-23\n7002,31.00,2026-11-23\n")
	if err != nil {
		t.Fatal(err)
	}
	compared, err := billing.Match(ours(t, "p2 C1-000002 1 7001 20.00 2026-11-23\np2 C1-000002 2 7002 30.00 2026-11-23"), list, 3)
	if err != nil {
		t.Fatal(err)
	}
	var rows strings.Builder
	for _, row := range compared.Rows() {
		fmt.Fprintln(&rows, strings.Join(row, ","))
	}
	mustBe(t, rows.String(), `
result,found_by,days_apart,receipt,payment_id,line,account,amount,business_day,their_line,their_reference,their_account,their_amount,their_date,wrong
different amount,a guess: the only one left with this account,0,C1-000002,p2,2,7002,30.00,2026-11-23,3,,7002,31.00,2026-11-23,
matched,by account, amount and date, 0 days apart,0,C1-000002,p2,1,7001,20.00,2026-11-23,2,,7001,20.00,2026-11-23,`)
	text, err := json.Marshal(compared.JSON().Counts)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), `"different amount":{"lines":1,"amount":"30.00"}`) {
		t.Errorf("the counts are %s", text)
	}
	var book, again bytes.Buffer
	if err := compared.WriteWorkbook(&book); err != nil {
		t.Fatal(err)
	}
	if err := compared.WriteWorkbook(&again); err != nil || !bytes.Equal(book.Bytes(), again.Bytes()) {
		t.Errorf("the same comparison gives other bytes: %v", err)
	}
	file, err := excelize.OpenReader(bytes.NewReader(book.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := file.GetRows("Pairs")
	if err != nil || len(sheet) != 3 || sheet[1][6] != "30.00" || sheet[1][7] != "2026-11-23" {
		t.Errorf("the workbook has %v, %v", sheet, err)
	}
}

// TestMatchIsOneToOne holds random lists against the rules of a matching: every
// row and line once, in whatever order the lists are, and as many matched by
// account as any other way of pairing would give.
func TestMatchIsOneToOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := func(label string) ledger.Day {
			return ledger.Day(fmt.Sprintf("2026-11-%02d", rapid.IntRange(1, 9).Draw(t, label)))
		}
		var lines []billing.Ours
		for i := range rapid.IntRange(0, 6).Draw(t, "lines") {
			d := day("day")
			lines = append(lines, billing.Ours{Payment: fmt.Sprint("p", i), Receipt: fmt.Sprintf("C1-%06d", i), Line: 1, Account: "7", Amount: money.FromCents(100), Day: d, Received: d})
		}
		list := &billing.List{Name: "list"}
		amount := money.FromCents(100)
		for i := range rapid.IntRange(0, 6).Draw(t, "rows") {
			list.Rows = append(list.Rows, billing.Row{At: i + 2, Account: "7", Amount: &amount, Date: day("date")})
		}
		days := rapid.IntRange(0, 3).Draw(t, "days")
		compared, err := billing.Match(lines, list, days)
		if err != nil {
			t.Fatal(err)
		}
		matched := int(compared.Counts[billing.Matched].Lines)
		if best := most(lines, list.Rows, days); matched != best {
			t.Fatalf("%d are matched; %d can be:\n%s", matched, best, said(compared))
		}
		if all := int(compared.Counts[billing.Missing].Lines) + matched; all != len(lines) {
			t.Fatalf("%d lines are %d in the outcome:\n%s", len(lines), all, said(compared))
		}
		shuffled := &billing.List{Name: "list", Rows: rapid.Permutation(list.Rows).Draw(t, "order")}
		again, err := billing.Match(rapid.Permutation(lines).Draw(t, "ours"), shuffled, days)
		if err != nil || said(again) != said(compared) {
			t.Fatalf("another order gives another outcome: %v\n%s\n%s", err, said(compared), said(again))
		}
	})
}

// most tries every way to pair.
func most(lines []billing.Ours, rows []billing.Row, days int) (best int) {
	if len(lines) == 0 {
		return 0
	}
	best = most(lines[1:], rows, days)
	for i, row := range rows {
		var a, b int
		fmt.Sscanf(string(lines[0].Day), "2026-11-%d", &a)
		fmt.Sscanf(string(row.Date), "2026-11-%d", &b)
		if a-b > days || b-a > days {
			continue
		}
		rest := append(append([]billing.Row{}, rows[:i]...), rows[i+1:]...)
		best = max(best, 1+most(lines[1:], rest, days))
	}
	return best
}

package billing

import (
	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
)

// Answers are what a list of results says of the lines of a bundle.
type Answers struct {
	Found     []ledger.PostingAnswer
	ByAccount int       // of those, found by account, amount and date alone
	Problems  []Problem // rows that say nothing about the bundle
	Strangers int       // of those, rows that name a payment which the bundle does not have
}

// Problem is a row that could not be used, and why.
type Problem struct {
	At     int         `json:"line"` // of the file
	Reason phrase.Text `json:"reason"`
}

// OfAnother tells whether the list looks like that of another batch: most rows
// that name a payment name one which the bundle does not have.
func (a Answers) OfAnother() bool { return a.Strangers > len(a.Found) }

// Answers finds the lines that each row is about: by the payment's id, by the
// receipt's number, or by account, amount and date where only one line has
// these.
func (l *List) Answers(ours []Ours) (Answers, error) {
	if !l.Has(Status) && l.onlyStatus() == "" {
		return Answers{}, phrase.Errorf("%s has no column that says what became of a payment; say which one it is, like status=Result, or what every row means, like accepted=*", l.Name)
	}
	find := indexOf(ours)
	var a Answers
	for _, row := range l.Rows {
		line, how, problem := find.answerOf(row)
		if problem != nil {
			if number := row.number(); number != "" && len(find.byNumber[number]) == 0 {
				a.Strangers++
			}
			a.Problems = append(a.Problems, Problem{row.At, phrase.Of("%s", problem)})
			continue
		}
		if how == ByAccount {
			a.ByAccount++
		}
		a.Found = append(a.Found, ledger.PostingAnswer{Payment: ours[line.at].Payment, Line: line.line, Status: row.Status, Reason: row.Reason, Reference: row.Reference})
	}
	return a, nil
}

// onlyStatus is what every row means when there is no column that says so.
func (l *List) onlyStatus() ledger.PostingStatus {
	if len(l.Rows) == 0 {
		return ""
	}
	return l.Rows[0].Status
}

// answered is a line, or with line 0 the whole payment of it.
type answered struct{ at, line int }

func (x index) answerOf(row Row) (answered, How, error) {
	if row.Wrong != nil {
		return answered{}, "", row.Wrong
	}
	if number := row.number(); number != "" {
		lines := x.byNumber[number]
		if len(lines) == 0 {
			return answered{}, "", phrase.Errorf("no payment of the bundle is %s", clip(number))
		}
		return x.narrow(row, lines)
	}
	if row.Account == "" || row.Amount == nil {
		return answered{}, "", phrase.Errorf("the row names no payment")
	}
	var fit []int
	for _, i := range x.byAccount[keyOf(row.Account, *row.Amount)] {
		if row.Date == "" || row.Date == x.ours[i].Day || row.Date == x.ours[i].Received {
			fit = append(fit, i)
		}
	}
	switch len(fit) {
	case 0:
		return answered{}, "", phrase.Errorf("no payment of the bundle has account %s, amount %s%s", clip(row.Account), row.Amount, onDate(row))
	case 1:
		return answered{fit[0], x.ours[fit[0]].Line}, ByAccount, nil
	}
	return answered{}, "", phrase.Errorf("account, amount and date fit receipts %s and %s; only payment_id or receipt tells which", x.ours[fit[0]].Receipt, x.ours[fit[1]].Receipt)
}

func onDate(row Row) phrase.Text {
	if row.Date == "" {
		return phrase.Text{}
	}
	return phrase.Of(", date %s", row.Date)
}

// narrow finds the line of a payment that a row is about, where it says so.
func (x index) narrow(row Row, lines []int) (answered, How, error) {
	if row.Line == 0 && row.Account == "" {
		return answered{lines[0], 0}, ByNumber, nil
	}
	var fit []int
	for _, i := range lines {
		ours := x.ours[i]
		switch {
		case row.Line != 0 && row.Line != ours.Line:
		case row.Line == 0 && plainAccount(row.Account) != plainAccount(ours.Account):
		case row.Line == 0 && row.Amount != nil && *row.Amount != ours.Amount:
		default:
			fit = append(fit, i)
		}
	}
	switch {
	case len(fit) == 1:
		return answered{fit[0], x.ours[fit[0]].Line}, ByNumber, nil
	case row.Line != 0:
		return answered{}, "", phrase.Errorf("the bundle does not carry that line of receipt %s", x.ours[lines[0]].Receipt)
	}
	return answered{lines[0], 0}, ByNumber, nil
}

package billing

import (
	"strings"

	"counterfoil/ledger/money"
)

// index finds lines of ours by what a billing system may know of them.
type index struct {
	ours      []Ours
	byNumber  map[string][]int // payment id, receipt, number of a handwritten one
	byAccount map[accountAmount][]int
}

// accountAmount is what lines and rows have in common that name no payment.
type accountAmount struct {
	account string
	amount  money.Amount
}

func keyOf(account string, amount money.Amount) accountAmount {
	return accountAmount{plainAccount(account), amount}
}

func (k accountAmount) both() accountAmount        { return k }
func (k accountAmount) onlyAccount() accountAmount { return accountAmount{account: k.account} }
func (k accountAmount) onlyAmount() accountAmount  { return accountAmount{amount: k.amount} }

func indexOf(ours []Ours) index {
	x := index{ours, map[string][]int{}, map[accountAmount][]int{}}
	for i, line := range ours {
		for _, number := range []string{line.Payment, line.Receipt, line.Book} {
			if number != "" {
				x.byNumber[number] = append(x.byNumber[number], i)
			}
		}
		key := keyOf(line.Account, line.Amount)
		x.byAccount[key] = append(x.byAccount[key], i)
	}
	return x
}

// plainAccount is an account number without what systems put between its
// digits, and without the zeros that spreadsheets drop.
func plainAccount(account string) string {
	plain := strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' || r == '.' || r == '/' {
			return -1
		}
		return r
	}, strings.ToUpper(account))
	return strings.TrimLeft(plain, "0")
}

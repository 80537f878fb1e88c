package main

import (
	"regexp"
	"strconv"
	"strings"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

type slipCommand struct {
	Number string `arg:"" help:"The slip's number: Z3 is a closing, D2 a deposit, S5 a drop to the safe, T1 a hand-over of a drawer."`
	form   `set:"pdf= (the default)"`
}

func (slipCommand) Help() string {
	return "Closings and deposits are on letter paper, drops and hand-overs on the paper of receipts.\n\n" +
		"Examples:\n\n    counterfoil slip Z3 -o Z3.pdf\n    counterfoil slip D2 --text"
}

func (c slipCommand) Run(folder ledger.Folder) error {
	return c.write(folder, func(l *ledger.Ledger) ([]byte, error) {
		slip, paper, err := readSlip(l, c.Number)
		if err != nil {
			return nil, err
		}
		return slip.For(c.printer(paper))
	})
}

var slipNumber = regexp.MustCompile(`^([ZDSTzdst])([0-9]{1,18})$`)

// readSlip finds the document with a number like Z3, and the paper it is on.
func readSlip(l *ledger.Ledger, name string) (slip receipts.Paperwork, paper ledger.Paper, err error) {
	parts := slipNumber.FindStringSubmatch(name)
	if parts == nil {
		return slip, paper, usage("%q is not the number of a slip; write Z3 for a closing, D2 for a deposit, S5 for a drop, T1 for a hand-over", name)
	}
	number, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil {
		return slip, paper, err
	}
	city := l.City()
	from := receipts.Origin{City: city, Key: l.PublicKey(), Printed: l.Local(l.Now())}
	switch strings.ToUpper(parts[1]) {
	case "Z":
		paper = ledger.Letter
		slip, err = slipOf(l.Closing, receipts.Closing, number, from)
	case "D":
		paper = ledger.Letter
		slip, err = slipOf(l.Deposit, receipts.DepositSlip, number, from)
	case "S":
		paper = city.Output.Paper
		slip, err = slipOf(l.Drop, receipts.Drop, number, from)
	case "T":
		paper = city.Output.Paper
		slip, err = slipOf(l.Transfer, receipts.Transfer, number, from)
	}
	return slip, paper, err
}

// slipOf reads what a slip is about and puts it into words.
func slipOf[T any](read func(int64) (T, error), write func(T, receipts.Origin) (receipts.Paperwork, error), number int64, from receipts.Origin) (receipts.Paperwork, error) {
	about, err := read(number)
	if err != nil {
		return receipts.Paperwork{}, err
	}
	return write(about, from)
}

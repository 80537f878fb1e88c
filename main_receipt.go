package main

import (
	"cmp"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

type receiptCommand struct {
	Number string       `arg:"" help:"The receipt's number, like C1-000123."`
	Paper  ledger.Paper `enum:"letter,80mm,58mm," default:"" placeholder:"PAPER" help:"Of a PDF: letter, 80mm or 58mm. Default: the one of [output] in city.toml."`
	form   `set:"pdf= (the default)"`
}

func (receiptCommand) Help() string {
	return "Example:\n\n    counterfoil receipt C1-000123 --pdf -o C1-000123.pdf"
}

func (c receiptCommand) Run(folder ledger.Folder) error {
	return c.write(folder, func(l *ledger.Ledger) ([]byte, error) {
		receipt, err := l.GiveOut(ledger.Console, c.Number)
		if err != nil {
			return nil, err
		}
		return receipts.ReceiptFor(receipt, c.printer(cmp.Or(c.Paper, l.City().Output.Paper)))
	})
}

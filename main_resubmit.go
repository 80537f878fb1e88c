package main

import (
	"fmt"
	"os"

	"counterfoil/ledger"
)

type resubmitCommand struct {
	Receipt string `arg:"" help:"The receipt's number, like C1-000123."`
	Stub    int    `default:"1" placeholder:"N" help:"Which stub of the payment, from 1. Default: the first."`
	As      string `required:"" placeholder:"USER" help:"Finance or a supervisor."`
	Reason  string `required:"" placeholder:"TEXT" help:"What is different now, so that billing takes it."`
	JSON    bool   `help:"Print the result as JSON."`
}

func (resubmitCommand) Help() string {
	return "The stub goes out as it is. One with a wrong account is corrected at the counter instead, which does the same.\n\n" +
		"Example:\n\n    counterfoil resubmit C1-000123 --as grace --reason \"the account is open again\""
}

func (c resubmitCommand) Run(folder ledger.Folder) error {
	l, by, err := openAs(folder, c.As)
	if err != nil {
		return err
	}
	defer l.Close()
	receipt, err := l.Resubmit(by, c.Receipt, c.Stub, c.Reason)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(os.Stdout, struct {
			Receipt string `json:"receipt"`
			Stub    int    `json:"stub"`
		}{receipt.Number, c.Stub})
	}
	_, err = fmt.Printf("Stub %d of receipt %s goes into the next export.\n", c.Stub, receipt.Number)
	return err
}

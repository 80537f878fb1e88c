package main

import (
	"fmt"
	"io"
	"os"

	"counterfoil/ledger"
	"counterfoil/ledger/intake"
	"counterfoil/ledger/money"
)

type intakeCommand struct {
	As    string `required:"" placeholder:"USER" help:"Who takes the payments."`
	Float string `default:"0" placeholder:"AMOUNT" help:"The float, like 150.00, when USER has no open drawer and one is opened."`
	File  string `arg:"" type:"existingfile" help:"The payments, one JSON object a line; - for standard input."`
}

func (intakeCommand) Help() string {
	return "The answer is the receipt, or the error; a line that is refused does not stop the rest. " +
		"Sending a line again with the same id is safe. Exit status 2: a line was refused.\n\n" +
		"Example:\n\n    COUNTERFOIL_SECRET=… counterfoil intake --as maria payments.jsonl"
}

func (c intakeCommand) Run(folder ledger.Folder) error {
	float, err := money.Parse(c.Float)
	if err != nil {
		return usage("--float: %w", err)
	}
	in := os.Stdin
	if c.File != "-" {
		if in, err = os.Open(c.File); err != nil {
			return err
		}
		defer in.Close()
	}
	l, by, err := openAs(folder, c.As)
	if err != nil {
		return err
	}
	defer l.Close()
	_, err = l.OpenDrawerOf(by.Name())
	if ledger.CodeOf(err) == ledger.NotFound {
		_, err = l.OpenDrawer(by, float)
	}
	if err != nil {
		return err
	}
	return c.run(l, by, in)
}

func (c intakeCommand) run(l *ledger.Ledger, by ledger.Session, in io.Reader) error {
	summary, err := intake.Run(l, by, in, os.Stdout)
	switch {
	case err != nil:
		return err
	case summary.Unavailable > 0:
		return exit{cannotRun, fmt.Errorf("%s recorded; %d could not be written, see their answers", many(summary.Recorded, "payment"), summary.Unavailable)}
	case summary.Refused > 0:
		return usage("%s recorded; %s refused, see their answers", many(summary.Recorded, "payment"), many(summary.Refused, "line"))
	}
	return nil
}

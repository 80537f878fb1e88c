package main

import (
	"counterfoil/assets/help"
	"counterfoil/assets/translations"
	"counterfoil/ledger"
	"counterfoil/receipts"
)

type cardCommand struct {
	Language translations.Language `default:"en" enum:"en,es" placeholder:"CODE" help:"Its language: en or es."`
	Output   string                `short:"o" default:"-" placeholder:"FILE" help:"Where to; - for standard output."`
}

func (cardCommand) Help() string {
	return "One letter page as PDF, to lie beside the keyboard. It needs no ledger.\n\n" +
		"Example:\n\n    counterfoil card --language es -o card.pdf"
}

func (c cardCommand) Run(folder ledger.Folder) error {
	if err := checkTarget(folder, c.Output); err != nil {
		return err
	}
	document, err := receipts.CounterCardPDF(help.Card(c.Language), "")
	if err != nil {
		return err
	}
	return writeDocument(c.Output, document)
}

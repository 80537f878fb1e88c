package main

import (
	"counterfoil/assets/help"
	"counterfoil/assets/translations"
	"counterfoil/ledger"
	"counterfoil/receipts"
)

type cardCommand struct {
	Language translations.Language `default:"en" enum:"en,es" placeholder:"CODE" help:"Its language: en or es."`
	output
}

func (cardCommand) Help() string {
	return "One letter page as PDF, to lie beside the keyboard. It needs no ledger.\n\n" +
		"Example:\n\n    counterfoil card --language es -o card.pdf"
}

func (c cardCommand) Run(folder ledger.Folder) error {
	if err := c.check(folder); err != nil {
		return err
	}
	document, err := receipts.CounterCardPDF(help.Card(c.Language), "")
	if err != nil {
		return err
	}
	return c.put(document)
}

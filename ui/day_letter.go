package ui

import (
	"counterfoil/ledger"
	"counterfoil/receipts/printer"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// printLetter makes a document of the office and gives it out on letter
// paper. The banner says where it went.
func (c *counter) printLetter(name, what string, draw func() ([]byte, error)) {
	c.printPaper(printer.Document{Name: name}, what, draw)
}

// printOffice is printLetter for what no clerk may see.
func (c *counter) printOffice(name, what string, draw func() ([]byte, error)) {
	c.printPaper(printer.Document{Name: name, Office: true}, what, draw)
}

func (c *counter) printPaper(d printer.Document, what string, draw func() ([]byte, error)) {
	var outcome printer.Outcome
	c.work(words.T("Printing %s", what), func() error {
		pdf, err := draw()
		if err != nil {
			return err
		}
		d.Role, d.Make = ledger.PrintsDocuments, func(ledger.Printer) ([]byte, error) { return pdf, nil }
		outcome, err = c.printers.Give(d)
		return err
	}, func(err error) {
		if err != nil {
			c.say(widgets.Warning, words.T("%s was not printed: %s", what, widgets.Sentence(err)))
			return
		}
		c.say(widgets.Note, words.T("%s was %s.", what, outcome.Words()))
	})
}

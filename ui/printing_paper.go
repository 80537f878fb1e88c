package ui

import (
	"counterfoil/ledger"
	"counterfoil/receipts"
	"counterfoil/receipts/printer"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// printable is a document that is made for whichever printer takes it.
type printable interface {
	For(ledger.Printer) ([]byte, error)
}

// letterPaper is a PDF on letter pages, whatever prints it.
type letterPaper []byte

func (p letterPaper) For(ledger.Printer) ([]byte, error) { return p, nil }

// tillSlip goes with the money, and is printed where receipts are.
func tillSlip(name string) printer.Document {
	return printer.Document{Name: name, Role: ledger.PrintsReceipts, Slip: true}
}

// filedSlip is signed and filed: on letter paper, or on a roll where nothing
// else prints.
func filedSlip(name string) printer.Document {
	return printer.Document{Name: name, Role: ledger.PrintsDocuments, Slip: true}
}

// officeLetter is on letter paper, and what no clerk may see.
func officeLetter(name string) printer.Document {
	return printer.Document{Name: name, Role: ledger.PrintsDocuments, Office: true}
}

// origin is whose documents are printed here, and now.
func (c *counter) origin() receipts.Origin {
	l := c.ledger
	return receipts.Origin{City: l.City(), Key: l.PublicKey(), Printed: l.Local(l.Now())}
}

// printPaper makes a document and gives it out. The banner says where it went.
func (c *counter) printPaper(d printer.Document, what string, draw func() (printable, error)) {
	var outcome printer.Outcome
	c.work(words.T("Printing %s", what), func() error {
		drawn, err := draw()
		if err != nil {
			return err
		}
		d.Make = drawn.For
		outcome, err = c.printers.Give(d)
		return err
	}, func(err error) {
		if err != nil {
			c.say(widgets.Warning, words.T("%s was not printed: %s", what, widgets.Sentence(err)))
			return
		}
		c.say(widgets.Note, words.T("%s was %s.", what, words.Say(outcome.Words())))
	})
}

package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/receipts"
	"counterfoil/receipts/printer"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// openPrinters begins the printing, of what waits since the last time, too.
func (c *counter) openPrinters() {
	printers, err := printer.Open(printer.Options{City: c.ledger.City(), Folder: c.ledger.Folder(), Changed: func(sent *printer.Sent) {
		c.later(func() { c.spoolChanged(sent) })
	}})
	if err != nil {
		c.say(widgets.Warning, widgets.Sentence(err))
	}
	c.printers = printers
}

// spoolChanged says at the foot what was printed and how much is not.
func (c *counter) spoolChanged(sent *printer.Sent) {
	if sent != nil {
		c.printed = fateWords(*sent)
	}
	if s, ok := c.screen.(*printing); ok {
		s.show()
	}
	c.refreshStatus()
}

// fateWords never says printed of what a queue was only given.
func fateWords(sent printer.Sent) string {
	switch sent.Fate {
	case printer.Printed:
		return words.T("%s printed on %s", sent.Name, sent.Printer)
	case printer.Saved:
		return words.T("%s saved at %s", sent.Name, sent.Printer)
	}
	return words.T("%s sent to printer %s", sent.Name, sent.Printer)
}

// print gives a receipt out on paper or as a file. The payment stands however
// that goes.
func (c *counter) print(r ledger.Receipt) {
	document := printer.Document{
		Name: documentName(r), Role: ledger.PrintsReceipts,
		Make: func(p ledger.Printer) ([]byte, error) { return receipts.ReceiptFor(r, p) },
	}
	var outcome printer.Outcome
	c.work(words.T("Printing receipt %s", r.Number), func() (err error) {
		outcome, err = c.printers.Give(document)
		return err
	}, func(err error) {
		if outcome.Printer == "" {
			c.printed = words.T("%s saved", document.Name)
		}
		switch {
		case err != nil && outcome.Printer == "":
			c.printed = words.T("%s was not printed", document.Name)
			c.say(widgets.Warning, words.T("Receipt %s is recorded, but was not printed: %s F6 prints it as a duplicate.", r.Number, widgets.Sentence(err)))
		case err != nil:
			c.say(widgets.Warning, words.T("Receipt %s is recorded. %s", r.Number, widgets.Sentence(err)))
		}
		c.refreshStatus()
	})
}

// waitingPaper is what of a receipt is given out and not printed yet.
func (c *counter) waitingPaper(receipt string) (job printer.Job, waits bool) {
	jobs := c.printers.Jobs()
	at := slices.IndexFunc(jobs, func(j printer.Job) bool {
		return j.Name == receipt || strings.HasPrefix(j.Name, receipt+"-duplicate-")
	})
	if at < 0 {
		return job, false
	}
	return jobs[at], true
}

// unlessWaiting gives a receipt out again, unless paper of it is still to come:
// then it leads there.
func (c *counter) unlessWaiting(receipt string, giveOut func()) {
	job, waits := c.waitingPaper(receipt)
	if !waits {
		giveOut()
		return
	}
	c.dialogs.Confirm(words.T("Receipt %s is not printed yet", receipt),
		words.T("It waits for printer %s. Print it on another, or save it as PDF: a duplicate now would be a second paper for the same payment.", job.Printer),
		words.T("Go to it"), func() {
			c.goTo(func(c *counter) screen { return newPrintingOf(c, job.ID) })
		})
}

// documentName keeps the files of an original and its duplicates apart.
func documentName(r ledger.Receipt) string {
	if r.Prints == 0 {
		return r.Number
	}
	return fmt.Sprintf("%s-duplicate-%d", r.Number, r.Prints)
}

// finishPaper does what comes with a payment beside its receipt: the cash
// drawer opens for cash, and each check is endorsed on a printer that can.
func (c *counter) finishPaper(r ledger.Receipt) {
	if r.Prints > 0 {
		return
	}
	if _, ok := c.printers.CashDrawer(); ok && hasTender(r.Payment, ledger.Cash) {
		c.kick("")
	}
	if station, ok := c.printers.SlipStation(); ok && hasTender(r.Payment, ledger.Check) {
		c.endorse(station, r)
	}
}

func hasTender(p ledger.Payment, kind ledger.TenderKind) bool {
	return slices.ContainsFunc(p.Tenders, func(t ledger.Tender) bool { return t.Kind == kind })
}

// kick opens the cash drawer. An opening that was not for a payment has its
// entry by now.
func (c *counter) kick(done string) {
	c.background(func() {
		err := c.printers.Kick(receipts.DrawerKick())
		fyne.Do(func() {
			switch {
			case err != nil:
				c.say(widgets.Warning, widgets.Sentence(err))
			case done != "":
				c.say(widgets.Note, done)
			}
		})
	})
}

// endorse prints a slip for each check at a printer that has the station.
func (c *counter) endorse(station ledger.Printer, r ledger.Receipt) {
	c.work(words.T("Printing endorsements"), func() error {
		var failed error
		for _, t := range r.Payment.Tenders {
			if t.Kind == ledger.Check {
				failed = errors.Join(failed, c.printers.GiveTo(station, endorsement(r, t)))
			}
		}
		return failed
	}, func(err error) {
		if err != nil {
			c.say(widgets.Warning, widgets.Sentence(err))
		}
	})
}

// endorsement is what goes on the back of a check. Only a slip station prints
// it.
func endorsement(r ledger.Receipt, check ledger.Tender) printer.Document {
	return printer.Document{
		Name: r.Number + "-check-" + check.Number, Role: ledger.PrintsReceipts,
		Make: func(p ledger.Printer) ([]byte, error) {
			if !p.Slip {
				return nil, phrase.Errorf("printer %s has no slip station", p.Name)
			}
			return receipts.EndorsementESCPOS(receipts.Endorsement(r, check), p.CodePage), nil
		},
	}
}

// paperAlarms are what somebody must see to at the printers: paper that may
// be there or not, and what a printer refuses while its customer waits.
func (c *counter) paperAlarms() (texts []string) {
	var unsure int
	var refused *printer.Job // the first
	for _, j := range c.printers.Jobs() {
		switch {
		case j.State == printer.Unsure || j.State == printer.Broken:
			unsure++
		case refused == nil && j.Problem != "": // also while it is tried again
			refused = &j
		}
	}
	if unsure > 0 {
		texts = append(texts, words.N(unsure, "%d document may be on paper or not: look at the printer, then press F5 and F3.", "%d documents may be on paper or not: look at the printer, then press F5 and F3."))
	}
	if refused != nil {
		texts = append(texts, words.T("%s is not printed. %s Payments go on; F5, then F3, prints it elsewhere or saves it.", refused.Name, widgets.Sentence(refused.Problem)))
	}
	return texts
}

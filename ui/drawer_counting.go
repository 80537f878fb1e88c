package ui

import (
	"fmt"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/receipts"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// counting is a screen on which money is counted that changes hands: a float,
// a drop to the safe, a drawer that goes to another clerk.
type counting struct {
	counter *counter
	name    string
	confirm string
	sheet   *countSheet
	form    *countForm
	done    func(ledger.Count)
	back    func(*counter) screen
}

// newCounting counts that many lines of a sheet; done gets the count.
func newCounting(c *counter, name, said, confirm string, lines int, done func(*counting, ledger.Count)) *counting {
	s := &counting{counter: c, name: name, confirm: confirm, sheet: &countSheet{}, back: newDrawer}
	s.done = func(count ledger.Count) { done(s, count) }
	s.form = newCountForm(c, s.sheet, lines, said, confirm, s.finish)
	return s
}

func (s *counting) title() string              { return s.name }
func (s *counting) content() fyne.CanvasObject { return page(s.form.body) }
func (s *counting) typed(rune)                 {}
func (s *counting) focus() fyne.Focusable      { return s.form.fields[0].Input }
func (s *counting) halfDone() bool             { return s.sheet.begun() }

func (s *counting) commands() keys.Table {
	return keys.Table{
		{Name: "finish", Label: s.confirm, Menu: menuDrawer, Key: fyne.KeyF9, Run: s.finish},
		{Name: "back", Label: words.T("Back"), Menu: menuGo, Key: fyne.KeyEscape, Run: func() { s.counter.goTo(s.back) }},
	}
}

func (s *counting) finish() {
	count, err := s.sheet.count()
	if err != nil {
		s.form.wrong(err)
		return
	}
	s.done(count)
}

// refused says at its line what the ledger does not take.
func (s *counting) refused(err error) error {
	if line := s.sheet.lineOf(err); line >= 0 {
		s.form.wrong(&lineError{line, err})
	}
	return err
}

// askDrop counts cash and checks that go to the safe.
func (c *counter) askDrop() {
	c.show(newCounting(c, words.T("Drop to the safe"), words.T("Count the cash and the checks that go to the safe. The rest stays in the drawer, and so do card slips."), words.T("Drop"), cardsLine,
		func(s *counting, count ledger.Count) {
			var drop ledger.Drop
			c.secondSignIn(words.T("Drop to the safe?"), words.T("You counted %s A witness counts it too, then signs in.", s.counted(count)), func(witness ledger.Session) (err error) {
				drop, err = c.ledger.DropCash(c.session, witness, count)
				return s.refused(err)
			}, func() {
				c.show(newDrawer(c))
				c.printDrop(drop)
			})
		}))
}

func (s *counting) counted(count ledger.Count) string {
	return words.T("cash %s and %s for %s.", widgets.Dollars(s.sheet.cash()), words.N(count.Checks.Count, "%d check", "%d checks"), widgets.Dollars(count.Checks.Total))
}

func (c *counter) printDrop(d ledger.Drop) {
	c.printPaper(tillSlip(fmt.Sprintf("S-%06d", d.Number)), words.T("The slip of drop %s", d.Name()), func() (printable, error) {
		return receipts.Drop(d, c.origin())
	})
}

// askHandOver counts the drawer that another clerk takes over.
func (c *counter) askHandOver() {
	c.show(newCounting(c, words.T("Hand the drawer over"), words.T("Count the whole drawer together with the person who takes it over, the float too. Both sign the slip."), words.T("Hand over"), stubsLine,
		func(s *counting, count ledger.Count) {
			var transfer ledger.Transfer
			c.secondSignIn(words.T("Hand the drawer over?"), words.T("You counted together %s Who takes the drawer over counted it too, and signs in.", s.sheet.countedByTender(count)), func(to ledger.Session) (err error) {
				transfer, err = c.ledger.HandOverDrawer(c.session, to, count)
				return s.refused(err)
			}, func() {
				delete(c.sheets, transfer.Drawer.ID)
				c.show(newDrawer(c))
				c.printPaper(tillSlip(fmt.Sprintf("T-%06d", transfer.Number)), words.T("The drawer is %s’s now (F12, then %s signs in). The slip of hand-over %s", transfer.To, transfer.To, transfer.Name()),
					func() (printable, error) { return receipts.Transfer(transfer, c.origin()) })
			})
		}))
}

// countFloat opens a drawer with a float that is counted by denomination.
func (c *counter) countFloat(then func()) {
	s := newCounting(c, words.T("Count the float"), words.T("Count the notes and coins that are in the drawer to give change from."), words.T("Open drawer"), looseLine,
		func(s *counting, count ledger.Count) {
			if _, err := c.ledger.OpenDrawer(c.session, s.sheet.cash(), count.Cash...); err != nil {
				s.counter.say(widgets.Stop, widgets.Sentence(s.refused(err)))
				return
			}
			c.show(c.home())
			if then != nil {
				then()
			}
		})
	c.show(s)
}

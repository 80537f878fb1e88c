package ui

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// bagForm is the screen on which a bag is filled.
type bagForm struct {
	counter *counter
	bag     *bag

	fields       []*widgets.Field // of the cash, then the number on the bag
	checks       *widgets.Table[ledger.BankedCheck]
	cash, ticked *widgets.Text
	body         fyne.CanvasObject
}

func newBagForm(c *counter, plan ledger.DepositPlan) *bagForm {
	s := &bagForm{counter: c, bag: newBag(plan), cash: widgets.NewText("").InLines(), ticked: widgets.NewText("").InLines()}
	s.cash.Style.Bold, s.ticked.Style.Bold = true, true
	for line := range looseLine + 1 {
		input, entry := countInput(line)
		entry.OnChanged = func(text string) {
			s.bag.cash.keyed[line] = text
			s.follow()
		}
		s.addField(lineName(line), input, entry)
	}
	number := widgets.NewEntry()
	number.OnChanged = func(text string) { s.bag.number = text }
	s.addField(words.T("Number on the bag"), number, number)
	s.checks = newBagChecks(s.bag.isPresent)
	s.checks.OnOpen = s.tick
	s.checks.SetRows(s.bag.checks())
	s.body = s.layOut()
	s.follow()
	return s
}

// addField puts a field into the walk of Enter and the arrows.
func (s *bagForm) addField(name string, input widgets.Input, entry *widgets.Entry) {
	at := len(s.fields)
	s.fields = append(s.fields, widgets.NewField(name, input))
	walks(entry, at, s.goTo)
}

// goTo puts the keyboard on a field; past the last one, on the checks.
func (s *bagForm) goTo(at int) {
	if at < len(s.fields) {
		s.to(s.fields[max(at, 0)].Input)
		return
	}
	s.to(s.checks)
}

func newBagChecks(present func(ledger.BankedCheck) bool) *widgets.Table[ledger.BankedCheck] {
	type column = widgets.Column[ledger.BankedCheck]
	table := widgets.NewTable(
		column{Title: "", Width: 3, Text: func(c ledger.BankedCheck) string { return tickMark(present(c)) }},
		column{Title: words.T("Receipt"), Width: 9, Text: func(c ledger.BankedCheck) string {
			if c.Receipt == "" {
				return words.T("on none")
			}
			return c.Receipt
		}},
		column{Title: words.T("Check"), Width: 7, Text: func(c ledger.BankedCheck) string { return c.Number }},
		column{Title: words.T("Name"), Width: 13, Text: func(c ledger.BankedCheck) string { return c.Name }},
		column{Title: words.T("Amount"), Width: 9, Align: fyne.TextAlignTrailing, Text: func(c ledger.BankedCheck) string { return widgets.Dollars(c.Amount) }},
	)
	table.Empty = words.T("There are no checks on these receipts.")
	table.MinRows = 8
	return table
}

func (s *bagForm) layOut() fyne.CanvasObject {
	column := func(first, end int) *fyne.Container {
		column := container.New(layout.NewCustomPaddedVBoxLayout(6))
		for _, f := range s.fields[first:end] {
			column.Add(f)
		}
		return column
	}
	number := len(s.fields) - 1
	apart := layout.NewCustomPaddedLayout(8, 0, 0, 16)
	cash := widgets.NewColumns(2,
		container.New(apart, column(0, firstCoin)), container.New(apart, column(firstCoin, number)))
	checks := container.NewBorder(nil, s.fields[number], nil, nil, container.New(layout.NewCustomPaddedLayout(8, 8, 0, 0), s.checks))
	head := widgets.NewText(words.T("%s. Count what goes into the bag; the floats stay. Tick each check with Space or Enter.", s.bag.whose())).InLines()
	foot := container.New(layout.NewCustomPaddedVBoxLayout(2), widgets.NewWrongs(1, s.fields...), s.cash, s.ticked)
	return page(container.NewBorder(head, foot, cash, nil, checks))
}

func (s *bagForm) title() string          { return words.T("Bag for the bank") }
func (s *bagForm) focus() fyne.Focusable  { return s.fields[0].Input }
func (s *bagForm) to(next fyne.Focusable) { s.counter.window.Canvas().Focus(next) }
func (s *bagForm) halfDone() bool         { return s.bag.begun() }

func (s *bagForm) content() fyne.CanvasObject { return s.body }

// typed ticks the selected check with Space.
func (s *bagForm) typed(r rune) {
	if i, c := s.checks.Selected(); r == ' ' && i >= 0 && s.counter.window.Canvas().Focused() == fyne.Focusable(s.checks) {
		s.tick(c)
	}
}

func (s *bagForm) commands() keys.Table {
	return keys.Table{
		{Name: "checks", Label: words.T("Checks"), Menu: menuDeposit, Key: fyne.KeyF4, Run: func() { s.to(s.checks) }},
		{Name: "extra", Label: words.T("Check on no receipt"), Menu: menuDeposit, Key: fyne.KeyF7, Run: s.askExtra},
		{Name: "prepare", Label: words.T("Verify"), Menu: menuDeposit, Key: fyne.KeyF9, Run: s.prepare},
		{Name: "back", Label: words.T("Deposits"), Menu: menuGo, Key: fyne.KeyEscape, Run: func() { s.counter.goTo(newDeposit) }},
	}
}

// tick ticks a check and goes on to the next.
func (s *bagForm) tick(c ledger.BankedCheck) {
	at, _ := s.checks.Selected()
	s.bag.tick(c)
	s.checks.SetRows(s.bag.checks())
	s.checks.Select(at + 1)
	s.follow()
}

// follow shows how the bag stands against the receipts.
func (s *bagForm) follow() {
	cash, checks, _ := s.bag.standing()
	s.cash.SetText(cash)
	s.ticked.SetText(checks)
}

// askExtra asks for a check that is in the bag and on no receipt.
func (s *bagForm) askExtra() {
	number, routing, name, amount := widgets.NewEntry(), widgets.NewDigitsEntry(), widgets.NewEntry(), widgets.NewMoneyEntry()
	routing.Limit = 9
	s.counter.dialogs.Open(dialogs.Form{
		Title:   words.T("A check that is on no receipt"),
		Text:    words.T("It goes on the slip, and a reason is asked: checks are taken against a receipt."),
		Confirm: words.T("Add"),
		Fields: []dialogs.Field{
			{Name: words.T("Check number"), Input: number}, {Name: words.T("Bank routing number"), Input: routing, Needed: dialogs.Optional},
			{Name: words.T("Name on the check"), Input: name, Needed: dialogs.Optional}, {Name: words.T("Amount"), Input: amount},
		},
		OnConfirm: func() error {
			worth, err := amount.Amount()
			if err != nil {
				return dialogs.At(amount, err)
			}
			err = s.bag.add(ledger.BankedCheck{Number: number.Text, Routing: routing.Text, Name: name.Text, Amount: worth})
			if input := map[string]widgets.Input{"number": number, "routing": routing, "name": name, "amount": amount}[lastPart(ledger.FieldOf(err))]; input != nil {
				return dialogs.At(input, err)
			}
			if err != nil {
				return err
			}
			s.checks.SetRows(s.bag.checks())
			s.follow()
			return nil
		},
	})
}

// prepare holds the bag against the receipts, asks for a reason when something
// is not as it should be, and then for the second person.
func (s *bagForm) prepare() {
	draft, balance, err := s.bag.ready()
	if err == nil && draft.Bag == "" {
		err = &lineError{len(s.fields) - 1, phrase.Errorf("key in the number that is printed on the bag")}
	}
	if err != nil {
		s.wrong(err)
		return
	}
	if len(balance.Problems()) == 0 {
		s.verify(draft, balance)
		return
	}
	s.counter.dialogs.Reason(words.T("The bag is not as the receipts say"), problemWords(balance), bagReasons, func(reason string) error {
		draft.Reason = reason
		return nil
	}).Then(func() { s.verify(draft, balance) })
}

var bagReasons = phrase.Words("Counted twice; it stays so", "A check is held back", "The closing is approved later")

// wrong says at its field what is wrong.
func (s *bagForm) wrong(err error) {
	var at *lineError
	if !errors.As(err, &at) {
		s.counter.say(widgets.Stop, widgets.Sentence(err))
		return
	}
	input := s.fields[at.line].Input
	s.to(input)
	input.SetError(at.err)
}

func (s *bagForm) verify(draft ledger.DepositDraft, b ledger.DepositBalance) {
	total, err := b.Banked.Sum()
	if err != nil {
		s.wrong(err)
		return
	}
	var made ledger.Deposit
	s.counter.secondSignIn(words.T("Verify bag %s", draft.Bag),
		words.T("Cash %s, %s of %s, together %s. Count the bag again, then sign in: a second person, who worked none of its drawers.", widgets.Dollars(b.Banked.Cash), words.N(len(draft.Present)+len(draft.Extra), "%d check", "%d checks"), widgets.Dollars(b.Banked.Check), widgets.Dollars(total)),
		func(verifier ledger.Session) (err error) {
			made, err = s.counter.ledger.MakeDeposit(s.counter.session, verifier, draft)
			return err
		}, func() {
			s.counter.show(newDeposit(s.counter))
			s.counter.printDepositSlip(made)
		})
}

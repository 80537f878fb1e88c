package ui

import (
	"errors"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ledger/stub"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// learning is the screen on which a scan line is learned from stubs in hand:
// their lines, and what their papers say.
type learning struct {
	counter *counter
	lesson  lesson

	scan, account, due, bill *widgets.Entry
	amount                   *widgets.MoneyEntry
	stubs                    *widgets.Table[int] // indexes into the lesson
	count                    *widgets.Text
	line                     *fyne.Container
	said                     *widget.Label
	frame                    *fyne.Container
}

func newLearning(c *counter) screen {
	s := &learning{
		counter: c,
		scan:    newScanEntry(), account: widgets.NewEntry(), amount: widgets.NewMoneyEntry(), due: widgets.NewEntry(), bill: widgets.NewEntry(),
		count: widgets.NewCaption(""),
		line:  container.NewStack(),
		said:  newRemarks(),
	}
	s.due.SetPlaceHolder(words.T("MM/DD/YYYY"))
	s.stubs = s.newTable()
	s.scan.OnSubmitted = func(string) { s.enter(s.scan) }
	s.scan.OnKey = func(key fyne.KeyName) bool { return key == fyne.KeyDown && c.board.Handle(key) }
	s.frame = s.layOut()
	return s
}

func (s *learning) newTable() *widgets.Table[int] {
	type column = widgets.Column[int]
	of := func(i int) stub.Sample { return s.lesson.samples[i] }
	table := widgets.NewTable(
		column{Title: words.T("Stub"), Width: 4, Align: fyne.TextAlignTrailing, Text: func(i int) string { return strconv.Itoa(i + 1) }},
		column{Title: words.T("Scan line"), Width: 42, Text: func(i int) string { return of(i).Scan }},
		column{Title: words.T("Account"), Width: 13, Text: func(i int) string { return of(i).Account }},
		column{Title: words.T("Amount"), Width: 9, Align: fyne.TextAlignTrailing, Text: func(i int) string { return widgets.Dollars(of(i).AmountDue) }},
		column{Title: words.T("Due"), Width: 10, Text: func(i int) string { return ledger.Day(of(i).Due).Display() }},
		column{Title: words.T("Bill"), Width: 8, Text: func(i int) string { return of(i).Bill }},
		column{Title: words.T("Verdict"), Width: 12, Text: func(i int) string { return s.lesson.verdict(i) }},
	)
	table.Empty = words.T("No stub yet")
	table.MinRows = 6
	table.OnOpen = func(int) { s.correct() }
	return table
}

func (s *learning) layOut() *fyne.Container {
	keyed := []*widgets.Field{
		widgets.NewField(words.T("Scan a stub"), s.scan), widgets.NewField(words.T("Its account"), s.account), widgets.NewField(words.T("Its amount"), s.amount),
		widgets.NewField(words.T("Due, or nothing"), s.due), widgets.NewField(words.T("Bill no., or nothing"), s.bill),
	}
	rest := widgets.NewColumns(4, keyed[1], keyed[2], keyed[3], keyed[4])
	form := container.New(layout.NewCustomPaddedVBoxLayout(2), keyed[0], rest, widgets.NewWrongs(1, keyed...), s.count)
	return container.NewBorder(form, container.New(layout.NewCustomPaddedVBoxLayout(2), s.said, s.line), nil, nil, s.stubs)
}

func (s *learning) title() string          { return words.T("Learn a scan line") }
func (s *learning) focus() fyne.Focusable  { return s.scan }
func (s *learning) to(next fyne.Focusable) { s.counter.window.Canvas().Focus(next) }
func (s *learning) halfDone() bool         { return len(s.lesson.samples) > 0 || s.scan.Filled() }

func (s *learning) content() fyne.CanvasObject {
	s.show()
	return page(s.frame)
}

// typed lets a scanner be fired while no field has the keyboard.
func (s *learning) typed(r rune) {
	s.to(s.scan)
	s.scan.TypedRune(r)
}

// scanned takes a stub that was scanned into another field.
func (s *learning) scanned(scan string) {
	s.scan.SetText(scan)
	s.enter(s.scan)
}

func (s *learning) commands() keys.Table {
	enough := func() bool { return len(s.lesson.samples) >= stub.MinSamples }
	stubs := func() bool { return len(s.lesson.samples) > 0 }
	return keys.Table{
		{Name: "add", Label: words.T("Add stub"), Menu: menuScanLines, Key: fyne.KeyF3, Run: s.add},
		{Name: "seek", Label: words.T("Find the scan line"), Menu: menuScanLines, Key: fyne.KeyF4, Enabled: enough, Run: s.seek},
		{Name: "save", Label: words.T("Save"), Menu: menuScanLines, Key: fyne.KeyF9, Enabled: func() bool { return s.lesson.found != nil }, Run: s.save},
		{Name: "next", Label: words.T("Next field"), Key: fyne.KeyReturn, Run: func() { s.enter(s.counter.window.Canvas().Focused()) }},
		{Name: "list", Label: words.T("Stubs"), Key: fyne.KeyDown, Enabled: stubs, Run: func() { s.to(s.stubs) }},
		{Name: "remove", Label: words.T("Remove stub"), Key: fyne.KeyDelete, Enabled: stubs, Run: s.remove},
		{Name: "back", Label: words.T("Scan lines"), Menu: menuGo, Key: fyne.KeyEscape, Run: func() { s.counter.goTo(newScanLines) }},
	}
}

// enter goes to the next field that the stubs have, and behind the last one
// adds the stub.
func (s *learning) enter(from fyne.Focusable) {
	switch from {
	case s.scan:
		s.to(s.account)
	case s.account:
		s.to(s.amount)
	case s.amount:
		s.enterPast(dueOf, s.due)
	case s.due:
		s.enterPast(billOf, s.bill)
	default:
		s.add()
	}
}

func (s *learning) enterPast(of func(stub.Sample) string, next *widgets.Entry) {
	if s.lesson.wants(of) {
		s.to(next)
	} else {
		s.enter(next)
	}
}

// add puts what is keyed in among the stubs.
func (s *learning) add() {
	sample, wrong, err := s.keyed()
	if err == nil {
		wrong, err = s.scan, s.lesson.add(sample)
	}
	if err != nil {
		s.to(wrong)
		wrong.SetError(err)
		return
	}
	s.fill(stub.Sample{})
	s.show()
	s.stubs.Select(len(s.lesson.samples) - 1)
	s.to(s.scan)
}

// keyed is the stub in the fields, or which field is wrong and why.
func (s *learning) keyed() (sample stub.Sample, wrong widgets.Input, err error) {
	for _, field := range []*widgets.Entry{s.scan, s.account} {
		if !field.Filled() {
			return sample, field, phrase.Errorf("fill this in")
		}
	}
	sample = stub.Sample{Scan: s.scan.Text, Account: s.account.Text, Bill: s.bill.Text}
	if sample.AmountDue, err = s.amount.Amount(); err != nil {
		return sample, s.amount, err
	}
	sample.Due, err = readDue(s.due.Text)
	return sample, s.due, err
}

// fill puts a stub into the fields.
func (s *learning) fill(sample stub.Sample) {
	s.scan.SetText(sample.Scan)
	s.account.SetText(sample.Account)
	s.amount.SetText("")
	if sample.Scan != "" {
		s.amount.SetAmount(sample.AmountDue)
	}
	s.due.SetText(ledger.Day(sample.Due).Display())
	s.bill.SetText(sample.Bill)
}

// correct takes the selected stub back into the fields, when they are empty.
func (s *learning) correct() {
	if s.scan.Filled() {
		s.to(s.scan)
		s.scan.SetError(phrase.Errorf("add this stub first, or clear it"))
		return
	}
	at, _ := s.stubs.Selected()
	s.fill(s.lesson.remove(at))
	s.show()
	s.to(s.account)
}

func (s *learning) remove() {
	at, _ := s.stubs.Selected()
	s.lesson.remove(at)
	s.show()
	if len(s.lesson.samples) == 0 {
		s.to(s.scan)
	}
}

// seek looks for the scan line that reads all the stubs.
func (s *learning) seek() {
	samples := s.lesson.samples
	var found stub.Lesson
	s.counter.work(words.T("Looking for the scan line"), func() (err error) {
		found, err = stub.Learn(s.newName(), samples)
		return err
	}, func(err error) {
		s.lesson.take(found, err)
		s.show()
		if wrong, named := errors.AsType[*stub.SampleError](err); named {
			s.stubs.Select(wrong.Sample - 1)
		}
	})
}

// newName is a name that no scan line has.
func (s *learning) newName() string {
	known := s.counter.ledger.City().Scanlines
	for n := 1; ; n++ {
		name := fmt.Sprintf("bill-%d", n)
		if _, err := stub.ByName(known, name); err != nil {
			return name
		}
	}
}

// show lists the stubs and what they taught.
func (s *learning) show() {
	rows := make([]int, len(s.lesson.samples))
	for i := range rows {
		rows[i] = i
	}
	at, _ := s.stubs.Selected()
	s.stubs.SetRows(rows)
	s.stubs.Select(min(max(at, 0), len(rows)-1))
	s.count.SetText(s.progress())
	s.line.RemoveAll()
	switch l := s.lesson; {
	case l.refused != nil:
		s.said.SetText(widgets.Sentence(l.refused))
	case l.found != nil:
		s.said.SetText(l.summary(s.counter.ledger.City().Scanlines))
		s.line.Add(drawLine(l.found.Profile, l.samples[0].Scan))
	default:
		s.said.SetText("")
	}
	s.frame.Refresh() // what is said has another height
	s.counter.board.Changed()
}

func (s *learning) progress() string {
	switch n := len(s.lesson.samples); {
	case s.lesson.found != nil:
		return words.T("All %d stubs are read as their papers say. F9 saves the scan line.", n)
	case n < stub.MinSamples:
		return words.T("%d of 10 stubs. Take stubs as different from each other as can be.", n)
	default:
		return words.T("%d of 10 stubs. F4 finds the scan line; the more stubs, the surer.", n)
	}
}

// save asks for a name and puts the scan line into force.
func (s *learning) save() {
	profile := s.lesson.found.Profile
	name := widgets.NewEntry()
	name.SetText(profile.Name)
	s.counter.dialogs.Open(dialogs.Form{
		Title:   words.T("Save the scan line"),
		Text:    words.T("It counts at once. It is written to this counter's settings, and who added it is recorded."),
		Fields:  []dialogs.Field{{Name: words.T("Name of this kind of bill"), Input: name}},
		Confirm: words.T("Save"),
		OnConfirm: func() error {
			profile.Name = name.Text
			return s.counter.ledger.AddScanline(s.counter.session, profile)
		},
		OnClosed: func(saved bool) {
			if saved {
				s.counter.show(newScanLines(s.counter))
				s.counter.say(widgets.Note, words.T("Scan line %s is in force. Try it with a stub that was not among those it was learned from.", profile.Name))
			}
		},
	})
}

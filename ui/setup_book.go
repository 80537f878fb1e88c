package ui

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/receipts"
	"counterfoil/receipts/printer"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// booksPage is the page of Set-up where books of blank receipts are printed
// and registered, and each of their numbers is accounted for.
type booksPage struct {
	counter *counter
	books   *widgets.Table[ledger.Book]
	fates   *widgets.Table[paperFate]
	body    fyne.CanvasObject
}

// paperFate is what became of a run of numbers of a book, in words.
type paperFate struct{ numbers, fate, by, words string }

func newBooks(c *counter) screen {
	s := &booksPage{counter: c}
	type column = widgets.Column[ledger.Book]
	count := func(title string, of func(ledger.Book) int) column {
		return column{Title: title, Width: 8, Align: fyne.TextAlignTrailing, Text: func(b ledger.Book) string { return strconv.Itoa(of(b)) }}
	}
	s.books = widgets.NewTable(
		column{Title: words.T("Receipts"), Width: 26, Text: func(b ledger.Book) string { return b.PaperRange.String() }},
		column{Title: words.T("With"), Width: 12, Text: func(b ledger.Book) string { return b.Holder }},
		column{Title: words.T("Since"), Width: 11, Text: func(b ledger.Book) string { return b.RegisteredAt.Format("01/02/2006") }},
		count(words.T("Used"), func(b ledger.Book) int { return len(b.Used) }),
		count(words.T("Spoiled"), ledger.Book.SpoiledCount),
		count(words.T("Missing"), ledger.Book.MissingCount),
		count(words.T("Blank"), ledger.Book.BlankCount),
	)
	s.books.Empty = words.T("No book is registered. F6 prints one; F3 registers who has it.")
	s.books.MinRows = 5
	type fate = widgets.Column[paperFate]
	s.fates = widgets.NewTable(
		fate{Title: words.T("Numbers"), Width: 26, Text: func(f paperFate) string { return f.numbers }},
		fate{Title: words.T("Are"), Width: 10, Text: func(f paperFate) string { return f.fate }},
		fate{Title: words.T("By"), Width: 12, Text: func(f paperFate) string { return f.by }},
		fate{Title: words.T("Which"), Width: 40, Text: func(f paperFate) string { return f.words }},
	)
	s.books.OnSelect = func(b ledger.Book) { s.fates.SetRows(fatesOf(b)) }
	below := container.New(layout.NewCustomPaddedLayout(12, 0, 0, 0), s.fates)
	s.body = page(container.NewBorder(s.books, nil, nil, nil, below))
	return s
}

// fatesOf tells what became of the numbers of a book, missing ones first.
func fatesOf(b ledger.Book) (fates []paperFate) {
	for _, r := range b.Missing {
		fates = append(fates, paperFate{r.String(), words.T("MISSING"), b.Holder, words.T("Nobody keyed them in or declared them spoiled.")})
	}
	for _, u := range b.Used {
		said := words.T("%s of %s, keyed in as %s by %s", widgets.Dollars(u.Total), u.Received.Format("01/02/2006"), u.Receipt, u.Clerk)
		if u.Void {
			said += words.T(", VOID")
		}
		fates = append(fates, paperFate{u.Number.String(), words.T("used"), u.Writer, said})
	}
	for _, s := range b.Spoiled {
		fates = append(fates, paperFate{s.PaperRange.String(), words.T("spoiled"), s.By, words.T("%s (approved by %s)", s.Reason, s.ApprovedBy)})
	}
	for _, r := range b.Blank {
		fates = append(fates, paperFate{r.String(), words.T("blank"), b.Holder, ""})
	}
	return fates
}

func (s *booksPage) title() string         { return words.T("Paper book") }
func (s *booksPage) typed(rune)            {}
func (s *booksPage) focus() fyne.Focusable { return s.books }

// content reads the books again: receipts are keyed in meanwhile.
func (s *booksPage) content() fyne.CanvasObject {
	if err := s.read(); err != nil {
		return page(problemText(err))
	}
	return s.body
}

func (s *booksPage) read() error {
	books, err := s.counter.ledger.Books()
	if err != nil {
		return err
	}
	at, _ := s.books.Selected()
	s.books.SetRows(books)
	s.books.Select(max(at, 0))
	s.fates.SetRows(nil)
	if at, b := s.books.Selected(); at >= 0 {
		s.fates.SetRows(fatesOf(b))
	}
	s.counter.board.Changed()
	return nil
}

func (s *booksPage) commands() keys.Table {
	chosen := func() bool { at, _ := s.books.Selected(); return at >= 0 }
	return keys.Table{
		{Name: "register", Label: words.T("Register"), Menu: menuBook, Key: fyne.KeyF3, Run: s.register},
		{Name: "spoil", Label: words.T("Spoiled"), Menu: menuBook, Key: fyne.KeyF4, Enabled: chosen, Run: s.spoil},
		{Name: "print-book", Label: words.T("Print a book"), Menu: menuBook, Key: fyne.KeyF6, Run: s.print},
		backToSetup(s.counter),
	}
}

const menuBook phrase.Word = "Paper book"

// rangeInputs are the fields that name a range of a book.
type rangeInputs struct{ book, first, last *widgets.Entry }

func newRangeInputs() rangeInputs {
	in := rangeInputs{widgets.NewDigitsEntry(), widgets.NewDigitsEntry(), widgets.NewDigitsEntry()}
	for _, e := range []*widgets.Entry{in.book, in.first, in.last} {
		e.Replace = true
	}
	return in
}

func (in rangeInputs) fields(more ...dialogs.Field) []dialogs.Field {
	return append([]dialogs.Field{
		{Name: words.T("Book number"), Input: in.book}, {Name: words.T("First receipt, without the check digit"), Input: in.first}, {Name: words.T("Last receipt"), Input: in.last},
	}, more...)
}

func (in rangeInputs) keyed() ledger.PaperRange {
	number := func(e *widgets.Entry) int { n, _ := strconv.Atoi(e.Text); return n } // too large is 0, which is refused
	return ledger.PaperRange{Book: number(in.book), First: number(in.first), Last: number(in.last)}
}

func (in rangeInputs) at(err error, more map[string]widgets.Input) error {
	fields := map[string]widgets.Input{"book": in.book, "first": in.first, "last": in.last}
	for name, input := range more {
		fields[name] = input
	}
	return at(err, fields)
}

// print prints a book, which is registered when somebody gets it.
func (s *booksPage) print() {
	in := newRangeInputs()
	in.first.SetText("1")
	in.last.SetText("99")
	s.counter.dialogs.Open(dialogs.Form{
		Title: words.T("Print a book of blank receipts"), Confirm: words.T("Print"), Fields: in.fields(),
		Text:      words.T("Three receipts a page, each with a copy for the office. Bind the pages, and register the book when somebody gets it."),
		OnConfirm: func() error { return in.at(s.counter.ledger.UnusedRange(in.keyed()), nil) },
	}).Then(func() {
		l, r := s.counter.ledger, in.keyed()
		book := printer.Document{Name: fmt.Sprintf("book-B%d-%04d-%04d", r.Book, r.First, r.Last), Role: ledger.PrintsDocuments}
		s.counter.printPaper(book, words.T("The book of receipts %s", r.String()), func() (printable, error) {
			pdf, err := receipts.BookPDF(l.City(), r, l.Local(l.Now()))
			return letterPaper(pdf), err
		})
	})
}

func (s *booksPage) register() {
	in, holder := newRangeInputs(), widgets.NewEntry()
	s.counter.dialogs.Open(dialogs.Form{
		Title: words.T("Register a book"), Text: words.T("From now on each of its numbers has to be accounted for."), Confirm: words.T("Register"),
		Fields: in.fields(dialogs.Field{Name: words.T("Who has it"), Input: holder}),
		OnConfirm: func() error {
			_, err := s.counter.ledger.RegisterBook(s.counter.session, in.keyed(), holder.Text)
			return in.at(err, map[string]widgets.Input{"holder": holder})
		},
	}).Then(func() {
		s.counter.show(s)
		s.counter.say(widgets.Note, words.T("The receipts %s are registered.", in.keyed().String()))
	})
}

func (s *booksPage) spoil() {
	in, reason := newRangeInputs(), widgets.NewEntry()
	_, b := s.books.Selected()
	in.book.SetText(strconv.Itoa(b.Book))
	title := words.T("Declare receipts spoiled")
	s.counter.dialogs.Open(dialogs.Form{
		Title: title, Text: words.T("They will never be keyed in. Keep both parts of each."),
		Fields:    in.fields(dialogs.Field{Name: words.T("How they were spoiled"), Input: reason}),
		OnConfirm: func() error { return in.at(in.keyed().Check(), nil) },
	}).Then(func() {
		sentence := words.T("%s: %s. A supervisor, another person, signs in.", in.keyed(), reason.Text)
		s.counter.secondSignIn(title, sentence, func(approver ledger.Session) error {
			return s.counter.ledger.SpoilPaper(s.counter.session, approver, in.keyed(), reason.Text)
		}, func() {
			s.counter.show(s)
			s.counter.say(widgets.Note, words.T("%s: declared spoiled.", in.keyed().String()))
		})
	})
}

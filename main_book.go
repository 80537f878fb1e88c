package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

type bookCommand struct {
	Print    bookPrint    `cmd:"" help:"Print a book of blank receipts."`
	Register bookRegister `cmd:"" help:"Note who has a book."`
	Show     bookShow     `cmd:"" help:"Account for each number of the books."`
	Spoil    bookSpoil    `cmd:"" help:"Declare receipts of a book spoiled."`
}

// bookNumbers names receipts of a book.
type bookNumbers struct {
	Book  string `required:"" placeholder:"N" help:"The book's number, like 1 or B1."`
	First int    `required:"" placeholder:"N" help:"The first receipt's number, without the check digit."`
	Last  int    `required:"" placeholder:"N" help:"The last receipt's number."`
}

func (b bookNumbers) read() (ledger.PaperRange, error) {
	book, err := strconv.Atoi(strings.TrimPrefix(strings.ToUpper(b.Book), "B"))
	if err != nil {
		return ledger.PaperRange{}, usage("--book: %q is not the number of a book; write it like 1 or B1", b.Book)
	}
	r := ledger.PaperRange{Book: book, First: b.First, Last: b.Last}
	return r, r.Check()
}

type bookPrint struct {
	bookNumbers
	output
}

func (bookPrint) Help() string {
	return "Numbers that are registered already are refused: no two receipts have the same. Register the book when somebody gets it.\n\n" +
		"Example:\n\n    counterfoil book print --book 1 --first 1 --last 99 -o book1.pdf"
}

func (c bookPrint) Run(folder ledger.Folder) error {
	r, err := c.read()
	if err != nil {
		return err
	}
	return c.write(folder, func(l *ledger.Ledger) ([]byte, error) {
		if err := l.UnusedRange(r); err != nil {
			return nil, err
		}
		return receipts.BookPDF(l.City(), r, l.Local(l.Now()))
	})
}

type bookRegister struct {
	bookNumbers
	As     string `required:"" placeholder:"USER" help:"The supervisor or administrator."`
	Holder string `required:"" placeholder:"USER" help:"Who has the book."`
}

func (bookRegister) Help() string {
	return "Example:\n\n    counterfoil book register --book 1 --first 1 --last 99 --holder maria --as ruth"
}

func (c bookRegister) Run(folder ledger.Folder) error {
	r, err := c.read()
	if err != nil {
		return err
	}
	l, by, err := openAs(folder, c.As)
	if err != nil {
		return err
	}
	defer l.Close()
	book, err := l.RegisterBook(by, r, c.Holder)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %s with %s.\n", book.PaperRange, many(book.Count(), "receipt"), book.Holder)
	return nil
}

type bookSpoil struct {
	bookNumbers
	As       string `required:"" placeholder:"USER" help:"Who declares it."`
	Approver string `required:"" placeholder:"USER" help:"The supervisor who approves it, another person."`
	Reason   string `required:"" placeholder:"TEXT" help:"How they were spoiled."`
}

func (bookSpoil) Help() string {
	return "The second person's secret comes from a prompt or " + secondSecretVariable + ".\n\n" +
		"Example:\n\n    counterfoil book spoil --book 1 --first 17 --last 17 --reason 'Torn' --as maria --approver ruth"
}

func (c bookSpoil) Run(folder ledger.Folder) error {
	r, err := c.read()
	if err != nil {
		return err
	}
	l, by, err := openAs(folder, c.As)
	if err != nil {
		return err
	}
	defer l.Close()
	secret, err := askSecret("Secret of "+c.Approver, secondSecretVariable)
	if err != nil {
		return err
	}
	approver, err := l.SignIn(c.Approver, secret, ledger.ToApprove)
	if err != nil {
		return err
	}
	if err := l.SpoilPaper(by, approver, r, c.Reason); err != nil {
		return err
	}
	fmt.Printf("%s: declared spoiled by %s, approved by %s.\n", r, by.Name(), approver.Name())
	return nil
}

type bookShow struct {
	JSON bool `help:"Print the books as JSON."`
}

func (bookShow) Help() string {
	return "Lists for each book which numbers were keyed in, spoiled, are missing, or blank still.\n\n" +
		"Example:\n\n    counterfoil book show --json"
}

func (c bookShow) Run(folder ledger.Folder) error {
	l, err := open(folder)
	if err != nil {
		return err
	}
	defer l.Close()
	books, err := l.Books()
	if err != nil {
		return err
	}
	if c.JSON {
		shown := []shownBook{}
		for _, b := range books {
			shown = append(shown, showBook(b))
		}
		return printJSON(os.Stdout, shown)
	}
	if len(books) == 0 {
		fmt.Println("No book is registered yet; `counterfoil book register` notes who has one.")
		return nil
	}
	table := newTable()
	for _, b := range books {
		fmt.Fprintf(table, "%s\twith %s\t%d used\t%d spoiled\t%d missing\t%d blank\n",
			b.PaperRange, b.Holder, len(b.Used), b.SpoiledCount(), b.MissingCount(), b.BlankCount())
		for _, r := range b.Missing {
			fmt.Fprintf(table, "   missing: %s\n", r)
		}
	}
	return table.Flush()
}

// shownBook is a book as it is printed for programs.
type shownBook struct {
	Range        string         `json:"range"`
	Holder       string         `json:"holder"`
	RegisteredAt time.Time      `json:"registered_at"`
	RegisteredBy string         `json:"registered_by"`
	Used         []shownUse     `json:"used"`
	Spoiled      []shownSpoiled `json:"spoiled"`
	Missing      []string       `json:"missing"`
	Blank        []string       `json:"blank"`
}

type shownUse struct {
	Book     string    `json:"book"`
	Receipt  string    `json:"receipt"`
	Received time.Time `json:"received_at"`
	Writer   string    `json:"writer"`
	Clerk    string    `json:"clerk"`
	Total    string    `json:"total"`
	Void     bool      `json:"void"`
}

type shownSpoiled struct {
	Range      string    `json:"range"`
	At         time.Time `json:"at"`
	By         string    `json:"by"`
	ApprovedBy string    `json:"approved_by"`
	Reason     string    `json:"reason"`
}

func showBook(b ledger.Book) shownBook {
	shown := shownBook{
		Range: b.PaperRange.String(), Holder: b.Holder, RegisteredAt: b.RegisteredAt, RegisteredBy: b.RegisteredBy,
		Used: []shownUse{}, Spoiled: []shownSpoiled{}, Missing: rangeNames(b.Missing), Blank: rangeNames(b.Blank),
	}
	for _, u := range b.Used {
		shown.Used = append(shown.Used, shownUse{u.Number.String(), u.Receipt, u.Received, u.Writer, u.Clerk, u.Total.String(), u.Void})
	}
	for _, s := range b.Spoiled {
		shown.Spoiled = append(shown.Spoiled, shownSpoiled{s.PaperRange.String(), s.At, s.By, s.ApprovedBy, s.Reason})
	}
	return shown
}

func rangeNames(ranges []ledger.PaperRange) []string {
	names := []string{}
	for _, r := range ranges {
		names = append(names, r.String())
	}
	return names
}

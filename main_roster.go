package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"counterfoil/ledger"
	"counterfoil/ledger/roster"
)

type rosterCommand struct {
	File    string   `arg:"" type:"existingfile" help:"The accounts: CSV or an Excel workbook."`
	As      string   `required:"" placeholder:"USER" help:"Who loads it: a supervisor or an administrator."`
	AsOf    string   `required:"" placeholder:"YYYY-MM-DD" help:"The day that the balances are of."`
	Map     []string `placeholder:"FIELD=COLUMN" help:"Which column is what, by its name or letter: account=Acct,due=F. Fields: account, customer, name, address, balance, bill, bill_date, due, cut_off, autopay, no_checks, language."`
	Dates   string   `enum:",mdy,dmy,mmddyy,yymmdd" default:"" placeholder:"FORM" help:"How dates are written, where it cannot be told: mdy, dmy, mmddyy or yymmdd."`
	Amounts string   `enum:",dollars,cents" default:"" placeholder:"UNIT" help:"What whole numbers are, where it cannot be told: dollars or cents."`
	Bad     string   `placeholder:"FILE.csv" help:"Write the rows that are left out into a file. Default: they are printed."`
	DryRun  bool     `help:"Read the file and say what would be loaded; load nothing."`
	JSON    bool     `help:"Print the result as JSON."`
}

func (rosterCommand) Help() string {
	return "They take the place of those loaded before. Which column is what is guessed from the columns' names and printed; look at it with --dry-run first. " +
		"A row that cannot be read is left out and named. Exit status 1: rows were left out.\n\n" +
		"Example:\n\n    counterfoil roster accounts.csv --as ruth --as-of 2026-11-20 --map \"account=Acct #\" --dry-run"
}

// rosterResult is what the command prints as JSON.
type rosterResult struct {
	Loaded   bool                    `json:"loaded"`
	Accounts int                     `json:"accounts"`
	LeftOut  int                     `json:"left_out"`
	AsOf     ledger.Day              `json:"as_of"`
	Source   string                  `json:"source"`
	Kind     string                  `json:"kind"`
	Encoding string                  `json:"encoding"`
	Columns  map[roster.Field]string `json:"columns"`
	BadRows  []rosterBadRow          `json:"bad_rows"` // the first ones
}

type rosterBadRow struct {
	Line   int    `json:"line"`
	Field  string `json:"field"`
	Reason string `json:"reason"`
}

func (c rosterCommand) Run(ctx context.Context, folder ledger.Folder) error {
	asOf, err := ledger.ParseDay(c.AsOf)
	if err != nil {
		return usage("--as-of: %w", err)
	}
	if err := checkTarget(folder, "--bad", c.Bad); err != nil {
		return err
	}
	l, by, err := openAs(folder, c.As)
	if err != nil {
		return err
	}
	defer l.Close()
	file, err := roster.Open(ctx, c.File, folder.Scratch(), progressOf("Looking at the file"))
	if err != nil {
		return exit{wrongInput, err}
	}
	defer file.Close()
	survey, err := roster.Take(ctx, file, progressOf("Reading the file"))
	if err != nil {
		return exit{wrongInput, err}
	}
	plan, err := c.plan(survey)
	if err != nil {
		return exit{wrongInput, err}
	}
	if !c.JSON {
		printPlan(file, survey, plan)
	}
	return c.load(ctx, l, by, asOf, file, survey, plan)
}

func (c rosterCommand) plan(s *roster.Survey) (roster.Plan, error) {
	plan, err := s.Read(s.Guess(), c.Map)
	if err != nil {
		return plan, fmt.Errorf("--map: %w", err)
	}
	if format, given := dateFormats[c.Dates]; given {
		plan = s.WithDates(plan, format)
	}
	plan.Amounts = roster.AmountStyle(c.Amounts)
	if err := s.Ready(plan); err != nil {
		return plan, fmt.Errorf("%w with --map, --dates or --amounts", err)
	}
	return plan, nil
}

// load loads the roster, or reads it to its end when nothing is to be loaded.
func (c rosterCommand) load(ctx context.Context, l *ledger.Ledger, by ledger.Session, asOf ledger.Day, file *roster.File, survey *roster.Survey, plan roster.Plan) (err error) {
	bad := roster.NewBadList(c.Bad)
	note := bad.Add
	if c.Bad == "" {
		bad = roster.NewBadList(os.DevNull)
		note = func(row ledger.BadRow) error {
			fmt.Fprintln(os.Stderr, row.Error())
			return bad.Add(row)
		}
	}
	loaded := ledger.Roster{AsOf: asOf, Source: file.Name}
	if c.DryRun {
		loaded.Accounts, err = count(ctx, survey, plan, note)
	} else {
		loaded, err = roster.Load(ctx, l, by, asOf, survey, plan, note, progressOf("Loading"))
	}
	if closeErr := bad.Close(); err == nil {
		err = closeErr
	}
	switch {
	case errors.Is(err, context.Canceled):
		return exit{cannotRun, errors.New("canceled; the roster stays as it was")}
	case err != nil && ledger.CodeOf(err) == "":
		return exit{wrongInput, err}
	case err != nil:
		return err
	}
	return c.say(loaded, bad, file, survey, plan)
}

func count(ctx context.Context, s *roster.Survey, plan roster.Plan, note func(ledger.BadRow) error) (accounts int, err error) {
	for _, err := range s.Accounts(ctx, plan, progressOf("Reading")) {
		row, bad := errors.AsType[*ledger.BadRow](err)
		switch {
		case bad:
			if err := note(*row); err != nil {
				return accounts, err
			}
		case err != nil:
			return accounts, err
		default:
			accounts++
		}
	}
	return accounts, nil
}

func (c rosterCommand) say(loaded ledger.Roster, bad *roster.BadList, file *roster.File, survey *roster.Survey, plan roster.Plan) error {
	if c.JSON {
		result := rosterResult{
			Loaded: !c.DryRun, Accounts: loaded.Accounts, LeftOut: bad.Count, AsOf: loaded.AsOf, Source: loaded.Source,
			Kind: file.Kind, Encoding: file.Encoding, Columns: map[roster.Field]string{}, BadRows: []rosterBadRow{},
		}
		for field, column := range plan.Columns {
			result.Columns[field] = survey.Columns[column].Name
		}
		for _, row := range bad.First {
			result.BadRows = append(result.BadRows, rosterBadRow(row))
		}
		if err := printJSON(os.Stdout, result); err != nil {
			return err
		}
	} else if c.DryRun {
		fmt.Printf("%s would be loaded, as of %s; %s would be left out. Nothing is loaded.\n", many(loaded.Accounts, "account"), loaded.AsOf.Display(), many(bad.Count, "row"))
	} else {
		fmt.Printf("%s loaded, as of %s; %s left out.\n", many(loaded.Accounts, "account"), loaded.AsOf.Display(), many(bad.Count, "row"))
	}
	if bad.Count > 0 {
		return exit{checkFailed, errSaid}
	}
	return nil
}

// printPlan says what each column is read as, with an example.
func printPlan(file *roster.File, s *roster.Survey, plan roster.Plan) {
	fmt.Printf("%s: %s, %s, %s\n\n", file.Name, file.Kind, file.Encoding, many(s.Rows, "row"))
	table := newTable()
	fmt.Fprintln(table, "COLUMN\tIS READ AS\tWRITTEN LIKE\tFOR EXAMPLE")
	preview := s.Preview(plan)
	for i, column := range s.Columns {
		field := plan.FieldOf(i)
		as := string(field)
		if field == "" {
			as = "-"
		}
		example := ""
		if len(preview) > 0 {
			example = preview[0][i]
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", column.Name, as, s.Reading(field, plan), example)
	}
	table.Flush()
	fmt.Println()
}

package main

import (
	"fmt"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

type reportCommand struct {
	Kind        string `arg:"" enum:"day,clerk,closing,match,deposit,undeposited,voids,sequence,holds,autopay,exceptions,posting,closeout" help:"${enum}."`
	Day         string `placeholder:"YYYY-MM-DD" help:"One business day. Default for day: the last one with a drawer." xor:"scope"`
	Outage      int64  `placeholder:"N" help:"A whole outage. Default: the last one." xor:"scope"`
	As          string `placeholder:"USER" help:"A supervisor or finance. Without it, no report says anything of a drawer that is open, and the day's waits for its count."`
	Table       string `placeholder:"NAME" help:"For --csv: which table. Default: the first."`
	DueFrom     string `placeholder:"YYYY-MM-DD" help:"For holds: bills due from this day. Default: as city.toml says."`
	DueTo       string `placeholder:"YYYY-MM-DD" help:"For holds: bills due until this day."`
	PenaltyFrom string `placeholder:"YYYY-MM-DD" help:"For holds: bills whose penalty falls from this day."`
	PenaltyTo   string `placeholder:"YYYY-MM-DD" help:"For holds: bills whose penalty falls until this day."`
	JSON        bool   `help:"As JSON (the default)." xor:"format"`
	CSV         bool   `help:"As CSV, its texts unaltered: for programs, not for spreadsheets, which may take a text for a formula." xor:"format"`
	form        `set:"pdf=, to be signed and filed"`
}

const closeOut = "closeout"

func (reportCommand) Help() string {
	kinds := ""
	for _, kind := range receipts.ReportKinds() {
		kinds += fmt.Sprintf("    %-12s %s\n", kind.Key, kind.Summary)
	}
	return "The reports:\n\n" + kinds + fmt.Sprintf("    %-12s %s\n", closeOut, "All of them, of a whole outage, as one document") +
		"\nWithout --outage and --table, day is the reconciliation of one business day.\n\nExamples:\n\n" +
		"    counterfoil report day --day 2026-11-23 --as grace --pdf -o day.pdf\n" +
		"    counterfoil report holds --due-from 2026-01-15 --due-to 2026-02-12 --csv -o holds.csv\n" +
		"    counterfoil report closeout --as grace -o closeout.pdf"
}

func (c reportCommand) Run(folder ledger.Folder) error {
	day, err := optionalDay("--day", c.Day)
	if err != nil {
		return err
	}
	if c.Kind == closeOut && (c.JSON || c.CSV || day != "") {
		return usage("the close-out pack is a document of a whole outage; leave out --json, --csv and --day")
	}
	if c.Table != "" && !c.CSV {
		return usage("--table: only a CSV file is of one table; add --csv")
	}
	return c.write(folder, func(l *ledger.Ledger) ([]byte, error) {
		by := ledger.Console
		if c.As != "" {
			if by, err = signIn(l, c.As); err != nil {
				return nil, err
			}
		}
		window, err := c.window(l.City().Holds.HoldWindow)
		if err != nil {
			return nil, err
		}
		if c.Kind == "day" && c.Outage == 0 && c.Table == "" {
			return c.day(l, by, day)
		}
		sc, err := l.ReportScope(by, day, c.Outage)
		if err != nil {
			return nil, err
		}
		if c.Kind == closeOut {
			return c.pack(l, sc)
		}
		return c.report(l, sc, window)
	})
}

func optionalDay(flag, text string) (ledger.Day, error) {
	if text == "" {
		return "", nil
	}
	day, err := ledger.ParseDay(text)
	if err != nil {
		return "", usage("%s: %w", flag, err)
	}
	return day, nil
}

// pack is all reports of an outage.
func (c reportCommand) pack(l *ledger.Ledger, sc ledger.Scope) ([]byte, error) {
	reports, err := receipts.MakePack(l, sc)
	if err != nil {
		return nil, err
	}
	pack, err := receipts.Pack(reports)
	if err != nil {
		return nil, err
	}
	return pack.For(c.printer(ledger.Letter))
}

func (c reportCommand) report(l *ledger.Ledger, sc ledger.Scope, window ledger.HoldWindow) ([]byte, error) {
	kind, err := receipts.ReportKindOf(c.Kind)
	if err != nil {
		return nil, err
	}
	r, err := kind.Make(l, sc, window)
	switch {
	case err != nil:
		return nil, err
	case c.CSV:
		return receipts.ReportCSV(r, c.Table)
	case c.PDF, c.Text, c.ESCPOS:
		return r.Paperwork().For(c.printer(ledger.Letter))
	}
	return receipts.ReportJSON(r)
}

// window is the city's, where the words of the command do not say otherwise.
func (c reportCommand) window(w ledger.HoldWindow) (ledger.HoldWindow, error) {
	for _, edge := range []struct {
		flag, text string
		into       *ledger.Day
	}{{"--due-from", c.DueFrom, &w.DueFrom}, {"--due-to", c.DueTo, &w.DueTo}, {"--penalty-from", c.PenaltyFrom, &w.PenaltyFrom}, {"--penalty-to", c.PenaltyTo, &w.PenaltyTo}} {
		day, err := optionalDay(edge.flag, edge.text)
		if err != nil {
			return w, err
		}
		if day == "" {
			continue
		}
		if c.Kind != "holds" {
			return w, usage("%s: only the report holds has dates like that", edge.flag)
		}
		*edge.into = day
	}
	return w, w.Check("holds.")
}

// day is the reconciliation of a day, the last one with a drawer when it is
// empty.
func (c reportCommand) day(l *ledger.Ledger, by ledger.Session, day ledger.Day) ([]byte, error) {
	err := l.MayReconcile(by)
	if err != nil {
		return nil, err
	}
	if day == "" {
		if day, err = l.LastDay(); err != nil {
			return nil, err
		}
	}
	report, err := l.DayReport(day)
	switch {
	case err != nil:
		return nil, err
	case c.CSV:
		return receipts.DayCSV(report)
	case c.PDF, c.Text, c.ESCPOS:
		paper, err := receipts.Day(report)
		if err != nil {
			return nil, err
		}
		return paper.For(c.printer(ledger.Letter))
	}
	return receipts.DayJSON(report)
}

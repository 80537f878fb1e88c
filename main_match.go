package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"counterfoil/ledger"
	"counterfoil/ledger/billing"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/bundle/desk"
	"counterfoil/ledger/durable"
)

type matchCommand struct {
	Bundle  string `arg:"" type:"path" help:"A bundle, or the folder of a merged set."`
	Billing string `arg:"" type:"existingfile" help:"Billing's own list of cash receipts: CSV or an Excel workbook."`
	Days    int    `default:"3" placeholder:"N" help:"How many days billing's date may be from ours, where a row names no payment. Default: 3."`
	JSON    bool   `help:"Print everything as JSON." xor:"format"`
	CSV     bool   `help:"Print every pair as CSV, its texts unaltered: for programs." xor:"format"`
	XLSX    string `name:"xlsx" placeholder:"FILE.xlsx" help:"Write every pair into a workbook."`
	listFlags
}

func (matchCommand) Help() string {
	return "Each stub is one of these: matched, missing, posted twice, a different amount, a different account, void here, theirs only. " +
		"A payment id or receipt number in either column payment_id, receipt or reference comes first; then account, amount and date. Each pair says what it was found by.\n\n" +
		"Examples:\n\n    counterfoil match counterfoil_C1_2026-11-23_2026-11-23_b0001.zip cash-receipts.csv\n" +
		"    counterfoil match city-wide cash.xlsx --map account=Acct,amount=Paid,date=\"Rcpt Date\" --days 40 --xlsx match.xlsx"
}

func (c matchCommand) Run(ctx context.Context, folder ledger.Folder, office *desk.Desk) error {
	if c.Days < 0 {
		return usage("--days: %d is less than none", c.Days)
	}
	if err := checkTarget(folder, "--xlsx", c.XLSX); err != nil {
		return err
	}
	ours, err := c.ours(ctx, office)
	if err != nil {
		return err
	}
	list, err := c.read(ctx, c.Billing, billingFolder(folder, office))
	if err != nil {
		return err
	}
	compared, err := billing.Match(ours, list, c.Days)
	if err != nil {
		return err
	}
	if c.XLSX != "" {
		if err := writeWorkbook(c.XLSX, compared.WriteWorkbook); err != nil {
			return err
		}
	}
	switch {
	case c.JSON:
		err = printJSON(os.Stdout, compared.JSON())
	case c.CSV:
		w := csv.NewWriter(os.Stdout)
		w.UseCRLF = true
		err = w.WriteAll(compared.Rows())
	default:
		err = printMatch(compared)
	}
	if err == nil && !compared.AllMatch() {
		err = exit{checkFailed, errSaid}
	}
	return err
}

// ours reads the payments of a bundle, or of a folder that merge wrote.
func (c matchCommand) ours(ctx context.Context, office *desk.Desk) ([]billing.Ours, error) {
	info, err := statInput(c.Bundle)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		file, err := os.Open(filepath.Join(c.Bundle, "payments.csv"))
		if err != nil {
			return nil, usage("%s is not a merged set: %w", c.Bundle, err)
		}
		defer file.Close()
		return billing.ReadOurs(bundle.ReadRows("payments.csv", file))
	}
	b, err := checked(ctx, c.Bundle, office)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	return billing.ReadOurs(b.Rows("payments.csv"))
}

func writeWorkbook(path string, write func(io.Writer) error) error {
	var content bytes.Buffer
	if err := write(&content); err != nil {
		return err
	}
	return durable.WriteFile(path, &content, 0o600)
}

// printMatch lists the counts, and each pair that somebody has to look at.
func printMatch(compared billing.Comparison) error {
	table := newTable()
	for _, kind := range billing.Kinds {
		if sum := compared.Counts[kind]; sum.Lines > 0 {
			fmt.Fprintf(table, "%s\t%d\t%s\n", kind, sum.Lines, sum.Amount.Display())
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if byAccount := compared.ByAccount(); byAccount > 0 {
		fmt.Printf("\n%d of the matched were found by account, amount and date alone.\n", byAccount)
	}
	if compared.AllMatch() {
		fmt.Println("\nEverything matches.")
		return nil
	}
	fmt.Println()
	for _, p := range compared.Pairs {
		if !p.Kind.Good() {
			fmt.Fprintln(table, p.Words())
		}
	}
	return table.Flush()
}

package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"counterfoil/ledger"
	"counterfoil/ledger/billing"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/bundle/desk"
	"counterfoil/ledger/phrase"
	"counterfoil/ledger/roster"
)

// listFlags say how a file of the billing system is read.
type listFlags struct {
	Mapping string   `placeholder:"NAME" help:"Read the file as it was mapped under this name."`
	Map     []string `placeholder:"FIELD=COLUMN" help:"Which column is what: receipt=Rcpt,amount=Paid. Fields: payment_id, receipt, line, status, reason, reference, account, amount, date."`
	Status  []string `sep:"none" placeholder:"STATUS=VALUE,VALUE" help:"What the status column's values mean: accepted=OK,POSTED. * is every other value. May be given several times."`
	Dates   string   `enum:",mdy,dmy,ymd,yyyymmdd,mmddyyyy,mmddyy,yymmdd" default:"" placeholder:"FORM" help:"How dates are written, where it cannot be told: mdy, dmy, ymd, yyyymmdd, mmddyyyy, mmddyy, yymmdd."`
	Amounts string   `enum:",dollars,comma,cents" default:"" placeholder:"UNIT" help:"How amounts are written, where it cannot be told: dollars, comma or cents."`
	Save    string   `placeholder:"NAME" help:"Keep this mapping under a name."`
}

var dateFormats = map[string]roster.DateFormat{
	"mdy": roster.MDY, "dmy": roster.DMY, "ymd": roster.YMD, "yyyymmdd": roster.YYYYMMDD, "mmddyyyy": roster.MMDDYYYY, "mmddyy": roster.MMDDYY, "yymmdd": roster.YYMMDD,
}

// mapping is the one that was saved, or the default, with what the flags say.
func (f listFlags) mapping(folder string) (billing.Mapping, error) {
	m := billing.DefaultMapping()
	var err error
	if f.Mapping != "" {
		if m, err = billing.LoadMapping(folder, f.Mapping); err != nil {
			return m, err
		}
	}
	if m, err = m.With(f.Map...); err != nil {
		return m, fmt.Errorf("--map: %w", err)
	}
	if m, err = m.WithStatuses(f.Status...); err != nil {
		return m, fmt.Errorf("--status: %w", err)
	}
	m.Dates = cmp.Or(dateFormats[f.Dates], m.Dates)
	m.Amounts = cmp.Or(roster.AmountStyle(f.Amounts), m.Amounts)
	return m, nil
}

// read reads the file, and keeps the mapping once it proved good.
func (f listFlags) read(ctx context.Context, path, folder string) (*billing.List, error) {
	m, err := f.mapping(folder)
	if err != nil {
		return nil, exit{wrongInput, err}
	}
	list, err := billing.ReadList(ctx, path, os.TempDir(), m, progressOf("Reading "+filepath.Base(path)))
	if err != nil {
		return nil, exit{wrongInput, err}
	}
	if f.Save != "" {
		if err := billing.SaveMapping(folder, f.Save, m); err != nil {
			return nil, fmt.Errorf("--save: %w", err)
		}
	}
	return list, nil
}

// checked opens a bundle that holds; the caller closes it.
func checked(ctx context.Context, path string, office *desk.Desk) (*bundle.Bundle, error) {
	b, looks, err := office.OpenChecked(ctx, path, progressOf("Checking "+filepath.Base(path)))
	warn(looks)
	if ledger.CodeOf(err) == ledger.Conflict {
		err = exit{checkFailed, err}
	}
	return b, err
}

// warn tells what a person must look at before a result is used.
func warn(looks []phrase.Text) {
	for _, look := range looks {
		fmt.Fprintf(os.Stderr, "counterfoil: LOOK  %s\n", look)
	}
}

// billingFolder is where mappings are kept: in the data folder when there is a
// ledger, else in finance's own.
func billingFolder(folder ledger.Folder, office *desk.Desk) string {
	if folder.HasLedger() {
		return string(folder)
	}
	return office.Path()
}

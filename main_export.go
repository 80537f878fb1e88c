package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/receipts"
)

type exportCommand struct {
	As    string `required:"" placeholder:"USER" help:"Who exports: finance or a supervisor."`
	From  string `placeholder:"YYYY-MM-DD" help:"Only business days from this one."`
	To    string `placeholder:"YYYY-MM-DD" help:"Only business days up to this one."`
	Batch int64  `placeholder:"N" help:"Write this batch again, unchanged, instead of a new one."`
	Out   string `default:"." placeholder:"DIR" type:"existingdir" help:"The folder that gets the bundle."`

	ToAge []string `sep:"none" placeholder:"KEY" help:"A public key of age, as 'counterfoil finance key' prints it, to encrypt the bundle to. May be given several times. The city's settings may name more."`

	Copies bool `help:"Write the pictures of the bills too, into a ZIP of their own beside the bundle."`

	JSON bool `help:"Print the result as JSON."`
}

func (exportCommand) Help() string {
	return "A payment is in one bundle only. When nothing is new, the newest bundle is written again, byte for byte.\n\n" +
		"With --to-age, or keys under [export] in city.toml, the bundle is encrypted and nobody but finance can read it.\n\n" +
		"Example:\n\n    counterfoil export --as felix --out /media/stick"
}

func (c exportCommand) Run(ctx context.Context, folder ledger.Folder) error {
	var from, to ledger.Day
	for flag, day := range map[string]struct {
		text string
		into *ledger.Day
	}{"--from": {c.From, &from}, "--to": {c.To, &to}} {
		if day.text == "" {
			continue
		}
		var err error
		if *day.into, err = ledger.ParseDay(day.text); err != nil {
			return usage("%s: %w", flag, err)
		}
	}
	if _, err := ledger.ParseRecipients(c.ToAge); err != nil {
		return usage("--to-age: %w", err)
	}
	l, by, err := openAs(folder, c.As)
	if err != nil {
		return err
	}
	defer l.Close()
	var batch ledger.Batch
	if c.Batch != 0 {
		batch, err = l.ExportAgain(by, c.Batch)
	} else {
		batch, err = l.Export(by, from, to)
	}
	if err != nil {
		return err
	}
	var profiles []bundle.Profile
	path, err := bundle.WriteReconciled(ctx, l, batch, c.Out, receipts.DaysPDF, bundle.Options{
		To: c.ToAge, Progress: progressOf("Writing the bundle"), Wrote: func(m bundle.Manifest) { profiles = m.Profiles },
	})
	if err == nil {
		path, err = filepath.Abs(path)
	}
	if err != nil {
		return fmt.Errorf("batch %d is recorded, but its bundle was not written; export again to write it: %w", batch.Number, err)
	}
	var copies string
	if c.Copies {
		if copies, err = bundle.WriteCopies(ctx, l, batch, path, bundle.Options{To: c.ToAge}); err != nil {
			return err
		}
	}
	if c.JSON {
		err := printJSON(os.Stdout, struct {
			Path        string           `json:"path"`
			Copies      string           `json:"copies,omitempty"`
			Batch       int64            `json:"batch"`
			Payments    int64            `json:"payments"`
			Reversals   int64            `json:"reversals"`
			Resubmitted int64            `json:"resubmitted"` // stub lines
			Total       string           `json:"total"`
			Again       bool             `json:"again"`
			Profiles    []bundle.Profile `json:"profiles"`
		}{path, copies, batch.Number, batch.Payments, batch.Reversals, batch.Resubmitted, batch.Total.String(), batch.Again, profiles})
		return errors.Join(err, stoppedProfiles(profiles))
	}
	again := ""
	if batch.Again {
		again = " (made before, and written again unchanged)"
	}
	_, err = fmt.Printf("Batch %d%s: %d payments, %s applied, %d reversals, %d stubs sent again\n%s\n", batch.Number, again, batch.Payments, batch.Total.Display(), batch.Reversals, batch.Resubmitted, path)
	if err == nil && copies != "" {
		_, err = fmt.Println(copies)
	}
	return errors.Join(err, stoppedProfiles(profiles))
}

// stoppedProfiles is a check that did not hold when a profile has no file in
// the bundle, which is whole otherwise.
func stoppedProfiles(profiles []bundle.Profile) error {
	var stopped []string
	for _, p := range profiles {
		if p.Stopped != "" {
			stopped = append(stopped, p.Stopped)
		}
	}
	if len(stopped) == 0 {
		return nil
	}
	return exit{checkFailed, fmt.Errorf("the bundle is written, but without a file that billing is to load: %s. Correct the profile, then write its file out of the bundle with `counterfoil profile write`", strings.Join(stopped, "; "))}
}

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
	"counterfoil/ledger/money"
	"counterfoil/receipts"
)

type exportCommand struct {
	As    string `required:"" placeholder:"USER" help:"Who exports: finance or a supervisor."`
	From  string `placeholder:"YYYY-MM-DD" xor:"from" help:"Only business days from this one."`
	To    string `placeholder:"YYYY-MM-DD" xor:"to" help:"Only business days up to this one."`
	Batch int64  `placeholder:"N" xor:"from,to" help:"Write this batch again, unchanged, instead of a new one."`
	Out   string `default:"." placeholder:"DIR" type:"existingdir" help:"The folder that gets the bundle. Default: this one."`

	ToAge []string `sep:"none" placeholder:"KEY" help:"A public key of age, as 'counterfoil finance key' prints it, to encrypt the bundle to. May be given several times. The city's settings may name more."`

	Copies bool `help:"Write the pictures of the bills too, into a ZIP of their own beside the bundle."`

	JSON bool `help:"Print the result as JSON."`
}

func (exportCommand) Help() string {
	return "A payment is in one bundle only. When nothing is new, the newest bundle is written again, byte for byte.\n\n" +
		"With --to-age, or keys under [export] in city.toml, the bundle is encrypted and nobody but finance can read it.\n\n" +
		"Example:\n\n    counterfoil export --as grace --out /media/stick"
}

// exported is what the command prints as JSON.
type exported struct {
	Path        string           `json:"path"`
	Copies      string           `json:"copies,omitempty"`
	Batch       int64            `json:"batch"`
	Payments    int64            `json:"payments"`
	Reversals   int64            `json:"reversals"`
	Resubmitted int64            `json:"resubmitted"` // stub lines
	Total       money.Amount     `json:"total"`
	Again       bool             `json:"again"`
	Profiles    []bundle.Profile `json:"profiles"`
}

func (c exportCommand) Run(ctx context.Context, folder ledger.Folder) error {
	from, err := optionalDay("--from", c.From)
	if err != nil {
		return err
	}
	to, err := optionalDay("--to", c.To)
	if err != nil {
		return err
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
	made, err := c.write(ctx, l, batch)
	if err != nil {
		return err
	}
	return errors.Join(c.say(made), stoppedProfiles(made.Profiles))
}

// write writes the bundle of a batch that is recorded.
func (c exportCommand) write(ctx context.Context, l *ledger.Ledger, batch ledger.Batch) (exported, error) {
	made := exported{
		Batch: batch.Number, Payments: batch.Payments, Reversals: batch.Reversals, Resubmitted: batch.Resubmitted,
		Total: batch.Total, Again: batch.Again,
	}
	path, err := bundle.WriteReconciled(ctx, l, batch, c.Out, receipts.DaysPDF, bundle.Options{
		To: c.ToAge, Progress: progressOf("Writing the bundle"), Wrote: func(m bundle.Manifest) { made.Profiles = m.Profiles },
	})
	if err == nil {
		made.Path, err = filepath.Abs(path)
	}
	if err != nil {
		return made, fmt.Errorf("batch %d is recorded, but its bundle was not written; export again to write it: %w", batch.Number, err)
	}
	if c.Copies {
		made.Copies, err = bundle.WriteCopies(ctx, l, batch, made.Path, bundle.Options{To: c.ToAge})
	}
	return made, err
}

func (c exportCommand) say(made exported) error {
	if c.JSON {
		return printJSON(os.Stdout, made)
	}
	again := ""
	if made.Again {
		again = " (made before, and written again unchanged)"
	}
	fmt.Printf("Batch %d%s: %s, %s applied, %s, %s sent again\n%s\n", made.Batch, again,
		many(made.Payments, "payment"), made.Total.Display(), many(made.Reversals, "reversal"), many(made.Resubmitted, "stub"), made.Path)
	if made.Copies != "" {
		fmt.Println(made.Copies)
	}
	return nil
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

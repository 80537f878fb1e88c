package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/bundle/desk"
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

func (c exportCommand) Run(folder ledger.Folder) error {
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
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
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

type verifyCommand struct {
	Path    string   `arg:"" optional:"" type:"path" help:"A bundle (.zip or .zip.age), a mirror (.jsonl, or its folder), a backup or a data folder."`
	Receipt string   `placeholder:"CODE" help:"Check the text of a receipt's QR code instead; - reads it from standard input."`
	Key     string   `type:"existingfile" placeholder:"FILE" help:"The station.pub that finance registered, to check a bundle or a receipt with."`
	Head    []string `sep:"none" placeholder:"CODE" help:"A code printed on a receipt or closing, which must be in the journal. May be given several times."`
	JSON    bool     `help:"Print the result as JSON."`
}

func (verifyCommand) Help() string {
	return "A bundle is checked against what finance knows: the station's key and the batches before it. " +
		"The first bundle of a station brings its key; compare the fingerprint with the one on a closing, or register the key before.\n\n" +
		"With --head and the newest code on paper, a journal that was cut off or an older copy put in its place is found.\n\n" +
		"Example:\n\n    counterfoil verify --key station.pub counterfoil_C1_2026-11-23_2026-11-23_b0001.zip\n" +
		"    counterfoil verify --head 4F1A-09BC-77D2-E310 /srv/counterfoil\n" +
		"    counterfoil verify --key station.pub --receipt CF1/C1/C1-000123/2026-11-23T14:05:00-06:00/1404.24/PAID/…"
}

func (c verifyCommand) Run(folder ledger.Folder, office *desk.Desk) error {
	if (c.Path == "") == (c.Receipt == "") {
		return usage("verify takes either a path or --receipt CODE; see counterfoil verify --help")
	}
	if c.Receipt != "" {
		return c.verifyReceipt(folder, office)
	}
	findings, err := c.verify(office)
	if err != nil {
		return err
	}
	if c.JSON {
		if err := printJSON(os.Stdout, struct {
			OK     bool            `json:"ok"`
			Checks ledger.Findings `json:"checks"`
		}{findings.OK(), findings}); err != nil {
			return err
		}
	} else {
		printFindings(findings)
		if findings.OK() && slices.ContainsFunc(findings, func(f ledger.Finding) bool { return f.Ask }) {
			fmt.Println("\nEvery check holds as far as this program can tell. Read what stands beside LOOK before you load anything.")
		}
	}
	if !findings.OK() {
		return exit{checkFailed, fmt.Errorf("%s: a check did not hold", c.Path)}
	}
	return nil
}

func printFindings(findings ledger.Findings) {
	for _, f := range findings {
		fmt.Printf("%s  %s: %s\n", verdict(f), f.Name, f.Detail)
	}
}

// verdict is a finding in one word.
func verdict(f ledger.Finding) string {
	switch {
	case !f.OK:
		return "FAIL"
	case f.Ask:
		return "LOOK"
	}
	return "ok  "
}

func (c verifyCommand) verify(office *desk.Desk) (ledger.Findings, error) {
	info, err := os.Stat(c.Path)
	if err != nil {
		return nil, exit{wrongInput, fmt.Errorf("%s cannot be read: %w", c.Path, err)}
	}
	var heads []ledger.PrintedCode
	for _, text := range c.Head {
		head, err := ledger.ParsePrintedCode(text)
		if err != nil {
			return nil, usage("--head: %w", err)
		}
		heads = append(heads, head)
	}
	switch folder := ledger.Folder(c.Path); {
	case filepath.Ext(c.Path) == ".jsonl", info.IsDir() && !folder.HasLedger() && ledger.HasMirror(c.Path):
		return ledger.VerifyMirror(c.Path, heads...)
	case info.IsDir():
		return ledger.Verify(folder, heads...)
	}
	look := desk.Look{Printed: heads}
	if c.Key != "" {
		key, err := readPublicKey(c.Key)
		if err != nil {
			return nil, err
		}
		look.Key = &key
	}
	b, err := bundle.Open(c.Path, office)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return office.Verify(ctx, b, look, progressOf("Checking"))
}

// trusted are the keys that were named.
func (c verifyCommand) trusted() ([]ledger.PublicKey, error) {
	if c.Key == "" {
		return nil, nil
	}
	key, err := readPublicKey(c.Key)
	return []ledger.PublicKey{key}, err
}

func readPublicKey(path string) (ledger.PublicKey, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return ledger.PublicKey{}, err
	}
	key, err := ledger.ParsePublicKey(text)
	if err != nil {
		err = usage("%s is not a station.pub: %w", path, err)
	}
	return key, err
}

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"filippo.io/age"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/bundle/desk"
	"counterfoil/ledger/bundle/merge"
	"counterfoil/ledger/layout"
	"counterfoil/receipts"
)

type mergeCommand struct {
	Bundles []string `arg:"" type:"path" help:"The bundles, of any stations and days, in any order; a folder stands for every bundle in it."`
	Out     string   `required:"" placeholder:"FILE.xlsx|DIR" help:"A workbook, or a new folder for the CSV files, the workbook, the reconciliation and the files of the profiles."`
	Profile []string `placeholder:"NAME|FILE.toml" help:"Into the folder: also the file that this profile describes. May be given several times."`
	JSON    bool     `help:"Print the result as JSON."`
}

func (mergeCommand) Help() string {
	return "Every payment is in the set once, as it stands after all the bundles: reversed ones are void, what billing rejected and was sent again counts once. " +
		"A bundle that is broken, or contradicts another, is set aside and named; the rest goes on. The same bundles give the same files. Exit status 1: a bundle was set aside.\n\n" +
		"Examples:\n\n    counterfoil merge /media/stick/*.zip --out city-wide\n    counterfoil merge bundles --out city-wide.xlsx --json"
}

func (c mergeCommand) Run(ctx context.Context, folder ledger.Folder, office *desk.Desk) error {
	isBook := strings.EqualFold(filepath.Ext(c.Out), ".xlsx")
	if isBook && len(c.Profile) > 0 {
		return usage("--profile writes files; name a folder with --out")
	}
	profiles, err := readProfiles(folder, c.Profile)
	if err != nil {
		return err
	}
	if isBook {
		if err := checkTarget(folder, "--out", c.Out); err != nil {
			return err
		}
	}
	for _, path := range c.Bundles {
		if _, err := statInput(path); err != nil {
			return err
		}
	}
	paths, err := merge.BundlesIn(c.Bundles)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return usage("there is no bundle in %s", strings.Join(c.Bundles, ", "))
	}
	o := merge.Options{Known: office.Known, Identities: []age.Identity{office}, Progress: bundle.Progress(progressOf("Merging"))}
	set, err := merge.Merge(ctx, paths, filepath.Dir(filepath.Clean(c.Out)), o)
	if err == nil {
		defer set.Close()
		err = c.write(ctx, set, isBook, profiles, o)
	}
	if errors.Is(err, context.Canceled) {
		return exit{cannotRun, errors.New("canceled; nothing was written")}
	}
	if err != nil {
		return err
	}
	looks, err := office.Merged(set.Sources)
	if err != nil {
		return err
	}
	warn(looks)
	return c.say(set)
}

func readProfiles(folder ledger.Folder, names []string) ([]*layout.Profile, error) {
	var profiles []*layout.Profile
	for _, name := range names {
		p, err := readProfile(folder, name)
		if err != nil {
			return nil, err
		}
		profiles = append(profiles, p)
	}
	return profiles, nil
}

func (c mergeCommand) write(ctx context.Context, set *merge.Set, isBook bool, profiles []*layout.Profile, o merge.Options) error {
	if isBook {
		return set.WriteWorkbook(ctx, c.Out)
	}
	paper, err := receipts.Merged(set)
	if err != nil {
		return err
	}
	drawn, err := paper.PDF(ledger.Letter)
	if err != nil {
		return err
	}
	return set.WriteFolder(ctx, c.Out, profiles, o, merge.Document{Name: "reconciliation.pdf", Content: drawn})
}

func (c mergeCommand) say(set *merge.Set) error {
	if c.JSON {
		if err := printJSON(os.Stdout, set.Sum()); err != nil {
			return err
		}
	} else {
		f := set.Figures
		fmt.Printf("Payments that stand: %d, %s, out of %s of %s. Void: %d. Copies that added nothing: %d.\n%s\n", f.Payments, f.Total.Display(),
			many(len(set.Sources), "bundle"), many(len(f.Stations), "station"), f.Void, len(set.Repeated), c.Out)
		for _, x := range set.ExceptionsAt(func(path string) string { return path }) {
			fmt.Printf("%s: %s: %s\n", x.What, x.Where, x.Detail)
		}
	}
	if len(set.SetAside) > 0 {
		return exit{checkFailed, errSaid}
	}
	return nil
}

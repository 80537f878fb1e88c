package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"counterfoil/assets/sample"
	"counterfoil/ledger"
	"counterfoil/ledger/stub"
	"counterfoil/ledger/stub/picture"
)

type stubCommand struct {
	Profile  string `arg:"" optional:"" help:"The name of a scan-line profile, like sample-20."`
	Text     string `arg:"" optional:"" help:"The scan line."`
	Profiles string `type:"existingfile" placeholder:"FILE.toml" help:"A file of profiles. Default: those of the data folder's settings, else the sample city's."`
	Picture  string `type:"existingfile" placeholder:"FILE" help:"Instead of a line, read a photograph, a scan or a PDF of a bill with every profile."`
	Learn    string `type:"existingfile" placeholder:"SAMPLES.csv" help:"Instead of reading a line, find the profile that reads these stubs, and print it as TOML."`
	Name     string `default:"bill" help:"What the learned profile is called."`
	JSON     bool   `help:"Print the fields, or what was learned, as JSON."`
}

func (stubCommand) Help() string {
	return "SAMPLES.csv has the columns scan,account,amount and, if the papers say so, due (YYYY-MM-DD) and bill; ten stubs do well. " +
		"Put the TOML at the end of city.toml.\n\nExamples:\n\n" +
		"    counterfoil stub sample-20 10232332340000022424 --json\n" +
		"    counterfoil stub --picture bill.jpg --json\n" +
		"    counterfoil stub --learn samples.csv --name water-bill"
}

func (c stubCommand) Run(ctx context.Context, folder ledger.Folder) error {
	switch {
	case c.Picture != "" && (c.Profile != "" || c.Learn != ""):
		return usage("--picture is read with every profile; leave PROFILE, TEXT and --learn out")
	case c.Learn != "" && (c.Profile != "" || c.Profiles != ""):
		return usage("--learn finds a profile, so it takes none; leave PROFILE, TEXT and --profiles out")
	case c.Learn != "":
		return c.learn()
	case c.Picture == "" && (c.Profile == "" || c.Text == ""):
		return usage("stub needs a PROFILE and a TEXT, or --picture FILE, or --learn SAMPLES.csv; see counterfoil stub --help")
	}
	profiles, err := c.profiles(folder)
	if err != nil {
		return err
	}
	if c.Picture != "" {
		return c.look(ctx, profiles)
	}
	profile, err := stub.ByName(profiles, c.Profile)
	if err != nil {
		return exit{wrongInput, err}
	}
	return c.read(profile)
}

func (c stubCommand) read(profile stub.Profile) error {
	read, err := profile.Parse(c.Text)
	if misfit, is := errors.AsType[*stub.Error](err); is {
		if c.JSON {
			return errors.Join(printJSON(os.Stdout, misfit), exit{checkFailed, errSaid})
		}
		return exit{checkFailed, misfit}
	}
	if err != nil {
		return exit{wrongInput, err}
	}
	if c.JSON {
		if err := printJSON(os.Stdout, read); err != nil {
			return err
		}
	} else {
		printStub(read)
	}
	if wrong := read.Err(); wrong != nil {
		return exit{checkFailed, wrong}
	}
	return nil
}

// look prints the stubs on a picture, each a profile that fits it. That there
// is none is a check that did not hold.
func (c stubCommand) look(ctx context.Context, profiles []stub.Profile) error {
	taken, err := picture.TakeFile(ctx, c.Picture, profiles, picture.Limits{})
	if err != nil {
		return usage("%s: %w", c.Picture, err)
	}
	if c.JSON {
		err = printJSON(os.Stdout, struct {
			Stubs []stub.Stub `json:"stubs"`
		}{append([]stub.Stub{}, taken.Stubs...)})
	} else {
		printStubs(taken.Stubs)
	}
	switch {
	case err != nil:
		return err
	case taken.Unread != nil:
		return exit{checkFailed, fmt.Errorf("%s: %w", c.Picture, taken.Unread)}
	case len(taken.Stubs) == 0:
		return exit{checkFailed, fmt.Errorf("%s: no code on it is that of a bill; take the picture nearer, flat and in even light, or key in the line", c.Picture)}
	}
	return nil
}

func printStubs(stubs []stub.Stub) {
	for i, s := range stubs {
		if i > 0 {
			fmt.Println()
		}
		fmt.Printf("%-12s %s\n%-12s %s\n", "profile", s.Profile, "scan", s.Scan)
		printStub(s)
	}
}

func printStub(s stub.Stub) {
	for _, field := range []struct{ name, value string }{
		{"account", s.Account}, {"customer", s.Customer}, {"bill", s.Bill}, {"route", s.Route}, {"bill date", s.BillDate}, {"due", s.Due},
	} {
		if field.value != "" {
			fmt.Printf("%-12s %s\n", field.name, field.value)
		}
	}
	if s.AmountDue != nil {
		fmt.Printf("%-12s %s\n", "amount due", s.AmountDue.Display())
	}
	if s.LateAmount != nil {
		fmt.Printf("%-12s %s\n", "late amount", s.LateAmount.Display())
	}
	for _, fund := range s.Funds {
		fmt.Printf("%-12s %s\n", fund.Name, fund.Amount.Display())
	}
}

// learn prints the profile that reads every sample. That there is none, or
// more than one, is a check that did not hold.
func (c stubCommand) learn() error {
	file, err := os.Open(c.Learn)
	if err != nil {
		return err
	}
	defer file.Close()
	samples, err := stub.ReadSamples(file)
	if err != nil {
		return usage("%s: %w", c.Learn, err)
	}
	lesson, err := stub.Learn(c.Name, samples)
	if err != nil {
		return exit{checkFailed, fmt.Errorf("%s: %w", c.Learn, err)}
	}
	table, err := lesson.Profile.TOML()
	if err != nil {
		return err
	}
	var checks []string
	for _, check := range lesson.Profile.Checks {
		checks = append(checks, check.Words())
	}
	if c.JSON {
		return printJSON(os.Stdout, struct {
			TOML   string   `json:"toml"`
			Checks []string `json:"checks"`
			Notes  []string `json:"notes"`
		}{table, checks, lesson.Notes})
	}
	for _, words := range append(checks, lesson.Notes...) {
		fmt.Println("# " + words)
	}
	fmt.Print(table)
	return nil
}

func (c stubCommand) profiles(folder ledger.Folder) ([]stub.Profile, error) {
	if c.Profiles != "" {
		text, err := os.ReadFile(c.Profiles)
		if err != nil {
			return nil, err
		}
		profiles, err := stub.ParseProfiles(text)
		if err != nil {
			return nil, usage("%s: %w", c.Profiles, err)
		}
		return profiles, nil
	}
	city, err := ledger.ReadCity(folder)
	switch {
	case ledger.CodeOf(err) == ledger.Invalid:
		return nil, usage("%s: %w", filepath.Clean(folder.Settings()), err)
	case errors.Is(err, os.ErrNotExist):
		city, err = ledger.ParseCity(sample.Settings)
	}
	return city.Scanlines, err
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle/desk"
	"counterfoil/ledger/durable"
	"counterfoil/ledger/layout"
)

type profileCommand struct {
	List    profileListCommand    `cmd:"" help:"List the profiles that come with the program, and the city's own."`
	Show    profileShowCommand    `cmd:"" help:"Print a profile's TOML, to begin one of your own with."`
	Preview profilePreviewCommand `cmd:"" help:"Show the first records of a profile's file on a ruler."`
	Check   profileCheckCommand   `cmd:"" help:"Check a profile's TOML file. Exit status 2: something is wrong with it."`
	Write   profileWriteCommand   `cmd:"" help:"Write the payments of a bundle in a profile's form."`
}

type profileListCommand struct {
	JSON bool `help:"Print the result as JSON."`
}

func (profileListCommand) Help() string {
	return "Those that city.toml names under [export] are in every bundle.\n\nExample:\n\n    counterfoil profile list"
}

// listedProfile is a profile as the list shows it.
type listedProfile struct {
	Name     string `json:"name"`
	Title    string `json:"title"`
	Exported bool   `json:"exported"` // the city's settings name it
}

func (c profileListCommand) Run(folder ledger.Folder) error {
	own, err := cityLayouts(folder)
	if err != nil {
		return err
	}
	isOwn := func(p *layout.Profile) bool {
		return slices.ContainsFunc(own, func(o *layout.Profile) bool { return o.Name == p.Name })
	}
	var listed []listedProfile
	for _, p := range own {
		listed = append(listed, listedProfile{p.Name, p.Title, true})
	}
	for _, p := range layout.Shipped() {
		if !isOwn(p) {
			listed = append(listed, listedProfile{p.Name, p.Title, false})
		}
	}
	if c.JSON {
		return printJSON(os.Stdout, listed)
	}
	table := newTable()
	for _, p := range listed {
		mark := ""
		if p.Exported {
			mark = "\tin every bundle"
		}
		fmt.Fprintf(table, "%s\t%s%s\n", p.Name, p.Title, mark)
	}
	return table.Flush()
}

// cityLayouts are the profiles of the data folder's settings, if there are any.
func cityLayouts(folder ledger.Folder) ([]*layout.Profile, error) {
	city, err := ledger.ReadCity(folder)
	if errors.Is(err, os.ErrNotExist) && ledger.CodeOf(err) == "" {
		return nil, nil
	}
	return city.Layouts, err
}

// readProfile finds a profile by its name or by the path of its file.
func readProfile(folder ledger.Folder, name string) (*layout.Profile, error) {
	if strings.HasSuffix(name, ".toml") || strings.ContainsAny(name, `/\`) {
		return parseProfile(name)
	}
	own, err := cityLayouts(folder)
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(own, func(p *layout.Profile) bool { return p.Name == name }); i >= 0 {
		return own[i], nil
	}
	p, err := layout.ByName(name)
	if err != nil {
		return nil, exit{wrongInput, err}
	}
	return p, nil
}

func parseProfile(path string) (*layout.Profile, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, usage("the profile cannot be read: %w; give the path of a TOML file", err)
	}
	p, err := layout.Parse(text)
	if err != nil {
		return nil, usage("%s: %w", path, err)
	}
	return p, nil
}

type profileShowCommand struct {
	Name string `arg:"" help:"A profile's name, or the path of its TOML file."`
}

func (profileShowCommand) Help() string {
	return "Save it beside city.toml under another name, change it, and name it there: [export] profiles = [\"our-billing.toml\"].\n\n" +
		"Example:\n\n    counterfoil profile show bai-lockbox > our-billing.toml"
}

func (c profileShowCommand) Run(folder ledger.Folder) error {
	p, err := readProfile(folder, c.Name)
	if err == nil {
		_, err = os.Stdout.Write(p.Text)
	}
	return err
}

type profilePreviewCommand struct {
	Name   string `arg:"" help:"A profile's name, or the path of its TOML file."`
	Bundle string `type:"existingfile" placeholder:"PATH" help:"A bundle whose payments are shown. Default: a few samples."`
	Rows   int    `default:"8" help:"How many records to show; totals come in addition."`
}

func (profilePreviewCommand) Help() string {
	return "Each record stands under a ruler, and the names of its columns under their first characters.\n\n" +
		"Examples:\n\n    counterfoil profile preview lockbox-control\n" +
		"    counterfoil profile preview our-billing.toml --bundle counterfoil_C1_2026-11-23_2026-11-23_b0001.zip"
}

func (c profilePreviewCommand) Run(ctx context.Context, folder ledger.Folder, office *desk.Desk) error {
	p, err := readProfile(folder, c.Name)
	if err != nil {
		return err
	}
	set, payments := p.Sample()
	if c.Bundle != "" {
		b, err := checked(ctx, c.Bundle, office)
		if err != nil {
			return err
		}
		defer b.Close()
		if set, payments, err = b.Payments(ctx); err != nil {
			return err
		}
	}
	shown, err := p.Preview(set, c.Rows, payments)
	if err != nil {
		return err
	}
	printPreview(p, shown)
	if shown.Stop != nil {
		return exit{checkFailed, shown.Stop}
	}
	return nil
}

// printPreview prints the ruler and the names anew where the columns are not
// those of the record before.
func printPreview(p *layout.Profile, shown layout.Preview) {
	var before []layout.Span
	for i, r := range shown.Records {
		if i > 0 && slices.Equal(before, r.Spans) {
			fmt.Println(r.Text)
			continue
		}
		fmt.Printf("\n%s\n%s", strings.ReplaceAll(string(r.Record), "_", " "), r.Ruled())
		before = r.Spans
	}
	if shown.More > 0 {
		fmt.Printf("\nNot shown: %s.\n", many(shown.More, "more record"))
	}
	if shown.Stop == nil {
		fmt.Printf("\n%s: %s.\n", p.Files()[0].Name, sums(shown.Totals))
	}
}

type profileCheckCommand struct {
	File string `arg:"" type:"existingfile" help:"A profile's TOML file."`
}

func (profileCheckCommand) Help() string {
	return "What is wrong is said with its table and key.\n\nExample:\n\n    counterfoil profile check our-billing.toml"
}

func (c profileCheckCommand) Run() error {
	p, err := parseProfile(c.File)
	if err == nil {
		_, err = fmt.Printf("%s: the profile %s is right; see its records with: counterfoil profile preview %s\n", c.File, p.Name, c.File)
	}
	return err
}

type profileWriteCommand struct {
	Name   string `arg:"" help:"A profile's name, or the path of its TOML file."`
	Bundle string `arg:"" type:"existingfile" help:"The bundle."`
	Out    string `short:"o" required:"" placeholder:"FILE" help:"The file to write. Reversals that need a file of their own get FILE with _reversals in its name."`
	JSON   bool   `help:"Print the result as JSON."`
}

func (profileWriteCommand) Help() string {
	return "For a profile that was not in the city's settings when the bundle was made, or that was wrong then. " +
		"The bundle is checked first. Load what comes out instead of the bundle's own files, never both.\n\n" +
		"Example:\n\n    counterfoil profile write our-billing.toml counterfoil_C1_2026-11-23_2026-11-23_b0001.zip -o payments.txt"
}

// writtenFile is a file as the command tells of it.
type writtenFile struct {
	Path      string      `json:"path"`
	Records   int64       `json:"records"`
	Posted    layout.Side `json:"posted"`
	Reversed  layout.Side `json:"reversed"`
	HashTotal string      `json:"hash_total"`

	file layout.File
	sums string // in words
}

// sums says what a file comes to.
func sums(t layout.Totals) string {
	return fmt.Sprintf("%s to post, %s; to take back %d, %s; hash total %s",
		many(t.Posted.Payments, "payment"), t.Posted.Total.Display(), t.Reversed.Payments, t.Reversed.Total.Display(), t.Accounts)
}

func (c profileWriteCommand) Run(ctx context.Context, folder ledger.Folder, office *desk.Desk) error {
	if err := checkTarget(folder, "-o", c.Out); err != nil {
		return err
	}
	p, err := readProfile(folder, c.Name)
	if err != nil {
		return err
	}
	b, err := checked(ctx, c.Bundle, office)
	if err != nil {
		return err
	}
	defer b.Close()
	set, payments, err := b.Payments(ctx)
	if err != nil {
		return err
	}
	// Both files are made up before the first is written: one that stops leaves
	// neither.
	var written []writtenFile
	for _, file := range p.Files() {
		totals, err := p.Write(io.Discard, file, set, "", payments)
		if stopped, ok := errors.AsType[*layout.Stop](err); ok {
			return exit{checkFailed, stopped}
		}
		if err != nil {
			return err
		}
		path := c.Out
		if file.Reversals {
			if totals.Rows == 0 {
				continue
			}
			ending := filepath.Ext(c.Out)
			path = strings.TrimSuffix(c.Out, ending) + "_reversals" + ending
		}
		written = append(written, writtenFile{path, totals.Records, totals.Posted, totals.Reversed, totals.Accounts.String(), file, sums(totals)})
	}
	for _, w := range written {
		if err := writeProfile(p, w.file, set, payments, w.Path); err != nil {
			return err
		}
	}
	if c.JSON {
		return printJSON(os.Stdout, written)
	}
	for _, w := range written {
		fmt.Printf("%s: %s, %s\n", w.Path, many(w.Records, "record"), w.sums)
	}
	return nil
}

// writeProfile writes one file, whole or not at all.
func writeProfile(p *layout.Profile, file layout.File, set layout.Set, payments iter.Seq2[layout.Payment, error], path string) error {
	out, in := io.Pipe()
	defer out.Close()
	go func() {
		_, err := p.Write(in, file, set, "", payments)
		in.CloseWithError(err)
	}()
	return durable.WriteFile(path, out, 0o600)
}

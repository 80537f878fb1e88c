package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/bundle/desk"
)

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
		"Examples:\n\n    counterfoil verify --key station.pub counterfoil_C1_2026-11-23_2026-11-23_b0001.zip\n" +
		"    counterfoil verify --head 4F1A-09BC-77D2-E310 /srv/counterfoil\n" +
		"    counterfoil verify --key station.pub --receipt CF1/C1/C1-000123/2026-11-23T14:05:00-06:00/1404.24/PAID/…"
}

func (c verifyCommand) Run(ctx context.Context, folder ledger.Folder, office *desk.Desk) error {
	if (c.Path == "") == (c.Receipt == "") {
		return usage("verify takes either a path or --receipt CODE; see counterfoil verify --help")
	}
	if c.Receipt != "" {
		return c.verifyReceipt(folder, office)
	}
	findings, err := c.verify(ctx, office)
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

func (c verifyCommand) verify(ctx context.Context, office *desk.Desk) (ledger.Findings, error) {
	info, err := statInput(c.Path)
	if err != nil {
		return nil, err
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
	named, err := c.named()
	if err != nil {
		return nil, err
	}
	look := desk.Look{Printed: heads}
	if named != nil {
		look.Key = &named[0]
	}
	b, err := bundle.Open(c.Path, office)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	return office.Verify(ctx, b, look, progressOf("Checking"))
}

// named are the keys of --key: one or none.
func (c verifyCommand) named() ([]ledger.PublicKey, error) {
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
		err = usage("%s is not a station.pub: %w; take the one in the data folder of the station", path, err)
	}
	return key, err
}

// statInput looks at a path that may be a file or a folder.
func statInput(path string) (os.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		err = usage("%s cannot be read: %w; check the path", path, err)
	}
	return info, err
}

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"counterfoil/ledger"
	"counterfoil/ledger/durable"
)

// output is where a command writes its document.
type output struct {
	Output string `short:"o" default:"-" placeholder:"FILE" help:"Where to; - (the default) is standard output."`
}

// form is how a command writes its document, and where. The command says with
// the variable pdf what is to be known of the PDF.
type form struct {
	PDF     bool `help:"As PDF${pdf}." xor:"format"`
	Text    bool `help:"As plain text." xor:"format"`
	ESCPOS  bool `name:"escpos" help:"As bytes for a receipt printer." xor:"format"`
	Columns int  `default:"42" help:"Characters in a line of text or of a receipt printer: usually 32, 42 or 48."`
	output
}

// Validate is called before the command runs.
func (f form) Validate() error {
	if f.Columns < leastColumns || f.Columns > mostColumns {
		return fmt.Errorf("--columns: %d is not between %d and %d", f.Columns, leastColumns, mostColumns)
	}
	return nil
}

const leastColumns, mostColumns = 24, 200

// printer is one that prints in the form that is asked for: PDF where none is.
func (f form) printer(paper ledger.Paper) ledger.Printer {
	p := ledger.Printer{Format: ledger.FormatPDF, Paper: paper, Columns: f.Columns}
	switch {
	case f.Text:
		p.Format = ledger.FormatText
	case f.ESCPOS:
		p.Format = ledger.FormatESCPOS
	}
	return p
}

// write writes what is drawn from the ledger. Where it could not be written
// nothing is drawn: a receipt that nobody got would make the next one a
// duplicate.
func (o output) write(folder ledger.Folder, draw func(*ledger.Ledger) ([]byte, error)) error {
	if err := o.check(folder); err != nil {
		return err
	}
	l, err := open(folder)
	if err != nil {
		return err
	}
	defer l.Close()
	document, err := draw(l)
	if err != nil {
		return err
	}
	return o.put(document)
}

func (o output) check(folder ledger.Folder) error {
	if o.Output == "-" {
		return nil
	}
	return checkTarget(folder, "-o", o.Output)
}

func (o output) put(document []byte) error {
	if o.Output == "-" {
		_, err := os.Stdout.Write(document)
		return err
	}
	return durable.WriteFile(o.Output, bytes.NewReader(document), 0o600)
}

// checkTarget refuses a file that could not be written, and one in the data
// folder, where the ledger and its key are. Without a path there is none.
func checkTarget(folder ledger.Folder, flag, path string) error {
	switch path {
	case "":
		return nil
	case "-":
		return usage("%s: this does not go to standard output; name a file", flag)
	}
	if there, err := os.Stat(path); err == nil && !there.Mode().IsRegular() {
		// Writing puts a new file in the place of the old one.
		return usage("%s: %s is no plain file; name a file, and copy it to a device or a folder from there", flag, path)
	}
	beside := filepath.Dir(path)
	target, err := os.Stat(beside)
	if err != nil || !target.IsDir() {
		return usage("%s: there is no folder %s; make it, or choose another place", flag, beside)
	}
	if data, err := os.Stat(string(folder)); err == nil && os.SameFile(data, target) {
		return usage("%s: %s is in the data folder, which is the ledger's own; choose another place", flag, path)
	}
	probe, err := os.CreateTemp(beside, ".new-*")
	if err != nil {
		return exit{cannotRun, fmt.Errorf("%s: %s cannot be written there; check who may write to the folder, or choose another place", flag, path)}
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

package printer

import (
	"context"
	"fmt"
	"path/filepath"

	"golang.org/x/sys/windows"

	"counterfoil/ledger"
)

// sendQueue gives a document to a Windows print queue: raw bytes through the
// spooler, a PDF file through the program that opens such files.
func sendQueue(_ context.Context, queue, name string, d rendering, folder string) error {
	if d.Format != ledger.FormatPDF {
		return sendRaw(queue, name, d.Bytes)
	}
	if err := saveFile(folder, name+d.ending(), d.Bytes); err != nil {
		return err
	}
	return printTo(queue, filepath.Join(folder, name+d.ending()))
}

// printTo asks the program that opens PDF files to print one. Many can not.
func printTo(queue, path string) error {
	verb, err := windows.UTF16PtrFromString("printto")
	if err != nil {
		return err
	}
	file, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	arguments, err := windows.UTF16PtrFromString(`"` + queue + `"`)
	if err != nil {
		return err
	}
	if err := windows.ShellExecute(0, verb, file, arguments, nil, windows.SW_HIDE); err != nil {
		return fmt.Errorf("no program prints PDF files to the queue %s; set the printer up with a program that does: %w", queue, err)
	}
	return nil
}

// defaultQueue is none on Windows: no PDF is printed before a city says how.
func defaultQueue() string { return "" }

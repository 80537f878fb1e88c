package ledger

import (
	"fmt"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// Printer is a printer that a station prints on.
type Printer struct {
	Name string      `toml:"name"`
	Role PrinterRole `toml:"role"`
	Kind PrinterKind `toml:"kind"`
	// To is where it is: the queue's name, the network address with a port, the
	// path of the device or of the folder. A program has none.
	To string `toml:"to,omitempty"`
	// Command prints a PDF: a program and its arguments, {file} standing for
	// the document.
	Command []string    `toml:"command,omitempty"`
	Format  PrintFormat `toml:"format"`
	Paper   Paper       `toml:"paper"`
	// Columns and CodePage are what a line of a receipt printer holds.
	Columns  int      `toml:"columns,omitempty"`
	CodePage CodePage `toml:"code_page,omitempty"`
	Drawer   bool     `toml:"drawer,omitempty"` // a cash drawer is plugged into it
	Slip     bool     `toml:"slip,omitempty"`   // it prints on a slip that is put in, like a check
}

// PrinterRole is what goes to a printer by itself.
type PrinterRole string

const (
	PrintsReceipts  PrinterRole = "receipt"
	PrintsDocuments PrinterRole = "document"
	PrintsBoth      PrinterRole = "both"
	Spare           PrinterRole = "spare" // only what somebody sends there
)

// PrinterKind is how a printer is reached.
type PrinterKind string

const (
	QueuePrinter   PrinterKind = "queue"   // of the operating system
	NetworkPrinter PrinterKind = "network" // TCP, mostly port 9100
	DevicePrinter  PrinterKind = "device"  // a file like /dev/usb/lp0
	FolderPrinter  PrinterKind = "folder"  // a file a document
	ProgramPrinter PrinterKind = "program" // one that prints PDF files
)

// PrintFormat is what a printer is sent.
type PrintFormat string

const (
	FormatPDF    PrintFormat = "pdf"
	FormatESCPOS PrintFormat = "escpos"
	FormatText   PrintFormat = "text"
)

// CodePage is the character set of a receipt printer, by its number.
type CodePage int

const (
	CodePage437  CodePage = 437
	CodePage858  CodePage = 858
	CodePage1252 CodePage = 1252
)

const (
	// The columns of receipt printers: 32 on a 58 mm roll, 42 or 48 on one of
	// 80 mm.
	minPrinterColumns, maxPrinterColumns = 24, 96
	usualColumns, narrowColumns          = 42, 32

	rawPort = "9100"
)

// Prints reports whether documents for a role go to the printer by themselves.
func (p Printer) Prints(role PrinterRole) bool { return p.Role == role || p.Role == PrintsBoth }

// The settings of a printer, by the order in which they are explained.
var (
	printerRoles   = []PrinterRole{PrintsReceipts, PrintsDocuments, PrintsBoth, Spare}
	printerKinds   = []PrinterKind{QueuePrinter, NetworkPrinter, DevicePrinter, FolderPrinter, ProgramPrinter}
	printFormats   = []PrintFormat{FormatPDF, FormatESCPOS, FormatText}
	printCodePages = []CodePage{CodePage437, CodePage858, CodePage1252}
)

// completed fills in what a city left to us.
func (p Printer) completed() Printer {
	if p.Kind == NetworkPrinter && p.To != "" {
		if _, _, err := net.SplitHostPort(p.To); err != nil {
			p.To = net.JoinHostPort(strings.Trim(p.To, "[]"), rawPort)
		}
	}
	if p.Paper == "" {
		p.Paper = Roll80
		if p.Role == PrintsDocuments {
			p.Paper = Letter
		}
	}
	if p.Format != FormatPDF && p.Columns == 0 {
		p.Columns = usualColumns
		if p.Paper == Roll58 {
			p.Columns = narrowColumns
		}
	}
	if p.Format == FormatESCPOS && p.CodePage == 0 {
		p.CodePage = CodePage1252
	}
	return p
}

// check names the setting that is wrong: "to".
func (p Printer) check() *Error {
	switch {
	case strings.TrimSpace(p.Name) != p.Name || p.Name == "" || !printable(p.Name) || utf8.RuneCountInString(p.Name) > maxNameRunes:
		return invalid("name", "%q is not a name; use up to %d printable characters", p.Name, maxNameRunes)
	case !slices.Contains(printerRoles, p.Role):
		return invalid("role", "%q is not a role; write %s", p.Role, oneOf(printerRoles))
	case !slices.Contains(printerKinds, p.Kind):
		return invalid("kind", "%q is not a kind; write %s", p.Kind, oneOf(printerKinds))
	case !slices.Contains(printFormats, p.Format):
		return invalid("format", "%q is not a format; write %s", p.Format, oneOf(printFormats))
	case p.Prints(PrintsDocuments) && p.Format != FormatPDF:
		return invalid("format", "reports are PDF; a printer for %q takes receipts only, so its role is %q or %q", p.Format, PrintsReceipts, Spare)
	case !slices.Contains(papers, p.Paper):
		return invalid("paper", "%q is not a paper; write %s", p.Paper, oneOf(papers))
	case p.Format != FormatPDF && (p.Columns < minPrinterColumns || p.Columns > maxPrinterColumns):
		return invalid("columns", "%d is not between %d and %d; receipt printers have 32, 42 or 48", p.Columns, minPrinterColumns, maxPrinterColumns)
	case p.Format == FormatESCPOS && !slices.Contains(printCodePages, p.CodePage):
		return invalid("code_page", "%d is not known; write %s", p.CodePage, oneOf(printCodePages))
	case (p.Drawer || p.Slip) && (p.Format != FormatESCPOS || p.Kind == FolderPrinter):
		return invalid("format", "a cash drawer and a slip station need a printer of the format %q", FormatESCPOS)
	}
	return p.checkPlace()
}

func (p Printer) checkPlace() *Error {
	if p.Kind == ProgramPrinter {
		switch {
		case p.Format != FormatPDF:
			return invalid("format", "a program prints PDF files; write %q", FormatPDF)
		case len(p.Command) == 0 || p.Command[0] == "" || !slices.ContainsFunc(p.Command, func(a string) bool { return strings.Contains(a, "{file}") }):
			return invalid("command", "write the program and its arguments, one of them {file}, like [\"SumatraPDF.exe\", \"-print-to-default\", \"{file}\"]")
		}
		return nil
	}
	switch {
	case len(p.Command) > 0:
		return invalid("command", "only a printer of the kind %q has a command", ProgramPrinter)
	case p.To == "" || !printable(p.To) || strings.HasPrefix(p.To, "-"):
		return invalid("to", "say where the printer is: the queue's name, the address, or the path")
	case (p.Kind == DevicePrinter || p.Kind == FolderPrinter) && !filepath.IsAbs(p.To):
		return invalid("to", "%q is not a whole path; begin at the root of the disk", p.To)
	}
	if p.Kind == NetworkPrinter {
		if host, port, err := net.SplitHostPort(p.To); err != nil || host == "" || port == "" {
			return invalid("to", "%q is not an address; write one like 192.168.1.50:9100", p.To)
		}
	}
	return nil
}

// checkPrinters completes the printers and refuses two for one role: nobody
// could say which one a receipt went to.
func (c *City) checkPrinters() error {
	names := map[string]bool{}
	takes := map[PrinterRole]string{}
	for i, p := range c.Printers {
		p = p.completed()
		if wrong := p.check(); wrong != nil {
			return invalid(fmt.Sprintf("printer[%d].%s", i, wrong.Field), "%s", wrong.Text)
		}
		if names[strings.ToLower(p.Name)] {
			return invalid(fmt.Sprintf("printer[%d].name", i), "%q stands twice; give each printer a name of its own", p.Name)
		}
		names[strings.ToLower(p.Name)] = true
		for _, role := range []PrinterRole{PrintsReceipts, PrintsDocuments} {
			if !p.Prints(role) {
				continue
			}
			if other := takes[role]; other != "" {
				return invalid(fmt.Sprintf("printer[%d].role", i), "%s has the role %q already; give one of the two the role %q", other, role, Spare)
			}
			takes[role] = p.Name
		}
		c.Printers[i] = p
	}
	if len(c.Printers) > 0 && c.Output.Queue != "" && c.Output.Queue != noQueue {
		return invalid("output.queue", "the printers are listed as [[printer]]; make the queue one of them")
	}
	return nil
}

// noQueue is the queue of a city that never prints.
const noQueue = "none"

func oneOf[T any](all []T) string {
	words := make([]string, len(all))
	for i, each := range all {
		words[i] = fmt.Sprint(each)
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

package ui

import (
	"slices"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// way is how documents get to a printer: what it is and what it is sent.
type way struct {
	words  phrase.Word
	kind   ledger.PrinterKind
	format ledger.PrintFormat
	paper  ledger.Paper
}

var ways = []way{
	{phrase.Word("receipt printer on the network (ESC/POS)"), ledger.NetworkPrinter, ledger.FormatESCPOS, ledger.Roll80},
	{phrase.Word("receipt printer on a cable (ESC/POS)"), ledger.DevicePrinter, ledger.FormatESCPOS, ledger.Roll80},
	{phrase.Word("receipt printer behind a print queue (ESC/POS)"), ledger.QueuePrinter, ledger.FormatESCPOS, ledger.Roll80},
	{phrase.Word("print queue, letter paper (PDF)"), ledger.QueuePrinter, ledger.FormatPDF, ledger.Letter},
	{phrase.Word("print queue, 80 mm roll (PDF)"), ledger.QueuePrinter, ledger.FormatPDF, ledger.Roll80},
	{phrase.Word("print queue, 58 mm roll (PDF)"), ledger.QueuePrinter, ledger.FormatPDF, ledger.Roll58},
	{phrase.Word("program that prints PDF files"), ledger.ProgramPrinter, ledger.FormatPDF, ledger.Letter},
	{phrase.Word("folder of PDF files"), ledger.FolderPrinter, ledger.FormatPDF, ledger.Letter},
}

func wayOf(p ledger.Printer) int {
	return slices.IndexFunc(ways, func(w way) bool {
		return w.kind == p.Kind && w.format == p.Format && (w.paper == p.Paper || p.Paper == "" || w.format == ledger.FormatESCPOS)
	})
}

// howWords is what a printer is sent.
func howWords(p ledger.Printer) string {
	switch p.Format {
	case ledger.FormatESCPOS:
		return words.T("ESC/POS, %s, %s", words.N(p.Columns, "%d column", "%d columns"), codePageWords[p.CodePage])
	case ledger.FormatText:
		return words.T("text, %s", words.N(p.Columns, "%d column", "%d columns"))
	}
	return words.T("PDF, %s", string(p.Paper))
}

var (
	printerRoles  = []ledger.PrinterRole{ledger.PrintsReceipts, ledger.PrintsDocuments, ledger.PrintsBoth, ledger.Spare}
	headColumns   = []int{32, 42, 48}
	codePages     = []ledger.CodePage{ledger.CodePage437, ledger.CodePage858, ledger.CodePage1252}
	codePageWords = map[ledger.CodePage]phrase.Word{ledger.CodePage437: "page 437", ledger.CodePage858: "page 858", ledger.CodePage1252: "page 1252"}
)

// printerForm asks what a printer is. It has the fields of two dialogs: what
// every printer has, then what receipt printers have besides.
type printerForm struct {
	before ledger.Printer
	name   *widgets.Entry
	way    *widgets.Choice
	to     *widgets.Entry
	role   *widgets.Choice

	columns, page *widgets.Choice
	drawer, slip  *widgets.Check
}

func newPrinterForm(p ledger.Printer) *printerForm {
	said := make([]string, len(ways))
	for i, w := range ways {
		said[i] = words.Say(w.words)
	}
	f := &printerForm{
		before: p, name: widgets.NewEntry(), way: widgets.NewChoice(said...), to: widgets.NewEntry(),
		role:    widgets.NewChoice(words.T("receipts"), words.T("closings and reports"), words.T("both"), words.T("only what is sent there by hand")),
		columns: widgets.NewChoice(words.T("32 (58 mm paper)"), "42", "48"),
		page:    widgets.NewChoice(words.T("437 (every printer)"), words.T("858 (Western Europe, with €)"), words.T("1252 (Windows)")),
		drawer:  widgets.NewCheck(words.T("A cash drawer is plugged into it")),
		slip:    widgets.NewCheck(words.T("It endorses checks at a slip station")),
	}
	f.name.SetText(p.Name)
	f.way.Pick(max(wayOf(p), 0))
	f.to.SetText(p.To)
	if p.Kind == ledger.ProgramPrinter {
		f.to.SetText(strings.Join(p.Command, " "))
	}
	f.role.Pick(max(slices.Index(printerRoles, p.Role), 0))
	f.columns.Pick(max(slices.Index(headColumns, p.Columns), 0))
	f.page.Pick(max(slices.Index(codePages, p.CodePage), 0))
	f.drawer.SetChecked(p.Drawer)
	f.slip.SetChecked(p.Slip)
	return f
}

const whereHelp phrase.Word = "Where it is: an address (192.168.1.50), a queue’s name, a path; of a program, its path and arguments, {file} standing for the document."

// printer is what the form says.
func (f *printerForm) printer() ledger.Printer {
	w, _ := f.way.Picked()
	role, _ := f.role.Picked()
	p := ledger.Printer{
		Name: strings.TrimSpace(f.name.Text), Kind: ways[w].kind, Format: ways[w].format, Paper: ways[w].paper,
		To: strings.TrimSpace(f.to.Text), Role: printerRoles[role],
	}
	if p.Kind == ledger.ProgramPrinter {
		p.To, p.Command = "", f.command()
	}
	if p.Format == ledger.FormatESCPOS {
		columns, _ := f.columns.Picked()
		page, _ := f.page.Picked()
		p.Columns, p.CodePage = headColumns[columns], codePages[page]
		if columns == 0 {
			p.Paper = ledger.Roll58
		}
		p.Drawer, p.Slip = f.drawer.Checked, f.slip.Checked
	}
	return p
}

// command is a program with its arguments. One that was set up in city.toml,
// where an argument may hold a space, stays as it is unless it is changed.
func (f *printerForm) command() []string {
	if f.to.Text == strings.Join(f.before.Command, " ") {
		return f.before.Command
	}
	return strings.Fields(f.to.Text)
}

// at says an error of the ledger at the field that it names, which it calls
// printer[2].to.
func (f *printerForm) at(err error) error {
	_, field, _ := strings.Cut(ledger.FieldOf(err), ".")
	input := map[string]widgets.Input{"name": f.name, "to": f.to, "command": f.to, "kind": f.way, "format": f.role, "role": f.role}[field]
	if err == nil || input == nil {
		return err
	}
	return dialogs.At(input, err)
}

// add asks for a new printer, beginning with what is known of it.
func (s *printerPage) add(p ledger.Printer) { s.ask(words.T("Add a printer"), p, len(s.listed)) }

func (s *printerPage) change() {
	at, p := s.list.Selected()
	s.ask(words.T("Printer %s", p.Name), p, at)
}

// ask asks what the printer in one place of the list is. A receipt printer is
// asked about twice.
func (s *printerPage) ask(title string, p ledger.Printer, place int) {
	f := newPrinterForm(p)
	s.counter.dialogs.Open(dialogs.Form{
		Title: title,
		Text:  words.Say(whereHelp),
		Fields: []dialogs.Field{
			{Name: words.T("Name"), Input: f.name},
			{Name: words.T("What it is (press its digit)"), Input: f.way},
			{Name: words.T("Where it is"), Input: f.to},
			{Name: words.T("What it prints (press its digit)"), Input: f.role},
		},
		Confirm: words.T("Go on"),
		OnConfirm: func() error {
			if f.printer().Format == ledger.FormatESCPOS {
				return f.at(ledger.CheckPrinters(s.with(f.printer(), place))) // the rest is asked first
			}
			return f.at(s.save(s.with(f.printer(), place)))
		},
	}).Then(func() {
		if f.printer().Format == ledger.FormatESCPOS {
			s.askHead(title, f, place)
			return
		}
		s.saved(words.T("Printer %s is set up. F6 prints a test page.", f.printer().Name))
	})
}

func (s *printerPage) askHead(title string, f *printerForm, place int) {
	s.counter.dialogs.Open(dialogs.Form{
		Title: title,
		Text:  words.T("A test page shows whether these are right: its line of digits fills the paper, and names with accents are readable."),
		Fields: []dialogs.Field{
			{Name: words.T("Characters in a line (press its digit)"), Input: f.columns},
			{Name: words.T("Code page (press its digit)"), Input: f.page},
			{Name: words.T("Cash drawer (Space)"), Input: f.drawer, Needed: dialogs.Optional},
			{Name: words.T("Endorsement (Space)"), Input: f.slip, Needed: dialogs.Optional},
		},
		Confirm:   words.T("Save"),
		OnConfirm: func() error { return s.save(s.with(f.printer(), place)) },
		OnClosed: func(confirmed bool) {
			if confirmed {
				s.saved(words.T("Printer %s is set up. F6 prints a test page.", f.printer().Name))
			}
		},
	})
}

// with is the list with a printer in one place of it.
func (s *printerPage) with(p ledger.Printer, place int) []ledger.Printer {
	listed := slices.Clone(s.listed)
	if place == len(listed) {
		return append(listed, p)
	}
	listed[place] = p
	return listed
}

package ledger_test

import (
	"os"
	"strings"
	"testing"

	"counterfoil/ledger"
)

const printerCity = "name = \"X\"\nstation = \"C1\"\nzone = \"America/Chicago\"\nperson = [{name = \"sue\", role = \"supervisor\"}]\n"

func TestPrintersAreReadFromTheSettings(t *testing.T) {
	city, err := ledger.ParseCity([]byte(printerCity + `
[[printer]]
name = "Front"
role = "receipt"
kind = "network"
to = "192.168.1.50"
format = "escpos"
drawer = true
[[printer]]
name = "Office"
role = "document"
kind = "queue"
to = "Laser"
format = "pdf"
`))
	if err != nil {
		t.Fatal(err)
	}
	front, office := city.Printers[0], city.Printers[1]
	if front.To != "192.168.1.50:9100" || front.Columns != 42 || front.CodePage != ledger.CodePage1252 || front.Paper != ledger.Roll80 {
		t.Errorf("the receipt printer is completed as %+v", front)
	}
	if office.Paper != ledger.Letter || office.Columns != 0 {
		t.Errorf("the document printer is completed as %+v", office)
	}
	if !front.Prints(ledger.PrintsReceipts) || front.Prints(ledger.PrintsDocuments) {
		t.Error("a role is mixed up")
	}
}

func TestPrintersThatCannotBe(t *testing.T) {
	front := ledger.Printer{Name: "Front", Role: ledger.PrintsReceipts, Kind: ledger.NetworkPrinter, To: "10.0.0.5", Format: ledger.FormatESCPOS}
	with := func(change func(*ledger.Printer)) []ledger.Printer {
		p := front
		change(&p)
		return []ledger.Printer{p}
	}
	for field, printers := range map[string][]ledger.Printer{
		"printer[0].name":      with(func(p *ledger.Printer) { p.Name = "" }),
		"printer[0].role":      with(func(p *ledger.Printer) { p.Role = "all" }),
		"printer[0].kind":      with(func(p *ledger.Printer) { p.Kind = "fax" }),
		"printer[0].format":    with(func(p *ledger.Printer) { p.Role = ledger.PrintsBoth }),
		"printer[0].to":        with(func(p *ledger.Printer) { p.To = "-o evil" }),
		"printer[0].columns":   with(func(p *ledger.Printer) { p.Columns = 12 }),
		"printer[0].code_page": with(func(p *ledger.Printer) { p.CodePage = 850 }),
		"printer[0].command": with(func(p *ledger.Printer) {
			p.Kind, p.Format, p.Command = ledger.ProgramPrinter, ledger.FormatPDF, []string{"print"}
		}),
		"printer[0].paper": with(func(p *ledger.Printer) { p.Paper = "a4" }),
		"printer[1].role":  {front, {Name: "Back", Role: ledger.PrintsReceipts, Kind: ledger.NetworkPrinter, To: "10.0.0.6", Format: ledger.FormatESCPOS}},
		"printer[1].name":  {front, {Name: "FRONT", Role: ledger.Spare, Kind: ledger.NetworkPrinter, To: "10.0.0.6", Format: ledger.FormatESCPOS}},
	} {
		if err := ledger.CheckPrinters(printers); ledger.FieldOf(err) != field {
			t.Errorf("want an error at %s, got %v", field, err)
		}
	}
	if err := ledger.CheckPrinters([]ledger.Printer{front}); err != nil {
		t.Error(err)
	}
	if _, err := ledger.ParseCity([]byte(printerCity + "[output]\nqueue = \"Laser\"\n[[printer]]\nname = \"Front\"\nrole = \"receipt\"\nkind = \"network\"\nto = \"10.0.0.5\"\nformat = \"escpos\"\n")); ledger.FieldOf(err) != "output.queue" {
		t.Errorf("a queue beside printers gives %v", err)
	}
}

// Setting the printers changes nothing else in the file, is in the journal, and
// is there after the next start.
func TestPrintersAreSet(t *testing.T) {
	folder := ledger.Folder(t.TempDir())
	const before = printerCity + "# a note of the city's own\n[output]\npaper = \"letter\" # ours\n"
	if _, err := ledger.Create(folder, []byte(before), "billing is down", func(ledger.Listed) (string, error) { return "a long secret of sue", nil }); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { l.Close() }()
	sue, err := l.SignIn("sue", "a long secret of sue", ledger.ToWork)
	if err != nil {
		t.Fatal(err)
	}
	front := ledger.Printer{Name: "Front", Role: ledger.PrintsReceipts, Kind: ledger.NetworkPrinter, To: "10.0.0.5", Format: ledger.FormatESCPOS, Drawer: true}
	viewer := ledger.Printer{Name: "Viewer", Role: ledger.PrintsDocuments, Kind: ledger.ProgramPrinter, Command: []string{`C:\Programs\a viewer.exe`, "{file}"}, Format: ledger.FormatPDF}
	for _, printers := range [][]ledger.Printer{{front}, {front, viewer}, {viewer}} {
		if err := l.SetPrinters(sue, printers); err != nil {
			t.Fatal(err)
		}
		if got := l.City().Printers; len(got) != len(printers) || got[0].Name != printers[0].Name {
			t.Errorf("in force are %+v", got)
		}
	}
	text, err := os.ReadFile(folder.Settings())
	if err != nil || !strings.HasPrefix(string(text), before) || strings.Count(string(text), "[[printer]]") != 1 || !strings.Contains(string(text), "set by sue") {
		t.Errorf("city.toml is\n%s\n%v", text, err)
	}
	settings := 0
	for e, err := range l.Entries(1, 1<<40) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Kind == "setting_changed" && e.Actor == "sue" {
			settings++
		}
	}
	if settings != 3 {
		t.Errorf("the journal has %d changes by sue", settings)
	}
	if err := l.SetPrinters(ledger.Console, nil); ledger.CodeOf(err) != ledger.NotAllowed {
		t.Errorf("anybody sets printers: %v", err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if l, err = ledger.Open(folder); err != nil {
		t.Fatal(err)
	}
	if got := l.City().Printers; len(got) != 1 || got[0].Command[0] != viewer.Command[0] {
		t.Errorf("after the next start there are %+v", got)
	}
}

// A file in which the printers stand in a way that cannot be taken out alone is
// left as it is.
func TestPrintersWrittenAnotherWayAreLeftAlone(t *testing.T) {
	folder := ledger.Folder(t.TempDir())
	const before = "printer = [{name = \"Front\", role = \"receipt\", kind = \"network\", to = \"10.0.0.5\", format = \"escpos\"}]\n" + printerCity
	if _, err := ledger.Create(folder, []byte(before), "billing is down", func(ledger.Listed) (string, error) { return "a long secret of sue", nil }); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	sue, err := l.SignIn("sue", "a long secret of sue", ledger.ToWork)
	if err != nil {
		t.Fatal(err)
	}
	err = l.SetPrinters(sue, l.City().Printers)
	text, readErr := os.ReadFile(folder.Settings())
	if err == nil || readErr != nil || string(text) != before {
		t.Errorf("%v; city.toml is\n%s\n%v", err, text, readErr)
	}
}

func TestKickingTheDrawerNeedsASupervisorAndAReason(t *testing.T) {
	folder := ledger.Folder(t.TempDir())
	city := strings.Replace(printerCity, "person = [", "person = [{name = \"ana\", role = \"clerk\"}, ", 1)
	if _, err := ledger.Create(folder, []byte(city), "billing is down", func(p ledger.Listed) (string, error) { return "a long secret of " + p.Name, nil }); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	session := func(name string) ledger.Session {
		s, err := l.SignIn(name, "a long secret of "+name, ledger.ToWork)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	ana, sue := session("ana"), session("sue")
	if err := l.KickDrawer(ana, ana, "Front", "change"); ledger.CodeOf(err) != ledger.NotAllowed {
		t.Errorf("a clerk opens the drawer: %v", err)
	}
	if err := l.KickDrawer(sue, ana, "Front", "  "); ledger.FieldOf(err) != "reason" {
		t.Errorf("no reason is needed: %v", err)
	}
	if err := l.KickDrawer(sue, ana, "Front", "change"); err != nil {
		t.Fatal(err)
	}
	var kicked []ledger.Entry
	for e, err := range l.Entries(1, 1<<40) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Kind == "drawer_kicked" {
			kicked = append(kicked, e)
		}
	}
	if len(kicked) != 1 || kicked[0].Actor != "sue" || string(kicked[0].Body) != `{"reason":"change","printer":"Front","at":"ana"}` {
		t.Errorf("the journal has %+v", kicked)
	}
}

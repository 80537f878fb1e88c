package main_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"counterfoil/ledger/money"
)

// program is the headless build, made once for all tests: the same command
// line that finance and auditors have.
var program string

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "counterfoil-test-")
	if err != nil {
		panic(err)
	}
	program = filepath.Join(folder, "counterfoil")
	build := exec.Command("go", "build", "-tags", "headless", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if text, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building the headless program: %v\n%s", err, text)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}

// station is a data folder of the sample city with the secrets of its people.
type station struct {
	*testing.T
	data    string
	secrets map[string]string // by name
	byRole  map[string][]string
}

func mustInit(t *testing.T) *station {
	t.Helper()
	s := &station{T: t, data: filepath.Join(t.TempDir(), "data"), secrets: map[string]string{}, byRole: map[string][]string{}}
	var made struct {
		Station string
		People  []struct{ Name, Role, Secret string }
	}
	s.mustJSON(&made, "", "", "init", "--sample", "--json")
	if made.Station == "" {
		t.Fatal("init names no station")
	}
	for _, p := range made.People {
		s.secrets[p.Name] = p.Secret
		s.byRole[p.Role] = append(s.byRole[p.Role], p.Name)
	}
	return s
}

func (s *station) clerk() string   { return s.byRole["clerk"][0] }
func (s *station) finance() string { return s.byRole["finance"][0] }

// run runs the program on the station's folder, signed in as somebody.
func (s *station) run(as, stdin string, args ...string) (stdout, stderr string, code int) {
	s.Helper()
	c := s.command(as, args...)
	c.Stdin = strings.NewReader(stdin)
	var out, problems bytes.Buffer
	c.Stdout, c.Stderr = &out, &problems
	err := c.Run()
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		s.Fatal(err)
	}
	return out.String(), problems.String(), c.ProcessState.ExitCode()
}

func (s *station) command(as string, args ...string) *exec.Cmd {
	c := exec.Command(program, args...)
	c.Env = append(os.Environ(), "COUNTERFOIL_DATA="+s.data, "COUNTERFOIL_FINANCE="+s.data+"-finance", "COUNTERFOIL_SECRET="+s.secrets[as])
	return c
}

func (s *station) mustRun(as, stdin string, args ...string) string {
	s.Helper()
	out, problems, code := s.run(as, stdin, args...)
	if code != 0 {
		s.Fatalf("counterfoil %v: exit %d: %s", args, code, problems)
	}
	return out
}

func (s *station) mustJSON(into any, as, stdin string, args ...string) {
	s.Helper()
	out := s.mustRun(as, stdin, args...)
	if err := json.Unmarshal([]byte(out), into); err != nil {
		s.Fatalf("counterfoil %v printed %q: %v", args, out, err)
	}
}

// wantRefused runs the program and wants one line on stderr that says
// something, and an exit status.
func (s *station) wantRefused(code int, says, as, stdin string, args ...string) {
	s.Helper()
	_, problems, got := s.run(as, stdin, args...)
	if got != code || !strings.Contains(problems, says) || strings.Count(problems, "\n") != 1 {
		s.Errorf("counterfoil %v: exit %d, want %d, saying %q: %q", args, got, code, says, problems)
	}
}

type stubLine struct {
	Account   string `json:"account"`
	Bill      string `json:"bill"`
	AmountDue string `json:"amount_due"`
	Amount    string `json:"amount"`
}

type tender struct {
	Kind    string `json:"kind"`
	Number  string `json:"number,omitempty"`
	Routing string `json:"routing,omitempty"`
	Last4   string `json:"last4,omitempty"`
	Amount  string `json:"amount"`
}

type payment struct {
	ID      string     `json:"id"`
	Lines   []stubLine `json:"lines"`
	Tenders []tender   `json:"tenders"`
	Payor   string     `json:"payor"`
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }

func cents(n int64) string { return money.FromCents(n).String() }

func cashPayment(n int64) payment {
	return payment{newID(), []stubLine{{"1023233234", "88123", cents(n), cents(n)}}, []tender{{Kind: "cash", Amount: cents(n)}}, "A PAYER"}
}

func jsonLines(payments ...payment) string {
	var b strings.Builder
	for _, p := range payments {
		text, _ := json.Marshal(p)
		b.Write(append(text, '\n'))
	}
	return b.String()
}

// totals is what a set of payments adds up to, in cents.
type totals struct{ lines, total, cash, check, card int64 }

// mixedPayments makes payments of one to four stubs, settled in cash with
// change, by check, by card, or by several.
func mixedPayments(seed uint64, n int) (payments []payment, want totals) {
	r := rand.New(rand.NewPCG(seed, 0))
	for i := range n {
		p := payment{ID: newID(), Payor: fmt.Sprintf("PAYER %d", i)}
		var total int64
		for range 1 + r.IntN(4) {
			amount := 1 + r.Int64N(50_000)
			total += amount
			p.Lines = append(p.Lines, stubLine{fmt.Sprintf("%010d", r.IntN(1e9)), fmt.Sprint(10000 + r.IntN(80000)), cents(amount), cents(amount)})
		}
		rest := total
		if r.IntN(3) == 0 && rest > 1 {
			part := 1 + r.Int64N(rest-1)
			p.Tenders = append(p.Tenders, tender{Kind: "check", Number: fmt.Sprint(1000 + i), Routing: "111000025", Last4: "5678", Amount: cents(part)})
			want.check += part
			rest -= part
		}
		switch r.IntN(4) {
		case 0:
			p.Tenders = append(p.Tenders, tender{Kind: "card", Number: fmt.Sprint(i), Amount: cents(rest)})
			want.card += rest
		case 1:
			p.Tenders = append(p.Tenders, tender{Kind: "check", Number: fmt.Sprint(5000 + i), Amount: cents(rest)})
			want.check += rest
		default:
			p.Tenders = append(p.Tenders, tender{Kind: "cash", Amount: cents(rest + r.Int64N(2000))})
			want.cash += rest
		}
		want.total += total
		want.lines += int64(len(p.Lines))
		payments = append(payments, p)
	}
	return payments, want
}

func TestThreeHundredMixedPaymentsComeOutToTheCent(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	s := mustInit(t)
	payments, want := mixedPayments(seed, 300)
	out := s.mustRun(s.clerk(), jsonLines(payments...), "intake", "--as", s.clerk(), "--float", "100.00", "-")
	if answers := strings.Count(out, "\n"); answers != 300 {
		t.Fatalf("%d answers", answers)
	}
	var report struct {
		Receipts, Voids, Lines                           int64
		Total, Cash, Check, Card, First, Last, OverShort string
	}
	s.mustJSON(&report, s.finance(), "", "report", "day", "--as", s.finance(), "--json")
	if report.Receipts != 300 || report.Voids != 0 || report.Lines != want.lines || report.Total != cents(want.total) ||
		report.Cash != cents(want.cash) || report.Check != cents(want.check) || report.Card != cents(want.card) ||
		report.First != "C1-000001" || report.Last != "C1-000300" {
		t.Errorf("the report says %+v, want %+v", report, want)
	}

	var exported struct {
		Path            string
		Batch, Payments int64
	}
	s.mustJSON(&exported, s.finance(), "", "export", "--as", s.finance(), "--out", t.TempDir(), "--json")
	if exported.Batch != 1 || exported.Payments != 300 {
		t.Errorf("export says %+v", exported)
	}
	s.wantRowsOf(exported.Path, payments, want)
	for _, path := range []string{exported.Path, s.data} {
		var verified struct {
			OK     bool
			Checks []struct{ Name, Detail string }
		}
		s.mustJSON(&verified, "", "", "verify", path, "--json")
		if !verified.OK || len(verified.Checks) < 5 {
			t.Errorf("%s: %+v", path, verified)
		}
	}
	first := mustRead(t, exported.Path)
	if err := os.Remove(exported.Path); err != nil {
		t.Fatal(err)
	}
	s.mustJSON(&exported, s.finance(), "", "export", "--as", s.finance(), "--out", filepath.Dir(exported.Path), "--json")
	if !bytes.Equal(first, mustRead(t, exported.Path)) {
		t.Error("written again, the bundle has other bytes")
	}
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// wantRowsOf compares payments.csv with what was sent, each line once.
func (s *station) wantRowsOf(path string, payments []payment, want totals) {
	s.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		s.Fatal(err)
	}
	defer archive.Close()
	file, err := archive.Open("payments.csv")
	if err != nil {
		s.Fatal(err)
	}
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		s.Fatal(err)
	}
	columns := map[string]int{}
	for i, name := range rows[0] {
		columns[name] = i
	}
	for _, name := range strings.Split("payment_id,receipt,station,clerk,received_at,business_day,account,bill,bill_date,due,amount_due,amount,tender,check_number,payor,book,void", ",") {
		if _, there := columns[name]; !there {
			s.Errorf("payments.csv has no column %s", name)
		}
	}
	var total int64
	seen := map[string]int{}
	for _, row := range rows[1:] {
		amount, err := money.Parse(row[columns["amount"]])
		if err != nil {
			s.Fatal(err)
		}
		total += amount.Cents()
		seen[row[columns["payment_id"]]+" "+row[columns["account"]]+" "+row[columns["bill"]]+" "+row[columns["amount"]]]++
	}
	if total != want.total || int64(len(rows)-1) != want.lines {
		s.Errorf("payments.csv has %d rows of %s, want %+v", len(rows)-1, cents(total), want)
	}
	for _, p := range payments {
		for _, l := range p.Lines {
			key := p.ID + " " + l.Account + " " + l.Bill + " " + l.Amount
			if seen[key]--; seen[key] < 0 {
				s.Errorf("payments.csv lacks %s", key)
			}
		}
	}
}

func TestAKilledIntakeIsSentAgainAndNothingIsLostOrDoubled(t *testing.T) {
	s := mustInit(t)
	payments, want := mixedPayments(1, 60)
	killed := s.command(s.clerk(), "intake", "--as", s.clerk(), "-")
	in, err := killed.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := killed.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := killed.Start(); err != nil {
		t.Fatal(err)
	}
	go io.WriteString(in, jsonLines(payments...))
	answers := json.NewDecoder(out)
	acknowledged := map[string]string{}
	for range 20 {
		var a struct{ ID, Receipt string }
		if err := answers.Decode(&a); err != nil {
			t.Fatal(err)
		}
		acknowledged[a.ID] = a.Receipt
	}
	if err := killed.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	killed.Wait()
	s.mustRun("", "", "verify", s.data)
	for line := range strings.Lines(s.mustRun(s.clerk(), jsonLines(payments...), "intake", "--as", s.clerk(), "-")) {
		var a struct{ ID, Receipt string }
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		if before, told := acknowledged[a.ID]; told && before != a.Receipt {
			t.Errorf("%s was acknowledged as %s and is now %s", a.ID, before, a.Receipt)
		}
	}
	var report struct {
		Receipts int64
		Total    string
	}
	s.mustJSON(&report, s.finance(), "", "report", "day", "--as", s.finance())
	if report.Receipts != 60 || report.Total != cents(want.total) {
		t.Errorf("the report says %+v, want 60 of %s", report, cents(want.total))
	}
	s.mustRun("", "", "verify", s.data)
}

// working starts an intake that has the ledger open and waits for more.
func (s *station) working() (*exec.Cmd, io.Closer) {
	s.Helper()
	c := s.command(s.clerk(), "intake", "--as", s.clerk(), "-")
	in, err := c.StdinPipe()
	if err != nil {
		s.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		s.Fatal(err)
	}
	if err := c.Start(); err != nil {
		s.Fatal(err)
	}
	io.WriteString(in, jsonLines(cashPayment(5_00)))
	if err := json.NewDecoder(out).Decode(&struct{}{}); err != nil {
		s.Fatal(err)
	}
	return c, in
}

func TestASecondProgramIsRefusedInWords(t *testing.T) {
	s := mustInit(t)
	first, in := s.working()
	defer first.Wait()
	defer in.Close()
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(s.data, link); err != nil {
		t.Fatal(err)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	relative, err := filepath.Rel(here, s.data)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{s.data, link, relative, s.data + "/../" + filepath.Base(s.data)} {
		s.wantRefused(3, "already open", "", "", "report", "day", "--data", path)
		s.wantRefused(3, "already open", "", "", "verify", path)
	}
}

func TestAKilledProgramLeavesNoLock(t *testing.T) {
	s := mustInit(t)
	killed, _ := s.working()
	if err := killed.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	killed.Wait()
	s.mustRun(s.finance(), "", "report", "day", "--as", s.finance())
	second, in := s.working()
	in.Close()
	if err := second.Wait(); err != nil {
		t.Fatal(err)
	}
}

func TestWordsAndInputThatAreWrongAreRefusedInOneLine(t *testing.T) {
	s := mustInit(t)
	clerk, finance := s.clerk(), s.finance()
	settings, gone := filepath.Join(s.data, "city.toml"), filepath.Join(t.TempDir(), "gone")
	for _, c := range []struct {
		code            int
		says, as, stdin string
		args            []string
	}{
		{2, "unknown flag", "", "", []string{"report", "day", "--frmat"}},
		{2, "must be one of", "", "", []string{"report", "weather"}},
		{2, "not a date", "", "", []string{"report", "day", "--day", "11/23/2026"}},
		{2, "--float", clerk, "", []string{"intake", "--as", clerk, "--float", "1e3", "-"}},
		{2, "not between", clerk, "", []string{"intake", "--as", clerk, "--float", "99999", "-"}},
		{2, "not right", "", "", []string{"intake", "--as", clerk, "-"}},
		{2, "may not", finance, "", []string{"intake", "--as", finance, "-"}},
		{2, "may not", clerk, "", []string{"export", "--as", clerk, "--out", s.data}},
		{2, "may not confirm the date", clerk, "", []string{"clock", "--as", clerk}},
		{2, "no payment to export", finance, "", []string{"export", "--as", finance, "--out", s.data}},
		{2, "--from", finance, "", []string{"export", "--as", finance, "--from", "yesterday"}},
		{2, "no receipt", "", "", []string{"receipt", "C1-000001"}},
		{2, "not a receipt number", "", "", []string{"receipt", "hello"}},
		{2, "refused", clerk, "{}\n", []string{"intake", "--as", clerk, "-"}},
		{2, "no scan-line profile", "", "", []string{"stub", "nope", "123"}},
		{1, "", "", "", []string{"stub", "sample-20", "1023233234000002242"}},
		{2, "data folder", "", "", []string{"report", "day", "-o", filepath.Join(s.data, "ledger.db")}},
		{2, "no folder", "", "", []string{"receipt", "C1-000001", "-o", "/nonexistent/x.pdf"}},
		{2, "plain file", "", "", []string{"receipt", "C1-000001", "-o", "/dev/null"}},
		{2, "plain file", "", "", []string{"profile", "write", "generic-csv", settings, "-o", "/dev/null"}},
		{2, "plain file", "", "", []string{"match", settings, settings, "--xlsx", "/dev/null"}},
		{2, "plain file", "", "", []string{"posted", settings, settings, "--out", "/dev/null"}},
		{2, "plain file", clerk, "", []string{"roster", settings, "--as", clerk, "--as-of", "2026-11-20", "--bad", "/dev/null"}},
		{2, "does not go to standard output", "", "", []string{"profile", "write", "generic-csv", settings, "-o", "-"}},
		{2, "--out goes without --as", finance, "", []string{"posted", settings, settings, "--as", finance, "--out", "x.csv"}},
		{2, "not between 24 and 200", "", "", []string{"receipt", "C1-000001", "--columns", "201"}},
		{2, "can't be used together", "", "", []string{"receipt", "C1-000001", "--pdf", "--text"}},
		{2, "can't be used together", "", "", []string{"report", "voids", "--json", "--escpos"}},
		{2, "can't be used together", finance, "", []string{"export", "--as", finance, "--batch", "1", "--to", "2026-11-20"}},
		{2, "add --csv", "", "", []string{"report", "voids", "--table", "people"}},
		{2, "only the report holds", "", "", []string{"report", "closeout", "--due-to", "2026-11-23"}},
		{2, "check the path", "", "", []string{"intake", "--as", clerk, gone}},
		{2, "check the path", "", "", []string{"merge", gone, "--out", filepath.Join(t.TempDir(), "set")}},
		{2, "see counterfoil person add --help", "", "", []string{"person", "add"}},
		{2, "--day", "", "", []string{"report", "day", "--day", "x"}},
		{2, "no batch 7", finance, "", []string{"export", "--as", finance, "--batch", "7", "--out", s.data}},
		{2, "already holds a ledger", "", "", []string{"init", "--sample"}},
		{3, "no ledger", "", "", []string{"report", "day", "--data", t.TempDir()}},
		{3, "no data folder", "", "", []string{"report", "day", "--data", filepath.Join(t.TempDir(), "gone")}},
		{2, "no window", "", "", []string{"counter"}},
	} {
		s.wantRefused(c.code, c.says, c.as, c.stdin, c.args...)
	}
}

// TestEveryCommandIsListedAndShowsAnExample: the README lists it, and its
// examples name people of the sample city, so that they can be tried.
func TestEveryCommandIsListedAndShowsAnExample(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	s := mustInit(t)
	_, listed, _ := strings.Cut(s.mustRun("", "", "--help"), "Commands:\n")
	commands := regexp.MustCompile(`(?m)^  ([a-z]+(?: [a-z]+)?)  `).FindAllStringSubmatch(listed, -1)
	if len(commands) < 40 {
		t.Fatalf("%d commands are listed in\n%s", len(commands), listed)
	}
	for _, command := range commands {
		help := s.mustRun("", "", append(strings.Fields(command[1]), "--help")...)
		group, name, within := strings.Cut(command[1], " ")
		row := "`" + group + "`"
		if within {
			row += ` \([^)]*\b` + name + `\b`
		}
		if !regexp.MustCompile(row).Match(readme) {
			t.Errorf("the README does not list %s", command[1])
		}
		_, example, shown := strings.Cut(help, "\n    counterfoil ")
		if !shown && !strings.Contains(help, "… counterfoil ") {
			t.Errorf("%s shows no example:\n%s", command[1], help)
		}
		for _, name := range regexp.MustCompile(`--as ([a-z]+)`).FindAllStringSubmatch(example, -1) {
			if s.secrets[name[1]] == "" {
				t.Errorf("%s: nobody in the sample city is named %s", command[1], name[1])
			}
		}
	}
}

func TestStubSaysWhatALineSays(t *testing.T) {
	s := mustInit(t)
	var read struct {
		Account string
		Due     string `json:"amount_due"`
		OK      bool
		Checks  []struct{ OK bool }
	}
	s.mustJSON(&read, "", "", "stub", "sample-20", "10232332340000022424", "--json")
	if read.Account != "1023233234" || read.Due != "224.24" || !read.OK {
		t.Errorf("%+v", read)
	}
	s.mustJSON(&read, "", "", "stub", "sample-42", "003456789011102960000000000100000000010008", "--json")
	if read.Account != "00345678901" || read.Due != "10.00" || len(read.Checks) != 1 || !read.Checks[0].OK {
		t.Errorf("%+v", read)
	}
	out, _, code := s.run("", "", "stub", "sample-42", "003456789011102960000000000100000000010007", "--json")
	if err := json.Unmarshal([]byte(out), &read); err != nil || code != 1 || read.OK || read.Checks[0].OK {
		t.Errorf("a wrong check digit: exit %d, %s", code, out)
	}
	out, _, code = s.run("", "", "stub", "sample-20", "1023233234000002242X", "--json")
	if err := json.Unmarshal([]byte(out), &read); err != nil || code != 1 || read.OK {
		t.Errorf("a letter: exit %d, %s", code, out)
	}
	profiles := filepath.Join(t.TempDir(), "own.toml")
	os.WriteFile(profiles, []byte("[[scanline]]\nname = \"own\"\nlength = 6\nfield = [{name = \"account\", from = 1, length = 6}]\n"), 0o600)
	s.mustJSON(&read, "", "", "stub", "own", "004711", "--profiles", profiles, "--json")
	if read.Account != "004711" {
		t.Errorf("%+v", read)
	}
}

func TestAProfileIsLearnedFromAFileOfStubs(t *testing.T) {
	s := mustInit(t)
	samples := filepath.Join(t.TempDir(), "samples.csv")
	rows := "scan,account,amount\n"
	for i := range 10 {
		account, amount := 1023233234+7919*i, 22424+1013*i*i
		rows += fmt.Sprintf("%010d%010d,%010d,%d.%02d\n", account, amount, account, amount/100, amount%100)
	}
	os.WriteFile(samples, []byte(rows), 0o600)
	table := s.mustRun("", "", "stub", "--learn", samples, "--name", "found")
	profiles := filepath.Join(t.TempDir(), "found.toml")
	os.WriteFile(profiles, []byte(table), 0o600)
	var read struct {
		Account string
		Due     string `json:"amount_due"`
	}
	s.mustJSON(&read, "", "", "stub", "found", "10232332340000022424", "--profiles", profiles, "--json")
	if read.Account != "1023233234" || read.Due != "224.24" {
		t.Errorf("%s\nreads %+v", table, read)
	}
	s.wantRefused(2, "", "", "", "stub", "found")
	s.wantRefused(2, "leave PROFILE", "", "", "stub", "found", "1", "--learn", samples)
	os.WriteFile(samples, []byte(rows+"1023,1023,x\n"), 0o600)
	s.wantRefused(2, "line 12", "", "", "stub", "--learn", samples)
	os.WriteFile(samples, []byte(rows+"10232332340000022425,99,224.25\n"), 0o600)
	s.wantRefused(1, "stub 11: its account 99 is nowhere in its line", "", "", "stub", "--learn", samples)
}

func TestAReceiptIsTheOriginalOnce(t *testing.T) {
	s := mustInit(t)
	s.mustRun(s.clerk(), jsonLines(cashPayment(224_24)), "intake", "--as", s.clerk(), "-")
	original := s.mustRun("", "", "receipt", "C1-000001", "--text")
	second := s.mustRun("", "", "receipt", "C1-000001", "--text")
	if !strings.Contains(original, "224.24") || !strings.Contains(original, "A PAYER") || strings.Contains(original, "DUPLICATE") || !strings.Contains(second, "DUPLICATE 1") {
		t.Errorf("%s\n%s", original, second)
	}
	path := filepath.Join(t.TempDir(), "receipt.pdf")
	s.mustRun("", "", "receipt", "C1-000001", "--pdf", "-o", path)
	if !bytes.HasPrefix(mustRead(t, path), []byte("%PDF-")) {
		t.Error("no PDF was written")
	}
	for paper, millimeters := range map[string]float64{"letter": 215.9, "80mm": 80, "58mm": 58} {
		s.mustRun("", "", "receipt", "C1-000001", "--paper", paper, "-o", path)
		box := fmt.Sprintf("/MediaBox [0 0 %.2f ", millimeters*72/25.4)
		if !bytes.Contains(mustRead(t, path), []byte(box)) {
			t.Errorf("%s: %q is missing", paper, box)
		}
	}
	for line := range strings.Lines(s.mustRun("", "", "receipt", "C1-000001", "--text", "--columns", "32")) {
		if utf8.RuneCountInString(strings.TrimSuffix(line, "\n")) > 32 {
			t.Errorf("more than 32 columns: %q", line)
		}
	}
	s.wantRefused(2, "--paper must be one of", "", "", "receipt", "C1-000001", "--paper", "a4")
}

func TestAFolderMayHaveAnyNameAndBeRelative(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"rel", "with space & 100% ?#", filepath.Join("deep", "er", "Łódź")} {
		s := &station{T: t, data: name, secrets: map[string]string{"maria": "271828"}}
		s.mustRun("", "", "init", "--sample")
		s.mustRun("maria", jsonLines(cashPayment(5_00)), "intake", "--as", "maria", "-")
		s.mustRun("", "", "verify", name)
	}
}

// inMount runs a script that may mount file systems, which only it sees.
func (s *station) inMount(script string, env ...string) (string, error) {
	c := exec.Command("unshare", "--user", "--map-root-user", "--mount", "sh", "-euc", script)
	c.Env = append(append(os.Environ(), "PROGRAM="+program, "DATA="+s.data, "CLERK="+s.clerk(), "COUNTERFOIL_SECRET="+s.secrets[s.clerk()]), env...)
	text, err := c.CombinedOutput()
	return string(text), err
}

func TestAFullDiskRefusesThePaymentAndSaysSo(t *testing.T) {
	s := mustInit(t)
	input := filepath.Join(t.TempDir(), "payments.jsonl")
	payments, _ := mixedPayments(2, 400)
	if err := os.WriteFile(input, []byte(jsonLines(payments...)), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := s.inMount(`
		SMALL=$(mktemp -d); mount -t tmpfs -o size=16m tmpfs "$SMALL"
		cp -a "$DATA/." "$SMALL"; export COUNTERFOIL_DATA="$SMALL"
		"$PROGRAM" intake --as "$CLERK" - < /dev/null
		dd if=/dev/zero of="$SMALL/filler" bs=4096 2>/dev/null || true
		truncate -s -131072 "$SMALL/filler"
		"$PROGRAM" intake --as "$CLERK" "$INPUT" > "$OUT/full" 2> "$OUT/problem" && echo "no refusal" || echo "exit $?"
		rm "$SMALL/filler"
		"$PROGRAM" intake --as "$CLERK" "$INPUT" > "$OUT/room"
		"$PROGRAM" verify "$SMALL"
		COUNTERFOIL_SECRET="$SECRET" "$PROGRAM" report day --as "$FINANCE" --json > "$OUT/report"`,
		"INPUT="+input, "OUT="+filepath.Dir(input), "FINANCE="+s.finance(), "SECRET="+s.secrets[s.finance()])
	if err != nil || !strings.Contains(text, "exit 3") {
		t.Fatalf("%v %s", err, text)
	}
	full, room := mustRead(t, filepath.Join(filepath.Dir(input), "full")), mustRead(t, filepath.Join(filepath.Dir(input), "room"))
	if !bytes.Contains(full, []byte("is full: nothing was recorded")) {
		t.Errorf("the answers on a full disk: %.2000s", full)
	}
	// What was acknowledged on the full disk is the same afterwards.
	receipts := map[string]string{}
	for line := range bytes.Lines(room) {
		var a struct{ ID, Receipt string }
		if err := json.Unmarshal(line, &a); err != nil || a.Receipt == "" {
			t.Fatalf("%s: %v", line, err)
		}
		receipts[a.ID] = a.Receipt
	}
	for line := range bytes.Lines(full) {
		var a struct{ ID, Receipt string }
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		if a.Receipt != "" && receipts[a.ID] != a.Receipt {
			t.Errorf("%s was acknowledged as %s and is now %s", a.ID, a.Receipt, receipts[a.ID])
		}
	}
	var report struct{ Receipts int64 }
	if err := json.Unmarshal(mustRead(t, filepath.Join(filepath.Dir(input), "report")), &report); err != nil || report.Receipts != 400 {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestAReadOnlyLedgerIsRefusedAndCanBeVerified(t *testing.T) {
	s := mustInit(t)
	text, err := s.inMount(`
		mount --bind "$DATA" "$DATA"; mount -o remount,ro,bind "$DATA"
		"$PROGRAM" intake --as "$CLERK" --data "$DATA" - < /dev/null && echo "no refusal" || echo "exit $?"
		"$PROGRAM" verify "$DATA"`)
	if err != nil || !strings.Contains(text, "exit 3") || !strings.Contains(text, "read-only") || !strings.Contains(text, "tables") {
		t.Fatalf("%v %s", err, text)
	}
}

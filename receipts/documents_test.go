package receipts_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/receipts"
)

// sampled is a document with the values that it is made from.
type sampled struct {
	name   string
	values any // of the ledger; a pointer
	write  func(values any, from receipts.Origin) (receipts.Paperwork, error)
}

func sampleOf[T any](name string, values T, write func(T, receipts.Origin) (receipts.Paperwork, error)) sampled {
	return sampled{name, &values, func(v any, from receipts.Origin) (receipts.Paperwork, error) { return write(*v.(*T), from) }}
}

func (s sampled) paper(t testing.TB) receipts.Paperwork {
	t.Helper()
	p, err := s.write(s.values, sampleOrigin())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// slips are the documents that are signed at the till.
func slips() []sampled {
	plain := *sampleDay(60, false).Drawers[1].Closing
	reopened := swappedClosing()
	reopened.Parts = nil
	reopened.CountedBy, reopened.Witness = "Carol Dunn", "Fay Holt"
	reopened.ApprovedBy, reopened.ApprovedAt, reopened.ApprovalReason = "Tom Reed", reopened.At, "the bank copy was looked at"
	reopened.ReopenedBy, reopened.ReopenedAt, reopened.ReopenReason = "Tom Reed", reopened.At.Add(time.Hour), "the coins were left out"
	recounted := plain
	recounted.Witness = "Fay Holt"
	recounted.TakenBack = []ledger.TakenBack{{Number: 9, OverShort: ledger.Tally{Cash: cents(-100_00), Check: cents(12_34)}, By: "Tom Reed", At: plain.At.Add(-time.Hour), Reason: "Miscounted"}}
	reading := sampleReading()
	reading.TakenBack = recounted.TakenBack
	confirmed := sampleDeposit(1, false)
	confirmed.Bank = &ledger.BankConfirmation{
		BankStatement: ledger.BankStatement{Day: "2026-11-24", Reference: "0098812", Amount: cents(1167_42), Reason: "One note was not real"},
		Difference:    cents(-10_00), By: "Fay Holt", At: confirmed.At.AddDate(0, 0, 1),
	}
	return []sampled{
		sampleOf("closing", plain, receipts.Closing),
		sampleOf("closing-swap", swappedClosing(), receipts.Closing),
		sampleOf("closing-reopened", reopened, receipts.Closing),
		sampleOf("closing-recounted", recounted, receipts.Closing),
		sampleOf("x-reading", reading, func(r ledger.Reading, from receipts.Origin) (receipts.Paperwork, error) {
			return receipts.XReading(r, from), nil
		}),
		sampleOf("drop", sampleDrop(), receipts.Drop),
		sampleOf("transfer", sampleTransfer(), receipts.Transfer),
		sampleOf("deposit", sampleDeposit(6, false), receipts.DepositSlip),
		sampleOf("deposit-swap", sampleDeposit(3, true), receipts.DepositSlip),
		sampleOf("deposit-confirmed", confirmed, receipts.DepositSlip),
	}
}

// busyDay has something of everything that a day can have.
func busyDay() ledger.DayReport {
	d := bagged(sampleDay(42, true), 0)
	other := ledger.DepositedDrawer{Closing: 8, Clerk: "Ben Okafor", Day: "2026-11-22", Approved: true, Counted: ledger.Tally{Cash: cents(40_00)}}
	bag := &d.Deposits[0]
	bag.Drawers = append(bag.Drawers, other)
	bag.Banked = must(bag.Banked.Plus(other.Counted))
	bag.Cash[0].Count += 2
	bag.Total = must(bag.Banked.Sum())
	d.Drawers[1].TakenBack = []ledger.TakenBack{{Number: 10, OverShort: ledger.Tally{Cash: cents(-100_00)}, By: "Carol Dunn", At: morning.Add(8 * time.Hour), Reason: "Miscounted"}}
	d.AutoPay = 1
	d.Reprints = []ledger.Reprint{{Receipt: "C1-000003", Copy: 1}, {Receipt: "C1-000003", Copy: 2}}
	d.Ungiven = []ledger.ReceiptRun{{First: "C1-000004", Last: "C1-000004", Receipts: 1}, {First: "C1-000009", Last: "C1-000011", Receipts: 3}}
	for i := range d.Payments {
		p := &d.Payments[i]
		p.At = morning.Add(time.Duration(i) * 6 * time.Minute)
		if p.At.Hour() == 10 {
			p.At = p.At.Add(-time.Hour) // nobody came then
		}
		n := len(d.Hours)
		if n == 0 || d.Hours[n-1].Hour != p.At.Hour() {
			d.Hours = append(d.Hours, ledger.HourDay{Hour: p.At.Hour()})
			n++
		}
		if hour := &d.Hours[n-1]; !p.Void {
			hour.Payments++
			hour.Total = must(hour.Total.Add(p.Total))
		}
	}
	d.Funds = []ledger.Fund{{Name: "Water", Amount: cents(812_20)}, {Name: "Sewer", Amount: cents(402_11)}}
	d.Pictures, d.Papers = 12, 30
	d.Exceptions = []ledger.Exception{{Receipt: "C1-000007", Clerk: "Ana Ruiz", Warning: ledger.Warning{Kind: ledger.UnknownAccount, Text: "The account is not in the list", Reason: "New customer"}}}
	mark := ledger.VoidMark{By: "Ben Okafor", ApprovedBy: "Carol Dunn", Reason: "Paid twice", At: d.MadeAt, Refund: &ledger.Refund{Way: ledger.FromDrawer, Clerk: "Ben Okafor"}}
	d.Reversals = []ledger.Reversal{{Receipt: "C1-000901", Taken: "2026-11-20", Clerk: "Ana Ruiz", Total: cents(51_17), VoidMark: mark}}
	d.Corrections = []ledger.Correction{{Receipt: "C1-000555", From: "1023230009", To: "1023230011", Amount: cents(77_31), Reason: "Digits were swapped", By: "Ana Ruiz", ApprovedBy: "Carol Dunn"}}
	d.Returned = []ledger.ReturnedCheck{{Receipt: "C1-000321", Check: ledger.Tender{Kind: ledger.Check, Number: "2207", Amount: cents(88_40)}, On: "2026-11-23", Reason: "Not sufficient", By: "Fay Holt"}}
	d.Refunded = cents(51_17)
	d.Net.Cash = must(d.Net.Cash.Sub(d.Refunded))
	return d
}

// week1 is the week of three thieves, as finance reads it in the end.
var week1 []receipts.Report

func sampleReports(t *testing.T) []receipts.Report {
	if week1 != nil {
		return week1
	}
	w := newWeek(t, 1)
	w.live()
	sc, err := w.ReportScope(w.in["fay"], "", 0)
	w.must(err)
	sc.Head = hashOf(0x7E) // the station's key is another each time
	week1, err = receipts.MakePack(w.Ledger, sc)
	w.must(err)
	return week1
}

// documents are all that are no receipts.
func documents(t *testing.T) []sampled {
	all := append(slips(), sampleOf("day", busyDay(), func(d ledger.DayReport, _ receipts.Origin) (receipts.Paperwork, error) { return receipts.Day(d) }))
	reports := sampleReports(t)
	for _, r := range reports {
		all = append(all, sampleOf("report-"+r.Kind, r, func(r receipts.Report, _ receipts.Origin) (receipts.Paperwork, error) { return r.Paperwork(), nil }))
	}
	return append(all, sampleOf("closeout", reports, func(r []receipts.Report, _ receipts.Origin) (receipts.Paperwork, error) { return receipts.Pack(r) }))
}

func isSlip(name string) bool {
	return slices.ContainsFunc(slips(), func(s sampled) bool { return s.name == name })
}

// TestDocumentsSayWhatTheySaid holds each document in each form against the
// files in testdata/documents.
func TestDocumentsSayWhatTheySaid(t *testing.T) {
	for _, s := range documents(t) {
		p := s.paper(t)
		file := filepath.Join("documents", s.name)
		golden(t, file+".letter", pdfTool(t, must(p.PDF(ledger.Letter)), "-layout"))
		if s.name == "closeout" {
			continue // the reports, one after another
		}
		golden(t, file+".text", p.Text(48))
		if isSlip(s.name) {
			golden(t, file+".roll", pdfTool(t, must(p.PDF(ledger.Roll80)), "-layout"))
			lines, cut := printout(t, p.ESCPOS(head(42)), 42)
			if !cut {
				t.Errorf("%s is not cut off", s.name)
			}
			golden(t, file+".escpos", strings.Join(lines, "\n")+"\n")
		}
	}
	book := must(receipts.BookPDF(sampleCity(), ledger.PaperRange{Book: 1, First: 1, Last: 4}, morning))
	golden(t, filepath.Join("documents", "book.letter"), pdfTool(t, book, "-layout"))
	endorsed, _ := printout(t, receipts.EndorsementESCPOS(receipts.Endorsement(sampleReceipt(), sampleReceipt().Payment.Tenders[0]), ledger.CodePage1252), 60)
	golden(t, filepath.Join("documents", "endorsement.escpos"), strings.Join(endorsed, "\n")+"\n")
}

// TestDocumentsAreTheSameBytesTwice, and PDFs that a strict reader takes.
func TestDocumentsAreTheSameBytesTwice(t *testing.T) {
	for _, s := range documents(t) {
		makings := [2][][]byte{}
		for i := range makings {
			p := s.paper(t)
			makings[i] = [][]byte{must(p.PDF(ledger.Letter)), must(p.PDF(ledger.Roll80)), p.ESCPOS(head(48)), []byte(p.Text(48))}
		}
		for i, first := range makings[0] {
			if !bytes.Equal(first, makings[1][i]) {
				t.Errorf("two makings of %s differ", s.name)
			}
		}
		strict(t, s.name, makings[0][0])
		strict(t, s.name, makings[0][1])
	}
}

func strict(t testing.TB, name string, pdf []byte) {
	t.Helper()
	file := filepath.Join(t.TempDir(), name+".pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command("qpdf", "--check", file).CombinedOutput(); err != nil {
		t.Errorf("%s: %v\n%s", name, err, said)
	}
}

// notOnPaper are fields that a document has no use for, or says in other words:
// what a part of a drawer was expected to hold is what was counted and the
// over/short beside it.
var notOnPaper = []string{".ID", ".State", ".Parts.Taken", ".Parts.Start", ".Parts.Expected", ".Part.Start", ".Part.Taken", "drop.Drawer.Float"}

// stated is a value that a document is made from, and where it was.
type stated struct{ path, text string }

// values are the amounts, days and texts anywhere in a value of the ledger.
func values(v reflect.Value, path string) (found []stated) {
	if slices.ContainsFunc(notOnPaper, func(skip string) bool { return strings.HasSuffix(path, skip) }) {
		return nil
	}
	switch of := v.Interface().(type) {
	case money.Amount:
		if !of.IsZero() {
			found = append(found, stated{path, strings.TrimPrefix(of.Display(), "-")}) // the sign is a word
		}
		return found
	case ledger.Day:
		return append(found, stated{path, of.Display()})
	case ledger.Pieces:
		if of.Count == 0 {
			return nil
		}
	case time.Time:
		return nil
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return values(v.Elem(), path)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				found = append(found, values(v.Field(i), path+"."+f.Name)...)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			found = append(found, values(v.Index(i), path)...)
		}
	case reflect.String:
		found = append(found, stated{path, v.String()})
	}
	return found
}

var letterhead = []string{"City of Alder Bend", "Utility Billing", "401 Front Street, Alder Bend, MO 63799", "(573) 555-0142"}

// TestEveryValueIsOnEveryPaper: what a slip is made from stands on it, whether
// on letter paper, on a roll, from a receipt printer or as text.
func TestEveryValueIsOnEveryPaper(t *testing.T) {
	for _, s := range slips() {
		found := values(reflect.ValueOf(s.values).Elem(), s.name)
		for _, text := range append(letterhead, "C1", "Printed 11/23/2026 5:32 PM CST") {
			found = append(found, stated{"origin", text})
		}
		p := s.paper(t)
		escpos, _ := printout(t, p.ESCPOS(receipts.Head{Columns: 48, CodePage: ledger.CodePage1252}), 48)
		for medium, text := range map[string]string{
			"letter": pdfText(t, must(p.PDF(ledger.Letter))), "roll": pdfText(t, must(p.PDF(ledger.Roll80))),
			"text": p.Text(48), "receipt printer": strings.ReplaceAll(strings.Join(escpos, " "), "Lukasik", "Łukasik"),
		} {
			text = strings.Join(strings.Fields(text), " ")
			for _, value := range found {
				if !strings.Contains(text, value.text) {
					t.Errorf("%s, %s: %q (%s) is missing", s.name, medium, value.text, value.path)
				}
			}
		}
	}
}

// TestEveryCellOfAReportIsOnPaper looks for the words of each cell: those of a
// wrapped one stand apart.
func TestEveryCellOfAReportIsOnPaper(t *testing.T) {
	for _, r := range sampleReports(t) {
		for medium, text := range map[string]string{"letter": pdfTool(t, must(r.Paperwork().PDF(ledger.Letter)), "-layout"), "text": r.Paperwork().Text(80)} {
			has := map[string]bool{}
			for _, word := range strings.Fields(text) {
				has[word] = true
			}
			said := slices.Concat(r.Alarms, r.Notes, []string{r.Title, r.City.Name, r.City.Station})
			for _, table := range r.Tables {
				said = append(said, table.Title)
				rows := table.Rows
				if len(rows) > 0 {
					rows = append(rows[:len(rows):len(rows)], table.Totals)
				}
				for _, row := range rows {
					for _, cell := range row {
						said = append(said, receipts.Shown(cell))
					}
				}
			}
			for _, text := range said {
				for _, word := range strings.Fields(text) {
					if !has[word] {
						t.Errorf("%s, %s: %q of %q is missing", r.Kind, medium, word, text)
					}
				}
			}
		}
	}
}

// TestTheDaySaysAllThatHappened, beside what the tests of a day look for.
func TestTheDaySaysAllThatHappened(t *testing.T) {
	text := pdfText(t, onLetter(receipts.Day(busyDay())))
	holds(t, text,
		"Taken, by hour Receipts Applied 8 AM 9 452.80 9 AM 20 1,027.30 10 AM 0 0.00 11 AM 10 524.15 12 PM 2 105.67",
		"given back 51.17 for payments that were reversed", "the two agree", "Water 812.20", "Sewer 402.11", "12 pictures, 30 on paper",
		"The account is not in the list", "New customer",
		"COUNTED BEFORE, AND TAKEN BACK Z10: cash 100.00 short. Taken back by Carol Dunn, 11/23/2026 4:02 PM CST: Miscounted.",
		"Closings taken back 1 Under the drawer above: Z10 of Ben Okafor, cash 100.00 short, by Carol Dunn: Miscounted",
		"Receipts given out again, as DUPLICATE 2 Report “Voids and reprints”", "Stubs of accounts on AutoPay 1 Report", "Receipts not given out 4 F5 at the counter finds and gives out C1-000004, C1-000009 to C1-000011",
		"Composition of deposit D12, bag BAG7781", "Z8 of Ben Okafor, 11/22/2026", "Counted in the drawers, not yet in a deposit",
		"Payment of 11/20/2026, taken by Ana Ruiz, reversed: Paid twice", "from the drawer of Ben Okafor", "C1-000901", "51.17",
		"Account 1023230009 corrected to 1023230011: Digits were swapped", "77.31", "Check 2207 came back", "Not sufficient", "88.40")
}

// TestTrainingIsOnEveryDocument: nobody takes one for real, on any page.
func TestTrainingIsOnEveryDocument(t *testing.T) {
	city := sampleCity()
	for _, training := range []bool{false, true} {
		city.Training = training
		from := sampleOrigin()
		from.City = city
		day := busyDay()
		day.City = city
		report := sampleReports(t)[0]
		report.City = city
		papers := map[string]receipts.Paperwork{"day": must(receipts.Day(day)), "report": report.Paperwork(), "closeout": must(receipts.Pack([]receipts.Report{report, report}))}
		for _, s := range slips() {
			papers[s.name] = must(s.write(s.values, from))
		}
		for name, p := range papers {
			escpos, _ := printout(t, p.ESCPOS(head(42)), 42)
			forms := append(pdfPages(t, must(p.PDF(ledger.Letter))), pdfTool(t, must(p.PDF(ledger.Roll80))), p.Text(42), strings.Join(escpos, "\n"))
			for i, text := range forms {
				if strings.Contains(text, "TRAINING") != training {
					t.Errorf("training is %t; %s says in form %d:\n%s", training, name, i, text)
				}
			}
		}
		r := sampleReceipt()
		r.City = city
		if lines := receipts.Endorsement(r, r.Payment.Tenders[0]); strings.Contains(strings.Join(lines, " "), "TRAINING") != training {
			t.Errorf("training is %t; the endorsement says %q", training, lines)
		}
		for _, page := range pdfPages(t, must(receipts.BookPDF(city, ledger.PaperRange{Book: 1, First: 1, Last: 4}, morning))) {
			if strings.Contains(page, "TRAINING") != training {
				t.Errorf("training is %t; the book says\n%s", training, page)
			}
		}
	}
}

// rename puts a name wherever a person may have typed a text.
func rename(v reflect.Value, name string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			copied := reflect.New(v.Type().Elem())
			copied.Elem().Set(v.Elem())
			rename(copied.Elem(), name)
			v.Set(copied)
		}
	case reflect.Interface:
		if _, is := v.Interface().(string); is {
			v.Set(reflect.ValueOf(name))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && v.Type() != reflect.TypeFor[receipts.ReportColumn]() {
				rename(v.Field(i), name)
			}
		}
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		copied := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(copied, v)
		for i := range copied.Len() {
			rename(copied.Index(i), name)
		}
		v.Set(copied)
	case reflect.Map:
		copied := reflect.MakeMap(v.Type())
		for each := v.MapRange(); each.Next(); {
			value := reflect.New(v.Type().Elem()).Elem()
			value.Set(each.Value())
			rename(value, name)
			copied.SetMapIndex(each.Key(), value)
		}
		v.Set(copied)
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() {
			v.SetString(name)
		}
	}
}

// checkNamed makes a document in which every text is that name, and looks at
// each form of it.
func checkNamed(t testing.TB, s sampled, name string) {
	t.Helper()
	named := reflect.New(reflect.TypeOf(s.values).Elem())
	named.Elem().Set(reflect.ValueOf(s.values).Elem())
	rename(named.Elem(), name)
	from := sampleOrigin()
	rename(reflect.ValueOf(&from).Elem(), name)
	p, err := s.write(named.Interface(), from)
	if err != nil {
		t.Fatal(err)
	}
	pdf := must(p.PDF(ledger.Letter))
	tidy(t, pdf, 40)
	tidy(t, must(p.PDF(ledger.Roll80)), 10)
	tidy(t, must(p.PDF(ledger.Roll58)), 8)
	for _, columns := range []int{24, 32, 48} {
		printout(t, p.ESCPOS(head(columns)), columns)
		for line := range strings.Lines(p.Text(columns)) {
			checkWidth(t, line, columns)
		}
	}
}

// checkWidth counts a character with its accents as one.
func checkWidth(t testing.TB, line string, columns int) {
	t.Helper()
	if n := len([]rune(strings.TrimRight(line, "\n"))); n > columns && strings.IndexFunc(line, func(r rune) bool { return r > 0x2FF }) < 0 {
		t.Errorf("%q takes %d of %d columns", line, n, columns)
	}
}

func TestHostileNamesOnDocuments(t *testing.T) {
	all := documents(t)
	for i, name := range hostile {
		for _, s := range []sampled{all[i%len(all)], all[(i+7)%len(all)]} {
			checkNamed(t, s, name)
		}
	}
}

// TestAnyNameOnADocument: no name overflows, overlaps or injects.
func TestAnyNameOnADocument(t *testing.T) {
	all := documents(t)
	all = all[:len(all)-1] // the pack is its reports
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.SampledFrom(all).Draw(rt, "document")
		name := rapid.StringN(0, 60, -1).Draw(rt, "name")
		var found testing.TB = &collected{TB: t}
		checkNamed(found, s, name)
		if problems := found.(*collected).problems; len(problems) > 0 {
			rt.Fatalf("%s", problems[0])
		}
	})
}

// collected keeps problems for rapid, which looks for the smallest name.
type collected struct {
	testing.TB
	problems []string
}

func (c *collected) Helper() {}
func (c *collected) Errorf(format string, args ...any) {
	c.problems = append(c.problems, fmt.Sprintf(format, args...))
}

package layout_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"counterfoil/ledger/layout"
)

// TestAHeaderWithTotalsWaitsOnTheDisk writes more than the writer holds in
// memory, and looks what is left of it.
func TestAHeaderWithTotalsWaitsOnTheDisk(t *testing.T) {
	p := shipped(t, "lockbox-control")
	temp := t.TempDir()
	const payments = 4000
	var out bytes.Buffer
	w := p.NewWriter(&out, p.Files()[0], mean, temp)
	for i := range payments {
		if err := w.Add(made(1, layout.Payment{Lines: []layout.Line{stub("1023233234", "88123", int64(1+i))}, Tenders: []layout.Tender{cash(int64(1+i), 0)}})); err != nil {
			t.Fatal(err)
		}
	}
	if waiting, _ := os.ReadDir(temp); len(waiting) != 1 || out.Len() != 0 {
		t.Fatalf("%d files wait, and %d bytes are out", len(waiting), out.Len())
	}
	totals, err := w.Finish()
	if err != nil {
		t.Fatal(err)
	}
	control, _, _ := strings.Cut(out.String(), "\r\n")
	const sum = payments * (payments + 1) / 2 // cents
	if decimal(control[38:54]) != sum || number(control[54:60]) != payments || totals.Total.Cents() != sum {
		t.Errorf("the control record is %q, the total %s; want %d cents of %d payments", control, totals.Total, sum, payments)
	}
	if lines := strings.Count(out.String(), "\r\n"); lines != 1+4*payments {
		t.Errorf("%d records, want %d", lines, 1+4*payments)
	}
	if left, _ := os.ReadDir(temp); len(left) != 0 {
		t.Errorf("%s is left behind", left[0].Name())
	}
}

func TestAnUnfinishedFileLeavesNothingBehind(t *testing.T) {
	p := shipped(t, "lockbox-control")
	temp := t.TempDir()
	w := p.NewWriter(&bytes.Buffer{}, p.Files()[0], mean, temp)
	for range 4000 {
		if err := w.Add(plainPayments()[0]); err != nil {
			t.Fatal(err)
		}
	}
	w.Discard()
	if left, _ := os.ReadDir(temp); len(left) != 0 {
		t.Errorf("%s is left behind", left[0].Name())
	}
}

func TestAFileWithoutPaymentsHasItsHeaderAndTrailer(t *testing.T) {
	p := shipped(t, "bai-lockbox")
	text, totals := mustWrite(t, p, p.Files()[0], nil)
	var kinds string
	for line := range strings.Lines(text) {
		kinds += line[:1]
	}
	if kinds != "129" || totals.Records != 3 || !strings.HasPrefix(text[2*82:], "9000003") {
		t.Errorf("the file is\n%s", text)
	}
}

// TestABatchEndsWhenItIsFull keeps the records of one row together.
func TestABatchEndsWhenItIsFull(t *testing.T) {
	p := mustParse(t, strings.Replace(string(shipped(t, "bai-lockbox").Text), "most = 999 ", "most = 2 ", 1))
	text, _ := mustWrite(t, p, p.Files()[0], plainPayments()[:3])
	var kinds strings.Builder
	for line := range strings.Lines(text) {
		kinds.WriteString(line[:1])
	}
	if want := "1" + "2" + "5" + "64" + "644" + "7" + "64" + "64" + "7" + "64" + "7" + "8" + "9"; kinds.String() != want {
		t.Errorf("records %s, want %s", kinds.String(), want)
	}
}

// TestEveryErrorAfterAStopIsTheStop keeps a lost file from going on.
func TestEveryErrorAfterAStopIsTheStop(t *testing.T) {
	p := shipped(t, "bai-lockbox")
	var out bytes.Buffer
	w := p.NewWriter(&out, p.Files()[0], mean, "")
	back := plainPayments()[0]
	back.Reversal = true
	first := w.Add(back)
	_, last := w.Finish()
	if second := w.Add(plainPayments()[1]); first == nil || second != first || last != first {
		t.Errorf("errors %v, %v, %v", first, second, last)
	}
}

func TestALimitEndsAFile(t *testing.T) {
	p := shipped(t, "generic-csv")
	var out bytes.Buffer
	w := p.NewWriter(&out, p.Files()[0], mean, "")
	w.Limit(300)
	var err error
	for _, payment := range plainPayments() {
		err = errors.Join(err, w.Add(payment))
	}
	if _, stopped := errors.AsType[*layout.Stop](err); err == nil || stopped || out.Len() > 300 {
		t.Errorf("%d bytes and %v", out.Len(), err)
	}
}

func TestPreviewShowsRecordsOnARuler(t *testing.T) {
	p := shipped(t, "lockbox-control")
	set, payments := p.Sample()
	shown, err := p.Preview(set, 3, payments)
	if err != nil || shown.Stop != nil {
		t.Fatal(err, shown.Stop)
	}
	first := shown.Records[0]
	if first.Record != layout.Header || first.Text[38:54] != "0000000000431.74" || shown.Totals.Total != cents(431_74) {
		t.Fatalf("the first record is a %s, %q, of %s", first.Record, first.Text, shown.Totals.Total)
	}
	want := `         1         2         3         4         5         6         7         8         9         0
123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012
3COUNTERFOIL    0000100001000002CASH           00000000224.2411232026CSHUSD                           
^record type    ^batch    ^group               ^amount       ^date   ^method
 ^lockbox            ^sequence  ^check number                           ^currency
                              ^detail type
`
	if got := shown.Records[1].Ruled(); got != want {
		t.Errorf("the detail is\n%s\nwant\n%s", got, want)
	}
	if shown.More == 0 {
		t.Error("nothing is said of the records that are not shown")
	}
	set.City = ""
	stopped, err := shipped(t, "bai-lockbox").Preview(set, 3, each(meanPayments()))
	if err != nil || stopped.Stop == nil || len(stopped.Records) == 0 {
		t.Errorf("a file that stops shows %+v, %v", stopped, err)
	}
}

// TestEveryShippedProfileTakesTheSample makes a preview without a bundle work.
func TestEveryShippedProfileTakesTheSample(t *testing.T) {
	for _, p := range layout.Shipped() {
		set, payments := p.Sample()
		shown, err := p.Preview(set, 100, payments)
		if err != nil || shown.Stop != nil || shown.Totals.Payments < 4 {
			t.Errorf("%s: %v, %v, %+v", p.Name, err, shown.Stop, shown.Totals)
		}
	}
}

package receipts_test

import (
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing/oned"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

var pages = map[ledger.CodePage]*charmap.Charmap{
	ledger.CodePage437: charmap.CodePage437, ledger.CodePage858: charmap.CodePage858, ledger.CodePage1252: charmap.Windows1252,
}

// Each code page writes what it has, and spells what it lacks.
func TestNamesOnReceiptPrinters(t *testing.T) {
	for name, want := range map[string]map[ledger.CodePage]string{
		"José Muñoz":         {437: "José Muñoz", 858: "José Muñoz", 1252: "José Muñoz"},
		"ÁNGEL CÓRDOVA":      {437: "ANGEL CORDOVA", 858: "ÁNGEL CÓRDOVA", 1252: "ÁNGEL CÓRDOVA"},
		"Łódź, Đặng":         {437: "Lódz, Dang", 858: "Lódz, Dang", 1252: "Lódz, Dang"},
		"€5 – “Ann’s”…":      {437: `EUR5 - "Ann's"...`, 858: `€5 - "Ann's"...`, 1252: "€5 – “Ann’s”…"},
		"Жанна Щука":         {437: "Zhanna Shchuka", 858: "Zhanna Shchuka", 1252: "Zhanna Shchuka"},
		"Ελένη Θέμις":        {437: "Eleni Themis", 858: "Eleni Themis", 1252: "Eleni Themis"},
		"Straße, Øre":        {437: "Straße, Ore", 858: "Straße, Øre", 1252: "Straße, Øre"},
		"ﬁne ﾊﾞ李":            {437: "fine ??", 858: "fine ??", 1252: "fine ??"},
		"a\x1b@\x00\x9bb":    {437: "a@?b", 858: "a@?b", 1252: "a@?b"},
		"Việt Nam, Nguyễn":   {437: "Viet Nam, Nguyen", 858: "Viet Nam, Nguyen", 1252: "Viet Nam, Nguyen"},
		"Dvořák & Šimůnek":   {437: "Dvorák & Simunek", 858: "Dvorák & Simunek", 1252: "Dvorák & Šimunek"},
		"Ştefan Çelik ığdır": {437: "Stefan Çelik igdir", 858: "Stefan Çelik igdir", 1252: "Stefan Çelik igdir"},
	} {
		for page, want := range want {
			lines, _ := printout(t, receipts.ReceiptESCPOS(paidBy(sampleReceipt(), name), receipts.Head{Columns: 42, CodePage: page}), 42)
			if !strings.Contains(strings.Join(lines, "\n"), " "+want+"\n") {
				t.Errorf("code page %d: %q is not written as %q:\n%s", page, name, want, strings.Join(lines, "\n"))
			}
		}
	}
}

// What a page has comes back from the paper as it went in.
func TestAnyTextOfAPageIsPrintedAsItIs(t *testing.T) {
	outer := t
	for page, chars := range pages {
		var letters []rune
		for b := range 256 {
			if r := chars.DecodeByte(byte(b)); r > ' ' && !(r >= 0x7F && r < 0xA1) && r != 0xAD && r < 0x370 && norm.NFC.String(string(r)) == string(r) {
				letters = append(letters, r)
			}
		}
		t.Run("", rapid.MakeCheck(func(t *rapid.T) {
			word := string(rapid.SliceOfN(rapid.SampledFrom(letters), 1, 24).Draw(t, "word"))
			job := receipts.ReceiptESCPOS(paidBy(sampleReceipt(), word), receipts.Head{Columns: 42, CodePage: page})
			found := &collected{TB: outer}
			lines, cut := printout(found, job, 42)
			if !cut || len(found.problems) > 0 || !strings.Contains(strings.Join(lines, "\n"), " "+word+"\n") {
				t.Fatalf("code page %d: %q is not in\n%s", page, word, strings.Join(lines, "\n"))
			}
		}))
	}
}

// Whatever a name holds, the printer gets our commands and text, and the same
// commands as for any other name.
func FuzzESCPOS(f *testing.F) {
	for _, name := range hostile {
		f.Add(name, 42, 437)
	}
	f.Fuzz(func(t *testing.T, name string, columns, page int) {
		if len(name) > 1000 || columns > 200 {
			return
		}
		head := receipts.Head{Columns: columns, CodePage: ledger.CodePage(page)}
		printout(t, receipts.ReceiptESCPOS(everywhere(name), head), max(columns, 24))
		printout(t, receipts.EndorsementESCPOS([]string{name}, head.CodePage), 100_000)
	})
}

// The bar code of the longest receipt number fits the narrowest roll.
func TestTheLongestNumberHasABarCode(t *testing.T) {
	r := sampleReceipt()
	r.Number = "STATION9-000123"
	picture := run(t, receipts.ReceiptESCPOS(r, head(32))).picture(t, 32)
	if got := scanned(t, picture, oned.NewCode128Reader()); got != r.Number {
		t.Errorf("it says %q", got)
	}
	for _, l := range run(t, receipts.ReceiptESCPOS(r, head(24))).lines {
		if l.code != nil && l.code.Bounds().Dx() > 24*12 {
			t.Error("a code is wider than its paper")
		}
	}
}

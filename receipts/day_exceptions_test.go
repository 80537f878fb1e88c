package receipts_test

import (
	"encoding/json"
	"testing"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

func TestTheDaySaysWhatWasTakenWithAReason(t *testing.T) {
	d := sampleDay(9, false)
	lacks(t, pdfText(t, onLetter(receipts.Day(d))), "Taken with a reason")
	d.Exceptions = []ledger.Exception{{Receipt: "C1-000003", Clerk: "Ana Ruiz", Warning: ledger.Warning{
		Kind: ledger.ScanDoubtful, Line: 1, NeedsReason: true, Text: "the check digit is 7 and should be 8", Reason: "Compared with the bill"}}}
	pdf := onLetter(receipts.Day(d))
	tidy(t, pdf, 40)
	holds(t, pdfText(t, pdf), "Taken with a reason", "C1-000003 Ana Ruiz the check digit is 7 and should be 8 Compared with the bill")
	var file struct {
		Exceptions []struct{ Receipt, Clerk, Kind, Text, Reason string }
	}
	if err := json.Unmarshal(must(receipts.DayJSON(d)), &file); err != nil {
		t.Fatal(err)
	}
	if e := file.Exceptions; len(e) != 1 || e[0].Receipt != "C1-000003" || e[0].Kind != "scan" || e[0].Reason != "Compared with the bill" {
		t.Errorf("%+v", e)
	}
}

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

func TestTheFileOfADaySaysWhatWasOutOfTheOrdinary(t *testing.T) {
	var file struct {
		Drawers []struct {
			Z, Deposit int64
			CountedBy  string `json:"counted_by"`
			TakenBack  []struct {
				Z         int64
				OverShort ledger.Tally `json:"over_short"`
				By        string       `json:"taken_back_by"`
				At        string       `json:"taken_back_at"`
				Reason    string
			} `json:"taken_back"`
		}
		Deposits []struct {
			Deposit int64
			Bag     string
			Banked  ledger.Tally
			Cash    []ledger.Pieces
			Drawers []ledger.DepositedDrawer
		}
		Undeposited ledger.Tally
		Reprints    int
		AutoPay     int64
		Ungiven     []struct{ First, Last string } `json:"not_given_out"`
	}
	d := busyDay()
	if err := json.Unmarshal(must(receipts.DayJSON(d)), &file); err != nil {
		t.Fatal(err)
	}
	second := file.Drawers[1]
	if len(second.TakenBack) != 1 || second.CountedBy != "Ben Okafor" || file.Drawers[0].Deposit != 12 || second.Deposit != 0 {
		t.Fatalf("%+v", file.Drawers)
	}
	if b := second.TakenBack[0]; b.Z != 10 || b.OverShort.Cash != cents(-100_00) || b.By != "Carol Dunn" || b.At != "2026-11-23T16:02:00-06:00" || b.Reason != "Miscounted" {
		t.Errorf("%+v", b)
	}
	if b := file.Deposits[0]; b.Deposit != 12 || b.Bag != "BAG7781" || b.Banked != d.Deposits[0].Banked || len(b.Cash) != 1 || len(b.Drawers) != 2 {
		t.Errorf("%+v", b)
	}
	if file.Undeposited != (ledger.Tally{Cash: d.Undeposited.Cash, Check: d.Undeposited.Checks.Total}) || file.Reprints != 2 || file.AutoPay != 1 || len(file.Ungiven) != 2 || file.Ungiven[1].Last != "C1-000011" {
		t.Errorf("%+v", file)
	}
}

package receipts

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// dayFile is a day for other programs. Amounts are text with two decimals.
type dayFile struct {
	Day      ledger.Day   `json:"day"`
	City     string       `json:"city"`
	Station  string       `json:"station"`
	Receipts int64        `json:"receipts"` // numbers given, voids included
	Voids    int64        `json:"voids"`
	Lines    int64        `json:"lines"`
	Copies   copiesFile   `json:"bill_copies"` // of the lines
	Total    money.Amount `json:"total"`       // applied to stubs, without voids
	Voided   money.Amount `json:"voided"`
	Cash     money.Amount `json:"cash"` // net of change
	Check    money.Amount `json:"check"`
	Card     money.Amount `json:"card"`
	First    string       `json:"first"`
	Last     string       `json:"last"`

	OverShort    money.Amount `json:"over_short"` // of the drawers counted so far
	OverShortBy  ledger.Tally `json:"over_short_by_tender"`
	DrawersOpen  int          `json:"drawers_open"` // not counted yet
	Drawers      []drawerFile `json:"drawers"`
	Clerks       []clerkFile  `json:"clerks"`
	Exceptions   []exception  `json:"exceptions"` // taken with a reason
	PerpetualSum money.Amount `json:"perpetual_total"`
	PerpetualOut money.Amount `json:"perpetual_voids"`
	HeadSeq      int64        `json:"head_seq"`
	Head         string       `json:"head"`
}

type copiesFile struct {
	Picture int64 `json:"picture"`
	Paper   int64 `json:"paper"`
	None    int64 `json:"none"`
}

type drawerFile struct {
	Clerk      string             `json:"clerk"`
	State      ledger.DrawerState `json:"state"`
	Float      money.Amount       `json:"float"`
	Z          int64              `json:"z,omitempty"`
	Expected   *ledger.Tally      `json:"expected,omitempty"`
	Counted    *ledger.Tally      `json:"counted,omitempty"`
	OverShort  *ledger.Tally      `json:"over_short,omitempty"`
	ApprovedBy string             `json:"approved_by,omitempty"`
	Lines      int64              `json:"lines,omitempty"`
	Stubs      *int64             `json:"stubs_counted,omitempty"`

	Dropped *ledger.Tally       `json:"dropped,omitempty"` // to the safe before the count
	Parts   []ledger.DrawerPart `json:"parts,omitempty"`   // of each clerk who had the drawer
	Swaps   []ledger.Swap       `json:"suspected_swaps,omitempty"`
	Alarms  []string            `json:"alarms,omitempty"`
}

type exception struct {
	Receipt string `json:"receipt"`
	Clerk   string `json:"clerk"`
	ledger.Warning
}

type clerkFile struct {
	Clerk    string       `json:"clerk"`
	Receipts int64        `json:"receipts"`
	Voids    int64        `json:"voids"`
	Total    money.Amount `json:"total"`
	ledger.Tally
}

// DayJSON writes the day's figures for other programs.
func DayJSON(d ledger.DayReport) ([]byte, error) {
	overShort, err := d.OverShort.Sum()
	if err != nil {
		return nil, err
	}
	file := dayFile{
		Day: d.Day, City: d.City.Name, Station: d.Station,
		Receipts: d.Receipts, Voids: d.Voids, Lines: d.Lines, Copies: copiesFile{d.Pictures, d.Papers, d.NoCopies()}, Total: d.Total, Voided: d.Voided,
		Cash: d.Net.Cash, Check: d.Net.Check, Card: d.Net.Card, First: d.First, Last: d.Last,
		OverShort: overShort, OverShortBy: d.OverShort, Drawers: []drawerFile{}, Clerks: []clerkFile{}, Exceptions: []exception{},
		PerpetualSum: d.PerpetualTotal, PerpetualOut: d.PerpetualVoids, HeadSeq: d.HeadSeq, Head: d.Head.String(),
	}
	for _, drawer := range d.Drawers {
		row := drawerFile{Clerk: drawer.Clerk, State: drawer.State, Float: drawer.Float}
		if c := drawer.Closing; c != nil {
			row.Z, row.Expected, row.Counted, row.OverShort, row.ApprovedBy = c.Number, &c.Expected, &c.Counted, &c.OverShort, c.ApprovedBy
			row.Lines, row.Stubs = c.Lines, c.Count.Stubs
			row.Dropped, row.Parts, row.Swaps, row.Alarms = &c.Dropped, c.Parts, c.Swaps(), c.Alarms()
		} else {
			file.DrawersOpen++
		}
		file.Drawers = append(file.Drawers, row)
	}
	for _, c := range d.Clerks {
		file.Clerks = append(file.Clerks, clerkFile{c.Clerk, c.Receipts, c.Voids, c.Total, c.Net})
	}
	for _, e := range d.Exceptions {
		file.Exceptions = append(file.Exceptions, exception(e))
	}
	text, err := json.MarshalIndent(file, "", "  ")
	return append(text, '\n'), err
}

// DayCSV writes the day's receipts in sequence, one a row, voids included.
func DayCSV(d ledger.DayReport) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	w.Write([]string{"receipt", "received_at", "business_day", "clerk", "payor", "account", "stubs", "total", "tender", "void", "copy_pictures", "copy_papers"})
	for _, p := range d.Payments {
		void := ""
		if p.Void {
			void = "void"
		}
		w.Write([]string{p.Receipt, p.At.Format("2006-01-02T15:04:05-07:00"), string(p.Day), p.Clerk, p.Payor, p.Account,
			strconv.Itoa(p.Stubs), p.Total.String(), p.TenderNames(), void,
			strconv.Itoa(p.Pictures), strconv.Itoa(p.Papers)})
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

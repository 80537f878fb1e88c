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
	Deposits     []bagFile    `json:"deposits"`    // with money of the day
	Undeposited  ledger.Tally `json:"undeposited"` // counted, in none yet; no cards
	Clerks       []clerkFile  `json:"clerks"`
	Exceptions   []exception  `json:"exceptions"` // taken with a reason
	Reprints     int          `json:"reprints"`   // on this day
	AutoPay      int64        `json:"autopay"`    // stubs of accounts that are drafted, too
	Ungiven      []runFile    `json:"not_given_out"`
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

	Dropped   *ledger.Tally       `json:"dropped,omitempty"` // to the safe before the count
	Parts     []ledger.DrawerPart `json:"parts,omitempty"`   // of each clerk who had the drawer
	Swaps     []ledger.Swap       `json:"suspected_swaps,omitempty"`
	Alarms    []string            `json:"alarms,omitempty"`
	CountedBy string              `json:"counted_by,omitempty"`
	Witness   string              `json:"witness,omitempty"`
	Deposit   int64               `json:"deposit,omitempty"`    // D
	TakenBack []takenBackFile     `json:"taken_back,omitempty"` // counts before this one
}

type takenBackFile struct {
	Z         int64        `json:"z"`
	OverShort ledger.Tally `json:"over_short"`
	By        string       `json:"taken_back_by"`
	At        string       `json:"taken_back_at"`
	Reason    string       `json:"reason"`
}

type bagFile struct {
	Deposit    int64                    `json:"deposit"`
	Bag        string                   `json:"bag"`
	PreparedBy string                   `json:"prepared_by"`
	VerifiedBy string                   `json:"verified_by"`
	Drawers    []ledger.DepositedDrawer `json:"drawers"` // of other days, too
	Cash       []ledger.Pieces          `json:"cash"`
	Loose      money.Amount             `json:"loose"`
	Checks     int                      `json:"checks"`
	Banked     ledger.Tally             `json:"banked"`
	Reason     string                   `json:"reason,omitempty"`
}

type runFile struct {
	First    string `json:"first"`
	Last     string `json:"last"`
	Receipts int64  `json:"receipts"`
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
		Deposits: []bagFile{}, Undeposited: ledger.Tally{Cash: d.Undeposited.Cash, Check: d.Undeposited.Checks.Total},
		Reprints: len(d.Reprints), AutoPay: d.AutoPay, Ungiven: []runFile{},
		PerpetualSum: d.PerpetualTotal, PerpetualOut: d.PerpetualVoids, HeadSeq: d.HeadSeq, Head: d.Head.String(),
	}
	for _, drawer := range d.Drawers {
		row := drawerFile{Clerk: drawer.Clerk, State: drawer.State, Float: drawer.Float, Deposit: drawer.Deposit}
		for _, b := range drawer.TakenBack {
			row.TakenBack = append(row.TakenBack, takenBackFile{b.Number, b.OverShort, b.By, b.At.Format(fileTime), b.Reason})
		}
		if c := drawer.Closing; c != nil {
			row.Z, row.Expected, row.Counted, row.OverShort, row.ApprovedBy = c.Number, &c.Expected, &c.Counted, &c.OverShort, c.ApprovedBy
			row.Lines, row.Stubs, row.CountedBy, row.Witness = c.Lines, c.Count.Stubs, c.CountedBy, c.Witness
			row.Dropped, row.Parts, row.Swaps, row.Alarms = &c.Dropped, c.Parts, c.Swaps(), c.Alarms()
		} else {
			file.DrawersOpen++
		}
		file.Drawers = append(file.Drawers, row)
	}
	for _, b := range d.Deposits {
		file.Deposits = append(file.Deposits, bagFile{b.Number, b.Bag, b.PreparedBy, b.VerifiedBy, b.Drawers, b.Cash, b.Loose, len(b.Checks), b.Banked, b.Reason})
	}
	for _, run := range d.Ungiven {
		file.Ungiven = append(file.Ungiven, runFile(run))
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
		w.Write([]string{p.Receipt, p.At.Format(fileTime), string(p.Day), p.Clerk, p.Payor, p.Account,
			strconv.Itoa(p.Stubs), p.Total.String(), p.TenderNames(), void,
			strconv.Itoa(p.Pictures), strconv.Itoa(p.Papers)})
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

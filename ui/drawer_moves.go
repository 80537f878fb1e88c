package ui

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"counterfoil/ledger"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// move is money that came into a drawer, went to the safe, or changed hands
// with the drawer.
type move struct {
	slip    string // its name on paper; empty for the float
	at      time.Time
	what    string
	who     string
	counted ledger.Tally
}

// movesOf lists the float, the drops and the hand-overs of a drawer, oldest
// first.
func movesOf(l *ledger.Ledger, d ledger.Drawer) ([]move, error) {
	pieces, err := l.FloatPieces(d.ID)
	if err != nil {
		return nil, err
	}
	drops, err := l.DropsOf(d.ID)
	if err != nil {
		return nil, err
	}
	transfers, err := l.TransfersOf(d.ID)
	if err != nil {
		return nil, err
	}
	opener := d.Clerk
	var moves []move
	for i, t := range transfers {
		if i == 0 {
			opener = t.From
		}
		moves = append(moves, move{t.Name(), t.At, words.T("Handed over"), words.T("%s to %s", t.From, t.To), t.Part.Counted})
	}
	for _, drop := range drops {
		moves = append(moves, move{drop.Name(), drop.At, words.T("To the safe"), words.T("%s, witness %s", drop.Clerk, drop.Witness), drop.Total})
	}
	slices.SortStableFunc(moves, func(a, b move) int { return a.at.Compare(b.at) })
	float := words.T("Float as an amount")
	if len(pieces) > 0 {
		float = words.T("Float: %s", piecesWords(pieces))
	}
	return append([]move{{"", l.Local(d.OpenedAt), float, opener, ledger.Tally{Cash: d.Float}}}, moves...), nil
}

// piecesWords says notes and coins: "4 × $20, 2 × 25¢".
func piecesWords(pieces []ledger.Pieces) string {
	var parts []string
	for _, p := range pieces {
		worth := strconv.FormatInt(p.Value.Cents(), 10) + "¢"
		if p.Value.Cents() >= 100 {
			worth = "$" + strconv.FormatInt(p.Value.Cents()/100, 10)
		}
		parts = append(parts, strconv.FormatInt(p.Count, 10)+" × "+worth)
	}
	return strings.Join(parts, ", ")
}

// showMoves lists where the money of a drawer went before it was counted.
func (s *drawers) showMoves(d ledger.DrawerDay) {
	moves, err := movesOf(s.counter.ledger, d.Drawer)
	if err != nil {
		s.counter.say(widgets.Stop, widgets.Sentence(err))
		return
	}
	type column = widgets.Column[move]
	table := widgets.NewTable(
		column{Title: words.T("Time"), Width: 9, Text: func(m move) string { return m.at.Format("3:04 PM") }},
		column{Title: words.T("Slip"), Width: 5, Text: func(m move) string { return m.slip }},
		column{Title: words.T("What"), Width: 19, Text: func(m move) string { return m.what }},
		column{Title: words.T("Who"), Width: 16, Text: func(m move) string { return m.who }},
		column{Title: words.T("Cash"), Width: 10, Align: fyne.TextAlignTrailing, Text: func(m move) string { return widgets.Dollars(m.counted.Cash) }},
		column{Title: words.T("Checks"), Width: 10, Align: fyne.TextAlignTrailing, Text: func(m move) string { return widgets.Dollars(m.counted.Check) }},
	)
	table.MinRows = min(len(moves), 12)
	table.SetRows(moves)
	s.counter.dialogs.Open(dialogs.Form{
		Title: words.T("Float, drops and hand-overs of the drawer of %s, %s", d.Clerk, d.Day.Display()),
		Body:  table, Notice: true, Confirm: words.T("Close"),
	})
}

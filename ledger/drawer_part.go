package ledger

import "errors"

// DrawerPart is one clerk's time at a drawer: from the float, or from what was
// counted when they took the drawer over, to the next count. What is over or
// short in it is theirs.
type DrawerPart struct {
	Clerk          string `json:"clerk"`
	Start          Tally  `json:"start"`   // in the drawer when it began
	Taken          Tally  `json:"taken"`   // net of change and of what was voided
	Dropped        Tally  `json:"dropped"` // to the safe
	Expected       Tally  `json:"expected"`
	ChecksExpected int64  `json:"checks_expected"`
	Counted        Tally  `json:"counted"`
	ChecksCounted  int64  `json:"checks_counted"`
	OverShort      Tally  `json:"over_short"` // counted less expected
}

// ChecksOff is how many more checks were counted than should be there; below
// 0 checks are missing.
func (p DrawerPart) ChecksOff() int64 { return p.ChecksCounted - p.ChecksExpected }

// counted ends a part with what was found.
func (p DrawerPart) counted(c Count) (_ DrawerPart, err error) {
	if p.Counted, err = c.tally(); err != nil {
		return p, err
	}
	p.ChecksCounted = c.Checks.Count
	p.OverShort, err = p.Counted.Minus(p.Expected)
	return p, err
}

// passed is what went through a drawer up to an entry.
type passed struct {
	Takings
	dropped       Tally
	droppedChecks int64
}

func (s *store) passed(drawer string, asOf int64) (p passed, err error) {
	if p.Takings, err = s.drawerTakings(asOf, drawer); err != nil {
		return p, err
	}
	p.dropped, p.droppedChecks, err = s.dropped(drawer, asOf)
	return p, err
}

// expected is what a drawer should hold: the float and what was taken, less
// what went to the safe.
func (p passed) expected(d Drawer) (Tally, error) {
	held, err := p.Net.Plus(Tally{Cash: d.Float})
	if err != nil {
		return held, err
	}
	return held.Minus(p.dropped)
}

// openPart is the part of an open drawer that nobody counted yet.
func (s *store) openPart(d Drawer, transfers []Transfer) (DrawerPart, error) {
	part := DrawerPart{Clerk: d.Clerk, Start: Tally{Cash: d.Float}}
	var since int64
	if n := len(transfers); n > 0 {
		last := transfers[n-1]
		part.Start, part.ChecksExpected, since = last.Part.Counted, last.Part.ChecksCounted, last.seq
	}
	before, err := s.passed(d.ID, since)
	if err != nil {
		return part, err
	}
	now, err := s.passed(d.ID, latest)
	if err != nil {
		return part, err
	}
	var errs [4]error
	part.Taken, errs[0] = now.Net.Minus(before.Net)
	part.Dropped, errs[1] = now.dropped.Minus(before.dropped)
	part.Expected, errs[2] = part.Start.Plus(part.Taken)
	part.Expected, errs[3] = part.Expected.Minus(part.Dropped)
	part.ChecksExpected += now.Checks - before.Checks - (now.droppedChecks - before.droppedChecks)
	return part, errors.Join(errs[:]...)
}

// parts are those of an open drawer, the last of them not counted yet.
func (l *Ledger) parts(s *store, d Drawer) ([]DrawerPart, error) {
	transfers, err := l.readTransfers(s, "WHERE drawer = ? ORDER BY seq", d.ID)
	if err != nil {
		return nil, err
	}
	var parts []DrawerPart
	for _, t := range transfers {
		parts = append(parts, t.Part)
	}
	last, err := s.openPart(d, transfers)
	return append(parts, last), err
}

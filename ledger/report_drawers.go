package ledger

// DrawerReport is one drawer of a scope: what its receipts say, what was
// counted, and which deposit its money is in.
type DrawerReport struct {
	DrawerDay
	Takings
	Clerks []ClerkDay // who gave out its receipts
}

// DrawersIn reads the drawers of a scope, in the order of their opening. The
// ledger is free between two drawers.
func (l *Ledger) DrawersIn(sc Scope) ([]DrawerReport, error) {
	var drawers []Drawer
	err := l.read(func(s *store) (err error) {
		drawers, err = list(s, scanDrawer, drawerColumns+"WHERE "+inScope+"id"+unhidden+" AND seq <= ?1 ORDER BY seq", sc.args()...)
		return err
	})
	if err != nil {
		return nil, err
	}
	var reports []DrawerReport
	for _, d := range drawers {
		report := DrawerReport{DrawerDay: DrawerDay{Drawer: d}}
		if err := l.read(func(s *store) error { return l.readDrawerReport(s, sc, &report) }); err != nil {
			return nil, err
		}
		reports = append(reports, report)
	}
	return reports, nil
}

func (l *Ledger) readDrawerReport(s *store, sc Scope, r *DrawerReport) error {
	clerks, err := list(s, scanText, "SELECT clerk FROM payments p WHERE p.seq <= ?1 AND "+inDrawer+
		" UNION SELECT clerk FROM reversals WHERE seq <= ?1 AND drawer = ?2 ORDER BY clerk", sc.Seq, r.ID)
	if err != nil {
		return err
	}
	for _, clerk := range clerks {
		takings, err := s.takings(sc.Seq, inDrawer+" AND clerk = ?3", r.ID, clerk)
		if err != nil {
			return err
		}
		if takings, err = s.lessRefunds(takings, sc.Seq, "drawer = ?2 AND clerk = ?3", r.ID, clerk); err != nil {
			return err
		}
		r.Clerks = append(r.Clerks, ClerkDay{clerk, takings})
		if r.Takings, err = r.Takings.plus(takings); err != nil {
			return err
		}
	}
	r.DrawerDay, err = l.drawerDay(s, r.Drawer, sc.Seq)
	return err
}

// Carries tells what the receipts of a drawer brought in when it was counted,
// and what of it was counted, with the float left out. Neither has cards.
func (r DrawerReport) Carries() (receipts, counted Tally, err error) {
	if r.Closing == nil {
		return r.Net.toBank(), Tally{}, nil
	}
	return r.Closing.carries()
}

// ClosingsOf lists every closing of a scope's drawers, those that were taken
// back too, in the order of their numbers.
func (l *Ledger) ClosingsOf(sc Scope) ([]Closing, error) {
	var closings []Closing
	err := l.read(func(s *store) (err error) {
		closings, err = l.readClosings(s, sc.Seq, "WHERE seq <= ?1 AND drawer IN (SELECT id FROM drawers WHERE "+inScope+"id"+unhidden+") ORDER BY number", sc.args()...)
		return err
	})
	return closings, err
}

// UndepositedIn lists the closed drawers of a scope whose money is in no
// deposit.
func (l *Ledger) UndepositedIn(sc Scope) ([]Undeposited, error) {
	all, err := l.Undeposited()
	if err != nil {
		return nil, err
	}
	drawers, err := l.DrawersIn(sc)
	if err != nil {
		return nil, err
	}
	of := map[string]bool{}
	for _, d := range drawers {
		of[d.ID] = d.Closing != nil && d.Deposit == 0
	}
	var waiting []Undeposited
	for _, u := range all {
		if of[u.Drawer.ID] {
			waiting = append(waiting, u)
		}
	}
	return waiting, nil
}

// DepositsIn lists the deposits that have money of a scope's drawers.
func (l *Ledger) DepositsIn(sc Scope) ([]Deposit, error) {
	var deposits []Deposit
	err := l.read(func(s *store) (err error) {
		deposits, err = l.readDeposits(s, sc.Seq, `WHERE seq <= ?1 AND number IN
			(SELECT deposit FROM deposited_drawers JOIN drawers ON id = drawer WHERE `+inScope+`id`+unhidden+`) ORDER BY number`, sc.args()...)
		return err
	})
	return deposits, err
}

package receipts

import (
	"errors"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

func fillDeposits(l reader, r *Report) error {
	deposits, err := l.DepositsIn(r.Scope)
	if err != nil {
		return err
	}
	r.table("deposits", "Deposits", "Nothing was deposited.",
		col("deposit", "Deposit", Label, 7), col("made_at", "Made", Time, 18), col("bag", "Bag", Label, 8), col("prepared_by", "Prepared by", Label, 10), col("verified_by", "Verified by", Label, 10),
		summed("cash", "Cash", Money, 12), summed("checks", "Checks", Money, 12), summed("total", "Total", Money, 12), summed("bank", "Bank got", Money, 12))
	r.table("drawers", "Whose money it is", "Nothing was deposited.",
		col("deposit", "Deposit", Label, 7), col("z", "Closing", Label, 6), col("clerk", "Drawer of", Label, 12), col("day", "Day", Date, 10),
		summed("cash_receipts", "Cash on receipts", Money, 12), summed("cash_counted", "Counted", Money, 12), summed("checks_receipts", "Checks on receipts", Money, 12), summed("checks_counted", "Counted", Money, 12))
	r.table("checks", "Checks in the bags", "No check was deposited.",
		col("deposit", "Deposit", Label, 6), col("receipt", "Receipt", Label, 10), col("check", "Check", Label, 10), col("routing", "Bank routing", Label, 10), col("name", "Name on the check", Text, 30), summed("amount", "Amount", Money, 12))
	bags, whose, checks := &r.Tables[0], &r.Tables[1], &r.Tables[2]
	for _, d := range deposits {
		var bank Cell
		if d.Bank != nil {
			bank = d.Bank.Amount
		}
		bags.add(d.Name(), d.At, d.Bag, d.PreparedBy, d.VerifiedBy, d.Banked.Cash, d.Banked.Check, d.Total, bank)
		for _, of := range d.Drawers {
			whose.add(d.Name(), numbered("Z", of.Closing), of.Clerk, of.Day, of.Receipts.Cash, of.Counted.Cash, of.Receipts.Check, of.Counted.Check)
		}
		for _, c := range d.Checks {
			receipt := c.Receipt
			if receipt == "" {
				receipt = "none"
			}
			checks.add(d.Name(), receipt, c.Number, c.Routing, c.Name, c.Amount)
		}
		for _, problem := range d.Problems() {
			r.alarm("%s: %s. Reason given: %s", d.Name(), problem, d.Reason)
		}
		if d.Bank != nil && !d.Bank.Difference.IsZero() {
			r.alarm("%s: the bank got %s, %s. Reason given: %s", d.Name(), d.Bank.Amount.Display(), overShort(d.Bank.Difference), d.Bank.Reason)
		}
	}
	r.note("A bag is listed whole when any of its money is of this report.")
	return nil
}

func fillUndeposited(l reader, r *Report) error {
	waiting, err := l.UndepositedIn(r.Scope)
	if err != nil {
		return err
	}
	deposits, err := l.DepositsIn(r.Scope)
	if err != nil {
		return err
	}
	r.table("undeposited", "Counted, and in no deposit", "All counted money is deposited.",
		col("z", "Closing", Label, 6), col("clerk", "Drawer of", Label, 14), col("day", "Day", Date, 10), col("days", "Days old", Count, 8), col("late", "Late", Label, 6),
		summed("cash", "Cash", Money, 12), summed("checks", "Checks", Money, 12))
	r.table("transit", "Deposited, and not confirmed by the bank", "The bank confirmed every deposit.",
		col("deposit", "Deposit", Label, 6), col("bag", "Bag", Label, 12), col("made_at", "Made", Time, 18), col("prepared_by", "Prepared by", Label, 12), summed("total", "Total", Money, 12))
	table, transit := &r.Tables[0], &r.Tables[1]
	for _, u := range waiting {
		var late Cell
		if u.Late {
			late = "late"
			r.alarm("The money of Z%d, of %s, waits for %s; the limit is %s.", u.Number, u.Drawer.Clerk, counted(int64(u.Days), "day"), counted(int64(l.City().Deposit.LimitDays), "day"))
		}
		table.add(numbered("Z", u.Number), u.Drawer.Clerk, u.Drawer.Day, int64(u.Days), late, u.Money.Cash, u.Money.Check)
	}
	for _, d := range deposits {
		if d.Bank == nil {
			transit.add(d.Name(), d.Bag, d.At, d.PreparedBy, d.Total)
		}
	}
	return nil
}

// fillMatch holds stubs, receipts and deposits against each other: each bill
// stub traces to a receipt, and each receipt's money to a deposit.
func fillMatch(l reader, r *Report) error {
	drawers, err := l.DrawersIn(r.Scope)
	if err != nil {
		return err
	}
	r.table("drawers", "Stubs against the lines of receipts", "No drawer was opened.",
		col("day", "Day", Date, 10), col("clerk", "Drawer of", Label, 10), col("closing", "Z", Label, 5),
		summed("stubs", "Stubs counted", Count, 13), summed("lines", "Receipt lines", Count, 12), summed("off", "Difference", Count, 10),
		summed("receipts", "On receipts", Money, 13), summed("counted", "Money counted", Money, 14), col("deposit", "Deposit", Label, 8))
	r.table("tenders", "Receipts against the count and deposits, by tender", "",
		col("tender", "Tender", Label, 10), col("receipts", "On receipts", Money, 13), col("off", "Over/short", Money, 11), col("counted", "Counted", Money, 13),
		col("deposited", "In deposits", Money, 13), col("waiting", "Not deposited", Money, 13), col("difference", "Difference", Money, 11))
	table := &r.Tables[0]
	var sums matchSums
	traced := map[string]ledger.DrawerReport{}
	for _, d := range drawers {
		traced[d.ID] = d
		if d.Closing == nil {
			table.add(d.Day, d.Clerk, phrase.Word("open"), nil, d.Lines, nil, nil, nil, nil)
			continue
		}
		receipts, found, err := d.Carries()
		if err != nil {
			return err
		}
		if err := sums.add(d, receipts, found); err != nil {
			return err
		}
		all, err1 := receipts.Sum()
		money, err2 := found.Sum()
		if err := errors.Join(err1, err2); err != nil {
			return err
		}
		var stubs, off Cell
		if n, counted := d.Closing.StubsOff(); counted {
			stubs, off = *d.Closing.Count.Stubs, n
			if n != 0 {
				r.alarm("Z%d of %s: %d stubs for %d lines of receipts.", d.Closing.Number, d.Closing.Drawer.Clerk, *d.Closing.Count.Stubs, d.Closing.Lines)
			}
		} else {
			r.alarm("Z%d of %s: nobody counted the stubs.", d.Closing.Number, d.Closing.Drawer.Clerk)
		}
		table.add(d.Day, d.Clerk, numbered("Z", d.Closing.Number), stubs, d.Closing.Lines, off, all, money, numbered("D", d.Deposit))
	}
	if err := sums.fill(r); err != nil {
		return err
	}
	r.note("Receipts and money are cash and checks. Cards are settled by the terminal and are in no deposit. Floats are left out.")
	if r.Scope.Day == "" {
		r.note("The report of one day lists every stub with its receipt, closing and deposit.")
		return nil
	}
	return addStubs(l, r, traced)
}

// matchSums are the money of counted drawers, by where it is.
type matchSums struct{ receipts, counted, deposited, waiting ledger.Tally }

func (s *matchSums) add(d ledger.DrawerReport, receipts, counted ledger.Tally) error {
	place := &s.waiting
	if d.Deposit > 0 {
		place = &s.deposited
	}
	var errs [3]error
	s.receipts, errs[0] = s.receipts.Plus(receipts)
	s.counted, errs[1] = s.counted.Plus(counted)
	*place, errs[2] = place.Plus(counted)
	return errors.Join(errs[:]...)
}

func (s *matchSums) fill(r *Report) error {
	for _, tender := range []struct {
		name string
		of   func(ledger.Tally) money.Amount
	}{{"Cash", func(t ledger.Tally) money.Amount { return t.Cash }}, {"Checks", func(t ledger.Tally) money.Amount { return t.Check }}} {
		receipts, counted, deposited, waiting := tender.of(s.receipts), tender.of(s.counted), tender.of(s.deposited), tender.of(s.waiting)
		off, err1 := counted.Sub(receipts)
		placed, err2 := deposited.Add(waiting)
		difference, err3 := placed.Sub(counted)
		if err := errors.Join(err1, err2, err3); err != nil {
			return err
		}
		r.Tables[1].add(tender.name, receipts, off, counted, deposited, waiting, difference)
		if !off.IsZero() {
			r.alarm("%s: counted %s against the receipts.", tender.name, overShort(off))
		}
	}
	return nil
}

// addStubs traces each stub to its receipt, its closing and its deposit.
func addStubs(l reader, r *Report, drawers map[string]ledger.DrawerReport) error {
	t := r.table("stubs", "Each stub", "No stub was paid.",
		col("receipt", "Receipt", Label, 10), col("account", "Account", Label, 14), col("bill", "Bill", Label, 12), summed("amount", "Applied", Money, 12),
		col("closing", "Closing", Label, 7), col("deposit", "Deposit", Label, 7), col("state", "", Text, 10))
	for receipt, err := range l.ReceiptsIn(r.Scope) {
		if err != nil {
			return err
		}
		if receipt.Void != nil && receipt.Void.Refund == nil {
			continue
		}
		d := drawers[receipt.Drawer]
		var state Cell
		if receipt.Void != nil {
			state = "reversed"
		}
		for i, line := range receipt.Payment.Lines {
			t.add(receipt.Number, receipt.AccountOf(i+1), line.Bill, line.Amount, standing(d), numbered("D", d.Deposit), state)
		}
	}
	return nil
}

func fillSequence(l reader, r *Report) error {
	s, err := l.SequenceIn(r.Scope)
	if err != nil {
		return err
	}
	r.table("series", "Numbers", "",
		col("series", "What is numbered", Text, 30), col("first", "First", Count, 9), col("last", "Last", Count, 9), col("present", "There", Count, 9), col("missing", "Missing", Text, 40))
	for _, series := range s.Series {
		first := Cell(series.First)
		missing := "none"
		switch {
		case series.Last == 0:
			first, missing = nil, ""
		case !series.Whole():
			missing = strings.Join(series.Missing, ", ")
			r.alarm("%s: numbers are missing.", series.Name)
		}
		r.Tables[0].add(series.Name, first, series.Last, series.Present, missing)
	}
	if err := addBooks(l, r); err != nil {
		return err
	}
	r.note("The station gives each kind of number one after another from 1 and never again, voids included; so the proof is of the whole station, whatever the day. `counterfoil verify` checks each entry's hash and signature besides.")
	if len(r.Scope.Hidden) > 0 {
		return nil // the counters would tell what an open drawer took
	}
	t := r.table("counters", "Counters that nothing resets", "",
		col("counter", "Counter", Text, 30), col("carried", "As carried on", Money, 16), col("added", "Added up anew", Money, 16))
	t.add("Ever applied to stubs, voids included", s.Perpetual.Total, s.Added.Total)
	t.add("Ever voided", s.Perpetual.Voids, s.Added.Voids)
	if s.Perpetual != s.Added {
		r.alarm("The counters are not what the payments add up to. Check the ledger with `counterfoil verify`.")
	}
	return nil
}

// addBooks accounts for the numbers of paper books, which are given out blank.
func addBooks(l reader, r *Report) error {
	books, err := l.Books()
	if err != nil || len(books) == 0 {
		return err
	}
	t := r.table("books", "Handwritten receipts", "",
		col("range", "Numbers", Label, 22), col("holder", "With", Label, 14), summed("used", "Keyed in", Count, 8), summed("spoiled", "Spoiled", Count, 8), summed("blank", "Blank", Count, 8), summed("missing", "Missing", Count, 8), col("which", "Which are missing", Text, 30))
	for _, b := range books {
		var which []string
		for _, run := range b.Missing {
			which = append(which, run.String())
		}
		t.add(b.PaperRange.String(), b.Holder, int64(len(b.Used)), int64(b.SpoiledCount()), int64(b.BlankCount()), int64(b.MissingCount()), strings.Join(which, ", "))
		if len(which) > 0 {
			r.alarm("Handwritten receipts of %s are missing: %s.", b.Holder, strings.Join(which, ", "))
		}
	}
	return nil
}

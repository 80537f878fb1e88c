package ledger_test

import (
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"counterfoil/ledger"
)

var (
	tellers     = []string{"ana", "ben", "sue", "tom"} // who may take money
	supervisors = []string{"sue", "tom"}
	everybody   = []string{"ana", "ben", "sue", "tom", "fay"}
	payors      = []string{"Ana Ruiz", "B. O'Neil", "Zofia Łódzka", "100% Garage", "Under_score LLC"}
)

// newID is a UUID from the seed, so that a replay asks the same.
func (s *simulation) newID() string {
	var id uuid.UUID
	binary.BigEndian.PutUint64(id[:8], s.Uint64())
	binary.BigEndian.PutUint64(id[8:], s.Uint64())
	id[6], id[8] = id[6]&0x0f|0x70, id[8]&0x3f|0x80
	return id.String()
}

// draw makes a payment of one to four stubs and one to three tenders. Now and
// then something is out of the ordinary, with a reason or without.
func (s *simulation) draw() ledger.Payment {
	p := ledger.Payment{ID: s.newID(), Payor: pick(s, payors), Copy: ledger.CopyReceived, Unattended: s.oneIn(4)}
	for range 1 + s.IntN(4) {
		line := ledger.Line{Account: fmt.Sprint(70000 + s.IntN(300)), Bill: fmt.Sprint(s.IntN(40)), Amount: cents(s.amount())}
		if due := line.Amount; !s.oneIn(3) {
			switch s.IntN(12) {
			case 0:
				due = cents(due.Cents() + 1)
			case 1:
				due = cents(due.Cents() - 1)
			}
			line.AmountDue = &due
		}
		if s.oneIn(3) {
			line.Funds = s.split(line.Amount.Cents())
		}
		p.Lines = append(p.Lines, line)
	}
	if s.oneIn(20) {
		p.Copy = ledger.NoCopy
	}
	if s.oneIn(20) {
		p.Payor = ""
	}
	if s.oneIn(4) {
		p.Note = "brought by a neighbor"
	}
	total, _ := settled(p)
	p.Tenders = s.drawTenders(total)
	for _, kind := range []ledger.WarningKind{ledger.Duplicate, ledger.Overpayment, ledger.RoutingWrong, ledger.StaleCheck, ledger.PostDated, ledger.CopyMissing, ledger.PayorMissing} {
		if !s.oneIn(4) {
			if p.Reasons == nil {
				p.Reasons = map[ledger.WarningKind]string{}
			}
			p.Reasons[kind] = "said so"
		}
	}
	return p
}

// split parts an amount between two funds; a cent has no parts.
func (s *simulation) split(whole int64) []ledger.Fund {
	water := 1 + s.Int64N(whole)
	funds := []ledger.Fund{{Name: "water", Amount: cents(water)}}
	if water < whole {
		funds = append(funds, ledger.Fund{Name: "sewer", Amount: cents(whole - water)})
	}
	return funds
}

// amount is mostly that of a bill; seldom one cent, or very much.
func (s *simulation) amount() int64 {
	switch s.IntN(20) {
	case 0:
		return 1
	case 1:
		return 1 + s.Int64N(20_000_000_00) // four of them and change are still one tender
	}
	return 1 + s.Int64N(400_00)
}

// drawTenders settles a total in one to three parts. Change comes out of cash,
// so it is never more than the cash.
func (s *simulation) drawTenders(total int64) []ledger.Tender {
	var tenders []ledger.Tender
	for left := total; left > 0; {
		part := left
		if len(tenders) < 2 && s.oneIn(3) {
			part = 1 + s.Int64N(left)
		}
		left -= part
		switch s.IntN(5) {
		case 0, 1:
			if s.oneIn(2) {
				part += s.Int64N(20_00)
			}
			tenders = append(tenders, ledger.Tender{Kind: ledger.Cash, Amount: cents(min(part, 99_999_999_99))})
			if part > 99_999_999_99 {
				tenders = append(tenders, ledger.Tender{Kind: ledger.Cash, Amount: cents(part - 99_999_999_99)})
			}
		case 2:
			tenders = append(tenders, s.slips(ledger.Tender{Kind: ledger.Card}, part)...)
		default:
			check := ledger.Tender{Kind: ledger.Check, Number: fmt.Sprint(1000 + s.IntN(500)), Routing: rightRouting, Last4: fmt.Sprintf("%04d", s.IntN(10_000)), Name: pick(s, payors)}
			if s.oneIn(30) {
				check.Routing = wrongRouting
			}
			if s.oneIn(3) {
				check.Date = s.checkDate()
			}
			tenders = append(tenders, s.slips(check, part)...)
		}
	}
	return tenders
}

// checkDate is mostly of these days; seldom of a day to come, or stale, and
// then mostly by one day.
func (s *simulation) checkDate() ledger.Day {
	age := s.IntN(30)
	switch s.IntN(12) {
	case 0:
		age = -1 - s.IntN(2)*s.IntN(60)
	case 1:
		age = 180 + s.IntN(2)
	case 2:
		age = 200 + s.IntN(900)
	}
	return ledger.DayOf(s.Today().Time().AddDate(0, 0, -age))
}

// slips pays a part with one piece of paper, or with several where one cannot
// hold so much.
func (s *simulation) slips(of ledger.Tender, part int64) []ledger.Tender {
	var slips []ledger.Tender
	for part > 0 {
		of.Amount = cents(min(part, 99_999_999_99))
		part -= of.Amount.Cents()
		slips = append(slips, of)
	}
	return slips
}

// foresee tells how recording a payment ends that is not in the ledger yet.
func (s *simulation) foresee(teller string, p ledger.Payment) act {
	switch {
	case !slices.Contains(tellers, teller):
		return act{want: ledger.NotAllowed}
	case s.open[teller] == nil:
		return act{want: ledger.NotFound}
	case unanswered(p, s.warnings(p, s.Today())):
		return act{want: ledger.NeedsReasons}
	}
	return act{kind: "payment_recorded", actor: teller}
}

func (s *simulation) pay() {
	teller := s.teller()
	if s.oneIn(50) {
		teller = "fay"
	}
	s.payAs(teller, s.draw())
}

// teller is mostly somebody with an open drawer.
func (s *simulation) teller() string {
	withDrawer := slices.DeleteFunc(slices.Clone(tellers), func(name string) bool { return s.open[name] == nil })
	if len(withDrawer) > 0 && !s.oneIn(12) {
		return pick(s, withDrawer)
	}
	return pick(s, tellers)
}

func (s *simulation) payAs(teller string, p ledger.Payment) {
	foreseen := s.foresee(teller, p)
	warnings := s.warnings(p, s.Today())
	receipt, err := s.RecordPayment(s.sessions[teller], p)
	if !s.expect(err, foreseen) {
		return
	}
	s.keep(p, warnings)
	s.compareReceipt(receipt, s.payments[len(s.payments)-1])
}

// keep writes a payment into the model, as its entry says.
func (s *simulation) keep(p ledger.Payment, warnings []ledger.Warning) {
	drawer := s.open[s.acted.Actor]
	paid := &modelPayment{mark: s.mark(), asked: p, number: int64(len(s.payments)) + 1, drawer: drawer, warnings: warnings}
	paid.receipt = receiptOf(paid.number)
	paid.total, paid.change = settled(p)
	drawer.payments = append(drawer.payments, paid)
	s.payments = append(s.payments, paid)
	for _, line := range p.Lines {
		b := bill{line.Account, line.Bill}
		s.paid[b] = append(s.paid[b], paid)
	}
	s.touch(drawer)
}

// mark is who recorded the last act's entry, and when.
func (s *simulation) mark() mark {
	return mark{seq: s.acted.Seq, at: s.millisecond(), by: s.acted.Actor, hash: s.acted.Hash}
}

func (s *simulation) touch(d *modelDrawer) { s.touched[d.day] = true }

// payWrongly asks for what no reason makes right.
func (s *simulation) payWrongly() {
	p := s.draw()
	total, _ := settled(p)
	switch s.IntN(5) {
	case 0: // too little
		p.Tenders = []ledger.Tender{{Kind: ledger.Cash, Amount: cents(total)}}
		p.Lines[0].Amount = cents(p.Lines[0].Amount.Cents() + 1)
	case 1: // change out of a check
		p.Tenders = append(p.Tenders, ledger.Tender{Kind: ledger.Check, Number: "1", Amount: cents(tendered(p, ledger.Cash) + 1)})
	case 2:
		p.Tenders = nil
	case 3:
		p.Lines[0].Amount = cents(-s.Int64N(10))
	case 4:
		p.ID = p.ID[:35]
	}
	_, err := s.RecordPayment(s.sessions[pick(s, tellers)], p)
	s.expect(err, act{want: ledger.Invalid})
}

func tendered(p ledger.Payment, kind ledger.TenderKind) (n int64) {
	for _, tender := range p.Tenders {
		if tender.Kind == kind {
			n += tender.Amount.Cents()
		}
	}
	return n
}

// anyPayment picks a payment, most often a fresh one; nil when there is none.
func (s *simulation) anyPayment() *modelPayment {
	if len(s.payments) == 0 {
		return nil
	}
	if fresh := s.payments[max(0, len(s.payments)-20):]; !s.oneIn(4) {
		return pick(s, fresh)
	}
	return pick(s, s.payments)
}

// retry sends a payment again, by whomever and however late.
func (s *simulation) retry() {
	paid := s.anyPayment()
	if paid == nil {
		return
	}
	again := paid.asked
	if s.oneIn(2) { // the same, typed less neatly
		again.ID, again.Payor, again.Note = strings.ToUpper(again.ID), "  "+again.Payor, again.Note+" "
	}
	receipt, err := s.RecordPayment(s.sessions[pick(s, tellers)], again)
	s.expect(err, act{})
	s.compareReceipt(receipt, paid)
}

// retryChanged uses an id again that is another payment's, or another entry's.
func (s *simulation) retryChanged() {
	paid := s.anyPayment()
	if paid == nil {
		return
	}
	again := paid.asked
	again.Lines, again.Tenders = slices.Clone(again.Lines), slices.Clone(again.Tenders)
	switch s.IntN(6) {
	case 0:
		again.Note += "changed"
	case 1:
		again.Payor += "x"
	case 2:
		again.Lines[0].Account += "1"
	case 3:
		again.Lines = append(again.Lines, ledger.Line{Account: "1", Amount: cents(1)})
		again.Tenders = append(again.Tenders, ledger.Tender{Kind: ledger.Cash, Amount: cents(1)})
	case 4: // one more cent of cash, given back as change
		again.Tenders = append(again.Tenders, ledger.Tender{Kind: ledger.Cash, Amount: cents(1)})
	case 5:
		again = s.draw()
		again.ID = paid.drawer.entryID
	}
	_, err := s.RecordPayment(s.sessions[pick(s, tellers)], again)
	s.expect(err, act{want: ledger.Conflict})
}

func (s *simulation) voidPayment() {
	paid := s.anyPayment()
	if paid == nil {
		return
	}
	if paid.drawer.closing != nil && !s.oneIn(5) {
		return
	}
	by, approver, reason := pick(s, tellers), pick(s, supervisors), "wrong account"
	switch s.IntN(12) {
	case 0:
		by = "fay"
	case 1:
		approver = pick(s, everybody)
	case 2:
		reason = "  "
	}
	foreseen := act{kind: "payment_voided", actor: by}
	switch {
	case by == "fay":
		foreseen = act{want: ledger.NotAllowed}
	case strings.TrimSpace(reason) == "":
		foreseen = act{want: ledger.Invalid}
	case !slices.Contains(supervisors, approver) || approver == by || approver == paid.by:
		foreseen = act{want: ledger.NotAllowed}
	case paid.void != nil || paid.drawer.closing != nil:
		foreseen = act{want: ledger.Conflict}
	case approver == paid.drawer.clerk:
		foreseen = act{want: ledger.NotAllowed}
	}
	receipt, err := s.Void(s.sessions[by], s.sessions[approver], paid.receipt, reason)
	if s.expect(err, foreseen) {
		paid.void = &modelVoid{mark: s.mark(), approver: approver, reason: reason}
		s.touch(paid.drawer)
		s.compareReceipt(receipt, paid)
	}
}

func (s *simulation) giveOut() {
	paid := s.anyPayment()
	if paid == nil || s.oneIn(20) {
		_, err := s.GiveOut(s.sessions["ana"], receiptOf(int64(len(s.payments))+1))
		s.expect(err, act{want: ledger.NotFound})
		return
	}
	by := pick(s, everybody)
	receipt, err := s.GiveOut(s.sessions[by], pick(s, []string{paid.receipt, strings.ToLower(paid.receipt), fmt.Sprint(paid.number)}))
	if s.expect(err, act{kind: "receipt_printed", actor: by}) {
		s.checkSeal(receipt)
		receipt.Seal = ""
		s.compareReceipt(receipt, paid) // as it stood before
		paid.prints++
		if paid.prints == 1 {
			paid.given = s.mark().seq
		} else {
			s.reprints = append(s.reprints, modelReprint{s.mark(), paid.receipt, paid.prints - 1})
			s.touched[ledger.DayOf(s.Local(s.now))] = true
		}
		s.touch(paid.drawer)
	}
}

func (s *simulation) checkSeal(r ledger.Receipt) {
	seal, err := ledger.ParseSeal(r.Seal)
	if err != nil || !seal.SignedBy(s.PublicKey()) || seal.Number != r.OfficialNumber() || seal.Total != r.Total || seal.Void != (r.Void != nil) || seal.Hash != r.Hash {
		s.Errorf("receipt %s: the seal %s, %v", r.Number, r.Seal, err)
	}
}

func (s *simulation) openDrawer() {
	by, float := pick(s, everybody), s.Int64N(300_00)
	if len(s.open) == 0 {
		by = pick(s, tellers)
	}
	if s.oneIn(20) {
		float = pick(s, []int64{-1, 10_000_01})
	}
	foreseen := act{kind: "drawer_opened", actor: by}
	switch {
	case by == "fay":
		foreseen = act{want: ledger.NotAllowed}
	case float < 0 || float > 10_000_00:
		foreseen = act{want: ledger.Invalid}
	case s.open[by] != nil:
		foreseen = act{want: ledger.Conflict}
	case s.doubted:
		foreseen = act{want: ledger.NotAllowed}
	}
	drawer, err := s.OpenDrawer(s.sessions[by], cents(float))
	if !s.expect(err, foreseen) {
		return
	}
	opened := &modelDrawer{mark: s.mark(), clerk: by, entryID: s.acted.ID, id: drawer.ID, day: ledger.DayOf(s.Local(s.now)), float: float}
	s.drawers = append(s.drawers, opened)
	s.open[by] = opened
	s.touch(opened)
	s.same("the drawer", drawer, opened.ledger(today))
}

// count draws a count of what the drawer holds, over or short by a little, in
// notes and coins as far as they go.
func (s *simulation) count(d *modelDrawer) (ledger.Count, tally) {
	counted := d.expected()
	if s.oneIn(3) {
		counted.cash = max(0, counted.cash+s.Int64N(21)-10)
	}
	if s.oneIn(10) {
		counted.check++
	}
	if swapped := s.Int64N(40_00); s.oneIn(8) && counted.cash >= swapped {
		counted.cash -= swapped
		counted.check += swapped
	}
	// A drawer that more was dropped from than it held is empty.
	counted = tally{max(0, counted.cash), max(0, counted.check), max(0, counted.card)}
	return s.pieces(counted), counted
}

// pieces is a count of so much, in notes and coins as far as they go.
func (s *simulation) pieces(counted tally) ledger.Count {
	var count ledger.Count
	left := counted.cash
	for _, value := range ledger.Denominations {
		if n := min(left/value.Cents(), 100_000); s.oneIn(2) {
			count.Cash = append(count.Cash, ledger.Pieces{Value: value, Count: n})
			left -= n * value.Cents()
		}
	}
	count.Loose = cents(left)
	count.Checks = ledger.Slips{Count: 1 + s.Int64N(3), Total: cents(counted.check)}
	count.Cards = ledger.Slips{Count: 1, Total: cents(counted.card)}
	return count
}

func (s *simulation) closeDrawer() {
	by := s.teller()
	drawer := s.open[by]
	if drawer == nil {
		_, err := s.CloseDrawer(s.sessions[by], ledger.Count{})
		s.expect(err, act{want: ledger.NotFound})
		return
	}
	count, counted := s.count(drawer)
	if s.oneIn(2) {
		stubs := s.Int64N(20)
		count.Stubs = &stubs
	}
	if s.oneIn(10) {
		count.Loose = cents(-1)
		_, err := s.CloseDrawer(s.sessions[by], count)
		s.expect(err, act{want: ledger.Invalid})
		return
	}
	s.close(by, drawer, count, counted)
}

func (s *simulation) close(by string, drawer *modelDrawer, count ledger.Count, counted tally) {
	foreseen := act{kind: "drawer_closed", actor: by}
	var witness []ledger.Session
	switch name := pick(s, everybody); {
	case drawer.takenBack(today) == nil:
	case s.oneIn(4):
		foreseen = act{want: ledger.NotAllowed}
	default:
		witness = append(witness, s.sessions[name])
		if name == by {
			foreseen = act{want: ledger.NotAllowed}
		}
	}
	closing, err := s.CloseDrawer(s.sessions[by], count, witness...)
	if s.expect(err, foreseen) {
		s.closed(closing, drawer, count, counted)
	}
}

// closed keeps a drawer's count and compares what was made of it.
func (s *simulation) closed(closing ledger.Closing, drawer *modelDrawer, count ledger.Count, counted tally) {
	c := &modelClosing{
		mark: s.mark(), drawer: drawer, clerk: drawer.clerk, number: int64(len(s.closings)) + 1, count: count, expected: drawer.expected(), counted: counted,
		dropped: drawer.droppedBy(today), parts: drawer.parts(count, counted), witness: closing.Witness,
	}
	for _, p := range drawer.payments {
		c.receipts++
		if !p.countsAt(today) {
			c.voids++
		} else {
			c.lines += int64(len(p.asked.Lines))
		}
	}
	c.total, c.voided = s.perpetuals(today)
	drawer.closing = c
	drawer.closings = append(drawer.closings, c)
	s.closings = append(s.closings, c)
	delete(s.open, drawer.clerk)
	s.touch(drawer)
	s.same("the closing", closing, s.closingOf(c, today))
	s.compareDay(drawer.day)
}

func (s *simulation) approve() {
	number := int64(len(s.closings) + 1 - s.IntN(6))
	by := pick(s, supervisors)
	if s.oneIn(8) {
		by = pick(s, everybody)
	}
	foreseen := act{kind: "closing_approved", actor: by}
	c, reason := s.closing(number), pick(s, []string{"", "looked at the check"})
	switch {
	case c == nil:
		foreseen = act{want: ledger.NotFound}
	case !slices.Contains(supervisors, by) || c.had(by):
		foreseen = act{want: ledger.NotAllowed}
	case c.approval != nil || c.reopened != nil:
		foreseen = act{want: ledger.Conflict}
	case reason == "" && c.looksSwapped():
		foreseen = act{want: ledger.NeedsReasons}
	}
	closing, err := s.ApproveClosing(s.sessions[by], number, reason)
	if s.expect(err, foreseen) {
		approval := s.mark()
		c.approval, c.reason = &approval, reason
		s.touch(c.drawer)
		s.same("the closing", closing, s.closingOf(c, today))
	}
}

func (s *simulation) export() {
	by, from, to := pick(s, []string{"fay", "sue", "tom"}), ledger.Day(""), ledger.Day("")
	if s.oneIn(3) && len(s.drawers) > 0 {
		recent := s.drawers[max(0, len(s.drawers)-20):]
		from, to = pick(s, recent).day, pick(s, recent).day
		if s.oneIn(4) {
			from = ""
		}
	}
	batch := s.newBatch(from, to)
	foreseen := act{kind: "export_made", actor: by}
	switch {
	case s.oneIn(10):
		by = "ana"
		foreseen = act{want: ledger.NotAllowed}
	case to != "" && from > to:
		foreseen = act{want: ledger.Invalid}
	case s.open[by] != nil:
		foreseen = act{want: ledger.Conflict}
	case batch == nil && (to != "" || len(s.batches) == 0): // from is never given without to
		foreseen = act{want: ledger.NotFound}
	}
	made, err := s.Export(s.sessions[by], from, to)
	if !s.expect(err, foreseen) {
		return
	}
	if batch == nil {
		s.happened["export again"]++
		want := s.batchOf(s.batches[len(s.batches)-1])
		want.Again = true
		s.same("the newest batch", made, want)
		return
	}
	batch.mark = s.mark()
	for _, p := range batch.payments {
		p.batch = batch
	}
	for _, p := range batch.reversed {
		s.happened["export of reversals"]++
		p.reversal = batch
	}
	s.batches = append(s.batches, batch)
	s.same("the batch", made, s.batchOf(batch))
	s.compareCarried(batch)
}

// newBatch foresees what an export carries: every payment that none carried
// yet, and every void of a payment that an earlier one carried as standing. It
// is nil when there is nothing to carry.
func (s *simulation) newBatch(from, to ledger.Day) *modelBatch {
	if to == "" {
		to = "9999-12-31"
	}
	b := &modelBatch{number: int64(len(s.batches)) + 1, fromSeq: 1, toSeq: s.head.Seq}
	if n := len(s.batches); n > 0 {
		b.fromSeq = s.batches[n-1].toSeq + 1
	}
	for _, p := range s.payments {
		day := p.drawer.day
		switch {
		case p.batch == nil && from <= day && day <= to:
			b.payments = append(b.payments, p)
			b.fromSeq = min(b.fromSeq, p.seq)
			if p.void == nil {
				b.total += p.total
			}
		case p.batch != nil && p.void != nil && p.void.seq > p.batch.toSeq && p.reversal == nil:
			b.reversed = append(b.reversed, p)
			b.fromSeq = min(b.fromSeq, p.void.seq)
		default:
			continue
		}
		if b.from == "" || day < b.from {
			b.from = day
		}
		b.to = max(b.to, day)
	}
	if len(b.payments)+len(b.reversed) == 0 {
		return nil
	}
	return b
}

var amountForm = regexp.MustCompile(`^([0-9]+)\.([0-9][0-9])$`)

func (s *simulation) find() {
	paid := s.anyPayment()
	if paid == nil {
		return
	}
	line, text := pick(s, paid.asked.Lines), ""
	switch s.IntN(6) {
	case 0:
		text = paid.receipt
	case 1:
		text = line.Account[:3+s.IntN(3)]
	case 2:
		text = line.Amount.String()
	case 3:
		text = pick(s, paid.asked.Tenders).Number
	case 4:
		text = pick(s, payors)
		text = strings.ToLower(text[s.IntN(3):])
	}
	const most = 20
	var want []ledger.Found
	for _, p := range slices.Backward(s.payments) {
		if len(want) < most && p.answers(text) {
			found := s.foundOf(p, today)
			found.Posting = p.posting()
			want = append(want, found)
		}
	}
	found, err := s.Find(" "+text, most)
	for err == nil && found.Unsearched > 0 { // the index is being made
		found, err = s.Find(" "+text, most)
	}
	s.expect(err, act{})
	s.same(fmt.Sprintf("find %q", text), found.Payments, want)
}

// posting is how far a payment has come when billing never answers.
func (p *modelPayment) posting() ledger.PostingState {
	switch {
	case !p.standsAt(today):
		return ledger.PostingVoid
	case p.batch == nil:
		return ledger.PostingNotExported
	}
	return ledger.PostingUnanswered
}

// answers tells whether a payment is what somebody looks for.
func (p *modelPayment) answers(text string) bool {
	amount := int64(-1)
	if match := amountForm.FindStringSubmatch(text); match != nil {
		amount, _ = strconv.ParseInt(match[1]+match[2], 10, 64)
	} else if dollars, err := strconv.ParseInt(text, 10, 64); err == nil {
		amount = dollars * 100
	}
	if named(p.asked.Payor, text) || p.total == amount {
		return true
	}
	for _, line := range p.asked.Lines {
		if strings.HasPrefix(line.Account, text) || line.Amount.Cents() == amount {
			return true
		}
	}
	for _, tender := range p.asked.Tenders {
		if tender.Number == text || named(tender.Name, text) {
			return true
		}
	}
	return p.receipt == text || fmt.Sprint(p.number) == text
}

// named tells whether a name has the text in it, whatever the letters' case
// and accents.
func named(name, text string) bool {
	return strings.Contains(plainLetters.Replace(strings.ToLower(name)), plainLetters.Replace(strings.ToLower(text)))
}

// plainLetters are for the accents that the tests' payors have.
var plainLetters = strings.NewReplacer("ł", "l", "ó", "o", "é", "e", "ø", "o", "ñ", "n", "ć", "c")

func (s *simulation) wait() { s.now = s.now.Add(time.Duration(s.IntN(120)) * time.Minute) }

// nextDay ends the day for most drawers and comes back in the morning.
func (s *simulation) nextDay() {
	for _, by := range tellers {
		if drawer := s.open[by]; drawer != nil && !s.oneIn(6) {
			count, counted := s.count(drawer)
			s.close(by, drawer, count, counted)
			s.now = s.now.Add(time.Minute)
		}
	}
	tomorrow := s.Local(s.now).AddDate(0, 0, 1+s.IntN(2))
	s.now = time.Date(tomorrow.Year(), tomorrow.Month(), tomorrow.Day(), 7, s.IntN(120), 0, int(fraction), tomorrow.Location())
}

func (s *simulation) loadRoster() {
	roster := map[string]bool{}
	first := 70000 + s.IntN(100)
	got, err := s.LoadRoster(s.sessions["sue"], "2026-11-20", "a file", func(yield func(ledger.Account, error) bool) {
		for n := range 200 {
			a := ledger.Account{Account: fmt.Sprint(first + n), Name: "N", Balance: cents(s.Int64N(100_00))}
			roster[a.Account] = true
			if !yield(a, nil) {
				return
			}
		}
	})
	if s.expect(err, act{kind: "roster_loaded", actor: "sue"}) {
		s.roster = roster
		s.same("the roster", got, ledger.Roster{AsOf: "2026-11-20", Source: "a file", Accounts: len(roster)})
	}
}

// signIn tries some wrong secrets, then the right one.
func (s *simulation) signIn() {
	name := pick(s, everybody)
	for range s.IntN(7) {
		s.trySecret(name, "a wrong secret")
		s.now = s.now.Add(time.Duration(s.IntN(90)) * time.Second)
	}
	s.trySecret(name, name+" has a long secret")
	_, err := s.SignIn("nobody", "a wrong secret", ledger.ToWork)
	s.expect(err, act{want: ledger.NotAllowed})
}

func (s *simulation) trySecret(name, secret string) {
	_, err := s.SignIn(name, secret, ledger.ToApprove)
	switch {
	case s.now.Before(s.locked[name]):
		s.expect(err, act{want: ledger.NotAllowed})
	case secret == name+" has a long secret":
		s.expect(err, act{kind: "signed_in", actor: name})
		s.failures[name] = 0
	default:
		s.expect(err, act{want: ledger.NotAllowed, kind: "sign_in_failed", actor: name})
		s.failures[name]++
		if n := s.failures[name] - 5; n >= 0 {
			s.locked[name] = s.millisecond().Add(time.Minute << min(n, 8))
		}
	}
}

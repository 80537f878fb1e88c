package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ui/dialogs"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

var (
	filterTenders = []ledger.TenderKind{"", ledger.Cash, ledger.Check, ledger.Card}
	filterStates  = []ledger.PaymentState{"", ledger.Standing, ledger.Voided, ledger.NotExported}
	stateNames    = map[ledger.PaymentState]phrase.Word{ledger.Standing: "not void", ledger.Voided: "void", ledger.NotExported: "not exported yet"}
)

// askFilter asks which receipts are listed, whatever is searched for.
func (s *find) askFilter() {
	sought := s.search.sought
	day := widgets.NewDateEntry(s.counter.ledger.Now)
	day.SetText(sought.Day.Display())
	clerk := widgets.NewEntry()
	clerk.Replace = true
	clerk.SetText(sought.Clerk)
	tender := widgets.NewChoice(words.T("any way"), words.Say(ledger.Cash), words.Say(ledger.Check), words.Say(ledger.Card))
	tender.Pick(max(slices.Index(filterTenders, sought.Tender), 0))
	state := widgets.NewChoice(words.T("all"), words.Say(stateNames[ledger.Standing]), words.Say(stateNames[ledger.Voided]), words.Say(stateNames[ledger.NotExported]))
	state.Pick(max(slices.Index(filterStates, sought.State), 0))
	s.counter.dialogs.Open(dialogs.Form{
		Title: words.T("Which receipts are listed"),
		Text:  words.T("What is keyed in to search for stays as it is. An empty field is no limit; Tab goes to the next."),
		Fields: []dialogs.Field{
			{Name: words.T("Business day"), Input: day, Needed: dialogs.Optional},
			{Name: words.T("Taken by"), Input: clerk, Needed: dialogs.Optional},
			{Name: words.T("Paid by (press its digit)"), Input: tender, Needed: dialogs.Optional},
			{Name: words.T("Which of them (press its digit)"), Input: state, Needed: dialogs.Optional},
		},
		Confirm: words.T("List them"),
		OnConfirm: func() (err error) {
			if sought.Day, err = filterDay(day); err != nil {
				return dialogs.At(day, err)
			}
			if sought.Clerk, err = s.filterClerk(clerk.Text); err != nil {
				return dialogs.At(clerk, err)
			}
			picked, _ := tender.Picked()
			sought.Tender = filterTenders[picked]
			picked, _ = state.Picked()
			sought.State = filterStates[picked]
			return nil
		},
		OnClosed: func(confirmed bool) {
			if confirmed {
				s.limit(sought)
			}
		},
	})
}

func filterDay(e *widgets.DateEntry) (ledger.Day, error) {
	if strings.TrimSpace(e.Text) == "" {
		return "", nil
	}
	date, err := e.Date()
	return ledger.DayOf(date), err
}

// filterClerk is the person of that name, as it is written in the list of
// people.
func (s *find) filterClerk(name string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return "", nil
	}
	people, err := s.counter.ledger.People()
	for _, p := range people {
		if strings.EqualFold(p.Name, name) {
			return p.Name, nil
		}
	}
	if err == nil {
		err = phrase.Errorf("nobody here is called “%s”", name)
	}
	return "", err
}

// limit lists what was searched for within another filter.
func (s *find) limit(sought ledger.Sought) {
	s.search.sought = sought
	s.filter.SetText(filterWords(sought))
	s.show(s.search.begin())
	s.to(s.field)
}

// filterWords say what a filter lets through.
func filterWords(q ledger.Sought) string {
	if !q.Filtered() {
		return ""
	}
	var said []string
	if q.Day != "" {
		said = append(said, q.Day.Display())
	}
	if q.Clerk != "" {
		said = append(said, words.T("taken by %s", q.Clerk))
	}
	if q.Tender != "" {
		said = append(said, words.Say(q.Tender))
	}
	if q.State != "" {
		said = append(said, words.Say(stateNames[q.State]))
	}
	return words.T("Only: %s. Esc takes it away.", strings.Join(said, ", "))
}

// back takes the filter away, then leaves the screen.
func (s *find) back() {
	if s.search.sought.Filtered() {
		s.limit(ledger.Sought{Text: s.search.sought.Text})
		return
	}
	s.counter.goTo((*counter).home)
}

// lookEvery is how often the screen hears of older receipts.
const lookEvery = 200 * time.Millisecond

// lookOn finds the rest of the list in the background, while the newest of it
// are on the screen already.
func (s *find) lookOn() {
	s.left()
	if s.search.whole() {
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	list := s.search.list
	s.counter.background(func() {
		var err error
		shown := time.Now()
		for err == nil && ctx.Err() == nil && !list.Whole() {
			if err = list.More(); time.Since(shown) > lookEvery {
				s.counter.later(func() { s.grown(list, nil) })
				shown = time.Now()
			}
		}
		if ctx.Err() == nil {
			s.counter.later(func() { s.grown(list, err) })
		}
	})
}

// left ends the looking for older receipts.
func (s *find) left() {
	if s.stop != nil {
		s.stop()
		s.stop = nil
	}
}

// grown brings the list up to date with what was found since.
func (s *find) grown(list *ledger.Listing, err error) {
	if s.search.list != list {
		return // another is searched for now
	}
	if s.search.receipt == nil && err == nil {
		err = s.search.lookAtNewest()
		s.read(nil)
	}
	if err != nil {
		s.sayProblem(err)
	}
	s.rows.Forget()
	s.atPlace(s.results.Refresh)
}

package ledger

import (
	"iter"
	"os"
	"slices"
)

// trainees work in the ledger to practice on that lies beside a real one. Their
// secrets are known to everybody: there is no money, and nobody should key in
// their own secret while others look on.
var trainees = []NewPerson{
	{Person: Person{Name: "trainee", Role: Clerk}, Secret: "271828"},
	{Person: Person{Name: "second trainee", Role: Clerk}, Secret: "314159"},
	{Person: Person{Name: "trainer", Role: Supervisor}, Secret: "lamp-by-the-river"},
	{Person: Person{Name: "second trainer", Role: Supervisor}, Secret: "stone-bridge-road"},
	{Person: Person{Name: "caretaker", Role: Administrator}, Secret: "turn-the-valve"},
}

// Trainees are the people of a training ledger that PrepareTraining made, with
// their secrets.
func Trainees() []NewPerson { return slices.Clone(trainees) }

func trainee(name string) NewPerson {
	return trainees[slices.IndexFunc(trainees, func(p NewPerson) bool { return p.Name == name })]
}

// PrepareTraining brings the ledger to practice on, in a folder inside this
// one's, up to this ledger's settings and roster, and makes it when there is
// none. The error is Busy while somebody practices.
func (l *Ledger) PrepareTraining() error {
	folder := l.folder.Training()
	text, err := os.ReadFile(l.folder.Settings())
	if err != nil {
		return errorf(Unavailable, "%s cannot be read: %s", l.folder.Settings(), err).because(err)
	}
	set, city, err := readSettings(l.folder, text)
	if err != nil {
		return err
	}
	if err := makeTraining(folder, set, city, l.clock); err != nil {
		return err
	}
	training, err := Open(folder, l.clock)
	if err != nil {
		return err
	}
	defer training.Close()
	return l.lendRoster(training)
}

func makeTraining(folder Folder, set settings, city City, clock Clock) error {
	if folder.HasLedger() {
		return set.write(folder)
	}
	city = city.forTraining()
	city.People = nil
	for _, p := range trainees {
		city.People = append(city.People, Listed(p.Person))
	}
	known := func(p Listed) (string, error) { return trainee(p.Name).Secret, nil }
	_, err := create(folder, set, city, "Training", known, []Clock{clock})
	return err
}

// lendRoster loads this ledger's roster into the other one, unless it is there.
func (l *Ledger) lendRoster(training *Ledger) error {
	roster, loaded, err := l.Roster()
	if err != nil || !loaded {
		return err
	}
	there, _, err := training.Roster()
	roster.Refused = 0
	if err != nil || there == roster {
		return err
	}
	caretaker := trainee("caretaker")
	by, err := training.SignIn(caretaker.Name, caretaker.Secret, ToWork)
	if err != nil {
		return err
	}
	_, err = training.LoadRoster(by, roster.AsOf, roster.Source, l.Accounts())
	return err
}

// Accounts reads the roster in force, in the order of account numbers.
func (l *Ledger) Accounts() iter.Seq2[Account, error] {
	return func(yield func(Account, error) bool) {
		for after := ""; ; {
			var page []Account
			err := l.read(func(s *store) (err error) {
				page, err = list(s, scanAccount, accountColumns+"WHERE load = "+inForce+" AND account > ? ORDER BY account LIMIT ?", after, pageSize)
				return err
			})
			if err != nil {
				yield(Account{}, err)
				return
			}
			for _, a := range page {
				after = a.Account
				if !yield(a, nil) {
					return
				}
			}
			if len(page) < pageSize {
				return
			}
		}
	}
}

// DropTraining throws away what was practiced. The error is Busy while somebody
// practices.
func DropTraining(real Folder) error {
	folder := real.Training()
	if !exists(string(folder)) {
		return nil
	}
	release, err := folder.lock()
	if err != nil {
		return err
	}
	release()
	if err := os.RemoveAll(string(folder)); err != nil {
		return errorf(Unavailable, "the training folder %s cannot be removed: %s", folder, err).because(err)
	}
	return nil
}

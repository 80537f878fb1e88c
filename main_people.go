package main

import (
	"fmt"
	"os"
	"time"

	"counterfoil/assets/translations"
	"counterfoil/ledger"
)

type peopleCommand struct {
	JSON bool `help:"Print the list as JSON."`
}

func (peopleCommand) Help() string {
	return "Lists everybody who ever could sign in. Nobody is taken off: who left is disabled.\n\n" +
		"Example:\n\n    counterfoil people --json"
}

func (c peopleCommand) Run(folder ledger.Folder) error {
	l, err := open(folder)
	if err != nil {
		return err
	}
	defer l.Close()
	people, err := l.People()
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(os.Stdout, people)
	}
	table := newTable()
	for _, m := range people {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", m.Name, m.Role, m.Standing(), lastSignIn(m.LastSignIn))
	}
	return table.Flush()
}

func lastSignIn(at time.Time) string {
	if at.IsZero() {
		return "never signed in"
	}
	return "last signed in " + at.Format("01/02/2006 3:04 PM")
}

type personCommand struct {
	Add     personAdd     `cmd:"" help:"Add a person."`
	Role    personRole    `cmd:"" help:"Give a person another role."`
	Disable personDisable `cmd:"" help:"Keep a person from signing in."`
	Enable  personEnable  `cmd:"" help:"Let a disabled person sign in again."`
	Secret  personSecret  `cmd:"" help:"Reset a person's secret, or change one's own."`
	Unlock  personUnlock  `cmd:"" help:"Lift the lock that wrong secrets brought."`

	Language personLanguage `cmd:"" help:"Choose the language the screen speaks to a person."`
}

func (personCommand) Help() string {
	return "An administrator signs in with " + secretVariable + " or at the prompt. The person's new secret is made and printed once, " +
		"and is good only for choosing one's own; or it is taken from " + newSecretVariable + ", or, with --ask, keyed in twice.\n\n" +
		"Example:\n\n    counterfoil person add maria --role clerk --as iris"
}

// administrator is who changes the list of people.
type administrator struct {
	As string `required:"" placeholder:"USER" help:"The administrator."`
}

func (a administrator) do(folder ledger.Folder, act func(*ledger.Ledger, ledger.Session) error) error {
	l, by, err := openAs(folder, a.As)
	if err != nil {
		return err
	}
	defer l.Close()
	return act(l, by)
}

// chosenSecret is where a person's new secret comes from.
type chosenSecret struct {
	Ask bool `help:"Key the new secret in, twice, instead of having one made."`
}

// get is empty when a secret is to be made.
func (c chosenSecret) get(name string) (string, error) {
	if _, given := os.LookupEnv(newSecretVariable); !given && !c.Ask {
		return "", nil
	}
	return newSecret(name)
}

func newSecret(name string) (string, error) {
	return askTwice("New secret of "+name, newSecretVariable)
}

// sayPerson tells what a person does from now on, and their secret unless they
// chose it.
func sayPerson(p ledger.NewPerson, does string, asJSON bool) error {
	if !p.Temporary {
		p.Secret = ""
	}
	if asJSON {
		return printJSON(os.Stdout, p)
	}
	fmt.Printf("%s %s from now on.\n", p.Name, does)
	if p.Temporary {
		fmt.Printf("Their secret is shown once and is good for choosing their own: %s\n", p.Secret)
	}
	return nil
}

type personAdd struct {
	Name string      `arg:"" help:"The name to sign in with."`
	Role ledger.Role `required:"" enum:"clerk,supervisor,finance,administrator" help:"clerk, supervisor, finance or administrator."`
	administrator
	chosenSecret
	Language string `enum:",en,es" default:"" placeholder:"CODE" help:"The language of their screen, en or es. Default: the city's."`
	JSON     bool   `help:"Print the result as JSON."`
}

func (personAdd) Help() string {
	return "Example:\n\n    counterfoil person add maria --role clerk --as iris"
}

func (c personAdd) Run(folder ledger.Folder) error {
	return c.do(folder, func(l *ledger.Ledger, by ledger.Session) error {
		secret, err := c.get(c.Name)
		if err != nil {
			return err
		}
		added, err := l.AddPerson(by, ledger.Person{Name: c.Name, Role: c.Role}, secret)
		if err != nil {
			return err
		}
		if err := l.SetLanguage(by, c.Name, c.Language); err != nil {
			return err
		}
		return sayPerson(added, "works as "+string(c.Role), c.JSON)
	})
}

type personRole struct {
	Name string      `arg:"" help:"Who."`
	Role ledger.Role `arg:"" enum:"clerk,supervisor,finance,administrator" help:"clerk, supervisor, finance or administrator."`
	administrator
	chosenSecret
	Reason string `required:"" placeholder:"TEXT" help:"Why."`
	JSON   bool   `help:"Print the result as JSON."`
}

func (personRole) Help() string {
	return "Example:\n\n    counterfoil person role maria supervisor --as iris --reason 'Promoted'"
}

func (c personRole) Run(folder ledger.Folder) error {
	return c.do(folder, func(l *ledger.Ledger, by ledger.Session) error {
		secret, err := c.get(c.Name)
		if err != nil {
			return err
		}
		changed, err := l.ChangeRole(by, c.Name, c.Role, secret, c.Reason)
		if err != nil {
			return err
		}
		return sayPerson(changed, "works as "+string(c.Role), c.JSON)
	})
}

type personDisable struct {
	Name string `arg:"" help:"Who."`
	administrator
	Reason string `required:"" placeholder:"TEXT" help:"Why."`
}

func (personDisable) Help() string {
	return "Example:\n\n    counterfoil person disable maria --as iris --reason 'Left the city'"
}

func (c personDisable) Run(folder ledger.Folder) error {
	return c.do(folder, func(l *ledger.Ledger, by ledger.Session) error {
		if err := l.Disable(by, c.Name, c.Reason); err != nil {
			return err
		}
		fmt.Printf("%s cannot sign in any more.\n", c.Name)
		return nil
	})
}

type personEnable struct {
	Name string `arg:"" help:"Who."`
	administrator
	Reason string `required:"" placeholder:"TEXT" help:"Why."`
}

func (personEnable) Help() string {
	return "Example:\n\n    counterfoil person enable maria --as iris --reason 'Is back'"
}

func (c personEnable) Run(folder ledger.Folder) error {
	return c.do(folder, func(l *ledger.Ledger, by ledger.Session) error {
		if err := l.Enable(by, c.Name, c.Reason); err != nil {
			return err
		}
		fmt.Printf("%s can sign in again.\n", c.Name)
		return nil
	})
}

type personLanguage struct {
	Name     string `arg:"" help:"Who."`
	Language string `arg:"" enum:"en,es" help:"en or es."`
	administrator
}

func (personLanguage) Help() string {
	return "Example:\n\n    counterfoil person language maria es --as iris"
}

func (c personLanguage) Run(folder ledger.Folder) error {
	return c.do(folder, func(l *ledger.Ledger, by ledger.Session) error {
		if err := l.SetLanguage(by, c.Name, c.Language); err != nil {
			return err
		}
		fmt.Printf("The screen speaks %s to %s from the next sign-in on.\n", translations.Language(c.Language).Name(), c.Name)
		return nil
	})
}

type personUnlock struct {
	Name string `arg:"" help:"Who."`
	administrator
}

func (personUnlock) Help() string {
	return "Example:\n\n    counterfoil person unlock maria --as iris"
}

func (c personUnlock) Run(folder ledger.Folder) error {
	return c.do(folder, func(l *ledger.Ledger, by ledger.Session) error {
		if err := l.LiftLock(by, c.Name); err != nil {
			return err
		}
		fmt.Printf("%s can try again.\n", c.Name)
		return nil
	})
}

type personSecret struct {
	Name string `arg:"" help:"Whose secret."`
	As   string `placeholder:"USER" help:"The administrator who resets it; left out to change one's own."`
	chosenSecret
	JSON bool `help:"Print the result as JSON."`
}

func (personSecret) Help() string {
	return "Examples:\n\n    counterfoil person secret maria --as iris\n    counterfoil person secret maria"
}

func (c personSecret) Run(folder ledger.Folder) error {
	if c.As == "" {
		return c.changeOwn(folder)
	}
	return administrator{c.As}.do(folder, func(l *ledger.Ledger, by ledger.Session) error {
		secret, err := c.get(c.Name)
		if err != nil {
			return err
		}
		reset, err := l.ResetSecret(by, c.Name, secret)
		if err != nil {
			return err
		}
		return sayPerson(reset, "signs in with a new secret", c.JSON)
	})
}

func (c personSecret) changeOwn(folder ledger.Folder) error {
	if c.JSON {
		return usage("--json goes with --as: one's own secret is never printed")
	}
	l, err := open(folder)
	if err != nil {
		return err
	}
	defer l.Close()
	old, err := askSecret("Secret of "+c.Name, secretVariable)
	if err != nil {
		return err
	}
	by, err := l.SignIn(c.Name, old, ledger.ToWork)
	if err != nil {
		return err
	}
	chosen, err := newSecret(c.Name)
	if err != nil {
		return err
	}
	if _, err := l.ChangeSecret(by, old, chosen); err != nil {
		return err
	}
	fmt.Printf("%s signs in with the new secret from now on.\n", by.Name())
	return nil
}

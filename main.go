// Counterfoil runs a city's payment counter while its billing system is down.
// This file is the command line and the wiring.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"github.com/alecthomas/kong"
	"gopkg.in/natefinch/lumberjack.v2"

	"counterfoil/ledger"
)

type commands struct {
	Data string `env:"COUNTERFOIL_DATA" placeholder:"DIR" help:"The data folder. Default: counterfoil-data beside the program, else the user's data folder."`

	Finance string `env:"COUNTERFOIL_FINANCE" placeholder:"DIR" help:"Finance's own folder, on a machine without a ledger. Default: counterfoil-finance in the user's folder for settings."`

	Counter  counterCommand  `cmd:"" default:"1" help:"Open the counter (also without a command)."`
	Demo     demoCommand     `cmd:"" help:"Open the counter on the sample city, in a folder of its own."`
	Training trainingCommand `cmd:"" help:"Open the counter to practice on, beside the real one."`
	Init     initCommand     `cmd:"" help:"Make a new ledger."`
	Intake   intakeCommand   `cmd:"" help:"Record payments written as JSON Lines; answer each when it is durable."`
	People   peopleCommand   `cmd:"" help:"List who works here."`
	Person   personCommand   `cmd:"" help:"Add a person, or change one."`
	Outage   outageCommand   `cmd:"" help:"Open, correct, close or show an outage."`
	Clock    clockCommand    `cmd:"" help:"Confirm the date and time after the computer's clock jumped."`
	Stub     stubCommand     `cmd:"" help:"Say what a scan line says. Exit status 1: it does not fit."`
	Receipt  receiptCommand  `cmd:"" help:"Write a receipt. It counts as given out: a second one is a duplicate."`
	Slip     slipCommand     `cmd:"" help:"Write the slip of a closing, a deposit, a drop or a hand-over."`
	Report   reportCommand   `cmd:"" help:"Write a report."`
	Roster   rosterCommand   `cmd:"" help:"Load the accounts and balances that billing saved before the outage."`
	Book     bookCommand     `cmd:"" help:"Print, register and account for books of handwritten receipts."`
	Card     cardCommand     `cmd:"" help:"Write the counter card: keys, the commonest payments, what to do when."`
	Export   exportCommand   `cmd:"" help:"Write the payments that no export carries yet into a bundle for finance."`
	Profile  profileCommand  `cmd:"" help:"The forms in which billing loads payments: list, show, preview, check, write."`
	Verify   verifyCommand   `cmd:"" help:"Check a bundle, a mirror, a backup or a data folder. Exit status 1: a check did not hold."`
	Desk     deskCommand     `cmd:"" name:"finance" help:"What finance keeps: its key, the stations it knows, the batches it saw."`
	Posted   postedCommand   `cmd:"" help:"Keep what billing accepted, rejected or had already. Exit status 1: something of it needs a look."`
	Resubmit resubmitCommand `cmd:"" help:"Send a stub that billing rejected again, with the next export."`
	Match    matchCommand    `cmd:"" help:"Hold a bundle, or a merged set, against billing's own list. Exit status 1: not everything matches."`
	Merge    mergeCommand    `cmd:"" help:"Make one city-wide set out of bundles of many stations and days."`
	Backup   backupCommand   `cmd:"" help:"Copy the ledger into a folder, verified."`
	Restore  restoreCommand  `cmd:"" help:"Make a ledger from a backup, a mirror, or both."`
}

// Exit statuses.
const (
	checkFailed = 1
	wrongInput  = 2
	cannotRun   = 3
)

func main() {
	var c commands
	parser := kong.Must(&c, kong.Name("counterfoil"),
		kong.Description("Takes a city's payments while billing is down: every payment once, none lost, none twice.\n\n"+
			"Secrets are asked for, or taken from "+secretVariable+". "+
			"Exit status: 0 done; 1 a check did not hold; 2 the input or the words are wrong; 3 it could not run."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.BindToProvider(untilInterrupted))
	command, err := parser.Parse(os.Args[1:])
	if err != nil {
		fail(wrongInput, fmt.Errorf("%w; %s", err, whatToDo(err)))
	}
	folder := ledger.Folder(c.Data)
	if folder == "" {
		if folder, err = ledger.DefaultFolder(); err != nil {
			fail(cannotRun, err)
		}
	}
	office, err := openDesk(c.Finance)
	if err != nil {
		fail(cannotRun, err)
	}
	if err := command.Run(folder, office); err != nil {
		fail(status(err), err)
	}
}

// whatToDo about words that make no command.
func whatToDo(err error) string {
	if errors.Is(err, os.ErrNotExist) {
		return "check the path"
	}
	about := "counterfoil"
	if wrong, ok := errors.AsType[*kong.ParseError](err); ok {
		if command := wrong.Context.Selected(); command != nil {
			about = command.FullPath()
		}
	}
	return "see " + about + " --help"
}

// untilInterrupted is canceled by Ctrl+C, for commands whose work stops in
// order. The second Ctrl+C ends the program at once.
func untilInterrupted() context.Context {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop)
	return ctx
}

func fail(status int, err error) {
	if text := err.Error(); text != "" {
		fmt.Fprintln(os.Stderr, "counterfoil: "+strings.ReplaceAll(text, "\n", "; "))
	}
	os.Exit(status)
}

// exit ends the program with a status when everything was said already, or
// with an error.
type exit struct {
	status int
	error
}

func (e exit) Unwrap() error { return e.error }

var errSaid = errors.New("")

func status(err error) int {
	var e exit
	if errors.As(err, &e) {
		return e.status
	}
	switch ledger.CodeOf(err) {
	case ledger.Invalid, ledger.Conflict, ledger.NotFound, ledger.NotAllowed, ledger.NeedsReasons:
		return wrongInput
	}
	return cannotRun
}

func usage(format string, args ...any) error {
	return exit{wrongInput, fmt.Errorf(format, args...)}
}

// open opens the ledger and begins the log beside it.
func open(folder ledger.Folder) (*ledger.Ledger, error) {
	l, err := ledger.Open(folder)
	if err != nil {
		return nil, err
	}
	slog.SetDefault(slog.New(slog.NewJSONHandler(&lumberjack.Logger{
		Filename: filepath.Join(folder.Log(), "counterfoil.log"), MaxSize: 10, MaxBackups: 5, // megabytes
	}, nil)))
	return l, nil
}

// openAs opens the ledger and signs a person in.
func openAs(folder ledger.Folder, name string) (*ledger.Ledger, ledger.Session, error) {
	l, err := open(folder)
	if err != nil {
		return nil, ledger.Session{}, err
	}
	by, err := signIn(l, name)
	if err != nil {
		l.Close()
		return nil, by, err
	}
	return l, by, nil
}

func signIn(l *ledger.Ledger, name string) (ledger.Session, error) {
	secret, err := askSecret("Secret of "+name, secretVariable)
	if err != nil {
		return ledger.Session{}, err
	}
	return l.SignIn(name, secret, ledger.ToWork)
}

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"counterfoil/assets/sample"
	"counterfoil/ledger"
	"counterfoil/ledger/bundle/desk"
)

type counterCommand struct{}

func (counterCommand) Help() string {
	return "In a folder without a ledger it asks whether to begin one.\n\nExample:\n\n    counterfoil --data /srv/counterfoil"
}

func (counterCommand) Run(folder ledger.Folder, office *desk.Desk) error {
	return counter(folder, office, nil)
}

type demoCommand struct{}

func (demoCommand) Help() string {
	return "The folder is counterfoil-demo beside the usual data folder, or the one --data names. " +
		"The sign-in screen shows the people's names and secrets.\n\nExample:\n\n    counterfoil demo"
}

func (demoCommand) Run(folder ledger.Folder, office *desk.Desk, c *commands) error {
	if err := canShow(); err != nil {
		return err
	}
	if c.Data == "" {
		folder = ledger.Folder(filepath.Join(filepath.Dir(string(folder)), "counterfoil-demo"))
	}
	settings, err := os.ReadFile(folder.Settings())
	if err == nil && !bytes.Equal(settings, sample.Settings) {
		return usage("%s is not the sample city's; the demo shows its people's secrets, so it opens no other. Leave --data out, or name an empty folder", folder)
	}
	if !folder.HasLedger() {
		fmt.Fprintf(os.Stderr, "counterfoil: making the sample city in %s\n", folder)
		if _, err := makeSample(folder, ledger.Create); err != nil {
			return err
		}
	}
	people, err := sample.People()
	if err != nil {
		return err
	}
	return counter(folder, office, people)
}

// begin opens the window on a folder without a ledger, where one can be made.
func begin(folder ledger.Folder, office *desk.Desk) error {
	var l *ledger.Ledger
	defer func() {
		if l != nil {
			l.Close()
		}
	}()
	return beginCounter(folder, office, func() (_ *ledger.Ledger, err error) {
		l, err = open(folder)
		return l, err
	})
}

// counter opens the window; people are shown on the sign-in screen.
func counter(folder ledger.Folder, office *desk.Desk, people []ledger.NewPerson) error {
	if err := canShow(); err != nil {
		return err
	}
	if !folder.HasLedger() {
		return begin(folder, office)
	}
	l, err := open(folder)
	if err != nil {
		// Whoever started the program from an icon sees no terminal.
		showProblem(err)
		return err
	}
	defer l.Close()
	return runCounter(l, folder, office, people)
}

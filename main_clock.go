package main

import (
	"fmt"

	"counterfoil/ledger"
)

type clockCommand struct {
	As string `required:"" placeholder:"USER" help:"The supervisor who confirms."`
}

func (clockCommand) Help() string {
	return "No drawer is opened after the computer's clock jumped until a supervisor has looked at it. Set the clock right first.\n\n" +
		"Example:\n\n    counterfoil clock --as ruth"
}

func (c clockCommand) Run(folder ledger.Folder) error {
	l, by, err := openAs(folder, c.As)
	if err != nil {
		return err
	}
	defer l.Close()
	if err := l.ConfirmClock(by); err != nil {
		return err
	}
	fmt.Printf("%s confirmed the date: it is %s.\n", by.Name(), l.Local(l.Now()).Format("Monday, 01/02/2006, 3:04 PM"))
	return nil
}

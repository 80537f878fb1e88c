package main

import (
	"counterfoil/ledger"
	"counterfoil/ledger/bundle/desk"
)

type trainingCommand struct {
	Anew bool `help:"Throw away what was practiced before."`
}

func (trainingCommand) Help() string {
	return "The ledger to practice on lies in the data folder, beside the real one, with the same settings and roster. " +
		"Its receipts say that they are none, and it exports nothing.\n\nExample:\n\n    counterfoil training --data /srv/counterfoil"
}

func (c trainingCommand) Run(folder ledger.Folder, office *desk.Desk) error {
	if err := canShow(); err != nil {
		return err
	}
	if c.Anew {
		if err := ledger.DropTraining(folder); err != nil {
			return err
		}
	}
	if !folder.Training().HasLedger() {
		if err := prepareTraining(folder); err != nil {
			return err
		}
	}
	return counter(folder.Training(), office, ledger.Trainees())
}

func prepareTraining(folder ledger.Folder) error {
	l, err := open(folder)
	if err != nil {
		return err
	}
	defer l.Close()
	return l.PrepareTraining()
}

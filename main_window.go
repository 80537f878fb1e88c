//go:build !headless

package main

import (
	"counterfoil/ledger"
	"counterfoil/ui"
)

func runCounter(l *ledger.Ledger, people []ledger.NewPerson) error {
	return ui.Run(ui.Options{Ledger: l, Demo: people})
}

func showProblem(err error) { ui.ShowProblem(err.Error()) }

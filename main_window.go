//go:build !headless

package main

import (
	"counterfoil/ledger"
	"counterfoil/ui"
)

func runCounter(l *ledger.Ledger, people []ledger.NewPerson) error {
	return ui.Run(ui.Options{Ledger: l, Demo: people})
}

// beginCounter opens the window on a folder without a ledger, and goes on once
// there is one.
func beginCounter(folder ledger.Folder, open func() (*ledger.Ledger, error)) error {
	return ui.Begin(folder, open)
}

// canShow tells in words when there is no screen to open a window on.
func canShow() error {
	if err := ui.FindScreen(); err != nil {
		return exit{cannotRun, err}
	}
	return nil
}

func showProblem(err error) { ui.ShowProblem(err.Error()) }

//go:build !headless

package main

import (
	"os"
	"os/exec"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle/desk"
	"counterfoil/ui"
)

func runCounter(l *ledger.Ledger, folder ledger.Folder, office *desk.Desk, people []ledger.NewPerson) error {
	options := ui.Options{Ledger: l, Demo: people, Finance: office}
	if people == nil {
		options.OpenTraining = func() error { return practice(folder) }
	}
	return ui.Run(options)
}

// beginCounter opens the window on a folder without a ledger, and goes on once
// there is one.
func beginCounter(folder ledger.Folder, office *desk.Desk, open func() (*ledger.Ledger, error)) error {
	return ui.Begin(folder, office, open)
}

func runFinance(office *desk.Desk) error { return ui.RunFinance(office) }

// canShow tells in words when there is no screen to open a window on.
func canShow() error {
	if err := ui.FindScreen(); err != nil {
		return exit{cannotRun, err}
	}
	return nil
}

func showProblem(err error) { ui.ShowProblem(err.Error()) }

// practice opens a window of its own on the ledger to practice on.
func practice(folder ledger.Folder) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	window := exec.Command(program, "training", "--data", string(folder))
	window.Stderr = os.Stderr
	if err := window.Start(); err != nil {
		return err
	}
	go window.Wait()
	return nil
}

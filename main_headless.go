//go:build headless

package main

import (
	"counterfoil/ledger"
	"counterfoil/ledger/bundle/desk"
)

func runCounter(*ledger.Ledger, ledger.Folder, *desk.Desk, []ledger.NewPerson) error {
	return canShow()
}

func beginCounter(ledger.Folder, *desk.Desk, func() (*ledger.Ledger, error)) error { return canShow() }

func runFinance(*desk.Desk) error { return canShow() }

func canShow() error {
	return usage("this program has no window; use the full counterfoil for its screens, or see counterfoil --help")
}

func showProblem(error) {}

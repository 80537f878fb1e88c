//go:build headless

package main

import "counterfoil/ledger"

func runCounter(*ledger.Ledger, ledger.Folder, []ledger.NewPerson) error { return canShow() }

func beginCounter(ledger.Folder, func() (*ledger.Ledger, error)) error { return canShow() }

func canShow() error {
	return usage("this program has no window; use the full counterfoil to open the counter, or see counterfoil --help")
}

func showProblem(error) {}

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"counterfoil/ledger"
)

func printJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

// many is so many of a thing: 1 stub, 2 stubs.
func many[I int | int64](n I, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// newTable is a table on standard output, whose cells end with a tab.
func newTable() *tabwriter.Writer { return tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', 0) }

// printSecrets shows people their new secrets, once.
func printSecrets(people []ledger.NewPerson) error {
	table := newTable()
	for _, p := range people {
		fmt.Fprintf(table, "%s\t%s\t%s\n", p.Name, p.Role, p.Secret)
	}
	return table.Flush()
}

// progressOf says on standard error how far a long work is, at each tenth. What
// is done in a second says nothing.
func progressOf(what string) func(fraction float64) {
	begun, tenths := time.Now(), 0
	return func(fraction float64) {
		if now := int(10 * fraction); now > tenths && time.Since(begun) > time.Second {
			tenths = now
			fmt.Fprintf(os.Stderr, "%s: %d %%\n", what, 10*tenths)
		}
	}
}

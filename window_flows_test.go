//go:build window

package main_test

import (
	"fmt"
	"testing"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// flows are what people do at the program besides a plain day at the counter,
// each in both languages and on the smallest screen in one of them.
var flows = []struct {
	name  string
	run   func(*window)
	views []view
}{
	{"first run", theFirstRun, []view{{"en", 1024, 768}, {"es", 1280, 800}}},
	{"money", whereMoneyGoes, []view{{"es", 1024, 768}, {"en", 1920, 1080}}},
	{"wrong", whatWentWrong, []view{{"en", 1280, 800}, {"es", 1024, 768}}},
	{"finance", finance, []view{{"en", 1024, 768}, {"es", 1920, 1080}}},
	{"practice", practice, []view{{"es", 1024, 768}, {"en", 1280, 800}}},
}

// TestWindowFlows drives each flow by keyboard alone, and compares what the
// ledger then holds with what was keyed.
func TestWindowFlows(t *testing.T) {
	for _, f := range flows {
		for _, v := range f.views {
			t.Run(f.name+"/"+v.String(), func(t *testing.T) {
				t.Parallel()
				w := newWindow(t, v)
				w.keepsAll = true
				f.run(w)
			})
		}
	}
}

// types keys a text in that could be taken for a scan, as a path could. What
// follows comes too late to end one.
func (w *window) types(text string) {
	w.Helper()
	const ofText = 150 // pixels, at least, and more than a cursor has
	w.settle()
	before := w.pixels()
	w.keys(text)
	w.await(text, func() bool { return changed(before, w.pixels()) > ofText })
	time.Sleep(1100 * time.Millisecond)
}

// mustQuit closes the window, and opens the ledger that it leaves.
func (w *window) mustQuit() *ledger.Ledger {
	w.Helper()
	w.settle()
	w.keys("<alt+F4>")
	w.mustEnd()
	w.station().mustRun("", "", "verify", w.data)
	l, err := ledger.Open(ledger.Folder(w.data))
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { l.Close() })
	return l
}

// paysCash takes a stub's payment in exact cash.
func (w *window) paysCash(scan string) { w.keys(scan, "<Return>", "<F3>", "<F9>") }

// paysByCheck takes a stub's payment by check.
func (w *window) paysByCheck(scan, number string) { w.keys(scan, "<Return>", "<F4>", number, "<F9>") }

// counts keys an amount as notes and coins, to the line for what is loose.
func (w *window) counts(cash money.Amount) {
	w.Helper()
	cents := cash.Cents()
	for _, value := range ledger.Denominations {
		w.keys(fmt.Sprint(cents/value.Cents()), "<Return>")
		cents %= value.Cents()
	}
	w.keys("<Return>")
}

//go:build window

package main_test

import (
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"counterfoil/assets/sample"
	"counterfoil/ledger"
)

// theFirstRun begins a ledger where there is none, sets up everything that a
// counter needs, and takes the first payment. The secrets that it makes are
// shown and kept nowhere, so the clerk's is made once more by the command line.
func theFirstRun(w *window) {
	const administrator, clerk = "geese over the river", "4711080"
	stubs := shortStubs(w.T)
	learned, paid := stubs[:10], stubs[10]
	address, awaitPrinted := w.receiptPrinter()
	stick := w.TempDir()

	w.open()
	w.keys(map[string]string{"en": "1", "es": "2"}[w.view.language], "<Return>")
	w.shoot("first-folder")
	w.keys("<Return>", "Cape Test", "<Return>", "Utility Billing", "<Return>", "12 Main Street")
	w.shoot("first-city")
	w.keys("<Return>", "<Return>", "<Return>", "2", "<Return>")
	w.keys("ana", "<Return>", administrator, "<Return>", administrator, "<Return>")
	w.keys("ruth", "<Return>", "maria", "<Return>")
	w.shoot("first-others")
	w.keys("<Return>", "<Return>")
	w.awaitFile("ledger.db")
	w.settle()
	w.keys("1", "<Return>")

	w.keys("1", "<Return>", "<F3>", "devon", "<Return>", "1")
	w.shoot("first-person")
	w.work("<Return>")
	w.keys("1", "<Return>")
	w.shoot("first-people")
	w.keys("<Escape>", "<Return>")
	w.settle()
	w.keys("<F3>", "Front", "<Return>")
	w.types(address)
	w.shoot("first-printer")
	w.keys("<Return>", "<Return>")
	w.settle()
	w.keys("<F6>")
	awaitPrinted("Cape Test")
	w.shoot("first-printers")

	w.keys("<Escape>", "<Return>", "<F3>")
	for i, s := range learned {
		w.keys(s.Scan, "<Return>", s.Number, "<Return>", s.AmountDue.String(), "<Return>")
		if i == 0 {
			w.keys("<Return>", "<Return>") // neither due date nor number
		}
	}
	w.work("<F4>")
	w.shoot("first-scanline")
	w.keys("<F9>", "<Return>", "<Escape>")

	list := filepath.Join(w.home, "accounts.csv")
	rows := fmt.Sprintf("Account,Name,Balance\n%s,Maria Delgado,%s\n", paid.Number, paid.AmountDue)
	if err := os.WriteFile(list, []byte(rows), 0o600); err != nil {
		w.Fatal(err)
	}
	w.settle()
	w.keys("<Return>")
	w.types(list)
	w.work("<Return>")
	w.shoot("first-roster")
	w.work("<F9>")
	w.keys("<Escape>")
	w.settle()
	w.keys("<Return>")
	w.types(stick)
	w.work("<Return>")
	w.shoot("first-mirror")
	w.keys("<Escape>")
	w.shoot("first-steps")
	w.keys("<F9>", "<Return>", "<alt+F4>")
	w.mustEnd()
	s := w.station()
	s.secrets["ana"] = administrator
	made := strings.Fields(s.mustRun("ana", "", "person", "secret", "maria", "--as", "ana"))

	w.open()
	w.keys("maria", "<Return>", made[len(made)-1], "<Return>")
	w.shoot("first-secret")
	w.keys(clerk, "<Return>", clerk, "<Return>", "150", "<Return>")
	w.paysCash(paid.Scan)
	w.awaitFile("receipts/C1-000001.pdf")
	awaitPrinted("C1-000001")
	w.shoot("first-receipt")

	l := w.mustQuit()
	r, err := l.Receipt("C1-000001")
	if err != nil || r.Total != paid.AmountDue || r.Clerk != "maria" || r.Payment.Payor != "Maria Delgado" || r.Payment.Lines[0].Account != paid.Number {
		w.Errorf("%+v, %v", r, err)
	}
	people, err := l.People()
	if err != nil || len(people) != 4 || people[1].Name != "devon" || people[1].Role != ledger.Clerk || !people[1].Temporary || people[2].Name != "maria" || people[2].Temporary {
		w.Errorf("%+v, %v", people, err)
	}
	city := l.City()
	if city.Name != "Cape Test" || city.Department != "Utility Billing" || city.Address != "12 Main Street" || city.Language != w.view.language ||
		len(city.Printers) != 1 || city.Printers[0].To != address || len(city.Scanlines) != 1 || city.Mirror.Path != stick {
		w.Errorf("%+v", city)
	}
	if o, err := l.Outage(); err != nil || o.Reason == "" || o.OpenedBy != "ruth" {
		w.Errorf("%+v, %v", o, err)
	}
	if roster, loaded, err := l.Roster(); err != nil || !loaded || roster.Accounts != 1 {
		w.Errorf("%+v, %v", roster, err)
	}
	w.station().mustRun("", "", "verify", stick)
}

// shortStubs are the sample accounts whose stubs have the short line.
func shortStubs(t *testing.T) (stubs []sample.Account) {
	t.Helper()
	for _, a := range sampleAccounts(t) {
		if len(a.Scan) == 20 && !a.Specimen {
			stubs = append(stubs, a)
		}
	}
	return stubs
}

// receiptPrinter is a printer on the network, and waits until it has printed a
// text.
func (w *window) receiptPrinter() (address string, awaitPrinted func(text string)) {
	w.Helper()
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { socket.Close() })
	jobs := make(chan string, 10)
	go func() {
		for {
			sent, err := socket.Accept()
			if err != nil {
				return
			}
			job, _ := io.ReadAll(sent)
			sent.Close()
			jobs <- string(job)
		}
	}()
	return socket.Addr().String(), func(text string) {
		w.Helper()
		for {
			select {
			case job := <-jobs:
				if strings.Contains(job, text) {
					return
				}
			case <-time.After(patience):
				w.shoot("failed")
				w.Fatalf("the printer printed no %q", text)
			}
		}
	}
}

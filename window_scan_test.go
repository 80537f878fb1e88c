//go:build window

package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestWindowAScanIntoEveryScreen fires stubs into every screen of a clerk and
// several fields, as a scanner does. The ledger then holds the payments that
// were recorded with F9, and no other.
func TestWindowAScanIntoEveryScreen(t *testing.T) {
	w := mustOpenWindow(t)
	accounts := sampleAccounts(t)
	first, second, third, fourth := accounts[4], accounts[5], accounts[6], accounts[7]

	w.keys(first.Scan, "<Return>") // at the sign-in
	w.shoot("scan-sign-in")
	w.signIn("maria")
	w.keys(first.Scan, "<Return>") // at the question for the float
	w.shoot("scan-float")
	w.keys("150", "<Return>")

	// Two stubs: one into the stub field, one in the middle of a check's name.
	w.keys(first.Scan, "<Return>", "<F4>", "1041", "<Return>", "<Return>", "<Return>", "J Q")
	time.Sleep(time.Second)
	w.keys(second.Scan, "<Return>")
	w.shoot("scan-into-name")
	w.keys("<F4>")
	w.shoot("scan-second-check")
	w.keys("T111000025A98761234555678C78", "<Return>") // a check reader
	w.shoot("check-read")
	w.keys("<F9>")
	w.shoot("check-confirm") // the first check is out of sight
	w.keys("<F9>")
	w.awaitFile("receipts/C1-000001.pdf")
	w.shoot("endorse")

	// Into cash being keyed, then Tab at the end.
	w.keys(third.Scan, "<Return>", "<F3>", "20")
	time.Sleep(time.Second)
	w.keys(fourth.Scan, "<Tab>")
	w.shoot("scan-into-cash")
	w.keys("<F3>", "2000", "<F9>", "<F9>") // so much change is asked about
	w.awaitFile("receipts/C1-000002.pdf")

	w.keys("<F5>", first.Scan, "<Return>")
	w.shoot("scan-find")
	w.keys("<Escape>", "<F8>", "12")
	time.Sleep(time.Second)
	w.keys(second.Scan, "<Return>")
	w.shoot("scan-drawer")
	w.keys("<Escape>")
	w.shoot("scan-waits")
	w.keys("<F2>", "<Return>") // the one that waits is dropped

	// A scan answers no question: the duplicate stays unrecorded until 1, Enter.
	w.keys(first.Scan, "<Return>", "<F3>", "<F9>")
	w.keys(second.Scan, "<Return>")
	w.shoot("scan-question")
	if extra, _ := filepath.Glob(filepath.Join(w.data, "receipts/C1-000003.pdf")); len(extra) > 0 {
		t.Error("a scan answered the question")
	}
	w.keys("1", "<Return>")
	w.awaitFile("receipts/C1-000003.pdf")

	w.keys("<F12>")
	w.signIn("samuel")
	w.keys("<Escape>", "<F11>")
	time.Sleep(2 * time.Second)
	w.keys(third.Scan, "<Return>")
	w.shoot("scan-day")
	w.keys("<alt+F4>")
	w.shoot("scan-quit")
	w.keys("<Return>") // a stub waits: it is lost
	w.mustEnd()

	s := w.station()
	var report struct {
		Receipts           int64
		Cash, Check, Total string
	}
	s.mustJSON(&report, "grace", "", "report", "day", "--as", "grace")
	check, cash := sum(t, first.AmountDue, second.AmountDue), sum(t, third.AmountDue, fourth.AmountDue, first.AmountDue)
	if report.Receipts != 3 || report.Check != check.String() || report.Cash != cash.String() {
		t.Errorf("the day has %d receipts, cash %s and check %s; want 3, %s and %s", report.Receipts, report.Cash, report.Check, cash, check)
	}
	s.mustRun("", "", "verify", w.data)
	w.wantNowhere("9876123455")
}

// wantNowhere fails the test when a file of the data folder holds the text.
func (w *window) wantNowhere(text string) {
	w.Helper()
	err := filepath.WalkDir(w.data, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err == nil && strings.Contains(string(content), text) {
			w.Errorf("%s holds %s", path, text)
		}
		return err
	})
	if err != nil {
		w.Error(err)
	}
}

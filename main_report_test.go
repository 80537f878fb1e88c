package main_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"counterfoil/receipts"
)

func TestEveryReportIsWrittenFromTheCommandLine(t *testing.T) {
	s := mustInit(t)
	s.mustRun(s.clerk(), jsonLines(cashPayment(5_00), cashPayment(7_77)), "intake", "--as", s.clerk(), "-")
	var keys []string
	for _, kind := range receipts.ReportKinds() {
		keys = append(keys, kind.Key)
		var report struct {
			Report string
			Outage int64
			Tables []struct{ Name string }
		}
		s.mustJSON(&report, s.finance(), "", "report", kind.Key, "--as", s.finance(), "--outage", "1", "--json")
		if report.Report != kind.Key || report.Outage != 1 || len(report.Tables) == 0 {
			t.Errorf("%s: %+v", kind.Key, report)
		}
		if text := s.mustRun(s.finance(), "", "report", kind.Key, "--as", s.finance(), "--text"); !strings.Contains(text, kind.Title) && kind.Key != "day" {
			t.Errorf("%s as text says\n%s", kind.Key, text)
		}
		for _, table := range report.Tables {
			if csv := s.mustRun(s.finance(), "", "report", kind.Key, "--as", s.finance(), "--csv", "--table", table.Name); !strings.Contains(csv, "\r\n") {
				t.Errorf("%s, %s: %q", kind.Key, table.Name, csv)
			}
		}
	}
	help := s.mustRun("", "", "report", "--help")
	if all := strings.Join(append(keys, "closeout"), ","); !strings.Contains(strings.ReplaceAll(help, "\n", ""), all) {
		t.Errorf("the help does not name %s:\n%s", all, help)
	}
	file := filepath.Join(t.TempDir(), "closeout.pdf")
	s.mustRun(s.finance(), "", "report", "closeout", "--as", s.finance(), "-o", file)
	if pdf, err := os.ReadFile(file); err != nil || !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Errorf("the close-out is not a PDF: %v", err)
	}
	if text := s.mustRun(s.finance(), "", "report", "day", "--as", s.finance(), "--text", "--columns", "60"); !strings.Contains(text, "Daily reconciliation") {
		t.Errorf("the day as text says\n%s", text)
	}
	if job := s.mustRun(s.finance(), "", "report", "voids", "--as", s.finance(), "--escpos"); !strings.HasPrefix(job, "\x1b@") {
		t.Errorf("the report for a receipt printer is %q", job)
	}
	s.wantRefused(2, "may not read reports", s.clerk(), "", "report", "holds", "--as", s.clerk())
	s.wantRefused(2, "only the report holds", "", "", "report", "voids", "--due-to", "2026-11-23")
	s.wantRefused(2, "holds.due_to", "", "", "report", "holds", "--due-from", "2026-11-24", "--due-to", "2026-11-23")
	s.wantRefused(2, "its tables are voids, people, reprints", "", "", "report", "voids", "--csv", "--table", "x")
	s.wantRefused(2, "there is no outage 7", "", "", "report", "voids", "--outage", "7")
	s.wantRefused(2, "whole outage", "", "", "report", "closeout", "--csv")
}

// TestAReportThatNobodySignedInForHasNoOpenDrawer: a clerk at the command line
// does not learn what the drawer should hold, before it is counted.
func TestAReportThatNobodySignedInForHasNoOpenDrawer(t *testing.T) {
	s := mustInit(t)
	s.mustRun(s.clerk(), jsonLines(cashPayment(7_77)), "intake", "--as", s.clerk(), "-")
	s.wantRefused(2, "the drawer of "+s.clerk()+" is open", "", "", "report", "day")
	s.wantRefused(2, "is open", "", "", "report", "day", "--day", "2020-01-01", "--csv") // the perpetual total runs on
	s.wantRefused(2, "may not read the reconciliation", s.clerk(), "", "report", "day", "--as", s.clerk())
	if text := s.mustRun(s.finance(), "", "report", "day", "--as", s.finance()); !strings.Contains(text, "7.77") {
		t.Errorf("finance reads\n%s", text)
	}
	if text := s.mustRun("", "", "verify", s.data); strings.Contains(text, "7.77") || !strings.Contains(text, "shown when the drawers are counted") {
		t.Errorf("verify says\n%s", text)
	}
	for _, kind := range receipts.ReportKinds() {
		if text := s.mustRun("", "", "report", kind.Key, "--outage", "1"); strings.Contains(text, "7.77") || !strings.Contains(text, "Without the drawer of "+s.clerk()) {
			t.Errorf("%s says\n%s", kind.Key, text)
		}
	}
}

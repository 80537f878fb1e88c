package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheCounterCardNeedsNoLedger(t *testing.T) {
	s := &station{T: t, data: filepath.Join(t.TempDir(), "none")}
	for language, title := range map[string]string{"en": "Counter card", "es": "Tarjeta de ventanilla"} {
		path := filepath.Join(t.TempDir(), "card.pdf")
		s.mustRun("", "", "card", "--language", language, "-o", path)
		pdf, err := os.ReadFile(path)
		if err != nil || !strings.HasPrefix(string(pdf), "%PDF-") {
			t.Errorf("%s: no PDF: %v", title, err)
		}
	}
	if _, err := os.Stat(s.data); err == nil {
		t.Error("the card made a data folder")
	}
	s.wantRefused(2, "--language", "", "", "card", "--language", "fr")
}

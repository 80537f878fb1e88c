package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestABookIsPrintedRegisteredAndAccountedForFromTheCommandLine(t *testing.T) {
	s := mustInit(t)
	pdf := filepath.Join(t.TempDir(), "book.pdf")
	s.mustRun("", "", "book", "print", "--book", "B1", "--first", "1", "--last", "9", "-o", pdf)
	if content, err := os.ReadFile(pdf); err != nil || !strings.HasPrefix(string(content), "%PDF") {
		t.Errorf("the book is %.10q, %v", content, err)
	}
	s.mustRun(supervisor, "", "book", "register", "--book", "1", "--first", "1", "--last", "9", "--holder", "maria", "--as", supervisor)
	s.wantRefused(2, "registered already", "", "", "book", "print", "--book", "1", "--first", "9", "--last", "12")
	s.wantRefused(2, "registered already", supervisor, "", "book", "register", "--book", "1", "--first", "5", "--last", "9", "--holder", "maria", "--as", supervisor)
	s.wantRefused(2, "not the number of a book", "", "", "book", "print", "--book", "one", "--first", "9", "--last", "12")

	handwritten := strings.Replace(jsonLines(cashPayment(5_00)), `"payor"`, `"book":"B1-0002-4","received":"`+time.Now().Format(time.RFC3339)+`","payor"`, 1)
	answer := s.mustRun("maria", handwritten, "intake", "--as", "maria", "-")
	if !strings.Contains(answer, `"receipt":"C1-000001"`) {
		t.Errorf("it answers %s", answer)
	}
	t.Setenv("COUNTERFOIL_SECOND_SECRET", s.secrets[supervisor])
	s.mustRun("maria", "", "book", "spoil", "--book", "1", "--first", "4", "--last", "4", "--reason", "Torn", "--as", "maria", "--approver", supervisor)

	var books []struct {
		Range, Holder  string
		Missing, Blank []string
		Used           []struct{ Book, Receipt, Writer string }
		Spoiled        []struct{ Range, By, Reason string }
	}
	s.mustJSON(&books, "", "", "book", "show", "--json")
	if len(books) != 1 {
		t.Fatalf("%+v", books)
	}
	b := books[0]
	if b.Holder != "maria" || len(b.Used) != 1 || b.Used[0].Book != "B1-0002-4" || b.Used[0].Writer != "maria" || len(b.Spoiled) != 1 || b.Spoiled[0].Reason != "Torn" ||
		len(b.Missing) != 2 || len(b.Blank) != 1 {
		t.Errorf("the book is %+v", b)
	}
	if text := s.mustRun("", "", "book", "show"); !strings.Contains(text, "1 used") || !strings.Contains(text, "2 missing") {
		t.Errorf("it prints %q", text)
	}
}

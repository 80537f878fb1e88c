package receipts_test

import (
	"bytes"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// pdfText returns what a reader sees, with runs of space made one.
func pdfText(t testing.TB, pdf []byte, options ...string) string {
	t.Helper()
	return strings.Join(strings.Fields(pdfTool(t, pdf, append(options, "-layout")...)), " ")
}

// pdfPages returns the text of each page.
func pdfPages(t testing.TB, pdf []byte) []string {
	t.Helper()
	pages := strings.Split(pdfTool(t, pdf, "-layout"), "\f")
	return pages[:len(pages)-1]
}

func pdfTool(t testing.TB, pdf []byte, options ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "document.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	var problems bytes.Buffer
	command := exec.Command("pdftotext", append(options, file, "-")...)
	command.Stderr = &problems
	text, err := command.Output()
	if err != nil {
		t.Fatalf("pdftotext (package poppler-utils) is needed to read the documents back: %v %s", err, problems.String())
	}
	if problems.Len() > 0 {
		t.Fatalf("pdftotext found the document damaged: %s", problems.String())
	}
	return string(text)
}

type pdfPage struct {
	Width  float64   `xml:"width,attr"`
	Height float64   `xml:"height,attr"`
	Words  []pdfWord `xml:"word"`
}

// pdfWord is a word with its box in points from the page's left top.
type pdfWord struct {
	Left   float64 `xml:"xMin,attr"`
	Top    float64 `xml:"yMin,attr"`
	Right  float64 `xml:"xMax,attr"`
	Bottom float64 `xml:"yMax,attr"`
	Text   string  `xml:",chardata"`
}

func pdfBoxes(t testing.TB, pdf []byte) []pdfPage {
	t.Helper()
	var document struct {
		Pages []pdfPage `xml:"body>doc>page"`
	}
	decoder := xml.NewDecoder(strings.NewReader(pdfTool(t, pdf, "-bbox")))
	decoder.Strict = false
	if err := decoder.Decode(&document); err != nil {
		t.Fatal(err)
	}
	return document.Pages
}

// tidy fails when a word leaves the paper's margins or lies on another word. It
// returns the words.
func tidy(t testing.TB, pdf []byte, margin float64) []pdfPage {
	t.Helper()
	const slack = 0.5 // points
	pages := pdfBoxes(t, pdf)
	if len(pages) == 0 {
		t.Fatal("the document has no pages")
	}
	for n, page := range pages {
		for i, w := range page.Words {
			if w.Left < margin-slack || w.Right > page.Width-margin+slack || w.Bottom > page.Height || w.Top < 0 {
				t.Errorf("page %d: %q leaves the page: %.1f to %.1f of %.1f", n+1, w.Text, w.Left, w.Right, page.Width)
			}
			for _, o := range page.Words[i+1:] {
				across := min(w.Right, o.Right) - max(w.Left, o.Left)
				down := min(w.Bottom, o.Bottom) - max(w.Top, o.Top)
				if across > slack && down > 0.4*min(w.Bottom-w.Top, o.Bottom-o.Top) {
					t.Errorf("page %d: %q and %q overlap", n+1, w.Text, o.Text)
				}
			}
		}
	}
	return pages
}

func holds(t testing.TB, text string, values ...string) {
	t.Helper()
	for _, value := range values {
		if !strings.Contains(text, value) {
			t.Errorf("%q is missing from:\n%s", value, text)
		}
	}
}

func lacks(t testing.TB, text string, values ...string) {
	t.Helper()
	for _, value := range values {
		if strings.Contains(text, value) {
			t.Errorf("%q should not be in:\n%s", value, text)
		}
	}
}

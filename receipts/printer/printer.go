// Package printer gives documents out: into a folder, always, and to the
// system's print queue where there is one.
package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/durable"
)

// Document is a PDF with the paper it is made for.
type Document struct {
	Name  string // file name without its ending, like C1-000123
	PDF   []byte
	Paper ledger.Paper
}

// Printer knows where a station's documents go.
type Printer struct {
	folder string
	queue  func() string // empty: none; waits until it is known
}

const noQueue = "none"

// New finds where documents go. Without a configured folder it is the given
// one; without a configured queue, the system's default queue, if there is
// one. The system is asked in the background, because it may take long to
// answer; the first document waits for it.
func New(output ledger.Output, folder string) Printer {
	p := Printer{folder: folder, queue: func() string { return output.Queue }}
	if output.Folder != "" {
		p.folder = output.Folder
	}
	switch output.Queue {
	case "":
		p.queue = sync.OnceValue(defaultQueue)
		go p.queue()
	case noQueue:
		p.queue = func() string { return "" }
	}
	return p
}

// Outcome says where a document went. "Sent" means that the queue took it: a
// queue takes jobs for a printer that is off, too.
type Outcome struct {
	File   string // where it was saved
	SentTo string // the queue that took it; empty: none
}

// Words tells a clerk about it.
func (o Outcome) Words() string {
	if o.SentTo == "" {
		return "saved as " + o.File
	}
	return "sent to printer " + o.SentTo + " and saved"
}

// Give saves the document and sends it to the queue. The error says what did
// not work; the outcome, what did.
func (p Printer) Give(d Document) (Outcome, error) {
	var o Outcome
	saved := p.save(d)
	if saved == nil {
		o.File = p.path(d)
	}
	queue := p.queue()
	if queue == "" {
		return o, saved
	}
	sent := send(d, queue)
	if sent == nil {
		o.SentTo = queue
	}
	return o, errors.Join(saved, sent)
}

func (p Printer) path(d Document) string { return filepath.Join(p.folder, d.Name+".pdf") }

func (p Printer) save(d Document) error {
	if err := os.MkdirAll(p.folder, 0o700); err != nil {
		return fmt.Errorf("the folder %s cannot be made: %w", p.folder, err)
	}
	if err := durable.WriteFile(p.path(d), bytes.NewReader(d.PDF), 0o600); err != nil {
		return fmt.Errorf("%s was not saved: %w", d.Name, err)
	}
	return nil
}

// queueTimeout bounds the wait for a print system that hangs.
const queueTimeout = 15 * time.Second

func send(d Document, queue string) error {
	ctx, cancel := context.WithTimeout(context.Background(), queueTimeout)
	defer cancel()
	// Without its media named, a receipt lands on the queue's default paper.
	lp := exec.CommandContext(ctx, "lp", "-d", queue, "-t", d.Name, "-o", "media="+media(d.Paper))
	lp.Stdin = bytes.NewReader(d.PDF)
	if text, err := lp.CombinedOutput(); err != nil {
		return fmt.Errorf("printer %s did not take %s: %w %s", queue, d.Name, err, bytes.TrimSpace(text))
	}
	return nil
}

func media(paper ledger.Paper) string {
	if paper == ledger.Roll80 {
		return "Custom.80x297mm"
	}
	return "Letter"
}

// defaultQueue asks the system for its default print queue; empty: there is
// none, or no print system (as on Windows, where documents are saved only).
func defaultQueue() string {
	ctx, cancel := context.WithTimeout(context.Background(), queueTimeout)
	defer cancel()
	lpstat := exec.CommandContext(ctx, "lpstat", "-d")
	lpstat.Env = append(os.Environ(), "LC_ALL=C")
	text, err := lpstat.Output()
	if err != nil {
		return ""
	}
	_, queue, found := strings.Cut(string(text), "system default destination: ")
	if !found {
		return ""
	}
	return strings.TrimSpace(queue)
}

// Package printer gives documents out: into a folder, always, and to printers.
//
// A document for a printer is first written to a spool, so that neither a
// crash nor a printer that is off loses it, and sent from there. What may be on
// paper already is never sent again unless a person says so.
package printer

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"counterfoil/ledger"
)

// Printers are those of a station. Its methods may be called from any
// goroutine.
type Printers struct {
	output ledger.Output
	folder string
	spool  *spool
	// system is the print queue that counts where nothing is set up; empty:
	// none. It waits until the system has said.
	system func() string

	mu      sync.Mutex
	listed  []ledger.Printer // as set up
	serving sync.Mutex
}

// Options say where documents go.
type Options struct {
	City   ledger.City // its Output and its Printers
	Folder ledger.Folder
	Pace   Pace // zero: UsualPace
	// Changed hears of each change in the spool, on any goroutine; sent is a
	// document that left it, or nil.
	Changed func(sent *Sent)
}

const noQueue = "none"

// Open finds where documents go and goes on printing what waits. Where no
// printer is set up it is the queue of Output; without that, the system's
// default queue, if there is one. The system is asked in the background,
// because it may take long to answer; the first document waits for it. An
// error tells of jobs that cannot be read; the printers work all the same.
func Open(o Options) (*Printers, error) {
	if o.Pace == (Pace{}) {
		o.Pace = UsualPace
	}
	if o.Changed == nil {
		o.Changed = func(*Sent) {}
	}
	p := &Printers{output: o.City.Output, folder: o.City.Output.Folder, listed: o.City.Printers}
	if p.folder == "" {
		p.folder = o.Folder.Receipts()
	}
	var err error
	p.spool, err = openSpool(o.Folder.Spool(), o.Pace, o.Changed)
	p.system = sync.OnceValue(p.systemQueue)
	go p.serve()
	return p, err
}

func (p *Printers) systemQueue() string {
	switch p.output.Queue {
	case "":
		return defaultQueue()
	case noQueue:
		return ""
	}
	return p.output.Queue
}

// serve puts the printers to work that are in use by now.
func (p *Printers) serve() {
	p.serving.Lock()
	defer p.serving.Unlock()
	p.spool.serve(p.All())
}

// All are the printers in use: those set up or, where none is, the system's
// queue.
func (p *Printers) All() []ledger.Printer {
	p.mu.Lock()
	listed := slices.Clone(p.listed)
	p.mu.Unlock()
	if len(listed) > 0 || p.output.Queue == noQueue {
		return listed
	}
	queue := p.system()
	if queue == "" {
		return nil
	}
	return []ledger.Printer{{
		Name: queue, Role: ledger.PrintsBoth, Kind: ledger.QueuePrinter, To: queue, Format: ledger.FormatPDF, Paper: p.output.Paper,
	}}
}

// Set puts other printers in use. What waits for one that is gone waits on.
func (p *Printers) Set(listed []ledger.Printer) {
	p.mu.Lock()
	p.listed = slices.Clone(listed)
	p.mu.Unlock()
	go p.serve()
}

// Close ends the printing once what is being sent is sent. What waits is
// printed after the next Open.
func (p *Printers) Close() { p.spool.close() }

// Outcome says where a document went.
type Outcome struct {
	File    string // where it was saved
	Printer string // the one that it waits for; empty: none
}

// Words tells a clerk about it.
func (o Outcome) Words() string {
	if o.Printer == "" {
		return "saved as " + o.File
	}
	return "given to printer " + o.Printer + " and saved"
}

// Give saves the document as PDF and hands it to the printer of its role. The
// error says what did not work; the outcome, what did.
func (p *Printers) Give(d Document) (Outcome, error) {
	printers := p.All()
	takes := func(role ledger.PrinterRole) int {
		return slices.IndexFunc(printers, func(each ledger.Printer) bool { return each.Prints(role) })
	}
	at := takes(d.Role)
	if at < 0 && d.Slip {
		at = takes(ledger.PrintsReceipts)
	}
	var o Outcome
	saved := p.save(d)
	if saved == nil {
		o.File = p.path(d)
	}
	if at < 0 {
		return o, saved
	}
	sent := p.GiveTo(printers[at], d)
	if sent == nil || !errors.As(sent, new(unmadeError)) {
		o.Printer = printers[at].Name
	}
	return o, errors.Join(saved, sent)
}

// unmadeError means that a document could not be made.
type unmadeError struct{ error }

// GiveTo hands a document to one printer.
func (p *Printers) GiveTo(to ledger.Printer, d Document) error {
	o := order{Document: d.Name, To: to.Name, Role: d.Role, Office: d.Office, Slip: d.Slip, Made: time.Now().UnixMilli()}
	made, err := d.render(to)
	if err != nil {
		return unmadeError{fmt.Errorf("%s could not be made: %w", d.Name, err)}
	}
	o.Renderings = []rendering{made}
	// For the other printers too, should it be sent to one of them instead.
	for _, other := range p.All() {
		if !goesTo(other, d.Role, d.Slip) || slices.ContainsFunc(o.Renderings, func(r rendering) bool { return r.isFor(other, d.Role, d.Slip) }) {
			continue
		}
		if made, err := d.render(other); err == nil {
			o.Renderings = append(o.Renderings, made)
		}
	}
	return p.spool.add(o)
}

// pdf is how documents are saved.
func (p *Printers) pdf() ledger.Printer {
	return ledger.Printer{Format: ledger.FormatPDF, Paper: p.output.Paper}
}

func (p *Printers) path(d Document) string { return filepath.Join(p.folder, d.Name+".pdf") }

func (p *Printers) save(d Document) error {
	made, err := d.render(p.pdf())
	if err != nil {
		return fmt.Errorf("%s could not be made: %w", d.Name, err)
	}
	return saveFile(p.folder, d.Name+made.ending(), made.Bytes)
}

// Jobs are the documents that are not printed yet, oldest first.
func (p *Printers) Jobs() []Job { return p.spool.list() }

// Retry sends a job now. For one that is Unsure it is a person who says so.
func (p *Printers) Retry(id int) error {
	return p.spool.change(id, func(j *job) error { return p.spool.again(j) })
}

// Redirect sends a job to another printer, now.
func (p *Printers) Redirect(id int, to ledger.Printer) error {
	return p.spool.change(id, func(j *job) error {
		if _, ok := j.rendering(to); !ok {
			return fmt.Errorf("%s was not made for printer %s; save it as PDF with F7", j.Name, to.Name)
		}
		moved := *j
		moved.To, moved.Printer = to.Name, to.Name
		// Under the name it has: at no time are there two jobs.
		if moved.onDisk != "" {
			if err := p.spool.store.write(&moved); err != nil {
				return fmt.Errorf("%s stays with printer %s: %w", j.Name, j.Printer, err)
			}
		}
		*j = moved
		return p.spool.again(j)
	})
}

// again lets a job be sent at once.
func (s *spool) again(j *job) error {
	if j.State == Broken {
		return errors.New("its file cannot be read; print the receipt again with F6, then discard this")
	}
	if err := s.store.set(j, Waiting); err != nil {
		return fmt.Errorf("%s cannot be sent: %w", j.Name, err)
	}
	j.after, j.attempts, j.Problem = time.Time{}, 0, ""
	s.wake(j.Printer)
	return nil
}

// SavePDF takes a job out of the spool and returns where its document is saved.
func (p *Printers) SavePDF(id int) (path string, err error) {
	err = p.spool.change(id, func(j *job) error {
		path = filepath.Join(p.folder, j.Name+".pdf")
		if _, err := os.Stat(path); err != nil {
			at := slices.IndexFunc(j.Renderings, func(r rendering) bool { return r.Format == ledger.FormatPDF })
			if at < 0 {
				return fmt.Errorf("there is no PDF of %s; discard it with F9, then print it again with F6", j.Name)
			}
			if err := saveFile(p.folder, j.Name+".pdf", j.Renderings[at].Bytes); err != nil {
				return err
			}
		}
		return p.spool.drop(j)
	})
	return path, err
}

// Discard takes a job out of the spool.
func (p *Printers) Discard(id int) error { return p.spool.change(id, p.spool.drop) }

// CashDrawer is the printer that a cash drawer is plugged into, if there is
// one. It does not wait for the system.
func (p *Printers) CashDrawer() (ledger.Printer, bool) {
	return p.first(func(each ledger.Printer) bool { return each.Drawer })
}

// SlipStation is the printer that prints on slips, if there is one.
func (p *Printers) SlipStation() (ledger.Printer, bool) {
	return p.first(func(each ledger.Printer) bool { return each.Slip })
}

func (p *Printers) first(wanted func(ledger.Printer) bool) (ledger.Printer, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := slices.IndexFunc(p.listed, wanted)
	if at < 0 {
		return ledger.Printer{}, false
	}
	return p.listed[at], true
}

// Kick sends bytes that open the cash drawer, at once or never: a drawer must
// not spring open later, when nobody is there. It waits for a document that is
// being sent to the same printer.
func (p *Printers) Kick(pulse []byte) error {
	drawer, ok := p.CashDrawer()
	if !ok {
		return errors.New("no printer with a cash drawer is set up")
	}
	p.spool.mu.Lock()
	w := p.spool.workers[drawer.Name]
	p.spool.mu.Unlock()
	if w == nil {
		return fmt.Errorf("printer %s is not ready yet", drawer.Name)
	}
	select {
	case <-w.hands:
		defer func() { w.hands <- struct{}{} }()
	case <-time.After(p.spool.pace.Connect):
		return fmt.Errorf("printer %s is busy; open the drawer with its key", drawer.Name)
	}
	kick := rendering{Format: ledger.FormatText, Paper: drawer.Paper, Bytes: pulse}
	if drawer.Kind == ledger.QueuePrinter {
		kick.Format = ledger.FormatESCPOS // raw
	}
	if _, err := w.route.send("cash-drawer", kick); err != nil {
		return fmt.Errorf("the cash drawer at printer %s did not open: %w", drawer.Name, err)
	}
	return nil
}

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

// Sent is a document that left the spool.
type Sent struct {
	Name, Printer string
	Fate          Fate
}

// spool holds the jobs and sends them, each printer's in their order, on a
// goroutine of its own: a printer that is off or slow holds up nobody.
type spool struct {
	store   store
	pace    Pace
	changed func(*Sent) // nil: a job came, failed or went another way

	mu      sync.Mutex
	jobs    []*job
	last    int // the highest id given
	workers map[string]*worker
	served  bool // it is known which printers there are
	closed  bool
	running sync.WaitGroup
}

// worker serves one printer.
type worker struct {
	route route
	wake  chan struct{}
	stop  chan struct{}
	// hands holds a token while nobody talks to the printer.
	hands chan struct{}
}

func openSpool(folder string, pace Pace, changed func(*Sent)) (*spool, error) {
	s := &spool{store: store(folder), pace: pace, changed: changed, workers: map[string]*worker{}}
	// The files that programs were given are read by now.
	os.RemoveAll(s.programFolder())
	jobs, err := s.store.read()
	s.jobs = jobs
	for _, j := range jobs {
		s.last = max(s.last, j.ID)
	}
	return s, err
}

func (s *spool) programFolder() string { return filepath.Join(string(s.store), "files") }

// serve starts the workers of these printers and ends the others'.
func (s *spool) serve(printers []ledger.Printer) {
	defer s.changed(nil)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	for name, w := range s.workers {
		if !slices.ContainsFunc(printers, func(p ledger.Printer) bool { return same(p, w.route.Printer) }) {
			close(w.stop)
			delete(s.workers, name)
		}
	}
	for _, p := range printers {
		if s.workers[p.Name] != nil {
			continue
		}
		w := &worker{route: route{Printer: p, pace: s.pace, program: s.programFolder()}, wake: make(chan struct{}, 1), stop: make(chan struct{}), hands: make(chan struct{}, 1)}
		w.hands <- struct{}{}
		s.workers[p.Name] = w
		s.running.Add(1)
		go s.run(w)
	}
	s.served = true
}

func same(a, b ledger.Printer) bool {
	command := slices.Equal(a.Command, b.Command)
	a.Command, b.Command = nil, nil
	return command && fmt.Sprint(a) == fmt.Sprint(b)
}

// add takes a job in and says what of that is not durable.
func (s *spool) add(o order) error {
	s.mu.Lock()
	s.last++
	j := &job{Job: Job{ID: s.last, Name: o.Document, Printer: o.To, State: Waiting, Since: time.UnixMilli(o.Made).UTC(), Office: o.Office}, order: o}
	err := s.store.write(j)
	if err != nil {
		err = fmt.Errorf("%s is printed, but would be lost if the computer stopped now: %w", o.Document, err)
	}
	s.jobs = append(s.jobs, j)
	s.wake(o.To)
	s.mu.Unlock()
	s.changed(nil)
	return err
}

func (s *spool) wake(printer string) {
	if w := s.workers[printer]; w != nil {
		select {
		case w.wake <- struct{}{}:
		default:
		}
	}
}

// run sends the jobs of one printer until it is stopped.
func (s *spool) run(w *worker) {
	defer s.running.Done()
	for {
		j, pause := s.due(w)
		if j != nil {
			s.deliver(w, j)
			continue
		}
		select {
		case <-w.wake:
		case <-pause:
		case <-w.stop:
			return
		}
	}
}

// due takes the printer's oldest waiting job and makes its new state durable,
// before a byte is sent. While that job waits for its next attempt, those after
// it wait too.
func (s *spool) due(w *worker) (*job, <-chan time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-w.stop:
		return nil, nil
	default:
	}
	at := slices.IndexFunc(s.jobs, func(j *job) bool { return j.State == Waiting && j.Printer == w.route.Name })
	if at < 0 {
		return nil, nil
	}
	j := s.jobs[at]
	if wait := time.Until(j.after); wait > 0 {
		return nil, time.After(wait)
	}
	if err := s.store.set(j, Sending); err != nil {
		s.postpone(j, fmt.Errorf("its file cannot be marked as sent, and it must not be printed twice: %w", err))
		go s.changed(nil)
		return nil, time.After(time.Until(j.after))
	}
	return j, nil
}

// postpone sets when a job is tried again.
func (s *spool) postpone(j *job, err error) {
	wait := min(s.pace.Retry<<min(j.attempts, 20), s.pace.Longest)
	j.attempts++
	j.after, j.Problem = time.Now().Add(wait), err.Error()
}

// deliver sends a job, without holding up whoever adds others.
func (s *spool) deliver(w *worker, j *job) {
	s.changed(nil)
	document, ok := j.rendering(w.route.Printer)
	var fate Fate
	err := errors.New("it was made for a printer of another kind; send it to another, or save it as PDF with F7")
	if ok {
		<-w.hands
		fate, err = w.route.send(j.Name, document)
		w.hands <- struct{}{}
	}
	s.settle(w, j, err)
	if err != nil {
		s.changed(nil)
		return
	}
	s.changed(&Sent{j.Name, w.route.Name, fate})
}

// settle puts down how the sending of a job went.
func (s *spool) settle(w *worker, j *job, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case err == nil:
		// A file that stays behind is asked about at the next start.
		s.drop(j)
	case isUnsure(err):
		j.Problem = err.Error()
		s.store.set(j, Unsure)
		j.State = Unsure
	default:
		s.postpone(j, err)
		if s.store.set(j, Waiting) != nil {
			// On disk it is still being sent: a crash now would ask.
			j.State = Unsure
		}
	}
}

// drop takes a job out, with its file.
func (s *spool) drop(j *job) error {
	s.jobs = slices.DeleteFunc(s.jobs, func(other *job) bool { return other == j })
	return s.store.remove(j)
}

// change does something with a job that no worker is sending.
func (s *spool) change(id int, do func(*job) error) error {
	s.mu.Lock()
	at := slices.IndexFunc(s.jobs, func(j *job) bool { return j.ID == id })
	var err error
	switch {
	case at < 0:
		err = errors.New("it has been printed in the meantime")
	case s.jobs[at].State == Sending:
		err = errors.New("it is being sent now; wait until that is over")
	default:
		err = do(s.jobs[at])
	}
	s.mu.Unlock()
	s.changed(nil)
	return err
}

func (s *spool) list() []Job {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Job, len(s.jobs))
	for i, j := range s.jobs {
		all[i] = j.Job
		if j.State == Waiting && s.served && s.workers[j.Printer] == nil {
			all[i].Problem = "there is no printer " + j.Printer + " any more; send it to another"
		}
	}
	return all
}

// close ends the workers once what they are sending is sent.
func (s *spool) close() {
	s.mu.Lock()
	s.closed = true
	for name, w := range s.workers {
		close(w.stop)
		delete(s.workers, name)
	}
	s.mu.Unlock()
	s.running.Wait()
}

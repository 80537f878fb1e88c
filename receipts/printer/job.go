package printer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/durable"
)

// State is how far a job has come. A job that was sent is gone.
type State string

const (
	Waiting State = "waiting"
	Sending State = "sending"
	// Unsure is a job of which nobody knows whether it is on paper: the program
	// ended, or the printer broke off, while it was sent. It waits for a person.
	Unsure State = "unsure"
	// Broken is a job whose file cannot be read. Its receipt can be reprinted.
	Broken State = "broken"
)

// Job is a document on its way to paper, as a person sees it.
type Job struct {
	ID      int
	Name    string // of the document: C1-000123
	Printer string
	State   State
	Problem string // why it is not printed yet
	Since   time.Time
	Office  bool // for supervisors and finance alone
}

// job is a Job with its document. Its file is named ID.STATE, so that a state
// is set with one rename, and holds the rest.
type job struct {
	Job
	order
	onDisk   State // of its file; empty: it has none
	attempts int
	after    time.Time // no attempt before
}

// order is what the file of a job holds.
type order struct {
	Document   string             `json:"document"`
	To         string             `json:"to"` // the printer
	Role       ledger.PrinterRole `json:"role"`
	Office     bool               `json:"office,omitempty"`
	Slip       bool               `json:"slip,omitempty"`
	Made       int64              `json:"made"` // UTC milliseconds
	Renderings []rendering        `json:"renderings"`
}

// rendering finds the one that a printer takes.
func (j *job) rendering(p ledger.Printer) (rendering, bool) {
	at := slices.IndexFunc(j.Renderings, func(r rendering) bool { return r.isFor(p, j.Role, j.Slip) })
	if at < 0 {
		return rendering{}, false
	}
	return j.Renderings[at], true
}

// store is the folder in which jobs survive.
type store string

func (s store) path(id int, state State) string {
	return filepath.Join(string(s), fmt.Sprintf("%09d.%s", id, state))
}

// write makes a job durable.
func (s store) write(j *job) error {
	content, err := json.Marshal(j.order)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(string(s), 0o700); err != nil {
		return err
	}
	if err := durable.WriteFile(s.path(j.ID, j.State), bytes.NewReader(content), 0o600); err != nil {
		return err
	}
	j.onDisk = j.State
	return nil
}

// set makes another state of a job durable. A job without a file has it in
// memory alone.
func (s store) set(j *job, state State) error {
	if j.onDisk != "" && j.onDisk != state {
		if err := durable.Rename(s.path(j.ID, j.onDisk), s.path(j.ID, state)); err != nil {
			return err
		}
		j.onDisk = state
	}
	j.State = state
	return nil
}

func (s store) remove(j *job) error {
	if j.onDisk == "" {
		return nil
	}
	if err := os.Remove(s.path(j.ID, j.onDisk)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return durable.SyncFolder(string(s))
}

// read finds the jobs that an earlier program left. One that it was sending is
// Unsure.
func (s store) read() ([]*job, error) {
	files, err := os.ReadDir(string(s))
	if err != nil {
		if errors.Is(err, os.ErrNotExist) {
			return nil, nil
		}
		return nil, fmt.Errorf("the jobs that wait to be printed cannot be read in %s: %w", s, err)
	}
	var jobs []*job
	for _, f := range files {
		number, state, _ := strings.Cut(f.Name(), ".")
		id, err := strconv.Atoi(number)
		if err != nil || !slices.Contains([]State{Waiting, Sending, Unsure, Broken}, State(state)) {
			os.Remove(filepath.Join(string(s), f.Name())) // what a power cut left half written
			continue
		}
		jobs = append(jobs, s.readJob(id, State(state)))
	}
	return jobs, nil
}

func (s store) readJob(id int, state State) *job {
	j := &job{Job: Job{ID: id, State: state}, onDisk: state}
	content, err := os.ReadFile(s.path(id, state))
	if err == nil {
		err = json.Unmarshal(content, &j.order)
	}
	if err == nil && (j.Document == "" || len(j.Renderings) == 0) {
		err = errors.New("the file is empty")
	}
	switch {
	case err != nil:
		s.set(j, Broken)
		j.State, j.Name, j.Problem = Broken, fmt.Sprintf("job %d", id), fmt.Sprintf("its file in %s cannot be read; print the receipt again with F6", s)
		return j
	case state == Sending:
		s.set(j, Unsure)
		j.State, j.Problem = Unsure, "Counterfoil ended while it was sent; look whether it is on paper"
	case state == Unsure:
		j.Problem = "it is not known whether it was printed; look whether it is on paper"
	}
	j.Name, j.Printer, j.Since, j.Job.Office = j.Document, j.To, time.UnixMilli(j.Made).UTC(), j.order.Office
	return j
}

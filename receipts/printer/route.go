package printer

import (
	"context"
	"errors"
	"fmt"
	"time"

	"counterfoil/ledger"
)

// Pace is how long a printer is waited for, and how soon it is tried again.
type Pace struct {
	Connect time.Duration // for a printer on the network to answer the call
	Answer  time.Duration // for its answer to a question
	Send    time.Duration // for a document to be taken
	Print   time.Duration // for the printer to say that it is done
	Retry   time.Duration // before the second attempt; it doubles
	Longest time.Duration // between two attempts
}

// UsualPace is that of printers on a counter.
var UsualPace = Pace{
	Connect: 5 * time.Second, Answer: time.Second, Send: 20 * time.Second, Print: 20 * time.Second,
	Retry: 2 * time.Second, Longest: time.Minute,
}

// unsureError means that the document, or a part of it, may be on paper.
type unsureError struct{ error }

func (e unsureError) Unwrap() error { return e.error }

func unsure(format string, args ...any) error { return unsureError{fmt.Errorf(format, args...)} }

func isUnsure(err error) bool { return errors.As(err, new(unsureError)) }

// Fate is what is known of a document that was sent.
type Fate string

const (
	Queued  Fate = "sent"    // a queue or a printer took it, and said no more
	Printed Fate = "printed" // the printer itself said that it was done
	Saved   Fate = "saved"   // it is a file
)

// route is a way to one printer.
type route struct {
	ledger.Printer
	pace    Pace
	program string // the folder for files that a program is given
	// answers is set once the printer answered a question: from then on one that
	// does not answer is not ready.
	answers bool
}

// send hands a document over. An error that isUnsure means that it may be on
// paper; after any other, nothing is.
func (r *route) send(name string, d rendering) (Fate, error) {
	switch r.Kind {
	case ledger.NetworkPrinter:
		return r.sendNetwork(d)
	case ledger.DevicePrinter:
		return r.sendDevice(d)
	case ledger.FolderPrinter:
		return Saved, saveFile(r.To, name+d.ending(), d.Bytes)
	case ledger.ProgramPrinter:
		return Queued, r.sendProgram(name, d)
	}
	ctx, cancel := context.WithTimeout(context.Background(), r.pace.Send)
	defer cancel()
	return Queued, sendQueue(ctx, r.To, name, d, r.program)
}

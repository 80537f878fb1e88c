package printer

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// wire is a connection to a printer. Its deadlines may not work.
type wire interface {
	io.ReadWriter
	SetReadDeadline(time.Time) error
	SetWriteDeadline(time.Time) error
}

// The questions of ESC/POS. DLE EOT is answered at once, whatever the printer
// is doing; GS r, once all that was sent before is printed.
const (
	askPrinter  = 1
	askOffline  = 2
	askPaper    = 4
	dle, eot    = 0x10, 0x04
	statusMask  = 0x93 // the fixed bits of an answer to DLE EOT
	statusBits  = 0x12
	isOffline   = 0x08 // of askPrinter
	coverOpen   = 0x04 // of askOffline
	paperEnded  = 0x20
	hasError    = 0x40
	noPaper     = 0x60 // of askPaper
	sensorMask  = 0x90 // the fixed bits of an answer to GS r 1, all 0
	sensorEmpty = 0x0C
)

// errSilent says that a printer does not answer questions.
var errSilent = errors.New("the printer does not answer")

// ask asks one question with DLE EOT.
func ask(c wire, question byte, limit time.Duration) (byte, error) {
	return askFor(c, []byte{dle, eot, question}, statusMask, statusBits, limit)
}

// askFor sends a question and reads until an answer with these fixed bits.
// Others are news that nobody asked for.
func askFor(c wire, question []byte, mask, bits byte, limit time.Duration) (byte, error) {
	deadline := time.Now().Add(limit)
	if err := c.SetReadDeadline(deadline); err != nil {
		return 0, errSilent // reading could take for ever
	}
	if err := write(c, question, limit); err != nil {
		return 0, err
	}
	var answer [1]byte
	for {
		if _, err := io.ReadFull(c, answer[:]); err != nil {
			return 0, silence(c, err)
		}
		if answer[0]&mask == bits {
			return answer[0], nil
		}
	}
}

// silence tells a printer that says nothing from a connection that broke. A
// device that cannot be read ends at once.
func silence(c wire, err error) error {
	_, device := c.(*os.File)
	if device || errors.Is(err, os.ErrDeadlineExceeded) {
		return errSilent
	}
	return fmt.Errorf("the connection broke: %w", err)
}

func write(c wire, bytes []byte, limit time.Duration) error {
	_, err := writeSome(c, bytes, limit)
	return err
}

func writeSome(c wire, bytes []byte, limit time.Duration) (int, error) {
	// Without deadlines the caller's own limit holds.
	c.SetWriteDeadline(time.Now().Add(limit))
	return c.Write(bytes)
}

// readiness asks whether a printer would print. Nil: it would; errSilent: it
// does not say.
func readiness(c wire, limit time.Duration) error {
	state, err := ask(c, askPrinter, limit)
	if err != nil {
		return err
	}
	if state&isOffline != 0 {
		cause, err := ask(c, askOffline, limit)
		switch {
		case err != nil:
		case cause&coverOpen != 0:
			return errors.New("its cover is open")
		case cause&paperEnded != 0:
			return errPaperOut
		case cause&hasError != 0:
			return errors.New("it reports an error; turn it off and on")
		}
		return errors.New("it is offline")
	}
	if paper, err := ask(c, askPaper, limit); err == nil && paper&noPaper != 0 {
		return errPaperOut
	}
	return nil
}

var errPaperOut = errors.New("it is out of paper")

// finished waits until all that was sent is printed.
func finished(c wire, limit time.Duration) error {
	sensor, err := askFor(c, []byte{0x1D, 'r', 1}, sensorMask, 0, limit)
	if err == nil && sensor&sensorEmpty != 0 {
		return errPaperOut
	}
	return err
}

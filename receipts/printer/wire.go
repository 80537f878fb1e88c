package printer

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"counterfoil/ledger"
)

// sendNetwork sends a document to a printer that takes bytes on a TCP port.
func (r *route) sendNetwork(d rendering) (Fate, error) {
	conn, err := net.DialTimeout("tcp", r.To, r.pace.Connect)
	if err != nil {
		return "", fmt.Errorf("it cannot be reached at %s; check that it is on and plugged in: %w", r.To, err)
	}
	defer conn.Close()
	fate, err := r.converse(conn, d)
	if err != nil || fate == Printed {
		return fate, err
	}
	return fate, hungUp(conn.(*net.TCPConn), r.pace.Answer)
}

// hungUp ends the sending and looks whether the printer broke off the
// connection: then it did not take all.
func hungUp(conn *net.TCPConn, limit time.Duration) error {
	if err := conn.CloseWrite(); err != nil {
		return unsure("the connection broke while it printed: %w", err)
	}
	conn.SetReadDeadline(time.Now().Add(limit))
	_, err := io.Copy(io.Discard, conn)
	var timeout net.Error
	if err == nil || errors.As(err, &timeout) && timeout.Timeout() {
		return nil
	}
	return unsure("the connection broke while it printed: %w", err)
}

// converse asks a receipt printer whether it is ready, sends the document, and
// waits for the printer to say that it is done. One that does not answer is
// sent the document all the same.
func (r *route) converse(c wire, d rendering) (Fate, error) {
	answers := false
	if d.Format == ledger.FormatESCPOS {
		switch err := readiness(c, r.pace.Answer); {
		case err == nil:
			answers, r.answers = true, true
		case !errors.Is(err, errSilent) || r.answers:
			return "", err
		}
	}
	if n, err := writeSome(c, d.Bytes, r.pace.Send); err != nil {
		if n == 0 {
			return "", fmt.Errorf("it did not take the document: %w", err)
		}
		return "", unsure("it took a part of the document only: %w", err)
	}
	if !answers || r.Slip && d.forSlip() {
		return Queued, nil
	}
	if err := finished(c, r.pace.Print); err != nil {
		return "", unsure("it did not say that it was done: %w", err)
	}
	return Printed, nil
}

// forSlip reports whether the document goes to the slip station (ESC c 0 4),
// where a printer waits for a hand to put the slip in.
func (d rendering) forSlip() bool { return bytes.Contains(d.Bytes, []byte{0x1B, 'c', '0', 4}) }

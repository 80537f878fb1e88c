package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
)

// Answer is the acknowledgement of one line.
type Answer struct {
	ID       string           `json:"id"`
	Receipt  string           `json:"receipt,omitempty"`
	Seq      int64            `json:"seq,omitempty"`
	Change   *money.Amount    `json:"change,omitempty"`
	Hash     string           `json:"hash,omitempty"`
	Warnings []ledger.Warning `json:"warnings,omitempty"`

	Line  int    `json:"line,omitempty"` // of the input, when it was refused
	Error string `json:"error,omitempty"`
	Field string `json:"field,omitempty"`
}

// Summary counts the answers.
type Summary struct {
	Recorded, Refused int
	// Unavailable counts the refused that were not the input's fault: the disk
	// was full, or the ledger stopped.
	Unavailable int
}

const maxLineBytes = 256 << 10

// byteOrderMark is what some Windows programs begin a UTF-8 file with.
var byteOrderMark = []byte("\xef\xbb\xbf")

// Run records each payment that r holds, in the open drawer of the person
// signed in, and answers each on w before it reads the next. A line that is
// refused is answered and skipped. The error is for r or w failing, not for
// payments.
func Run(l *ledger.Ledger, by ledger.Session, r io.Reader, w io.Writer) (Summary, error) {
	var s Summary
	lines := bufio.NewReaderSize(r, maxLineBytes)
	answers := json.NewEncoder(w)
	answers.SetEscapeHTML(false)
	for n := 1; ; n++ {
		text, tooLong, err := readLine(lines)
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err != nil {
			return s, fmt.Errorf("reading line %d: %w", n, err)
		}
		if n == 1 {
			text = bytes.TrimPrefix(text, byteOrderMark)
		}
		if len(bytes.TrimSpace(text)) == 0 && !tooLong {
			continue
		}
		answer, err := record(l, by, text, tooLong)
		if err == nil {
			s.Recorded++
		} else {
			s.refuse(&answer, n, err)
		}
		if err := answers.Encode(answer); err != nil {
			return s, fmt.Errorf("answering line %d: %w", n, err)
		}
	}
}

// record answers one line. The error is why it was refused.
func record(l *ledger.Ledger, by ledger.Session, text []byte, tooLong bool) (Answer, error) {
	if tooLong {
		return Answer{}, &fieldError{"", fmt.Errorf("the line is longer than %d KB", maxLineBytes>>10)}
	}
	payment, err := parse(text, l.City().MICR, l.ReceivedAt)
	answer := Answer{ID: payment.ID}
	if err != nil {
		return answer, err
	}
	receipt, err := l.RecordPayment(by, payment)
	if err != nil {
		return answer, err
	}
	answer.Receipt, answer.Seq, answer.Change, answer.Hash = receipt.Number, receipt.Seq, &receipt.Change, receipt.Hash.String()
	answer.Warnings = receipt.Warnings
	return answer, nil
}

// refuse says in an answer why a line was refused, and counts it.
func (s *Summary) refuse(answer *Answer, line int, err error) {
	s.Refused++
	answer.Line, answer.Error, answer.Field = line, err.Error(), ledger.FieldOf(err)
	if wrong, ok := errors.AsType[*fieldError](err); ok {
		answer.Field = wrong.field
	}
	switch ledger.CodeOf(err) {
	case ledger.Unavailable, ledger.Stopped, ledger.NotRecorded:
		s.Unavailable++
	}
}

// readLine reads a line without its end. Of a line that is too long it reads
// and drops the rest, so that the next line is the next payment.
func readLine(r *bufio.Reader) (text []byte, tooLong bool, err error) {
	text, isPrefix, err := r.ReadLine()
	for isPrefix && err == nil {
		tooLong = true
		_, isPrefix, err = r.ReadLine()
	}
	return text, tooLong, err
}

// Package intake reads payments as JSON Lines and answers each with one line
// once it is durable, for counters that are driven by another program and for
// tests of the whole way through.
package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ledger/stub"
)

// line is a payment as it is written. Amounts stay text until money.Parse has
// seen them, so that none passes through a float.
type line struct {
	ID      string       `json:"id"`
	Lines   []stubLine   `json:"lines"`
	Tenders []tenderLine `json:"tenders"`
	Payor   string       `json:"payor"`
	Note    string       `json:"note"`
	// Language is the customer\'s, for the receipt: "es".
	Language string `json:"language"`

	// BillCopy and Reasons answer what a clerk would be asked.
	BillCopy ledger.BillCopy               `json:"bill_copy"`
	Reasons  map[ledger.WarningKind]string `json:"reasons"`

	// Replaces is the receipt of the void payment that this one stands in for.
	Replaces string `json:"replaces"`

	// Book, Received and Writer are for handwritten receipts only: the number on
	// the paper, the date on it, and who wrote it, if that is not who has the
	// book.
	Book     string `json:"book"`
	Received string `json:"received"`
	Writer   string `json:"writer"`
}

type stubLine struct {
	Account   string          `json:"account"`
	Bill      string          `json:"bill"`
	BillDate  ledger.Day      `json:"bill_date"`
	Due       ledger.Day      `json:"due"`
	AmountDue json.RawMessage `json:"amount_due"`
	Amount    json.RawMessage `json:"amount"`
	Scan      string          `json:"scan"`
	Funds     []fundPart      `json:"funds"`
}

// fundPart is what of the line's amount belongs to one fund.
type fundPart struct {
	Name   string          `json:"name"`
	Amount json.RawMessage `json:"amount"`
}

type tenderLine struct {
	Kind    ledger.TenderKind `json:"kind"`
	Number  string            `json:"number"`
	Routing string            `json:"routing"`
	Last4   string            `json:"last4"`
	Name    string            `json:"name"`
	Date    ledger.Day        `json:"date"`
	Amount  json.RawMessage   `json:"amount"`
	// MICR is the line of a check as a reader sent it. Only what may be kept of
	// it is.
	MICR string `json:"micr"`
}

// fieldError says which field of a line is wrong.
type fieldError struct {
	field string
	err   error
}

func (e *fieldError) Error() string {
	if e.field == "" {
		return e.err.Error()
	}
	return e.field + ": " + e.err.Error()
}

func (e *fieldError) Unwrap() error { return e.err }

// parse reads one line. The id comes back even when the rest is wrong, so that
// the answer can carry it.
func parse(text []byte, micr []stub.MICR, receivedAt func(string) (time.Time, error)) (p ledger.Payment, err error) {
	var named struct {
		ID any `json:"id"`
	}
	json.Unmarshal(text, &named) // a line that is no JSON is refused below
	p.ID, _ = named.ID.(string)
	if err := checkMembers(text); err != nil {
		return p, err
	}
	var l line
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&l); err != nil {
		return p, decodingError(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return p, errors.New("there is more than one JSON object on the line; write one payment a line")
	}
	if p.Handwritten, err = l.handwritten(receivedAt); err != nil {
		return p, err
	}
	p.Replaces = l.Replaces
	p.Payor, p.Note, p.Copy, p.Reasons, p.Unattended = l.Payor, l.Note, l.BillCopy, l.Reasons, true
	p.Language = l.Language
	for i, s := range l.Lines {
		at := fmt.Sprintf("lines[%d].", i)
		line := ledger.Line{Account: s.Account, Bill: s.Bill, BillDate: s.BillDate, Due: s.Due, Scan: s.Scan}
		if line.Amount, err = amount(at+"amount", s.Amount); err != nil {
			return p, err
		}
		if raw := json.RawMessage(s.AmountDue); len(raw) > 0 && string(raw) != "null" && string(raw) != `""` {
			due, err := amount(at+"amount_due", raw)
			if err != nil {
				return p, err
			}
			line.AmountDue = &due
		}
		for n, f := range s.Funds {
			part, err := amount(fmt.Sprintf("%sfunds[%d].amount", at, n), f.Amount)
			if err != nil {
				return p, err
			}
			line.Funds = append(line.Funds, ledger.Fund{Name: f.Name, Amount: part})
		}
		p.Lines = append(p.Lines, line)
	}
	for i, t := range l.Tenders {
		tender := ledger.Tender{Kind: t.Kind, Number: t.Number, Routing: t.Routing, Last4: t.Last4, Name: t.Name, Date: t.Date}
		at := fmt.Sprintf("tenders[%d].", i)
		if tender.Amount, err = amount(at+"amount", t.Amount); err != nil {
			return p, err
		}
		if t.MICR != "" {
			if err := readCheck(&tender, t.MICR, micr); err != nil {
				return p, &fieldError{at + "micr", err}
			}
		}
		p.Tenders = append(p.Tenders, tender)
	}
	return p, nil
}

// readCheck takes from the line of a check what the tender does not say. No
// error says the line again: the answer may be kept.
func readCheck(t *ledger.Tender, text string, patterns []stub.MICR) error {
	if t.Kind != ledger.Check {
		return errors.New("only a check has such a line")
	}
	read, ok := stub.ReadCheck(patterns, text)
	if !ok {
		return errors.New("this is not the line of a check as the city’s readers send it; write number, routing and last4 instead, or describe the reader in [[micr]]")
	}
	for _, part := range []struct {
		name, read string
		said       *string
	}{{"number", read.Number, &t.Number}, {"routing", read.Routing, &t.Routing}, {"last4", read.Last4, &t.Last4}} {
		switch {
		case *part.said == "":
			*part.said = part.read
		case part.read != "" && part.read != *part.said:
			return fmt.Errorf("it has another %s than the tender; leave one of them out", part.name)
		}
	}
	return nil
}

// handwritten is what the line says of a receipt written by hand; nil: it is
// of none.
func (l line) handwritten(receivedAt func(string) (time.Time, error)) (*ledger.Handwritten, error) {
	switch {
	case l.Book == "" && l.Received != "":
		return nil, &fieldError{"received", errors.New("only a handwritten receipt has a date received; a payment is received when it is recorded")}
	case l.Book == "" && l.Writer != "":
		return nil, &fieldError{"writer", errors.New("only a handwritten receipt has a writer; leave it out")}
	case l.Book == "":
		return nil, nil
	}
	if _, err := ledger.ParsePaperNumber(l.Book); err != nil {
		return nil, err
	}
	if l.Received == "" {
		return nil, &fieldError{"received", errors.New("give the date on the handwritten receipt, like 2026-11-20")}
	}
	at, err := receivedAt(l.Received)
	return &ledger.Handwritten{Number: l.Book, Received: at.UnixMilli(), Writer: l.Writer}, err
}

func amount(field string, raw json.RawMessage) (money.Amount, error) {
	var text string
	if len(raw) == 0 || json.Unmarshal(raw, &text) != nil {
		return money.Amount{}, &fieldError{field, errors.New(`write the amount as text, like "12.30"`)}
	}
	a, err := money.Parse(text)
	if err != nil {
		return a, &fieldError{field, err}
	}
	return a, nil
}

// decodingError says in words what encoding/json says in Go.
func decodingError(err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		if wrong.Field == "" {
			return errors.New("the line is not a JSON object; write a payment as {…}")
		}
		return &fieldError{wrong.Field, fmt.Errorf("this is a JSON %s; see the intake line's form", wrong.Value)}
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return &fieldError{strings.Trim(name, `"`), errors.New("this is not a field of a payment; correct its name or leave it out")}
	}
	return fmt.Errorf("the line is not a JSON object: %w", err)
}

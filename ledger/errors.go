package ledger

import (
	"errors"
	"fmt"
)

// Code classes an error by what the caller can do about it.
type Code string

const (
	Invalid      Code = "invalid"      // the input breaks a rule; change it
	Conflict     Code = "conflict"     // the id was used with other content, or the state moved on
	NotFound     Code = "not_found"    // no such receipt, drawer, person …
	NotAllowed   Code = "not_allowed"  // wrong secret, locked, or a second person is needed
	Busy         Code = "busy"         // another program has the ledger open
	Unavailable  Code = "unavailable"  // disk full, read-only, missing, not ours
	Stopped      Code = "stopped"      // no money is taken until the ledger is reopened
	NotRecorded  Code = "not_recorded" // a write failed, and the reopened ledger shows that nothing was kept
	NeedsReasons Code = "needs_reason" // a warning stands without a reason

	NeedsApproval Code = "needs_approval" // a warning that a supervisor must approve
)

// Error is what the ledger tells people: what, where (Field), what to do. The
// cause is for the log.
type Error struct {
	Code  Code
	Field string // the input field that is wrong, like "lines[0].amount"; else empty
	Text  string
	Cause error

	format string // Text's, and its arguments, for other languages
	args   []any
}

func (e *Error) Error() string {
	if e.Field == "" {
		return e.Text
	}
	return e.Field + ": " + e.Text
}

// Parts are the text without its field, which on a screen is where it stands.
func (e *Error) Parts() (format string, args []any) {
	if e.format == "" {
		return "%s", []any{e.Text}
	}
	return e.format, e.args
}

func (e *Error) Unwrap() error { return e.Cause }

// CodeOf returns the class of err, or "" when it is not from the ledger.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// FieldOf returns the input field that err names, or "".
func FieldOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Field
	}
	return ""
}

// NewError returns an error that can be said in other languages. The field is
// the input field that is wrong, or empty.
func NewError(code Code, field, format string, args ...any) *Error {
	return &Error{Code: code, Field: field, Text: fmt.Sprintf(format, args...), format: format, args: args}
}

func errorf(code Code, format string, args ...any) *Error {
	return NewError(code, "", format, args...)
}

func invalid(field, format string, args ...any) *Error {
	return NewError(Invalid, field, format, args...)
}

func (e *Error) because(cause error) *Error {
	e.Cause = cause
	return e
}

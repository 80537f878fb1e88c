package ui

import (
	"errors"

	"counterfoil/ledger"
)

// plain leaves out of an error the name that its field has in files: on screen
// the error stands at the field.
func plain(err error) error {
	if known, ok := errors.AsType[*ledger.Error](err); ok {
		return errors.New(known.Text)
	}
	return err
}

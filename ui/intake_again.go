package ui

import (
	"github.com/google/uuid"

	"counterfoil/assets/translations"
	"counterfoil/ledger"
)

// keyAgain begins a payment in the place of a void one, with its stubs, for
// the clerk to put right.
func (s *intake) keyAgain(void ledger.Receipt) {
	s.settled = nil
	s.begin()
	if err := s.draft.takeOver(void); err != nil {
		s.problem(err)
		return
	}
	s.show()
}

// takeOver copies the stubs and the payor of a void payment, and links the
// two.
func (d *draft) takeOver(void ledger.Receipt) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	d.id, d.replaces, d.chosen = id.String(), void.Number, translations.Language(void.Payment.Language)
	for i, line := range void.Payment.Lines {
		line.Account = void.AccountOf(i + 1)
		account, known, err := d.ledger.Account(line.Account)
		if err != nil {
			return err
		}
		d.stubs = append(d.stubs, draftStub{line: line, account: account, known: known, keyed: line.Funds})
	}
	if void.Payment.Payor != "" {
		d.setPayor(void.Payment.Payor)
	}
	d.setCopy(void.Payment.Copy == ledger.CopyReceived)
	return nil
}

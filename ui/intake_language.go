package ui

import (
	"counterfoil/assets/translations"
	"counterfoil/ui/words"
)

// language is that of the receipt: as chosen, or of the first customer whose
// language the roster knows.
func (d *draft) language() string {
	if d.chosen != "" {
		return string(d.chosen)
	}
	for _, s := range d.stubs {
		if s.account.Language != "" {
			return s.account.Language
		}
	}
	return ""
}

func (d *draft) inSpanish() bool { return d.language() == string(translations.Spanish) }

// toggleSpanish chooses the other language for this customer's receipt.
func (s *intake) toggleSpanish() {
	other := translations.Spanish
	if s.draft.inSpanish() {
		other = translations.English
	}
	s.draft.chosen = other
	s.show()
}

// showLanguage says what the receipt will be in, and the key that changes it.
func (s *intake) showLanguage() {
	if s.draft.inSpanish() {
		s.spoken.SetText(words.T("Receipt in Spanish   Page Up: in English"))
	} else {
		s.spoken.SetText(words.T("Receipt in English   Page Up: in Spanish"))
	}
}

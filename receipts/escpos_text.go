package receipts

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"counterfoil/ledger"
)

// codePage is a character set that receipt printers have.
type codePage struct {
	number byte // of ESC t
	chars  *charmap.Charmap
}

func codePageOf(page ledger.CodePage) codePage {
	switch page {
	case ledger.CodePage437:
		return codePage{0, charmap.CodePage437}
	case ledger.CodePage858:
		return codePage{19, charmap.CodePage858}
	}
	return codePage{16, charmap.Windows1252}
}

// encode writes text that write has made fit.
func (p codePage) encode(text string) []byte {
	encoded := make([]byte, 0, len(text))
	for _, r := range text {
		b, ok := p.chars.EncodeRune(r)
		if !ok || b < ' ' {
			b = '?'
		}
		encoded = append(encoded, b)
	}
	return encoded
}

// write puts text into characters that the page has, so that a name can be
// read: Łódź is Lódz, Жанна is Zhanna. A character that no Latin letters stand
// for, like a Chinese one, becomes a question mark: seen to be missing. The
// PDF of the same receipt has the name as it is written.
func (p codePage) write(text string) string {
	text = clean(text)
	if isPlain(text) {
		return text
	}
	var out strings.Builder
	for _, r := range text {
		switch latin, spelled := spellings()[r]; {
		case spelled && (foreign(r) || !p.has(r)):
			out.WriteString(latin)
		case p.has(r):
			out.WriteRune(r)
		default:
			out.WriteString(p.withoutAccents(r))
		}
	}
	return out.String()
}

// foreign is a letter of an alphabet of which a code page has a few at most, as
// signs of mathematics.
func foreign(r rune) bool { return unicode.In(r, unicode.Greek, unicode.Cyrillic) }

func (p codePage) has(r rune) bool {
	b, ok := p.chars.EncodeRune(r)
	return ok && b >= ' '
}

// withoutAccents keeps the letter under the accents.
func (p codePage) withoutAccents(r rune) string {
	var kept strings.Builder
	for _, part := range norm.NFKD.String(string(r)) {
		latin, spelled := spellings()[part]
		switch {
		case unicode.Is(unicode.Mn, part):
		case spelled && (foreign(part) || !p.has(part)):
			kept.WriteString(latin)
		case unicode.IsPrint(part) && p.has(part):
			kept.WriteRune(part)
		default:
			kept.WriteByte('?')
		}
	}
	return kept.String()
}

// spellings are how characters without an accent to leave out are written in
// plain letters: each character with what stands for it. Cyrillic is spelled as
// passports spell it (ICAO Doc 9303, part 3, section 6), Greek as ISO 843 does
// without its accents.
var spellings = sync.OnceValue(func() map[rune]string {
	const (
		letters  = "ŁL łl ĐD đd ĦH ħh ıi ŦT ŧt ØO øo ŒOE œoe ÆAE æae ßss ẞSS ÞTH þth ÐD ðd ŊN ŋn"
		signs    = "‘' ’' ‚, “\" ”\" „\" «\" »\" –- —- ‐- ‑- −- …... •* ·. €EUR £GBP ×x №No ™TM ©(c) ®(R) ¡! ¿?"
		cyrillic = "АA БB ВV ГG ДD ЕE ЖZH ЗZ ИI ЙI КK ЛL МM НN ОO ПP РR СS ТT УU ФF ХKH ЦTS ЧCH ШSH ЩSHCH ЪIE ЫY Ь ЭE ЮIU ЯIA ІI ЄIE ҐG ЂD ЈJ ЉLJ ЊNJ ЋC ЏDZ ЅDZ"
		greek    = "ΑA ΒV ΓG ΔD ΕE ΖZ ΗI ΘTH ΙI ΚK ΛL ΜM ΝN ΞX ΟO ΠP ΡR ΣS ΤT ΥY ΦF ΧCH ΨPS ΩO"
	)
	all := map[rune]string{'ς': "s"}
	for each := range strings.FieldsSeq(letters + " " + signs) {
		r := []rune(each)
		all[r[0]] = string(r[1:])
	}
	for each := range strings.FieldsSeq(cyrillic + " " + greek) {
		r := []rune(each)
		latin := string(r[1:])
		all[unicode.ToLower(r[0])] = strings.ToLower(latin)
		if len(latin) > 1 {
			latin = latin[:1] + strings.ToLower(latin[1:]) // Zhanna, not ZHanna
		}
		all[r[0]] = latin
	}
	return all
})

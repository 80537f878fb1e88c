package layout

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// Encoding is how characters become bytes.
type Encoding string

const (
	UTF8        Encoding = "utf-8"
	ASCII       Encoding = "ascii"
	Latin1      Encoding = "latin-1"      // ISO 8859-1
	Windows1252 Encoding = "windows-1252" // the usual one on Windows in the US
	CP037       Encoding = "cp037"        // EBCDIC of IBM mainframes in the US
)

var tables = map[Encoding]*charmap.Charmap{
	Latin1: charmap.ISO8859_1, Windows1252: charmap.Windows1252, CP037: charmap.CodePage037,
}

// has tells whether the encoding can write a character.
func (e Encoding) has(r rune) bool {
	switch e {
	case UTF8:
		return r != utf8.RuneError
	case ASCII:
		return r < utf8.RuneSelf
	}
	_, ok := tables[e].EncodeRune(r)
	return ok
}

// appendTo writes text whose characters the encoding has.
func (e Encoding) appendTo(line []byte, text string) []byte {
	table := tables[e]
	if table == nil {
		return append(line, text...)
	}
	for _, r := range text {
		b, _ := table.EncodeRune(r)
		line = append(line, b)
	}
	return line
}

// printable tells whether a value may hold the character in any file: a line
// break or a tab would end a record or a column.
func printable(r rune) bool { return unicode.IsPrint(r) && r != utf8.RuneError }

// plain takes accents off the letters that the encoding lacks. What it lacks
// then, too, becomes a question mark.
func (e Encoding) plain(text string) string {
	var plain []rune
	for _, r := range text {
		if e.has(r) {
			plain = append(plain, r)
			continue
		}
		if bare := bareLetter(r); e.has(bare) {
			plain = append(plain, bare)
		} else {
			plain = append(plain, '?')
		}
	}
	return string(plain)
}

// strokes are letters whose strokes Unicode does not take for accents.
var strokes = map[rune]rune{'ł': 'l', 'Ł': 'L', 'ø': 'o', 'Ø': 'O', 'đ': 'd', 'Đ': 'D', '’': '\'', '‘': '\'', '“': '"', '”': '"', '–': '-', '—': '-'}

func bareLetter(r rune) rune {
	if bare, ok := strokes[r]; ok {
		return bare
	}
	first, _ := utf8.DecodeRuneInString(norm.NFKD.String(string(r)))
	return first
}

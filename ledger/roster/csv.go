package roster

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// maxRecordBytes is the longest row that is read. What is longer was never
// meant as one row: somewhere a quote is not closed.
const maxRecordBytes = 64 << 10

// scanner takes CSV apart as RFC 4180 has it, with any delimiter and any end of
// a line. A row that breaks the rules is told as a bad one, and reading goes on
// at the next line, so that a stray quote costs one row and not all behind it.
type scanner struct {
	in    *bufio.Reader
	comma byte
	line  int
	// numbered counts rows instead of lines: those of a worksheet, where a cell
	// may hold a line break.
	numbered bool
}

func newScanner(r io.Reader, comma byte) *scanner {
	return &scanner{in: bufio.NewReaderSize(r, 8*maxRecordBytes), comma: comma, line: 1}
}

const openQuote = "a quote is opened and not closed"

// next returns the next row, or io.EOF.
func (s *scanner) next() (row, error) {
	window, err := s.in.Peek(maxRecordBytes)
	if len(window) == 0 {
		return row{}, err
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return row{}, err
	}
	r := row{line: s.line}
	length, whole := 0, false
	r.cells, length, whole = split(window, s.comma, err != nil)
	if !whole {
		r.cells, r.bad = nil, openQuote
		if length = lineLength(window, err != nil); length == 0 {
			r.bad = "the line is longer than any row"
			return r, s.skipLine()
		}
	}
	if s.numbered {
		s.line++
	} else {
		s.line += lineBreaks(window[:length])
	}
	_, err = s.in.Discard(length)
	return r, err
}

// skipLine drops a line that is longer than a row may be.
func (s *scanner) skipLine() error {
	s.line++
	for {
		switch _, err := s.in.ReadSlice('\n'); {
		case err == nil || errors.Is(err, io.EOF):
			return nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return err
		}
	}
}

// split takes the first row of the text apart and returns its length with the
// end of its line; not whole: the row breaks the rules or does not end here.
func split(text []byte, comma byte, last bool) (cells []string, length int, whole bool) {
	at := 0
	for {
		cell, end, ok := splitCell(text[at:], comma)
		if !ok {
			return nil, 0, false
		}
		cells = append(cells, cell)
		at += end
		switch {
		case at == len(text):
			return cells, at, last
		case text[at] == comma:
			at++
		case text[at] == '\r' && at+1 == len(text):
			return cells, at + 1, last
		case text[at] == '\r' && text[at+1] == '\n':
			return cells, at + 2, true
		default:
			return cells, at + 1, true
		}
	}
}

// splitCell returns the first cell, and where the delimiter or line break
// behind it is.
func splitCell(text []byte, comma byte) (cell string, end int, ok bool) {
	if len(text) == 0 || text[0] != '"' {
		end = bytes.IndexFunc(text, func(r rune) bool { return r == rune(comma) || r == '\n' || r == '\r' })
		if end < 0 {
			end = len(text)
		}
		return string(text[:end]), end, true
	}
	var inside []byte
	for at := 1; ; {
		quote := bytes.IndexByte(text[at:], '"')
		if quote < 0 {
			return "", 0, false
		}
		inside = append(inside, text[at:at+quote]...)
		at += quote + 1
		switch {
		case at == len(text) || text[at] == comma || text[at] == '\n' || text[at] == '\r':
			return string(inside), at, true
		case text[at] != '"':
			return "", 0, false
		}
		inside = append(inside, '"')
		at++
	}
}

// lineLength is that of the first line with its end, 0 when it does not end.
func lineLength(text []byte, last bool) int {
	at := bytes.IndexAny(text, "\r\n")
	switch {
	case at < 0 && last:
		return len(text)
	case at < 0:
		return 0
	case text[at] == '\r' && at+1 < len(text) && text[at+1] == '\n':
		return at + 2
	}
	return at + 1
}

// lineBreaks counts them: CR LF is one.
func lineBreaks(text []byte) int {
	return bytes.Count(text, []byte{'\n'}) + bytes.Count(text, []byte{'\r'}) - bytes.Count(text, []byte("\r\n"))
}

package receipts_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// printout reads the bytes of a receipt printer back: its lines, each large
// one with a ">" before it, and how the job ended. It knows only the commands
// that our documents may use.
func printout(t testing.TB, job []byte, columns int) (lines []string, cut bool) {
	t.Helper()
	var line strings.Builder
	large, page := false, byte(0)
	arguments := func(n int) []byte {
		if len(job) < n {
			t.Fatalf("the job ends inside a command")
		}
		taken := job[:n]
		job = job[n:]
		return taken
	}
	for len(job) > 0 {
		switch b := arguments(1)[0]; b {
		case 0x1B:
			switch command := arguments(1)[0]; command {
			case '@':
			case 't':
				page = arguments(1)[0]
			case 'E':
				arguments(1)
			case 'd':
				arguments(1)
			default:
				t.Fatalf("unknown command ESC %q", command)
			}
		case 0x1D:
			switch command := arguments(1)[0]; command {
			case '!':
				large = arguments(1)[0] == 0x11
			case 'V':
				arguments(2)
				cut = len(job) == 0
			default:
				t.Fatalf("unknown command GS %q", command)
			}
		case '\n':
			text := line.String()
			width := len([]rune(text))
			if large {
				width, text = 2*width, ">"+text
			}
			if width > columns {
				t.Errorf("%q takes %d of %d columns", text, width, columns)
			}
			lines = append(lines, text)
			line.Reset()
		default:
			if page != 16 || b < ' ' {
				t.Fatalf("byte %#x is not text of code page 1252", b)
			}
			line.WriteRune(charmap.Windows1252.DecodeByte(b))
		}
	}
	if line.Len() > 0 {
		t.Errorf("the last line %q is not ended", line.String())
	}
	return lines, cut
}

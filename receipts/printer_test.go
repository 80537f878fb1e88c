package receipts_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"
	"github.com/makiuchi-d/gozxing"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/encoding/charmap"

	"counterfoil/ledger"
	"counterfoil/receipts"
)

// head is that of a printer with so many columns.
func head(columns int) receipts.Head { return receipts.Head{Columns: columns} }

// printed is what a receipt printer would have made of a job.
type printed struct {
	lines       []printedLine
	cut, kicked bool
	slip        bool // some of it went to the slip station
}

type printedLine struct {
	text                 string
	bold, double, center bool
	code                 image.Image // a bar code or QR code in the place of text
	says                 string      // the code
	height               int         // of the code, in dots
}

func (l printedLine) columns() int {
	if l.double {
		return 2 * len([]rune(l.text))
	}
	return len([]rune(l.text))
}

// codePages are those that ESC t picks, by number.
var codePages = map[byte]*charmap.Charmap{0: charmap.CodePage437, 16: charmap.Windows1252, 19: charmap.CodePage858}

// printer reads a job byte by byte. It knows the commands that our documents
// use and refuses every other.
type printer struct {
	testing.TB
	job    []byte
	page   *charmap.Charmap
	line   printedLine // the settings of the next line, with its text so far
	height int
	width  int // of a module of a bar code
	module int // of a QR code
	stored string
	made   printed
}

func (p *printer) take(n int) []byte {
	p.Helper()
	if len(p.job) < n {
		p.Fatalf("the job ends inside a command")
	}
	taken := p.job[:n]
	p.job = p.job[n:]
	return taken
}

func (p *printer) next() byte { return p.take(1)[0] }

// want takes bytes that are the only ones we send there.
func (p *printer) want(bytes ...byte) {
	p.Helper()
	if got := p.take(len(bytes)); string(got) != string(bytes) {
		p.Fatalf("got % x, want % x", got, bytes)
	}
}

func (p *printer) flag() bool {
	p.Helper()
	b := p.next()
	if b > 1 {
		p.Fatalf("%d is neither on nor off", b)
	}
	return b == 1
}

func (p *printer) endLine() {
	p.made.lines = append(p.made.lines, p.line)
	p.line.text, p.line.code, p.line.says = "", nil, ""
}

// run prints the job.
func run(t testing.TB, job []byte) printed {
	t.Helper()
	p := &printer{TB: t, job: job}
	for len(p.job) > 0 {
		p.made.cut = false // it is, when that was the last
		switch b := p.next(); b {
		case 0x1B:
			p.escape(p.next())
		case 0x1C:
			p.want('.')
		case 0x1D:
			p.group(p.next())
		case '\n':
			p.endLine()
		case '\f':
			if !p.made.slip {
				t.Fatal("a form feed on the roll")
			}
		default:
			if p.page == nil || b < ' ' || b == 0x7F {
				t.Fatalf("byte %#x is not text", b)
			}
			p.line.text += string(p.page.DecodeByte(b))
		}
	}
	if p.line.text != "" {
		t.Errorf("the last line %q is not ended", p.line.text)
	}
	return p.made
}

func (p *printer) escape(command byte) {
	p.Helper()
	switch command {
	case '@':
		p.line = printedLine{}
	case 't':
		n := p.next()
		if p.page = codePages[n]; p.page == nil {
			p.Fatalf("unknown code page %d", n)
		}
	case 'E':
		p.line.bold = p.flag()
	case 'a':
		p.line.center = p.flag()
	case 'd':
		p.next()
	case 'p':
		p.want(0, 25, 250)
		p.made.kicked = true
	case 'c':
		p.want('0')
		if station := p.next(); station == 4 {
			p.made.slip = true
		} else if station != 1 {
			p.Fatalf("unknown station %d", station)
		}
	case 'f':
		p.take(2)
	default:
		p.Fatalf("unknown command ESC %q", command)
	}
}

func (p *printer) group(command byte) {
	p.Helper()
	switch command {
	case '!':
		size := p.next()
		if size != 0 && size != 0x11 {
			p.Fatalf("size %#x is not ours", size)
		}
		p.line.double = size == 0x11
	case 'V':
		p.want(66, 0)
		p.made.cut = true
	case 'h':
		p.height = int(p.next())
	case 'w':
		p.width = int(p.next())
	case 'H':
		p.want(0)
	case 'k':
		p.want(73)
		p.barCode(string(p.take(int(p.next()))))
	case '(':
		p.want('k')
		size := p.take(2)
		p.qrCode(p.take(int(size[0]) | int(size[1])<<8))
	default:
		p.Fatalf("unknown command GS %q", command)
	}
}

// barCode draws the symbols that the data names: of set B, then of set C.
func (p *printer) barCode(data string) {
	p.Helper()
	text, ok := strings.CutPrefix(data, "{B")
	if !ok || p.width < 2 || p.width > 6 || p.height == 0 {
		p.Fatalf("a bar code of %q, %d dots a module, %d high", data, p.width, p.height)
	}
	text, pairs, _ := strings.Cut(text, "{C")
	p.line.says = strings.ReplaceAll(text, "{{", "{")
	for _, pair := range []byte(pairs) {
		if pair > 99 {
			p.Fatalf("%d is no pair of digits", pair)
		}
		p.line.says += fmt.Sprintf("%02d", pair)
	}
	code, err := code128.Encode(p.line.says)
	if err != nil {
		p.Fatal(err)
	}
	scaled, err := barcode.Scale(code, code.Bounds().Dx()*p.width, p.height)
	if err != nil {
		p.Fatal(err)
	}
	p.line.code, p.line.height = scaled, p.height
}

func (p *printer) qrCode(arguments []byte) {
	p.Helper()
	if len(arguments) < 3 || arguments[0] != 49 {
		p.Fatalf("unknown command GS ( k % x", arguments)
	}
	switch function, rest := arguments[1], arguments[2:]; function {
	case 65:
		if string(rest) != "2\x00" {
			p.Fatalf("QR model % x", rest)
		}
	case 67:
		p.module = int(rest[0])
	case 69:
		if rest[0] != 49 {
			p.Fatalf("QR level %d", rest[0])
		}
	case 80:
		if rest[0] != 48 {
			p.Fatalf("QR store % x", rest)
		}
		p.stored = string(rest[1:])
	case 81:
		code, err := qr.Encode(p.stored, qr.M, qr.Auto)
		if err != nil {
			p.Fatal(err)
		}
		size := code.Bounds().Dx() * p.module
		scaled, err := barcode.Scale(code, size, size)
		if err != nil {
			p.Fatal(err)
		}
		p.line.code, p.line.height, p.line.says = scaled, size, p.stored
	default:
		p.Fatalf("unknown QR function %d", function)
	}
}

// printout returns the lines of text of a job, each large one with a ">"
// before it, and whether the paper is cut at its end. No line may be wider
// than the paper.
func printout(t testing.TB, job []byte, columns int) (lines []string, cut bool) {
	t.Helper()
	made := run(t, job)
	for _, l := range made.lines {
		if l.columns() > columns {
			t.Errorf("%q takes %d of %d columns", l.text, l.columns(), columns)
		}
		switch {
		case l.code != nil:
			if l.code.Bounds().Dx() > columns*12 {
				t.Errorf("a code is %d dots wide on paper of %d", l.code.Bounds().Dx(), columns*12)
			}
			lines = append(lines, "["+l.says+"]")
		case l.double:
			lines = append(lines, ">"+l.text)
		default:
			lines = append(lines, l.text)
		}
	}
	return lines, made.cut
}

var fonts = map[bool][]byte{false: gomono.TTF, true: gomonobold.TTF}

// picture draws what was printed, dot by dot.
func (p printed) picture(t testing.TB, columns int) *image.Gray {
	t.Helper()
	const margin, pitch = 24, 30
	height := 2 * margin
	for _, l := range p.lines {
		height += l.pitch(pitch)
	}
	paper := image.NewGray(image.Rect(0, 0, columns*12+2*margin, height))
	draw.Draw(paper, paper.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	y := margin
	for _, l := range p.lines {
		x := margin
		switch {
		case l.code != nil:
			if l.center {
				x += (columns*12 - l.code.Bounds().Dx()) / 2
			}
			draw.Draw(paper, l.code.Bounds().Add(image.Pt(x, y)), l.code, image.Point{}, draw.Src)
		default:
			face := l.face(t)
			for _, r := range l.text {
				d := font.Drawer{Dst: paper, Src: image.NewUniform(color.Black), Face: face, Dot: fixed.P(x, y+l.pitch(pitch)*4/5)}
				d.DrawString(string(r))
				x += 12 * l.pitch(pitch) / pitch
			}
		}
		y += l.pitch(pitch)
	}
	return paper
}

func (l printedLine) pitch(pitch int) int {
	switch {
	case l.code != nil:
		return l.height
	case l.double:
		return 2 * pitch
	}
	return pitch
}

func (l printedLine) face(t testing.TB) font.Face {
	parsed, err := opentype.Parse(fonts[l.bold])
	if err != nil {
		t.Fatal(err)
	}
	size := 20.0
	if l.double {
		size = 40
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	return face
}

// scanned reads a code off a picture.
func scanned(t testing.TB, picture image.Image, reader gozxing.Reader) string {
	t.Helper()
	text, err := read(picture, reader)
	if err != nil {
		t.Fatalf("no code can be read: %v", err)
	}
	return text
}

func read(picture image.Image, reader gozxing.Reader) (string, error) {
	bits, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		return "", err
	}
	result, err := reader.Decode(bits, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		return "", err
	}
	return result.GetText(), nil
}

// keepPicture writes a picture where COUNTERFOIL_PICTURES says, to be looked at.
func keepPicture(t testing.TB, picture image.Image, name string) {
	t.Helper()
	folder := os.Getenv("COUNTERFOIL_PICTURES")
	if folder == "" {
		return
	}
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name), file.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestDrawerKickIsThePulseAlone(t *testing.T) {
	if made := run(t, receipts.DrawerKick()); !made.kicked || made.cut || len(made.lines) > 0 {
		t.Errorf("%+v", made)
	}
}

func TestEndorsementGoesToTheSlipStation(t *testing.T) {
	made := run(t, receipts.EndorsementESCPOS([]string{"For deposit only", "Łódź\x1b@"}, ledger.CodePage437))
	if !made.slip || made.cut || len(made.lines) != 2 || made.lines[0].text != "For deposit only" || made.lines[1].text != "Lódz@" {
		t.Errorf("%+v", made)
	}
}

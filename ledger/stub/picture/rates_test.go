package picture_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/code39"
	"github.com/boombuler/barcode/qr"
	"github.com/boombuler/barcode/twooffive"
	"golang.org/x/image/bmp"
	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"counterfoil/ledger/stub"
	"counterfoil/ledger/stub/picture"
)

// The bills of the test: a line with a check digit and a shorter one without,
// as a part of the long one could be taken for.
const billLines = `
[[scanline]]
name = "short"
length = 20
field = [{name = "account", from = 1, length = 10}, {name = "amount_due", from = 11, length = 10, format = "cents"}]

[[scanline]]
name = "long"
length = 42
field = [
  {name = "account", from = 1, length = 11}, {name = "due", from = 12, length = 6, format = "MMDDYY"},
  {name = "late_amount", from = 22, length = 10}, {name = "amount_due", from = 32, length = 10},
]
[[scanline.check]]
digit = 42
covers = "1-41"
weights = [2, 1]
add = "digits"
`

func profiles(t testing.TB) []stub.Profile {
	t.Helper()
	parsed, err := stub.ParseProfiles([]byte(billLines))
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

var keep = picture.Limits{MaxSide: 1600, Quality: 75, MaxBytes: 300 << 10, MaxPDF: 2 << 20}

func shortLine(r *rand.Rand) string {
	return fmt.Sprintf("%010d%010d", 1_000_000_000+r.Int64N(8_999_999_999), 1+r.Int64N(99_999))
}

func longLine(r *rand.Rand) string {
	owed := 1 + r.Int64N(99_999)
	line := fmt.Sprintf("%011d%02d%02d26%04d%010d%010d", r.Int64N(99_999_999_999), 1+r.Int64N(12), 1+r.Int64N(28), 100, owed+100, owed)
	sum := 0
	for i, digit := range []byte(line) {
		product := int(digit-'0') * (2 - i%2)
		sum += product/10 + product%10
	}
	return line + string(rune('0'+(10-sum%10)%10))
}

// kind is how a line is printed.
type kind struct {
	name   string
	encode func(string) (barcode.Barcode, error)
	height int // in modules; 0: it is square
}

var kinds = []kind{
	{"Code 128", func(s string) (barcode.Barcode, error) { return code128.Encode(s) }, 50},
	{"Code 39", func(s string) (barcode.Barcode, error) { return code39.Encode(s, false, false) }, 70},
	{"Interleaved 2 of 5", func(s string) (barcode.Barcode, error) { return twooffive.Encode(s, true) }, 60},
	{"QR", func(s string) (barcode.Barcode, error) { return qr.Encode(s, qr.M, qr.Auto) }, 0},
}

// page prints a line on a letter page at 150 dots an inch among other text,
// with so many pixels to a module.
func (k kind) page(t testing.TB, line string, module int) *image.Gray {
	t.Helper()
	code, err := k.encode(line)
	if err != nil {
		t.Fatal(err)
	}
	page := blank(1275, 900)
	words := []string{"CITY OF RIVERTON UTILITY BILLING", "Return this stub with your payment. Please do not fold.", "ACCOUNT " + line[:10],
		"SERVICE ADDRESS 1411 BROADWAY ST", "Amount due after the due date: see reverse side 0123456789", "IIIIlllll|||||IIIII|||| |||| ||| ||||"}
	for i, text := range words {
		write(page, 60, 60+i*30, text)
		write(page, 500, 700+i*30, text)
	}
	at := image.Pt(80, 330)
	for y := range max(k.height, code.Bounds().Dy()) * module {
		for x := range code.Bounds().Dx() * module {
			row := 0
			if k.height == 0 {
				row = y / module
			}
			if r, _, _, _ := code.At(x/module, row).RGBA(); r < 0x8000 {
				page.SetGray(at.X+x, at.Y+y, color.Gray{20})
			}
		}
	}
	return page
}

func blank(w, h int) *image.Gray {
	page := image.NewGray(image.Rect(0, 0, w, h))
	draw.Draw(page, page.Rect, image.NewUniform(color.Gray{245}), image.Point{}, draw.Src)
	return page
}

func write(page draw.Image, x, y int, text string) {
	d := font.Drawer{Dst: page, Src: image.NewUniform(color.Gray{30}), Face: basicfont.Face7x13, Dot: fixed.P(x, y)}
	d.DrawString(text)
}

// distortion is what a camera or a scanner does to a page.
type distortion struct {
	name string
	do   func(r *rand.Rand, page *image.Gray) *image.Gray
}

var distortions = []distortion{
	{"plain", func(_ *rand.Rand, m *image.Gray) *image.Gray { return m }},
	{"turned by 90", func(_ *rand.Rand, m *image.Gray) *image.Gray { return rotated(m, 90) }},
	{"upside down", func(_ *rand.Rand, m *image.Gray) *image.Gray { return rotated(m, 180) }},
	{"turned by 1 to 10", func(r *rand.Rand, m *image.Gray) *image.Gray { return rotated(m, either(r)*(1+9*r.Float64())) }},
	{"turned by 10 to 80", func(r *rand.Rand, m *image.Gray) *image.Gray { return rotated(m, either(r)*(10+70*r.Float64())) }},
	{"noise of 20", func(r *rand.Rand, m *image.Gray) *image.Gray { return noised(r, m, 20) }},
	{"noise of 50", func(r *rand.Rand, m *image.Gray) *image.Gray { return noised(r, m, 50) }},
	{"blur of 1 pixel", func(_ *rand.Rand, m *image.Gray) *image.Gray { return blurred(m, 1) }},
	{"blur of 2 pixels", func(_ *rand.Rand, m *image.Gray) *image.Gray { return blurred(m, 2) }},
	{"scaled to 2/3", func(_ *rand.Rand, m *image.Gray) *image.Gray { return scaled(m, 2.0/3) }},
	{"scaled to 1/2", func(_ *rand.Rand, m *image.Gray) *image.Gray { return scaled(m, 0.5) }},
	{"scaled to 1/3", func(_ *rand.Rand, m *image.Gray) *image.Gray { return scaled(m, 1.0/3) }},
	{"low contrast", func(r *rand.Rand, m *image.Gray) *image.Gray { return noised(r, faded(m, 0.15), 2) }},
	{"half in shadow", func(_ *rand.Rand, m *image.Gray) *image.Gray { return shadowed(m) }},
	{"JPEG quality 30", func(_ *rand.Rand, m *image.Gray) *image.Gray { return compressed(m, 30) }},
	{"phone: turned, noise, blur, shadow, JPEG", func(r *rand.Rand, m *image.Gray) *image.Gray {
		return compressed(noised(r, shadowed(blurred(rotated(m, either(r)*8*r.Float64()), 1)), 8), 60)
	}},
}

func either(r *rand.Rand) float64 { return float64(2*r.IntN(2) - 1) }

func rotated(m *image.Gray, degrees float64) *image.Gray {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	w, h := float64(m.Rect.Dx()), float64(m.Rect.Dy())
	out := blank(int(math.Abs(w*cos)+math.Abs(h*sin)+0.5), int(math.Abs(w*sin)+math.Abs(h*cos)+0.5))
	cx, cy := float64(out.Rect.Dx())/2, float64(out.Rect.Dy())/2
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			dx, dy := float64(x)+0.5-cx, float64(y)+0.5-cy
			sx, sy := cos*dx+sin*dy+w/2-0.5, -sin*dx+cos*dy+h/2-0.5
			if sx >= 0 && sy >= 0 && sx < w-1 && sy < h-1 {
				x0, y0 := int(sx), int(sy)
				fx, fy := sx-float64(x0), sy-float64(y0)
				at := func(x, y int) float64 { return float64(m.Pix[y*m.Stride+x]) }
				v := (at(x0, y0)*(1-fx)+at(x0+1, y0)*fx)*(1-fy) + (at(x0, y0+1)*(1-fx)+at(x0+1, y0+1)*fx)*fy
				out.Pix[y*out.Stride+x] = uint8(v)
			}
		}
	}
	return out
}

func each(m *image.Gray, change func(x, y int, v float64) float64) *image.Gray {
	out := image.NewGray(m.Rect)
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			out.Pix[y*out.Stride+x] = uint8(min(max(change(x, y, float64(m.Pix[y*m.Stride+x])), 0), 255))
		}
	}
	return out
}

func noised(r *rand.Rand, m *image.Gray, sigma float64) *image.Gray {
	return each(m, func(_, _ int, v float64) float64 { return v + sigma*r.NormFloat64() })
}

func faded(m *image.Gray, contrast float64) *image.Gray {
	return each(m, func(_, _ int, v float64) float64 { return 120 + (v-128)*contrast })
}

func shadowed(m *image.Gray) *image.Gray {
	return each(m, func(x, _ int, v float64) float64 { return v * (1 - 0.6*float64(x)/float64(m.Rect.Dx())) })
}

// blurred spreads each pixel over its neighbors as a Gaussian of that width.
func blurred(m *image.Gray, sigma float64) *image.Gray {
	reach := int(3*sigma + 0.5)
	kernel := make([]float64, 2*reach+1)
	for i := range kernel {
		kernel[i] = math.Exp(-float64((i-reach)*(i-reach)) / (2 * sigma * sigma))
	}
	total := 0.0
	for _, k := range kernel {
		total += k
	}
	pass := func(m *image.Gray, dx, dy int) *image.Gray {
		return each(m, func(x, y int, _ float64) float64 {
			sum := 0.0
			for i, k := range kernel {
				x := min(max(x+(i-reach)*dx, 0), m.Rect.Dx()-1)
				y := min(max(y+(i-reach)*dy, 0), m.Rect.Dy()-1)
				sum += k * float64(m.Pix[y*m.Stride+x])
			}
			return sum / total
		})
	}
	return pass(pass(m, 1, 0), 0, 1)
}

func scaled(m *image.Gray, by float64) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, int(float64(m.Rect.Dx())*by), int(float64(m.Rect.Dy())*by)))
	xdraw.BiLinear.Scale(out, out.Rect, m, m.Rect, draw.Src, nil)
	return out
}

func compressed(m *image.Gray, quality int) *image.Gray {
	var file bytes.Buffer
	if err := jpeg.Encode(&file, m, &jpeg.Options{Quality: quality}); err != nil {
		panic(err)
	}
	decoded, err := jpeg.Decode(&file)
	if err != nil {
		panic(err)
	}
	return decoded.(*image.Gray)
}

func bmpOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := bmp.Encode(&file, m); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&file, m); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

type rate struct{ right, refused, wrong int }

func (r rate) percent() int { return 100 * r.right / (r.right + r.refused + r.wrong) }

var whole = flag.Bool("whole", false, "read 20 pictures of each kind of code under each distortion, rather than one")

// TestRates reads each kind of code under each distortion and says how often
// it was read right, not read, and read wrong. Wrong is never allowed.
func TestRates(t *testing.T) {
	each := 1
	if *whole {
		each = 20
	}
	bills := profiles(t)
	rates := map[string]map[string]*rate{}
	type task struct {
		kind       kind
		distortion distortion
		line       string
		draw       func() []byte
		into       *rate
	}
	var tasks []task
	for ki, k := range kinds {
		rates[k.name] = map[string]*rate{}
		for di, d := range distortions {
			into := &rate{}
			rates[k.name][d.name] = into
			for n := range each {
				r := rand.New(rand.NewPCG(uint64(ki*1000+di), uint64(n)))
				isLong := (n+ki+di)%2 == 1
				line := shortLine(r)
				if isLong {
					line = longLine(r)
				}
				module := 3
				if k.name == "QR" {
					module = 5
				}
				if k.name == "Code 39" && isLong { // or it is wider than the page
					module = 2
				}
				draw := func() []byte { return bmpOf(t, d.do(r, k.page(t, line, module))) }
				tasks = append(tasks, task{k, d, line, draw, into})
			}
		}
	}
	var (
		work    sync.WaitGroup
		mu      sync.Mutex
		waiting = make(chan task)
	)
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			for task := range waiting {
				taken, err := picture.Take(context.Background(), task.draw(), bills, picture.Limits{})
				mu.Lock()
				switch {
				case err != nil:
					t.Errorf("%s, %s: %s", task.kind.name, task.distortion.name, err)
				case len(taken.Stubs) == 0:
					task.into.refused++
				case len(taken.Stubs) == 1 && taken.Stubs[0].Scan == task.line:
					task.into.right++
				default:
					task.into.wrong++
					t.Errorf("%s, %s: %s was read as %v", task.kind.name, task.distortion.name, task.line, scans(taken.Stubs))
				}
				mu.Unlock()
			}
		})
	}
	for _, task := range tasks {
		waiting <- task
	}
	close(waiting)
	work.Wait()

	var table strings.Builder
	fmt.Fprintf(&table, "\n%-42s", "right/not read/wrong of each")
	for _, k := range kinds {
		fmt.Fprintf(&table, "%20s", k.name)
	}
	for _, d := range distortions {
		fmt.Fprintf(&table, "\n%-42s", d.name)
		for _, k := range kinds {
			r := rates[k.name][d.name]
			fmt.Fprintf(&table, "%20s", fmt.Sprintf("%d/%d/%d", r.right, r.refused, r.wrong))
			if floor := floorOf(k.name, d.name); r.percent() < floor {
				t.Errorf("%s, %s: %d %% were read right, and it was at least %d %%", k.name, d.name, r.percent(), floor)
			}
		}
	}
	t.Log(table.String())
}

// hard are the distortions that a kind of code was not read under every time.
// Half of the Code 39 have modules of 2 pixels, or they are wider than the page.
var hard = map[string][]string{
	"Code 39":            {"blur of 2 pixels", "scaled to 1/3", "phone: turned, noise, blur, shadow, JPEG"},
	"Interleaved 2 of 5": {"scaled to 1/3"},
	"QR":                 {"noise of 50", "blur of 2 pixels"},
}

// floorOf is how many in a hundred must be read.
func floorOf(kind, distortion string) int {
	if slices.Contains(hard[kind], distortion) {
		return 0
	}
	return 95
}

func scans(stubs []stub.Stub) []string {
	var lines []string
	for _, s := range stubs {
		lines = append(lines, s.Profile+" "+s.Scan)
	}
	return lines
}

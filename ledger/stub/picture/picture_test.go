package picture_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/jung-kurt/gofpdf"
	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"counterfoil/ledger/stub/picture"
)

const oneLine = "10232332340000022424"

func take(t testing.TB, content []byte) (picture.Taken, error) {
	t.Helper()
	return picture.Take(context.Background(), content, profiles(t), keep)
}

func TestEveryFormatIsRead(t *testing.T) {
	page := kinds[0].page(t, oneLine, 3)
	paletted := image.NewPaletted(page.Rect, []color.Color{color.Black, color.White})
	for y := range page.Rect.Dy() {
		for x := range page.Rect.Dx() {
			paletted.Set(x, y, page.At(x, y))
		}
	}
	for name, encode := range map[string]func(io.Writer) error{
		"png":          func(w io.Writer) error { return png.Encode(w, page) },
		"palette png":  func(w io.Writer) error { return png.Encode(w, paletted) },
		"jpeg":         func(w io.Writer) error { return jpeg.Encode(w, page, nil) },
		"gif":          func(w io.Writer) error { return gif.Encode(w, paletted, nil) },
		"bmp":          func(w io.Writer) error { return bmp.Encode(w, page) },
		"tiff":         func(w io.Writer) error { return tiff.Encode(w, page, nil) },
		"deflate tiff": func(w io.Writer) error { return tiff.Encode(w, page, &tiff.Options{Compression: tiff.Deflate}) },
	} {
		var file bytes.Buffer
		if err := encode(&file); err != nil {
			t.Fatal(name, err)
		}
		taken, err := take(t, file.Bytes())
		if err != nil || len(taken.Stubs) != 1 || taken.Stubs[0].Scan != oneLine {
			t.Errorf("%s: %v, %v", name, scans(taken.Stubs), err)
		}
		if taken.Media != picture.JPEG {
			t.Errorf("%s: the copy is %s", name, taken.Media)
		}
	}
}

// The WebP files were made by another program: Go has no encoder.
func TestWebPIsRead(t *testing.T) {
	for _, name := range []string{"bill-lossless.webp", "bill-lossy.webp"} {
		file, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		taken, err := take(t, file)
		if err != nil || len(taken.Stubs) != 1 || taken.Stubs[0].Scan != oneLine {
			t.Errorf("%s: %v, %v", name, scans(taken.Stubs), err)
		}
	}
}

func TestTheCopyIsBounded(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	loud := image.NewRGBA(image.Rect(0, 0, 3000, 2000))
	for i := range loud.Pix {
		loud.Pix[i] = uint8(r.IntN(256))
		if i%4 == 3 {
			loud.Pix[i] = 255
		}
	}
	// Without bills nothing is looked for.
	taken, err := picture.Take(context.Background(), pngOf(t, loud), nil, keep)
	if err != nil {
		t.Fatal(err)
	}
	if int64(len(taken.Copy)) > keep.MaxBytes {
		t.Errorf("the copy has %d bytes, more than %d", len(taken.Copy), keep.MaxBytes)
	}
	small, err := jpeg.Decode(bytes.NewReader(taken.Copy))
	if err != nil {
		t.Fatal(err)
	}
	size := small.Bounds().Size()
	if size.X > keep.MaxSide || size.X*2 < size.Y*3-6 || size.X*2 > size.Y*3+6 {
		t.Errorf("a copy of 3000 × 2000 is %v", size)
	}

	page := kinds[0].page(t, oneLine, 3)
	taken, err = take(t, pngOf(t, page))
	if err != nil {
		t.Fatal(err)
	}
	if again, err := take(t, taken.Copy); err != nil || len(again.Stubs) != 1 {
		t.Errorf("the copy of a bill cannot be read again: %v, %v", scans(again.Stubs), err)
	}
}

// exif is what a phone writes before the pixels of a JPEG that it was turned
// for, with the place it was taken at.
func exif(orientation byte) []byte {
	tiff := []byte("II*\x00\x08\x00\x00\x00\x02\x00")
	tiff = append(tiff, 0x0e, 0x01, 2, 0, 4, 0, 0, 0, 'G', 'P', 'S', 0) // a description
	tiff = append(tiff, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0)
	tiff = append(tiff, 0, 0, 0, 0)
	body := append([]byte("Exif\x00\x00"), tiff...)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(body)+2))
	return append(segment, body...)
}

func TestPhonePicturesStandUpright(t *testing.T) {
	// The corner marks tell how the picture lies: dark above on the left.
	for orientation, dark := range map[byte]image.Point{1: {0, 0}, 2: {1, 0}, 3: {1, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 1}, 8: {0, 1}} {
		m := image.NewGray(image.Rect(0, 0, 320, 200))
		for i := range m.Pix {
			m.Pix[i] = 255
		}
		for y := range 60 {
			for x := range 60 {
				m.SetGray(x, y, color.Gray{0})
			}
		}
		var file bytes.Buffer
		if err := jpeg.Encode(&file, m, nil); err != nil {
			t.Fatal(err)
		}
		held := append(append([]byte("\xff\xd8"), exif(orientation)...), file.Bytes()[2:]...)
		taken, err := take(t, held)
		if err != nil {
			t.Fatal(orientation, err)
		}
		if bytes.Contains(taken.Copy, []byte("Exif")) {
			t.Error("the copy holds what the phone wrote beside the picture")
		}
		turned, err := jpeg.Decode(bytes.NewReader(taken.Copy))
		if err != nil {
			t.Fatal(err)
		}
		size := turned.Bounds().Size()
		if wide := orientation < 5; wide != (size.X > size.Y) {
			t.Errorf("orientation %d: the copy is %v", orientation, size)
		}
		for _, corner := range []image.Point{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
			at := image.Pt(20+corner.X*(size.X-40), 20+corner.Y*(size.Y-40))
			light := color.GrayModel.Convert(turned.At(at.X, at.Y)).(color.Gray).Y
			if (light < 128) != (corner == dark) {
				t.Errorf("orientation %d: the corner %v has light %d", orientation, corner, light)
			}
		}
	}
}

func TestSeveralBillsAreAChoice(t *testing.T) {
	page := kinds[0].page(t, oneLine, 2)
	other := kinds[1].page(t, "20000000010000000999", 2)
	for y := range 150 {
		copy(page.Pix[(520+y)*page.Stride:(521+y)*page.Stride], other.Pix[(325+y)*other.Stride:])
	}
	taken, err := take(t, pngOf(t, page))
	if err != nil || len(taken.Stubs) != 2 {
		t.Errorf("two bills on one picture are %v, %v", scans(taken.Stubs), err)
	}
}

func TestCodesOfOtherThingsAreNoStubs(t *testing.T) {
	long := longLine(rand.New(rand.NewPCG(3, 3)))
	wrongDigit := long[:41] + string('0'+('9'-long[41]+1)%10)
	for _, text := range []string{"1023233234000002242", "102323323400000224241", "9400111899223100001234", wrongDigit} {
		for _, k := range kinds {
			if k.name == "Interleaved 2 of 5" && len(text)%2 == 1 {
				continue
			}
			taken, err := take(t, pngOf(t, k.page(t, text, 2)))
			if err != nil || len(taken.Stubs) != 0 {
				t.Errorf("%s %s was read as %v, %v", k.name, text, scans(taken.Stubs), err)
			}
		}
	}
}

// allocated is how many bytes do takes from the memory in all.
func allocated(do func()) int64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return int64(after.TotalAlloc - before.TotalAlloc)
}

func pngHeader(w, h uint32) []byte {
	chunk := func(kind string, data []byte) []byte {
		b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
		b = append(append(b, kind...), data...)
		return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
	}
	size := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	file := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(size, 8, 2, 0, 0, 0))...)
	return append(file, chunk("IDAT", deflated(bytes.Repeat([]byte{0}, 1<<20)))...)
}

func deflated(data []byte) []byte { return deflatedFrom(bytes.NewReader(data)) }

func deflatedFrom(data io.Reader) []byte {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	if _, err := io.Copy(w, data); err != nil {
		panic(err)
	}
	w.Close()
	return packed.Bytes()
}

// nothing reads as zeros, without an end.
type nothing struct{}

func (nothing) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func pdfWith(stream []byte, dictionary string) []byte {
	var file bytes.Buffer
	fmt.Fprintf(&file, "%%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n")
	fmt.Fprintf(&file, "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>>> endobj\n")
	fmt.Fprintf(&file, "4 0 obj <</Type/XObject/Subtype/Image/Width 2000/Height 2000/BitsPerComponent 8/ColorSpace/DeviceGray/Length %d %s>> stream\n", len(stream), dictionary)
	file.Write(stream)
	fmt.Fprintf(&file, "\nendstream endobj\ntrailer <</Root 1 0 R/Size 5>>\n%%%%EOF\n")
	return file.Bytes()
}

// A hostile or broken file is refused with one sentence, and takes no more
// memory than a good one may.
func TestHostileFilesAreRefusedWithinABound(t *testing.T) {
	var whole bytes.Buffer
	if err := jpeg.Encode(&whole, kinds[0].page(t, oneLine, 3), nil); err != nil {
		t.Fatal(err)
	}
	bomb := deflatedFrom(io.LimitReader(nothing{}, 1<<30))
	const bound = 420 << 20
	for name, file := range map[string][]byte{
		"60000 × 60000 PNG":            pngHeader(60000, 60000),
		"PNG of 0 × 0":                 pngHeader(0, 0),
		"PNG of 2³¹ × 1":               pngHeader(1<<31-1, 1),
		"PNG that ends early":          pngHeader(7000, 7000),
		"JPEG cut in half":             whole.Bytes()[:whole.Len()/2],
		"JPEG's first bytes":           []byte("\xff\xd8\xff\xe0"),
		"BMP of 60000 × 60000":         append([]byte("BM\x00\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00\x60\xea\x00\x00\x60\xea\x00\x00\x01\x00\x18\x00"), make([]byte, 64)...),
		"GIF of 65535 × 65535":         append([]byte("GIF89a\xff\xff\xff\xff\x80\x00\x00\x00\x00\x00\xff\xff\xff,"), make([]byte, 16)...),
		"nothing":                      {},
		"text":                         []byte("a bill"),
		"more than the largest file":   make([]byte, picture.MaxFileBytes+1),
		"PDF bomb, larger than a copy": pdfWith(append(bomb, make([]byte, 3<<20)...), "/Filter/FlateDecode"),
	} {
		var err error
		took := allocated(func() { _, err = take(t, file) })
		if err == nil {
			t.Errorf("%s was taken", name)
		} else if text := err.Error(); strings.ContainsAny(text, "\n") || len(text) > 250 {
			t.Errorf("%s: the error is no sentence: %s", name, text)
		}
		if took > bound {
			t.Errorf("%s took %d MB", name, took>>20)
		}
	}
	for name, file := range map[string][]byte{
		"bomb":                  pdfWith(bomb, "/Filter/FlateDecode"),
		"bomb in a bomb":        pdfWith(deflated(bomb), "/Filter[/FlateDecode/FlateDecode]"),
		"bomb in another dress": pdfWith([]byte("<~zzzz~>"), "/Filter[/ASCII85#44ecode/FlateDecode]"),
		"rubbish":               []byte("%PDF-1.7\nrubbish"),
		"a page's first bytes":  pdfWith(nil, "")[:60],
	} {
		var taken picture.Taken
		var err error
		took := allocated(func() { taken, err = take(t, file) })
		if err != nil || taken.Unread == nil || !bytes.Equal(taken.Copy, file) || taken.Media != picture.PDF {
			t.Errorf("PDF, %s: unread %v, %s, %v", name, taken.Unread, taken.Media, err)
		}
		if took > bound {
			t.Errorf("PDF, %s took %d MB", name, took>>20)
		}
	}
}

func pdfOf(t testing.TB, pages ...*image.Gray) []byte {
	t.Helper()
	doc := gofpdf.New("P", "pt", "letter", "")
	doc.SetFont("Helvetica", "", 12)
	doc.AddPage()
	doc.Text(40, 40, "A page of words only")
	for i, page := range pages {
		doc.AddPage()
		name := fmt.Sprint("page", i)
		options := gofpdf.ImageOptions{ImageType: "PNG"}
		doc.RegisterImageOptionsReader(name, options, bytes.NewReader(pngOf(t, page)))
		doc.ImageOptions(name, 0, 0, 612, 0, false, options, 0, "")
	}
	var file bytes.Buffer
	if err := doc.Output(&file); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestPagesOfAPDFAreRead(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, "config"))
	taken, err := take(t, pdfOf(t, blank(800, 600), kinds[2].page(t, oneLine, 3)))
	if err != nil || len(taken.Stubs) != 1 || taken.Stubs[0].Scan != oneLine || taken.Media != picture.JPEG {
		t.Errorf("read %v, %s, %v, %v", scans(taken.Stubs), taken.Media, taken.Unread, err)
	}
	words := pdfOf(t)
	taken, err = take(t, words)
	if err != nil || taken.Unread == nil || taken.Media != picture.PDF || !bytes.Equal(taken.Copy, words) {
		t.Errorf("a PDF of words only: %v, %s, %v", taken.Unread, taken.Media, err)
	}
	if left, err := os.ReadDir(home); err != nil || len(left) > 0 {
		t.Errorf("reading a PDF left %v in the home folder, %v", left, err)
	}
}

// The largest pictures that are taken: as many pixels as their kind may have.
func TestTheLargestPicturesAreTaken(t *testing.T) {
	for name, large := range map[string]image.Image{
		"gray":    image.NewGray(image.Rect(0, 0, 7900, 7900)),
		"palette": image.NewPaletted(image.Rect(0, 0, 5700, 5700), []color.Color{color.White, color.Black}),
	} {
		if _, err := take(t, pngOf(t, large)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for name, file := range map[string][]byte{
		"picture": pngOf(t, blank(1000, 1000)), "PDF": pdfOf(t, blank(1000, 1000)),
	} {
		if _, err := picture.Take(ctx, file, profiles(t), keep); err != context.Canceled {
			t.Errorf("%s: it went on: %v", name, err)
		}
	}
}

// Given up in the middle, a PDF leaves its place to the next.
func TestAPDFThatIsGivenUpHoldsUpNoOther(t *testing.T) {
	heavy := pdfWith(deflatedFrom(io.LimitReader(nothing{}, 100<<20)), "/Filter/FlateDecode")
	for range 5 {
		ctx, cancel := context.WithCancel(context.Background())
		go cancel()
		if _, err := picture.Take(ctx, heavy, profiles(t), keep); err != context.Canceled {
			t.Errorf("it went on: %v", err)
		}
	}
	taken, err := take(t, pdfOf(t, kinds[0].page(t, oneLine, 3)))
	if err != nil || len(taken.Stubs) != 1 {
		t.Errorf("the next one is %v, %v", scans(taken.Stubs), err)
	}
}

func FuzzTake(f *testing.F) {
	small := blank(120, 80)
	f.Add(pngOf(f, small))
	f.Add(pngHeader(100, 100))
	f.Add(pdfWith([]byte("x"), ""))
	for _, encode := range []func(io.Writer) error{
		func(w io.Writer) error { return jpeg.Encode(w, small, nil) },
		func(w io.Writer) error { return bmp.Encode(w, small) },
		func(w io.Writer) error { return tiff.Encode(w, small, nil) },
		func(w io.Writer) error { return gif.Encode(w, small, nil) },
	} {
		var file bytes.Buffer
		if err := encode(&file); err != nil {
			f.Fatal(err)
		}
		f.Add(file.Bytes())
		f.Add(file.Bytes()[:file.Len()*2/3])
	}
	for _, name := range []string{"bill-lossless.webp", "bill-lossy.webp"} {
		file, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(file)
	}
	f.Add(pdfOf(f, small))
	bills := profiles(f)
	f.Fuzz(func(t *testing.T, content []byte) {
		// What a large picture takes is tested elsewhere, and is slow.
		if config, _, err := image.DecodeConfig(bytes.NewReader(content)); err == nil && config.Width*config.Height > 1<<18 {
			t.Skip()
		}
		taken, err := picture.Take(context.Background(), content, bills, keep)
		if err == nil && len(taken.Copy) == 0 {
			t.Error("a file was taken and left no copy")
		}
	})
}

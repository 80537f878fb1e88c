package picture

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"io"
	"iter"
	"regexp"
	"slices"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"counterfoil/ledger/phrase"
)

// What is looked at of a PDF. The stub is on the first page or the last of a
// bill, and a scanned page is one picture.
const (
	maxPages        = 6
	maxPagePictures = 8
	minPictureSide  = 100 // pixels; what is smaller is an ornament
	maxUnpacked     = 128 << 20
)

func init() { api.DisableConfigDir() } // or it writes into the user's home

// found is a picture of a PDF, or why there are no more.
type found struct {
	page page
	err  error
}

// underway holds a place for each PDF that is being read. The library cannot be
// stopped: of one that is given up, it reads on to the end of the page that it
// is at, with what harmless lets it unpack. So there are few places, and the
// next one waits for its own.
var underway = make(chan struct{}, 2)

// pagesOf are the pictures on the pages of a PDF. The error is the last and
// says why it cannot be read. They end when the context does, whatever the
// library is at.
func pagesOf(ctx context.Context, content []byte) iter.Seq2[page, error] {
	return func(yield func(page, error) bool) {
		ctx, giveUp := context.WithCancel(ctx)
		defer giveUp()
		pictures := make(chan found)
		go func() {
			defer close(pictures)
			select {
			case underway <- struct{}{}:
			case <-ctx.Done():
				return
			}
			defer func() { <-underway }()
			unpack(ctx, content, pictures)
		}()
		for {
			select {
			case f, more := <-pictures:
				if !more || !yield(f.page, f.err) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

// unpack sends the pictures of a PDF for as long as they are waited for.
func unpack(ctx context.Context, content []byte, to chan<- found) {
	send := func(f found) (more bool) {
		select {
		case to <- f:
			return true
		case <-ctx.Done():
			return false
		}
	}
	if err := harmless(content); err != nil {
		send(found{err: err})
		return
	}
	if ctx.Err() != nil {
		return
	}
	file, err := readPDF(content)
	if err != nil {
		send(found{err: err})
		return
	}
	for number := 1; number <= min(file.PageCount, maxPages) && ctx.Err() == nil; number++ {
		for _, picture := range picturesOf(file, number) {
			if !send(found{page: picture}) {
				return
			}
		}
	}
}

var (
	streamBegin = regexp.MustCompile(`stream\r?\n`)
	nameToken   = regexp.MustCompile(`/[!-'*-.0-;=?-Z\\^-z|~]+`)
	escapedByte = regexp.MustCompile(`#[0-9A-Fa-f]{2}`)
	indirect    = regexp.MustCompile(`/(Filter|F)\s+\d+\s+\d+\s+R`)
)

// harmless refuses a PDF that would unpack to more than there is room for,
// before anything unpacks it, and one whose packing cannot be seen.
func harmless(content []byte) error {
	for _, token := range nameToken.FindAll(content, -1) {
		switch name := unescaped(token); name {
		case "/Encrypt":
			return phrase.Errorf("this PDF is locked with a password")
		case "/LZWDecode", "/LZW", "/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx", "/RunLengthDecode", "/RL", "/Crypt":
			return phrase.Errorf("this PDF is packed in a way that is not read (%s)", name[1:])
		}
	}
	if indirect.Match(content) {
		return phrase.Errorf("this PDF does not say how it is packed where it should")
	}
	left := int64(maxUnpacked)
	for _, at := range streamBegin.FindAllIndex(content, -1) {
		if left -= unpacked(content[at[1]:], left); left <= 0 {
			return phrase.Errorf("this PDF unpacks to more than %d MB", maxUnpacked>>20)
		}
	}
	return nil
}

func unescaped(name []byte) string {
	return string(escapedByte.ReplaceAllFunc(name, func(code []byte) []byte {
		char, _ := strconv.ParseUint(string(code[1:]), 16, 8)
		return []byte{byte(char)}
	}))
}

// unpacked is how many bytes a stream comes to, packed once or several times
// over; a bit more than most when it is more.
func unpacked(stream []byte, most int64) (total int64) {
	var r io.Reader = bytes.NewReader(stream)
	const deepest = 4
	for range deepest {
		inflated, err := zlib.NewReader(r)
		if err != nil {
			return total
		}
		var head bytes.Buffer
		const headBytes = 64 << 10
		n, _ := io.Copy(&head, io.LimitReader(inflated, headBytes))
		more, _ := io.Copy(io.Discard, io.LimitReader(inflated, max(most-total-n, 0)+1))
		if total += n + more; total > most || more > 0 && !bytes.HasPrefix(head.Bytes(), []byte{0x78}) {
			return total
		}
		r = bytes.NewReader(head.Bytes())
	}
	return most + 1
}

// readPDF is the reading of a whole file. The library gives up on some broken
// ones with a panic.
func readPDF(content []byte) (file *model.Context, err error) {
	broken := func(why any) error { return phrase.Errorf("this PDF is broken or not whole (%v)", why) }
	defer func() {
		if why := recover(); why != nil {
			err = broken(why)
		}
	}()
	settings := model.NewDefaultConfiguration()
	settings.Cmd = model.EXTRACTIMAGES
	if file, err = api.ReadValidateAndOptimize(bytes.NewReader(content), settings); err != nil {
		return nil, broken(err)
	}
	return file, nil
}

// picturesOf are the pictures of a page, the largest first. One that cannot be
// read is passed over.
func picturesOf(file *model.Context, number int) (pages []page) {
	defer func() { _ = recover() }()
	numbers := pdfcpu.ImageObjNrs(file, number)
	area := func(object int) int64 { w, h := sizeOf(file.Optimize.ImageObjects[object].ImageDict); return w * h }
	slices.SortFunc(numbers, func(a, b int) int { return int(area(b) - area(a)) })
	for _, object := range numbers[:min(len(numbers), maxPagePictures)] {
		if p, err := pictureOf(file, object); err == nil {
			pages = append(pages, p)
		}
	}
	return pages
}

func sizeOf(stream *types.StreamDict) (w, h int64) {
	if stream == nil {
		return 0, 0
	}
	if width, height := stream.IntEntry("Width"), stream.IntEntry("Height"); width != nil && height != nil {
		w, h = int64(*width), int64(*height)
	}
	return w, h
}

func pictureOf(file *model.Context, object int) (p page, err error) {
	defer func() {
		if why := recover(); why != nil {
			err = phrase.Errorf("%v", why)
		}
	}()
	stream := file.Optimize.ImageObjects[object].ImageDict
	w, h := sizeOf(stream)
	if w < minPictureSide && h < minPictureSide || w > maxSide || h > maxSide || w*h > maxPixels/2 {
		return page{}, phrase.Errorf("the size of this picture is none of a page's")
	}
	extracted, err := pdfcpu.ExtractImage(file, stream, false, "", object, false)
	if err != nil || extracted == nil {
		return page{}, errors.Join(phrase.Errorf("this picture cannot be read"), err)
	}
	content, err := io.ReadAll(io.LimitReader(extracted, maxUnpacked))
	if err != nil {
		return page{}, err
	}
	return open(content)
}

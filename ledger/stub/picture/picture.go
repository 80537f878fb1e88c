// Package picture reads the bill stubs on a photograph, a scan or a PDF page
// of a bill, and makes the copy of the bill that is kept.
//
// A file comes from outside and may be broken or hostile: it is refused with
// one error, and never takes more memory than the limits below say.
package picture

import (
	"bytes"
	"context"
	"io"
	"os"

	"counterfoil/ledger/phrase"
	"counterfoil/ledger/stub"
)

// Limits bound the copy that is kept of a picture. The zero Limits have none
// made.
type Limits struct {
	MaxSide  int   // pixels of the longer side
	Quality  int   // of the JPEG, 1 to 100; lowered until the copy fits MaxBytes
	MaxBytes int64 // of a picture
	MaxPDF   int64 // bytes of a PDF that no picture could be taken from: it is kept whole
}

// Taken is what came of one file.
type Taken struct {
	// Stubs are what the bar codes on it say, each with every check digit
	// right. Several are a choice for the clerk; none means that no code of the
	// city's bills could be read.
	Stubs []stub.Stub
	// Unread says why nothing can be read from the file at all; nil: it was
	// looked through.
	Unread error
	Copy   []byte // to be kept
	Media  string // of Copy: JPEG or PDF
}

// The media of copies.
const (
	JPEG = "image/jpeg"
	PDF  = "application/pdf"
)

// MaxFileBytes is how large a file may be that is looked at.
const MaxFileBytes = 32 << 20

// TakeFile reads a file from a disk.
func TakeFile(ctx context.Context, path string, profiles []stub.Profile, keep Limits) (Taken, error) {
	file, err := os.Open(path)
	if err != nil {
		return Taken{}, err
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, MaxFileBytes+1))
	if err != nil {
		return Taken{}, err
	}
	return Take(ctx, content, profiles, keep)
}

// Take reads the stubs on a file's pictures and makes the copy to keep. It ends
// early with the context's error.
func Take(ctx context.Context, content []byte, profiles []stub.Profile, keep Limits) (Taken, error) {
	if len(content) > MaxFileBytes {
		return Taken{}, phrase.Errorf("the file is larger than %d MB; take the picture with fewer pixels", MaxFileBytes>>20)
	}
	if bytes.HasPrefix(content, []byte("%PDF-")) {
		return takePDF(ctx, content, profiles, keep)
	}
	opened, err := open(content)
	if err != nil {
		return Taken{}, err
	}
	return takePage(ctx, opened, profiles, keep)
}

func takePage(ctx context.Context, p page, profiles []stub.Profile, keep Limits) (Taken, error) {
	stubs, err := read(ctx, p.gray(), profiles)
	if err != nil {
		return Taken{}, err
	}
	if keep == (Limits{}) {
		return Taken{Stubs: stubs}, nil
	}
	copied, err := p.shrink(keep)
	return Taken{Stubs: stubs, Copy: copied, Media: JPEG}, err
}

// takePDF looks at the pictures of a PDF's pages until one has a stub. Without
// pictures the file itself is the copy.
func takePDF(ctx context.Context, content []byte, profiles []stub.Profile, keep Limits) (Taken, error) {
	var best Taken
	pages, unread := 0, error(nil)
	for p, err := range pagesOf(ctx, content) {
		if err != nil {
			unread = err
			break
		}
		taken, err := takePage(ctx, p, profiles, keep)
		if err != nil {
			return Taken{}, err
		}
		if pages++; pages == 1 || len(taken.Stubs) > 0 {
			best = taken
		}
		if len(taken.Stubs) > 0 {
			return best, nil
		}
	}
	if ctx.Err() != nil {
		return Taken{}, ctx.Err()
	}
	if pages > 0 {
		return best, nil
	}
	if unread == nil {
		unread = phrase.Errorf("this PDF has no picture in it")
	}
	if keep == (Limits{}) {
		return Taken{Unread: unread}, nil
	}
	if int64(len(content)) > keep.MaxPDF {
		return Taken{}, phrase.Errorf("%w, and it is larger than the %d KB that are kept of such a file; take a photograph of the bill instead", unread, keep.MaxPDF>>10)
	}
	return Taken{Unread: unread, Copy: content, Media: PDF}, nil
}

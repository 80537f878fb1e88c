package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
	"counterfoil/ledger/stub/picture"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// copyReader reads pictures of bills, one after another.
type copyReader struct {
	folder  string             // of the last one
	waiting []string           // files not begun
	stop    context.CancelFunc // ends the one that is being read; nil: none is
}

// askPicture asks for the file of a picture of the bill: one of the newest in
// the folder where the last one was, or any other.
func (s *intake) askPicture() {
	if s.copies.folder == "" {
		s.copies.folder = s.counter.picturesFolder()
	}
	s.counter.askFile(fileQuestion{
		title:   words.T("Picture of the bill"),
		text:    words.T("JPEG, PNG, TIFF, GIF, BMP, WebP or PDF. A picture can also be dropped on the window."),
		confirm: words.T("Read it"),
		folder:  &s.copies.folder, newest: picture.Newest,
		take:   func(path string) { s.takePictures(path) },
		closed: func() { s.to(s.stub) },
	})
}

// picturesFolder is where pictures are likely to be: where a scanner or a phone
// drops them, or what was downloaded.
func (c *counter) picturesFolder() string {
	if watched := c.ledger.WatchedFolder(); watched != "" {
		return watched
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	for _, name := range []string{"Downloads", "Pictures", "Desktop"} {
		if folder := filepath.Join(home, name); len(picture.Newest(folder, 1)) > 0 {
			return folder
		}
	}
	return home
}

// takePictures reads the stubs on pictures and puts them into the payment, each
// with its picture as the copy of the bill.
func (s *intake) takePictures(paths ...string) {
	s.copies.waiting = append(s.copies.waiting, paths...)
	if s.copies.stop == nil {
		s.nextPicture()
	}
}

func (s *intake) nextPicture() {
	if len(s.copies.waiting) == 0 {
		return
	}
	path := s.copies.waiting[0]
	s.copies.waiting = s.copies.waiting[1:]
	s.takePicture(path, func(error) { s.nextPicture() })
}

// stopPictures ends the reading of pictures and reports whether there was any.
func (s *intake) stopPictures() bool {
	if s.copies.stop == nil {
		return false
	}
	s.copies.waiting = nil
	s.copies.stop()
	return true
}

// takePicture reads one file off the user interface's goroutine. Its copy is
// durable before the payment can name it. done gets what went wrong with the
// file.
func (s *intake) takePicture(path string, done func(error)) {
	ctx, stop := context.WithCancel(context.Background())
	s.copies.stop = stop
	city, draft, by := s.counter.ledger.City(), s.draft, s.counter.session
	keep := picture.Limits{
		MaxSide: city.Bills.MaxSide, Quality: city.Bills.Quality, MaxBytes: city.Bills.MaxKB << 10, MaxPDF: city.Bills.MaxPDF << 10,
	}
	var taken picture.Taken
	var kept ledger.KeptCopy
	s.counter.work(words.T("Reading %s (Esc stops)", filepath.Base(path)), func() (err error) {
		if taken, err = picture.TakeFile(ctx, path, city.Scanlines, keep); err != nil {
			return err
		}
		kept, err = s.counter.ledger.KeepCopy(by, taken.Copy, taken.Media)
		return err
	}, func(err error) {
		stop()
		s.copies.stop = nil
		switch {
		case errors.Is(err, context.Canceled):
			s.remark(widgets.Note, words.T("%s was not taken.", filepath.Base(path)))
		case err != nil:
			s.counter.say(widgets.Warning, widgets.Sentence(phrase.Errorf("%s: %w", filepath.Base(path), err)))
		case draft != s.draft:
			s.counter.say(widgets.Warning, words.T("%s was read after its payment was done with, and is not attached. Take it again.", filepath.Base(path)))
			err = phrase.Errorf("its payment is done with")
		default:
			s.tookPicture(filepath.Base(path), taken, kept)
		}
		done(err)
	})
}

// tookPicture puts what was read into the payment for the clerk to confirm, as
// a scan is. Several bills on one picture are a choice.
func (s *intake) tookPicture(name string, taken picture.Taken, kept ledger.KeptCopy) {
	s.unremark()
	lines := linesOf(taken.Stubs)
	for i := range lines {
		lines[i].Copy = &kept
	}
	switch len(lines) {
	case 0:
		s.attachUnread(name, taken.Unread, &kept)
	case 1:
		if err := s.add(lines[0]); err != nil {
			s.problem(phrase.Errorf("%s: %w", name, err))
			return
		}
		s.remark(widgets.Note, words.T("%s was read. Compare it with the bill.", name))
	default:
		s.choose(lines)
	}
}

// attachUnread attaches a picture on which no stub was read to the stub that is
// selected and has none, or to the one that comes next.
func (s *intake) attachUnread(name string, why error, kept *ledger.KeptCopy) {
	what := words.T("No bar code of a bill could be read on %s.", name)
	if why != nil {
		what = words.T("Nothing can be read from %s: %s", name, widgets.Sentence(why))
	}
	if len(s.draft.stubs) > 0 && s.draft.stubs[s.stubAt].line.Copy == nil {
		s.draft.attach(s.stubAt, kept)
		what += words.T(" It is attached to account %s as the copy of the bill.", s.draft.stubs[s.stubAt].line.Account)
	} else {
		s.draft.await(kept)
		what += words.T(" Scan or key in its stub: the picture goes with it.")
	}
	s.show()
	s.remark(widgets.Note, what)
}

// attached puts the picture that a line came from on the stub of that bill, if
// it was scanned already.
func (s *intake) attached(line ledger.Line) bool {
	if line.Copy == nil {
		return false
	}
	at := s.draft.pictured(line)
	if at < 0 {
		return false
	}
	s.draft.attach(at, line.Copy)
	s.stubAt = at
	s.show()
	return true
}

// copyLabel is what the box for copies on paper says.
func (s *intake) copyLabel() string {
	const onPaper phrase.Word = "Copy of the bill received   F7"
	switch n := s.draft.pictures(); {
	case n == 0:
		return words.Say(onPaper)
	case n == len(s.draft.stubs):
		return words.T("Copy received: picture   F7")
	default:
		return words.T("Copies, %d of %d pictured   F7", n, len(s.draft.stubs))
	}
}

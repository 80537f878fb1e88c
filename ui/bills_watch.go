package ui

import (
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"github.com/fsnotify/fsnotify"

	"counterfoil/ledger/stub/picture"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// A watched folder is looked into when the system tells of a change, and now
// and then besides: network folders tell nothing.
const (
	billsCheckEvery = 2 * time.Second
	billsSettle     = 300 * time.Millisecond // between two looks at a file that just came
)

// watchBills takes pictures of bills out of the folder that the settings name.
func (c *counter) watchBills() {
	path := c.ledger.WatchedFolder()
	if path == "" {
		return
	}
	if !filepath.IsAbs(c.ledger.City().Bills.Watch) {
		// One in the data folder is ours to make; any other is a share or a
		// scanner's, and must not be there when that is not.
		if err := os.MkdirAll(path, 0o700); err != nil {
			slog.Warn("the folder for pictures of bills cannot be made", "folder", path, "err", err)
		}
	}
	bills := picture.Watch(path)
	changes := make(chan fsnotify.Event)
	if watcher, err := fsnotify.NewWatcher(); err == nil && watcher.Add(path) == nil {
		go func() {
			for event := range watcher.Events {
				changes <- event
			}
		}()
	} else {
		slog.Warn("a folder is only polled", "folder", path, "err", err)
	}
	go func() {
		wait := billsCheckEvery
		for {
			select {
			case <-changes:
				wait = billsSettle
				continue
			case <-time.After(wait):
				wait = billsCheckEvery
			}
			fyne.DoAndWait(func() { c.lookAtBills(bills) })
		}
	}()
}

// lookAtBills takes one picture, when somebody is there to confirm it.
func (c *counter) lookAtBills(bills *picture.Watched) {
	s, atIntake := c.screen.(*intake)
	if !atIntake || !c.signedIn() || c.dialogs.Showing() || s.copies.stop != nil {
		return
	}
	path, err := bills.Next()
	if err != nil || path == "" {
		return // a folder that is not there may come back: a phone, a share
	}
	s.takePicture(path, func(err error) {
		if err != nil {
			bills.Leave(path)
			return
		}
		if err := bills.Taken(path); err != nil {
			bills.Leave(path)
			c.say(widgets.Warning, words.T("%s was taken, and cannot be moved away: %s", filepath.Base(path), widgets.Sentence(err)))
		}
	})
}

// dropped takes files that were dropped on the window.
func (c *counter) dropped(_ fyne.Position, files []fyne.URI) {
	if !c.drop(files) {
		c.say(widgets.Note, words.T("A picture of a bill is taken on the intake screen. Go there, then drop it again."))
	}
}

func (s *intake) dropped(paths []string) { s.takePictures(paths...) }

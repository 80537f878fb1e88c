package ledger

import (
	"fmt"
	"time"

	"counterfoil/ledger/phrase"
)

// walk is a way through a whole journal, past what is wrong with it.
type walk struct {
	at       time.Time // of the last entry
	sequence error     // the first gap

	problems []phrase.Text // the first few
	more     int
	wholeTo  int64 // the last entry before the first problem
	after    int64 // entries from the first problem on
	good     int64 // those of them that are signed and follow the one before
	blind    bool  // the key is not known, so nothing more can be told
}

const maxProblems = 8

// follow takes the next entry. One that does not hold is passed by, as if its
// hash were right.
func (w *walk) follow(c *Chain, e Entry) {
	if last := c.Seq; e.Seq != last+1 {
		if w.sequence == nil {
			w.sequence = fmt.Errorf("entry %d comes after entry %d: %d entries are missing", e.Seq, last, e.Seq-last-1)
		}
		c.Seq = e.Seq - 1
	}
	var err error
	if !w.blind {
		err = c.Follow(e)
	}
	w.blind = w.blind || err != nil && len(c.Key.raw) == 0
	switch {
	case err != nil:
		w.wrong(e.Seq, err)
	case len(w.problems) > 0 && !w.blind:
		w.good++
	}
	if len(w.problems) > 0 {
		w.after++
	}
	c.Seq, c.Head = e.Seq, e.Hash
}

func (w *walk) wrong(seq int64, err error) {
	if len(w.problems) == 0 {
		w.wholeTo = seq - 1
	}
	if len(w.problems) == maxProblems {
		w.more++
		return
	}
	w.problems = append(w.problems, phrase.Of("%s", err))
}

// err says what is wrong, and what still holds; nil: nothing is wrong.
func (w *walk) err() error {
	if len(w.problems) == 0 {
		return nil
	}
	text := phrase.Join(w.problems, "; ")
	if w.more > 0 {
		text = phrase.Of("%s; and %d more", text, w.more)
	}
	if w.wholeTo == 0 {
		text = phrase.Of("%s. Nothing here can be trusted by the chain alone", text)
	} else {
		text = phrase.Of("%[1]s. Entries 1 to %[2]d are whole; nothing after entry %[2]d can be trusted by the chain alone", text, w.wholeTo)
	}
	if w.good > 0 {
		text = phrase.Of("%s, though %d of the %d entries from there on are signed by the station and follow the one before", text, w.good, w.after)
	}
	return phrase.Errorf("%s", text)
}

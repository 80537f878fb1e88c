package ledger

import (
	"bytes"
	"cmp"
	"slices"
)

// words holds in memory the texts that payments are found by a part of, so
// that looking through all of them takes a millisecond. A word's id is its
// place, from 1.
type words struct {
	blocks []*wordBlock
	count  int64
}

const wordsABlock = 1024

// wordBlock is some words in a row. One whose words are all older than what
// was found already need not be looked at.
type wordBlock struct {
	text   []byte  // "\none\ntwo\nthree\n"
	starts []int   // where each word's line break before it stands
	newest []int64 // of each word: the newest payment that has it
	last   int64   // the largest of newest
}

// word is one that fits, and the newest payment that has it.
type word struct{ id, newest int64 }

// add appends a word; its id is the count.
func (w *words) add(text string, newest int64) {
	if w.count%wordsABlock == 0 {
		w.blocks = append(w.blocks, &wordBlock{text: []byte("\n")})
	}
	b := w.blocks[len(w.blocks)-1]
	b.starts = append(b.starts, len(b.text)-1)
	b.text = append(append(b.text, text...), '\n')
	b.newest = append(b.newest, newest)
	b.last = max(b.last, newest)
	w.count++
}

// renew notes a payment that has the word, and tells whether it is its newest.
func (w *words) renew(id, payment int64) bool {
	b := w.blocks[(id-1)/wordsABlock]
	newest := &b.newest[(id-1)%wordsABlock]
	if payment <= *newest {
		return false
	}
	*newest = payment
	b.last = max(b.last, payment)
	return true
}

// containing returns the words with text in them that the newest payments
// have, newest first.
func (w *words) containing(text string, payments int) newestWords {
	return w.find([]byte(text), payments)
}

// beginning returns the words that begin with text, likewise.
func (w *words) beginning(text string, payments int) newestWords {
	return w.find([]byte("\n"+text), payments)
}

func (w *words) find(needle []byte, payments int) newestWords {
	best := newestWords{payments: payments}
	order := slices.SortedFunc(slices.Values(w.blocks), func(a, b *wordBlock) int { return cmp.Compare(b.last, a.last) })
	place := make(map[*wordBlock]int64, len(w.blocks))
	for i, b := range w.blocks {
		place[b] = int64(i)
	}
	for _, b := range order {
		if best.full() && b.last < best.oldest() {
			break
		}
		b.each(needle, func(i int) { best.add(word{place[b]*wordsABlock + int64(i) + 1, b.newest[i]}) })
	}
	return best
}

// all returns the ids of the words that have the needle.
func (w *words) all(needle []byte) (ids []int64) {
	for i, b := range w.blocks {
		b.each(needle, func(at int) { ids = append(ids, int64(i*wordsABlock+at)+1) })
	}
	return ids
}

// each calls do with the place of each word that has the needle, once.
func (b *wordBlock) each(needle []byte, do func(i int)) {
	i := 0
	for at := 0; ; {
		hit := bytes.Index(b.text[at:], needle)
		if hit < 0 {
			return
		}
		for i+1 < len(b.starts) && b.starts[i+1] <= at+hit {
			i++
		}
		do(i)
		if i++; i == len(b.starts) {
			return
		}
		at = b.starts[i]
	}
}

// newestWords keeps as many words as it takes to name that many payments:
// each word has one payment that is its newest, and several can share it.
type newestWords struct {
	payments int
	words    []word // newest first
	distinct int    // newest payments among them
}

func (n *newestWords) full() bool    { return n.distinct == n.payments }
func (n *newestWords) oldest() int64 { return n.words[len(n.words)-1].newest }

// floor is a payment that none of the newest comes before; 0: not known.
func (n *newestWords) floor() int64 {
	if n.full() {
		return n.oldest()
	}
	return 0
}

func (n *newestWords) add(w word) {
	if n.full() && w.newest < n.oldest() {
		return
	}
	at, shared := slices.BinarySearchFunc(n.words, w.newest, func(have word, newest int64) int { return cmp.Compare(newest, have.newest) })
	n.words = slices.Insert(n.words, at, w)
	if !shared {
		n.distinct++
	}
	if n.distinct > n.payments {
		oldest := n.oldest()
		n.words = n.words[:slices.IndexFunc(n.words, func(w word) bool { return w.newest == oldest })]
		n.distinct--
	}
}

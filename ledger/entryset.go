package ledger

import "math/bits"

// entrySet is a set of entries by their numbers. It takes a bit for each entry
// of the journal, so that a million take 125 KB.
type entrySet struct {
	blocks []entryBlock
	count  int
}

const entriesABlock = 64 * 64

type entryBlock struct {
	count int
	bits  [64]uint64
}

func (s *entrySet) add(seq int64) {
	block, word, bit := seq/entriesABlock, seq/64%64, uint64(1)<<(seq%64)
	for int64(len(s.blocks)) <= block {
		s.blocks = append(s.blocks, entryBlock{})
	}
	b := &s.blocks[block]
	if b.bits[word]&bit != 0 {
		return
	}
	b.bits[word] |= bit
	b.count++
	s.count++
}

// newest returns up to most of the set, the largest first, without the first
// so many and without those from below on.
func (s *entrySet) newest(skip, most int, below int64) (seqs []int64) {
	for i := len(s.blocks) - 1; i >= 0 && len(seqs) < most; i-- {
		b, first := &s.blocks[i], int64(i)*entriesABlock
		if last := first + entriesABlock; last <= below && b.count <= skip {
			skip -= b.count
			continue
		}
		b.down(first, func(seq int64) bool {
			switch {
			case seq >= below:
			case skip > 0:
				skip--
			default:
				seqs = append(seqs, seq)
			}
			return len(seqs) < most
		})
	}
	return seqs
}

// above counts those larger than an entry.
func (s *entrySet) above(seq int64) (larger int) {
	for i := len(s.blocks) - 1; i >= 0; i-- {
		b, first := &s.blocks[i], int64(i)*entriesABlock
		if first > seq {
			larger += b.count
			continue
		}
		b.down(first, func(at int64) bool {
			if at > seq {
				larger++
			}
			return at > seq
		})
		return larger
	}
	return larger
}

// down calls do with each of a block that begins with first, the largest
// first, until it returns false.
func (b *entryBlock) down(first int64, do func(seq int64) bool) {
	for word := len(b.bits) - 1; word >= 0; word-- {
		for rest := b.bits[word]; rest != 0; {
			bit := 63 - bits.LeadingZeros64(rest)
			rest &^= 1 << bit
			if !do(first + int64(word*64+bit)) {
				return
			}
		}
	}
}

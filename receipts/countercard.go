package receipts

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"counterfoil/assets/help"
)

// The counter card: one letter page that lies beside the keyboard. The first
// part of its text, the keys, stands in a narrow column beside the second; the
// third is set below both, in two columns.
const (
	cardMargin  = 12.0
	cardGutter  = 8.0
	cardHead    = 16.0 // of the band with the title
	cardKeys    = 0.4  // of the width goes to the first part
	cardParts   = 3
	cardLargest = 12.5 // points
	cardLeast   = 7.5
)

// CounterCardPDF returns the counter card as one letter page, set as large as
// the page has room for. The city's name may be empty. A card too long for a
// page is an error.
func CounterCardPDF(card help.Page, city string) ([]byte, error) {
	parts := cardPartsOf(card)
	if len(parts) != cardParts {
		return nil, fmt.Errorf("the counter card has %d parts; it is set in %d", len(parts), cardParts)
	}
	return makePDF(document{card.Title, time.Time{}, letterWidth}, func(s *sheet) error {
		s.addPage(letterHeight)
		points := cardLargest
		for ; ; points -= 0.25 {
			if points < cardLeast {
				return fmt.Errorf("the counter card does not fit on one page; shorten its text")
			}
			if trial := (&cardSetter{sheet: s, points: points, measuring: true}); trial.set(parts) <= letterHeight-cardMargin {
				break
			}
		}
		s.fill(0, 0, letterWidth, cardHead+4, 225)
		s.text(cardMargin, 6, face{points: 22, bold: true}, card.Title)
		right := "Counterfoil"
		if city != "" {
			right = city + " · " + right
		}
		s.textRight(letterWidth-cardMargin, 9, face{points: 11}, s.clip(right, face{points: 11}, letterWidth/2))
		(&cardSetter{sheet: s, points: points}).set(parts)
		return nil
	})
}

// cardPart is a heading of the card with what stands below it.
type cardPart struct {
	title  string
	blocks []help.Block
}

func cardPartsOf(card help.Page) (parts []cardPart) {
	for _, b := range card.Blocks {
		if b.Kind == help.Heading {
			parts = append(parts, cardPart{title: b.Text()})
		} else if n := len(parts); n > 0 {
			parts[n-1].blocks = append(parts[n-1].blocks, b)
		}
	}
	return parts
}

// cardSetter sets the card's text in one size, or measures how far down it
// would reach.
type cardSetter struct {
	*sheet
	points    float64
	measuring bool
}

// set sets all parts, and returns where the lowest ends.
func (c *cardSetter) set(parts []cardPart) float64 {
	const top = cardHead + 10
	whole := letterWidth - 2*cardMargin
	left := (whole - cardGutter) * cardKeys
	right := cardMargin + left + cardGutter
	y := max(c.part(parts[0], cardMargin, top, left), c.part(parts[1], right, top, letterWidth-cardMargin-right))

	last := parts[2]
	y = c.heading(last.title, cardMargin, y+cardGutter/2, whole)
	column := (whole - cardGutter) / 2
	half := c.half(last.blocks, column)
	return max(c.blocks(last.blocks[:half], cardMargin, y, column),
		c.blocks(last.blocks[half:], cardMargin+column+cardGutter, y, column))
}

// half is how many of the blocks fill the first of two columns.
func (c *cardSetter) half(blocks []help.Block, width float64) int {
	measured := &cardSetter{sheet: c.sheet, points: c.points, measuring: true}
	whole := measured.blocks(blocks, 0, 0, width)
	n := 0
	for n < len(blocks) && 2*measured.blocks(blocks[:n], 0, 0, width) < whole {
		n++
	}
	return n
}

func (c *cardSetter) part(p cardPart, x, y, width float64) float64 {
	return c.blocks(p.blocks, x, c.heading(p.title, x, y, width), width)
}

func (c *cardSetter) heading(title string, x, y, width float64) float64 {
	set := face{points: c.points * 1.25, bold: true}
	if !c.measuring {
		c.text(x, y, set, title)
		c.line(x, y+set.lineHeight()+0.5, x+width, y+set.lineHeight()+0.5, 0.5)
	}
	return y + set.lineHeight() + 3
}

// blocks sets blocks below one another. What follows the number of a step, or
// the key that a line begins with, is in line.
func (c *cardSetter) blocks(blocks []help.Block, x, y, width float64) float64 {
	keys := c.keysWidth(blocks)
	for _, b := range blocks {
		words, indent := c.words(b), 0.0
		switch {
		case b.Kind == help.Step:
			indent = c.measure("00. ", c.body())
			if !c.measuring {
				c.textRight(x+indent-1.2, y, c.body().strong(), strconv.Itoa(b.Number)+".")
			}
		case b.Kind == help.Bullet && words[0].cap:
			indent = keys
			if !c.measuring {
				c.word(words[0], x, y)
			}
			words = words[1:]
		}
		y = c.block(words, x+indent, y, width-indent) + c.points*0.1
	}
	return y
}

// keysWidth is the room of the keys that blocks begin with.
func (c *cardSetter) keysWidth(blocks []help.Block) (width float64) {
	for _, b := range blocks {
		if words := c.words(b); b.Kind == help.Bullet && words[0].cap {
			width = max(width, c.widthOf(words[0])+2*c.measure(" ", c.body()))
		}
	}
	return width
}

func (c *cardSetter) body() face { return face{points: c.points} }

// cardWord is what is not broken: a word, or a key on its cap.
type cardWord struct {
	text   string
	set    face
	cap    bool // drawn as a key
	act    bool // drawn as something that is done beside the keys
	spaced bool // a space comes before it
}

func (c *cardSetter) words(b help.Block) (words []cardWord) {
	spaced := false
	for _, s := range b.Spans {
		if s.Key != "" {
			words = append(words, cardWord{text: s.Key, set: c.body().strong(), cap: true, spaced: spaced})
			spaced = s.Text != ""
		}
		if s.Code {
			words = append(words, cardWord{text: s.Text, set: c.body(), act: true, spaced: spaced})
			spaced = false
			continue
		}
		set := c.body()
		set.bold = s.Key != "" || s.Strong
		for i, text := range strings.Fields(s.Text) {
			words = append(words, cardWord{text: text, set: set, spaced: i > 0 || spaced || strings.HasPrefix(s.Text, " ")})
		}
		spaced = strings.HasSuffix(s.Text, " ")
	}
	return words
}

// capInset is how much wider than its letters a key is, on each side.
const capInset = 1.3

func (c *cardSetter) widthOf(w cardWord) float64 {
	width := c.measure(w.text, w.set)
	if w.cap || w.act {
		width += 2 * capInset
	}
	return width
}

// block sets words from left to right, in as many lines as they need, and
// returns where the next block begins.
func (c *cardSetter) block(words []cardWord, x, y, width float64) float64 {
	pitch := c.body().lineHeight() * 1.16 // room for the caps
	space := c.measure(" ", c.body())
	at := 0.0
	for _, w := range words {
		wide, before := c.widthOf(w), 0.0
		if w.spaced && at > 0 {
			before = space
			if w.cap {
				before *= 1.5 // or two keys look like one
			}
		}
		if at > 0 && at+before+wide > width {
			at, before, y = 0, 0, y+pitch
		}
		at += before
		if !c.measuring {
			c.word(w, x+at, y)
		}
		at += wide
	}
	return y + pitch
}

func (c *cardSetter) word(w cardWord, x, y float64) {
	wide, height := c.widthOf(w), c.body().lineHeight()
	switch {
	case w.cap:
		c.frame(x, y-0.2, wide, height, 0.35)
		x += capInset
	case w.act:
		c.fill(x, y-0.2, wide, height, 225)
		x += capInset
	}
	c.text(x, y, w.set, w.text)
}

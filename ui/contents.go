package ui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// contents lists the pages of a part of the program, each with the digit that
// chooses it.
type contents struct {
	pages []contentsPage
	list  *widgets.Table[contentsPage]
	body  fyne.CanvasObject
}

// contentsPage is a screen of its own, and what it is for.
type contentsPage struct {
	title, summary string
	open           func()
	digit          string
}

func newContents(pages []contentsPage, below ...fyne.CanvasObject) contents {
	for i := range pages {
		pages[i].digit = strconv.Itoa(i + 1)
	}
	c := contents{pages: pages}
	type column = widgets.Column[contentsPage]
	c.list = widgets.NewTable(
		column{Title: words.T("Key"), Width: 4, Text: func(p contentsPage) string { return p.digit }},
		column{Title: words.T("Page"), Width: 20, Text: func(p contentsPage) string { return p.title }},
		column{Title: words.T("What it is for"), Width: 60, Text: func(p contentsPage) string { return p.summary }},
	)
	c.list.MinRows = len(pages)
	c.list.SetRows(pages)
	c.list.OnOpen = func(p contentsPage) { p.open() }
	foot := container.NewVBox(widgets.NewCaption(words.T("The arrows or a page's digit choose it; Enter opens it.")))
	for _, b := range below {
		foot.Add(b)
	}
	c.body = page(container.NewBorder(nil, foot, nil, nil, c.list))
	return c
}

func (c *contents) content() fyne.CanvasObject { return c.body }
func (c *contents) focus() fyne.Focusable      { return c.list }

// typed chooses the page of a digit, which Enter opens.
func (c *contents) typed(r rune) {
	if n := int(r - '1'); n >= 0 && n < len(c.pages) {
		c.list.Select(n)
	}
}

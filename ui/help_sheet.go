package ui

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"counterfoil/assets/help"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// helpSheet shows a page of the help. With the keyboard on it, a digit follows
// what the page leads to.
type helpSheet struct {
	*widgets.Sheet
	follow func(page string)

	links []string
	title *widgets.Text
	text  *fyne.Container
	also  *fyne.Container
}

func newHelpSheet() *helpSheet {
	s := &helpSheet{
		title: widgets.NewHeading(""),
		text:  container.New(layout.NewCustomPaddedVBoxLayout(0)),
		also:  container.NewVBox(),
	}
	s.Sheet = widgets.NewSheet(container.NewPadded(container.NewVBox(s.title, s.text, s.also)))
	s.OnRune = s.press
	return s
}

// press follows what has that digit.
func (s *helpSheet) press(r rune) bool {
	n := int(r - '1')
	if n < 0 || n >= len(s.links) {
		return false
	}
	s.follow(s.links[n])
	return true
}

func (s *helpSheet) show(p help.Page) {
	s.title.SetText(p.Title)
	s.text.RemoveAll()
	for _, group := range groupsOf(p.Blocks) {
		s.text.Add(drawn(group))
	}
	s.also.RemoveAll()
	s.links = linksOf(p)
	if len(s.links) > 0 {
		s.also.Add(widgets.NewCaption(words.T("See also (press the digit)")))
	}
	pages := help.Pages(words.Language())
	for i, name := range s.links {
		to, _ := help.Named(pages, name)
		link := widgets.NewButton(strconv.Itoa(i+1)+"   "+to.Title, func() { s.follow(name) })
		link.Alignment, link.Importance = widget.ButtonAlignLeading, widget.LowImportance
		s.also.Add(link)
	}
	s.ShowFrom(0)
}

// linksOf are the names of the pages that a page leads to, each once, as many
// as there are digits.
func linksOf(p help.Page) (names []string) {
	seen := map[string]bool{"": true}
	for _, b := range p.Blocks {
		for _, span := range b.Spans {
			if !seen[span.Page] && len(names) < 9 {
				names, seen[span.Page] = append(names, span.Page), true
			}
		}
	}
	return names
}

// groupsOf divides blocks into lists and what stands alone.
func groupsOf(blocks []help.Block) (groups [][]help.Block) {
	for i, b := range blocks {
		if list := b.Kind == help.Bullet || b.Kind == help.Step; list && i > 0 && blocks[i-1].Kind == b.Kind {
			groups[len(groups)-1] = append(groups[len(groups)-1], b)
		} else {
			groups = append(groups, []help.Block{b})
		}
	}
	return groups
}

// drawn is a paragraph, a heading or a list. Keys without further words stand
// in two columns.
func drawn(group []help.Block) fyne.CanvasObject {
	if len(group) > 1 && !slices.ContainsFunc(group, func(b help.Block) bool { return len(b.Spans) != 1 || b.Spans[0].Key == "" }) {
		columns := container.New(layout.NewGridLayoutWithColumns(2))
		for _, b := range group {
			columns.Add(rich(textsOf(b)...))
		}
		return columns
	}
	if kind := group[0].Kind; kind == help.Paragraph || kind == help.Heading {
		return rich(textsOf(group[0])...)
	}
	list := &widget.ListSegment{Ordered: group[0].Kind == help.Step}
	for _, b := range group {
		list.Items = append(list.Items, &widget.ParagraphSegment{Texts: textsOf(b)})
	}
	return rich(list)
}

func rich(segments ...widget.RichTextSegment) fyne.CanvasObject {
	text := widget.NewRichText(segments...)
	text.Wrapping = fyne.TextWrapWord
	gap := 4 - fynetheme.InnerPadding()
	return container.New(layout.NewCustomPaddedLayout(gap, gap, 0, 0), text)
}

func textsOf(b help.Block) (texts []widget.RichTextSegment) {
	add := func(text string, style widget.RichTextStyle) {
		texts = append(texts, &widget.TextSegment{Text: text, Style: style})
	}
	strong, plain := widget.RichTextStyleStrong, widget.RichTextStyleInline
	key := strong
	key.ColorName = fynetheme.ColorNamePrimary
	typed := plain
	typed.TextStyle.Monospace = true
	for _, span := range b.Spans {
		switch {
		case b.Kind == help.Heading:
			heading := strong
			heading.SizeName = fynetheme.SizeNameSubHeadingText
			add(span.Words(), heading)
		case span.Key != "":
			add(span.Words(), key)
		case span.Code:
			add(span.Text, typed)
		case span.Strong:
			add(span.Text, strong)
		default:
			add(span.Text, plain)
		}
	}
	return texts
}

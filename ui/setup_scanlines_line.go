package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"

	"counterfoil/ledger/stub"
	"counterfoil/ui/theme"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// drawLine draws a line that fits the profile: each part on its own color with
// its number below, and what each number is.
func drawLine(p stub.Profile, line string) fyne.CanvasObject {
	cells := container.New(layout.NewCustomPaddedHBoxLayout(1))
	key := widgets.NewColumns(2)
	number := 0
	for _, part := range p.Parts() {
		if part.Name == "" {
			cells.Add(partCell(part.Of(line), " ", -1))
			continue
		}
		number++
		cells.Add(partCell(part.Of(line), fmt.Sprint(number), number-1))
		key.Add(partKey(part, number, line))
	}
	scroll := container.NewHScroll(cells)
	return container.New(layout.NewCustomPaddedVBoxLayout(4), scroll, key)
}

// partCell is one part of the line over its number; a part without a color is
// read past.
func partCell(text, number string, color int) fyne.CanvasObject {
	chars := widgets.NewText(text)
	chars.Style = fyne.TextStyle{Monospace: true, Bold: color >= 0}
	chars.SizeName = fynetheme.SizeNameSubHeadingText
	below := widgets.NewCaption(number)
	below.Align = fyne.TextAlignCenter
	paper := widgets.NewBand(fynetheme.ColorNameInputBackground)
	if color >= 0 {
		paper.Fill = theme.ColorNamePart(color)
	}
	return container.New(layout.NewCustomPaddedVBoxLayout(0),
		container.NewStack(paper, container.New(layout.NewCustomPaddedLayout(3, 3, 2, 2), chars)), below)
}

// partKey says what a number is: "1  account, 1-11: 00345678901".
func partKey(part stub.Part, number int, line string) fyne.CanvasObject {
	swatch := canvas.NewRectangle(fynetheme.Color(theme.ColorNamePart(number - 1)))
	swatch.SetMinSize(fyne.NewSize(2*fynetheme.TextSize(), fynetheme.TextSize()))
	text := []string{words.Say(part.Name), part.Place()}
	if part.Format != "" {
		text = append(text, part.Format)
	}
	said := widgets.NewText(fmt.Sprintf("%d  %s: %s", number, strings.Join(text, ", "), strings.TrimSpace(part.Of(line))))
	return container.New(layout.NewCustomPaddedHBoxLayout(6), swatch, said)
}

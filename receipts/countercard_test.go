package receipts_test

import (
	"bytes"
	"strings"
	"testing"

	"counterfoil/assets/help"
	"counterfoil/assets/translations"
	"counterfoil/receipts"
)

func TestTheCounterCardIsOnePageWithEveryWordOfItsText(t *testing.T) {
	for _, language := range translations.Languages {
		card := help.Card(language)
		pdf, err := receipts.CounterCardPDF(card, "Testville")
		if err != nil {
			t.Fatal(err)
		}
		if again, err := receipts.CounterCardPDF(card, "Testville"); err != nil || !bytes.Equal(pdf, again) {
			t.Errorf("%s: the same card is not the same bytes: %v", language, err)
		}
		pages := pdfBoxes(t, pdf)
		if len(pages) != 1 {
			t.Fatalf("%s: the card has %d pages", language, len(pages))
		}
		var text strings.Builder
		for _, w := range pages[0].Words {
			text.WriteString(w.Text)
			if w.Left < 0 || w.Top < 0 || w.Right > pages[0].Width || w.Bottom > pages[0].Height {
				t.Errorf("%s: %q is not on the page: %+v", language, w.Text, w)
			}
		}
		for _, b := range card.Blocks {
			for word := range strings.FieldsSeq(b.Text()) {
				if !strings.Contains(text.String(), word) {
					t.Errorf("%s: the card lacks %q of %q", language, word, b.Text())
				}
			}
		}
	}
}

func TestACardThatIsTooLongIsRefused(t *testing.T) {
	card := help.Card(translations.English)
	last := &card.Blocks[len(card.Blocks)-1]
	last.Spans = append(last.Spans, help.Span{Text: strings.Repeat(" and so on", 2000)})
	if _, err := receipts.CounterCardPDF(card, ""); err == nil || !strings.Contains(err.Error(), "does not fit on one page") {
		t.Errorf("a card of many pages: %v", err)
	}
	card.Blocks = card.Blocks[:1]
	if _, err := receipts.CounterCardPDF(card, ""); err == nil {
		t.Error("a card without its parts was made")
	}
}

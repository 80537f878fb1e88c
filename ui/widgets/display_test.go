package widgets_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"counterfoil/ledger/money"
	"counterfoil/ui/keys"
	"counterfoil/ui/widgets"
)

func TestTheLegendSaysWhatTheKeysDoNow(t *testing.T) {
	ready := false
	board := keys.NewBoard()
	legend := widgets.NewLegend(board)
	open(t, legend)
	board.Show(keys.Table{
		{Name: "cash", Label: "Cash", Key: fyne.KeyF3, Run: func() {}},
		{Name: "check", Label: "Check", Key: fyne.KeyF4, Enabled: func() bool { return ready }, Run: func() {}},
		{Name: "quit", Label: "Quit", Run: func() {}},
		{Name: "record", Label: "Record", Key: fyne.KeyF9, Run: func() { ready = true }},
	}, nil)
	if want := "F3 Cash   (F4 Check)   F9 Record"; legend.Text() != want {
		t.Errorf("the legend is %q, want %q", legend.Text(), want)
	}
	if drawn := texts(legend); !slices.Equal(drawn, []string{"F3", "Cash", "F4", "(Check)", "F9", "Record"}) {
		t.Errorf("drawn is %q", drawn)
	}
	board.Handle(fyne.KeyF9)
	if want := "F3 Cash   F4 Check   F9 Record"; legend.Text() != want {
		t.Errorf("the legend is %q, want %q", legend.Text(), want)
	}
	uncover := board.Cover(keys.Table{{Name: "cancel", Label: "Cancel", Key: fyne.KeyEscape, Run: func() {}}}, nil)
	if want := "Esc Cancel"; legend.Text() != want {
		t.Errorf("the legend is %q, want %q", legend.Text(), want)
	}
	uncover()
	if drawn := strings.Join(texts(legend), " "); drawn != "F3 Cash F4 Check F9 Record" {
		t.Errorf("drawn is %q", drawn)
	}
}

func TestALegendBeginsANewLineWhenOneIsFull(t *testing.T) {
	board := keys.NewBoard()
	var table keys.Table
	for _, key := range functionKeys {
		table = append(table, keys.Command{Name: string(key), Label: "Some longer words", Key: key, Run: func() {}})
	}
	board.Show(table, nil)
	legend := widgets.NewLegend(board)
	open(t, legend)
	legend.Resize(fyne.NewSize(4000, 40))
	one := legend.MinSize().Height
	legend.Resize(fyne.NewSize(1000, 40))
	if two := legend.MinSize().Height; two < 2*one-10 {
		t.Errorf("one line is %v high, more are %v", one, two)
	}
	if legend.MinSize().Width > 1000 {
		t.Errorf("it needs a width of %v", legend.MinSize().Width)
	}
}

func TestBannerSaysItsGravityInWords(t *testing.T) {
	banner := widgets.NewBanner()
	open(t, banner)
	if banner.Visible() || banner.Text() != "" {
		t.Error("at first it says something")
	}
	banner.Say(widgets.Warning, "this bill was paid today")
	if !banner.Visible() || banner.Text() != "Warning: this bill was paid today" {
		t.Errorf("it says %q", banner.Text())
	}
	banner.Clear()
	if banner.Visible() || banner.Text() != "" {
		t.Errorf("cleared, it says %q", banner.Text())
	}
}

func TestStatusBarMarksAlarmsWithMoreThanColor(t *testing.T) {
	bar := widgets.NewStatusBar()
	open(t, bar)
	bar.Set(widgets.Status{Value: "Maria Ortiz"}, widgets.Status{Name: "Mirror", Value: "lost", Alarming: true})
	if want := "Maria Ortiz   ! Mirror: lost"; bar.Text() != want {
		t.Errorf("it says %q, want %q", bar.Text(), want)
	}
	if drawn := texts(bar); !slices.Equal(drawn, []string{"Maria Ortiz", "! Mirror: lost"}) {
		t.Errorf("drawn is %q", drawn)
	}
}

func TestFigure(t *testing.T) {
	figure := widgets.NewBigFigure("Change")
	open(t, figure)
	for cents, want := range map[int64]string{0: "$0.00", 123450: "$1,234.50", -500: "−$5.00"} {
		figure.SetAmount(money.FromCents(cents))
		if figure.Text() != want || !slices.Equal(texts(figure), []string{"Change", want}) {
			t.Errorf("%d cents are shown as %q %q, want %q", cents, figure.Text(), texts(figure), want)
		}
	}
}

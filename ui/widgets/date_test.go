package widgets_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"counterfoil/ui/widgets"
)

func TestADateIsReadInEveryWayItIsKeyed(t *testing.T) {
	today := func() time.Time { return time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC) }
	for keyed, want := range map[string]string{
		"11/20/2026": "11/20/2026", "11/20/26": "11/20/2026", "1/5/2026": "01/05/2026", "11/20": "11/20/2026",
		"112026": "11/20/2026", "11202026": "11/20/2026", "1120": "11/20/2026", "11-20-26": "11/20/2026",
		"2026-11-20": "11/20/2026", "1/5": "01/05/2027", "6/1": "06/01/2026", "": "",
		"13/20/2026": "13/20/2026", "2/29/2026": "2/29/2026", "5": "5", "11/31": "11/31", "2/29": "2/29",
	} {
		d, other := widgets.NewDateEntry(today), widgets.NewEntry()
		c := open(t, d, other)
		c.Focus(d)
		c.write(keyed)
		c.Focus(other)
		wrong := d.Problem() != nil
		if d.Text != want || wrong != (keyed != "" && want == keyed && keyed != "11/20/2026") {
			t.Errorf("%q is shown as %q, wrong %t", keyed, d.Text, wrong)
		}
		c.Focus(d)
		c.press(fyne.KeyF3)
	}
}

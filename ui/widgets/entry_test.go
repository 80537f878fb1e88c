package widgets_test

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"counterfoil/ledger/money"
	"counterfoil/ui/widgets"
)

func TestMoneyEntryTakesAmountsAndNothingElse(t *testing.T) {
	for keyed, cents := range map[string]int64{
		"12": 1200, "12.30": 1230, "1,234.50": 123450, "0": 0, "99999999.99": 9999999999,
	} {
		m := widgets.NewMoneyEntry()
		c := open(t, m)
		c.Focus(m)
		c.write(keyed)
		if amount, err := m.Amount(); err != nil || amount.Cents() != cents || m.Problem() != nil {
			t.Errorf("%q is %v, %v, problem %v; want %d cents", keyed, amount, err, m.Problem(), cents)
		}
		c.Unfocus()
		if want := money.FromCents(cents).Display(); m.Text != want {
			t.Errorf("%q is written %q after leaving, want %q", keyed, m.Text, want)
		}
	}
	for _, keyed := range []string{"1e3", "12,30", "-5", "1.005", "NaN", "12345678901234567890", "1.", "$5", "١٢", " 5", ""} {
		m := widgets.NewMoneyEntry()
		field := widgets.NewField("Amount", m)
		c := open(t, field)
		c.Focus(m)
		c.write(keyed)
		if amount, err := m.Amount(); err == nil {
			t.Errorf("%q is %v; want an error", keyed, amount)
		}
		c.Unfocus()
		if _, err := m.Amount(); err == nil {
			t.Errorf("%q became an amount by leaving the field", keyed)
		}
		if said := field.Wrong() != ""; said != (keyed != "") {
			t.Errorf("%q: the field says %q", keyed, field.Wrong())
		}
	}
}

func TestALeftOutCharacterStandsUntilSomethingIsTakenOut(t *testing.T) {
	m := widgets.NewMoneyEntry()
	field := widgets.NewField("Amount", m)
	c := open(t, field)
	c.Focus(m)
	c.write("1e3")
	if m.Text != "13" || !strings.Contains(field.Wrong(), "“e”") {
		t.Fatalf("the field holds %q and says %q", m.Text, field.Wrong())
	}
	c.press(fyne.KeyBackspace)
	if field.Wrong() != "" {
		t.Errorf("the field still says %q", field.Wrong())
	}
	if amount, err := m.Amount(); err != nil || amount.Cents() != 100 {
		t.Errorf("amount is %v, %v", amount, err)
	}
}

func TestWhatIsTypedReplacesAnAmount(t *testing.T) {
	m, other := widgets.NewMoneyEntry(), widgets.NewEntry()
	c := open(t, m, other)
	m.SetAmount(money.FromCents(22424))
	c.Focus(other)
	c.Focus(m)
	c.write("50")
	if m.Text != "50" {
		t.Errorf("the field holds %q", m.Text)
	}
}

func TestPastingIsAllOrNothing(t *testing.T) {
	app := test.NewApp()
	defer app.Quit()
	for pasted, want := range map[string]string{
		"1,234.50":  "1,234.50",
		" 12.30 \n": "12.30",
		"1e3":       "",
		"-5":        "",
	} {
		m := widgets.NewMoneyEntry()
		c := open(t, m)
		c.Focus(m)
		clipboard := test.NewClipboard()
		clipboard.SetContent(pasted)
		m.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
		if m.Text != want || (want == "") != (m.Problem() != nil) {
			t.Errorf("after pasting %q the field holds %q, problem %v; want %q", pasted, m.Text, m.Problem(), want)
		}
	}
}

func TestAnErrorIsSaidAtTheFieldAndKeepsWhatWasTyped(t *testing.T) {
	entry := widgets.NewEntry()
	field := widgets.NewField("Account", entry)
	c := open(t, field)
	c.Focus(entry)
	c.write("42")
	entry.SetError(errors.New("the account has ten digits"))
	if entry.Text != "42" || field.Wrong() != "The account has ten digits." {
		t.Errorf("the field holds %q and says %q", entry.Text, field.Wrong())
	}
	c.write("3")
	if field.Wrong() != "" {
		t.Errorf("after a change the field still says %q", field.Wrong())
	}
	entry.SetError(errors.New("no"))
	entry.SetText(entry.Text)
	if field.Wrong() != "" {
		t.Errorf("after SetText the field still says %q", field.Wrong())
	}
}

func TestAFieldHasALimit(t *testing.T) {
	entry := widgets.NewEntry()
	entry.Limit = 5
	c := open(t, entry)
	c.Focus(entry)
	c.write("Zoë M.")
	if entry.Text != "Zoë M" || entry.Problem() == nil {
		t.Errorf("the field holds %q, problem %v", entry.Text, entry.Problem())
	}
}

func TestOnKeyComesFirst(t *testing.T) {
	entry := widgets.NewEntry()
	c := open(t, entry)
	c.Focus(entry)
	var seen []fyne.KeyName
	entry.OnKey = func(key fyne.KeyName) bool {
		seen = append(seen, key)
		return key == fyne.KeyDown
	}
	c.press(fyne.KeyDown, fyne.KeyF3)
	c.want(t, "F3")
	if len(seen) != 2 {
		t.Errorf("saw %q", seen)
	}
}

func TestSentence(t *testing.T) {
	for text, want := range map[string]string{
		"the drawer is open":   "The drawer is open.",
		"Stop!":                "Stop!",
		"élan":                 "Élan.",
		"is it Monday? ":       "Is it Monday?",
		`"x" is not an amount`: `"x" is not an amount.`,
		"":                     "",
	} {
		if got := widgets.Sentence(errors.New(text)); got != want {
			t.Errorf("Sentence(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestWhatIsSetIsNotSelected(t *testing.T) {
	for set, want := range map[string]string{"": "0034", "7": "70034"} {
		for name, hold := range map[string]func(*widgets.Entry){
			"alone":      func(*widgets.Entry) {},
			"with Shift": func(e *widgets.Entry) { e.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft}) },
		} {
			entry := widgets.NewEntry()
			c := open(t, entry)
			c.Focus(entry)
			c.write("47")
			widgets.SelectAll(entry)
			hold(entry)
			entry.SetText(set)
			c.write("0034")
			if entry.Text != want {
				t.Errorf("%s: set to %q and typed into, the field holds %q, want %q", name, set, entry.Text, want)
			}
		}
	}
}

func TestAScanInAMoneyFieldIsWholeAndNoAmount(t *testing.T) {
	m := widgets.NewMoneyEntry()
	c := open(t, m)
	c.Focus(m)
	scan := "003456789010000109850000000000000000000000"
	c.write(scan)
	if m.Text != scan {
		t.Errorf("the field holds %q", m.Text)
	}
	m.SetText("")
	c.write("000000000012") // its first digits
	if _, err := m.Amount(); !errors.Is(err, widgets.ErrTooManyDigits) {
		t.Errorf("zeros before an amount: %v", err)
	}
}

func TestEnteredIsWhatAFieldHeldBeforeItWasTypedInto(t *testing.T) {
	entry := widgets.NewEntry()
	entry.SetText("5.00")
	c := open(t, entry)
	c.Focus(entry)
	c.write("1")
	if entry.Entered() != "5.00" {
		t.Errorf("it held %q", entry.Entered())
	}
	entry.SetText("7.00")
	c.write("1")
	if entry.Entered() != "7.00" {
		t.Errorf("set since, it held %q", entry.Entered())
	}
}

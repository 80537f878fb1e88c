package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"counterfoil/ledger"
	"counterfoil/ui/widgets"
)

// atSignIn is the window of a locked counter.
func (o *office) atSignIn() (*seat, *signIn) {
	o.Helper()
	s := o.sits(ledger.Session{})
	return s, s.screen.(*signIn)
}

func TestWhoSignedInLastComesFirstAmongTheTiles(t *testing.T) {
	o := newOffice(t)
	for _, name := range []string{"tom", "ben", "zoe"} {
		o.now = o.now.Add(time.Minute)
		o.is(name)
	}
	_, screen := o.atSignIn()
	var names []string
	for _, c := range screen.tiles.Rows() {
		names = append(names, c.Name)
	}
	if got := strings.Join(names, " "); got != "zoe ben tom ana sue fay" && got != "zoe ben tom ana fay sue" {
		t.Errorf("the tiles are %s", got)
	}
}

func TestATileIsChosenByTheArrows(t *testing.T) {
	o := newOffice(t)
	o.is("ben")
	s, screen := o.atSignIn()
	s.press(fyne.KeyDown)
	s.wantFocus(screen.tiles, "the tiles")
	second := screen.tiles.Rows()[1]
	s.press(fyne.KeyRight, fyne.KeyReturn)
	s.wantFocus(screen.secret, "the secret")
	s.scans(secretOf(second.Name))
	s.press(fyne.KeyEscape)
	s.wantSays(fmt.Sprintf("%s (%s)", second.Name, second.Role))
}

func TestAClerkSignsInByTouchAlone(t *testing.T) {
	o := newOffice(t)
	if _, err := o.ResetSecret(o.is("zoe"), "ana", "740216"); err != nil {
		t.Fatal(err)
	}
	s, screen := o.atSignIn()
	if screen.pad.Visible() {
		t.Error("the pad shows before anybody is chosen")
	}
	s.touchTile("ana")
	s.wantSays("PIN of ana")
	for _, label := range []string{"7", "4", "0", "9", "Erase", "2", "1", "6"} {
		s.touch(label)
		for _, o := range test.LaidOutObjects(s.window.Content()) {
			if drawn, ok := o.(*canvas.Text); ok && (strings.Contains(drawn.Text, "74") || strings.Contains(drawn.Text, "216")) {
				t.Fatalf("the digits are shown: %q", drawn.Text)
			}
		}
		s.wantFocus(screen.secret, "the secret: the next digit can be keyed, too")
	}
	s.touch("Sign in")
	s.wantSays("Open your drawer")
	if screen.secret.Text != "" {
		t.Error("the secret stays in its field")
	}
}

func TestOnlyClerksHaveAPad(t *testing.T) {
	s, screen := newOffice(t).atSignIn()
	for _, step := range []struct {
		name, ask string
		pad       bool
	}{{"sue", "Passphrase of sue", false}, {"ben", "PIN of ben", true}, {"fay", "Passphrase of fay", false}} {
		s.touchTile(step.name)
		s.wantSays(step.ask)
		s.wantFocus(screen.secret, "the secret")
		if screen.pad.Visible() != step.pad || len(screen.tiles.Rows()) != 6 {
			t.Errorf("%s: a pad %t, %d tiles", step.name, screen.pad.Visible(), len(screen.tiles.Rows()))
		}
		if screen.name.Text != step.name {
			t.Errorf("the name is %q", screen.name.Text)
		}
	}
}

func TestTheTilesAreLargeEnoughForAFinger(t *testing.T) {
	s, screen := newOffice(t).atSignIn()
	s.touchTile("ana")
	for _, b := range s.buttons() {
		if size := b.Size(); size.Width < 44 || size.Height < 44 {
			t.Errorf("the key %s is %v", b.Text, size)
		}
	}
	first, count := screen.tiles.InSight()
	if first != 0 || count != 6 {
		t.Errorf("%d tiles from %d are in sight", count, first)
	}
	s.wantFits()
}

func TestThreeHundredPeopleAreNarrowedByTheirFirstLetters(t *testing.T) {
	s, screen := newOffice(t).atSignIn()
	screen.people = nil
	for i := range 300 {
		name := fmt.Sprintf("%c%02d Miller", 'A'+i%26, i/26)
		screen.people = append(screen.people, colleague{Person: ledger.Person{Name: name, Role: ledger.Clerk}})
	}
	screen.follow()
	if n := len(screen.tiles.Rows()); n != 300 {
		t.Fatalf("there are %d tiles", n)
	}
	if _, drawn := screen.tiles.InSight(); drawn > 60 {
		t.Errorf("%d tiles are drawn at once", drawn)
	}
	s.wantFits()
	s.press(fyne.KeyDown, fyne.KeyEnd)
	if first, count := screen.tiles.InSight(); first+count != 300 {
		t.Errorf("the last tile is not in sight: %d from %d", count, first)
	}
	s.press(fyne.KeyEscape)
	s.write("c0")
	if n := len(screen.tiles.Rows()); n != 10 {
		t.Errorf("c0 leaves %d people", n)
	}
	s.write("3")
	s.wantSays("C03 Miller", "PIN of C03 Miller")
	s.press(fyne.KeyReturn)
	if screen.name.Text != "C03 Miller" {
		t.Errorf("the name is %q", screen.name.Text)
	}
	s.press(fyne.KeyEscape)
	s.write("xyz")
	s.wantSays("Nobody’s name begins like this.")
}

func TestNamesAreCompleted(t *testing.T) {
	screen := &signIn{}
	for _, name := range []string{"ana", "Ben Ali", "Ben Bo", "Zoë", "Eve", "Eve Long"} {
		screen.people = append(screen.people, colleague{Person: ledger.Person{Name: name}})
	}
	for text, want := range map[string]string{
		"a": "a", "an": "ana", "ANA": "ana", "ben": "ben", "ben b": "Ben Bo", "bo": "Ben Bo", "ali": "Ben Ali",
		" zo ": "Zoë", "x": "x", "Zoe": "Zoe", "eve": "Eve", "eve l": "Eve Long", "": "",
	} {
		if got := screen.keyedName(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// touchTile touches somebody's tile on the sign-in screen.
func (s *seat) touchTile(name string) {
	s.Helper()
	tiles := s.screen.(*signIn).tiles
	for _, o := range test.LaidOutObjects(tiles) {
		if line, ok := o.(*canvas.Text); ok && line.Text == name {
			tiles.Tapped(&fyne.PointEvent{Position: line.Position()})
			return
		}
	}
	s.Fatalf("there is no tile of %s", name)
}

// touch touches a button by its words.
func (s *seat) touch(label string) {
	s.Helper()
	for _, b := range s.buttons() {
		if b.Text == label {
			test.Tap(b)
			return
		}
	}
	s.Fatalf("there is no button %q", label)
}

func (s *seat) buttons() (found []*widgets.Button) {
	shown := s.window.Canvas().Overlays().Top()
	if shown == nil {
		shown = s.window.Content()
	}
	for _, o := range test.LaidOutObjects(shown) {
		if b, ok := o.(*widgets.Button); ok && b.Visible() {
			found = append(found, b)
		}
	}
	return found
}

//go:build window

package main_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// screen is an X server of its own, with a window manager and a keyboard.
type screen struct {
	t             testing.TB
	display       string
	home          string
	width, height int
}

// patience bounds every wait: software rendering on a busy machine is slow.
const patience = 90 * time.Second

// newScreen starts an X server on the next free display.
func newScreen(t testing.TB, width, height int) *screen {
	t.Helper()
	s := &screen{t: t, home: t.TempDir(), width: width, height: height}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	server := exec.Command("Xvfb", "-displayfd", "3", "-fbdir", s.home, "-screen", "0", fmt.Sprintf("%dx%dx24", width, height), "+extension", "GLX", "-nolisten", "tcp")
	server.ExtraFiles = []*os.File{write}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Process.Kill(); server.Wait() })
	write.Close()
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not start: %v", err)
	}
	s.display = ":" + strings.TrimSpace(number)
	manager := s.command("openbox")
	if err := manager.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { manager.Process.Kill(); manager.Wait() })
	if !awaited(func() bool { return s.command("xdotool", "get_num_desktops").Run() == nil }) {
		t.Fatal("the window manager did not come")
	}
	return s
}

func (s *screen) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), "DISPLAY="+s.display, "HOME="+s.home, "XDG_CONFIG_HOME="+s.home, "LIBGL_ALWAYS_SOFTWARE=1", "LANG=en_US.UTF-8")
	return c
}

// active is the title of the window that has the keyboard.
func (s *screen) active() string {
	name, _ := s.command("xdotool", "getactivewindow", "getwindowname").Output()
	return strings.TrimSpace(string(name))
}

// keys sends keys: a text is typed as fast as a scanner does, a name in
// <angles> is one key.
func (s *screen) keys(keys ...string) {
	s.t.Helper()
	var args []string
	for _, key := range keys {
		if name, named := strings.CutPrefix(key, "<"); named {
			args = append(args, "key", "--delay", "1", strings.TrimSuffix(name, ">"))
		} else {
			args = append(args, "type", "--delay", "1", "--args", "1", key)
		}
	}
	if text, err := s.command("xdotool", args...).CombinedOutput(); err != nil {
		s.t.Fatalf("xdotool %v: %v %s", args, err, text)
	}
}

// pixels are those of the whole screen, four bytes each.
func (s *screen) pixels() []byte {
	s.t.Helper()
	dump, err := os.ReadFile(filepath.Join(s.home, "Xvfb_screen0"))
	if err != nil {
		s.t.Fatal(err)
	}
	return dump[len(dump)-4*s.width*s.height:]
}

// settle waits until the screen is painted: until nothing changes but a cursor
// that blinks.
func (s *screen) settle() {
	s.t.Helper()
	s.rest(500 * time.Millisecond)
}

// work sends keys that begin work, and waits until it is done: until the screen
// has changed, and then for longer than progress stands still.
func (s *screen) work(keys ...string) {
	s.t.Helper()
	before := s.pixels()
	s.keys(keys...)
	if !awaited(func() bool { return changed(before, s.pixels()) > ofACursor }) {
		s.t.Fatalf("%v changed nothing", keys)
	}
	s.rest(2 * time.Second)
}

func (s *screen) rest(calm time.Duration) {
	s.t.Helper()
	last, since := s.pixels(), time.Now()
	for begun := since; time.Since(since) < calm; time.Sleep(50 * time.Millisecond) {
		if now := s.pixels(); changed(last, now) > ofACursor {
			last, since = now, time.Now()
		}
		if time.Since(begun) > patience {
			s.t.Fatal("the screen does not come to rest")
		}
	}
}

// ofACursor is the most pixels that a cursor has.
const ofACursor = 1000

func changed(before, now []byte) (pixels int) {
	for i := 0; i < len(now); i += 4 {
		if [4]byte(before[i:]) != [4]byte(now[i:]) {
			pixels++
		}
	}
	return pixels
}

// awaited waits until something is there, and reports whether it came.
func awaited(there func() bool) bool {
	for end := time.Now().Add(patience); !there(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			return false
		}
	}
	return true
}

// mustBeBuilt is the path of a program that make puts into build/.
func mustBeBuilt(t testing.TB, name string) string {
	t.Helper()
	program, err := filepath.Abs(filepath.Join("build", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(program); err != nil {
		t.Fatalf("build/%s is not there; make builds it", name)
	}
	return program
}

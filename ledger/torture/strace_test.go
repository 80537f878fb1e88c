//go:build linux

package torture_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// tracer watches the system calls of one thread with strace, from when it is
// attached until it is detached, and may make some of them fail.
type tracer struct {
	cmd *exec.Cmd
	log string
}

// watched are the calls that put something on a disk.
const watched = "pwrite64,write,ftruncate,fsync,fdatasync,renameat"

// fault makes one call fail: the nth of its kind, counted from when the
// tracer was attached. With forGood, every later one fails as well.
type fault struct {
	call    string
	nth     int
	err     string
	forGood bool
}

func (f fault) String() string {
	if f.forGood {
		return fmt.Sprintf("%s fails with %s from its call %d on", f.call, f.err, f.nth)
	}
	return fmt.Sprintf("%s fails with %s at its call %d", f.call, f.err, f.nth)
}

// attach begins to watch a thread, and returns once every call of it is seen.
func attach(thread int, faults ...fault) (*tracer, error) {
	log, err := newFile("strace-")
	if err != nil {
		return nil, err
	}
	log.Close()
	args := []string{"-p", fmt.Sprint(thread), "-y", "-o", log.Name(), "-e", "trace=" + watched, "-e", "signal=none"}
	for _, f := range faults {
		when := fmt.Sprint(f.nth)
		if f.forGood {
			when += "+"
		}
		args = append(args, "-e", fmt.Sprintf("inject=%s:error=%s:when=%s", f.call, f.err, when))
	}
	t := &tracer{exec.Command("strace", args...), log.Name()}
	says, err := t.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := t.cmd.Start(); err != nil {
		return nil, fmt.Errorf("strace cannot be run: %w", err)
	}
	lines := bufio.NewScanner(says)
	for lines.Scan() {
		if strings.HasSuffix(lines.Text(), " attached") {
			return t, nil
		}
	}
	return nil, errors.Join(fmt.Errorf("strace cannot watch thread %d", thread), t.cmd.Wait())
}

// detach ends the watching, and returns the calls that were made, one a line
// as strace writes them.
func (t *tracer) detach() ([]string, error) {
	defer os.Remove(t.log)
	if err := t.cmd.Process.Signal(os.Interrupt); err != nil {
		return nil, err
	}
	t.cmd.Wait() // it reports the interrupt
	text, err := os.ReadFile(t.log)
	if err != nil {
		return nil, err
	}
	var calls []string
	for call := range strings.Lines(string(text)) {
		if strings.Contains(call, "(") {
			calls = append(calls, strings.TrimSpace(call))
		}
	}
	return calls, nil
}

// count says how often each call was made.
func count(calls []string) map[string]int {
	n := map[string]int{}
	for _, call := range calls {
		name, _, _ := strings.Cut(call, "(")
		n[name]++
	}
	return n
}

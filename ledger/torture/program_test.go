//go:build linux

package torture_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"counterfoil/ledger"
)

// program is how to start a build of Counterfoil.
type program struct {
	before []string // a program that starts it, with its arguments
	path   func() (string, error)
}

var (
	shipped = program{path: build("headless")}
	// weak syncs at checkpoints only. Nobody is given a program built so.
	weak = program{path: build("headless,weaksync")}
	// faked is the shipped program on a system whose fsync does nothing and
	// says that all went well.
	faked = program{
		before: []string{"strace", "-D", "-f", "-qqq", "-o", os.DevNull, "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:retval=0"},
		path:   shipped.path,
	}
)

// build makes the program once, when it is first asked for.
func build(tags string) func() (string, error) {
	return sync.OnceValues(func() (string, error) {
		path := filepath.Join(scratch, "counterfoil-"+tags)
		cmd := exec.Command("go", "build", "-tags", tags, "-o", path, "counterfoil")
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if text, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("building with -tags %s: %w\n%s", tags, err, text)
		}
		return path, nil
	})
}

// run is a started program. Its answers go to a file, where they are safe from
// its death.
type run struct {
	cmd      *exec.Cmd
	answers  *os.File
	problems *os.File
	fed      sync.WaitGroup
}

// start starts the program with its folder and somebody's secret.
func (p program) start(folder ledger.Folder, stdin io.Reader, args ...string) (*run, error) {
	path, err := p.path()
	if err != nil {
		return nil, err
	}
	command := append(append([]string{}, p.before...), path, "--data", string(folder))
	command = append(command, args...)
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = append(os.Environ(), "COUNTERFOIL_SECRET="+secret)
	return start(cmd, stdin)
}

func start(cmd *exec.Cmd, stdin io.Reader) (*run, error) {
	r := &run{cmd: cmd}
	var err error
	if r.answers, err = newFile("answers-"); err != nil {
		return nil, err
	}
	if r.problems, err = newFile("problems-"); err != nil {
		return nil, err
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, r.answers, r.problems
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return r, cmd.Start()
}

// intake starts taking payments: first the given ones, then, when it goes on,
// new ones until it dies.
func (p program) intake(c *counter, first []ledger.Payment, goOn bool) (*run, error) {
	in, out, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	r, err := p.start(c.folder, in, "intake", "--as", "ana", "-")
	in.Close()
	if err != nil {
		out.Close()
		return nil, err
	}
	r.fed.Go(func() {
		defer out.Close()
		lines := json.NewEncoder(out)
		write := func(p ledger.Payment) error {
			p.Unattended = false // intake says so itself
			return lines.Encode(p)
		}
		for _, payment := range first {
			if write(payment) != nil {
				return
			}
		}
		for goOn {
			payment := randomPayment(c.random)
			c.sent = append(c.sent, payment)
			if write(payment) != nil {
				return
			}
		}
	})
	return r, nil
}

// wait lets the program come to its end.
func (r *run) wait() error {
	err := r.cmd.Wait()
	r.fed.Wait()
	if err != nil {
		err = fmt.Errorf("%s: %w: %s", strings.Join(r.cmd.Args, " "), err, r.complaint())
	}
	return err
}

// kill ends the program as a pulled plug does for a process. It reports a
// program that had ended before by itself, and badly.
func (r *run) kill() error {
	r.cmd.Process.Signal(syscall.SIGKILL) // it may have ended
	err := r.cmd.Wait()
	// A tracer whose program is killed while it attaches waits for ever, and
	// holds the pipe that the payments go into.
	syscall.Kill(-r.cmd.Process.Pid, syscall.SIGKILL)
	r.fed.Wait()
	if ended, ok := errors.AsType[*exec.ExitError](err); ok && !ended.Sys().(syscall.WaitStatus).Signaled() {
		return fmt.Errorf("the program ended by itself: %w: %s", err, r.complaint())
	}
	return nil
}

// stop halts the program where it stands.
func (r *run) stop() error {
	if err := r.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		return err
	}
	for range 1000 {
		if halted(r.cmd.Process.Pid) {
			return nil
		}
		time.Sleep(time.Millisecond)
	}
	return errors.New("the program does not stop")
}

// halted tells whether every thread of a process stands still: T, or t under
// strace. An ended one (Z) does, too.
func halted(pid int) bool {
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", pid))
	for _, path := range threads {
		text, err := os.ReadFile(path)
		if err != nil {
			return false
		}
		// The state follows the name in parentheses: proc_pid_stat(5).
		state := text[bytes.LastIndexByte(text, ')')+2]
		if !bytes.ContainsRune([]byte("TtZ"), rune(state)) {
			return false
		}
	}
	return true
}

// answered reads what the program wrote so far, and forgets the files once it
// is gone.
func (r *run) answered() []byte {
	text, err := os.ReadFile(r.answers.Name())
	if err != nil {
		panic(err)
	}
	return text
}

func (r *run) complaint() string {
	text, _ := os.ReadFile(r.problems.Name()) // only for words to people
	return string(bytes.TrimSpace(text))
}

// close removes the files.
func (r *run) close() {
	for _, f := range []*os.File{r.answers, r.problems} {
		f.Close()
		os.Remove(f.Name())
	}
}

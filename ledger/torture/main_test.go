//go:build linux

package torture_test

import (
	"flag"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

var (
	whole = flag.Bool("whole", false, "run the counts of docs/RELIABILITY.md, not the short form")
	seed  = flag.Uint64("seed", 0, "the seed of every random choice; 0 takes a new one")
)

// scratch is where built programs lie until the tests end.
var scratch string

func TestMain(m *testing.M) {
	if job, ok := jobs[os.Getenv(jobVariable)]; ok {
		job()
		return
	}
	if os.Geteuid() == 0 && os.Getenv(ownMounts) == "" {
		mountApart()
	}
	flag.Parse()
	if *seed == 0 {
		*seed = uint64(time.Now().UnixNano())
	}
	var err error
	if scratch, err = os.MkdirTemp("", "counterfoil-torture-"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(scratch)
	os.Exit(code)
}

const ownMounts = "COUNTERFOIL_TORTURE_MOUNTS"

// mountApart starts this program over in a mount namespace of its own, so that
// the system drops every mount and loop device when it ends, however it ends.
func mountApart() {
	unshare, err := exec.LookPath("unshare")
	if err == nil {
		arguments := append([]string{unshare, "--mount", "--propagation", "private", os.Args[0]}, os.Args[1:]...)
		err = syscall.Exec(unshare, arguments, append(os.Environ(), ownMounts+"=1"))
	}
	fmt.Fprintf(os.Stderr, "unshare (package util-linux) cannot be run: %v\n", err)
	os.Exit(1)
}

// seeded returns the test's own random source, and says how to have it again.
func seeded(t *testing.T) *rand.Rand {
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("run it again with -run '^%s$' -seed %d", t.Name(), *seed)
		}
	})
	name := fnv.New64a()
	name.Write([]byte(t.Name()))
	return rand.New(rand.NewPCG(*seed, name.Sum64()))
}

// times picks how often something is done.
func times(short, all int) int {
	if *whole {
		return all
	}
	return short
}

package picture_test

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// TestPeakMemory has the worst files read by a process of their own, and asks
// the system what that took at its peak.
func TestPeakMemory(t *testing.T) {
	const bound = 1 << 30
	child := exec.Command(os.Args[0], "-test.run=^(TestHostileFilesAreRefusedWithinABound|TestTheLargestPicturesAreTaken)$")
	if said, err := child.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	peak := child.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
	t.Logf("%d MB at the peak", peak>>20)
	if peak > bound {
		t.Errorf("reading takes %d MB, more than %d", peak>>20, bound>>20)
	}
}

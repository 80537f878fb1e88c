//go:build unix && !darwin

package sound_test

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"counterfoil/ui/sound"
)

// TestTheSoundIsMadeByThePlayerThatCan puts a player that fails before one
// that tells what it was sent.
func TestTheSoundIsMadeByThePlayerThatCan(t *testing.T) {
	folder := t.TempDir()
	heard := filepath.Join(folder, "heard")
	if err := syscall.Mkfifo(heard, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, script := range map[string]string{
		"paplay": "#!/bin/sh\nexit 1\n",
		"aplay":  "#!/bin/sh\nexec cat > " + heard + "\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", folder+":"+os.Getenv("PATH"))
	sound.Wrong()
	sound.Wrong() // while it sounds: once is enough
	pipe, err := os.Open(heard)
	if err != nil {
		t.Fatal(err)
	}
	defer pipe.Close()
	samples, err := io.ReadAll(pipe)
	if err != nil || len(samples) < 1000 {
		t.Errorf("%d samples were played, %v", len(samples), err)
	}
	lowest, highest := byte(255), byte(0)
	for _, s := range samples {
		lowest, highest = min(lowest, s), max(highest, s)
	}
	if highest-lowest < 50 || samples[0] != 128 {
		t.Errorf("the sound goes from %d to %d", lowest, highest)
	}
}

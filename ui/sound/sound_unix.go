//go:build unix && !darwin

package sound

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"strconv"
	"time"
)

// players are the programs that desktops have to make a sound with: those of
// PulseAudio and PipeWire, of ALSA, and of the sound theme. The first two play
// samples that they are sent.
var players = [][]string{
	{"paplay", "--raw", "--format=u8", "--channels=1", "--rate=" + strconv.Itoa(samplesPerSecond)},
	{"aplay", "-q", "-t", "raw", "-f", "U8", "-c", "1", "-r", strconv.Itoa(samplesPerSecond), "-"},
	{"canberra-gtk-play", "-i", "dialog-error"},
}

// play makes the sound with the first player that can.
func play() error {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	var all error
	for _, p := range players {
		command := exec.CommandContext(ctx, p[0], p[1:]...)
		command.Stdin = bytes.NewReader(tone())
		err := command.Run()
		if err == nil {
			return nil
		}
		all = errors.Join(all, err)
	}
	return all
}

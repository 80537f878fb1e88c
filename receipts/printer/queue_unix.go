//go:build !windows

package printer

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"counterfoil/ledger"
)

// sendQueue gives a document to a CUPS queue.
func sendQueue(ctx context.Context, queue, name string, d rendering, _ string) error {
	// Without its media named, a receipt lands on the queue's default paper.
	arguments := []string{"-d", queue, "-t", name, "-o", "media=" + d.media()}
	if d.Format == ledger.FormatESCPOS {
		arguments = append(arguments, "-o", "raw")
	}
	lp := exec.CommandContext(ctx, "lp", arguments...)
	lp.Stdin = bytes.NewReader(d.Bytes)
	text, err := lp.CombinedOutput()
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return unsure("the print queue %s did not answer", queue)
	}
	return fmt.Errorf("the print queue %s did not take it: %w %s", queue, err, bytes.TrimSpace(text))
}

// queueTimeout bounds the wait for a print system that hangs.
const queueTimeout = 15 * time.Second

func lpstat(option string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), queueTimeout)
	defer cancel()
	command := exec.CommandContext(ctx, "lpstat", option)
	command.Env = append(os.Environ(), "LC_ALL=C")
	text, err := command.Output()
	return string(text), err
}

// defaultQueue asks the system for its default print queue; empty: there is
// none, or no print system.
func defaultQueue() string {
	text, err := lpstat("-d")
	if err != nil {
		return ""
	}
	_, queue, found := strings.Cut(text, "system default destination: ")
	if !found {
		return ""
	}
	return strings.TrimSpace(queue)
}

// queues lists the system's print queues.
func queues() []string {
	text, err := lpstat("-e")
	if err != nil {
		return nil
	}
	return strings.Fields(text)
}

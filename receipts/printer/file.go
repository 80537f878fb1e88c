package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"counterfoil/ledger/durable"
)

// saveFile writes a document into a folder.
func saveFile(folder, name string, content []byte) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("the folder %s cannot be made: %w", folder, err)
	}
	if err := durable.WriteFile(filepath.Join(folder, name), bytes.NewReader(content), 0o600); err != nil {
		return fmt.Errorf("%s was not saved: %w", name, err)
	}
	return nil
}

// sendProgram has a program print a file. The file stays until Counterfoil is
// opened again: a viewer may read it after its program has returned.
func (r *route) sendProgram(name string, d rendering) error {
	if err := saveFile(r.program, name+d.ending(), d.Bytes); err != nil {
		return err
	}
	arguments := make([]string, len(r.Command))
	for i, a := range r.Command {
		arguments[i] = strings.ReplaceAll(a, "{file}", filepath.Join(r.program, name+d.ending()))
	}
	ctx, cancel := context.WithTimeout(context.Background(), r.pace.Send+r.pace.Print)
	defer cancel()
	text, err := exec.CommandContext(ctx, arguments[0], arguments[1:]...).CombinedOutput()
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return unsure("%s did not end", arguments[0])
	case errors.As(err, new(*exec.ExitError)):
		// Some print and say that they failed.
		return unsure("%s says that it failed: %w %s", arguments[0], err, bytes.TrimSpace(text))
	}
	return fmt.Errorf("%s cannot be run; check the printer's command: %w", arguments[0], err)
}

package printer

import (
	"fmt"
	"os"
	"time"
)

// sendDevice writes a document to a device file. A driver can hang without
// heeding deadlines, so the whole is limited, too.
func (r *route) sendDevice(d rendering) (Fate, error) {
	type outcome struct {
		fate Fate
		err  error
	}
	done := make(chan outcome, 1)
	go func() {
		device, err := openDevice(r.To)
		if err != nil {
			done <- outcome{"", err}
			return
		}
		defer device.Close()
		fate, err := r.converse(device, d)
		done <- outcome{fate, err}
	}()
	select {
	case o := <-done:
		return o.fate, o.err
	case <-time.After(r.pace.Send + r.pace.Print + 4*r.pace.Answer):
		return "", unsure("the device %s hangs; it may have printed a part", r.To)
	}
}

// openDevice opens a device to write to and, where it can be, to read from. A
// plain file is refused: its content would be overwritten.
func openDevice(path string) (*os.File, error) {
	if info, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("there is no device %s; check the cable and that it is on: %w", path, err)
	} else if info.Mode().IsRegular() || info.IsDir() {
		return nil, fmt.Errorf("%s is no device; for files set the printer up as a folder", path)
	}
	device, err := os.OpenFile(path, os.O_RDWR|withoutWaiting, 0)
	if err != nil {
		device, err = os.OpenFile(path, os.O_WRONLY|withoutWaiting, 0)
	}
	if err != nil {
		return nil, fmt.Errorf("the device %s cannot be opened; check that it is on and that this user may print: %w", path, err)
	}
	return device, nil
}

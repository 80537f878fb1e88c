package ui

import (
	"fmt"
	"net"
	"os"
	"strings"
)

// FindScreen tells whether there is an X server to open a window on. The
// window library ends the program without a word that helps when there is none.
func FindScreen() error {
	display := os.Getenv("DISPLAY")
	if display == "" {
		return fmt.Errorf("there is no screen here (DISPLAY is not set); run the counter in a desktop session, or see counterfoil --help")
	}
	host, rest, found := strings.Cut(display, ":")
	number, _, _ := strings.Cut(rest, ".")
	if !found || host != "" && host != "unix" {
		return nil // another machine's: the window library finds out
	}
	socket := "/tmp/.X11-unix/X" + number
	for _, address := range []string{socket, "@" + socket} {
		if server, err := net.Dial("unix", address); err == nil {
			return server.Close()
		}
	}
	return fmt.Errorf("the screen %s does not answer; run the counter in a desktop session, or see counterfoil --help", display)
}

package sound

import "os/exec"

// play makes the sound that the system has for something that went wrong.
func play() error { return exec.Command("afplay", "/System/Library/Sounds/Basso.aiff").Run() }

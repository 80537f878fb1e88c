package sound

import "golang.org/x/sys/windows"

var messageBeep = windows.NewLazySystemDLL("user32.dll").NewProc("MessageBeep")

// play makes the sound that the system has for something that went wrong.
func play() error {
	const iconError = 0x10 // MB_ICONERROR
	if err := messageBeep.Find(); err != nil {
		return err
	}
	if done, _, err := messageBeep.Call(iconError); done == 0 {
		return err
	}
	return nil
}

package printer

import (
	"path/filepath"
	"slices"

	"counterfoil/ledger"
)

// devices are where receipt printers on a cable show: Linux, then macOS.
var devices = []string{"/dev/usb/lp*", "/dev/lp*", "/dev/ttyUSB*", "/dev/ttyACM*", "/dev/cu.usb*"}

// Find looks for printers that this computer has: the queues of the system and
// devices on a cable. Each comes as it would be set up.
func Find() []ledger.Printer {
	var found []ledger.Printer
	for _, queue := range queues() {
		found = append(found, ledger.Printer{Name: queue, Role: ledger.Spare, Kind: ledger.QueuePrinter, To: queue, Format: ledger.FormatPDF, Paper: ledger.Letter})
	}
	for _, pattern := range devices {
		paths, _ := filepath.Glob(pattern) // the patterns are right
		slices.Sort(paths)
		for _, path := range paths {
			found = append(found, ledger.Printer{Name: filepath.Base(path), Role: ledger.Spare, Kind: ledger.DevicePrinter, To: path, Format: ledger.FormatESCPOS, Paper: ledger.Roll80})
		}
	}
	return found
}

package receipts

import "counterfoil/ledger"

// DrawerKick opens the cash drawer that is plugged into a receipt printer
// (ESC p 0): the pulse lasts 50 ms, and 500 ms pass before the next.
func DrawerKick() []byte { return []byte{esc, 'p', 0, 25, 250} }

// EndorsementESCPOS prints lines on a slip, like a check, that is put into a
// printer's slip station. ESC c 0 4 picks the station, ESC f waits a minute for
// the slip, a form feed gives it back, and ESC c 0 1 picks the roll again. It
// has been tested against the protocol as Epson describes it, not on a printer.
func EndorsementESCPOS(lines []string, page ledger.CodePage) []byte {
	e := startESCPOS(Head{CodePage: page})
	e.add(esc, 'c', '0', 4, esc, 'f', 1, 0)
	for _, line := range lines {
		e.add(e.page.encode(e.page.write(line))...)
		e.add('\n')
	}
	e.add('\f', esc, 'c', '0', 1)
	return e.bytes
}

package printer

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// The calls of the Windows print spooler, by their names in winspool.drv. They
// are compiled in every build for Windows and have not been run on one.
var (
	winspool         = windows.NewLazySystemDLL("winspool.drv")
	openPrinter      = winspool.NewProc("OpenPrinterW")
	closePrinter     = winspool.NewProc("ClosePrinter")
	getPrinter       = winspool.NewProc("GetPrinterW")
	enumPrinters     = winspool.NewProc("EnumPrintersW")
	startDocPrinter  = winspool.NewProc("StartDocPrinterW")
	endDocPrinter    = winspool.NewProc("EndDocPrinter")
	abortPrinter     = winspool.NewProc("AbortPrinter")
	startPagePrinter = winspool.NewProc("StartPagePrinter")
	endPagePrinter   = winspool.NewProc("EndPagePrinter")
	writePrinter     = winspool.NewProc("WritePrinter")
)

// docInfo is DOC_INFO_1.
type docInfo struct{ name, output, datatype *uint16 }

// printerInfo is PRINTER_INFO_6: the status alone.
type printerInfo struct{ status uint32 }

// printerListed is PRINTER_INFO_4.
type printerListed struct {
	name, server *uint16
	attributes   uint32
}

// queueTroubles are the states of a queue in which it only stores documents:
// PRINTER_STATUS_ of error, paper jam, paper out, paper problem, offline, not
// available, user intervention, door open.
const queueTroubles = 0x2 | 0x8 | 0x10 | 0x40 | 0x80 | 0x1000 | 0x100000 | 0x400000

// sendRaw gives bytes to a queue as they are, in datatype RAW.
func sendRaw(queue, name string, document []byte) error {
	queueName, err := windows.UTF16PtrFromString(queue)
	if err != nil {
		return err
	}
	documentName, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return err
	}
	raw, _ := windows.UTF16PtrFromString("RAW")

	var handle windows.Handle
	if ok, _, err := openPrinter.Call(uintptr(unsafe.Pointer(queueName)), uintptr(unsafe.Pointer(&handle)), 0); ok == 0 {
		return fmt.Errorf("there is no print queue %s: %w", queue, err)
	}
	defer closePrinter.Call(uintptr(handle))
	if err := queueReady(handle, queue); err != nil {
		return err
	}
	info := docInfo{name: documentName, datatype: raw}
	if job, _, err := startDocPrinter.Call(uintptr(handle), 1, uintptr(unsafe.Pointer(&info))); job == 0 {
		return fmt.Errorf("the print queue %s did not take it: %w", queue, err)
	}
	if err := writePage(handle, document); err != nil {
		abortPrinter.Call(uintptr(handle))
		return unsure("the print queue %s took a part only: %w", queue, err)
	}
	if ok, _, err := endDocPrinter.Call(uintptr(handle)); ok == 0 {
		return unsure("the print queue %s did not finish: %w", queue, err)
	}
	return nil
}

// queueReady refuses a queue whose printer would not print now: it takes
// documents for a printer that is unplugged.
func queueReady(handle windows.Handle, queue string) error {
	var info printerInfo
	var needed uint32
	ok, _, _ := getPrinter.Call(uintptr(handle), 6, uintptr(unsafe.Pointer(&info)), unsafe.Sizeof(info), uintptr(unsafe.Pointer(&needed)))
	if ok != 0 && info.status&queueTroubles != 0 {
		return fmt.Errorf("the printer of the queue %s is off, out of paper or needs a hand (status %#x)", queue, info.status)
	}
	return nil
}

func writePage(handle windows.Handle, document []byte) error {
	if ok, _, err := startPagePrinter.Call(uintptr(handle)); ok == 0 {
		return err
	}
	for len(document) > 0 {
		var written uint32
		ok, _, err := writePrinter.Call(uintptr(handle), uintptr(unsafe.Pointer(&document[0])), uintptr(len(document)), uintptr(unsafe.Pointer(&written)))
		if ok == 0 || written == 0 {
			return fmt.Errorf("WritePrinter: %w", err)
		}
		document = document[written:]
	}
	if ok, _, err := endPagePrinter.Call(uintptr(handle)); ok == 0 {
		return err
	}
	return nil
}

// queues lists the print queues of this computer and those it is connected to.
func queues() []string {
	const local, connected, names = 2, 4, 4
	var needed, count uint32
	enumPrinters.Call(local|connected, 0, names, 0, 0, uintptr(unsafe.Pointer(&needed)), uintptr(unsafe.Pointer(&count)))
	if needed == 0 {
		return nil
	}
	// In 8 bytes each, so that the list is aligned.
	room := make([]uint64, (needed+7)/8)
	ok, _, _ := enumPrinters.Call(local|connected, 0, names, uintptr(unsafe.Pointer(&room[0])), uintptr(needed), uintptr(unsafe.Pointer(&needed)), uintptr(unsafe.Pointer(&count)))
	if ok == 0 {
		return nil
	}
	var all []string
	for _, listed := range unsafe.Slice((*printerListed)(unsafe.Pointer(&room[0])), count) {
		all = append(all, windows.UTF16PtrToString(listed.name))
	}
	return all
}

package receipts

// QRSlip is a slip that is one QR code.
func QRSlip(text string, head Head) []byte {
	return slipESCPOS([]slipRow{{style: qrLine, left: text}}, head)
}

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"counterfoil/ledger"
)

// maxSealBytes bounds what is read as the text of a QR code.
const maxSealBytes = 4 << 10

// verifyReceipt checks the text of a receipt's QR code: with the keys that are
// known, and with the ledger when it is at hand.
func (c verifyCommand) verifyReceipt(folder ledger.Folder) error {
	text := c.Receipt
	if text == "-" {
		read, err := io.ReadAll(bufio.NewReader(io.LimitReader(os.Stdin, maxSealBytes)))
		if err != nil {
			return err
		}
		text = string(read)
	}
	seal, err := ledger.ParseSeal(text)
	if err != nil {
		return usage("--receipt: %w", err)
	}
	findings, err := c.checkSeal(folder, seal)
	if err != nil {
		return err
	}
	if c.JSON {
		err = printJSON(os.Stdout, struct {
			OK       bool            `json:"ok"`
			Station  string          `json:"station"`
			Number   string          `json:"number"`
			Received string          `json:"received"`
			Total    string          `json:"total"`
			Code     string          `json:"code"`
			Checks   ledger.Findings `json:"checks"`
		}{findings.OK(), seal.Station, seal.Number, seal.Received.Format(time.RFC3339), seal.Total.String(), seal.Code(), findings})
	} else {
		fmt.Printf("Station %s, receipt %s, received %s, total $%s, code %s\n",
			seal.Station, seal.Number, seal.Received.Format("01/02/2006 3:04 PM -07:00"), seal.Total.Display(), seal.Code())
		printFindings(findings)
	}
	if err == nil && !findings.OK() {
		return exit{checkFailed, errors.New("a check of the receipt did not hold")}
	}
	return err
}

// checkSeal looks the receipt up in the data folder's ledger when it is of its
// station.
func (c verifyCommand) checkSeal(folder ledger.Folder, seal ledger.Seal) (ledger.Findings, error) {
	keys, err := c.sealKeys(folder)
	if err != nil {
		return nil, err
	}
	city, err := ledger.ReadCity(folder)
	if err != nil || !folder.HasLedger() || seal.Station != city.Station && seal.Station != ledger.TrainingStation(city.Station) {
		return seal.Check(keys...), nil
	}
	l, err := open(folder)
	if err != nil {
		findings := seal.Check(keys...)
		findings.Add("since then", nil, "not looked up: %s", err)
		return findings, nil
	}
	defer l.Close()
	if c.Key == "" {
		keys = nil
	}
	return l.CheckSeal(seal, keys...)
}

// sealKeys are the keys that were named, or the data folder's own.
func (c verifyCommand) sealKeys(folder ledger.Folder) ([]ledger.PublicKey, error) {
	if keys, err := c.trusted(); keys != nil {
		return keys, err
	}
	key, err := readPublicKey(folder.PublicKey())
	if errors.Is(err, fs.ErrNotExist) {
		err = usage("no station's key is at hand; name its station.pub with --key, or its data folder with --data")
	}
	return []ledger.PublicKey{key}, err
}

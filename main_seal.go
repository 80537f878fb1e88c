package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle/desk"
)

// maxSealBytes bounds what is read as the text of a QR code.
const maxSealBytes = 4 << 10

// verifyReceipt checks the text of a receipt's QR code: with the keys that are
// known, and with the ledger when it is at hand.
func (c verifyCommand) verifyReceipt(folder ledger.Folder, office *desk.Desk) error {
	text := c.Receipt
	if text == "-" {
		read, err := io.ReadAll(io.LimitReader(os.Stdin, maxSealBytes))
		if err != nil {
			return err
		}
		text = string(read)
	}
	seal, err := ledger.ParseSeal(text)
	if err != nil {
		return usage("--%w", err)
	}
	findings, err := c.checkSeal(folder, office, seal)
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
func (c verifyCommand) checkSeal(folder ledger.Folder, office *desk.Desk, seal ledger.Seal) (ledger.Findings, error) {
	city, err := ledger.ReadCity(folder)
	ours := err == nil && folder.HasLedger() && (seal.Station == city.Station || seal.Station == ledger.TrainingStation(city.Station))
	named, err := c.named()
	if err != nil {
		return nil, err
	}
	keys := named
	if keys == nil {
		if keys, err = stationKeys(folder, ours, office, seal.Station); err != nil {
			return nil, err
		}
	}
	if !ours {
		return seal.Check(keys...), nil
	}
	l, err := open(folder)
	if err != nil {
		findings := seal.Check(keys...)
		findings.Add("since then", nil, "not looked up: %s", err)
		return findings, nil
	}
	defer l.Close()
	return l.CheckSeal(seal, named...)
}

// stationKeys are the data folder's own key, when it is of that station, and
// those that finance vouched for.
func stationKeys(folder ledger.Folder, ours bool, office *desk.Desk, code string) (keys []ledger.PublicKey, err error) {
	if ours {
		key, err := readPublicKey(folder.PublicKey())
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	station, err := office.Station(code)
	if code := ledger.CodeOf(err); err != nil && code != ledger.NotFound && code != ledger.Invalid { // finance knows no training station
		return nil, err
	}
	for _, k := range station.Keys {
		if k.Registered() && k.Public != "" {
			key, err := ledger.ParsePublicKey([]byte(k.Public))
			if err != nil {
				return nil, err
			}
			keys = append(keys, key)
		}
	}
	if keys == nil {
		return nil, usage("the key of station %s is not known here; name its station.pub with --key, register it with `counterfoil finance register`, or name the station's data folder with --data", code)
	}
	return keys, nil
}

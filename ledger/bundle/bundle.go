// Package bundle is the export that finance loads into billing: one ZIP file a
// batch, which proves itself. It holds what to post as CSV files, the part of
// the journal that proves every row of them, and a manifest with all figures,
// signed by the station. docs/BUNDLE.md is the format, field by field.
//
// The same ledger and batch give the same bytes whenever they are written, so
// that two copies of a bundle are either equal or one of them is wrong.
package bundle

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"counterfoil/ledger"
)

// The files of a bundle. Anything else in it is an attachment.
const (
	manifestFile  = "manifest.json"
	signatureFile = "manifest.json.minisig"
	readmeFile    = "README.txt"
	keyFile       = "station.pub"
	paymentsFile  = "payments.csv"
	tendersFile   = "tenders.csv"
	fundsFile     = "funds.csv"
	voidsFile     = "voids.csv"
	holdsFile     = "holds.csv"
	closingsFile  = "closings.csv"
	correctedFile = "corrections.csv"
	returnedFile  = "returned.csv"
	depositsFile  = "deposits.csv"
	journalFile   = "journal.jsonl"
	workbookFile  = "payments.xlsx"
	handoversFile = "handovers.jsonl" // only when the station's key ever changed
)

// tableFiles are the files that finance's systems load.
var tableFiles = []string{paymentsFile, tendersFile, fundsFile, voidsFile, holdsFile, closingsFile, correctedFile, returnedFile, depositsFile}

// listedFiles are the files that every manifest lists. The manifest and its
// signature cannot list themselves.
var listedFiles = append([]string{readmeFile, keyFile, journalFile, workbookFile}, tableFiles...)

// Attachment is a document that goes along with the batch, such as the day's
// reconciliation. Its content must be the same whenever the batch is written.
type Attachment struct {
	Name    string
	Content []byte
}

// WriteReconciled writes the bundle of a batch, as Write does, with its days on
// paper. The drawing is the caller's: this package knows nothing of documents.
func WriteReconciled(ctx context.Context, l *ledger.Ledger, b ledger.Batch, folder string, draw func([]ledger.DayReport) ([]byte, error), o Options) (string, error) {
	days, err := l.BatchReports(b)
	if err != nil {
		return "", err
	}
	drawn, err := draw(days)
	if err != nil {
		return "", err
	}
	o.Attachments = append(slices.Clone(o.Attachments), Attachment{Name: "reconciliation.pdf", Content: drawn})
	return Write(ctx, l, b, folder, o)
}

// fileName is what a file in a bundle may be called: a plain name on every
// system, never a path.
var fileName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

// nameOf is the name of a batch's bundle.
func nameOf(station string, from, to ledger.Day, batch int64) string {
	return fmt.Sprintf("counterfoil_%s_%s_%s_b%04d.zip", station, from, to, batch)
}

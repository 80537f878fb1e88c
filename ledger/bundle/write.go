package bundle

import (
	"archive/zip"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"counterfoil/ledger"
	"counterfoil/ledger/durable"
)

// Write writes the bundle of a batch into a folder and returns its path. The
// bundle gets its name only when it is whole on the disk and Verify found
// nothing wrong with it; a failure leaves nothing there.
//
// A bundle of that name with the same bytes is left as it is. One with other
// bytes is never replaced, since the same batch gives the same bytes: that is
// a Conflict. Only a station that was given a new key, by a recovery, writes
// its earlier batches otherwise: signed with the new key.
func Write(l *ledger.Ledger, b ledger.Batch, folder string, attachments ...Attachment) (string, error) {
	if err := checkAttachments(attachments); err != nil {
		return "", err
	}
	w := writer{ledger: l, batch: b}
	var err error
	if w.work, err = os.MkdirTemp(string(l.Folder()), ".export-*"); err != nil {
		return "", unavailable(err, "the data folder %s cannot be written: %s; make room or check who may write there, then export again", l.Folder(), err)
	}
	defer w.discard()
	if err := w.collect(attachments); err != nil {
		return "", fmt.Errorf("batch %d cannot be exported: %w", b.Number, err)
	}
	return w.publish(folder)
}

func checkAttachments(attachments []Attachment) error {
	taken := append([]string{manifestFile, signatureFile, handoversFile}, listedFiles...)
	for _, a := range attachments {
		if !fileName.MatchString(a.Name) || slices.Contains(taken, a.Name) {
			return &ledger.Error{Code: ledger.Invalid, Field: "attachment", Text: fmt.Sprintf("%q cannot be the name of a file in a bundle; choose another", a.Name)}
		}
		taken = append(taken, a.Name)
	}
	return nil
}

func unavailable(cause error, format string, args ...any) error {
	return &ledger.Error{Code: ledger.Unavailable, Text: fmt.Sprintf(format, args...), Cause: cause}
}

// writer makes one bundle: its parts first, then the file.
type writer struct {
	ledger   *ledger.Ledger
	batch    ledger.Batch
	work     string
	parts    []*part
	manifest Manifest
}

// discard removes the parts.
func (w *writer) discard() {
	for _, p := range w.parts {
		p.file.Close()
	}
	os.RemoveAll(w.work)
}

// part makes one file of the bundle and lists it.
func (w *writer) part(name string, write func(io.Writer) error) error {
	p, err := w.begin(name)
	if err != nil {
		return err
	}
	if err := write(p); err != nil {
		return err
	}
	return w.list(p)
}

func (w *writer) begin(name string) (*part, error) {
	p, err := newPart(w.work, name)
	if err == nil {
		w.parts = append(w.parts, p)
	}
	return p, err
}

func (w *writer) list(p *part) error {
	listed, err := p.finish()
	w.manifest.Files = append(w.manifest.Files, listed)
	return err
}

func content(text []byte) func(io.Writer) error {
	return func(to io.Writer) error {
		_, err := to.Write(text)
		return err
	}
}

// collect makes every part of the bundle.
func (w *writer) collect(attachments []Attachment) error {
	if err := w.identify(); err != nil {
		return err
	}
	reversed, err := w.writeTables()
	if err != nil {
		return err
	}
	if err := w.part(journalFile, func(to io.Writer) error { return w.writeJournal(to, reversed) }); err != nil {
		return err
	}
	if err := w.writeHandovers(); err != nil {
		return err
	}
	if err := w.part(keyFile, content(w.ledger.PublicKey().File())); err != nil {
		return err
	}
	for _, a := range slices.SortedFunc(slices.Values(attachments), func(a, b Attachment) int { return cmp.Compare(a.Name, b.Name) }) {
		if err := w.part(a.Name, content(a.Content)); err != nil {
			return err
		}
	}
	if err := w.part(readmeFile, func(to io.Writer) error { return writeReadme(to, w.manifest) }); err != nil {
		return err
	}
	return w.sign()
}

// identify fills in what the bundle is of.
func (w *writer) identify() error {
	b := w.batch
	w.manifest = Manifest{
		Format: formatVersion, Station: w.ledger.City().Station, PublicKey: w.ledger.PublicKey().String(),
		Outage: Outage{b.Outage.Number, b.Outage.Reason},
		Batch:  b.Number, MadeAt: stamp(b.At), MadeBy: b.By, FromSeq: b.FromSeq, ToSeq: b.ToSeq,
	}
	for e, err := range w.ledger.Entries(1, 1) {
		if err != nil {
			return err
		}
		// The city as the ledger was begun for it: today's settings may differ
		// from those of the day the batch was made.
		created, err := decode[ledgerCreated](e)
		if err != nil {
			return err
		}
		w.manifest.City, w.manifest.Zone = created.City, created.Zone
	}
	return nil
}

// writeTables writes the CSV files in one reading of the batch. It returns
// the entries of payments that lie before the batch's part of the journal and
// are reversed by it.
func (w *writer) writeTables() (reversed []int64, err error) {
	closings, err := w.ledger.ClosingsIn(w.batch)
	if err != nil {
		return nil, err
	}
	deposits, err := w.ledger.DepositEntriesIn(w.batch)
	if err != nil {
		return nil, err
	}
	changes, err := w.ledger.ChangesIn(w.batch)
	if err != nil {
		return nil, err
	}
	zone, err := w.manifest.location()
	if err != nil {
		return nil, err
	}
	t := tables{station: w.manifest.Station, batch: w.batch.Number, zone: zone}
	var files []*part
	for _, table := range []struct {
		name    string
		columns []string
		write   *func([]string) error
	}{
		{paymentsFile, paymentColumns, &t.payments},
		{tendersFile, tenderColumns, &t.tenders},
		{fundsFile, fundColumns, &t.funds},
		{voidsFile, voidColumns, &t.voids},
		{holdsFile, holdColumns, &t.holds},
		{closingsFile, closingColumns, &t.closings},
		{correctedFile, correctionColumns, &t.corrections},
		{returnedFile, returnedColumns, &t.returned},
		{depositsFile, depositColumns, &t.deposits},
	} {
		p, err := w.begin(table.name)
		if err != nil {
			return nil, err
		}
		files = append(files, p)
		rows := newRowEncoder()
		*table.write = func(row []string) error {
			line, err := rows.encode(row)
			if err != nil {
				return err
			}
			_, err = p.Write(line)
			return err
		}
		if err := (*table.write)(table.columns); err != nil {
			return nil, err
		}
	}
	carried := func(yield func(ledger.Carried, error) bool) {
		for c, err := range w.ledger.Carries(w.batch) {
			if c.Reversal && c.Seq < w.batch.FromSeq {
				reversed = append(reversed, c.Seq)
			}
			if c.Reversal {
				for _, correction := range c.Corrections {
					if correction.Seq < w.batch.FromSeq {
						reversed = append(reversed, correction.Seq)
					}
				}
			}
			if !yield(c, err) {
				return
			}
		}
	}
	if w.manifest.Figures, err = t.fill(carried, closings, deposits, changes); err != nil {
		return nil, err
	}
	for _, p := range files {
		if err := w.list(p); err != nil {
			return nil, err
		}
	}
	return reversed, nil
}

// writeJournal writes the proof: the entries of older payments that the batch
// reverses, the batch's part of the journal, and the entry of the export
// itself, which says what the batch was asked to carry.
func (w *writer) writeJournal(to io.Writer, reversed []int64) error {
	slices.Sort(reversed)
	for _, seq := range reversed {
		if err := w.writeEntries(to, seq, seq, nil); err != nil {
			return err
		}
	}
	var newest perpetuals
	err := w.writeEntries(to, w.batch.FromSeq, w.batch.ToSeq, func(e ledger.Entry) error {
		if e.Seq == w.batch.FromSeq {
			w.manifest.ChainPrev = e.Prev.String()
		}
		w.manifest.ChainHead = e.Hash.String()
		return newest.follow(e)
	})
	if err != nil {
		return err
	}
	w.manifest.PerpetualTotal, w.manifest.PerpetualVoids = newest.total, newest.voids
	return w.writeEntries(to, w.batch.ToSeq+1, w.batch.ToSeq+1, nil)
}

func (w *writer) writeEntries(to io.Writer, from, last int64, look func(ledger.Entry) error) error {
	for e, err := range w.ledger.Entries(from, last) {
		if err != nil {
			return err
		}
		if look != nil {
			if err := look(e); err != nil {
				return err
			}
		}
		if _, err := to.Write(append(e.Line(), '\n')); err != nil {
			return err
		}
	}
	return nil
}

// sign makes the manifest and its signature, and puts them first.
func (w *writer) sign() error {
	text, err := w.manifest.encode()
	if err != nil {
		return err
	}
	listed := len(w.parts)
	signature := w.ledger.SignFile(text, w.manifest.trustedComment())
	err = errors.Join(w.part(manifestFile, content(text)), w.part(signatureFile, content(signature)))
	w.parts = slices.Concat(w.parts[listed:], w.parts[:listed])
	return err
}

// publish puts the parts together in the folder, reads the result again, and
// gives it its name.
func (w *writer) publish(folder string) (_ string, err error) {
	name := w.manifest.name()
	final := filepath.Join(folder, name)
	fail := func(err error) error {
		return unavailable(err, "the bundle cannot be written to %s: %s; check the disk or stick, then export again", folder, err)
	}
	file, err := os.CreateTemp(folder, ".new-"+name+"-*")
	if err != nil {
		return "", fail(err)
	}
	defer func() {
		file.Close()
		os.Remove(file.Name())
	}()
	if err := w.assemble(file); err != nil {
		return "", fail(err)
	}
	findings, err := verifyFile(file, name, nil, w.ledger.PublicKey())
	if err != nil {
		return "", fail(err)
	}
	for _, f := range findings {
		if !f.OK {
			return "", unavailable(nil, "the bundle of batch %d is wrong as written and was removed: %s: %s; check the ledger with `counterfoil verify`", w.batch.Number, f.Name, f.Detail)
		}
	}
	switch same, err := sameAs(file, final); {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return "", fail(err)
	case same:
		return final, nil
	default:
		return "", &ledger.Error{Code: ledger.Conflict, Text: fmt.Sprintf("%s is there already and is not what this ledger writes for batch %d; keep it for finance to look at, but move it away, then export again", final, w.batch.Number)}
	}
	if err := file.Close(); err != nil {
		return "", fail(err)
	}
	if err := durable.Rename(file.Name(), final); err != nil {
		return "", fail(err)
	}
	return final, nil
}

func (w *writer) assemble(file *os.File) error {
	archive := zip.NewWriter(file)
	for _, p := range w.parts {
		if err := p.store(archive, w.batch.At); err != nil {
			return err
		}
	}
	if err := archive.Close(); err != nil {
		return err
	}
	return file.Sync()
}

// sameAs compares a file's content with that of the file at path.
func sameAs(file *os.File, path string) (bool, error) {
	other, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer other.Close()
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return false, err
	}
	here, err := digest(file)
	if err != nil {
		return false, err
	}
	there, err := digest(other)
	return here == there, err
}

func digest(r io.Reader) (string, error) {
	sum := sha256.New()
	_, err := io.Copy(sum, r)
	return hex.EncodeToString(sum.Sum(nil)), err
}

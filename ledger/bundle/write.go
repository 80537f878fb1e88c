package bundle

import (
	"archive/zip"
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"filippo.io/age"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
)

// Options are what a caller asks of an export beyond its batch and folder.
type Options struct {
	Attachments []Attachment
	// To are public keys of age that may read the bundle, besides those that the
	// city set. With any of either, nothing leaves in clear text.
	To       []string
	Progress Progress
	// Wrote is told what is in the bundle, once it is written.
	Wrote func(Manifest)
}

const workPrefix = ".export-"

// roomPerEntry is more than an entry of the journal and its rows ever took, in
// bytes, both as parts of a bundle and put together.
const roomPerEntry = 8 << 10

// writing is held by the one export that is written.
var writing sync.Mutex

// Write writes the bundle of a batch into a folder and returns its path. The
// bundle is made on the counter's own disk, checked as Verify checks it, copied
// to the folder, read again there, and only then gets its name; a failure, or
// the end of ctx, leaves nothing there.
//
// A bundle of that name with the same bytes is left as it is. One with other
// bytes is never replaced, since the same batch gives the same bytes: that is
// a Conflict. Only a station that was given a new key, by a recovery, writes
// its earlier batches otherwise: signed with the new key.
func Write(ctx context.Context, l *ledger.Ledger, b ledger.Batch, folder string, o Options) (string, error) {
	if err := checkAttachments(o.Attachments); err != nil {
		return "", err
	}
	to, err := recipients(l, o)
	if err != nil {
		return "", err
	}
	writing.Lock()
	defer writing.Unlock()
	if err := sweep(l, folder); err != nil {
		return "", err
	}
	if err := mustHaveRoom(string(l.Folder()), roomPerEntry*(b.ToSeq-b.FromSeq+2)); err != nil {
		return "", err
	}
	w := writer{ctx: ctx, ledger: l, batch: b, progress: o.Progress}
	if w.work, err = os.MkdirTemp(string(l.Folder()), workPrefix+"*"); err != nil {
		return "", unavailable(err, "the data folder %s cannot be written: %s; make room or check who may write there, then export again", l.Folder(), err)
	}
	defer w.discard()
	if err := w.collect(o.Attachments); err != nil {
		return "", phrase.Errorf("batch %d cannot be exported: %w", b.Number, err)
	}
	whole, err := w.assemble()
	if err != nil {
		return "", phrase.Errorf("batch %d cannot be exported: %w", b.Number, err)
	}
	defer whole.Close()
	path, err := deliver(ctx, whole, folder, w.manifest.name(), to, w.progress.part(0.9, 1))
	if err == nil && o.Wrote != nil {
		o.Wrote(w.manifest)
	}
	return path, err
}

// recipients are who may read what leaves the counter; none: everybody.
func recipients(l *ledger.Ledger, o Options) ([]age.Recipient, error) {
	keys := slices.Concat(l.City().Export.Recipients, o.To)
	slices.Sort(keys)
	return ledger.ParseRecipients(slices.Compact(keys))
}

// part is the progress of a part of the work.
func (p Progress) part(from, to float64) Progress {
	return func(fraction float64) {
		if p != nil {
			p(from + fraction*(to-from))
		}
	}
}

func checkAttachments(attachments []Attachment) error {
	taken := append([]string{manifestFile, signatureFile, handoversFile}, listedFiles...)
	for _, a := range attachments {
		if !fileName.MatchString(a.Name) || slices.Contains(taken, a.Name) || strings.HasPrefix(a.Name, profilePrefix) {
			return ledger.NewError(ledger.Invalid, "attachment", "%q cannot be the name of a file in a bundle; choose another", a.Name)
		}
		taken = append(taken, a.Name)
	}
	return nil
}

func unavailable(cause error, format string, args ...any) error {
	e := ledger.NewError(ledger.Unavailable, "", format, args...)
	e.Cause = cause
	return e
}

// writer makes one bundle: its parts first, then the file.
type writer struct {
	ctx      context.Context
	progress Progress
	ledger   *ledger.Ledger
	batch    ledger.Batch
	work     string
	parts    []*part
	book     *batchBook
	older    []int64 // entries from before the batch's part of the journal that it needs
	manifest Manifest
}

// discard removes the parts.
func (w *writer) discard() {
	for _, p := range w.parts {
		p.file.Close()
	}
	if w.book != nil {
		w.book.Close()
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
	profiles, err := w.beginProfiles()
	if err != nil {
		return err
	}
	defer profiles.discard()
	if err := w.writeTables(profiles); err != nil {
		return err
	}
	if err := w.part(journalFile, w.writeJournal); err != nil {
		return err
	}
	if err := w.writeHandovers(); err != nil {
		return err
	}
	if err := w.part(keyFile, content(w.ledger.PublicKey().File())); err != nil {
		return err
	}
	if err := w.part(workbookFile, func(to io.Writer) error { return w.book.writeTo(to, w.manifest) }); err != nil {
		return err
	}
	if err := w.writeProfiles(profiles); err != nil {
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

// assemble puts the parts together, each part making room as it goes in, and
// checks the whole.
func (w *writer) assemble() (_ *os.File, err error) {
	file, err := os.Create(filepath.Join(w.work, w.manifest.name()))
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			file.Close()
		}
	}()
	archive := zip.NewWriter(file)
	for _, p := range w.parts {
		if err := p.store(archive, w.batch.At); err != nil {
			return nil, err
		}
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	return file, w.check(file.Name())
}

// check holds the finished bundle against every rule that finance will.
func (w *writer) check(path string) error {
	b, err := Open(path)
	if err != nil {
		return err
	}
	defer b.Close()
	findings, err := b.Verify(w.ctx, Known{Trusts: Trust(w.ledger.PublicKey()), signed: w.ledger.Signed}, w.progress.part(0.6, 0.9))
	if err != nil {
		return err
	}
	for _, f := range findings {
		if !f.OK {
			return unavailable(nil, "its bundle is wrong as written and was removed: %s: %s; check the ledger with `counterfoil verify`", f.Name, f.Detail)
		}
	}
	return nil
}

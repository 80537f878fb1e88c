package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"counterfoil/ledger"
)

const (
	maxManifestBytes  = 1 << 20
	maxSignatureBytes = 4 << 10
)

// Verify checks a bundle, every check even when an earlier one fails, as far
// as the bundle can be read. It trusts nothing in the file, and its memory is
// bounded whatever the file says. The error is for a file that cannot be
// opened or read at all.
//
// With keys given, the bundle must be signed by one of them. Without, it is
// checked against the key that it brings along: then only a comparison of that
// key with the registered one shows that the bundle is the station's.
func Verify(path string, trusted ...ledger.PublicKey) (ledger.Findings, error) {
	return VerifyPrinted(path, nil, trusted...)
}

// VerifyPrinted checks a bundle and looks for the entries whose codes are on
// paper.
func VerifyPrinted(path string, codes []ledger.PrintedCode, trusted ...ledger.PublicKey) (ledger.Findings, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, unavailable(err, "the bundle cannot be opened: %s; check the path", err)
	}
	defer file.Close()
	return verifyFile(file, filepath.Base(path), codes, trusted...)
}

func verifyFile(file *os.File, name string, codes []ledger.PrintedCode, trusted ...ledger.PublicKey) (ledger.Findings, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, unavailable(err, "%s cannot be read: %s", name, err)
	}
	if !info.Mode().IsRegular() {
		return nil, unavailable(nil, "%s is not a file; give the path of a bundle", name)
	}
	v := verification{name: name, trusted: trusted, printed: ledger.LookFor(codes)}
	v.check(file, info.Size())
	return v.findings, nil
}

type verification struct {
	name     string
	trusted  []ledger.PublicKey
	printed  *ledger.Printed
	findings ledger.Findings

	archive  archive
	text     []byte // the manifest's
	manifest Manifest
	key      ledger.PublicKey
	keys     keyring
}

func (v *verification) check(file io.ReaderAt, size int64) {
	var err error
	v.archive, err = readArchive(file, size)
	v.add("archive", err, "%d files, %d bytes", len(v.archive.names), size)
	if err != nil {
		return
	}
	err = v.readManifest()
	m := v.manifest
	v.add("manifest", err, "%s, station %s, batch %d", m.City, m.Station, m.Batch)
	if err != nil {
		return
	}
	v.add("file name", v.checkName(), "%s", v.name)
	v.add("files", v.checkFiles(), "%d files are as the manifest lists them", len(m.Files))
	if err := v.readHandovers(); err != nil {
		v.add("handovers", err, "")
	}
	said, err := v.checkKey()
	v.add("station key", err, "%s", said)
	v.add("signature", v.checkSignature(), "%s", m.trustedComment())
	v.checkContent()
}

// add notes the outcome of a check. Details quote the bundle, so what would
// confuse a terminal is taken out.
func (v *verification) add(name string, err error, format string, args ...any) {
	v.findings.Add(name, err, format, args...)
	detail := &v.findings[len(v.findings)-1].Detail
	*detail = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, *detail)
}

func (v *verification) readManifest() (err error) {
	if v.text, err = v.archive.read(manifestFile, maxManifestBytes); err != nil {
		return err
	}
	if v.manifest, err = parseManifest(v.text); err != nil {
		return err
	}
	if ledger.IsTraining(v.manifest.Station) {
		return fmt.Errorf("the bundle says that it is of the training ledger %s, where no money is taken; load nothing of it", v.manifest.Station)
	}
	if v.key, err = ledger.ParsePublicKey([]byte(v.manifest.PublicKey)); err != nil {
		return fmt.Errorf("public_key in %s is not a key: %w", manifestFile, err)
	}
	return nil
}

func (v *verification) checkName() error {
	if want := v.manifest.name(); v.name != want {
		return fmt.Errorf("the file is named %s, but it holds %s", v.name, want)
	}
	return nil
}

// checkFiles compares what the manifest lists with what is there.
func (v *verification) checkFiles() error {
	listed, err := v.manifest.files()
	if err != nil {
		return err
	}
	var wrong problems
	for _, name := range v.archive.names {
		size, sum, err := v.digest(name)
		if err != nil {
			wrong.add("%s: %s", name, err)
		}
		if name == manifestFile || name == signatureFile {
			continue
		}
		if f, ok := listed[name]; !ok {
			wrong.add("%s is not in the manifest", name)
		} else if size != f.Size || sum != f.SHA256 {
			wrong.add("%s was changed: it has %d bytes with the SHA-256 %s, the manifest says %d and %s", name, size, sum, f.Size, f.SHA256)
		}
	}
	for _, name := range append(slices.Sorted(maps.Keys(listed)), signatureFile) {
		if v.archive.files[name] == nil {
			wrong.add("%s is missing", name)
		}
	}
	return wrong.err()
}

// digest reads a file whole. The error is that it does not fit the checksum
// which unpacking programs go by.
func (v *verification) digest(name string) (size int64, sum string, err error) {
	r, size, err := v.archive.open(name)
	if err != nil {
		return 0, "", err
	}
	crc := crc32.NewIEEE()
	if sum, err = digest(io.TeeReader(r, crc)); err == nil && crc.Sum32() != v.archive.files[name].CRC32 {
		err = errors.New("its checksum in the ZIP file is wrong")
	}
	return size, sum, err
}

// readHandovers reads how the station came to its key, if it ever had another.
func (v *verification) readHandovers() (err error) {
	v.keys = keyring{newest: v.key}
	if v.archive.files[handoversFile] != nil {
		v.keys, err = readKeyring(v.key, v.manifest.Station, v.archive.lines(handoversFile, maxEntryBytes))
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", handoversFile, err)
	}
	return err
}

// checkKey says how far the key that the bundle names is known.
func (v *verification) checkKey() (string, error) {
	file, err := v.archive.read(keyFile, maxSignatureBytes)
	if err != nil {
		return "", err
	}
	if !bytes.Equal(file, v.key.File()) {
		return "", fmt.Errorf("%s is not the key that the manifest names", keyFile)
	}
	named := func(k ledger.PublicKey) bool { return k.String() == v.manifest.PublicKey }
	switch {
	case len(v.trusted) == 0:
		return fmt.Sprintf("the bundle names the key %s; compare it with the one registered for station %s%s", v.key, v.manifest.Station, v.keys.said()), nil
	case !slices.ContainsFunc(v.trusted, named) && slices.ContainsFunc(v.trusted, v.keys.had):
		return "", fmt.Errorf("the registered key is not in use any more%s. Ask the city whether the station was restored then; if so, register the new key, and until then load nothing", v.keys.said())
	case !slices.ContainsFunc(v.trusted, named):
		return "", fmt.Errorf("the bundle is signed with the key %s, which is not the registered one", v.key)
	}
	return fmt.Sprintf("%s, as registered%s", v.key, v.keys.said()), nil
}

func (v *verification) checkSignature() error {
	signature, err := v.archive.read(signatureFile, maxSignatureBytes)
	if err != nil {
		return err
	}
	if !v.key.VerifyFile(v.text, signature) {
		return fmt.Errorf("%s is not this key's signature of %s", signatureFile, manifestFile)
	}
	// minisign signs the trusted comment too; it must speak of this batch.
	if want := "\ntrusted comment: " + v.manifest.trustedComment() + "\n"; !strings.Contains(string(signature), want) {
		return fmt.Errorf("the trusted comment of %s does not say what the manifest says", signatureFile)
	}
	return nil
}

// checkContent follows the journal and makes every row again from it.
func (v *verification) checkContent() {
	p := proof{manifest: v.manifest, keys: v.keys, printed: v.printed, lines: func() iter.Seq2[[]byte, error] {
		return v.archive.lines(journalFile, maxEntryBytes)
	}}
	var chain, sequence error
	if p.zone, chain = v.manifest.location(); chain == nil {
		chain, sequence = p.read()
	}
	m := v.manifest
	v.add("journal chain and signatures", chain, "every entry follows the one before it and is signed by the station; head %s", m.ChainHead)
	v.add("journal sequence", sequence, "entries %d to %d without a gap, then the export's own", m.FromSeq, m.ToSeq)
	v.printed.Report(v.add, fmt.Sprintf("it is of another bundle: this one has the entries %d to %d", m.FromSeq, m.ToSeq+1))
	if chain != nil || sequence != nil {
		v.add("rows", errors.New("the rows cannot be compared with a journal that does not hold"), "")
		return
	}
	made, err := p.export()
	v.add("batch", err, "batch %d is as the journal records it, perpetual total %s, voids %s", m.Batch, m.PerpetualTotal, m.PerpetualVoids)
	v.add("receipts", p.receipts.wrong.err(), "numbers without a gap, every payment in balance")
	v.add("deposits", p.deposits.wrong.err(), "%d made or confirmed, every figure the sum of its parts", len(p.deposits.entries))
	v.checkRows(&p, made)
}

// checkRows compares the CSV files and the manifest's figures with what the
// journal gives.
func (v *verification) checkRows(p *proof, made exportMade) {
	t := tables{station: v.manifest.Station, batch: v.manifest.Batch, zone: p.zone}
	var comparisons []*comparison
	start := func(file string, columns []string, key keyOf) func([]string) error {
		c := startComparison(file, columns, key, v.archive.lines(file, maxRowBytes))
		comparisons = append(comparisons, c)
		return c.expect
	}
	t.payments = start(paymentsFile, paymentColumns, receiptKey(paymentColumns, "line"))
	t.tenders = start(tendersFile, tenderColumns, receiptKey(tenderColumns, "item"))
	t.funds = start(fundsFile, fundColumns, receiptKey(fundColumns, "item"))
	t.voids = start(voidsFile, voidColumns, receiptKey(voidColumns, ""))
	t.holds = start(holdsFile, holdColumns, receiptKey(holdColumns, "line"))
	t.closings = start(closingsFile, closingColumns, closingKey)
	t.corrections = start(correctedFile, correctionColumns, seqKey(correctionColumns, "receipt"))
	t.returned = start(returnedFile, returnedColumns, unpaidKey)
	t.deposits = start(depositsFile, depositColumns, seqKey(depositColumns, "deposit"))
	added, err := t.fill(p.carried(made), p.closingsIn(), p.deposits.entries, p.changesIn())
	for _, c := range comparisons {
		wrong := c.finish()
		if err != nil {
			wrong = err
		}
		v.add(c.file, wrong, "%d rows, each as the journal has it", c.rows)
	}
	if err == nil {
		err = added.differences(v.manifest.Figures).err()
	}
	m := v.manifest
	v.add("totals", err, "%d payments that stand, %s; %d reversals, %s; hash total %s", m.Stands.Payments, m.Stands.Total, m.Reversal.Payments, m.Reversal.Total, m.HashTotal)
}

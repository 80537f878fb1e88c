package bundle

import (
	"bytes"
	"context"
	"hash/crc32"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ledger/phrase"
)

const (
	maxManifestBytes  = 1 << 20
	maxSignatureBytes = 4 << 10
)

// Known is what whoever verifies a bundle knows of its station beforehand.
type Known struct {
	// Trusts tells the key that is registered for the station: the bundle must
	// be signed by one. When it is nil the bundle is checked against the key
	// that it brings along, which proves that it is whole and not whose it is.
	Trusts  func(ledger.PublicKey) bool
	Printed []ledger.PrintedCode  // codes of entries on paper, to be found in it
	Heads   map[int64]ledger.Hash // entries of the journal that other bundles proved

	// signed tells which entries need no check: the station itself knows.
	signed func(ledger.Entry, ledger.PublicKey) bool
}

// Trust is that in one key, or in any of several.
func Trust(keys ...ledger.PublicKey) func(ledger.PublicKey) bool {
	return func(key ledger.PublicKey) bool {
		return slices.ContainsFunc(keys, func(k ledger.PublicKey) bool { return k.String() == key.String() })
	}
}

// KeyCheck is the name of the finding about the station's key.
const KeyCheck = "station key"

// Progress is told how much of the work is done, from 0 to 1.
type Progress func(fraction float64)

// Verify checks a bundle, every check even when an earlier one fails, as far
// as the bundle can be read. It trusts nothing in the file, and its memory is
// bounded whatever the file says. The error is that ctx ended.
func (b *Bundle) Verify(ctx context.Context, known Known, progress Progress) (ledger.Findings, error) {
	v := verification{Bundle: b, known: known, printed: ledger.LookFor(known.Printed)}
	b.archive.watch = &watch{ctx: ctx, total: b.toRead(), progress: progress}
	defer func() { b.archive.watch = nil }()
	v.check()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return v.findings, nil
}

// toRead is how many bytes Verify reads: each file once for its digest, each
// CSV file again beside the journal, and the journal twice more.
func (b *Bundle) toRead() (total int64) {
	for name, f := range b.archive.files {
		size := int64(f.UncompressedSize64)
		total += size
		switch {
		case name == journalFile:
			total += 2 * size
		case slices.Contains(tableFiles, name):
			total += size
		}
	}
	return total
}

type verification struct {
	*Bundle
	known    Known
	printed  *ledger.Printed
	keys     keyring
	findings ledger.Findings
}

func (v *verification) check() {
	v.findings.Add("archive", v.damaged, "%d files, %d bytes", len(v.archive.names), v.size)
	if v.damaged != nil {
		return
	}
	m := v.manifest
	v.findings.Add("manifest", v.unread, "%s, station %s, batch %d", m.City, m.Station, m.Batch)
	if v.unread != nil {
		return
	}
	v.findings.Add("file name", v.checkName(), "%s", v.name)
	v.findings.Add("files", v.checkFiles(), "%d files are as the manifest lists them", len(m.Files))
	if err := v.readHandovers(); err != nil {
		v.findings.Add("handovers", err, "")
	}
	v.checkKey()
	v.findings.Add("signature", v.checkSignature(), "%s", m.trustedComment())
	v.checkContent()
}

func (v *verification) checkName() error {
	if want := v.manifest.name(); v.name != want {
		return phrase.Errorf("the file is named %s, but it holds %s", v.name, want)
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
		err = phrase.Errorf("its checksum in the ZIP file is wrong")
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
		err = phrase.Errorf("%s: %w", handoversFile, err)
	}
	return err
}

// checkKey says how far the key that the bundle names is known.
func (v *verification) checkKey() {
	file, err := v.archive.read(keyFile, maxSignatureBytes)
	if err == nil && !bytes.Equal(file, v.key.File()) {
		err = phrase.Errorf("%s is not the key that the manifest names", keyFile)
	}
	switch {
	case err != nil:
	case v.known.Trusts == nil:
		v.findings.Ask(KeyCheck, "nobody registered a key for station %s, so this bundle is whole, and not yet known to be the station's. It is signed with the key %s (%s): compare this fingerprint with the one printed on a closing of the station, then key it in from the paper: `counterfoil finance register %s FINGERPRINT`%s",
			v.manifest.Station, v.key.Fingerprint(), v.key, v.manifest.Station, v.keys.said())
		return
	case v.known.Trusts(v.key):
	case v.keys.had(v.known.Trusts):
		err = phrase.Errorf("the registered key is not in use any more%s. Ask the city whether the station was restored then; if so, register the new key, and until then load nothing", v.keys.said())
	default:
		err = phrase.Errorf("the bundle is signed with the key %s (%s), which is not the registered one", v.key.Fingerprint(), v.key)
	}
	v.findings.Add(KeyCheck, err, "%s (%s), as registered%s", v.key.Fingerprint(), v.key, v.keys.said())
}

func (v *verification) checkSignature() error {
	signature, err := v.archive.read(signatureFile, maxSignatureBytes)
	if err != nil {
		return err
	}
	if !v.key.VerifyFile(v.text, signature) {
		return phrase.Errorf("%s is not this key's signature of %s", signatureFile, manifestFile)
	}
	// minisign signs the trusted comment too; it must speak of this batch.
	if want := "\ntrusted comment: " + v.manifest.trustedComment() + "\n"; !strings.Contains(string(signature), want) {
		return phrase.Errorf("the trusted comment of %s does not say what the manifest says", signatureFile)
	}
	return nil
}

// checkContent follows the journal and makes every row again from it.
func (v *verification) checkContent() {
	p := proof{manifest: v.manifest, keys: v.keys, known: v.known, printed: v.printed, lines: func() iter.Seq2[[]byte, error] {
		return v.archive.lines(journalFile, maxEntryBytes)
	}}
	var chain, sequence error
	if p.zone, chain = v.manifest.location(); chain == nil {
		chain, sequence = p.read()
	}
	m := v.manifest
	v.findings.Add("journal chain and signatures", chain, "every entry follows the one before it and is signed by the station; head %s", m.ChainHead)
	v.findings.Add("journal sequence", sequence, "entries %d to %d without a gap, then the export's own", m.FromSeq, m.ToSeq)
	v.printed.Report(v.findings.Add, phrase.Of("it is of another bundle: this one has the entries %d to %d", m.FromSeq, m.ToSeq+1))
	if chain != nil || sequence != nil {
		v.findings.Add("rows", phrase.Errorf("the rows cannot be compared with a journal that does not hold"), "")
		return
	}
	made, err := p.export()
	v.findings.Add("batch", err, "batch %d is as the journal records it, perpetual total %s, voids %s", m.Batch, m.PerpetualTotal, m.PerpetualVoids)
	v.findings.Add("receipts", p.receipts.wrong.err(), "numbers without a gap, every payment in balance")
	v.findings.Add("deposits", p.deposits.wrong.err(), "%d made or confirmed, every figure the sum of its parts", len(p.deposits.entries))
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
	profiles, broken := v.readProfiles()
	if broken != nil {
		v.findings.Add("profiles", broken, "")
		profiles = &forms{}
	}
	defer profiles.discard()
	added, err := t.fill(beside(p.carried(made), profiles.add), p.closingsIn(), p.deposits.entries, p.changesIn())
	for _, c := range comparisons {
		wrong := c.finish()
		if err != nil {
			wrong = err
		}
		v.findings.Add(c.file, wrong, "%d rows, each as the journal has it", c.rows)
	}
	v.checkProfiles(profiles, err)
	if err == nil {
		err = added.differences(v.manifest.Figures).err()
	}
	m := v.manifest
	v.findings.Add("totals", err, "%d payments that stand, %s; %d reversals, %s; hash total %s", m.Stands.Payments, m.Stands.Total, m.Reversal.Payments, m.Reversal.Total, m.HashTotal)
}

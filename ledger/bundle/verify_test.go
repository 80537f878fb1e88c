package bundle_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
)

// forged is a bundle that somebody takes apart and puts together again.
type forged struct {
	*testing.T
	*counter
	files map[string]string
	names []string
}

// replace changes a file; the text must stand in it once.
func (f *forged) replace(name, old, new string) {
	f.T.Helper()
	if n := strings.Count(f.files[name], old); n != 1 {
		f.T.Fatalf("%q stands %d times in %s", old, n, name)
	}
	f.files[name] = strings.Replace(f.files[name], old, new, 1)
}

// change is replace for the first of several.
func (f *forged) change(name, old, new string) {
	f.T.Helper()
	if !strings.Contains(f.files[name], old) {
		f.T.Fatalf("%q does not stand in %s", old, name)
	}
	f.files[name] = strings.Replace(f.files[name], old, new, 1)
}

func (f *forged) remove(name string) {
	f.names = slices.DeleteFunc(f.names, func(n string) bool { return n == name })
	delete(f.files, name)
}

// lineOf returns the first line of a file that holds the text, with its end.
func (f *forged) lineOf(name, text string) string {
	f.T.Helper()
	for line := range strings.Lines(f.files[name]) {
		if strings.Contains(line, text) {
			return line
		}
	}
	f.T.Fatalf("no line of %s has %q", name, text)
	return ""
}

var listed = regexp.MustCompile(`"name": "([^"]+)",\n      "size": \d+,\n      "sha256": "[0-9a-f]+"`)

// reseal lists the files as they are now and signs the manifest, as somebody
// with a station's key can.
func (f *forged) reseal(by *counter) {
	f.T.Helper()
	manifest := listed.ReplaceAllStringFunc(f.files["manifest.json"], func(text string) string {
		name := listed.FindStringSubmatch(text)[1]
		sum := sha256.Sum256([]byte(f.files[name]))
		return fmt.Sprintf("\"name\": \"%s\",\n      \"size\": %d,\n      \"sha256\": \"%s\"", name, len(f.files[name]), hex.EncodeToString(sum[:]))
	})
	comment := strings.TrimPrefix(f.lineOf("manifest.json.minisig", "trusted comment: counterfoil"), "trusted comment: ")
	f.files["manifest.json"] = manifest
	f.files["manifest.json.minisig"] = string(by.SignFile([]byte(manifest), strings.TrimSpace(comment)))
}

// pack writes a ZIP laid out as a bundle is.
func pack(t *testing.T, path string, names []string, files map[string]string, alter func(*zip.FileHeader)) {
	t.Helper()
	var content bytes.Buffer
	archive := zip.NewWriter(&content)
	for _, name := range names {
		text := files[name]
		header := &zip.FileHeader{
			Name: name, CRC32: crc32.ChecksumIEEE([]byte(text)), CreatorVersion: 20, ReaderVersion: 20,
			CompressedSize64: uint64(len(text)), UncompressedSize64: uint64(len(text)),
		}
		if alter != nil {
			alter(header)
		}
		w, err := archive.CreateRaw(header)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// twoBatches gives the bundle of a second batch, with standing payments, a
// void, a reversal of the first batch's and a closing.
func twoBatches(t *testing.T) (*counter, string) {
	c := mustOpen(t)
	c.aDay()
	c.export("", "")
	c.void("C1-000003")
	c.aDay()
	c.closeDrawer(cents(100_00))
	c.depositAll("B-1", 75_00)
	return c, c.write(c.export("", ""), t.TempDir(), bundle.Attachment{Name: "reconciliation.pdf", Content: []byte("%PDF-1.3")})
}

func TestEachCorruptionIsNamed(t *testing.T) {
	c, path := twoBatches(t)
	stranger := mustOpen(t)
	files, names := unzip(t, path)
	mustVerify(t, path, c.PublicKey())

	for name, corruption := range map[string]struct {
		do    func(*forged)
		check string // that must fail
		says  string // in its detail
		only  bool   // and no other check fails
	}{
		"a changed cent": {func(f *forged) { f.change("payments.csv", ",224.24,", ",224.25,") },
			"payments.csv", `receipt C1-000007, line 1: amount is "224.25", the journal says "224.24"`, false},
		"a changed cent, its digest": {func(f *forged) { f.change("payments.csv", ",224.24,", ",224.25,") },
			"files", "payments.csv was changed", false},
		"a changed cent, sealed again": {func(f *forged) { f.change("payments.csv", ",224.24,", ",224.25,"); f.reseal(c) },
			"payments.csv", `receipt C1-000007, line 1: amount is "224.25", the journal says "224.24"`, true},
		"a changed account": {func(f *forged) { f.change("payments.csv", "0034567890", "0034567891"); f.reseal(c) },
			"payments.csv", `receipt C1-000008, line 1: account is "0034567891"`, true},
		"a changed payor": {func(f *forged) { f.change("payments.csv", "O'Hara", "O'Mara"); f.reseal(c) },
			"payments.csv", "receipt C1-000007, line 1: payor is", true},
		"a void made to stand": {func(f *forged) { f.change("payments.csv", ",,void,", ",,,"); f.reseal(c) },
			"payments.csv", `receipt C1-000010, line 1: void is "", the journal says "void"`, true},
		"a reversal made to stand": {func(f *forged) { f.change("payments.csv", ",,reversal,", ",,,"); f.reseal(c) },
			"payments.csv", "the row of receipt C1-000003, line 1 is missing", true},
		"a missing row": {func(f *forged) {
			f.replace("payments.csv", f.lineOf("payments.csv", "C1-000011"), "")
			f.reseal(c)
		}, "payments.csv", "the row of receipt C1-000011, line 1 is missing", true},
		"a missing last row": {func(f *forged) {
			lines := strings.SplitAfter(f.files["payments.csv"], "\r\n")
			f.files["payments.csv"] = strings.Join(lines[:len(lines)-2], "")
			f.reseal(c)
		}, "payments.csv", "the row of receipt C1-000003, line 2 is missing", true},
		"an extra row": {func(f *forged) {
			f.files["payments.csv"] += strings.Replace(f.lineOf("payments.csv", "C1-000011"), "C1-000011", "C1-000099", 1)
			f.reseal(c)
		}, "payments.csv", "is a row of receipt C1-000099, line 1 that the journal does not have", true},
		"a row twice": {func(f *forged) {
			row := f.lineOf("payments.csv", "C1-000011")
			f.replace("payments.csv", row, row+row)
			f.reseal(c)
		}, "payments.csv", "is a row of receipt C1-000011, line 1 that the journal does not have", true},
		"two rows swapped": {func(f *forged) {
			a, b := f.lineOf("payments.csv", "C1-000011"), f.lineOf("payments.csv", "C1-000012")
			f.replace("payments.csv", a+b, b+a)
			f.reseal(c)
		}, "payments.csv", "line 8 is a row of receipt C1-000011", true},
		"a column renamed": {func(f *forged) { f.replace("payments.csv", "amount_due,amount", "amount,amount_due"); f.reseal(c) },
			"payments.csv", "the first line is not payment_id", true},
		"a row that is none": {func(f *forged) { f.files["tenders.csv"] += "hello\r\n"; f.reseal(c) },
			"tenders.csv", "is not a row of this file", true},
		"a row without an end": {func(f *forged) { f.files["voids.csv"] += strings.Repeat("x", 1<<20); f.reseal(c) },
			"voids.csv", "token too long", true},
		"a check made cash": {func(f *forged) { f.change("tenders.csv", ",check,50.01,", ",cash,50.01,"); f.reseal(c) },
			"tenders.csv", `receipt C1-000008, item 1: tender is "cash"`, true},
		"a cent in another fund": {func(f *forged) { f.change("funds.csv", ",water,40.01,", ",water,40.02,"); f.reseal(c) },
			"funds.csv", `receipt C1-000009, item 1: amount is "40.02", the journal says "40.01"`, true},
		"a fund's total": {func(f *forged) { f.change("manifest.json", `"amount": "40.01"`, `"amount": "40.02"`); f.reseal(c) },
			"totals", "stands.funds: the manifest says [{sewer 19.99} {water 40.02}]", true},
		"another who approved": {func(f *forged) { f.change("voids.csv", ",ana,sue,", ",ana,tom,"); f.reseal(c) },
			"voids.csv", `receipt C1-000010: approved_by is "tom"`, true},
		"a hold that was received later": {func(f *forged) { f.change("holds.csv", ",2026-11-23,", ",2026-11-24,"); f.reseal(c) },
			"holds.csv", `received is "2026-11-24", the journal says "2026-11-23"`, true},
		"a hold that is missing": {func(f *forged) {
			f.replace("holds.csv", f.lineOf("holds.csv", "C1-000009"), "")
			f.reseal(c)
		}, "holds.csv", "the row of receipt C1-000009, line 1 is missing", true},
		"an over/short that is not": {func(f *forged) {
			f.replace("closings.csv", ",100.00,0.00,0.00,", ",500.00,0.00,0.00,")
			f.reseal(c)
		}, "closings.csv", "closing Z1: counted_cash", true},
		"a total of another size": {func(f *forged) {
			f.replace("manifest.json", `"hash_total": "4139846512"`, `"hash_total": "4139846513"`)
			f.reseal(c)
		},
			"totals", "hash_total: the manifest says 4139846513, the journal gives 4139846512", true},
		"a tender's total": {func(f *forged) { f.change("manifest.json", `"cash": "240.74"`, `"cash": "240.75"`); f.reseal(c) },
			"totals", "stands.tenders.cash: the manifest says 240.75", true},
		"another receipt range": {func(f *forged) {
			f.replace("manifest.json", `"last_receipt": "C1-000012"`, `"last_receipt": "C1-000013"`)
			f.reseal(c)
		},
			"totals", "last_receipt", true},
		"another maker": {func(f *forged) { f.replace("manifest.json", `"made_by": "sue"`, `"made_by": "ana"`); f.reseal(c) },
			"batch", "made_by: the manifest says ana, the journal gives sue", true},
		"another perpetual total": {func(f *forged) {
			f.change("manifest.json", `"perpetual_total": "745.50"`, `"perpetual_total": "745.51"`)
			f.reseal(c)
		},
			"batch", "perpetual_total", true},
		"another outage": {func(f *forged) { f.replace("manifest.json", `"number": 1`, `"number": 2`); f.reseal(c) },
			"receipts", "is of outage 1, the manifest of outage 2", true},
		"another chain head": {func(f *forged) {
			head := f.lineOf("manifest.json", "chain_head")
			f.replace("manifest.json", head, regexp.MustCompile(`"[0-9a-f]{64}"`).ReplaceAllString(head, `"`+strings.Repeat("0", 64)+`"`))
			f.reseal(c)
		}, "journal chain and signatures", "chain_head of the manifest is 000", false},
		"a manifest changed": {func(f *forged) { f.replace("manifest.json", "Testville & Sons", "Testville & Song") },
			"signature", "is not this key's signature", true},
		"a manifest laid out otherwise": {func(f *forged) { f.replace("manifest.json", `"format": 1`, `"format":  1`); f.reseal(c) },
			"manifest", "not written as Counterfoil writes it", true},
		"a manifest with a field twice": {func(f *forged) {
			f.replace("manifest.json", `  "batch": 2,`, "  \"batch\": 1,\n  \"batch\": 2,")
			f.reseal(c)
		}, "manifest", "not written as Counterfoil writes it", true},
		"a manifest of a later format": {func(f *forged) { f.replace("manifest.json", `"format": 1`, `"format": 2`); f.reseal(c) },
			"manifest", "has format version 2", true},
		"a manifest that is none": {func(f *forged) { f.files["manifest.json"] = "[" }, "manifest", "cannot be read", true},
		"a key that is none":      {func(f *forged) { f.change("manifest.json", `"public_key": "R`, `"public_key": "`); f.reseal(c) }, "manifest", "public_key", true},
		"a zone that is none":     {func(f *forged) { f.replace("manifest.json", "America/Chicago", "../etc"); f.reseal(c) }, "journal chain and signatures", "time", false},
		"a manifest without a file": {func(f *forged) {
			f.files["manifest.json"] = regexp.MustCompile(`(?s)    \{\n      "name": "voids.csv".*?\},\n`).ReplaceAllString(f.files["manifest.json"], "")
			f.reseal(c)
		}, "files", "does not list voids.csv", true},
		"another trusted comment": {func(f *forged) {
			f.files["manifest.json.minisig"] = string(c.SignFile([]byte(f.files["manifest.json"]), "counterfoil station=C1 batch=3"))
		}, "signature", "trusted comment", true},
		"two files swapped": {func(f *forged) {
			f.files["payments.csv"], f.files["tenders.csv"] = f.files["tenders.csv"], f.files["payments.csv"]
		}, "files", "payments.csv was changed", false},
		"the attachment swapped": {func(f *forged) { f.files["reconciliation.pdf"] = "%PDF-1.4" }, "files", "reconciliation.pdf was changed", true},
		"a README with other words": {func(f *forged) { f.replace("README.txt", "Post it.", "Post it twice.") },
			"files", "README.txt was changed", true},
		"a truncated journal": {func(f *forged) {
			f.files["journal.jsonl"] = strings.Join(slices.Collect(strings.Lines(f.files["journal.jsonl"]))[:9], "")
			f.reseal(c)
		}, "journal sequence", "the journal ends with entry 23; it goes to 28", false},
		"a journal cut in an entry": {func(f *forged) { f.files["journal.jsonl"] = f.files["journal.jsonl"][:3000]; f.reseal(c) },
			"journal chain and signatures", "not a journal entry", false},
		"an entry left out": {func(f *forged) { f.replace("journal.jsonl", f.lineOf("journal.jsonl", `"seq":20,`), ""); f.reseal(c) },
			"journal sequence", "entry 21 stands where entry 20 should", false},
		"an entry changed": {func(f *forged) {
			f.change("journal.jsonl", `"receipt":"C1-000008"`, `"receipt":"C1-000009"`)
			f.reseal(c)
		}, "journal chain and signatures", "its content does not give its hash", false},
		"a reversed payment changed": {func(f *forged) { f.change("journal.jsonl", `said the customer`, `said nobody`); f.reseal(c) },
			"journal chain and signatures", "its content does not give its hash", false},
		"an entry with more white space": {func(f *forged) { f.replace("journal.jsonl", `"seq":20,`, `"seq": 20,`); f.reseal(c) },
			"journal chain and signatures", "entry 20 is not written as Counterfoil writes it", false},
		"an entry of somebody else's": {func(f *forged) {
			for e, err := range stranger.Entries(1, 1) {
				if err != nil {
					f.T.Fatal(err)
				}
				f.files["journal.jsonl"] = string(e.Line()) + "\n" + f.files["journal.jsonl"]
			}
			f.reseal(c)
		}, "journal chain and signatures", "entry 1 does not belong before entry", false},
		"a reversal's payment left out": {func(f *forged) {
			f.replace("journal.jsonl", f.lineOf("journal.jsonl", `"C1-000003","number"`), "")
			f.reseal(c)
		},
			"payments.csv", "receipt C1-000003, line 1 that the journal does not have", false},
		"a payment that no void is of": {func(f *forged) {
			receipt, err := c.Receipt("C1-000002")
			if err != nil {
				f.T.Fatal(err)
			}
			for e := range c.Entries(receipt.Seq, receipt.Seq) {
				f.files["journal.jsonl"] = string(e.Line()) + "\n" + f.files["journal.jsonl"]
			}
			f.reseal(c)
		}, "payments.csv", "receipt C1-000002, but this batch neither reverses it nor carries it again", false},
		"signed with another key": {func(f *forged) {
			f.replace("manifest.json", c.PublicKey().String(), stranger.PublicKey().String())
			f.files["station.pub"] = string(stranger.PublicKey().File())
			f.reseal(stranger)
		}, "station key", "is not the registered one", false},
		"signed with another key, the journal": {func(f *forged) {
			f.replace("manifest.json", c.PublicKey().String(), stranger.PublicKey().String())
			f.files["station.pub"] = string(stranger.PublicKey().File())
			f.reseal(stranger)
		}, "journal chain and signatures", "is not signed by this station", false},
		"a signature of another key": {func(f *forged) { f.reseal(stranger) }, "signature", "is not this key's signature", true},
		"another station.pub":        {func(f *forged) { f.files["station.pub"] = string(stranger.PublicKey().File()) }, "station key", "is not the key that the manifest names", false},
		"a missing file":             {func(f *forged) { f.remove("tenders.csv") }, "files", "tenders.csv is missing", false},
		"a missing journal":          {func(f *forged) { f.remove("journal.jsonl") }, "journal chain and signatures", "journal.jsonl is missing", false},
		"a missing manifest":         {func(f *forged) { f.remove("manifest.json") }, "manifest", "manifest.json is missing", true},
		"a missing signature":        {func(f *forged) { f.remove("manifest.json.minisig") }, "signature", "manifest.json.minisig is missing", false},
		"a missing attachment":       {func(f *forged) { f.remove("reconciliation.pdf") }, "files", "reconciliation.pdf is missing", true},
		"an extra file": {func(f *forged) { f.names = append(f.names, "virus.exe"); f.files["virus.exe"] = "x" },
			"files", "virus.exe is not in the manifest", true},
		"a training ledger's": {func(f *forged) { f.change("manifest.json", `"station": "C1"`, `"station": "TRAIN-C1"`); f.reseal(c) },
			"manifest", "of the training ledger TRAIN-C1, where no money is taken", true},
		"a path out of the folder": {func(f *forged) { f.names = append(f.names, "../evil.exe"); f.files["../evil.exe"] = "x" },
			"archive", `named "../evil.exe"`, true},
		"an absolute path": {func(f *forged) { f.names = append(f.names, `C:\evil.exe`) }, "archive", "never paths", true},
		"a folder":         {func(f *forged) { f.names = append(f.names, "folder/") }, "archive", "never paths", true},
		"two files of one name": {func(f *forged) { f.names = append(f.names, "Payments.CSV"); f.files["Payments.CSV"] = "x" },
			"archive", "two files named Payments.CSV", true},
		"too many files": {func(f *forged) {
			for n := range 100 {
				f.names = append(f.names, fmt.Sprint("file", n))
			}
		}, "archive", "directory is not where", true},
	} {
		t.Run(name, func(t *testing.T) {
			f := &forged{T: t, counter: c, files: maps.Clone(files), names: slices.Clone(names)}
			corruption.do(f)
			copied := filepath.Join(t.TempDir(), filepath.Base(path))
			pack(t, copied, f.names, f.files, nil)
			wantFinding(t, copied, c.PublicKey(), corruption.check, corruption.says, corruption.only)
		})
	}
}

// wantFinding fails the test unless the named check fails and says why.
func wantFinding(t *testing.T, path string, trusted ledger.PublicKey, check, says string, only bool) {
	t.Helper()
	findings := verify(t, path, trusted)
	var found bool
	for _, f := range findings {
		switch {
		case f.OK:
		case f.Name == check:
			found = true
			if !strings.Contains(f.Detail, says) {
				t.Errorf("%s says %q, not %q", check, f.Detail, says)
			}
		case only:
			t.Errorf("%s fails too: %s", f.Name, f.Detail)
		}
	}
	if !found {
		t.Errorf("the check %q does not fail: %+v", check, findings)
	}
}

// withEnd alters the record that ends a ZIP file.
func withEnd(content []byte, alter func(end []byte)) []byte {
	altered := slices.Clone(content)
	alter(altered[len(altered)-22:])
	return altered
}

// directoryOf is where the directory of a ZIP file without a comment begins.
func directoryOf(content []byte) int {
	return int(binary.LittleEndian.Uint32(content[len(content)-6:]))
}

func TestHostileArchivesAreRefusedUnread(t *testing.T) {
	c, path := twoBatches(t)
	files, names := unzip(t, path)
	content := mustRead(t, path)
	raw := func(content []byte) func(*testing.T, string) {
		return func(t *testing.T, to string) {
			if err := os.WriteFile(to, content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	packed := func(alter func(*zip.FileHeader)) func(*testing.T, string) {
		return func(t *testing.T, to string) { pack(t, to, names, files, alter) }
	}
	for name, hostile := range map[string]struct {
		make func(t *testing.T, path string)
		says string
	}{
		"not a ZIP":       {raw([]byte("payment_id,receipt,station\r\n1,2,3\r\n")), "not a ZIP file"},
		"empty":           {raw(nil), "too short"},
		"half of it":      {raw(content[:len(content)/2]), "not a ZIP file, or its end is missing"},
		"more at its end": {raw(append(slices.Clone(content), '!')), "not a ZIP file, or its end is missing"},
		"a program before it": {raw(append([]byte("MZ program"), content...)),
			"directory is not where a bundle has it"},
		"bytes that are in no file": {func(t *testing.T, to string) {
			directory := directoryOf(content)
			hidden := slices.Insert(slices.Clone(content), directory, []byte("hidden")...)
			binary.LittleEndian.PutUint32(hidden[len(hidden)-6:], uint32(directory+len("hidden")))
			raw(hidden)(t, to)
		}, "bytes that belong to no file"},
		"a bomb": {func(t *testing.T, to string) {
			var bomb bytes.Buffer
			archive := zip.NewWriter(&bomb)
			for _, name := range names {
				w, err := archive.Create(name)
				if err != nil {
					t.Fatal(err)
				}
				if name == "payments.csv" {
					zeros := make([]byte, 1<<20)
					for range 256 {
						if _, err := w.Write(zeros); err != nil {
							t.Fatal(err)
						}
					}
				} else if _, err := w.Write([]byte(files[name])); err != nil {
					t.Fatal(err)
				}
			}
			if err := archive.Close(); err != nil {
				t.Fatal(err)
			}
			raw(bomb.Bytes())(t, to)
		}, "is compressed"},
		"sizes that lie": {packed(func(h *zip.FileHeader) {
			if h.Name == "payments.csv" {
				h.CompressedSize64, h.UncompressedSize64 = 1<<31, 1<<31
			}
		}), "more than the whole bundle has"},
		"sizes that reach into the next file": {packed(func(h *zip.FileHeader) {
			if h.Name == "payments.csv" {
				h.CompressedSize64, h.UncompressedSize64 = h.CompressedSize64+100, h.UncompressedSize64+100
			}
		}), "does not stand where the directory says"},
		"two files at one place": {func(t *testing.T, to string) {
			overlaid := slices.Clone(content)
			directory := overlaid[directoryOf(overlaid):]
			// The second entry's offset, 42 bytes into it, becomes the first one's.
			second := bytes.Index(directory[4:], []byte("PK\x01\x02")) + 4
			copy(directory[second+42:second+46], directory[42:46])
			raw(overlaid)(t, to)
		}, "does not stand where the directory says"},
		"a directory that is longer than the file": {raw(withEnd(content, func(end []byte) {
			binary.LittleEndian.PutUint32(end[12:], 1<<31)
		})), "directory is not where a bundle has it"},
		"65,535 files": {raw(withEnd(content, func(end []byte) {
			binary.LittleEndian.PutUint16(end[8:], 0xffff)
			binary.LittleEndian.PutUint16(end[10:], 0xffff)
		})), "directory is not where a bundle has it"},
		"an end that sends to ZIP64": {raw(withEnd(content, func(end []byte) {
			binary.LittleEndian.PutUint32(end[12:], 0xffffffff)
			binary.LittleEndian.PutUint32(end[16:], 0xffffffff)
		})), "directory is not where a bundle has it"},
		"a ZIP64 directory between": {func(t *testing.T, to string) {
			end := len(content) - 22
			locator := append([]byte("PK\x06\x06"), make([]byte, 52)...)
			locator = append(locator, append([]byte("PK\x06\x07"), make([]byte, 16)...)...)
			raw(slices.Insert(slices.Clone(content), end, locator...))(t, to)
		}, "directory is not where a bundle has it"},
		"a comment at its end": {func(t *testing.T, to string) {
			commented := withEnd(content, func(end []byte) { binary.LittleEndian.PutUint16(end[20:], 5) })
			raw(append(commented, "hello"...))(t, to)
		}, "its end is missing"},
		"two directories": {func(t *testing.T, to string) {
			raw(slices.Concat(content, content[directoryOf(content):]))(t, to)
		}, "directory is not where a bundle has it"},
		"a size that needs ZIP64": {packed(func(h *zip.FileHeader) {
			if h.Name == "payments.csv" {
				h.CompressedSize64, h.UncompressedSize64 = 1<<33, 1<<33
			}
		}), ""},
		"a link":           {packed(func(h *zip.FileHeader) { h.SetMode(os.ModeSymlink | 0o777) }), "is not a plain file"},
		"an encrypted one": {packed(func(h *zip.FileHeader) { h.Flags = 1 }), "is not a plain file"},
		"more in a header": {packed(func(h *zip.FileHeader) { h.Extra = []byte{0xff, 0xff, 0, 0} }), "does not stand where the directory says"},
		"one name in the directory, another before the file": {
			raw(bytes.Replace(content, []byte("tenders.csvpayment_id"), []byte("../evil.exepayment_id"), 1)), "tenders.csv does not stand where the directory says"},
	} {
		t.Run(name, func(t *testing.T) {
			to := filepath.Join(t.TempDir(), filepath.Base(path))
			hostile.make(t, to)
			wantFinding(t, to, c.PublicKey(), "archive", hostile.says, true)
		})
	}
}

func TestABundleUnderAnotherNameIsNamed(t *testing.T) {
	c, path := twoBatches(t)
	for _, name := range []string{"counterfoil_C2_2026-11-23_2026-11-23_b0002.zip", "counterfoil_C1_2026-11-23_2026-11-23_b0003.zip"} {
		renamed := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(renamed, mustRead(t, path), 0o600); err != nil {
			t.Fatal(err)
		}
		wantFinding(t, renamed, c.PublicKey(), "file name", "it holds "+filepath.Base(path), true)
	}
}

func TestWithoutARegisteredKeyVerifySaysWhichToCompare(t *testing.T) {
	c, path := twoBatches(t)
	mustVerify(t, path)
	for _, f := range verify(t, path) {
		if f.Ask && f.Name == "station key" && strings.Contains(f.Detail, c.PublicKey().Fingerprint()) && strings.Contains(f.Detail, "nobody registered a key for station C1") {
			return
		}
	}
	t.Error("no finding names the key to compare")
}

func TestVerifyOfNothing(t *testing.T) {
	for _, path := range []string{t.TempDir(), filepath.Join(t.TempDir(), "none.zip")} {
		if _, err := bundle.Open(path); ledger.CodeOf(err) != ledger.Unavailable {
			t.Errorf("Open(%s) says %v", path, err)
		}
	}
}

// Whatever single byte of a file is changed, at least one check fails.
func TestNoByteCanBeChangedUnseen(t *testing.T) {
	_, path := twoBatches(t)
	content := mustRead(t, path)
	content = content[:directoryOf(content)+4]
	rest := mustRead(t, path)[len(content):]
	changed := filepath.Join(t.TempDir(), filepath.Base(path))
	for at := 0; at < len(content); at += 211 {
		damaged := slices.Clone(content)
		damaged[at] ^= 0x01
		if err := os.WriteFile(changed, append(damaged, rest...), 0o600); err != nil {
			t.Fatal(err)
		}
		if findings := verify(t, changed); findings.OK() {
			t.Fatalf("byte %d of %d changed: %v", at, len(content), findings)
		}
	}
}

// Whatever a file says, Verify says that it is no bundle, unless it is the very
// one.
func FuzzVerify(f *testing.F) {
	folder := filepath.Join(f.TempDir(), "data")
	mustCreate(f, folder)
	c := openCounter(f, folder)
	defer c.Close()
	c.aDay()
	path := c.write(c.export("", ""), f.TempDir())
	whole, name := mustRead(f, path), filepath.Base(path)
	for _, seed := range [][]byte{whole, withEnd(whole, func(end []byte) { end[10]++ }), whole[:len(whole)/2], []byte("PK\x05\x06" + strings.Repeat("\x00", 18))} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if findings := verify(t, path); findings.OK() && !bytes.Equal(content, whole) {
			t.Fatalf("Verify says %v", findings)
		}
	})
}

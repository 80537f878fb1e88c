package bundle_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/layout"
	"counterfoil/ledger/money"
)

// ownProfile has a control record in front and one line for what each tender
// paid of each stub.
const ownProfile = `
name      = "our-billing"
extension = "dat"
form      = "delimited"
delimiter = ";"
rows      = "part"
reversals = "file"

[[record]]
kind    = "header"
columns = [{ const = "H" }, { field = "total" }, { field = "rows" }, { field = "hash_total" }]

[[record]]
kind    = "detail"
columns = [{ const = "D" }, { field = "account" }, { field = "amount" }, { field = "number" }, { field = "payor" }]
`

const profiledCity = cityText + `
[export]
profiles = ["generic-csv", "bai-lockbox", "our-billing.toml"]
`

func openProfiled(t *testing.T) *counter {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	writeOwn(t, folder, ownProfile)
	if _, err := ledger.Create(ledger.Folder(folder), []byte(profiledCity), "billing is down", secretOf, clockAt(&opening)); err != nil {
		t.Fatal(err)
	}
	c := openCounter(t, folder)
	t.Cleanup(func() { c.Close() })
	return c
}

func writeOwn(t *testing.T, folder, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, "our-billing.toml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func manifestOf(t *testing.T, path string) bundle.Manifest {
	t.Helper()
	b, err := bundle.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	m, err := b.Manifest()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// mustHold is mustVerify for bundles with profiles: a finding more for each.
func mustHold(t *testing.T, c *counter, path string) {
	t.Helper()
	profiles := 0
	for _, f := range verify(t, path, c.PublicKey()) {
		if !f.OK {
			t.Fatalf("%s: %s: %s", filepath.Base(path), f.Name, f.Detail)
		}
		if strings.HasPrefix(f.Name, "profile ") {
			profiles++
		}
	}
	if profiles != 3 {
		t.Fatalf("%d profiles were checked, not 3", profiles)
	}
}

func TestABundleHasAFileForEachProfile(t *testing.T) {
	c := openProfiled(t)
	c.aDay()
	path := c.write(c.export("", ""), t.TempDir())
	mustHold(t, c, path)
	m := manifestOf(t, path)
	if len(m.Profiles) != 3 || m.Profiles[0].Name != "generic-csv" || m.Profiles[2].Name != "our-billing" {
		t.Fatalf("the profiles are %+v", m.Profiles)
	}
	files, _ := unzip(t, path)
	for _, said := range m.Profiles {
		if said.Stopped != "" || len(said.Files) != 1 {
			t.Fatalf("%+v", said)
		}
		file := said.Files[0]
		if file.Posted.Total != m.Stands.Total || file.Posted.Payments != m.Stands.Payments || files[file.Name] == "" || files[said.Layout] == "" {
			t.Errorf("%s: %+v; the batch stands at %s", said.Name, file, m.Stands.Total)
		}
	}
	if m.Profiles[0].Files[0].HashTotal != m.HashTotal {
		t.Errorf("the accounts of generic-csv add up to %s, those of the batch to %s", m.Profiles[0].Files[0].HashTotal, m.HashTotal)
	}
	records, err := csv.NewReader(strings.NewReader(files["profile_generic-csv.csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var total money.Amount
	for _, record := range records[1:] {
		amount, err := money.Parse(record[2])
		if err == nil {
			total, err = total.Add(amount)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if total != m.Stands.Total {
		t.Errorf("the rows of generic-csv add up to %s, want %s", total, m.Stands.Total)
	}
	if files["profile_our-billing_layout.toml"] != ownProfile {
		t.Error("the layout in the bundle is not the city's")
	}
	compareText(t, "our-billing", files["profile_our-billing.dat"], "H;362.75;7;5163079747\r\n"+
		"D;1023233234;224.24;;\"Zoë \"\"Z\"\" O'Hara, Jr.\"\r\nD;0034567890;50.01;1041;\"Zoë \"\"Z\"\" O'Hara, Jr.\"\r\n"+
		"D;1023233235;50.00;77;\"Zoë \"\"Z\"\" O'Hara, Jr.\"\r\nD;1023233235;10.00;78;\"Zoë \"\"Z\"\" O'Hara, Jr.\"\r\n"+
		"D;AB-9990012345678;15.50;;\"Zoë \"\"Z\"\" O'Hara, Jr.\"\r\nD;1023233237;12.00;A991;\"Zoë \"\"Z\"\" O'Hara, Jr.\"\r\nD;1023233238;1.00;;\"Zoë \"\"Z\"\" O'Hara, Jr.\"\r\n")
}

// TestAProfileThatStopsLeavesTheBundleWhole takes a payment back that a
// lockbox file has no form for.
func TestAProfileThatStopsLeavesTheBundleWhole(t *testing.T) {
	c := openProfiled(t)
	c.aDay()
	c.export("", "")
	c.void("C1-000003")
	c.pay(cashPayment("1023233240", 1_00))
	batch := c.export("", "")
	path := c.write(batch, t.TempDir())
	mustHold(t, c, path)
	m := manifestOf(t, path)
	stopped := m.Profiles[1]
	if len(stopped.Files) != 0 || !strings.Contains(stopped.Stopped, "receipt C1-000003") {
		t.Errorf("bai-lockbox: %+v", stopped)
	}
	files, _ := unzip(t, path)
	if err := validate(t, mustCompile(t), files["manifest.json"]); err != nil {
		t.Error(err)
	}
	if files["profile_bai-lockbox.txt"] != "" || files["profile_bai-lockbox_layout.toml"] == "" {
		t.Error("a file that stopped is in the bundle, or its layout is not")
	}
	if csv, own := m.Profiles[0].Files, m.Profiles[2].Files; len(csv) != 1 || len(own) != 2 ||
		csv[0].Posted.Total != cents(1_00) || csv[0].Reversed.Total != cents(75_50) || own[0].Posted.Total != cents(1_00) || own[1].Reversed.Total != cents(75_50) {
		t.Errorf("generic-csv %+v, our-billing %+v", csv, own)
	}
	if !strings.Contains(files["README.txt"], "receipt C1-000003") {
		t.Error("README.txt says nothing of the file that is missing")
	}
}

// TestAChangedProfileLeavesEarlierBatchesAsTheyWere writes a batch again after
// the city took another layout.
func TestAChangedProfileLeavesEarlierBatchesAsTheyWere(t *testing.T) {
	c := openProfiled(t)
	c.aDay()
	batch := c.export("", "")
	first := mustRead(t, c.write(batch, t.TempDir()))
	folder := string(c.Folder())
	c.Close()
	writeOwn(t, folder, strings.Replace(ownProfile, `";"`, `"|"`, 1))
	l, err := ledger.Open(ledger.Folder(folder), clockAt(&c.now))
	if err != nil {
		t.Fatal(err)
	}
	c.Ledger = l
	if c.sue, err = l.SignIn("sue", "sue has a long secret", ledger.ToWork); err != nil {
		t.Fatal(err)
	}
	if c.ana, err = l.SignIn("ana", "ana has a long secret", ledger.ToWork); err != nil {
		t.Fatal(err)
	}
	if again := mustRead(t, c.write(batch, t.TempDir())); !bytes.Equal(again, first) {
		t.Error("the batch has other bytes after the profile was changed")
	}
	c.pay(cashPayment("1023233240", 1_00))
	files, _ := unzip(t, c.write(c.export("", ""), t.TempDir()))
	if text := files["profile_our-billing.dat"]; !strings.HasPrefix(text, "H|1.00|1|") {
		t.Errorf("the next batch has %q", text)
	}
}

// TestAForgedProfileFileIsNamed changes what billing would load, with the
// station's own key.
func TestAForgedProfileFileIsNamed(t *testing.T) {
	c := openProfiled(t)
	c.aDay()
	path := c.write(c.export("", ""), t.TempDir())
	files, names := unzip(t, path)
	says := map[string]string{"a total": ": rows: the manifest says 8, the journal gives 7", "a stop": `stopped: the manifest says x, the journal gives`}
	for name, forge := range map[string]func(f *forged){
		"a cent":     func(f *forged) { f.replace("profile_generic-csv.csv", ",224.24,2026", ",224.25,2026") },
		"an account": func(f *forged) { f.change("profile_our-billing.dat", "1023233234", "1023233235") },
		"a layout": func(f *forged) {
			f.replace("profile_our-billing_layout.toml", `{ field = "number" }`, `{ field = "routing" }`)
		},
		"no layout": func(f *forged) { f.files["profile_our-billing_layout.toml"] = "name = 1" },
		"a total":   func(f *forged) { f.change("manifest.json", `"rows": 7`, `"rows": 8`) },
		"a stop": func(f *forged) {
			f.replace("manifest.json", "\"hash_total\": \"5163079747\"\n        }\n      ]\n    }\n  ],", "\"hash_total\": \"5163079747\"\n        }\n      ],\n      \"stopped\": \"x\"\n    }\n  ],")
		},
	} {
		f := &forged{T: t, counter: c, files: map[string]string{}, names: names}
		for name, text := range files {
			f.files[name] = text
		}
		forge(f)
		f.reseal(c)
		forgery := filepath.Join(t.TempDir(), filepath.Base(path))
		pack(t, forgery, f.names, f.files, nil)
		found, named := false, ""
		for _, finding := range verify(t, forgery, c.PublicKey()) {
			if strings.HasPrefix(finding.Name, "profile") {
				found = found || !finding.OK
				named += finding.Detail
			} else if !finding.OK {
				t.Errorf("%s: %s: %s", name, finding.Name, finding.Detail)
			}
		}
		if !found || !strings.Contains(named, says[name]) {
			t.Errorf("%s: %t, %s", name, found, named)
		}
	}
}

// TestAProfileCanBeWrittenFromTheBundle makes each file a second time, from
// the journal in the bundle.
func TestAProfileCanBeWrittenFromTheBundle(t *testing.T) {
	c := openProfiled(t)
	c.aDay()
	c.export("", "")
	c.void("C1-000003")
	c.aDay()
	path := c.write(c.export("", ""), t.TempDir())
	b, err := bundle.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	files, _ := unzip(t, path)
	compared := 0
	for _, said := range manifestOf(t, path).Profiles {
		p, err := layout.Parse([]byte(files[said.Layout]))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range p.Files() {
			want, written := files["profile_"+file.Name]
			if !written {
				continue
			}
			set, payments, err := b.Payments(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			var again bytes.Buffer
			if _, err := p.Write(&again, file, set, "", payments); err != nil {
				t.Fatal(err)
			}
			compareText(t, file.Name, again.String(), want)
			compared++
		}
	}
	if compared != 3 {
		t.Errorf("%d files were compared, not 3", compared)
	}
}

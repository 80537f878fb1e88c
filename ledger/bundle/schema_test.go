package bundle_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"counterfoil/ledger/bundle"
)

func mustCompile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(bundle.ManifestSchema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("manifest.schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("manifest.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func validate(t *testing.T, schema *jsonschema.Schema, text string) error {
	t.Helper()
	manifest, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return schema.Validate(manifest)
}

func TestManifestsFitTheirSchema(t *testing.T) {
	schema := mustCompile(t)
	c := mustOpen(t)
	c.aDay()
	first, _ := unzip(t, c.write(c.export("", ""), t.TempDir()))
	c.void("C1-000001")
	reversals, _ := unzip(t, c.write(c.export("", ""), t.TempDir()))
	_, path := twoBatches(t)
	mixed, _ := unzip(t, path)
	for _, files := range []map[string]string{first, reversals, mixed} {
		if err := validate(t, schema, files["manifest.json"]); err != nil {
			t.Error(err)
		}
	}
}

func TestTheSchemaRefusesOtherManifests(t *testing.T) {
	schema := mustCompile(t)
	c := mustOpen(t)
	c.aDay()
	files, _ := unzip(t, c.write(c.export("", ""), t.TempDir()))
	for name, change := range map[string][2]string{
		"another format":         {`"format": 1`, `"format": 2`},
		"a member more":          {`"format": 1`, `"format": 1, "extra": 1`},
		"a member less":          {`"made_by": "sue",`, ``},
		"a station in small":     {`"station": "C1"`, `"station": "c1"`},
		"a station with a path":  {`"station": "C1"`, `"station": "../C1"`},
		"a batch of nothing":     {`"batch": 1`, `"batch": 0`},
		"a batch as text":        {`"batch": 1`, `"batch": "1"`},
		"an amount as a number":  {`"perpetual_total": "372.75"`, `"perpetual_total": 372.75`},
		"a cent in tenths":       {`"perpetual_total": "372.75"`, `"perpetual_total": "372.7"`},
		"an amount below zero":   {`"perpetual_voids": "10.00"`, `"perpetual_voids": "-10.00"`},
		"a day in another way":   {`"from": "2026-11-23"`, `"from": "11/23/2026"`},
		"a time without an hour": {`T09:`, `T`},
		"a short hash total":     {`"hash_total": "4139846512"`, `"hash_total": "413984651"`},
		"a file with a path":     {`"name": "tenders.csv"`, `"name": "../tenders.csv"`},
		"a sum less":             {`"cash": "240.74",`, ``},
		"a digest in capitals":   {`"chain_prev": "0`, `"chain_prev": "A`},
	} {
		if !strings.Contains(files["manifest.json"], change[0]) {
			t.Fatalf("%s: the manifest has no %s", name, change[0])
		}
		if validate(t, schema, strings.Replace(files["manifest.json"], change[0], change[1], 1)) == nil {
			t.Errorf("%s fits the schema", name)
		}
	}
}

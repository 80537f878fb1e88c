package bundle_test

import (
	"bytes"
	"os"
	"regexp"
	"slices"
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

// paths lists every member that a schema allows, as the page writes them.
func paths(schema *jsonschema.Schema, at string) []string {
	for schema.Ref != nil {
		schema = schema.Ref
	}
	if items, is := schema.Items2020, schema.Items2020 != nil; is {
		return paths(items, at+"[]")
	}
	if len(schema.Properties) == 0 {
		return []string{at}
	}
	var all []string
	for name, member := range schema.Properties {
		all = append(all, paths(member, strings.TrimPrefix(at+"."+name, "."))...)
	}
	return all
}

// Every member of the manifest is described on the page, and the page names no
// other.
func TestEveryMemberOfTheManifestIsDescribed(t *testing.T) {
	text, err := os.ReadFile("../../docs/BUNDLE.md")
	if err != nil {
		t.Fatal(err)
	}
	section := between(t, string(text), "\n## manifest.json\n", "\n## ")
	all := paths(mustCompile(t), "")
	if len(all) < 60 {
		t.Fatalf("the schema has only %d members: %v", len(all), all)
	}
	for _, path := range all {
		if !strings.Contains(section, "`"+path+"`") {
			t.Errorf("the page does not say what %s is", path)
		}
	}
	for _, row := range regexp.MustCompile(`(?m)^\| ([^|]*) \|`).FindAllStringSubmatch(section, -1) {
		for _, named := range regexp.MustCompile("`([a-z_.\\[\\]0-9]+)`").FindAllStringSubmatch(row[1], -1) {
			path := named[1]
			if !slices.ContainsFunc(all, func(p string) bool { return p == path || strings.HasPrefix(p, path+".") }) {
				t.Errorf("the page describes %s, which the schema does not have", path)
			}
		}
	}
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

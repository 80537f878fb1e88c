package bundle

import _ "embed"

// ManifestSchema is the JSON Schema of manifest.json, for importers.
//
//go:embed manifest.schema.json
var ManifestSchema []byte

package bundle

import (
	"bytes"
	_ "embed"
	"io"
	"slices"
	"strings"
	"text/template"
)

//go:embed readme.txt
var readmeText string

// readme is for the finance officer who opens the ZIP, who may have any
// editor: its lines end as Windows has them.
var readme = template.Must(template.New(readmeFile).Parse(strings.ReplaceAll(readmeText, "\n", "\r\n")))

func writeReadme(to io.Writer, m Manifest) error {
	var attachments []string
	for _, f := range m.Files {
		if !slices.Contains(listedFiles, f.Name) && f.Name != handoversFile && !strings.HasPrefix(f.Name, profilePrefix) {
			attachments = append(attachments, f.Name)
		}
	}
	var text bytes.Buffer
	err := readme.Execute(&text, struct {
		Manifest
		Name        string
		Attachments []string
		NewKey      bool
	}{m, m.name(), attachments, slices.ContainsFunc(m.Files, func(f ListedFile) bool { return f.Name == handoversFile })})
	if err != nil {
		return err
	}
	_, err = to.Write(text.Bytes())
	return err
}

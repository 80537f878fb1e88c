package ledger

import (
	"strings"

	"filippo.io/age"
)

// ExportRules are what a city decides about what it hands to finance.
type ExportRules struct {
	// Recipients are the public keys, as `age1…`, that every bundle is encrypted
	// to. With any, no bundle leaves the counter in clear.
	Recipients []string `toml:"recipients"`
	// Profiles are the forms that billing loads, by name or by the name of a
	// TOML file beside city.toml: every bundle has a file for each.
	Profiles []string `toml:"profiles"`
}

const maxRecipients = 20

func (r ExportRules) check() error {
	if len(r.Recipients) > maxRecipients {
		return invalid("export.recipients", "there are %d keys; list at most %d", len(r.Recipients), maxRecipients)
	}
	if _, err := ParseRecipients(r.Recipients); err != nil {
		return invalid("export.recipients", "%s", err).because(err)
	}
	return nil
}

// ParseRecipients reads public keys of age, https://age-encryption.org/v1.
func ParseRecipients(keys []string) ([]age.Recipient, error) {
	var recipients []age.Recipient
	for _, key := range keys {
		if strings.HasPrefix(strings.ToUpper(key), "AGE-SECRET-KEY") {
			return nil, invalid("", "this is a secret key, which must never leave finance's machine; give the public key, which begins with age1")
		}
		// The library reads a file of keys, with comments.
		parsed, err := age.ParseRecipients(strings.NewReader(key))
		if err != nil || len(parsed) != 1 || !strings.HasPrefix(key, "age1") {
			return nil, invalid("", "%q is not a public key of age, which begins with age1; `counterfoil finance key` prints finance's", clip(key)).because(err)
		}
		recipients = append(recipients, parsed[0])
	}
	return recipients, nil
}

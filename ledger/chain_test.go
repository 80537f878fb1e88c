package ledger_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"counterfoil/ledger"
)

// signer is a key that a test signs entries with.
type signer struct {
	ed25519.PrivateKey
	text string // as station.pub has it
}

func newSigner(t *testing.T) signer {
	t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	// minisign's form: the algorithm, a key id, the key.
	raw := append([]byte("Ed\x01\x02\x03\x04\x05\x06\x07\x08"), public...)
	return signer{private, base64.StdEncoding.EncodeToString(raw)}
}

func (s signer) entry(prev ledger.Entry, kind ledger.Kind, body string) ledger.Entry {
	e := ledger.Entry{
		Station: "C1", Seq: prev.Seq + 1, ID: fmt.Sprint("entry ", prev.Seq+1), At: time.UnixMilli(1795446420000),
		Actor: "somebody", Kind: kind, Body: json.RawMessage(body), Prev: prev.Hash,
	}
	e.Hash = e.ComputeHash()
	e.Sig = ed25519.Sign(s.PrivateKey, e.Hash[:])
	return e
}

func handover(from, to signer) string {
	return fmt.Sprintf(`{"from":"mirror","key_before":"%s","public_key":"%s"}`, from.text, to.text)
}

func TestOnlyARecoveryChangesTheKey(t *testing.T) {
	first, second, stranger := newSigner(t), newSigner(t), newSigner(t)
	created := first.entry(ledger.Entry{}, "ledger_created", fmt.Sprintf(`{"station":"C1","public_key":"%s"}`, first.text))
	for name, c := range map[string]struct {
		next ledger.Entry
		says string // "" when the chain takes it
		key  signer // that signs from there on
	}{
		"an entry":                       {first.entry(created, "signed_in", `{}`), "", first},
		"a recovery with the same key":   {first.entry(created, "recovery", handover(first, first)), "", first},
		"a recovery with a new key":      {second.entry(created, "recovery", handover(first, second)), "", second},
		"an entry by a stranger":         {stranger.entry(created, "signed_in", `{}`), "not signed", first},
		"a stranger's same-key recovery": {stranger.entry(created, "recovery", handover(first, first)), "not signed", first},
		"another kind that names a key":  {second.entry(created, "setting_changed", handover(first, second)), "not signed", first},
		"a second beginning":             {second.entry(created, "ledger_created", handover(first, second)), "not signed", first},
		"signed by the old key":          {first.entry(created, "recovery", handover(first, second)), "not signed", first},
		"signed by a third":              {stranger.entry(created, "recovery", handover(first, second)), "not signed", first},
		"taken over from another":        {second.entry(created, "recovery", handover(stranger, second)), "takes over from", first},
		"no key":                         {second.entry(created, "recovery", `{"key_before":"`+first.text+`","public_key":"x"}`), "not a key", first},
		"no object":                      {second.entry(created, "recovery", `[]`), "cannot be read", first},
		"not following":                  {second.entry(ledger.Entry{Seq: 1}, "recovery", handover(first, second)), "does not follow", first},
	} {
		t.Run(name, func(t *testing.T) {
			var chain ledger.Chain
			if err := chain.Follow(created); err != nil {
				t.Fatal(err)
			}
			err := chain.Follow(c.next)
			last := created
			if c.says == "" && err == nil {
				last = c.next
			} else if err == nil || c.says == "" || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("it says %v, want %q", err, c.says)
			}
			if changed := len(chain.Handovers) == 1; changed != (c.key.text == second.text) || chain.Key.String() != c.key.text {
				t.Errorf("the key is %s after %v", chain.Key, chain.Handovers)
			}
			if err := chain.Follow(c.key.entry(last, "signed_in", `{}`)); err != nil {
				t.Errorf("the chain does not go on: %v", err)
			}
			for _, other := range []signer{first, second, stranger} {
				if other.text != c.key.text && chain.Follow(other.entry(ledger.Entry{Seq: chain.Seq, Hash: chain.Head}, "signed_in", `{}`)) == nil {
					t.Error("the chain goes on with another key")
				}
			}
		})
	}
}

func TestAJournalBeginsWithItsKey(t *testing.T) {
	key := newSigner(t)
	for says, e := range map[string]ledger.Entry{
		"begins with ledger_created": key.entry(ledger.Entry{}, "signed_in", `{}`),
		"names no key":               key.entry(ledger.Entry{}, "ledger_created", `{}`),
		"should":                     key.entry(ledger.Entry{Seq: 4}, "ledger_created", `{}`),
	} {
		var chain ledger.Chain
		if err := chain.Follow(e); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("it says %v, want %q", err, says)
		}
	}
}

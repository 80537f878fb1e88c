package ledger

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"os"

	"aead.dev/minisign"

	"counterfoil/ledger/durable"
)

// Key is the station's signing key. The same Ed25519 key signs journal
// entries (over the 32-byte hash) and, in minisign's form, manifests (over a
// 64-byte digest), so a city registers one public key a station.
type Key struct {
	minisign minisign.PrivateKey
	raw      ed25519.PrivateKey
}

// PublicKey checks what a station's Key signed.
type PublicKey struct {
	minisign minisign.PublicKey
	raw      ed25519.PublicKey
}

// SignFile signs a file's content so that the stock minisign tool verifies
// it. The same content and comment give the same bytes.
func (k Key) SignFile(content []byte, trustedComment string) []byte {
	digested := minisign.NewReader(bytes.NewReader(content))
	io.Copy(io.Discard, digested) // reading bytes in memory never fails
	return digested.SignWithComments(k.minisign, trustedComment, "signed by a Counterfoil station")
}

func (k Key) sign(h Hash) []byte { return ed25519.Sign(k.raw, h[:]) }

// Public returns the half that checks signatures.
func (k Key) Public() PublicKey {
	return PublicKey{
		minisign: k.minisign.Public().(minisign.PublicKey),
		raw:      k.raw.Public().(ed25519.PublicKey),
	}
}

// VerifyFile tells whether signature is a minisign signature of content by
// this key.
func (p PublicKey) VerifyFile(content, signature []byte) bool {
	return minisign.Verify(p.minisign, content, signature)
}

// String writes the key on one line, as `minisign -P` takes it.
func (p PublicKey) String() string { return p.minisign.String() }

// File writes the key as station.pub holds it, for `minisign -p`.
func (p PublicKey) File() []byte {
	text, _ := p.minisign.MarshalText() // never fails
	return append(text, '\n')
}

// Fingerprint is what people compare: the first 16 digits of the SHA-256 of
// the key's 32 bytes, in four groups. It is printed on closings.
func (p PublicKey) Fingerprint() string {
	sum := sha256.Sum256(p.raw)
	return PrintedCode(hex.EncodeToString(sum[:])).grouped()
}

// ParseFingerprint reads what Fingerprint writes, typed with or without the
// groups, and returns it as Fingerprint writes it.
func ParseFingerprint(text string) (string, error) {
	code, err := ParsePrintedCode(text)
	if err != nil || len(code) != minCodeDigits {
		return "", invalid("fingerprint", "%q is not the fingerprint of a key, which has four groups of four digits and letters from A to F, like 4F1A-09BC-77D2-E310", clip(text))
	}
	return code.grouped(), nil
}

// ParsePublicKey reads what String or File writes.
func ParsePublicKey(text []byte) (PublicKey, error) {
	text = bytes.TrimSpace(text)
	var key PublicKey
	if err := key.minisign.UnmarshalText(text); err != nil {
		return PublicKey{}, err
	}
	raw, err := keyBytes(text, publicKeyOffset, ed25519.PublicKeySize)
	key.raw = raw
	return key, err
}

// makeKey makes a station's key and writes both halves to the folder.
func makeKey(folder Folder) (Key, error) {
	_, private, err := minisign.GenerateKey(nil)
	if err != nil {
		return Key{}, err
	}
	text, err := private.MarshalText()
	if err != nil {
		return Key{}, err
	}
	key, err := parseKey(text)
	if err != nil {
		return Key{}, err
	}
	if err := durable.WriteFile(folder.Key(), bytes.NewReader(text), 0o600); err != nil {
		return Key{}, err
	}
	return key, durable.WriteFile(folder.PublicKey(), bytes.NewReader(key.Public().File()), 0o644)
}

func readKey(folder Folder) (Key, error) {
	text, err := os.ReadFile(folder.Key())
	if err != nil {
		return Key{}, errorf(Unavailable, "the station's key %s cannot be read; without it no entry can be signed. Put it back from a copy of the data folder", folder.Key()).because(err)
	}
	key, err := parseKey(text)
	if err != nil {
		return Key{}, errorf(Unavailable, "%s is not a station key; put it back from a copy of the data folder", folder.Key()).because(err)
	}
	return key, nil
}

func parseKey(text []byte) (Key, error) {
	var key Key
	if err := key.minisign.UnmarshalText(text); err != nil {
		return Key{}, err
	}
	raw, err := keyBytes(text, privateKeyOffset, ed25519.PrivateKeySize)
	key.raw = raw
	return key, err
}

// The minisign library keeps its Ed25519 keys to itself, so they are cut out
// of its documented file formats: a private key is 54 bytes of algorithm and
// KDF settings, the key id (8) and the key (64); a public key is the algorithm
// (2), the key id (8) and the key (32).
const (
	privateKeyOffset = 54 + 8
	publicKeyOffset  = 2 + 8
)

func keyBytes(text []byte, offset, size int) ([]byte, error) {
	lines := bytes.Split(bytes.TrimSpace(text), []byte("\n"))
	raw, err := base64.StdEncoding.DecodeString(string(lines[len(lines)-1]))
	if err != nil {
		return nil, err
	}
	if len(raw) < offset+size {
		return nil, errors.New("the key is too short")
	}
	return raw[offset : offset+size], nil
}

package ledger

import (
	"crypto/ed25519"
	"encoding/base32"
	"regexp"
	"strings"
	"time"
	"unicode"

	"counterfoil/ledger/money"
)

// Seal is what the QR code of a receipt says: which receipt it is, for how
// much, and the station's signature of that very text, so that anybody with
// the station's public key can tell a receipt that was altered, without the
// ledger. docs/RECEIPTS.md describes it field by field.
type Seal struct {
	Station  string
	Number   string    // the customer's: of a handwritten receipt, that on the paper
	Received time.Time // to the second, with the station's offset from UTC
	Total    money.Amount
	Void     bool // the payment was void when the receipt was given out
	Hash     Hash // of the payment's entry

	signature []byte
}

const (
	sealVersion = "CF1"
	sealPaid    = "PAID"
	sealVoid    = "VOID"
)

// sealDigits are RFC 4648's base 32: a QR code packs digits, capitals and a
// few signs tighter than other text.
var sealDigits = base32.StdEncoding.WithPadding(base32.NoPadding)

// signed is the text that the signature covers. It is longer than the 32 and
// the 64 bytes that the same key signs of entries and files, so none of them
// can be taken for another.
func (s Seal) signed() string {
	standing := sealPaid
	if s.Void {
		standing = sealVoid
	}
	return strings.Join([]string{
		sealVersion, s.Station, s.Number, s.Received.Format(time.RFC3339), s.Total.String(), standing, sealDigits.EncodeToString(s.Hash[:]),
	}, "/")
}

func (s Seal) String() string { return s.signed() + "/" + sealDigits.EncodeToString(s.signature) }

// SignedBy tells whether the seal is the key's, every part of it as it was
// signed.
func (s Seal) SignedBy(key PublicKey) bool {
	return ed25519.Verify(key.raw, []byte(s.signed()), s.signature)
}

// Code is the short code that stands on the same receipt.
func (s Seal) Code() string { return PrintedCode(s.Hash.String()).grouped() }

var (
	sealStation = regexp.MustCompile(`^(TRAIN-)?[A-Z][A-Z0-9]{0,7}$`)
	sealNumber  = regexp.MustCompile(`^[A-Z][A-Z0-9-]{0,29}$`)
)

// IsSeal tells the text of a receipt's QR code, well or badly read, from other
// texts.
func IsSeal(text string) bool {
	return strings.HasPrefix(strings.ToUpper(strings.TrimSpace(text)), sealVersion+"/")
}

// ParseSeal reads what String writes, as a reader or a person gives it: white
// space and lower case do not matter. It does not check the signature.
func ParseSeal(text string) (Seal, error) {
	text = strings.ToUpper(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text))
	part := strings.Split(text, "/")
	if part[0] != sealVersion {
		return Seal{}, invalid("receipt", "this is not the code of a receipt; it begins with %s/", sealVersion)
	}
	const parts = 8
	if len(part) != parts {
		return Seal{}, invalid("receipt", "the code has %d parts between its slashes, not %d; scan it again, or key in the whole of it", len(part), parts)
	}
	s := Seal{Station: part[1], Number: part[2], Void: part[5] == sealVoid}
	hash, hashErr := sealDigits.DecodeString(part[6])
	var err error
	if s.Received, err = time.Parse(time.RFC3339, part[3]); err != nil {
		return Seal{}, misread("time", part[3])
	}
	if s.Total, err = money.Parse(part[4]); err != nil {
		return Seal{}, misread("total", part[4])
	}
	switch {
	case !sealStation.MatchString(part[1]):
		return Seal{}, misread("station", part[1])
	case !sealNumber.MatchString(part[2]):
		return Seal{}, misread("number", part[2])
	case part[5] != sealPaid && part[5] != sealVoid:
		return Seal{}, misread("state", part[5])
	case hashErr != nil || len(hash) != len(s.Hash):
		return Seal{}, misread("hash", part[6])
	}
	s.Hash = Hash(hash)
	if s.signature, err = sealDigits.DecodeString(part[7]); err != nil || len(s.signature) != ed25519.SignatureSize {
		return Seal{}, misread("signature", part[7])
	}
	if s.String() != text {
		return Seal{}, invalid("receipt", "the code is not written as Counterfoil writes it; scan it again")
	}
	return s, nil
}

func misread(part, text string) error {
	return invalid("receipt", "the code's %s, %q, cannot be read; scan it again, or compare it with the paper", part, clip(text))
}

// OfficialNumber is the number that the customer knows the receipt by: of a
// handwritten one, that on the paper.
func (r Receipt) OfficialNumber() string {
	if h := r.Payment.Handwritten; h != nil {
		return h.Number
	}
	return r.Number
}

// ReceivedAt is when the money came: of a handwritten receipt, as the paper
// says.
func (r Receipt) ReceivedAt() time.Time {
	if h := r.Payment.Handwritten; h != nil {
		return h.At().In(r.At.Location())
	}
	return r.At
}

// seal signs what the receipt's QR code says.
func (l *Ledger) seal(r Receipt) Seal {
	s := Seal{
		Station: r.Station, Number: r.OfficialNumber(), Received: r.ReceivedAt().Truncate(time.Second),
		Total: r.Total, Void: r.Void != nil, Hash: r.Hash,
	}
	s.signature = ed25519.Sign(l.key.raw, []byte(s.signed()))
	return s
}

package picture

import (
	"context"
	"image"
	"slices"
	"strings"

	"github.com/makiuchi-d/gozxing"

	"counterfoil/ledger/stub"
)

// read looks for the codes on a page and returns the stubs that they say.
func read(ctx context.Context, page *image.Gray, profiles []stub.Profile) ([]stub.Stub, error) {
	if len(profiles) == 0 {
		return nil, nil
	}
	v := votes{profiles: profiles}
	for _, text := range squares(page) {
		v.add(sighting{format: gozxing.BarcodeFormat_QR_CODE, text: text})
	}
	if stubs := v.stubs(); len(stubs) > 0 {
		return stubs, ctx.Err()
	}
	bars(ctx, page, v.add)
	return v.stubs(), ctx.Err()
}

// sighting is a code as it was read once.
type sighting struct {
	format gozxing.BarcodeFormat
	text   string
	// strip and line number the region of the page, and the line across it, that
	// a bar code was read along.
	strip, line int
	// at and long are the middle and the length of a bar code on the page.
	at   vector
	long float64
}

// votes are what was read, and along how many lines of one strip.
type votes struct {
	profiles []stub.Profile
	seen     []seen
}

type seen struct {
	sighting       // the last
	lines    []int // that it was read along, of its strip
	most     int   // lines of one strip
}

func (v *votes) add(s sighting) {
	at := slices.IndexFunc(v.seen, func(known seen) bool { return known.format == s.format && known.text == s.text })
	if at < 0 {
		at = len(v.seen)
		v.seen = append(v.seen, seen{})
	}
	known := &v.seen[at]
	if known.strip != s.strip {
		known.lines = nil
	}
	known.sighting = s
	if !slices.Contains(known.lines, s.line) {
		known.lines = append(known.lines, s.line)
	}
	known.most = max(known.most, len(known.lines))
}

// enough tells whether a code was read along so many lines that it is
// believed. A QR code corrects itself.
func (s seen) enough() bool {
	const lines = 3
	return s.format == gozxing.BarcodeFormat_QR_CODE || s.most >= lines
}

// disputed tells whether something else was read at the same place, and not far
// less often: bars that run into each other are misread the same way along
// several lines.
func (v *votes) disputed(s seen) bool {
	const farMore = 4
	return s.long > 0 && slices.ContainsFunc(v.seen, func(other seen) bool {
		return other.text != s.text && other.enough() && other.most*farMore > s.most &&
			other.long > 0 && other.at.minus(s.at).length() < min(other.long, s.long)/2
	})
}

// stubs are what the believed texts say, each once. A text that fits no profile
// in its whole length, or has a wrong check digit, is of something else.
func (v *votes) stubs() []stub.Stub {
	var found []stub.Stub
	for _, s := range v.seen {
		if !s.enough() || v.disputed(s) || v.isPart(s) {
			continue
		}
		for _, text := range s.readings() {
			stubs, err := stub.Match(v.profiles, text)
			if err != nil {
				continue
			}
			for _, one := range stubs {
				if one.OK() && !slices.ContainsFunc(found, func(f stub.Stub) bool { return f.Profile == one.Profile && f.Scan == one.Scan }) {
					found = append(found, one)
				}
			}
		}
	}
	return found
}

// isPart tells whether an Interleaved 2 of 5 is a part of a longer one.
func (v *votes) isPart(s seen) bool {
	return s.format == gozxing.BarcodeFormat_ITF && slices.ContainsFunc(v.seen, func(other seen) bool {
		return other.format == s.format && len(other.text) > len(s.text) && strings.Contains(other.text, s.text)
	})
}

// readings are the lines that a code can mean. Interleaved 2 of 5 holds digits
// in pairs, so a line with an odd number of them has a zero before it.
func (s seen) readings() []string {
	if s.format == gozxing.BarcodeFormat_ITF && strings.HasPrefix(s.text, "0") {
		return []string{s.text, s.text[1:]}
	}
	return []string{s.text}
}

package ledger

import (
	"bytes"
	"fmt"
	"reflect"
	"regexp"
	"slices"

	"github.com/pelletier/go-toml/v2"
)

// SetPrinters puts the printers into city.toml in the place of those there;
// what else is in it stays as it is. They are in force when the method returns.
func (l *Ledger) SetPrinters(by Session, printers []Printer) error {
	if err := by.may("set up printers", Supervisor, Administrator); err != nil {
		return err
	}
	if err := CheckPrinters(printers); err != nil {
		return err
	}
	comment := fmt.Sprintf("# set by %s on %s", by.Name(), l.Today().Display())
	return l.changeSettings(by, func(before settings, city City) (settings, error) {
		return before.withPrinters(printers, comment, city)
	})
}

// CheckPrinters says what is wrong with printers that are to be set. The error
// names the setting: "printer[1].to".
func CheckPrinters(printers []Printer) error {
	city := City{Printers: slices.Clone(printers)}
	return city.checkPrinters()
}

var (
	printerTable = regexp.MustCompile(`^\s*\[\[\s*printer\s*\]\]\s*(#.*)?$`)
	anyTable     = regexp.MustCompile(`^\s*\[`)
)

// withPrinters takes the [[printer]] tables out and puts new ones at the end.
// A file in which that would change anything else is left alone.
func (s settings) withPrinters(printers []Printer, comment string, city City) (settings, error) {
	written := slices.Clone(printers)
	for i, p := range written {
		written[i] = p.completed()
	}
	tables, err := toml.Marshal(struct {
		Printers []Printer `toml:"printer,omitempty"`
	}{written})
	if err != nil {
		return s, err
	}
	tables = bytes.ReplaceAll(tables, []byte("[[printer]]\n"), []byte("[[printer]] "+comment+"\n"))
	s.city = fmt.Appendf(nil, "%s\n\n%s", s.without(printerTable), tables)

	after, err := s.parse()
	if err != nil {
		return s, errorf(Invalid, "the printers cannot be set: %s", err).because(err)
	}
	city.Printers, after.Printers = nil, nil
	if !reflect.DeepEqual(city, after) {
		return s, errorf(Conflict, "city.toml is written in a way that Counterfoil cannot change without changing other settings; set the printers in the file by hand")
	}
	return s, nil
}

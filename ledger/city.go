package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // a counter PC with Windows has no zone files
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"counterfoil/ledger/layout"
	"counterfoil/ledger/stub"
)

// City is what a city sets in city.toml.
type City struct {
	Name       string `toml:"name"`
	Department string `toml:"department"`
	Address    string `toml:"address"`
	Phone      string `toml:"phone"`
	// Language is that of the screens before anybody is signed in, and of people
	// who chose none; empty: English.
	Language string `toml:"language"`

	Station   string         `toml:"station"` // this counter PC's code, like C1: it begins every receipt number
	Zone      string         `toml:"zone"`    // IANA name of the station's time zone
	Receipt   ReceiptText    `toml:"receipt"`
	Rules     Rules          `toml:"rules"`
	Deposit   DepositRules   `toml:"deposit"`
	Holds     HoldRules      `toml:"holds"`
	Funds     FundRules      `toml:"funds"`
	Void      VoidRules      `toml:"void"`
	Output    Output         `toml:"output"`
	Printers  []Printer      `toml:"printer"` // empty: what Output says
	Mirror    MirrorPlace    `toml:"mirror"`
	Export    ExportRules    `toml:"export"`
	Backup    BackupPlace    `toml:"backup"`
	Bills     Bills          `toml:"bills"`
	People    []Listed       `toml:"person"` // who works here when the ledger is created
	Checks    CheckRules     `toml:"checks"`
	Scanner   ScannerTiming  `toml:"scanner"`
	MICR      []stub.MICR    `toml:"micr"` // how check readers send the line of a check, beside the usual ways
	Scanlines []stub.Profile `toml:"scanline"`
	// ScanlineFile is a file of more scan lines, beside city.toml; empty: none.
	ScanlineFile string `toml:"scanline_file"`

	// Layouts are the profiles that Export names.
	Layouts []*layout.Profile `toml:"-"`

	// Training is set for a ledger to practice on. It is fixed when the ledger is
	// made and not a setting.
	Training bool `toml:"-"`

	zone *time.Location
}

// ReceiptText is the city's own wording on receipts.
type ReceiptText struct {
	Footer      string `toml:"footer"`
	Endorsement string `toml:"endorsement"` // what is written or printed on the back of a check
	// Spanish is the same for those who want their receipt in Spanish; what is
	// empty stays in English.
	Spanish struct {
		Footer string `toml:"footer"`
	} `toml:"es"`
}

// Rules are what a city decides about taking money. Whatever they say, a
// clerk with a reason can take the payment.
type Rules struct {
	Overpayment Rule `toml:"overpayment"`
	Partial     Rule `toml:"partial"`
	NoBillCopy  Rule `toml:"no_bill_copy"`
	// IdleLockMinutes is how long the counter may stand untouched before it
	// locks; 0 never locks it.
	IdleLockMinutes int `toml:"idle_lock_minutes"`
}

// Rule says whether something out of the ordinary needs a reason.
type Rule string

const (
	Allow     Rule = "allow"
	AskReason Rule = "reason"
)

// Output says where receipts and documents go besides the screen. A city that
// lists its printers needs no queue.
type Output struct {
	Folder string `toml:"folder"` // for PDF files; empty: `receipts` in the data folder
	Queue  string `toml:"queue"`  // a system print queue; empty: its default queue; "none": never print
	Paper  Paper  `toml:"paper"`
}

// Paper is what receipts are printed on.
type Paper string

const (
	Roll80 Paper = "80mm"
	Roll58 Paper = "58mm"
	Letter Paper = "letter"
)

var papers = []Paper{Roll80, Roll58, Letter}

// MirrorPlace is where the journal is kept a second time.
type MirrorPlace struct {
	// Path is a folder on a second disk or a USB stick; empty: no mirror. It is
	// never made: a stick that is not plugged in must not be taken for an empty
	// folder, so name a folder on the stick rather than the place it is mounted.
	Path string `toml:"path"`
}

// BackupPlace is where backups go and how many stay.
type BackupPlace struct {
	Path string `toml:"path"` // a folder; empty: `backups` in the data folder
	// Keep is how many of the newest backups stay. 0 makes none by itself.
	Keep int `toml:"keep"`
}

// Listed is a person named in city.toml. Their secrets are made when the
// ledger is created and shown once.
type Listed struct {
	Name string `toml:"name"`
	Role Role   `toml:"role"`
}

// oneLine is a text that may have several lines as one, for checking.
func oneLine(text string) string { return strings.ReplaceAll(text, "\n", " ") }

const maxSettingRunes = 500

const maxCityBytes = 256 << 10

var stationCode = regexp.MustCompile(`^[A-Z][A-Z0-9]{0,7}$`)

// IsStation tells whether a text can be the code of a station.
func IsStation(code string) bool { return stationCode.MatchString(code) }

// ParseCity reads city.toml and checks every setting. The error names the
// setting. What a ScanlineFile says is not read.
func ParseCity(text []byte) (City, error) {
	city := City{
		Rules:   Rules{Overpayment: AskReason, Partial: Allow, NoBillCopy: AskReason, IdleLockMinutes: 10},
		Deposit: DepositRules{LimitDays: 1},
		Void:    defaultVoidRules(),
		Output:  Output{Paper: Roll80},
		Backup:  BackupPlace{Keep: 7},
		Bills:   defaultBills(),
		Receipt: ReceiptText{
			Endorsement: "For deposit only",
		},
		Checks:  defaultCheckRules(),
		Scanner: defaultScannerTiming(),
	}
	if len(text) > maxCityBytes {
		return City{}, invalid("", "the settings are larger than %d KB; is this a city.toml?", maxCityBytes>>10)
	}
	if err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(&city); err != nil {
		return City{}, invalid("", "%s", tomlProblem(err)).because(err)
	}
	if err := city.check(); err != nil {
		return City{}, err
	}
	return city, nil
}

func tomlProblem(err error) string {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		unknown := &strict.Errors[0]
		row, _ := unknown.Position()
		return fmt.Sprintf("line %d: %q is not a setting; correct its name or take it out", row, strings.Join(unknown.Key(), "."))
	}
	var at *toml.DecodeError
	if errors.As(err, &at) {
		row, column := at.Position()
		return fmt.Sprintf("line %d, column %d: %s", row, column, at)
	}
	return err.Error()
}

func (c *City) check() error {
	if c.Name == "" {
		return invalid("name", "give the city's name; it stands on every receipt")
	}
	for field, text := range map[string]string{
		"name": c.Name, "department": c.Department, "phone": c.Phone, "receipt.endorsement": c.Receipt.Endorsement,
		"address": oneLine(c.Address), "receipt.footer": oneLine(c.Receipt.Footer), "receipt.es.footer": oneLine(c.Receipt.Spanish.Footer),
	} {
		if !printable(text) || utf8.RuneCountInString(text) > maxSettingRunes {
			return invalid(field, "use at most %d printable characters", maxSettingRunes)
		}
	}
	if !IsStation(c.Station) {
		return invalid("station", "%q is not a station code; use a capital letter and up to seven letters or digits, like C1", c.Station)
	}
	if !spoken(c.Language) {
		return notSpoken(c.Language)
	}
	zone, err := time.LoadLocation(c.Zone)
	if err != nil || c.Zone == "" || c.Zone == "Local" {
		return invalid("zone", "%q is not a time zone; use a name like America/Chicago", c.Zone)
	}
	c.zone = zone
	for field, rule := range map[string]Rule{
		"rules.overpayment": c.Rules.Overpayment, "rules.partial": c.Rules.Partial, "rules.no_bill_copy": c.Rules.NoBillCopy,
	} {
		if rule != Allow && rule != AskReason {
			return invalid(field, "%q is not a rule; write %q or %q", rule, Allow, AskReason)
		}
	}
	if err := c.Funds.check(); err != nil {
		return err
	}
	if m := c.Rules.IdleLockMinutes; m < 0 || m > 600 {
		return invalid("rules.idle_lock_minutes", "%d is not between 0 and 600", m)
	}
	if err := c.Deposit.check(); err != nil {
		return err
	}
	if err := c.Holds.check(); err != nil {
		return err
	}
	if err := c.Void.check(); err != nil {
		return err
	}
	if p := c.Output.Paper; !slices.Contains(papers, p) {
		return invalid("output.paper", "%q is not a paper; write %s", p, oneOf(papers))
	}
	if err := c.checkPrinters(); err != nil {
		return err
	}
	if err := c.Export.check(); err != nil {
		return err
	}
	if err := c.Export.checkProfiles(c); err != nil {
		return err
	}
	if k := c.Backup.Keep; k < 0 || k > 1000 {
		return invalid("backup.keep", "%d is not between 0 and 1000", k)
	}
	if err := c.Bills.check(); err != nil {
		return err
	}
	if err := c.Checks.check(); err != nil {
		return err
	}
	if err := c.Scanner.check(); err != nil {
		return err
	}
	if err := stub.ValidateMICR(c.MICR); err != nil {
		return invalid("micr", "%s", err).because(err)
	}
	if err := stub.Validate(c.Scanlines); err != nil {
		return invalid("scanline", "%s", err).because(err)
	}
	if err := c.checkScanlineFile(); err != nil {
		return err
	}
	return checkListed(c.People)
}

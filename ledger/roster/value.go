package roster

import (
	"regexp"
	"strings"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/money"
	"counterfoil/ledger/phrase"
)

// shortened is a number as a spreadsheet writes it when the column is narrow:
// its last digits are lost.
var shortened = regexp.MustCompile(`^[0-9](\.[0-9]+)?[Ee]\+?[0-9]+$`)

// AmountStyle is how amounts are written in a column.
type AmountStyle string

const (
	Dollars AmountStyle = "dollars" // 1,234.50
	Comma   AmountStyle = "comma"   // 1.234,50
	Cents   AmountStyle = "cents"   // 123450
)

var amountStyles = []AmountStyle{Dollars, Comma, Cents}

// Example shows the style.
func (s AmountStyle) Example() string {
	return map[AmountStyle]string{Dollars: "1,234.50", Comma: "1.234,50", Cents: "123450 for 1,234.50"}[s]
}

// readAmount reads an amount as billing systems write it: also with a dollar
// sign, and negative with a minus at either end, in parentheses or with CR. An
// empty cell is 0.00.
func readAmount(text string, style AmountStyle) (money.Amount, error) {
	plain, negative := unsigned(text)
	if plain == "" {
		if text != "" {
			return money.Amount{}, phrase.Errorf("%q is not an amount", clip(text))
		}
		return money.Amount{}, nil
	}
	switch style {
	case Comma:
		plain = strings.NewReplacer(".", ",", ",", ".").Replace(plain)
	case Cents:
		if strings.Trim(plain, "0123456789") != "" {
			return money.Amount{}, phrase.Errorf("%q is not a number of cents", clip(text))
		}
		plain = strings.Repeat("0", max(0, 3-len(plain))) + plain
		plain = plain[:len(plain)-2] + "." + plain[len(plain)-2:]
	}
	plain = withCents(plain)
	amount, err := money.Parse(plain)
	if err != nil {
		return amount, phrase.Errorf("%q is not an amount written like %s", clip(text), style.Example())
	}
	if negative {
		return money.Amount{}.Sub(amount)
	}
	return amount, nil
}

// withCents writes out the decimals that spreadsheets leave away: 103.5, .50.
func withCents(plain string) string {
	whole, cents, point := strings.Cut(plain, ".")
	if point && len(cents) == 1 {
		cents += "0"
	}
	if point && whole == "" {
		whole = "0"
	}
	if point {
		return whole + "." + cents
	}
	return plain
}

func unsigned(text string) (plain string, negative bool) {
	plain = strings.TrimSpace(text)
	if inside, ok := strings.CutPrefix(plain, "("); ok && strings.HasSuffix(inside, ")") {
		plain, negative = strings.TrimSuffix(inside, ")"), true
	}
	upper := strings.ToUpper(plain)
	switch {
	case strings.HasSuffix(upper, "CR"):
		plain, negative = plain[:len(plain)-2], true
	case strings.HasSuffix(upper, "DR"):
		plain = plain[:len(plain)-2]
	}
	plain = strings.TrimSpace(plain)
	for _, minus := range []string{"-", "−"} {
		if rest, ok := strings.CutPrefix(plain, minus); ok {
			plain, negative = rest, true
		} else if rest, ok := strings.CutSuffix(plain, minus); ok {
			plain, negative = rest, true
		}
	}
	plain = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(plain), "$"))
	if rest, ok := strings.CutPrefix(plain, "-"); ok && !negative {
		plain, negative = rest, true
	}
	return plain, negative
}

// DateFormat is how dates are written in a column.
type DateFormat string

const (
	MDY      DateFormat = "MM/DD/YYYY"  // also with two digits of the year, and - or .
	DMY      DateFormat = "DD/MM/YYYY"  // likewise
	YMD      DateFormat = "YYYY-MM-DD"  // likewise, with four
	YYYYMMDD DateFormat = "YYYYMMDD"    //
	MMDDYYYY DateFormat = "MMDDYYYY"    //
	MMDDYY   DateFormat = "MMDDYY"      //
	YYMMDD   DateFormat = "YYMMDD"      //
	Month    DateFormat = "DD-Mon-YYYY" // also Mon DD, YYYY
	Serial   DateFormat = "Excel date"  // days since 1900, or 1904
)

var dateFormats = []DateFormat{MDY, DMY, YMD, YYYYMMDD, MMDDYYYY, MMDDYY, YYMMDD, Month, Serial}

var layouts = map[DateFormat][]string{
	MDY: {"1/2/2006", "1/2/06"}, DMY: {"2/1/2006", "2/1/06"}, YMD: {"2006/1/2"},
	YYYYMMDD: {"20060102"}, MMDDYYYY: {"01022006"}, MMDDYY: {"010206"}, YYMMDD: {"060102"},
	Month: {"2/Jan/2006", "2/Jan/06", "Jan/2/2006", "January/2/2006", "2/January/2006", "2Jan2006"},
}

// The years that a roster's dates lie in. They keep digits of something else
// from passing as a date.
const firstYear, lastYear = 1980, 2079

var errNoDate = phrase.Errorf("it is not a date")

// readDate reads a date; an empty cell, or one of zeros, is none.
func readDate(text string, format DateFormat, date1904 bool) (ledger.Day, error) {
	if isNoDate(text) {
		return "", nil
	}
	date, err := parseDate(datePart(text), format, date1904)
	if err != nil {
		return "", phrase.Errorf("%q is not a date written like %s", clip(text), format)
	}
	return ledger.DayOf(date), nil
}

func isNoDate(text string) bool { return strings.Trim(text, "0/-. :") == "" }

// datePart leaves the time of day away and makes every separator a slash.
func datePart(text string) string {
	text = strings.TrimSpace(text)
	if at := strings.IndexByte(text, ':'); at > 0 {
		if cut := strings.LastIndexAny(text[:at], " T"); cut > 0 {
			text = text[:cut]
		}
	}
	return strings.Map(separator, strings.NewReplacer(", ", "/", ",", "/", ". ", "/").Replace(text))
}

func separator(r rune) rune {
	if r == '-' || r == '.' || r == ' ' {
		return '/'
	}
	return r
}

func parseDate(text string, format DateFormat, date1904 bool) (time.Time, error) {
	if format == Serial {
		return parseSerial(text, date1904)
	}
	for _, layout := range layouts[format] {
		if date, err := time.Parse(layout, text); err == nil && date.Year() >= firstYear && date.Year() <= lastYear {
			return date, nil
		}
	}
	return time.Time{}, errNoDate
}

// parseSerial reads a day as Excel counts it. In the count from 1900 there is a
// February 29 in 1900, which never was.
func parseSerial(text string, date1904 bool) (time.Time, error) {
	whole, _, _ := strings.Cut(text, "/") // behind the point is the time of day
	if len(whole) != 5 || strings.Trim(whole, "0123456789") != "" {
		return time.Time{}, errNoDate
	}
	days := 0
	for _, digit := range whole {
		days = 10*days + int(digit-'0')
	}
	zero := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if date1904 {
		zero = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	date := zero.AddDate(0, 0, days)
	if date.Year() < firstYear || date.Year() > lastYear {
		return time.Time{}, errNoDate
	}
	return date, nil
}

var flags = map[string]bool{
	"": false, "n": false, "no": false, "0": false, "f": false, "false": false, "none": false, "-": false, "off": false, "inactive": false,
	"not enrolled": false, "null": false, "n/a": false, "ok": false,
	"y": true, "yes": true, "1": true, "-1": true, "t": true, "true": true, "x": true, "on": true, "active": true, "enrolled": true, "ach": true,
	"draft": true, "bank draft": true, "eft": true, "bank": true, "card": true, "cc": true, "autopay": true, "si": true, "sí": true,
	"nsf": true, "cash only": true, "no checks": true,
}

func readFlag(text string) (bool, error) {
	flag, known := flags[strings.ToLower(text)]
	if !known {
		return false, phrase.Errorf("%q is neither yes nor no; write Y or N", clip(text))
	}
	return flag, nil
}

var languages = map[string]string{
	"": "", "e": "en", "eng": "en", "english": "en", "s": "es", "sp": "es", "spa": "es", "spanish": "es", "español": "es", "espanol": "es",
}

var languageCode = regexp.MustCompile(`^[a-z]{2,3}$`)

func readLanguage(text string) (string, error) {
	text = strings.ToLower(text)
	text, _, _ = strings.Cut(strings.ReplaceAll(text, "_", "-"), "-") // en-US
	if code, known := languages[text]; known {
		return code, nil
	}
	if !languageCode.MatchString(text) {
		return "", phrase.Errorf("%q is not a language; write its code, like es", clip(text))
	}
	return text, nil
}

func clip(text string) string {
	const limit = 40
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return text
}

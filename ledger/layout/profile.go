package layout

// Profile says what a billing system's file looks like.
type Profile struct {
	Name  string `toml:"name"`
	Title string `toml:"title"` // for people
	About string `toml:"about"` // whose format it is, and what to set before it is used

	Extension string   `toml:"extension"` // of the file, like csv
	Form      Form     `toml:"form"`
	Encoding  Encoding `toml:"encoding"`
	LineEnd   LineEnd  `toml:"line_end"`

	Delimiter string `toml:"delimiter"` // delimited: one character
	Quote     Quote  `toml:"quote"`
	Titles    bool   `toml:"titles"` // delimited: the first line names the columns of the detail record
	Length    int    `toml:"length"` // fixed: characters in each record; 0: up to the record's last column

	Rows      Rows      `toml:"rows"`
	Reversals Reversals `toml:"reversals"`
	Lockbox   Group     `toml:"lockbox"`
	Batch     Group     `toml:"batch"`
	Records   []Record  `toml:"record"`

	// Text is the TOML that the profile was read from.
	Text []byte `toml:"-"`
}

// Form is how columns stand beside one another.
type Form string

const (
	Fixed     Form = "fixed"
	Delimited Form = "delimited"
)

// LineEnd is what stands behind each record.
type LineEnd string

const (
	CRLF  LineEnd = "crlf"
	LF    LineEnd = "lf"
	NoEnd LineEnd = "none" // only of records that all have one length
)

// Quote says which values of a delimited file stand in double quotes.
type Quote string

const (
	QuoteNeeded Quote = "needed" // those with a delimiter, a quote, or a space at an end
	QuoteAlways Quote = "always"
	QuoteNever  Quote = "never" // a value with the delimiter in it stops the file
)

// Rows says what one detail record is of.
type Rows string

const (
	ByLine   Rows = "line"   // a stub line
	ByTender Rows = "tender" // a tender; the overflow records under it are its parts
	ByPart   Rows = "part"   // what one tender paid of one line
	ByFund   Rows = "fund"   // a fund of a line, or a line whose split is not known
)

// Reversals says how payments are taken back that an earlier file carried.
type Reversals string

const (
	Negative Reversals = "negative" // in the same file, with amounts below zero
	OwnFile  Reversals = "file"     // in a second file of the same layout
	Refuse   Reversals = "refuse"   // not at all: a reversal stops the file
)

// Group says when one lockbox or batch ends and the next begins.
type Group struct {
	By   []string `toml:"by"`   // when one of these fields changes
	Most int      `toml:"most"` // after so many rows; 0: any number
}

// Kind is where in the file a record stands.
type Kind string

const (
	Header        Kind = "header"
	LockboxHeader Kind = "lockbox_header"
	BatchHeader   Kind = "batch_header"
	Detail        Kind = "detail"
	Overflow      Kind = "overflow" // under a detail record of a tender, one for each of its parts
	BatchTotal    Kind = "batch_total"
	LockboxTotal  Kind = "lockbox_total"
	Trailer       Kind = "trailer"
)

var kinds = []Kind{Header, LockboxHeader, BatchHeader, Detail, Overflow, BatchTotal, LockboxTotal, Trailer}

// Record is one kind of line in the file.
type Record struct {
	Kind    Kind     `toml:"kind"`
	Columns []Column `toml:"columns"`
}

// Column is one value of a record: a field of the payment or of the totals, or
// a constant.
type Column struct {
	Name  string  `toml:"name"`  // for people and for titles; empty: the field's
	Field string  `toml:"field"` // see docs/PROFILES.md
	Const *string `toml:"const"`

	From  int `toml:"from"`  // fixed: position of the first character, from 1
	Width int `toml:"width"` // fixed: characters; delimited: the most that it takes, 0: any number

	Align  Align  `toml:"align"`
	Pad    string `toml:"pad"`    // one character; empty: a space
	Format string `toml:"format"` // of dates, times and amounts
	Sign   Sign   `toml:"sign"`
	Case   Case   `toml:"case"`
	Chars  Chars  `toml:"chars"`

	Map      map[string]string `toml:"map"`      // what stands for which value; "*": for all others
	Empty    string            `toml:"empty"`    // stands for a value that is not known
	Required bool              `toml:"required"` // a value that is not known stops the file
	Truncate bool              `toml:"truncate"` // text that people typed is cut to the width
	Plain    bool              `toml:"plain"`    // … and loses accents and characters that the encoding lacks

	field *field
}

// label names the column for people.
func (c *Column) label() string {
	switch {
	case c.Name != "":
		return c.Name
	case c.Field != "":
		return c.Field
	case c.Const != nil:
		return "constant"
	}
	return ""
}

// Align says on which side of its width a value stands.
type Align string

const (
	Left  Align = "left"
	Right Align = "right"
)

// Sign says where the minus of an amount below zero stands.
type Sign string

const (
	Leading  Sign = "leading"
	Trailing Sign = "trailing"
	Unsigned Sign = "none" // another column, void, tells; an amount below zero has no other way
)

// Case says how letters are written.
type Case string

const (
	Upper Case = "upper"
	Lower Case = "lower"
)

// Chars limits what a value may be made of.
type Chars string

const (
	Digits       Chars = "digits"
	Alphanumeric Chars = "alphanumeric" // digits and the letters A to Z, small or capital
)

// The formats of amounts.
const (
	Decimal = "decimal" // 1234.50
	Cents   = "cents"   // 123450
)

// File is one file that a profile writes.
type File struct {
	Name string
	// Reversals is set in the second file of a profile whose reversals have
	// one of their own.
	Reversals bool
}

// Files lists what the profile writes: one file, or a second one for reversals.
func (p *Profile) Files() []File {
	files := []File{{Name: p.Name + "." + p.Extension}}
	if p.Reversals == OwnFile {
		files = append(files, File{Name: p.Name + "_reversals." + p.Extension, Reversals: true})
	}
	return files
}

// recordsOf are the records of one kind, in their order.
func (p *Profile) recordsOf(kind Kind) []*Record {
	var of []*Record
	for i := range p.Records {
		if p.Records[i].Kind == kind {
			of = append(of, &p.Records[i])
		}
	}
	return of
}

package ledger

import (
	"cmp"
	"fmt"
	"os"
	"strconv"
	"strings"

	"counterfoil/assets/translations"
)

// NewSettings writes the city.toml of a new station: what the city says of
// itself and who works here, and the rest as ParseCity takes it when nothing
// is said, for somebody to read and change.
func NewSettings(c City) []byte {
	var people strings.Builder
	for _, p := range c.People {
		fmt.Fprintf(&people, "\n[[person]]\nname = %s\nrole = %s\n", strconv.Quote(p.Name), strconv.Quote(string(p.Role)))
	}
	return fmt.Appendf(nil, newSettingsText, strconv.Quote(c.Name), strconv.Quote(c.Department), strconv.Quote(c.Address), strconv.Quote(c.Phone), strconv.Quote(cmp.Or(c.Language, string(translations.English))),
		strconv.Quote(c.Station), strconv.Quote(c.Zone), people.String())
}

const newSettingsText = `# What this counter is set to. Counterfoil reads it when it starts; each change
# becomes an entry of the journal. Station and zone stay as they are for the
# life of the ledger.

name       = %s
department = %s
address    = %s
phone      = %s
language   = %s               # of the screens before anybody is signed in; or "es"

station = %s                 # begins every receipt number of this counter
zone    = %s

[receipt]
footer      = ""              # the city's own words at the foot of a receipt
endorsement = "For deposit only"

[receipt.es]
footer = ""                   # the same in Spanish

[rules]
overpayment       = "reason"  # more than the bill asks for: take it with a reason
partial           = "allow"   # less: take it
no_bill_copy      = "reason"
idle_lock_minutes = 10

[output]
folder = ""                   # receipts go to "receipts" in the data folder
queue  = ""                   # and to the system's default print queue, if it has one
paper  = "80mm"               # or "letter"

[mirror]
path = ""                     # a folder on a second disk or a stick: every entry is kept there too

[backup]
path = ""                     # each closing makes a backup in "backups" in the data folder, or here
keep = 7                      # the newest ones stay

[export]
profiles = ["generic-csv"]    # what billing loads; "counterfoil profile list" names others (docs/PROFILES.md)

# Who works here when the ledger is begun. Later changes are made in Set-up.
%s`

// Remains is what a folder without a ledger holds of one that was there.
type Remains struct {
	Key     bool // a station's key: nothing new is begun beside it
	Backups bool
}

// Remains looks for what was left of a ledger.
func (f Folder) Remains() Remains {
	backups, _ := os.ReadDir(f.Backups())
	// The unfinished ledger shows that the key beside it was never used.
	return Remains{Key: exists(f.Key()) && !exists(f.unfinished()), Backups: len(backups) > 0}
}

// unfinished is a new ledger until it is whole.
func (f Folder) unfinished() string { return f.Ledger() + ".new" }

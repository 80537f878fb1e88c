package ledger_test

import (
	"reflect"
	"slices"
	"testing"

	"counterfoil/ledger"
)

func TestNewSettingsReadBackAsTheyWereSaid(t *testing.T) {
	said := ledger.City{
		Name: `Cape "Test" \ Łódź`, Department: "Water & Sewer", Address: "1 Main St", Phone: "(573) 555-0100",
		Station: "C7", Zone: "America/Denver",
		People: []ledger.Listed{{Name: `O'Neil "Al"`, Role: ledger.Administrator}, {Name: "ruth", Role: ledger.Supervisor}},
	}
	read, err := ledger.ParseCity(ledger.NewSettings(said))
	if err != nil {
		t.Fatal(err)
	}
	if read.Name != said.Name || read.Department != said.Department || read.Address != said.Address || read.Phone != said.Phone ||
		read.Station != said.Station || read.Zone != said.Zone || !reflect.DeepEqual(read.People, said.People) {
		t.Errorf("read %+v", read)
	}
	if !slices.Equal(read.Export.Profiles, []string{"generic-csv"}) {
		t.Errorf("billing gets %v", read.Export.Profiles)
	}
	usual, err := ledger.ParseCity([]byte("name = \"X\"\nstation = \"C7\"\nzone = \"America/Denver\"\nperson = [{name = \"a\", role = \"administrator\"}]"))
	if err != nil {
		t.Fatal(err)
	}
	if read.Rules != usual.Rules || !reflect.DeepEqual(read.Output, usual.Output) || read.Backup != usual.Backup || read.Receipt != usual.Receipt {
		t.Errorf("the rest is not as usual: %+v", read)
	}
}

package sample

import (
	"fmt"
	"strings"
)

// streets are the streets of each cycle's part of the city.
var streets = [cycles][]string{
	{ // The old town, by the ferry landing
		"Front Street", "Ferry Street", "Lamplighter Square", "Ropewalk Lane", "Cooper Street", "Market Street",
		"Levee Road", "Chandler Street", "Second Street", "Third Street", "Church Street", "Tallis Street",
		"Wharf Street", "St. Brigid Street",
	},
	{ // The mills and the railroad
		"Pumphouse Road", "Millrace Road", "Depot Street", "Foundry Street", "Button Works Road", "Canal Street",
		"Railroad Avenue", "Brickyard Road", "Turntable Lane", "Grain Elevator Road", "Union Street", "Kowalski Court",
		"Packinghouse Road", "Limekiln Road",
	},
	{ // The hill
		"Bluff Street", "Observatory Drive", "College Avenue", "Summit Street", "Sycamore Street", "Hackberry Street",
		"Linden Avenue", "Walnut Street", "Quarry Hill Road", "Vine Street", "Reservoir Drive", "Prospect Place",
		"Hawthorn Circle", "Old Orchard Lane",
	},
	{ // The east side, once the water district
		"Prairie View Drive", "Meadowlark Lane", "County Line Road", "Killdeer Court", "Bluestem Drive", "Coneflower Way",
		"East 14th Street", "East 16th Street", "East 18th Street", "Schoolhouse Road", "Tanager Lane", "Windbreak Road",
		"Goldfinch Circle", "Cottonwood Drive",
	},
}

const apartment = ", Apt "

// address draws a street address that nobody else has.
func (g *generator) address(part int, business bool) string {
	const apartmentPercent = 14
	for {
		address := fmt.Sprintf("%d %s", 100+g.IntN(1900), pick(g, streets[part]))
		if number, letter := 1+g.IntN(24), 'A'+rune(g.IntN(4)); !business && g.IntN(100) < apartmentPercent {
			address += fmt.Sprintf("%s%d%c", apartment, number, letter)
		}
		if !g.taken[address] {
			g.taken[address] = true
			return address
		}
	}
}

func isApartment(address string) bool { return strings.Contains(address, apartment) }

package sample

import "fmt"

// name draws a customer's name as a clerk would have keyed it.
func (g *generator) name(business bool) string {
	if business {
		return g.businessName()
	}
	n := g.IntN(100)
	for _, origin := range origins {
		if n < origin.percent {
			return origin.name(g)
		}
		n -= origin.percent
	}
	panic("the origins' percents do not add up to 100")
}

// origins are where the city's families came from.
var origins = []struct {
	percent int
	name    func(*generator) string
}{
	{57, (*generator).englishName},
	{16, givenFirst(spanish)},
	{6, givenFirst(polish)},
	{6, familyFirst(vietnamese)},
	{4, givenFirst(bosnian)},
	{3, givenFirst(german)},
	{3, givenFirst(nordic)},
	{2, givenFirst(african)},
	{1, givenFirst(czech)},
	{1, func(g *generator) string { return pick(g, chinese) }},
	{1, func(g *generator) string { return pick(g, long) }},
}

type names struct{ given, family []string }

func givenFirst(from names) func(*generator) string {
	return func(g *generator) string { return pick(g, from.given) + " " + pick(g, from.family) }
}

func familyFirst(from names) func(*generator) string {
	return func(g *generator) string { return pick(g, from.family) + " " + pick(g, from.given) }
}

func (g *generator) englishName() string {
	given, family := pick(g, english.given), pick(g, english.family)
	switch n := g.IntN(100); {
	case n < 12:
		return fmt.Sprintf("%s & %s %s", given, pick(g, english.given), family)
	case n < 34:
		return fmt.Sprintf("%s %c. %s", given, 'A'+rune(g.IntN(23)), family)
	case n < 37:
		return fmt.Sprintf("%s %s-%s", given, family, pick(g, english.family))
	case n < 39:
		return fmt.Sprintf("Estate of %s %s", given, family)
	}
	return given + " " + family
}

func (g *generator) businessName() string {
	trade := pick(g, trades)
	switch n := g.IntN(100); {
	case n < 45:
		return pick(g, places) + " " + trade
	case n < 65:
		return pick(g, english.family) + " & Sons " + trade
	case n < 75:
		return pick(g, polish.family) + " Brothers " + trade
	case n < 85:
		return pick(g, spanish.given) + "'s " + trade
	}
	return pick(g, institutions)
}

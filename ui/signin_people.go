package ui

import (
	"cmp"
	"slices"
	"strings"

	"counterfoil/ledger"
)

// colleague is somebody who can sign in, as their tile shows them.
type colleague struct {
	ledger.Person
	secret string // in a demonstration only
}

// colleagues are the people who can sign in, whoever did so last first.
func colleagues(l *ledger.Ledger, demo []ledger.NewPerson) ([]colleague, error) {
	members, err := l.People()
	members = slices.DeleteFunc(members, func(m ledger.Member) bool { return m.Disabled })
	slices.SortStableFunc(members, func(a, b ledger.Member) int { return b.LastSignIn.Compare(a.LastSignIn) })
	secrets := map[string]string{}
	for _, p := range demo {
		secrets[p.Name] = p.Secret
	}
	var people []colleague
	for _, m := range members {
		people = append(people, colleague{m.Person, secrets[m.Name]})
	}
	return people, err
}

// beginning are those one of whose names begins with a text, first those whose
// whole name does.
func beginning(people []colleague, text string) []colleague {
	text = strings.ToLower(strings.TrimSpace(text))
	rank := func(c colleague) int {
		name := strings.ToLower(c.Name)
		switch {
		case name == text:
			return 1
		case strings.HasPrefix(name, text):
			return 2
		case strings.Contains(name, " "+text):
			return 3
		}
		return 0
	}
	found := slices.DeleteFunc(slices.Clone(people), func(c colleague) bool { return rank(c) == 0 })
	slices.SortStableFunc(found, func(a, b colleague) int { return cmp.Compare(rank(a), rank(b)) })
	return found
}

// meant is the person whose name a text is, or begins in no other way; false:
// it is nobody's, or several people's.
func meant(people []colleague, text string) (colleague, bool) {
	if strings.TrimSpace(text) == "" {
		return colleague{}, false
	}
	found := beginning(people, text)
	switch {
	case len(found) == 1, len(found) > 1 && strings.EqualFold(found[0].Name, strings.TrimSpace(text)):
		return found[0], true
	}
	return colleague{}, false
}

package sample

import (
	"fmt"

	"counterfoil/ledger"
)

// secrets are known to everybody: the sample city's money is none.
var secrets = map[string]string{
	"maria":  "271828",
	"devon":  "314159",
	"ruth":   "lamp-by-the-river",
	"samuel": "stone-bridge-road",
	"grace":  "count-every-cent",
	"iris":   "turn-the-valve",
}

// Secret is the ledger.SecretMaker of the sample city: a secret of six digits
// for a clerk, words for the others, the same each time. The error is about
// somebody who is not of the sample city.
func Secret(p ledger.Listed) (string, error) {
	secret, known := secrets[p.Name]
	if !known {
		return "", fmt.Errorf("%s is not one of the sample city's people; use a city.toml of your own", p.Name)
	}
	return secret, nil
}

// People are the sample city's people with their secrets.
func People() ([]ledger.NewPerson, error) {
	city, err := ledger.ParseCity(Settings)
	if err != nil {
		return nil, err
	}
	var people []ledger.NewPerson
	for _, p := range city.People {
		secret, err := Secret(p)
		if err != nil {
			return nil, err
		}
		people = append(people, ledger.NewPerson{Person: ledger.Person(p), Secret: secret})
	}
	return people, nil
}

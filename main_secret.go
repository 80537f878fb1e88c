package main

import (
	"fmt"
	"os"

	"golang.org/x/term"
)

// Where secrets are taken from when nobody is there to be asked.
const (
	secretVariable       = "COUNTERFOIL_SECRET"
	secondSecretVariable = "COUNTERFOIL_SECOND_SECRET"
	newSecretVariable    = "COUNTERFOIL_NEW_SECRET"
	passphraseVariable   = "COUNTERFOIL_PASSPHRASE"
)

// askSecret takes a secret from the environment, or asks for it: an argument
// would show in the system's list of processes.
func askSecret(prompt, variable string) (string, error) {
	if secret, given := os.LookupEnv(variable); given {
		return secret, nil
	}
	terminal := int(os.Stdin.Fd())
	if !term.IsTerminal(terminal) {
		return "", usage("there is no terminal to ask at (%s); set %s", prompt, variable)
	}
	fmt.Fprint(os.Stderr, prompt+": ")
	typed, err := term.ReadPassword(terminal)
	fmt.Fprintln(os.Stderr)
	return string(typed), err
}

// askTwice takes a new secret, which a slip of the finger would make useless.
func askTwice(prompt, variable string) (string, error) {
	secret, err := askSecret(prompt, variable)
	if err != nil {
		return "", err
	}
	again, err := askSecret("The same again", variable)
	switch {
	case err != nil:
		return "", err
	case again != secret:
		return "", usage("%s: the two are not the same; nothing was changed", prompt)
	case secret == "":
		return "", usage("%s: it is empty; nothing was changed", prompt)
	}
	return secret, nil
}

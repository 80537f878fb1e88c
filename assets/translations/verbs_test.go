package translations_test

import (
	"strconv"
	"strings"
	"unicode"

	"counterfoil/assets/translations"
)

var verbs = translations.Verbs

// verbsOf tells which verb takes which argument, counted from 1.
func verbsOf(format string) map[int]string {
	taken, next := map[int]string{}, 1
	for _, v := range verbs.FindAllStringSubmatch(format, -1) {
		if v[2] == "%" {
			continue
		}
		at := next
		if v[1] != "" {
			at, _ = strconv.Atoi(v[1])
		}
		next = at + 1
		taken[at] += v[2]
	}
	return taken
}

// sampleArguments are what a format could be given.
func sampleArguments(format string) []any {
	taken := verbsOf(format)
	args := make([]any, len(taken))
	for i := range args {
		switch taken[i+1] {
		case "d", "x":
			args[i] = i + 7
		case "f":
			args[i] = 1.5
		case "t":
			args[i] = true
		case "c":
			args[i] = 'x'
		default:
			args[i] = "Q" + strconv.Itoa(i+7)
		}
	}
	return args
}

// retellable reports whether a format says enough to be found again.
func retellable(format string) bool {
	if strings.Contains(format, "%[") {
		return false // no text with these is kept
	}
	letters := 0
	for _, r := range verbs.ReplaceAllString(format, "") {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= 4
}

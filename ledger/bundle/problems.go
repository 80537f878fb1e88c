package bundle

import (
	"errors"
	"fmt"
	"strings"
)

// problems collects what is wrong in one check. It keeps the first few: a
// hostile file must not fill the memory with complaints.
type problems struct {
	first []string
	more  int
}

const (
	maxProblems     = 8
	maxProblemRunes = 400
)

func (p *problems) add(format string, args ...any) {
	if len(p.first) == maxProblems {
		p.more++
		return
	}
	// A precision cuts text at so many characters.
	p.first = append(p.first, fmt.Sprintf("%.*s", maxProblemRunes, fmt.Sprintf(format, args...)))
}

// err is nil when there is no problem.
func (p problems) err() error {
	if len(p.first) == 0 {
		return nil
	}
	text := strings.Join(p.first, "; ")
	if p.more > 0 {
		text += fmt.Sprintf("; and %d more", p.more)
	}
	return errors.New(text)
}

package bundle

import "counterfoil/ledger/phrase"

// problems collects what is wrong in one check. It keeps the first few: a
// hostile file must not fill the memory with complaints.
type problems struct {
	first []phrase.Text
	more  int
}

const maxProblems = 8

func (wrong *problems) add(format string, args ...any) {
	if len(wrong.first) == maxProblems {
		wrong.more++
		return
	}
	// A precision cuts text at so many characters.
	wrong.first = append(wrong.first, phrase.Of("%.400s", phrase.Of(format, args...)))
}

// compare holds what the manifest says of something against the journal.
func (wrong *problems) compare(name string, said, given any) {
	if said != given {
		wrong.add("%s: the manifest says %v, the journal gives %v", name, said, given)
	}
}

// err is nil when there is no problem.
func (wrong problems) err() error {
	if len(wrong.first) == 0 {
		return nil
	}
	text := phrase.Join(wrong.first, "; ")
	if wrong.more > 0 {
		return phrase.Errorf("%s; and %d more", text, wrong.more)
	}
	return phrase.Errorf("%s", text)
}

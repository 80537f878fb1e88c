package bundle

import "counterfoil/ledger/phrase"

// problems collects what is wrong in one check. It keeps the first few: a
// hostile file must not fill the memory with complaints.
type problems struct {
	first []phrase.Text
	more  int
}

const maxProblems = 8

func (p *problems) add(format string, args ...any) {
	if len(p.first) == maxProblems {
		p.more++
		return
	}
	// A precision cuts text at so many characters.
	p.first = append(p.first, phrase.Of("%.400s", phrase.Of(format, args...)))
}

// compare holds what the manifest says of something against the journal.
func (p *problems) compare(name string, said, given any) {
	if said != given {
		p.add("%s: the manifest says %v, the journal gives %v", name, said, given)
	}
}

// err is nil when there is no problem.
func (p problems) err() error {
	if len(p.first) == 0 {
		return nil
	}
	text := phrase.Join(p.first, "; ")
	if p.more > 0 {
		return phrase.Errorf("%s; and %d more", text, p.more)
	}
	return phrase.Errorf("%s", text)
}

package ledger_test

import (
	"slices"

	"counterfoil/ledger"
)

// kickDrawer opens the cash drawer without a payment, which changes nothing
// that is counted.
func (s *simulation) kickDrawer() {
	by, at, reason := pick(s, everybody), pick(s, tellers), pick(s, []string{"change for a customer", ""})
	foreseen := act{kind: "drawer_kicked", actor: by}
	switch {
	case !slices.Contains(supervisors, by):
		foreseen = act{want: ledger.NotAllowed}
	case reason == "":
		foreseen = act{want: ledger.Invalid}
	}
	s.expect(s.KickDrawer(s.sessions[by], s.sessions[at], "Front", reason), foreseen)
}

package stub

import (
	"errors"
	"strings"
)

// Match reads the line with every profile and returns the stubs of those that
// fit, in the profiles' order. More than one is a choice for the clerk. Stubs
// with a wrong check digit are returned only when no profile fits altogether.
//
// When none fits, the error is the *Error of the one profile that comes
// nearest, or a *NoMatchError.
func Match(profiles []Profile, text string) ([]Stub, error) {
	if len(profiles) == 0 {
		return nil, errNoProfiles
	}
	var right, doubtful []Stub
	var misfits []*Error
	for _, p := range profiles {
		stub, err := p.Parse(text)
		misfit, isMisfit := errors.AsType[*Error](err)
		switch {
		case isMisfit:
			misfits = append(misfits, misfit)
		case err != nil:
			return nil, err
		case stub.OK():
			right = append(right, stub)
		default:
			doubtful = append(doubtful, stub)
		}
	}
	switch {
	case len(right) > 0:
		return right, nil
	case len(doubtful) > 0:
		return doubtful, nil
	}
	return nil, nearest(misfits)
}

// nearest leaves out the profiles whose length is wrong when another's is
// right: the clerk should read about the kind of bill at hand.
func nearest(misfits []*Error) error {
	var near []*Error
	for _, misfit := range misfits {
		if misfit.Rule != RuleLength {
			near = append(near, misfit)
		}
	}
	if len(near) == 0 {
		near = misfits
	}
	if len(near) == 1 {
		return near[0]
	}
	return &NoMatchError{near}
}

// NoMatchError says why a line fits none of several profiles.
type NoMatchError struct{ Misfits []*Error }

func (e *NoMatchError) Error() string {
	reasons := make([]string, len(e.Misfits))
	for i, misfit := range e.Misfits {
		reasons[i] = misfit.Error()
	}
	return strings.Join(reasons, "; ")
}

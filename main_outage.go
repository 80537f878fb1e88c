package main

import (
	"fmt"
	"os"
	"time"

	"counterfoil/ledger"
)

type outageCommand struct {
	Open   outageOpen   `cmd:"" help:"Open an outage: billing is down, and the counter takes payments."`
	Change outageChange `cmd:"" help:"Correct the reason or the beginning of the open outage."`
	Close  outageClose  `cmd:"" help:"Close the open outage: billing is back."`
	Show   outageShow   `cmd:"" help:"Show the outages, and what is not finished."`
}

// outageTime is a time as it is keyed in, at the station.
const outageTime = "2006-01-02 15:04"

// outageAct is what a supervisor says of an outage.
type outageAct struct {
	As   string `required:"" placeholder:"USER" help:"The supervisor."`
	JSON bool   `help:"Print the outage as JSON."`
}

func (a outageAct) do(folder ledger.Folder, flag, at string, act func(*ledger.Ledger, ledger.Session, time.Time) (ledger.Outage, error)) error {
	l, err := open(folder)
	if err != nil {
		return err
	}
	defer l.Close()
	var when time.Time
	if at != "" {
		if when, err = time.ParseInLocation(outageTime, at, l.Local(l.Now()).Location()); err != nil {
			return usage("%s: %q is not a time; write it like 2026-01-15 08:30", flag, at)
		}
	}
	by, err := signIn(l, a.As)
	if err != nil {
		return err
	}
	outage, err := act(l, by, when)
	if err != nil {
		return err
	}
	if a.JSON {
		return printJSON(os.Stdout, shownOutage(l, outage))
	}
	fmt.Println(l.OutageWords(outage))
	return nil
}

type outageOpen struct {
	outageAct
	Reason string `required:"" placeholder:"TEXT" help:"Why the counter is on its own."`
	Since  string `placeholder:"TIME" help:"When billing went down, like '2026-01-15 08:30'. Default: now."`
}

func (outageOpen) Help() string {
	return "Example:\n\n    counterfoil outage open --as ruth --reason 'Billing is down' --since '2026-01-15 08:30'"
}

func (c outageOpen) Run(folder ledger.Folder) error {
	return c.do(folder, "--since", c.Since, func(l *ledger.Ledger, by ledger.Session, at time.Time) (ledger.Outage, error) {
		return l.OpenOutage(by, c.Reason, at)
	})
}

type outageChange struct {
	outageAct
	Reason string `placeholder:"TEXT" help:"Why the counter is on its own. Default: as it is."`
	Since  string `placeholder:"TIME" help:"When billing went down, like '2026-01-15 08:30'. Default: as it is."`
}

func (outageChange) Help() string {
	return "Example:\n\n    counterfoil outage change --as ruth --since '2026-01-15 08:30'"
}

func (c outageChange) Run(folder ledger.Folder) error {
	return c.do(folder, "--since", c.Since, func(l *ledger.Ledger, by ledger.Session, at time.Time) (ledger.Outage, error) {
		outage, err := l.Outage()
		if err != nil {
			return outage, err
		}
		if c.Reason == "" {
			c.Reason = outage.Reason
		}
		if at.IsZero() {
			at = outage.StartedAt
		}
		return l.ChangeOutage(by, c.Reason, at)
	})
}

type outageClose struct {
	outageAct
	Ended  string `placeholder:"TIME" help:"When billing was back, like '2026-02-17 07:00'. Default: now."`
	Reason string `placeholder:"TEXT" help:"Why it is closed although not everything is finished."`
}

func (outageClose) Help() string {
	return "Every drawer is counted and approved by then. What else is not finished (counterfoil outage show) is recorded with the reason.\n\n" +
		"Example:\n\n    counterfoil outage close --as ruth --ended '2026-02-17 07:00'"
}

func (c outageClose) Run(folder ledger.Folder) error {
	return c.do(folder, "--ended", c.Ended, func(l *ledger.Ledger, by ledger.Session, at time.Time) (ledger.Outage, error) {
		return l.CloseOutage(by, at, c.Reason)
	})
}

type outageShow struct {
	JSON bool `help:"Print the outages as JSON."`
}

func (outageShow) Help() string { return "Example:\n\n    counterfoil outage show" }

func (c outageShow) Run(folder ledger.Folder) error {
	l, err := open(folder)
	if err != nil {
		return err
	}
	defer l.Close()
	outages, err := l.Outages()
	if err != nil {
		return err
	}
	items, err := l.OutageItems()
	if err != nil && ledger.CodeOf(err) != ledger.Conflict {
		return err
	}
	if c.JSON {
		shown := outagesShown{Outages: []outageShown{}, Open: []ledger.OpenItem{}}
		for _, o := range outages {
			shown.Outages = append(shown.Outages, shownOutage(l, o))
		}
		shown.Open = append(shown.Open, items...)
		return printJSON(os.Stdout, shown)
	}
	for _, o := range outages {
		fmt.Println(l.OutageWords(o))
	}
	if len(items) > 0 {
		fmt.Println("Not finished:")
	}
	for _, item := range items {
		fmt.Println("- " + item.Text)
	}
	return nil
}

type outagesShown struct {
	Outages []outageShown     `json:"outages"`
	Open    []ledger.OpenItem `json:"not_finished"`
}

// outageShown is an outage as it is printed for programs: times in the
// station's zone.
type outageShown struct {
	Number     int64      `json:"number"`
	Reason     string     `json:"reason"`
	StartedAt  time.Time  `json:"started_at"`
	OpenedAt   time.Time  `json:"opened_at"`
	OpenedBy   string     `json:"opened_by"`
	EndedAt    *time.Time `json:"ended_at,omitempty"`
	ClosedBy   string     `json:"closed_by,omitempty"`
	Unfinished []string   `json:"unfinished,omitempty"`
	WhyClosed  string     `json:"why_closed,omitempty"`
}

func shownOutage(l *ledger.Ledger, o ledger.Outage) outageShown {
	shown := outageShown{Number: o.Number, Reason: o.Reason, StartedAt: l.Local(o.StartedAt), OpenedAt: l.Local(o.OpenedAt), OpenedBy: o.OpenedBy}
	if end := o.Closed; end != nil {
		at := l.Local(end.EndedAt)
		shown.EndedAt, shown.ClosedBy, shown.Unfinished, shown.WhyClosed = &at, end.By, end.Unfinished, end.Reason
	}
	return shown
}

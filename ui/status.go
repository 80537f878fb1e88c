package ui

import (
	"strconv"
	"strings"

	"counterfoil/ledger"
	"counterfoil/ui/widgets"
	"counterfoil/ui/words"
)

// refreshStatus says at the foot who works at which drawer. What the drawer
// should hold is not said: its count is blind.
func (c *counter) refreshStatus() {
	c.sayTraining()
	var statuses []widgets.Status
	if c.signedIn() {
		statuses = append(statuses, widgets.Status{Value: c.session.Name() + " (" + words.Say(c.session.Role()) + ")"}, c.drawerStatus())
	}
	statuses = append(statuses, widgets.Status{Name: words.T("Station"), Value: c.ledger.City().Station})
	if outage, err := c.ledger.Outage(); err == nil {
		statuses = append(statuses, widgets.Status{Name: words.T("Outage since"), Value: ledger.DayOf(c.ledger.Local(outage.StartedAt)).Display()})
	} else if ledger.CodeOf(err) == ledger.Conflict {
		statuses = append(statuses, widgets.Status{Name: words.T("Outage"), Value: words.T("none open"), Alarming: true})
	}
	if n := len(c.printers.Jobs()); n > 0 {
		statuses = append(statuses, widgets.Status{Name: words.T("Not printed"), Value: strconv.Itoa(n), Alarming: true})
	}
	if c.printed != "" {
		statuses = append(statuses, widgets.Status{Value: c.printed})
	}
	c.status.Set(statuses...)
	c.refreshAlarms()
}

// refreshAlarms says above every screen what somebody must see to. It stays
// until that is done.
func (c *counter) refreshAlarms() {
	var texts []string
	for _, a := range c.ledger.Alarms() {
		texts = append(texts, widgets.Sentence(a.Text))
	}
	texts = append(texts, c.paperAlarms()...)
	if len(texts) == 0 {
		c.alarm.Clear()
		return
	}
	c.alarm.Say(widgets.Warning, strings.Join(texts, "\n"))
}

func (c *counter) drawerStatus() widgets.Status {
	drawer, err := c.ledger.OpenDrawerOf(c.session.Name())
	if err != nil {
		return widgets.Status{Name: words.T("Drawer"), Value: words.T("none##drawer")}
	}
	return widgets.Status{
		Name:     words.T("Drawer"),
		Value:    words.T("%s, float %s", drawer.Day.Display(), widgets.Dollars(drawer.Float)),
		Alarming: drawer.Day != c.ledger.Today(),
	}
}

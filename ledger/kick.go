package ledger

// drawerKicked says that a supervisor opened a cash drawer without a payment.
type drawerKicked struct {
	Reason  string `json:"reason"`
	Printer string `json:"printer"`          // the one that the cash drawer is plugged into
	At      string `json:"at"`               // who was signed in at the counter
	Drawer  string `json:"drawer,omitempty"` // the open drawer of that person
}

func (*drawerKicked) kind() Kind { return "drawer_kicked" }

// project has nothing to keep: the entry is the record.
func (*drawerKicked) project(*store, Entry) error { return nil }

func init() { register(&drawerKicked{}) }

// KickDrawer records that a supervisor has the cash drawer at a printer opened
// without a payment, at the counter of the person signed in there. It is called
// before the drawer opens.
func (l *Ledger) KickDrawer(by, at Session, printer, reason string) error {
	if err := by.may("open the cash drawer without a payment", Supervisor); err != nil {
		return err
	}
	if err := checkTexts(typed{"reason", &reason}); err != nil {
		return err
	}
	if reason == "" {
		return invalid("reason", "opening the cash drawer without a payment needs a reason")
	}
	return l.write(by.Name(), func(t *tx) error {
		kicked := &drawerKicked{Reason: reason, Printer: printer, At: at.Name()}
		switch open, err := t.openDrawerOf(at.Name()); {
		case err == nil:
			kicked.Drawer = open.ID
		case CodeOf(err) != NotFound:
			return err
		}
		_, err := t.record(kicked)
		return err
	})
}

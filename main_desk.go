package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle"
	"counterfoil/ledger/bundle/desk"
	"counterfoil/ledger/money"
)

// openDesk opens finance's folder, or what it is when nobody says.
func openDesk(folder string) (_ *desk.Desk, err error) {
	if folder == "" {
		if folder, err = desk.DefaultFolder(); err != nil {
			return nil, err
		}
	}
	d := desk.Open(folder)
	d.Passphrase = func() (string, error) { return askSecret("Passphrase of finance's key", passphraseVariable) }
	return d, nil
}

type deskCommand struct {
	Window   deskWindowCommand   `cmd:"" help:"Open finance's desk in a window, without a ledger."`
	Init     deskInitCommand     `cmd:"" help:"Begin finance's folder on this machine."`
	Key      deskKeyCommand      `cmd:"" help:"Print the public key that counters encrypt to; make it when there is none."`
	Stations deskStationsCommand `cmd:"" help:"List the stations that finance knows, and their keys."`
	Register deskRegisterCommand `cmd:"" help:"Vouch for a station's key: bundles must be signed with it."`
	Batches  deskBatchesCommand  `cmd:"" help:"List the batches that were seen, and those that are missing."`
	Unpack   deskUnpackCommand   `cmd:"" help:"Check a bundle and put its files into a folder."`
	Schema   deskSchemaCommand   `cmd:"" help:"Print the JSON Schema of a bundle's manifest."`
}

type deskWindowCommand struct{}

func (deskWindowCommand) Help() string {
	return "Check bundles, take billing's results, match, merge and preview, as at a counter's Finance screen. " +
		"Nobody signs in: whoever can open finance's folder works there. A passphrase on its key is asked for when an encrypted bundle is opened.\n\n" +
		"Example:\n\n    counterfoil finance window"
}

func (deskWindowCommand) Run(d *desk.Desk) error {
	if err := canShow(); err != nil {
		return err
	}
	return runFinance(d)
}

type deskInitCommand struct{}

func (deskInitCommand) Help() string {
	return "From then on verify, posted, match and merge remember which batches they saw, so that they name one that is missing, repeated or changed. " +
		"A key and a registered station begin the folder too.\n\n" +
		"Example:\n\n    counterfoil finance init"
}

func (deskInitCommand) Run(d *desk.Desk) error {
	err := d.Begin()
	if err == nil {
		_, err = fmt.Println(d.Path())
	}
	return err
}

type deskKeyCommand struct {
	Passphrase bool `help:"Lock a new key with a passphrase, which is asked for whenever the key is used."`
	JSON       bool `help:"Print the result as JSON."`
}

func (deskKeyCommand) Help() string {
	return "Give the public key to the counters: for city.toml, [export] recipients, or for export --to-age. " +
		"The secret half stays in finance's folder. Keep a copy of that folder in a safe: what was encrypted to the key cannot be read without it. " +
		"The passphrase may come from " + passphraseVariable + ".\n\n" +
		"Example:\n\n    counterfoil finance key --passphrase"
}

func (c deskKeyCommand) Run(d *desk.Desk) error {
	recipient, err := d.Recipient()
	made := ledger.CodeOf(err) == ledger.NotFound
	if made {
		recipient, err = c.make(d)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(os.Stdout, struct {
			Recipient string `json:"recipient"`
			Secret    string `json:"secret_file"`
			Made      bool   `json:"made"`
		}{recipient, d.Path(), made})
	}
	if made {
		fmt.Fprintf(os.Stderr, "counterfoil: made finance's key; its secret half is in %s and must not leave it\n", d.Path())
	}
	_, err = fmt.Println(recipient)
	return err
}

func (c deskKeyCommand) make(d *desk.Desk) (string, error) {
	var passphrase string
	if c.Passphrase {
		var err error
		if passphrase, err = askTwice("New passphrase", passphraseVariable); err != nil {
			return "", err
		}
	}
	return d.MakeKey(passphrase)
}

type deskStationsCommand struct {
	JSON bool `help:"Print the result as JSON."`
}

func (deskStationsCommand) Help() string {
	return "Example:\n\n    counterfoil finance stations"
}

func (c deskStationsCommand) Run(d *desk.Desk) error {
	stations, err := d.Stations()
	if err != nil {
		return err
	}
	if c.JSON {
		type known struct {
			Station     string `json:"station"`
			Fingerprint string `json:"fingerprint"`
			Registered  bool   `json:"registered"`
			Since       string `json:"since"`
			Batches     int    `json:"batches"`
		}
		list := []known{}
		for _, s := range stations {
			k := s.Key()
			list = append(list, known{s.Code, k.Fingerprint, k.Registered(), k.Since.Format(time.RFC3339), len(s.Batches)})
		}
		return printJSON(os.Stdout, list)
	}
	if len(stations) == 0 {
		fmt.Println("No station is known here yet. `counterfoil finance register` or a first bundle makes one known.")
		return nil
	}
	table := newTable()
	fmt.Fprintln(table, "Station\tFingerprint of its key\tKnown since\tHow\tBatches seen")
	for _, s := range stations {
		k := s.Key()
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%d\n", s.Code, k.Fingerprint, k.Since.Format(time.DateOnly), howKnown(*k), len(s.Batches))
	}
	return table.Flush()
}

func howKnown(k desk.Key) string {
	if k.Registered() {
		return "registered"
	}
	return "first sight: compare it with a closing, then register it"
}

type deskRegisterCommand struct {
	Station string `arg:"" help:"The station's code, like C1."`
	Key     string `arg:"" help:"Its station.pub, or the fingerprint that its closings print."`
}

func (deskRegisterCommand) Help() string {
	return "Where the station had another key, that one counts no more. Do so only when the city says that the station was restored.\n\n" +
		"Example:\n\n    counterfoil finance register C1 4F1A-09BC-77D2-E310\n    counterfoil finance register C1 station.pub"
}

func (c deskRegisterCommand) Run(d *desk.Desk) error {
	key, err := d.Register(c.Station, c.Key)
	if err == nil {
		_, err = fmt.Printf("Station %s signs with the key %s.\n", c.Station, key.Fingerprint)
	}
	return err
}

type deskBatchesCommand struct {
	Station string `arg:"" optional:"" help:"Only this station's."`
	JSON    bool   `help:"Print the result as JSON."`
}

func (deskBatchesCommand) Help() string {
	return "A batch is seen when verify, finance unpack, posted, match or merge found it whole.\n\n" +
		"Example:\n\n    counterfoil finance batches C1"
}

// seenBatch is a batch, or one that is missing.
type seenBatch struct {
	Station  string        `json:"station"`
	Batch    int64         `json:"batch"`
	Missing  bool          `json:"missing,omitempty"`
	From     ledger.Day    `json:"from,omitempty"`
	To       ledger.Day    `json:"to,omitempty"`
	Payments int64         `json:"payments"`
	Total    *money.Amount `json:"total,omitempty"`
	Name     string        `json:"name,omitempty"`
	SHA256   string        `json:"sha256,omitempty"`
	Seen     string        `json:"seen,omitempty"`
}

func (c deskBatchesCommand) stations(d *desk.Desk) ([]desk.Station, error) {
	if c.Station == "" {
		return d.Stations()
	}
	s, err := d.Station(c.Station)
	return []desk.Station{s}, err
}

func (c deskBatchesCommand) Run(d *desk.Desk) error {
	stations, err := c.stations(d)
	if err != nil {
		return err
	}
	list := []seenBatch{}
	for _, s := range stations {
		if len(s.Batches) == 0 {
			continue
		}
		for number := int64(1); number <= s.Batches[len(s.Batches)-1].Batch; number++ {
			b := s.Batch(number)
			if b == nil {
				list = append(list, seenBatch{Station: s.Code, Batch: number, Missing: true})
				continue
			}
			list = append(list, seenBatch{s.Code, number, false, b.From, b.To, b.Stands.Payments, &b.Stands.Total, b.Name, b.SHA256, b.Seen.Format(time.RFC3339)})
		}
	}
	if c.JSON {
		return printJSON(os.Stdout, list)
	}
	if len(list) == 0 {
		fmt.Println("No batch was seen here yet. `counterfoil verify` or `counterfoil finance unpack` sees one.")
		return nil
	}
	table := newTable()
	fmt.Fprintln(table, "Station\tBatch\tDays\tPayments\tTotal\tSeen")
	for _, b := range list {
		if b.Missing {
			fmt.Fprintf(table, "%s\t%d\tMISSING: never seen here\n", b.Station, b.Batch)
			continue
		}
		fmt.Fprintf(table, "%s\t%d\t%s to %s\t%d\t%s\t%.10s\n", b.Station, b.Batch, b.From, b.To, b.Payments, b.Total.Display(), b.Seen)
	}
	return table.Flush()
}

type deskUnpackCommand struct {
	Path string `arg:"" type:"existingfile" help:"A bundle."`
	Out  string `default:"." placeholder:"DIR" type:"existingdir" help:"The folder that gets a folder with the bundle's name. Default: this one."`
}

func (deskUnpackCommand) Help() string {
	return "Nothing is unpacked unless every check holds.\n\n" +
		"Example:\n\n    counterfoil finance unpack counterfoil_C1_2026-11-23_2026-11-23_b0001.zip.age"
}

func (c deskUnpackCommand) Run(ctx context.Context, d *desk.Desk) error {
	b, err := bundle.Open(c.Path, d)
	if err != nil {
		return err
	}
	defer b.Close()
	findings, err := d.Verify(ctx, b, desk.Look{}, progressOf("Checking"))
	if err != nil {
		return err
	}
	if !findings.OK() {
		printFindings(findings)
		return exit{checkFailed, fmt.Errorf("%s: a check did not hold; nothing was unpacked", c.Path)}
	}
	folder := filepath.Join(c.Out, strings.TrimSuffix(b.Name(), ".zip"))
	if err := b.Unpack(ctx, folder); err != nil {
		return err
	}
	for _, f := range findings {
		if f.Ask {
			fmt.Fprintf(os.Stderr, "counterfoil: LOOK  %s: %s\n", f.Name, f.Detail)
		}
	}
	_, err = fmt.Println(folder)
	return err
}

type deskSchemaCommand struct{}

func (deskSchemaCommand) Help() string {
	return "For whoever writes an importer. docs/BUNDLE.md says what each member means.\n\n" +
		"Example:\n\n    counterfoil finance schema"
}

func (deskSchemaCommand) Run() error {
	_, err := os.Stdout.Write(bundle.ManifestSchema)
	return err
}

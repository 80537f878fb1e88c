package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"counterfoil/assets"
	"counterfoil/assets/sample"
	"counterfoil/ledger"
	"counterfoil/ledger/durable"
	"counterfoil/receipts"
)

type initCommand struct {
	Config   string `placeholder:"FILE" type:"existingfile" help:"The city.toml to begin with." xor:"from" required:""`
	Sample   bool   `help:"Begin with the sample city instead: 2,000 accounts, a roster, bills to print." xor:"from" required:""`
	Training bool   `help:"Make a ledger to practice on: its receipts say that they are none, and it exports nothing."`
	Outage   string `default:"The billing system is down" help:"With --config: why the counter is on its own."`
	JSON     bool   `help:"Print the result as JSON."`
}

func (initCommand) Help() string {
	return "It lies in the data folder, and each person's secret is printed, once. The people are the ones that city.toml names; the first supervisor opens the outage.\n\n" +
		"Example:\n\n    counterfoil init --config city.toml --data /srv/counterfoil"
}

func (c initCommand) Run(folder ledger.Folder) error {
	var people []ledger.NewPerson
	var err error
	if c.Sample {
		people, err = makeSample(folder, c.create())
	} else {
		people, err = c.make(folder)
	}
	if err != nil {
		return err
	}
	city, err := ledger.ReadCity(folder)
	if err != nil {
		return err
	}
	station := city.Station
	if c.Training {
		station = ledger.TrainingStation(station)
	}
	if c.JSON {
		return printJSON(os.Stdout, struct {
			Station string             `json:"station"`
			Data    string             `json:"data"`
			People  []ledger.NewPerson `json:"people"`
		}{station, string(folder), people})
	}
	fmt.Printf("Station %s of %s is ready in %s.\nThese secrets are shown once; hand each to its person:\n\n", station, city.Name, folder)
	return printSecrets(people)
}

// ledgerMaker is ledger.Create, or the same for a ledger to practice on.
type ledgerMaker func(ledger.Folder, []byte, string, ledger.SecretMaker, ...ledger.Clock) ([]ledger.NewPerson, error)

func (c initCommand) create() ledgerMaker {
	if c.Training {
		return ledger.CreateTraining
	}
	return ledger.Create
}

func (c initCommand) make(folder ledger.Folder) ([]ledger.NewPerson, error) {
	settings, err := os.ReadFile(c.Config)
	if err != nil {
		return nil, err
	}
	people, err := c.create()(folder, settings, c.Outage, ledger.MakeSecret)
	if ledger.CodeOf(err) == ledger.Invalid {
		return nil, usage("%s: %w", c.Config, err)
	}
	return people, err
}

// makeSample makes the sample city's ledger, with its roster as of last night
// and a file of bills to try the counter with.
func makeSample(folder ledger.Folder, create ledgerMaker) ([]ledger.NewPerson, error) {
	people, err := create(folder, sample.Settings, "The sample city's billing system is down", sample.Secret)
	if err != nil {
		return nil, err
	}
	l, err := open(folder)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	city := sample.Generate(sample.Seed, ledger.DayOf(l.Local(time.Now()).AddDate(0, 0, -1)))
	for _, p := range people {
		if p.Role != ledger.Administrator {
			continue
		}
		administrator, err := l.SignIn(p.Name, p.Secret, ledger.ToWork)
		if err != nil {
			return nil, err
		}
		if _, err := l.LoadRoster(administrator, city.AsOf, "sample city", city.Roster()); err != nil {
			return nil, err
		}
	}
	return people, writeSampleBills(folder, l.City(), city)
}

// writeSampleBills writes bills of the sample city to print and try.
func writeSampleBills(folder ledger.Folder, city ledger.City, made sample.City) error {
	const few = 24
	var bills []receipts.Bill
	for _, a := range made.Accounts[:few] {
		bill := receipts.Bill{
			City: city.Name, Department: city.Department, Address: strings.TrimSpace(city.Address), Phone: city.Phone, Crest: assets.Crest,
			Account: a.Number, Customer: a.Customer, Name: a.Name, ServiceAddress: a.Address, Number: a.Bill,
			BillDate: a.BillDate, Due: a.Due, LateAfter: a.LateAfter, CutOff: a.CutOff, AmountDue: a.AmountDue, LateAmount: a.LateAmount,
			ScanLine: a.Scan, Specimen: "A sample bill of a city that does not exist, to try Counterfoil with.",
		}
		for _, c := range a.Charges {
			bill.Charges = append(bill.Charges, receipts.Charge{Name: c.Name, Amount: c.Amount})
		}
		bills = append(bills, bill)
	}
	pdf, err := receipts.BillsPDF(bills)
	if err != nil {
		return err
	}
	return durable.WriteFile(filepath.Join(string(folder), "sample-bills.pdf"), bytes.NewReader(pdf), 0o600)
}

package main

import (
	"fmt"
	"os"

	"counterfoil/ledger"
)

type backupCommand struct {
	Dir  string `arg:"" type:"existingdir" help:"The folder that gets the backup."`
	JSON bool   `help:"Print the result as JSON."`
}

func (backupCommand) Help() string {
	return "Writes a copy of the ledger into a new folder inside DIR and verifies it there. " +
		"It holds the station's key and the hashes of the people's secrets: keep it in the city's own safe place. " +
		"The counter makes one by itself after each closing.\n\n" +
		"Example:\n\n    counterfoil backup /media/safe"
}

func (c backupCommand) Run(folder ledger.Folder) error {
	l, err := open(folder)
	if err != nil {
		return err
	}
	defer l.Close()
	made, err := l.Backup(c.Dir)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(os.Stdout, made)
	}
	fmt.Printf("Entries 1 to %d are backed up, and the backup was verified. It can sign as this station: keep it in a safe place.\n%s\n", made.Seq, made.Path)
	return nil
}

type restoreCommand struct {
	Source []string `arg:"" optional:"" type:"path" help:"A backup, a mirror, or one of each."`
	Mirror string   `type:"path" placeholder:"PATH" help:"A mirror that brings what came after the backup."`
	JSON   bool     `help:"Print the result as JSON."`
}

func (restoreCommand) Help() string {
	return "Makes a ledger from copies in the data folder, which must be empty, and says what it found. Receipt numbers go on without a gap. " +
		"A backup brings the station's key and the people's secrets along; a mirror has neither, so that the station gets a new key, which finance must register, and each person a new secret, printed once. " +
		"The roster comes back with a backup only.\n\n" +
		"Example:\n\n    counterfoil restore /media/safe/counterfoil_C1_backup_000000830 --mirror /media/stick/counterfoil --data /srv/counterfoil-new"
}

func (c restoreCommand) Run(folder ledger.Folder) error {
	from, err := c.copies()
	if err != nil {
		return err
	}
	said, err := ledger.Restore(folder, from, ledger.MakeSecret)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(os.Stdout, said)
	}
	return printRestored(folder, said)
}

// copies tells the backup from the mirror.
func (c restoreCommand) copies() (ledger.Copies, error) {
	from := ledger.Copies{Mirror: c.Mirror}
	for _, source := range c.Source {
		into := &from.Mirror
		if ledger.Folder(source).HasLedger() {
			into = &from.Backup
		}
		if *into != "" {
			return from, usage("%s and %s are copies of one sort; name one backup, one mirror, or one of each", *into, source)
		}
		*into = source
	}
	return from, nil
}

func printRestored(folder ledger.Folder, said ledger.Restored) error {
	fmt.Printf("Station %s is restored in %s from %s.\n\n", said.Station, folder, said.From)
	fmt.Printf("Found      entries 1 to %d, the last of %s", said.Entries, said.LastAt.Format("01/02/2006 3:04:05 PM"))
	if said.From.Backup != "" && said.From.Mirror != "" {
		fmt.Printf("; %d of them came from the mirror %s", said.FromMirror, said.From.Mirror)
	}
	fmt.Println()
	if said.LastReceipt == "" {
		fmt.Printf("Receipts   none; the first will be %s\n", said.NextReceipt)
	} else {
		fmt.Printf("Receipts   up to %s; the next will be %s\n", said.LastReceipt, said.NextReceipt)
	}
	fmt.Printf("Not known  whatever was recorded after that entry: it is in no copy. Look for receipts from %s on, printed or in customers' hands, before the counter opens.\n", said.NextReceipt)
	if said.Torn {
		fmt.Printf("Torn       of the mirror's last line only a part is there; that entry is among what is not known\n")
	}
	if said.PublicKey == said.KeyBefore {
		fmt.Printf("Key        %s, as before\n", said.PublicKey)
	} else {
		fmt.Printf("Key        NEW: %s instead of %s. Give finance %s.\n", said.PublicKey, said.KeyBefore, folder.PublicKey())
	}
	if said.CopiesLost > 0 {
		fmt.Printf("Bill copies %d not in the copies; `counterfoil verify` names them\n", said.CopiesLost)
	}
	if said.RosterLost {
		fmt.Printf("Roster     not in the copies; load it again\n")
	}
	if len(said.People) == 0 {
		return nil
	}
	fmt.Printf("\nThese people have new secrets. They are shown once; hand each to its person:\n\n")
	return printSecrets(said.People)
}

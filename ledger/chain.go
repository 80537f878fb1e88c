package ledger

import (
	"encoding/json"
	"fmt"

	"counterfoil/ledger/phrase"
)

// Chain follows a journal from one entry to the next. Its zero value stands
// before entry 1, which names the station's key; a chain with its fields set
// goes on from there.
type Chain struct {
	Seq  int64
	Head Hash
	Key  PublicKey // signs the entries that follow
	// Handovers are the changes of the key that were met on the way.
	Handovers []Handover
}

// Handover is an entry that changed the station's key: a recovery from a
// mirror, which holds no key. Whoever trusts the key from before knows from
// the journal alone only that somebody with a copy of it went on; that this
// was the city is shown by registering the new key.
type Handover struct {
	Seq      int64
	From, To PublicKey
}

// Text says it to people.
func (h Handover) Text() phrase.Text {
	return phrase.Of("THE KEY CHANGED at entry %d by recovery from %s to %s", h.Seq, h.From, h.To)
}

// signers says in words whose signatures the chain carries so far.
func (c *Chain) signers() phrase.Text {
	if len(c.Handovers) == 0 {
		return phrase.Of("each signed by %s", c.Key)
	}
	texts := []phrase.Text{phrase.Of("each signed")}
	for _, h := range c.Handovers {
		texts = append(texts, h.Text())
	}
	return phrase.Join(texts, "; ")
}

// Follow takes the next entry. The error says what is wrong with it; the chain
// then stays where it was.
func (c *Chain) Follow(e Entry) error {
	if e.Seq != c.Seq+1 {
		return fmt.Errorf("entry %d stands where entry %d should", e.Seq, c.Seq+1)
	}
	key, handover, err := c.signer(e)
	if err != nil {
		return err
	}
	if err := e.Check(c.Head, key); err != nil {
		return err
	}
	if handover != nil {
		c.Handovers = append(c.Handovers, *handover)
	}
	c.Seq, c.Head, c.Key = e.Seq, e.Hash, key
	return nil
}

// signer is the key that an entry must be signed with. A recovery is signed
// with the key that it brings.
func (c *Chain) signer(e Entry) (PublicKey, *Handover, error) {
	switch {
	case c.Seq == 0 && e.Kind == (*ledgerCreated)(nil).kind():
		var b ledgerCreated
		if err := json.Unmarshal(e.Body, &b); err != nil {
			return PublicKey{}, nil, fmt.Errorf("entry 1 cannot be read: %w", err)
		}
		key, err := ParsePublicKey([]byte(b.PublicKey))
		if err != nil {
			err = fmt.Errorf("entry 1 names no key: %w", err)
		}
		return key, nil, err
	case c.Seq == 0:
		return PublicKey{}, nil, fmt.Errorf("entry 1 is of kind %s; a journal begins with ledger_created", e.Kind)
	case e.Kind != (*recovered)(nil).kind():
		return c.Key, nil, nil
	}
	handover, err := HandoverOf(e)
	switch {
	case err != nil:
		return PublicKey{}, nil, err
	case handover == nil:
		return c.Key, nil, nil
	case handover.From.String() != c.Key.String():
		return PublicKey{}, nil, fmt.Errorf("entry %d takes over from the key %s; the entries before it are signed with %s", e.Seq, handover.From, c.Key)
	}
	return handover.To, handover, nil
}

// HandoverOf returns the change of key that an entry says it is, or nil. It
// does not check the entry.
func HandoverOf(e Entry) (*Handover, error) {
	if e.Kind != (*recovered)(nil).kind() {
		return nil, nil
	}
	var b recovered
	if err := json.Unmarshal(e.Body, &b); err != nil {
		return nil, fmt.Errorf("entry %d (%s) cannot be read: %w", e.Seq, e.Kind, err)
	}
	if b.KeyBefore == b.PublicKey {
		return nil, nil
	}
	from, err := ParsePublicKey([]byte(b.KeyBefore))
	if err != nil {
		return nil, fmt.Errorf("entry %d: key_before is not a key: %w", e.Seq, err)
	}
	to, err := ParsePublicKey([]byte(b.PublicKey))
	if err != nil {
		return nil, fmt.Errorf("entry %d: public_key is not a key: %w", e.Seq, err)
	}
	return &Handover{e.Seq, from, to}, nil
}

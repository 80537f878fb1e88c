package ledger

// replaceable makes sure that a payment can stand in for the void one that it
// names, and writes its receipt number in full.
func (t *tx) replaceable(p *Payment) error {
	if p.Replaces == "" {
		return nil
	}
	number, ok := t.ledger.parseReceipt(p.Replaces)
	if !ok {
		return invalid("replaces", "%q is not a receipt number of this station", clip(p.Replaces))
	}
	var standing bool
	var by *int64
	err := t.get("SELECT void IS NULL, (SELECT by_number FROM replacements WHERE payment = payments.seq) FROM payments WHERE number = ?",
		[]any{number}, &standing, &by)
	p.Replaces = receiptNumber(t.ledger.city.Station, number)
	switch {
	case isNoRows(err):
		return invalid("replaces", "there is no receipt %s in this ledger", p.Replaces)
	case err != nil:
		return err
	case standing:
		return invalid("replaces", "receipt %s stands; void it before another takes its place", p.Replaces)
	case by != nil:
		return invalid("replaces", "receipt %s is replaced already, by %s", p.Replaces, receiptNumber(t.ledger.city.Station, *by))
	}
	return nil
}

func (s *store) projectReplacement(b *paymentRecorded) error {
	if b.Payment.Replaces == "" {
		return nil
	}
	match := receiptForm.FindStringSubmatch(b.Payment.Replaces)
	return s.exec("INSERT INTO replacements (payment, by_number) VALUES ((SELECT seq FROM payments WHERE number = CAST(? AS INTEGER)), ?)", match[2], b.Number)
}

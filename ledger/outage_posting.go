package ledger

// rejectedByBilling are the receipts with a stub that billing rejected and
// nobody put right: what was paid on it is in nobody's books.
func rejectedByBilling(s *store, station string, outage int64) ([]OpenItem, error) {
	return receiptsItem(s, station, "Rejected by billing, and neither sent again nor void", `outage = ? AND void IS NULL AND seq IN (
		SELECT payment FROM postings r WHERE status = 'rejected'
			AND NOT EXISTS (SELECT 1 FROM postings o WHERE o.payment = r.payment AND o.n = r.n AND o.status <> 'rejected')
			AND NOT EXISTS (SELECT 1 FROM resubmissions a WHERE a.payment = r.payment AND a.n = r.n AND (a.batch IS NULL OR a.batch > r.batch)))`, outage)
}

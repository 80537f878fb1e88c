package receipts

import (
	"fmt"

	"counterfoil/ledger"
	"counterfoil/ledger/bundle/merge"
)

// Merged returns the reconciliation of a city-wide set as a document to be
// filed: what stands by station, tender and day, and what to look at.
func Merged(set *merge.Set) (Paperwork, error) {
	r := Report{Kind: "merged", Title: "City-wide set of payments"}
	t := r.table("stations", "By station", "The set has no bundle.",
		col("station", "Station", Label, 9), col("from", "From", Date, 10), col("to", "To", Date, 10), col("batches", "Batches", Label, 9), summed("payments", "Payments", Count, 8),
		summed("cash", "Cash", Money, 12), summed("checks", "Checks", Money, 12), summed("card", "Card", Money, 12), summed("total", "Total", Money, 12))
	for _, of := range set.Figures.Stations {
		t.add(of.Station, dated(of.From), dated(of.To), fmt.Sprintf("%d to %d", of.First, of.Last), of.Payments, of.Tenders.Cash, of.Tenders.Check, of.Tenders.Card, of.Total)
	}
	days := r.table("days", "By business day", "No payment stands.", col("day", "Business day", Date, 12), summed("payments", "Payments", Count, 9), summed("stubs", "Stubs", Count, 9), summed("total", "Total", Money, 14))
	for _, d := range set.Figures.Days {
		days.add(d.Day, d.Payments, d.Lines, d.Total)
	}
	exceptions := r.table("exceptions", "To be looked at", "Nothing.", col("what", "What", Text, 14), col("where", "Where", Text, 24), col("detail", "Detail", Text, 48))
	for _, x := range set.Exceptions() {
		exceptions.add(string(x.What), x.Where.String(), x.Detail.String())
	}
	sources := r.table("sources", "Made of", "No bundle.", col("bundle", "Bundle", Text, 30), col("sha256", "SHA-256", Text, 40))
	city := ledger.City{Station: "all"}
	for _, s := range set.Sources {
		sources.add(s.Name(), s.Digest)
		city.Name = s.City
	}
	l := leaf{Origin: Origin{City: city, Printed: set.Made()}, about: []string{r.Title, fmt.Sprintf("%d bundles, %d payments that stand, %d void", len(set.Sources), set.Figures.Payments, set.Figures.Void)}}
	for i := range r.Tables {
		if err := r.Tables[i].addUp(); err != nil {
			return Paperwork{}, err
		}
		l.add(section{r.Tables[i].Title, r.Tables[i].paper()})
	}
	return Paperwork{title: r.Title, at: set.Made(), leaves: []leaf{l}}, nil
}

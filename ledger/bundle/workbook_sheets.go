package bundle

import "counterfoil/ledger/workbook"

// standingWords say what the column `void` does.
var standingWords = map[string]string{stands: "post", void: "void, never post", reversal: "take back"}

// holdWords say what it does in a hold.
var holdWords = map[string]string{stands: "hold", reversal: "release"}

// exceptionColumns are those of the rows that only the workbook has.
var exceptionColumns = []string{
	"receipt", "line", "business_day", "account", "bill", "amount_due", "amount", "kind", "text", "reason", "approved_by", "clerk", "void",
}

// SheetOf is the sheet of a workbook that shows a CSV file of a bundle, or of
// several that were merged.
type SheetOf struct {
	Title   string
	Table   string // the CSV file
	Columns []workbook.Column
}

// Sheets are those that there are.
var Sheets = []SheetOf{
	{"Payments", paymentsFile, []workbook.Column{
		{Heading: "Receipt", Source: "receipt", Width: 13}, {Heading: "Line", Source: "line", Kind: workbook.Count, Width: 6}, {Heading: "What to do", Source: "void", Width: 16, Words: standingWords}, {Heading: "Billing", Source: "billing", Width: 13},
		{Heading: "Business day", Source: "business_day", Kind: workbook.Day, Width: 12}, {Heading: "Received", Source: "received_at", Kind: workbook.Moment, Width: 19},
		{Heading: "Account", Source: "account", Width: 16}, {Heading: "Bill", Source: "bill", Width: 12}, {Heading: "Bill date", Source: "bill_date", Kind: workbook.Day, Width: 11}, {Heading: "Due", Source: "due", Kind: workbook.Day, Width: 11},
		{Heading: "Amount due", Source: "amount_due", Kind: workbook.Amount, Width: 13}, {Heading: "Amount", Source: "amount", Kind: workbook.Amount, Width: 13},
		{Heading: "Tender", Source: "tender", Width: 12}, {Heading: "Check numbers", Source: "check_number", Width: 14}, {Heading: "Payor", Source: "payor", Width: 26},
		{Heading: "Handwritten receipt", Source: "book", Width: 18}, {Heading: "Clerk", Source: "clerk", Width: 12}, {Heading: "Copy of bill", Source: "bill_copy", Width: 11},
		{Heading: "AutoPay", Source: "autopay", Width: 8}, {Heading: "Account first keyed", Source: "account_keyed", Width: 18}, {Heading: "Replaces", Source: "replaces", Width: 13},
		{Heading: "Note", Source: "note", Width: 30}, {Heading: "Out of the ordinary", Source: "warnings", Width: 40}, {Heading: "Payment id", Source: "payment_id", Width: 38},
	}},
	{"Tenders", tendersFile, []workbook.Column{
		{Heading: "Receipt", Source: "receipt", Width: 13}, {Heading: "Item", Source: "item", Kind: workbook.Count, Width: 6}, {Heading: "What to do", Source: "void", Width: 16, Words: standingWords},
		{Heading: "Business day", Source: "business_day", Kind: workbook.Day, Width: 12}, {Heading: "Received", Source: "received_at", Kind: workbook.Moment, Width: 19},
		{Heading: "Tender", Source: "tender", Width: 10}, {Heading: "Handed over", Source: "amount", Kind: workbook.Amount, Width: 13}, {Heading: "Change", Source: "change", Kind: workbook.Amount, Width: 13}, {Heading: "Kept", Source: "net", Kind: workbook.Amount, Width: 13},
		{Heading: "Number", Source: "number", Width: 12}, {Heading: "Routing", Source: "routing", Width: 12}, {Heading: "Last digits", Source: "last4", Width: 11}, {Heading: "Name", Source: "name", Width: 26},
		{Heading: "Check's date", Source: "date", Kind: workbook.Day, Width: 12}, {Heading: "Clerk", Source: "clerk", Width: 12}, {Heading: "Payment id", Source: "payment_id", Width: 38},
	}},
	{"Voids", voidsFile, []workbook.Column{
		{Heading: "Receipt", Source: "receipt", Width: 13}, {Heading: "What to do", Source: "void", Width: 16, Words: standingWords}, {Heading: "Total", Source: "total", Kind: workbook.Amount, Width: 13}, {Heading: "Voided", Source: "voided_at", Kind: workbook.Moment, Width: 19},
		{Heading: "Asked by", Source: "voided_by", Width: 12}, {Heading: "Approved by", Source: "approved_by", Width: 12}, {Heading: "Reason", Source: "reason", Width: 40},
		{Heading: "Refund", Source: "refund", Width: 10}, {Heading: "Refunded by", Source: "refund_clerk", Width: 12}, {Heading: "Payment id", Source: "payment_id", Width: 38},
	}},
	{"Holds", holdsFile, []workbook.Column{
		{Heading: "Account", Source: "account", Width: 16}, {Heading: "Bill", Source: "bill", Width: 12}, {Heading: "Bill date", Source: "bill_date", Kind: workbook.Day, Width: 11}, {Heading: "Due", Source: "due", Kind: workbook.Day, Width: 11},
		{Heading: "Received", Source: "received", Kind: workbook.Day, Width: 12}, {Heading: "Amount due", Source: "amount_due", Kind: workbook.Amount, Width: 13}, {Heading: "Amount", Source: "amount", Kind: workbook.Amount, Width: 13},
		{Heading: "Paid", Source: "paid", Width: 10}, {Heading: "Receipt", Source: "receipt", Width: 13}, {Heading: "Line", Source: "line", Kind: workbook.Count, Width: 6}, {Heading: "What to do", Source: "void", Width: 16, Words: holdWords},
	}},
}

// sheetSources are the columns of these files.
var sheetSources = map[string][]string{
	paymentsFile: paymentColumns, tendersFile: tenderColumns, voidsFile: voidColumns, holdsFile: holdColumns,
}

// exceptionSheet shows what was out of the ordinary.
var exceptionSheet = []workbook.Column{
	{Heading: "Receipt", Source: "receipt", Width: 13}, {Heading: "Line", Source: "line", Kind: workbook.Count, Width: 6}, {Heading: "What to do", Source: "void", Width: 16, Words: standingWords}, {Heading: "Business day", Source: "business_day", Kind: workbook.Day, Width: 12},
	{Heading: "Account", Source: "account", Width: 16}, {Heading: "Bill", Source: "bill", Width: 12}, {Heading: "Amount due", Source: "amount_due", Kind: workbook.Amount, Width: 13}, {Heading: "Amount", Source: "amount", Kind: workbook.Amount, Width: 13},
	{Heading: "Kind", Source: "kind", Width: 18}, {Heading: "What", Source: "text", Width: 50}, {Heading: "Reason", Source: "reason", Width: 40}, {Heading: "Approved by", Source: "approved_by", Width: 12}, {Heading: "Clerk", Source: "clerk", Width: 12},
}

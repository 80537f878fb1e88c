package roster

import (
	"slices"

	"counterfoil/ledger/phrase"
)

// Field is what a column of the file can be.
type Field string

const (
	Account  Field = "account"
	Customer Field = "customer"
	Name     Field = "name"
	Address  Field = "address"
	Balance  Field = "balance"
	Bill     Field = "bill"
	BillDate Field = "bill_date"
	Due      Field = "due"
	CutOff   Field = "cut_off"
	AutoPay  Field = "autopay"
	NoChecks Field = "no_checks"
	Language Field = "language"
)

// Fields are all there are, in the order people look for them. Only the
// account is needed.
var Fields = []Field{Account, Customer, Name, Address, Balance, Bill, BillDate, Due, CutOff, AutoPay, NoChecks, Language}

// Label is what the field is called on screens.
func (f Field) Label() phrase.Word {
	return map[Field]phrase.Word{
		Account: "Account", Customer: "Customer", Name: "Name", Address: "Service address", Balance: "Balance", Bill: "Bill no.",
		BillDate: "Bill date", Due: "Due", CutOff: "Cut-off date", AutoPay: "AutoPay", NoChecks: "No checks", Language: "Language",
	}[f]
}

func (f Field) isDate() bool { return f == BillDate || f == Due || f == CutOff }

// synonyms are the names that billing systems give the columns, in whole words
// and nothing but letters and digits, the likeliest first.
var synonyms = map[Field][]string{
	Account: {
		"account", "accountnumber", "accountid", "customeraccount", "customeraccountnumber", "utilityaccount", "utilityaccountnumber",
		"serviceaccount", "cuenta",
	},
	Customer: {"customer", "customernumber", "customerid", "cid"},
	Name: {
		"name", "customername", "accountname", "billname", "billingname", "fullname", "accountholder", "accountholdername",
		"resident", "residentname", "occupant", "owner", "ownername", "nombre",
	},
	Address: {
		"serviceaddress", "servicelocation", "premiseaddress", "premise", "propertyaddress", "siteaddress", "location", "streetaddress", "address",
	},
	Balance: {
		"balance", "currentbalance", "accountbalance", "balancedue", "totalbalance", "totaldue", "totalamountdue", "amountdue",
		"amountowed", "totalowed", "outstanding", "outstandingbalance", "openbalance",
	},
	Bill: {"bill", "billnumber", "billid", "invoice", "invoicenumber", "statementnumber"},
	BillDate: {
		"billdate", "billingdate", "billed", "lastbilled", "lastbilldate", "dateofbill", "invoicedate", "statementdate",
	},
	Due: {"due", "duedate", "datedue", "dueby", "paymentdue", "paymentduedate", "paybydate"},
	CutOff: {
		"cutoff", "cutoffdate", "cutdate", "shutoff", "shutoffdate", "disconnect", "disconnectdate", "disconnectiondate",
		"disconnectafter", "turnoff", "turnoffdate", "terminationdate",
	},
	AutoPay: {
		"autopay", "autopayflag", "onautopay", "autopayment", "automaticpayment", "ach", "achflag", "achdraft", "bankdraft", "bankdraftflag",
		"autodraft", "draft", "directdebit", "directpay", "eft",
	},
	NoChecks: {
		"nochecks", "nochecksflag", "nocheck", "nocheckflag", "cashonly", "cashonlyflag", "checkrestriction", "checksnotaccepted",
		"donotacceptchecks", "nsf", "nsfflag", "badcheck", "returnedcheck", "returnedcheckflag",
	},
	Language: {"language", "languagecode", "preferredlanguage", "correspondencelanguage", "idioma"},
}

// likeness is how well a column's name names the field: 0 not at all.
func (f Field) likeness(name string) int {
	names := synonyms[f]
	if at := slices.Index(names, spelledOut(name)); at >= 0 {
		return len(names) - at
	}
	return 0
}

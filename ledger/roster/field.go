package roster

import (
	"slices"
	"strings"
	"unicode"

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

// synonyms are the names that billing systems give the columns, without
// everything but letters and digits, the likeliest first.
var synonyms = map[Field][]string{
	Account: {
		"account", "accountnumber", "accountno", "accountnum", "acct", "acctno", "acctnumber", "acctnum", "accountid", "acctid",
		"utilityaccount", "utilityaccountnumber", "serviceaccount", "accno", "cuenta",
	},
	Customer: {"customer", "customernumber", "customerno", "customernum", "customerid", "cust", "custno", "custnumber", "custnum", "custid", "cid"},
	Name: {
		"name", "customername", "custname", "accountname", "acctname", "billname", "billingname", "fullname", "accountholder",
		"resident", "occupant", "owner", "ownername", "nombre",
	},
	Address: {
		"serviceaddress", "svcaddr", "svcaddress", "servaddr", "servaddress", "serviceaddr", "servicelocation", "premiseaddress", "premise",
		"propertyaddress", "siteaddress", "location", "streetaddress", "address", "addr", "address1",
	},
	Balance: {
		"balance", "currentbalance", "accountbalance", "acctbalance", "balancedue", "totalbalance", "totaldue", "totalamountdue", "amountdue",
		"amtdue", "bal", "curbal", "currbal", "acctbal", "amountowed", "totalowed", "outstanding", "outstandingbalance",
	},
	Bill: {"bill", "billno", "billnumber", "billnum", "billid", "invoice", "invoiceno", "invoicenumber", "invoicenum", "invno", "statementno", "stmtno"},
	BillDate: {
		"billdate", "billingdate", "billdt", "billed", "lastbilled", "lastbilldate", "dateofbill", "invoicedate", "statementdate", "stmtdate",
	},
	Due: {"due", "duedate", "datedue", "duedt", "dueby", "paymentdue", "paymentduedate", "paybydate"},
	CutOff: {
		"cutoff", "cutoffdate", "cutoffdt", "cutdate", "shutoff", "shutoffdate", "disconnect", "disconnectdate", "disconnectiondate",
		"disconnectafter", "turnoffdate", "terminationdate",
	},
	AutoPay: {
		"autopay", "autopayflag", "onautopay", "autopayment", "automaticpayment", "ach", "achflag", "achdraft", "bankdraft", "bankdraftflag",
		"autodraft", "draft", "directdebit", "directpay", "eft",
	},
	NoChecks: {
		"nochecks", "nochecksflag", "nocheck", "nochk", "cashonly", "cashonlyflag", "checkrestriction", "checksnotaccepted",
		"donotacceptchecks", "nsf", "nsfflag", "badcheck", "returnedcheck", "returnedcheckflag",
	},
	Language: {"language", "lang", "languagecode", "langcode", "preferredlanguage", "correspondencelanguage", "idioma"},
}

// likeness is how well a column's name names the field: 0 not at all.
func (f Field) likeness(name string) int {
	plain := strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
	names := synonyms[f]
	if at := slices.Index(names, plain); at >= 0 {
		return len(names) - at
	}
	return 0
}

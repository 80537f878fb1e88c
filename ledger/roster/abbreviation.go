package roster

import (
	"regexp"
	"strings"
)

// abbreviations are those of billing systems' exports, with what they stand
// for; "" is left out.
var abbreviations = map[string]string{
	"acct": "account", "acc": "account",
	"addr": "address", "adr": "address", "loc": "location", "prem": "premise", "prop": "property",
	"amt": "amount", "bal": "balance", "cur": "current", "curr": "current", "tot": "total",
	"chk": "check", "chks": "checks", "nochk": "nocheck",
	"cust": "customer", "cst": "customer",
	"dt": "date", "lst": "last", "stmt": "statement", "inv": "invoice", "pmt": "payment", "pymt": "payment",
	"disc": "disconnect", "discon": "disconnect", "term": "termination",
	"flg": "flag", "ind": "flag", "indicator": "flag", "yn": "flag",
	"lang": "language", "cd": "code",
	"nm": "name", "no": "number", "num": "number", "nbr": "number", "nr": "number",
	"srv": "service", "serv": "service", "svc": "service", "util": "utility",
	"1": "", "line": "", "line1": "",
}

// parts are the words of a name: of CustAcctNo, CUST_ACCT_NO or "Cust. Acct #".
var parts = regexp.MustCompile(`\p{Lu}+\p{Ll}+|\p{Lu}+|\p{Ll}+|[0-9]+|#`)

// twoInOne are two words that exports write as one.
var twoInOne = regexp.MustCompile(`^(acct|acc|cust|svc|serv|bill|inv|stmt|due|cutoff|shutoff|curr?|lang)(no|num|nbr|nm|name|id|dt|addr|bal|cd)$`)

// spelledOut is a column's name in whole words, and nothing but their letters
// and digits.
func spelledOut(name string) string {
	var text strings.Builder
	word := func(part string) {
		if whole, short := abbreviations[part]; short {
			part = whole
		}
		text.WriteString(part)
	}
	for i, part := range parts.FindAllString(name, -1) {
		part = strings.ToLower(part)
		if two := twoInOne.FindStringSubmatch(part); two != nil {
			word(two[1])
			word(two[2])
			continue
		}
		switch {
		case part == "#":
			text.WriteString("number")
		case i == 0 && (part == "no" || part == "1"): // "No checks"; a value
			text.WriteString(part)
		default:
			word(part)
		}
	}
	return text.String()
}

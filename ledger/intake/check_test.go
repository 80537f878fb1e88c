package intake_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"counterfoil/ledger/intake"
)

// checkPayment is a payment by check with these members of its tender.
func checkPayment(members string) string {
	return fmt.Sprintf(`{"id":%q,"lines":[{"account":"1023233234","amount":"10.00"}],"tenders":[{"kind":"check","amount":"10.00",%s}],"payor":"A PAYER"}`,
		uuid.NewString(), members)
}

func TestTheLineOfACheckBecomesWhatMayBeKept(t *testing.T) {
	l, ana := mustOpen(t)
	for members, want := range map[string]string{
		`"micr":"T111000025A98765432109C1041"`:                                "1041 111000025 2109",
		`"micr":"T111000025A98765432109C1041","date":"2026-11-20"`:            "1041 111000025 2109",
		`"micr":"T1110?0025A98765432109C1041","routing":"111000025"`:          "1041 111000025 2109",
		`"micr":"T111000025A98765432109C1041","number":"1041","last4":"2109"`: "1041 111000025 2109",
		`"micr":"T111000025A98765432109C1041","number":"1042"`:                "tenders[0].micr",
		`"micr":"T111000025A98765432109C10?1"`:                                "tenders[0].number",
		`"micr":"111000025 98765432109 1041"`:                                 "tenders[0].micr",
		`"micr":"/111000025/98765432109/1041/"`:                               "tenders[0].micr",
		`"number":"T111000025A98765432109C1041"`:                              "tenders[0].number",
		`"number":"/111000025/98765432109/1041/"`:                             "tenders[0].number",
		`"number":"1041","routing":"98765432109"`:                             "tenders[0].routing",
		`"number":"1041","last4":"98765432109"`:                               "tenders[0].last4",
		`"number":"1041","date":"11/20/2026"`:                                 "tenders[0].date",
	} {
		var out bytes.Buffer
		if _, err := intake.Run(l, ana, strings.NewReader(checkPayment(members)+"\n"), &out); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), "98765432") {
			t.Errorf("%s: the answer has the account: %s", members, &out)
		}
		answer := answers(t, &out)[0]
		if answer.Field != "" || answer.Error != "" {
			if answer.Field != want {
				t.Errorf("%s: %+v", members, answer)
			}
			continue
		}
		receipt, err := l.ReceiptOf(answer.ID)
		if err != nil {
			t.Fatal(err)
		}
		tender := receipt.Payment.Tenders[0]
		if got := tender.Number + " " + tender.Routing + " " + tender.Last4; got != want || (tender.Date != "") != strings.Contains(members, "date") {
			t.Errorf("%s: recorded as %+v", members, tender)
		}
	}
}

func TestOnlyACheckHasTheLineOfOne(t *testing.T) {
	l, ana := mustOpen(t)
	var out bytes.Buffer
	line := strings.Replace(checkPayment(`"micr":"T111000025A98765432109C1041"`), "check", "cash", 1)
	if _, err := intake.Run(l, ana, strings.NewReader(line+"\n"), &out); err != nil {
		t.Fatal(err)
	}
	if answer := answers(t, &out)[0]; answer.Field != "tenders[0].micr" {
		t.Errorf("%+v", answer)
	}
}

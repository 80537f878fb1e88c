package stub_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"counterfoil/ledger/money"
	"counterfoil/ledger/stub"
)

// press prints stubs of one profile, as a billing system does.
type press struct {
	profile stub.Profile
	random  *rand.Rand
	told    map[string]bool // the fields that the paper says beside account and amount
	fixed   map[int]string  // by position: what stands in a gap on every stub
}

// newPress makes a random profile: fields in any order with gaps and letters
// between them, and a check digit in a known way, or none.
func newPress(random *rand.Rand) *press {
	p := &press{random: random, told: map[string]bool{}, fixed: map[int]string{}, profile: stub.Profile{Name: "random"}}
	parts := []func(){p.addAccount, p.addAmount}
	for _, optional := range []func(){p.addDue, p.addBill, p.addGap, p.addGap, p.addZeros, p.addLetters, p.addLate} {
		if random.IntN(2) == 0 {
			parts = append(parts, optional)
		}
	}
	checkAt := random.IntN(3 * len(parts)) // past the parts: at the end
	random.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	digit := 0
	for i, part := range parts {
		part()
		if i == checkAt && i < len(parts)-1 {
			p.profile.Length++
			digit = p.profile.Length
		}
	}
	if digit == 0 {
		p.profile.Length++
		digit = p.profile.Length
	}
	if random.IntN(5) > 0 {
		p.addCheck(digit)
	}
	return p
}

func (p *press) add(name, format string, length int) {
	p.profile.Fields = append(p.profile.Fields, stub.Field{Name: name, From: p.profile.Length + 1, Length: length, Format: format})
	p.profile.Length += length
}

func (p *press) addAccount() { p.add("account", "", 6+p.random.IntN(9)) }
func (p *press) addBill() {
	p.add("bill", "", 5+p.random.IntN(6))
	p.told["bill"] = p.random.IntN(2) == 0
}
func (p *press) addLate() { p.add("late_amount", "cents", 8+p.random.IntN(3)) }
func (p *press) addGap()  { p.profile.Length += 1 + p.random.IntN(5) }

func (p *press) addAmount() {
	if p.random.IntN(4) == 0 {
		p.add("amount_due", "decimal", 8+p.random.IntN(3))
	} else {
		p.add("amount_due", "cents", 8+p.random.IntN(3))
	}
}

func (p *press) addDue() {
	formats := []string{"MMDDYY", "YYMMDD", "MMDDYYYY", "YYYYMMDD", "julian"}
	format := formats[p.random.IntN(len(formats))]
	length := len(format)
	if format == "julian" {
		length = 5 + 2*p.random.IntN(2)
	}
	p.add("due", format, length)
	p.told["due"] = p.random.IntN(2) == 0
}

func (p *press) addZeros() {
	for range 1 + p.random.IntN(4) {
		p.profile.Length++
		p.fixed[p.profile.Length] = "0"
	}
}

func (p *press) addLetters() {
	p.add("const", "", 1)
	p.profile.Fields[len(p.profile.Fields)-1].Value = string("WTS/-"[p.random.IntN(5)])
}

func (p *press) addCheck(digit int) {
	ways := []stub.Check{
		{Scheme: "luhn"}, {Weights: []int{2, 1}, Add: "digits"}, {Weights: []int{1, 2}}, {Weights: []int{3, 1}}, {Weights: []int{1, 3}, From: "right"},
		{Weights: []int{7, 3, 1}}, {Weights: []int{3, 7, 1}, Result: "remainder"}, {Weights: []int{1, 3, 7}, From: "right", Add: "digits"},
		{Weights: []int{2, 3, 4, 5, 6, 7}, From: "right", Modulus: 11}, {Weights: []int{2, 3, 4, 5, 6, 7, 8, 9}, From: "right", Modulus: 11, Result: "remainder"},
		{Weights: []int{2, 1}, Modulus: 9}, {Weights: []int{7, 3, 1}, Modulus: 7, Result: "remainder"},
	}
	check := ways[p.random.IntN(len(ways))]
	check.Digit = digit
	check.Covers = p.coverable(digit)
	if check.Covers != "" {
		p.profile.Checks = []stub.Check{check}
	}
}

// coverable is all before the digit, or some of the fields there, without what
// is no digit.
func (p *press) coverable(digit int) string {
	uncounted := map[int]bool{digit: true}
	var fields []string
	for _, f := range p.profile.Fields {
		point := f.From + f.Length - 3
		switch {
		case f.Name == "const":
			uncounted[f.From] = true
		case f.Format == "decimal":
			uncounted[point] = true
			fields = append(fields, fmt.Sprintf("%d-%d,%d-%d", f.From, point-1, point+1, point+2))
		case f.Name == "account" || f.Name == "amount_due":
			fields = append(fields, fmt.Sprintf("%d-%d", f.From, f.From+f.Length-1))
		}
		if f.From > digit {
			fields = nil
		}
	}
	if len(fields) > 0 && p.random.IntN(2) == 0 {
		return strings.Join(fields, ",")
	}
	var positions []string
	for at := 1; at < digit; at++ {
		if !uncounted[at] {
			positions = append(positions, fmt.Sprint(at))
		}
	}
	return strings.Join(positions, ",")
}

// stub prints one: a line that its profile reads, and what its paper says.
func (p *press) stub(t interface{ Fatalf(string, ...any) }) stub.Sample {
	r := p.random
	line := make([]byte, p.profile.Length)
	for i := range line {
		line[i] = byte('0' + r.IntN(10))
		if p.fixed[i+1] != "" {
			line[i] = p.fixed[i+1][0]
		}
	}
	dollars := []int{100, 500, 2500}[r.IntN(3)]
	amount := money.FromCents(int64(500 + r.IntN(dollars*100)))
	late, _ := amount.Add(money.FromCents(int64(100 + r.IntN(2000))))
	due := time.Date(2026, 11, 1+r.IntN(120), 0, 0, 0, 0, time.UTC)
	sample := stub.Sample{AmountDue: amount}
	for _, f := range p.profile.Fields {
		text := ""
		switch {
		case f.Name == "const":
			text = f.Value
		case f.Name == "amount_due":
			text = amountIn(f, amount)
		case f.Name == "late_amount":
			text = amountIn(f, late)
		case f.Name == "due":
			text = map[string]string{"MMDDYY": due.Format("010206"), "YYMMDD": due.Format("060102"), "MMDDYYYY": due.Format("01022006"),
				"YYYYMMDD": due.Format("20060102"), "julian": due.Format("06002")}[f.Format]
			if f.Length == 7 {
				text = due.Format("2006002")
			}
			if p.told["due"] {
				sample.Due = due.Format(time.DateOnly)
			}
		default:
			text = string(line[f.From-1 : f.From-1+f.Length])
			if f.Name == "account" {
				sample.Account = text
			} else if p.told["bill"] {
				sample.Bill = text
			}
		}
		copy(line[f.From-1:], text)
	}
	sample.Scan = string(line)
	if len(p.profile.Checks) > 0 {
		read, err := p.profile.Parse(sample.Scan)
		if err != nil {
			t.Fatalf("%+v: %v", p.profile, err)
		}
		line[read.Checks[0].Position-1] = read.Checks[0].Expected[0]
		sample.Scan = string(line)
	}
	return sample
}

func amountIn(f stub.Field, a money.Amount) string {
	if f.Format == "decimal" {
		return fmt.Sprintf("%0*s", f.Length, a.String())
	}
	return fmt.Sprintf("%0*d", f.Length, a.Cents())
}

func (p *press) stubs(t interface{ Fatalf(string, ...any) }, n int) []stub.Sample {
	samples := make([]stub.Sample, n)
	for i := range samples {
		samples[i] = p.stub(t)
	}
	return samples
}

// What is learned from ten stubs reads them and the next hundred as their
// paper says, or nothing is learned and the error says why.
func TestAProfileIsLearnedFromTenStubsOrNotAtAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPress(rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)))
		samples := p.stubs(t, 10)
		lesson, err := stub.Learn("learned", samples)
		if err != nil {
			if _, uncertain := errors.AsType[*stub.UncertainError](err); !uncertain {
				t.Fatalf("%+v\n%+v: %v; want a profile, or to be asked for more stubs", p.profile, samples, err)
			}
			return
		}
		wantReads(t, lesson.Profile, samples)
		text, err := lesson.Profile.TOML()
		if err != nil {
			t.Fatal(err)
		}
		if again, err := stub.ParseProfiles([]byte(text)); err != nil || fmt.Sprintf("%#v", again[0]) != fmt.Sprintf("%#v", lesson.Profile) {
			t.Fatalf("%s\nreads as %#v, %v\nwant %#v", text, again, err, lesson.Profile)
		}
	})
}

func wantReads(t interface{ Fatalf(string, ...any) }, profile stub.Profile, samples []stub.Sample) {
	for _, s := range samples {
		if err := s.ReadBy(profile); err != nil {
			t.Fatalf("%+v\nmisreads %+v: %v", profile, s, err)
		}
	}
}

// The rates of fixed random profiles, 500 from ten stubs: not one sample is
// misread, and what is learned goes for fresh stubs too. Fewer stubs teach less, and never wrong.
func TestRatesOfLearning(t *testing.T) {
	for stubs, profiles := range map[int]uint64{3: 200, 5: 200, 7: 200, 10: 500} {
		rates := ratesOf(t, stubs, profiles)
		t.Logf("%d profiles from %d stubs: %+v", profiles, stubs, rates)
		if rates.Wrong > 0 {
			t.Errorf("from %d stubs %d profiles misread fresh ones", stubs, rates.Wrong)
		}
		if stubs == 10 && (rates.Right < 490 || rates.ChecksFound < rates.Checks*95/100) {
			t.Errorf("from ten stubs %+v", rates)
		}
	}
}

// rates count profiles: what was learned reads ten fresh stubs right, or
// not, or was not learned because the stubs leave it open; and of those that
// have a check digit and were learned, how often its rule was found.
type rates struct{ Right, Uncertain, Wrong, Checks, ChecksFound int }

func ratesOf(t *testing.T, stubs int, profiles uint64) (r rates) {
	t.Helper()
	for seed := range profiles {
		p := newPress(rand.New(rand.NewPCG(seed, 2)))
		samples := p.stubs(t, stubs)
		lesson, err := stub.Learn("learned", samples)
		if _, uncertain := errors.AsType[*stub.UncertainError](err); uncertain {
			r.Uncertain++
			continue
		}
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		wantReads(t, lesson.Profile, samples)
		if err := misread(lesson.Profile, p.stubs(t, 10)); err != nil {
			r.Wrong++
			t.Logf("seed %d: %+v\nlearned %+v: %v", seed, p.profile, lesson.Profile, err)
			continue
		}
		r.Right++
		if len(p.profile.Checks) > 0 {
			r.Checks++
			if len(lesson.Profile.Checks) > 0 {
				r.ChecksFound++
			}
		}
	}
	return r
}

func misread(p stub.Profile, fresh []stub.Sample) error {
	for _, s := range fresh {
		if err := s.ReadBy(p); err != nil {
			return err
		}
	}
	return nil
}

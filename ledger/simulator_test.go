package ledger_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"testing"
	"time"

	"counterfoil/ledger"
)

const (
	simulatedLedgers    = 10
	operationsOfALedger = 10_100
	// Everything is compared after so many operations; what an operation
	// touched is compared after each.
	operationsToACompare = 500
)

// TestSimulatedDaysAgreeWithAModel drives random operations of several people
// over many business days, on several ledgers, and compares each with a model
// that a reader can check by eye. The ledgers are the same in every run, so
// that one commit has one result; SIMULATE_SEED=random takes others (make
// soak), and SIMULATE_SEED with the number in a failed subtest's name replays
// that one. SIMULATE_OPERATIONS makes them longer.
func TestSimulatedDaysAgreeWithAModel(t *testing.T) {
	operations := operationsOfALedger
	if n, err := strconv.Atoi(os.Getenv("SIMULATE_OPERATIONS")); err == nil {
		operations = n
	}
	source := rand.New(rand.NewPCG(1, 0))
	asked := os.Getenv("SIMULATE_SEED")
	if asked == "random" {
		source = rand.New(rand.NewPCG(rand.Uint64(), 0))
	} else if seed, err := strconv.ParseUint(asked, 10, 64); err == nil {
		simulate(t, operations, []uint64{seed})
		return
	}
	seeds := make([]uint64, simulatedLedgers)
	for i := range seeds {
		seeds[i] = source.Uint64N(1<<62)*seedTraits + uint64(i)%seedTraits
	}
	runs := simulate(t, operations, seeds)
	if !t.Failed() && asked != "random" {
		checkThatAllHappened(t, runs)
	}
}

// What a ledger has is in the lowest bits of its seed, so that of four
// ledgers one has each of the four combinations, whatever chance does.
const (
	seedOfAMirror = 1 << iota
	seedOfAnUptime
	seedTraits
)

// simulate runs a ledger of each seed.
func simulate(t *testing.T, operations int, seeds []uint64) []*simulation {
	runs := make([]*simulation, len(seeds))
	t.Run("ledgers", func(t *testing.T) {
		for i, seed := range seeds {
			t.Run(fmt.Sprintf("SIMULATE_SEED=%d", seed), func(t *testing.T) {
				t.Parallel()
				runs[i] = newSimulation(t, seed)
				runs[i].run(operations)
			})
		}
	})
	return runs
}

// simulation is one ledger, driven by one seed.
type simulation struct {
	*counter
	*rand.Rand
	model
	copiesModel

	base      string // the folder that holds the data folders
	sessions  map[string]ledger.Session
	head      ledger.Entry
	acted     ledger.Entry // that somebody's act left; the mirror's may come after it
	operation string
	done      int
	happened  map[string]int // operations, by name and outcome
	touched   map[ledger.Day]bool
}

// fastFolder is in memory where the system has such a place: the simulator
// tests the rules, not the disk.
func fastFolder(t testing.TB) string {
	folder, err := os.MkdirTemp("/dev/shm", "counterfoil-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	return folder
}

func newSimulation(t testing.TB, seed uint64) *simulation {
	s := &simulation{
		Rand: rand.New(rand.NewPCG(seed, 0)), model: newModel(),
		base: fastFolder(t), happened: map[string]int{}, touched: map[ledger.Day]bool{},
	}
	s.counter = mustCreateIn(t, ledger.Folder(filepath.Join(s.base, "data")))
	if seed&seedOfAnUptime != 0 {
		s.uptime = s.poweredFor
	}
	s.now = s.now.Add(fraction)
	if seed&seedOfAMirror != 0 {
		s.stick = filepath.Join(s.base, "stick")
		if err := os.Mkdir(s.stick, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	// Backups after closings are made at moments of their own, which no seed
	// replays.
	if err := os.WriteFile(s.folder.Settings(), []byte(testCity+"[backup]\nkeep = 0\n"+s.mirrorSettings()), 0o600); err != nil {
		t.Fatal(err)
	}
	s.reopen()
	s.sessions = map[string]ledger.Session{"ana": s.ana, "ben": s.ben, "sue": s.sue, "tom": s.tom, "fay": s.fay}
	for e, err := range s.Entries(1, 1000) {
		if err != nil {
			t.Fatal(err)
		}
		s.head = e
	}
	s.operation = "start"
	s.look() // without a drawer the payment is refused, but the ledger looks at the clock
	return s
}

func (s *simulation) run(operations int) {
	for range operations {
		s.step()
	}
	s.compareEverything()
	s.verify()
	s.Logf("%d operations, %d payments, %d drawers, %d batches, %d entries", s.done, len(s.payments), len(s.drawers), len(s.batches), s.head.Seq)
}

type operation struct {
	name  string
	often int
	do    func(*simulation)
}

// operations are what people do, with how often each against the others.
var operations = []operation{
	{"pay", 4800, (*simulation).pay},
	{"pay wrongly", 300, (*simulation).payWrongly},
	{"retry", 500, (*simulation).retry},
	{"retry changed", 300, (*simulation).retryChanged},
	{"void", 1200, (*simulation).voidPayment},
	{"reverse", 300, (*simulation).reverse},
	{"pay handwritten", 100, (*simulation).payHandwritten},
	{"give out", 1000, (*simulation).giveOut},
	{"open drawer", 800, (*simulation).openDrawer},
	{"kick drawer", 40, (*simulation).kickDrawer},
	{"close drawer", 150, (*simulation).closeDrawer},
	{"approve", 400, (*simulation).approve},
	{"drop", 200, (*simulation).drop},
	{"hand over", 60, (*simulation).handOver},
	{"reopen", 80, (*simulation).reopenDrawer},
	{"close for another", 30, (*simulation).closeForAnother},
	{"x reading", 40, (*simulation).readX},
	{"export", 150, (*simulation).export},
	{"find", 150, (*simulation).find},
	{"wait", 200, (*simulation).wait},
	{"next day", 120, (*simulation).nextDay},
	{"set clock", 40, (*simulation).setClock},
	{"confirm clock", 100, (*simulation).confirmClock},
	{"load roster", 10, (*simulation).loadRoster},
	{"restart", 25, (*simulation).restart},
	{"abandoned open", 20, (*simulation).abandonOpen},
	{"crash", 25, (*simulation).crash},
	{"crash while paying", 40, (*simulation).crashWhilePaying},
	{"sign in", 6, (*simulation).signIn},
	{"pull stick", 60, (*simulation).pullStick},
	{"plug stick", 120, (*simulation).plugStick},
	{"back up", 5, (*simulation).backUp},
	{"restore", 5, (*simulation).restore},
}

// step does one operation, chosen at random, some seconds after the last.
func (s *simulation) step() {
	s.Helper()
	s.now = s.now.Add(s.within(90 * time.Second))
	o := s.next()
	s.operation = o.name
	o.do(s)
	if s.done++; s.done%operationsToACompare == 0 {
		s.compareTouched()
	}
}

// next chooses an operation by how often it should happen.
func (s *simulation) next() operation {
	all := 0
	for _, o := range operations {
		all += o.often
	}
	n := s.IntN(all)
	for _, o := range operations {
		if n -= o.often; n < 0 {
			return o
		}
	}
	panic("the parts are more than the whole")
}

// failf fails the test and says where in the run.
func (s *simulation) failf(format string, args ...any) {
	s.Helper()
	s.Fatalf("operation %d, %s: %s", s.done+1, s.operation, fmt.Sprintf(format, args...))
}

// act is what the model expects of one call: the class of its error, and the
// entry that it leaves.
type act struct {
	want  ledger.Code // "": no error
	kind  ledger.Kind // "": no entry
	actor string
}

// expect checks how a call ended and that it left just the entry expected. It
// tells whether the call did what it was asked.
func (s *simulation) expect(err error, a act) bool {
	s.Helper()
	if got := ledger.CodeOf(err); got != a.want || (err == nil) != (a.want == "") {
		s.failf("got %q (%v), want an error of class %q", got, err, a.want)
	}
	outcome := s.operation
	if err != nil {
		outcome += " refused: " + string(a.want)
	}
	s.happened[outcome]++
	s.expectEntries(a)
	return err == nil
}

func (s *simulation) expectEntries(a act) {
	s.Helper()
	entries := s.newEntries()
	if len(entries) > 0 {
		entries = s.expectAnomaly(entries)
	}
	entries = s.followMirror(entries)
	want := 0
	if a.kind != "" {
		want = 1
	}
	if len(entries) < want {
		s.failf("it left no entry, want one of kind %q", a.kind)
	}
	for _, e := range entries[:want] {
		s.follow(e, a)
		s.acted = e
	}
	if left := s.followMirror(entries[want:]); len(left) > 0 {
		s.failf("beside the %d of kind %q it left %s", want, a.kind, left[0].Line())
	}
}

// newEntries are those after the head that is known.
func (s *simulation) newEntries() (entries []ledger.Entry) {
	s.Helper()
	for e, err := range s.Entries(s.head.Seq+1, s.head.Seq+20) {
		if err != nil {
			s.failf("%v", err)
		}
		entries = append(entries, e)
	}
	return entries
}

// follow takes an entry as the new head if it is the one expected.
func (s *simulation) follow(e ledger.Entry, a act) {
	s.Helper()
	if e.Kind != a.kind || e.Actor != a.actor || e.Prev != s.head.Hash || !e.At.Equal(s.millisecond()) {
		s.failf("want a %s by %s at %s after %s, got %s", a.kind, a.actor, s.millisecond(), s.head.Hash, e.Line())
	}
	s.head = e
	s.fresh = false // it looked at the clock
}

// fraction is what the clock shows below the millisecond, and the journal not.
const fraction = 400 * time.Microsecond

// millisecond is the time as the journal keeps it.
func (s *simulation) millisecond() time.Time { return s.now.UTC().Truncate(time.Millisecond) }

// same fails the test when two values differ, and names the first part that
// does.
func (s *simulation) same(what string, got, want any) {
	s.Helper()
	if difference := firstDifference(what, reflect.ValueOf(got), reflect.ValueOf(want)); difference != "" {
		s.failf("%s", difference)
	}
}

// firstDifference compares what the ledger shows: a field that it keeps to
// itself is its own matter.
func firstDifference(path string, got, want reflect.Value) string {
	switch t := got.Type(); {
	case t.Kind() == reflect.Struct && t.PkgPath() == reflect.TypeFor[ledger.Receipt]().PkgPath():
		for i := range t.NumField() {
			if !t.Field(i).IsExported() {
				continue
			}
			if d := firstDifference(path+"."+t.Field(i).Name, got.Field(i), want.Field(i)); d != "" {
				return d
			}
		}
		return ""
	case t.Kind() == reflect.Slice && got.Len() == want.Len():
		for i := range got.Len() {
			if d := firstDifference(fmt.Sprintf("%s[%d]", path, i), got.Index(i), want.Index(i)); d != "" {
				return d
			}
		}
		return ""
	case t.Kind() == reflect.Pointer && !got.IsNil() && !want.IsNil():
		return firstDifference(path, got.Elem(), want.Elem())
	}
	if reflect.DeepEqual(got.Interface(), want.Interface()) {
		return ""
	}
	return fmt.Sprintf("%s:\n got %+v\nwant %+v", path, got, want)
}

// within is a random time below a limit, in whole milliseconds, as entries
// are: what is left of a jump after rounding would be the model's guess.
func (s *simulation) within(limit time.Duration) time.Duration {
	return time.Duration(s.Int64N(limit.Milliseconds())) * time.Millisecond
}

// oneIn is true once in n times.
func (s *simulation) oneIn(n int) bool { return s.IntN(n) == 0 }

func pick[T any](s *simulation, from []T) T { return from[s.IntN(len(from))] }

// checkThatAllHappened keeps the simulator honest: an operation that is always
// refused, or never is, compares nothing.
func checkThatAllHappened(t *testing.T, runs []*simulation) {
	operations, happened := 0, map[string]int{}
	for _, s := range runs {
		operations += s.done
		for outcome, n := range s.happened {
			happened[outcome] += n
		}
	}
	for _, outcome := range []string{
		"pay", "pay refused: not_found", "pay refused: needs_reason", "pay refused: not_allowed", "pay wrongly refused: invalid",
		"retry", "retry changed refused: conflict",
		"void", "void refused: conflict", "void refused: not_allowed", "void refused: invalid",
		"reverse", "reverse refused: conflict", "reverse refused: not_allowed", "reverse refused: invalid",
		"pay handwritten", "pay handwritten refused: invalid",
		"give out", "give out refused: not_found",
		"clock ahead", "clock behind", "confirm clock", "confirm clock refused: not_allowed",
		"open drawer", "open drawer refused: conflict", "open drawer refused: invalid", "open drawer refused: not_allowed",
		"close drawer", "close drawer refused: not_found", "close drawer refused: invalid", "close drawer refused: not_allowed",
		"approve", "approve refused: not_allowed", "approve refused: conflict", "approve refused: not_found", "approve refused: needs_reason",
		"drop", "drop refused: not_allowed", "drop refused: invalid", "drop refused: not_found",
		"hand over", "hand over refused: not_allowed", "hand over refused: conflict", "hand over refused: not_found",
		"reopen", "reopen refused: not_allowed", "reopen refused: conflict", "reopen refused: not_found", "reopen refused: invalid",
		"close for another", "close for another refused: not_allowed", "close for another refused: conflict",
		"x reading", "x reading refused: not_allowed", "x reading refused: conflict",
		"export", "export again", "export of reversals", "export refused: not_allowed", "export refused: invalid", "export refused: conflict",
		"find", "load roster", "restart", "abandoned open", "crash", "crash while paying", "crash while paying lost",
		"sign in", "sign in refused: not_allowed",
		"pull stick", "plug stick", "mirror_lost", "mirror_back", "back up",
		"restore from mirror", "restore from backup", "restore from backup and mirror",
	} {
		if happened[outcome] == 0 {
			t.Errorf("%q never happened in %d operations", outcome, operations)
		}
	}
	t.Logf("%d operations: %v", operations, happened)
}

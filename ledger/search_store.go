package ledger

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"counterfoil/ledger/money"
)

//go:embed search.sql
var searchSchema string

// searchForm is counted up when the index is made in another way than before,
// so that one made by an older program is not used.
const searchForm = 1

// searchPragmas wait for the disk only when SQLite moves pages from its log
// into the file: a power cut may take the end of the index, which is made
// again, but leaves no index that misses a payment in the middle.
var searchPragmas = []pragma{
	{"locking_mode", "EXCLUSIVE", "exclusive"},
	{"journal_mode", "WAL", "wal"},
	{"synchronous", "NORMAL", "1"},
	{"cache_size", "-16384", "-16384"}, // KB
	{"cell_size_check", "ON", "1"},
}

// searchStore is the index's file, with the words that are found by a part of
// them in memory.
type searchStore struct {
	*store
	from, to int64 // the entries that it holds; none: from = to + 1
	toHash   Hash
	names    words
	accounts words
	loaded   bool // the words are in memory, all of them
	added    int  // payments since the last commit
	writing  bool // a transaction is open
}

func openSearchStore(path string) (*searchStore, error) {
	s, err := openStoreWith(path, readWrite, searchPragmas)
	if err != nil {
		return nil, err
	}
	return &searchStore{store: s}, nil
}

// newSearchStore makes an index in place of what is there. It begins at the
// journal's head: the newest payments are what most people look for.
func newSearchStore(path string, at head) (_ *searchStore, err error) {
	removeSearch(path)
	// SQLite would let everybody on the machine read it.
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	file.Close()
	s, err := openSearchStore(path)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	if err := s.exec("BEGIN"); err != nil {
		return nil, err
	}
	if err := s.exec(searchSchema); err != nil {
		return nil, err
	}
	if err := s.exec(fmt.Sprintf("PRAGMA user_version = %d", searchForm)); err != nil {
		return nil, err
	}
	if err := s.exec("INSERT INTO holds (one, from_seq, to_seq, to_hash) VALUES (1,?,?,?)", at.seq+1, at.seq, at.hash[:]); err != nil {
		return nil, err
	}
	s.from, s.to, s.toHash = at.seq+1, at.seq, at.hash
	return s, s.exec("COMMIT")
}

func removeSearch(path string) {
	for _, leftover := range []string{path, path + "-wal", path + "-journal"} {
		os.Remove(leftover)
	}
}

// of tells whether the index is of the journal that has these entries.
func (s *searchStore) of(headAt func(seq int64) (head, error)) (bool, error) {
	var form int64
	if err := s.get("PRAGMA user_version", nil, &form); err != nil || form != searchForm {
		return false, err
	}
	var hash []byte
	if err := s.get("SELECT from_seq, to_seq, to_hash FROM holds", nil, &s.from, &s.to, &hash); err != nil {
		return false, err
	}
	kept, err := headAt(s.to)
	s.toHash = kept.hash
	return err == nil && kept.seq == s.to && slices.Equal(kept.hash[:], hash), err
}

// begin opens a transaction, unless one is open.
func (s *searchStore) begin() error {
	if s.writing {
		return nil
	}
	s.writing = true
	return s.exec("BEGIN")
}

// commit keeps what was added.
func (s *searchStore) commit() error {
	if !s.writing {
		return nil
	}
	if err := s.exec("UPDATE holds SET from_seq = ?, to_seq = ?, to_hash = ?", s.from, s.to, s.toHash[:]); err != nil {
		return err
	}
	s.writing, s.added = false, 0
	return s.exec("COMMIT")
}

// vocabulary is one kind of words with its tables.
type vocabulary struct {
	words *words

	find, insert, renew, link, next, payments, ofMany string // statements
}

func vocabularyIn(table string, w *words) vocabulary {
	return vocabulary{
		words:    w,
		find:     "SELECT id FROM " + table + " WHERE text = ?",
		insert:   "INSERT INTO " + table + " (id, text, newest) VALUES (?,?,?)",
		renew:    "UPDATE " + table + " SET newest = ? WHERE id = ?",
		link:     "INSERT OR IGNORE INTO payments_of_" + table + " (word, payment) VALUES (?,?)",
		next:     "SELECT text, newest FROM " + table + " WHERE id > ? ORDER BY id LIMIT ?",
		payments: "SELECT payment FROM payments_of_" + table + " WHERE word = ? AND payment >= ? ORDER BY payment DESC LIMIT ?",
		ofMany:   "SELECT payment FROM payments_of_" + table + " WHERE word IN (SELECT value FROM json_each(?)) AND payment >= ?",
	}
}

func (s *searchStore) vocabularies() (names, accounts vocabulary) {
	return vocabularyIn("names", &s.names), vocabularyIn("accounts", &s.accounts)
}

// load brings some more words into memory.
func (s *searchStore) load() error {
	names, accounts := s.vocabularies()
	for _, v := range []vocabulary{names, accounts} {
		before := v.words.count
		if err := each(s.store, scanWord, func(w textWord) error {
			v.words.add(w.text, w.newest)
			return nil
		}, v.next, before, wordsABlock); err != nil {
			return err
		}
		if v.words.count > before {
			return nil
		}
	}
	s.loaded = true
	return nil
}

type textWord struct {
	text   string
	newest int64
}

func scanWord(row scanner) (w textWord, err error) {
	err = row.Scan(&w.text, &w.newest)
	return w, err
}

// add makes a payment findable.
func (s *searchStore) add(seq int64, b *paymentRecorded) error {
	names, accounts := s.vocabularies()
	if err := s.addWord(names, b.Payment.Payor, seq); err != nil {
		return err
	}
	for _, t := range b.Payment.Tenders {
		if err := s.addWord(names, t.Name, seq); err != nil {
			return err
		}
		if t.Number == "" {
			continue
		}
		if err := s.exec("INSERT OR IGNORE INTO payments_of_numbers (number, payment) VALUES (?,?)", fold(t.Number), seq); err != nil {
			return err
		}
	}
	for _, line := range b.Payment.Lines {
		if err := s.addWord(accounts, line.Account, seq); err != nil {
			return err
		}
		if err := s.addAmount(line.Amount, seq); err != nil {
			return err
		}
	}
	s.added++
	return s.addAmount(b.Total, seq)
}

func (s *searchStore) addAmount(amount money.Amount, seq int64) error {
	return s.exec("INSERT OR IGNORE INTO payments_of_amounts (amount, payment) VALUES (?,?)", amount.Cents(), seq)
}

func (s *searchStore) addWord(v vocabulary, text string, seq int64) error {
	text = fold(text)
	if text == "" {
		return nil
	}
	var id int64
	err := s.get(v.find, []any{text}, &id)
	switch {
	case isNoRows(err):
		id = v.words.count + 1
		if err := s.exec(v.insert, id, text, seq); err != nil {
			return err
		}
		v.words.add(text, seq)
	case err != nil:
		return err
	case v.words.renew(id, seq):
		if err := s.exec(v.renew, seq, id); err != nil {
			return err
		}
	}
	return s.exec(v.link, id, seq)
}

// find returns the newest payments that a text fits, newest first.
func (s *searchStore) find(text string, most int) ([]int64, error) {
	names, accounts := s.vocabularies()
	found := newestPayments{most: most}
	folded := fold(text)
	if err := s.findWords(&found, names, s.names.containing(folded, most)); err != nil {
		return nil, err
	}
	if err := s.findWords(&found, accounts, s.accounts.beginning(folded, most)); err != nil {
		return nil, err
	}
	if err := s.findIn(&found, paymentsOfNumber+"LIMIT ?", folded, most); err != nil {
		return nil, err
	}
	if amount, err := money.Parse(text); err == nil {
		if err := s.findIn(&found, paymentsOfAmount+"LIMIT ?", amount.Cents(), most); err != nil {
			return nil, err
		}
	}
	return found.seqs, nil
}

const (
	paymentsOfNumber = "SELECT payment FROM payments_of_numbers WHERE number = ? ORDER BY payment DESC "
	paymentsOfAmount = "SELECT payment FROM payments_of_amounts WHERE amount = ? ORDER BY payment DESC "
)

// searchQuery finds some of the payments that a text fits.
type searchQuery struct {
	text string
	args []any
}

// wordsAQuery keeps one query to some milliseconds.
const wordsAQuery = 256

// queries find all the payments that a text fits.
func (s *searchStore) queries(text string) []searchQuery {
	names, accounts := s.vocabularies()
	folded := fold(text)
	queries := []searchQuery{{paymentsOfNumber, []any{folded}}}
	if amount, err := money.Parse(text); err == nil {
		queries = append(queries, searchQuery{paymentsOfAmount, []any{amount.Cents()}})
	}
	for _, fitting := range []struct {
		in  vocabulary
		ids []int64
	}{{names, s.names.all([]byte(folded))}, {accounts, s.accounts.all([]byte("\n" + folded))}} {
		for ids := range slices.Chunk(fitting.ids, wordsAQuery) {
			many, _ := json.Marshal(ids) // numbers always can be
			queries = append(queries, searchQuery{fitting.in.ofMany, []any{string(many), 0}})
		}
	}
	return queries
}

// wordsOneByOne is how many words are asked for their payments by themselves.
// A word that very many payments have is nearly always among them, and makes
// the others easy.
const wordsOneByOne = 8

// findWords takes the words newest first, until the rest can only be older
// than what was found.
func (s *searchStore) findWords(found *newestPayments, v vocabulary, fitting newestWords) error {
	for i, w := range fitting.words {
		floor := max(fitting.floor(), found.floor())
		switch {
		case w.newest < floor:
			return nil
		case i >= wordsOneByOne && floor > 0:
			return s.findMany(found, v, fitting.words[i:], floor)
		}
		if err := s.findIn(found, v.payments, w.id, floor, found.most); err != nil {
			return err
		}
	}
	return nil
}

func (s *searchStore) findMany(found *newestPayments, v vocabulary, words []word, floor int64) error {
	var ids []int64
	for _, w := range words {
		if w.newest >= floor {
			ids = append(ids, w.id)
		}
	}
	many, err := marshal(ids)
	if err != nil {
		return err
	}
	return s.findIn(found, v.ofMany, string(many), floor)
}

func (s *searchStore) findIn(found *newestPayments, query string, args ...any) error {
	return each(s.store, scanSeq, func(seq int64) error { found.add(seq); return nil }, query, args...)
}

// newestPayments keeps the newest of the payments it is given.
type newestPayments struct {
	most int
	seqs []int64 // newest first
}

func (n *newestPayments) full() bool    { return len(n.seqs) == n.most }
func (n *newestPayments) oldest() int64 { return n.seqs[len(n.seqs)-1] }

// floor is a payment that none of the newest comes before; 0: not known.
func (n *newestPayments) floor() int64 {
	if n.full() {
		return n.oldest()
	}
	return 0
}

func (n *newestPayments) add(seq int64) {
	at, known := slices.BinarySearchFunc(n.seqs, seq, func(have, want int64) int { return int(want - have) })
	if known || at == n.most {
		return
	}
	if n.full() {
		n.seqs = n.seqs[:n.most-1]
	}
	n.seqs = slices.Insert(n.seqs, at, seq)
}

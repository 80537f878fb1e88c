-- The ledger. `journal` is what happened; the tables after it are projections
-- of it, which a replay of the journal makes again, row for row. Money is in
-- cents, time in milliseconds since 1970 UTC, days are YYYY-MM-DD.

CREATE TABLE journal (
    seq   INTEGER PRIMARY KEY,
    id    TEXT    NOT NULL UNIQUE,
    at    INTEGER NOT NULL,
    actor TEXT    NOT NULL,
    kind  TEXT    NOT NULL,
    body  TEXT    NOT NULL,
    prev  BLOB    NOT NULL CHECK (length(prev) = 32),
    hash  BLOB    NOT NULL CHECK (length(hash) = 32),
    sig   BLOB    NOT NULL CHECK (length(sig) = 64)
) STRICT;

CREATE TRIGGER journal_keeps_entries BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_loses_nothing BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Projections ---------------------------------------------------------------

-- One row: the counters that go on without a gap. The receipts' and their
-- total stand in the last payment.
CREATE TABLE totals (
    one             INTEGER PRIMARY KEY CHECK (one = 1),
    closings        INTEGER NOT NULL, -- Z numbers given so far
    batches         INTEGER NOT NULL,
    perpetual_voids INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE people (
    name          TEXT PRIMARY KEY COLLATE NOCASE,
    role          TEXT    NOT NULL,
    disabled      INTEGER NOT NULL,
    secret_digest TEXT    NOT NULL, -- SHA-256 of the row in secrets
    temporary     INTEGER NOT NULL, -- the secret was made for them and is to be changed
    failures      INTEGER NOT NULL,
    locked_until  INTEGER NOT NULL,
    signed_in     INTEGER,          -- when they last did
    language      TEXT    NOT NULL DEFAULT '', -- how they want the screen
    theme         TEXT    NOT NULL DEFAULT '',
    text_percent  INTEGER NOT NULL DEFAULT 0,
    silent        INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Which entries tell of a person: what their history is made of.
CREATE TABLE told_of_people (
    seq  INTEGER PRIMARY KEY REFERENCES journal (seq),
    name TEXT NOT NULL COLLATE NOCASE REFERENCES people (name)
) STRICT;
CREATE INDEX told_of_people_by_name ON told_of_people (name);

-- Which entry holds the text of city.toml, each time it changed.
CREATE TABLE city_settings (
    seq    INTEGER PRIMARY KEY REFERENCES journal (seq),
    sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE outages (
    number    INTEGER PRIMARY KEY,
    seq       INTEGER NOT NULL REFERENCES journal (seq),
    opened_at INTEGER NOT NULL, -- when it was recorded
    opened_by TEXT    NOT NULL,
    closed    INTEGER REFERENCES journal (seq)
) STRICT;
CREATE UNIQUE INDEX one_open_outage ON outages (closed IS NULL) WHERE closed IS NULL;

-- What was said of an outage from each entry on.
CREATE TABLE outage_terms (
    seq        INTEGER PRIMARY KEY REFERENCES journal (seq),
    outage     INTEGER NOT NULL REFERENCES outages (number),
    reason     TEXT    NOT NULL,
    started_at INTEGER NOT NULL
) STRICT;

-- The anomalies of the clock that a supervisor confirms the date after.
CREATE TABLE clock_anomalies (
    seq       INTEGER PRIMARY KEY REFERENCES journal (seq),
    at        INTEGER NOT NULL, -- what the clock said
    expected  INTEGER NOT NULL,
    confirmed INTEGER REFERENCES journal (seq)
) STRICT;

-- When the ledger was made again from copies.
CREATE TABLE recoveries (
    seq        INTEGER PRIMARY KEY REFERENCES journal (seq),
    public_key TEXT    NOT NULL -- signs from this entry on
) STRICT;

CREATE TABLE rosters (
    number    INTEGER PRIMARY KEY,
    as_of     TEXT    NOT NULL,
    source    TEXT    NOT NULL,
    accounts  INTEGER NOT NULL,
    refused   INTEGER NOT NULL, -- rows of the file that were left out
    digest    TEXT    NOT NULL
) STRICT;

CREATE TABLE drawers (
    id           TEXT PRIMARY KEY,
    seq          INTEGER NOT NULL REFERENCES journal (seq),
    clerk        TEXT    NOT NULL REFERENCES people (name), -- whose it is now
    outage       INTEGER NOT NULL REFERENCES outages (number),
    business_day TEXT    NOT NULL,
    opened_at    INTEGER NOT NULL,
    float        INTEGER NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('open', 'closed', 'approved')),
    closed       INTEGER REFERENCES journal (seq) -- its last closing, while it is not opened again; its payments lie between seq and closed
) STRICT;
CREATE UNIQUE INDEX one_open_drawer_a_clerk ON drawers (clerk) WHERE state = 'open';
CREATE INDEX drawers_by_day ON drawers (business_day);

-- Each table and index costs every payment a page to write and sync, so a
-- payment's tenders are summed up in its row, and there are only the indexes
-- that a payment itself needs.
CREATE TABLE payments (
    seq          INTEGER PRIMARY KEY REFERENCES journal (seq), -- the entry, whose id is the payment's
    number       INTEGER NOT NULL UNIQUE, -- the receipt's number without the station
    content      TEXT    NOT NULL,        -- SHA-256 of what was asked to be recorded
    drawer       TEXT    NOT NULL REFERENCES drawers (id),
    outage       INTEGER NOT NULL REFERENCES outages (number),
    clerk        TEXT    NOT NULL,
    at           INTEGER NOT NULL,
    business_day TEXT    NOT NULL, -- its drawer's
    payor        TEXT    NOT NULL,
    account      TEXT    NOT NULL, -- of the first stub
    stubs        INTEGER NOT NULL,
    cash         INTEGER NOT NULL, -- handed over
    checks       INTEGER NOT NULL,
    check_count  INTEGER NOT NULL,
    cards        INTEGER NOT NULL,
    card_count   INTEGER NOT NULL,
    pictures     INTEGER NOT NULL, -- stubs with a picture of the bill
    papers       INTEGER NOT NULL, -- stubs whose bill was copied on paper
    total        INTEGER NOT NULL, -- applied to stubs
    change       INTEGER NOT NULL,
    perpetual    INTEGER NOT NULL, -- everything ever applied to stubs, this payment included; never reset
    prints       INTEGER NOT NULL, -- how often the receipt was given out
    given_out    INTEGER,          -- the entry since which it is
    void         INTEGER REFERENCES journal (seq),
    batch        INTEGER,          -- the export that carries the payment first
    void_batch   INTEGER           -- the export that carries its reversal
) STRICT;
CREATE INDEX payments_by_void     ON payments (void) WHERE void IS NOT NULL;

-- Which entries gave a receipt out again.
CREATE TABLE reprints (
    seq INTEGER PRIMARY KEY REFERENCES journal (seq)
) STRICT;

-- What a duplicate is found by.
CREATE TABLE lines (
    account TEXT    NOT NULL,
    bill    TEXT    NOT NULL,
    payment INTEGER NOT NULL REFERENCES payments (seq),
    n       INTEGER NOT NULL, -- counted from 1
    amount  INTEGER NOT NULL,
    PRIMARY KEY (account, bill, payment, n)
) STRICT, WITHOUT ROWID;

-- Payments that were taken back after their drawer was counted. The void of
-- the payment is the same entry.
CREATE TABLE reversals (
    seq          INTEGER PRIMARY KEY REFERENCES journal (seq),
    payment      INTEGER NOT NULL REFERENCES payments (seq),
    business_day TEXT    NOT NULL, -- the reversal's own
    drawer       TEXT    REFERENCES drawers (id), -- that gave the cash back; NULL: none did
    clerk        TEXT,                            -- who had that drawer
    amount       INTEGER NOT NULL
) STRICT;
CREATE INDEX reversals_by_day ON reversals (business_day);
CREATE INDEX reversals_by_drawer ON reversals (drawer);

-- Void payments that were keyed in again.
CREATE TABLE replacements (
    payment   INTEGER PRIMARY KEY REFERENCES payments (seq), -- the void one
    by_number INTEGER NOT NULL -- the number of the receipt in its place
) STRICT;

-- Accounts of stubs that were corrected.
CREATE TABLE corrections (
    payment      INTEGER NOT NULL REFERENCES payments (seq),
    seq          INTEGER NOT NULL REFERENCES journal (seq),
    business_day TEXT    NOT NULL,
    account      TEXT    NOT NULL, -- the right one
    PRIMARY KEY (payment, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX corrections_by_entry ON corrections (seq);

-- Checks that the bank did not pay.
CREATE TABLE returned_checks (
    payment      INTEGER NOT NULL REFERENCES payments (seq),
    item         INTEGER NOT NULL, -- the tender, counted from 1
    seq          INTEGER NOT NULL REFERENCES journal (seq),
    business_day TEXT    NOT NULL,
    PRIMARY KEY (payment, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX returned_checks_by_entry ON returned_checks (seq);

-- Accounts whose checks came back, until a supervisor lifts it.
CREATE TABLE no_checks (
    account TEXT PRIMARY KEY,
    seq     INTEGER NOT NULL REFERENCES journal (seq)
) STRICT, WITHOUT ROWID;

-- Numbers of blank receipts that are given out to be written by hand.
CREATE TABLE books (
    seq    INTEGER PRIMARY KEY REFERENCES journal (seq),
    book   INTEGER NOT NULL,
    first  INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    holder TEXT    NOT NULL
) STRICT;

-- Numbers of books that are accounted for: keyed in, or spoiled.
CREATE TABLE book_receipts (
    book    INTEGER NOT NULL,
    number  INTEGER NOT NULL,
    payment INTEGER REFERENCES payments (seq),
    spoiled INTEGER REFERENCES journal (seq),
    PRIMARY KEY (book, number)
) STRICT, WITHOUT ROWID;

-- What of a stub's money belongs to which fund, where the stub shows it.
CREATE TABLE funds (
    payment INTEGER NOT NULL REFERENCES payments (seq),
    n       INTEGER NOT NULL, -- the stub's line, counted from 1
    fund    TEXT    NOT NULL,
    amount  INTEGER NOT NULL,
    PRIMARY KEY (payment, n, fund)
) STRICT, WITHOUT ROWID;

-- The pictures of bills that payments name.
CREATE TABLE bill_copies (
    payment INTEGER NOT NULL REFERENCES payments (seq),
    n       INTEGER NOT NULL, -- the stub's line, counted from 1
    sha256  TEXT    NOT NULL,
    bytes   INTEGER NOT NULL,
    media   TEXT    NOT NULL,
    PRIMARY KEY (payment, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX bill_copies_by_content ON bill_copies (sha256);

CREATE TABLE closings (
    number      INTEGER PRIMARY KEY, -- Z
    drawer      TEXT    NOT NULL REFERENCES drawers (id),
    seq         INTEGER NOT NULL REFERENCES journal (seq),
    approved    INTEGER REFERENCES journal (seq),
    superseded  INTEGER REFERENCES journal (seq) -- the drawer was opened again; a later Z closes it
) STRICT;
CREATE INDEX closings_by_drawer ON closings (drawer);

-- What went from a drawer to the safe.
CREATE TABLE drops (
    number      INTEGER PRIMARY KEY, -- S
    drawer      TEXT    NOT NULL REFERENCES drawers (id),
    seq         INTEGER NOT NULL REFERENCES journal (seq),
    cash        INTEGER NOT NULL,
    checks      INTEGER NOT NULL,
    check_count INTEGER NOT NULL
) STRICT;
CREATE INDEX drops_by_drawer ON drops (drawer);

-- Drawers that went from one clerk to another.
CREATE TABLE transfers (
    number     INTEGER PRIMARY KEY, -- T
    drawer     TEXT    NOT NULL REFERENCES drawers (id),
    seq        INTEGER NOT NULL REFERENCES journal (seq),
    from_clerk TEXT    NOT NULL
) STRICT;
CREATE INDEX transfers_by_drawer ON transfers (drawer);

-- Bags of money that went to the bank.
CREATE TABLE deposits (
    number    INTEGER PRIMARY KEY, -- D
    seq       INTEGER NOT NULL REFERENCES journal (seq),
    bag       TEXT    NOT NULL UNIQUE COLLATE NOCASE,
    confirmed INTEGER REFERENCES journal (seq) -- by the bank; NULL: in transit
) STRICT;

-- A drawer's money goes to the bank once.
CREATE TABLE deposited_drawers (
    drawer  TEXT PRIMARY KEY REFERENCES drawers (id),
    deposit INTEGER NOT NULL REFERENCES deposits (number)
) STRICT, WITHOUT ROWID;

CREATE TABLE batches (
    number INTEGER PRIMARY KEY,
    seq    INTEGER NOT NULL REFERENCES journal (seq),
    to_seq INTEGER NOT NULL -- the journal as far as the batch covers it
) STRICT;

-- What billing was given, by batch and business day, and what it answered:
-- numbers of stub lines, and what was applied to them.
CREATE TABLE batch_days (
    batch             INTEGER NOT NULL REFERENCES batches (number),
    business_day      TEXT    NOT NULL,
    sent              INTEGER NOT NULL DEFAULT 0, -- to be posted
    sent_amount       INTEGER NOT NULL DEFAULT 0,
    again             INTEGER NOT NULL DEFAULT 0, -- of those, rejected by billing before
    again_amount      INTEGER NOT NULL DEFAULT 0,
    accepted          INTEGER NOT NULL DEFAULT 0,
    accepted_amount   INTEGER NOT NULL DEFAULT 0,
    rejected          INTEGER NOT NULL DEFAULT 0,
    rejected_amount   INTEGER NOT NULL DEFAULT 0,
    take_back         INTEGER NOT NULL DEFAULT 0,
    take_back_amount  INTEGER NOT NULL DEFAULT 0,
    taken_back        INTEGER NOT NULL DEFAULT 0,
    taken_back_amount INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (batch, business_day)
) STRICT, WITHOUT ROWID;

-- Billing's answers to the stub lines that batches carried.
CREATE TABLE postings (
    payment   INTEGER NOT NULL REFERENCES payments (seq),
    n         INTEGER NOT NULL, -- the stub's line, counted from 1
    batch     INTEGER NOT NULL REFERENCES batches (number),
    status    TEXT    NOT NULL CHECK (status IN ('accepted', 'rejected', 'duplicate')),
    reference TEXT    NOT NULL, -- billing's own; '': none
    seq       INTEGER NOT NULL REFERENCES journal (seq),
    PRIMARY KEY (payment, n, batch)
) STRICT, WITHOUT ROWID;

-- Answers that cannot stand beside these.
CREATE TABLE posting_conflicts (
    payment   INTEGER NOT NULL REFERENCES payments (seq),
    n         INTEGER NOT NULL,
    batch     INTEGER NOT NULL REFERENCES batches (number),
    status    TEXT    NOT NULL,
    reference TEXT    NOT NULL,
    seq       INTEGER NOT NULL REFERENCES journal (seq),
    kind      TEXT    NOT NULL,
    PRIMARY KEY (payment, n, batch, status, reference)
) STRICT, WITHOUT ROWID;

-- Stub lines that billing rejected and that a batch carries again.
CREATE TABLE resubmissions (
    seq     INTEGER PRIMARY KEY REFERENCES journal (seq),
    payment INTEGER NOT NULL REFERENCES payments (seq),
    n       INTEGER NOT NULL,
    amount  INTEGER NOT NULL,
    batch   INTEGER -- NULL: the next one, unless the payment is void or posted by then
) STRICT;
CREATE INDEX resubmissions_by_line ON resubmissions (payment, n);
CREATE INDEX resubmissions_by_batch ON resubmissions (batch, payment);

-- Reference data, not projections -------------------------------------------

-- The argon2id hashes stay out of the journal, which leaves the building with
-- every export; entries carry the digest of the row instead.
CREATE TABLE secrets (
    name TEXT PRIMARY KEY COLLATE NOCASE,
    hash TEXT NOT NULL
) STRICT;

-- Accounts and balances saved from billing before the outage. The journal
-- holds each load's date, count and digest.
CREATE TABLE roster (
    load       INTEGER NOT NULL, -- its row in rosters; one that is not there yet is being loaded
    account    TEXT    NOT NULL,
    customer   TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    address    TEXT    NOT NULL,
    balance    INTEGER NOT NULL,
    bill       TEXT    NOT NULL,
    bill_date  TEXT    NOT NULL,
    due        TEXT    NOT NULL,
    cut_off    TEXT    NOT NULL,
    autopay    INTEGER NOT NULL,
    no_checks  INTEGER NOT NULL,
    language   TEXT    NOT NULL,
    PRIMARY KEY (load, account)
) STRICT, WITHOUT ROWID;

-- The search index: who payments can be found by. It is made from the journal
-- and may be deleted at any time.

-- Which entries of which journal the index holds: from_seq to to_seq.
CREATE TABLE holds (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    from_seq INTEGER NOT NULL,
    to_seq   INTEGER NOT NULL,
    to_hash  BLOB    NOT NULL -- of the entry to_seq
) STRICT;

-- Texts that are found by a part of them, folded, each with the newest payment
-- that has it. They are few, since customers come back. Their ids go from 1 on
-- without a gap.
CREATE TABLE names (
    id     INTEGER PRIMARY KEY,
    text   TEXT    NOT NULL UNIQUE,
    newest INTEGER NOT NULL
) STRICT;
CREATE TABLE accounts (
    id     INTEGER PRIMARY KEY,
    text   TEXT    NOT NULL UNIQUE,
    newest INTEGER NOT NULL
) STRICT;

CREATE TABLE payments_of_names (
    word    INTEGER NOT NULL,
    payment INTEGER NOT NULL,
    PRIMARY KEY (word, payment)
) STRICT, WITHOUT ROWID;
CREATE TABLE payments_of_accounts (
    word    INTEGER NOT NULL,
    payment INTEGER NOT NULL,
    PRIMARY KEY (word, payment)
) STRICT, WITHOUT ROWID;

-- What is found only by the whole of it.
CREATE TABLE payments_of_numbers (
    number  TEXT    NOT NULL, -- of a check or a card slip, folded
    payment INTEGER NOT NULL,
    PRIMARY KEY (number, payment)
) STRICT, WITHOUT ROWID;
CREATE TABLE payments_of_amounts (
    amount  INTEGER NOT NULL, -- a payment's total or a line's, in cents
    payment INTEGER NOT NULL,
    PRIMARY KEY (amount, payment)
) STRICT, WITHOUT ROWID;

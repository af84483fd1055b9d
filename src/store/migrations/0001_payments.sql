-- Money that came in or went out on an account, by the number of the order it belongs to: the order may come later.
CREATE TABLE payments (
    id {ID},
    platform TEXT NOT NULL,
    serial TEXT NOT NULL,
    trade TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    at BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    payer TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL,
    row_hash BIGINT NOT NULL,
    raw TEXT,
    seen_at BIGINT NOT NULL,
    UNIQUE (source, serial)
);
CREATE INDEX payments_number ON payments (number, at) WHERE number <> '';

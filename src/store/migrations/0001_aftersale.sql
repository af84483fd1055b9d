-- What after-sales adds to a case: decisions to give money away, compensation beside refunds, people's PINs.

-- One row for each time somebody here agreed to a refund or to sending goods, or offered that. own_limit is what they may
-- give alone; in_goods when it is what the goods are worth, no money.
CREATE TABLE refund_decisions (
    id {ID},
    case_id BIGINT NOT NULL REFERENCES cases (id),
    order_id BIGINT NOT NULL REFERENCES orders (id),
    step TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount >= 0),
    in_goods BIGINT NOT NULL DEFAULT 0,
    cap BIGINT,
    own_limit BIGINT,
    agent_id BIGINT,
    second_id BIGINT,
    at BIGINT NOT NULL,
    changed_by BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK (cap IS NULL OR amount <= cap),
    CHECK (second_id IS NULL OR agent_id IS NULL OR second_id <> agent_id),
    CHECK (own_limit IS NULL OR amount <= own_limit OR second_id IS NOT NULL)
);
CREATE INDEX refund_decisions_case ON refund_decisions (case_id);

-- per_order and per_day are the limits in force; none when the lead decided. day is the shift's day.
CREATE TABLE compensations (
    id {ID},
    order_id BIGINT NOT NULL REFERENCES orders (id),
    case_id BIGINT REFERENCES cases (id),
    customer_id BIGINT REFERENCES customers (id),
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    state TEXT NOT NULL,
    agent_id BIGINT,
    second_id BIGINT,
    day TEXT NOT NULL,
    at BIGINT NOT NULL,
    paid_at BIGINT,
    per_order BIGINT,
    per_day BIGINT,
    changed_by BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK (second_id IS NULL OR agent_id IS NULL OR second_id <> agent_id),
    CHECK (per_order IS NULL OR amount <= per_order),
    CHECK (per_day IS NULL OR amount <= per_day)
);
CREATE INDEX compensations_order ON compensations (order_id);
CREATE INDEX compensations_day ON compensations (day, agent_id);
CREATE INDEX compensations_at ON compensations (at);

-- What is given beside refunds: compensations, and gifts for what they are worth.
CREATE VIEW given_beside AS
SELECT order_id, agent_id, day, currency, amount, at FROM compensations WHERE state <> 'withdrawn'
UNION ALL
SELECT order_id, agent_id, day, currency, amount, at FROM order_intentions WHERE day IS NOT NULL AND state <> 'failed';

-- hash is a salted one; failures counts wrong PINs since the last right one.
CREATE TABLE pins (
    agent_id BIGINT NOT NULL PRIMARY KEY REFERENCES agents (id),
    hash TEXT NOT NULL,
    set_at BIGINT NOT NULL,
    failures BIGINT NOT NULL DEFAULT 0,
    locked_until BIGINT
);

-- A poor review worked on like a case, one a review. own_limit is what whoever offered may give alone, none when no limit
-- held them; the money agreed on is a compensation.
CREATE TABLE review_cases (
    id {ID},
    review_id BIGINT NOT NULL UNIQUE REFERENCES reviews (id),
    owner_id BIGINT,
    stage TEXT NOT NULL,
    currency TEXT NOT NULL DEFAULT 'CNY',
    offered BIGINT CHECK (offered > 0),
    offered_words TEXT NOT NULL DEFAULT '',
    offered_by BIGINT,
    approver_id BIGINT,
    own_limit BIGINT,
    agreed BIGINT CHECK (agreed > 0),
    agreed_words TEXT NOT NULL DEFAULT '',
    agreed_at BIGINT,
    compensation_id BIGINT REFERENCES compensations (id),
    outcome TEXT NOT NULL DEFAULT '',
    opened_at BIGINT NOT NULL,
    moved_at BIGINT NOT NULL,
    closed_at BIGINT,
    changed_by BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK (agreed IS NULL OR (offered IS NOT NULL AND agreed <= offered AND compensation_id IS NOT NULL)),
    CHECK (approver_id IS NULL OR offered_by IS NULL OR approver_id <> offered_by),
    CHECK (own_limit IS NULL OR offered IS NULL OR offered <= own_limit OR approver_id IS NOT NULL)
);
CREATE INDEX review_cases_open ON review_cases (moved_at, id) WHERE closed_at IS NULL;

-- What a platform told of refunds of an order that had a case people here opened. case_id is the case it has now; joined
-- the version that case had once it took the number, with what it had been before, so that a refund that fits it better
-- can still have it, in whatever order the files are read.
CREATE TABLE refunds_told (
    platform TEXT NOT NULL,
    platform_id TEXT NOT NULL,
    order_id BIGINT NOT NULL REFERENCES orders (id),
    case_id BIGINT NOT NULL REFERENCES cases (id),
    told_at BIGINT NOT NULL,
    first_facts TEXT NOT NULL,
    facts TEXT NOT NULL,
    joined BIGINT,
    was_stage TEXT,
    was_kind TEXT,
    was_amount BIGINT,
    PRIMARY KEY (platform, platform_id)
);
CREATE INDEX refunds_told_order ON refunds_told (order_id);

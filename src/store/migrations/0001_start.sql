-- Times are UTC milliseconds, money is minor units, flags are 0 or 1: all BIGINT. {ID} is the engine's 64-bit primary key.

CREATE TABLE agents (
    id {ID},
    name TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL,
    os_user TEXT,
    role TEXT NOT NULL,
    -- 0 while the name is only the system user's: buyers are never told that.
    named BIGINT NOT NULL DEFAULT 1,
    active BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL
);

CREATE TABLE shops (
    id {ID},
    platform TEXT NOT NULL,
    external_id TEXT,
    name TEXT NOT NULL,
    -- What buyers are told; empty for the name.
    called TEXT NOT NULL DEFAULT '',
    tag TEXT NOT NULL,
    zone TEXT NOT NULL,
    connected BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    UNIQUE (platform, name)
);

CREATE TABLE customers (
    id {ID},
    platform TEXT NOT NULL,
    external_id TEXT NOT NULL,
    nick TEXT NOT NULL,
    nick_key TEXT NOT NULL,
    merged_into BIGINT,
    do_not_contact BIGINT NOT NULL DEFAULT 0,
    careful BIGINT NOT NULL DEFAULT 0,
    frozen BIGINT NOT NULL DEFAULT 0,
    note TEXT,
    level TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '',
    blocked_at BIGINT,
    blocked_until BIGINT,
    blocked_reason TEXT,
    blocked_by BIGINT,
    created_at BIGINT NOT NULL,
    changed_by BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    UNIQUE (platform, external_id)
);
CREATE INDEX customers_nick ON customers (nick_key, platform);

-- raw stands last: a list page never reads it.
CREATE TABLE orders (
    id {ID},
    shop_id BIGINT NOT NULL REFERENCES shops (id),
    platform TEXT NOT NULL,
    number TEXT NOT NULL,
    number_rev TEXT NOT NULL,
    customer_id BIGINT REFERENCES customers (id),
    buyer TEXT NOT NULL,
    buyer_key TEXT NOT NULL,
    status TEXT NOT NULL,
    raw_status TEXT NOT NULL,
    payable BIGINT,
    paid BIGINT,
    freight BIGINT,
    refunded BIGINT,
    currency TEXT NOT NULL,
    created_at BIGINT,
    paid_at BIGINT,
    shipped_at BIGINT,
    finished_at BIGINT,
    ship_by BIGINT,
    picked_up_at BIGINT,
    last_scan_at BIGINT,
    signed_at BIGINT,
    balance_from BIGINT,
    balance_until BIGINT,
    return_freight TEXT NOT NULL DEFAULT 'none',
    our_step TEXT,
    receiver TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    phone_tail TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    carrier TEXT NOT NULL DEFAULT '',
    tracking TEXT NOT NULL DEFAULT '',
    flag BIGINT NOT NULL DEFAULT 0,
    flag_tag TEXT,
    memo TEXT NOT NULL DEFAULT '',
    buyer_message TEXT NOT NULL DEFAULT '',
    verified_at BIGINT,
    verified_by BIGINT,
    title TEXT NOT NULL DEFAULT '',
    pieces BIGINT NOT NULL DEFAULT 0,
    seen_at BIGINT NOT NULL,
    origin TEXT NOT NULL DEFAULT 'import',
    source TEXT NOT NULL DEFAULT '',
    source_rank BIGINT NOT NULL DEFAULT 0,
    row_hash BIGINT NOT NULL DEFAULT 0,
    conflict TEXT,
    close_reason TEXT NOT NULL DEFAULT '',
    frozen BIGINT NOT NULL DEFAULT 0,
    changed_by BIGINT,
    changed_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    raw TEXT
);
-- The first one keeps an order unique and stays while a bulk import rebuilds the others.
CREATE UNIQUE INDEX orders_number ON orders (number, shop_id);
CREATE INDEX orders_number_rev ON orders (number_rev);
CREATE INDEX orders_buyer ON orders (buyer_key, id);
CREATE INDEX orders_phone_tail ON orders (phone_tail, id) WHERE phone_tail <> '';
CREATE INDEX orders_status ON orders (status, id, shop_id);
-- The status is hidden in an expression, here and below, so that these indexes and not the one of statuses answer what
-- is to be shipped and what is on its way.
CREATE INDEX orders_to_ship ON orders (COALESCE(paid_at, created_at, 0), id) WHERE (status || '') IN ('to_ship', 'part_shipped');
CREATE INDEX orders_shop ON orders (shop_id, id);
-- Flagged orders are few, and asked for in every order of rows together with other filters: no row is read for those.
CREATE INDEX orders_flag ON orders (flag, id, status, shop_id, created_at) WHERE flag <> 0;
CREATE INDEX orders_flag_created ON orders (flag, created_at, id, status, shop_id) WHERE flag <> 0;
CREATE INDEX orders_flag_paid ON orders (flag, COALESCE(paid_at, 0), id, status, shop_id, created_at) WHERE flag <> 0;
CREATE INDEX orders_flag_amount ON orders (flag, COALESCE(paid, payable, 0), id, status, shop_id, created_at) WHERE flag <> 0;
CREATE INDEX orders_flag_ship_by ON orders (flag, ship_by, id, status, shop_id, created_at) WHERE flag <> 0;
-- So are orders with which something may still happen.
CREATE INDEX orders_open_created ON orders (status, created_at, id, shop_id) WHERE (status || '') NOT IN ('success', 'closed');
CREATE INDEX orders_open_paid ON orders (status, COALESCE(paid_at, 0), id, shop_id) WHERE (status || '') NOT IN ('success', 'closed');
CREATE INDEX orders_open_amount ON orders (status, COALESCE(paid, payable, 0), id, shop_id) WHERE (status || '') NOT IN ('success', 'closed');
CREATE INDEX orders_open_ship_by ON orders (status, ship_by, id, shop_id) WHERE (status || '') NOT IN ('success', 'closed');
CREATE INDEX orders_created ON orders (created_at, id) WHERE created_at IS NOT NULL;
CREATE INDEX orders_paid ON orders (COALESCE(paid_at, 0), id);
CREATE INDEX orders_amount ON orders (COALESCE(paid, payable, 0), id);
CREATE INDEX orders_ship_by ON orders (ship_by, id) WHERE ship_by IS NOT NULL;
CREATE INDEX orders_customer ON orders (customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX orders_signed ON orders (signed_at, id) WHERE signed_at IS NOT NULL AND (status || '') = 'shipped';
CREATE INDEX orders_shipped ON orders (shipped_at, signed_at, last_scan_at, id) WHERE (status || '') = 'shipped';
CREATE INDEX orders_our_step ON orders (our_step, id) WHERE our_step IS NOT NULL;

CREATE TABLE order_tracking (
    order_id BIGINT NOT NULL REFERENCES orders (id),
    number TEXT NOT NULL,
    number_rev TEXT NOT NULL,
    carrier TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (number, order_id)
);
CREATE INDEX order_tracking_rev ON order_tracking (number_rev);
CREATE INDEX order_tracking_order ON order_tracking (order_id);

CREATE TABLE order_lines (
    id {ID},
    order_id BIGINT NOT NULL REFERENCES orders (id),
    line TEXT NOT NULL,
    position BIGINT NOT NULL DEFAULT 0,
    title TEXT NOT NULL DEFAULT '',
    sku TEXT NOT NULL DEFAULT '',
    outer_id TEXT NOT NULL DEFAULT '',
    outer_key TEXT NOT NULL DEFAULT '',
    quantity BIGINT NOT NULL DEFAULT 1,
    price BIGINT,
    paid BIGINT,
    refunded BIGINT,
    refund_status TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL,
    raw_status TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    row_hash BIGINT NOT NULL DEFAULT 0,
    version BIGINT NOT NULL DEFAULT 1,
    raw TEXT,
    UNIQUE (order_id, line)
);
CREATE INDEX order_lines_outer ON order_lines (outer_key, order_id) WHERE outer_key <> '';

CREATE TABLE order_events (
    id {ID},
    order_id BIGINT NOT NULL REFERENCES orders (id),
    at BIGINT NOT NULL,
    agent_id BIGINT,
    source TEXT NOT NULL DEFAULT 'person',
    what TEXT NOT NULL,
    body TEXT NOT NULL DEFAULT ''
);
CREATE INDEX order_events_order ON order_events (order_id, at);
CREATE INDEX order_events_at ON order_events (at);

-- settled_seq: customer messages up to it wait no longer, because a person said so.
-- buyer_rank: 0 when the customer has a paid or unpaid order, 1 for one who only looks.
CREATE TABLE conversations (
    id {ID},
    channel TEXT NOT NULL,
    peer TEXT NOT NULL,
    platform TEXT NOT NULL,
    shop_id BIGINT REFERENCES shops (id),
    customer_id BIGINT NOT NULL REFERENCES customers (id),
    state TEXT NOT NULL,
    agent_id BIGINT,
    unread BIGINT NOT NULL DEFAULT 0,
    waiting_since BIGINT,
    due_at BIGINT,
    answer_within BIGINT NOT NULL DEFAULT 180000,
    settled_seq BIGINT NOT NULL DEFAULT 0,
    snoozed_until BIGINT,
    snooze_reason TEXT,
    buyer_rank BIGINT NOT NULL DEFAULT 1,
    last_at BIGINT NOT NULL,
    last_text TEXT NOT NULL DEFAULT '',
    last_from TEXT NOT NULL DEFAULT 'system',
    last_seq BIGINT NOT NULL DEFAULT 0,
    order_id BIGINT REFERENCES orders (id),
    has_draft BIGINT NOT NULL DEFAULT 0,
    advertising BIGINT NOT NULL DEFAULT 0,
    escalated_at BIGINT,
    created_at BIGINT NOT NULL,
    changed_by BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    UNIQUE (channel, peer)
);
CREATE INDEX conversations_waiting ON conversations (due_at, buyer_rank, waiting_since, id) WHERE state = 'waiting';
CREATE INDEX conversations_open ON conversations (last_at) WHERE state = 'open';
CREATE INDEX conversations_snoozed ON conversations (snoozed_until) WHERE state = 'snoozed';
CREATE INDEX conversations_resolved ON conversations (last_at) WHERE state = 'resolved';
CREATE INDEX conversations_customer ON conversations (customer_id);
CREATE INDEX conversations_order ON conversations (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE messages (
    id {ID},
    conversation_id BIGINT NOT NULL REFERENCES conversations (id),
    seq BIGINT NOT NULL,
    channel TEXT NOT NULL,
    external_id TEXT,
    at BIGINT NOT NULL,
    sender TEXT NOT NULL,
    agent_id BIGINT,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    client_key TEXT,
    reply_code TEXT,
    order_id BIGINT,
    body_hash BIGINT NOT NULL DEFAULT 0,
    changed_at BIGINT,
    UNIQUE (conversation_id, seq)
);
CREATE UNIQUE INDEX messages_external ON messages (channel, external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX messages_client_key ON messages (client_key) WHERE client_key IS NOT NULL;
CREATE INDEX messages_copied ON messages (conversation_id) WHERE state = 'copied';

CREATE TABLE outbox (
    id {ID},
    message_id BIGINT NOT NULL REFERENCES messages (id),
    conversation_id BIGINT NOT NULL REFERENCES conversations (id),
    channel TEXT NOT NULL,
    peer TEXT NOT NULL,
    client_key TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    hold_until BIGINT,
    lease_owner TEXT,
    lease_until BIGINT,
    external_id TEXT,
    error TEXT,
    agent_id BIGINT,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX outbox_due ON outbox (channel, next_at) WHERE state = 'queued';
CREATE INDEX outbox_sending ON outbox (lease_until) WHERE state = 'sending';
CREATE INDEX outbox_message ON outbox (message_id);

-- conversation_id 0: a draft that belongs to no chat, such as a log entry.
CREATE TABLE drafts (
    conversation_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    caret BIGINT NOT NULL DEFAULT 0,
    client_key TEXT NOT NULL,
    reply_code TEXT,
    fill TEXT,
    agent_id BIGINT,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, kind)
);

-- is_open is 0 once the stage is done or closed. act_by drives queue and alarms, presume_at shows the predicted timeout;
-- next_at is the act_by of the clock that runs now (the stage's, or the evidence one), NULL when none runs.
-- detail holds what is never searched (intention, offer, freight, evidence clock, anomalies) as JSON read in the program.
CREATE TABLE cases (
    id {ID},
    platform TEXT NOT NULL,
    platform_id TEXT,
    shop_id BIGINT NOT NULL REFERENCES shops (id),
    order_id BIGINT NOT NULL REFERENCES orders (id),
    order_line_id BIGINT REFERENCES order_lines (id),
    line_said TEXT,
    apart TEXT,
    conversation_id BIGINT REFERENCES conversations (id),
    customer_id BIGINT REFERENCES customers (id),
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    raw_reason TEXT NOT NULL DEFAULT '',
    fault TEXT NOT NULL DEFAULT 'unclear',
    phase TEXT NOT NULL DEFAULT 'in_trade',
    stage TEXT NOT NULL,
    raw_status TEXT NOT NULL DEFAULT '',
    arbitration TEXT NOT NULL DEFAULT 'none',
    advance_status TEXT,
    our_step TEXT NOT NULL DEFAULT 'none',
    goods TEXT NOT NULL DEFAULT 'unknown',
    tag TEXT,
    amount BIGINT,
    max_amount BIGINT,
    worth BIGINT CHECK (worth >= 0),
    currency TEXT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 1,
    cannot_refuse BIGINT NOT NULL DEFAULT 0,
    return_carrier TEXT,
    return_tracking TEXT,
    return_signed_at BIGINT,
    sent_carrier TEXT,
    sent_tracking TEXT,
    act_by BIGINT,
    presume_at BIGINT,
    on_timeout TEXT,
    favours TEXT,
    clock_rule TEXT,
    clock_rule_version BIGINT,
    clock_source TEXT,
    clock_confidence TEXT,
    clock_start TEXT,
    clock_started_at BIGINT,
    clock_stopped_at BIGINT,
    clock_paused BIGINT NOT NULL DEFAULT 0,
    freight_rule TEXT,
    detail TEXT NOT NULL DEFAULT '',
    next_at BIGINT,
    presume_next BIGINT,
    harm BIGINT NOT NULL DEFAULT -1,
    is_open BIGINT NOT NULL DEFAULT 1,
    stage_since BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    ended_at BIGINT,
    agent_id BIGINT,
    origin TEXT NOT NULL DEFAULT 'person',
    source TEXT NOT NULL DEFAULT '',
    source_rank BIGINT NOT NULL DEFAULT 0,
    row_hash BIGINT NOT NULL DEFAULT 0,
    seen_at BIGINT NOT NULL,
    changed_by BIGINT,
    changed_at BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    raw TEXT
);
CREATE UNIQUE INDEX cases_platform ON cases (platform, platform_id) WHERE platform_id IS NOT NULL;
-- line_said is how files name the line of a case they tell of, for as long as its order's lines may still change; worth what
-- the goods sent to the buyer in it are worth. next_at is the end of the running clock; presume_next the instant the platform has presumably acted by, where that is
-- against us; harm what doing nothing costs in hundredths, -1 for nothing.
CREATE INDEX cases_clock ON cases (next_at, id, presume_next, harm) WHERE is_open = 1;
CREATE INDEX cases_presumed ON cases (presume_next, id, next_at, harm) WHERE is_open = 1 AND presume_next IS NOT NULL;
CREATE INDEX cases_harm ON cases (harm DESC, id) WHERE is_open = 1;
CREATE INDEX cases_with_platform ON cases (arbitration) WHERE is_open = 1 AND arbitration IN ('requested', 'evidence', 'judging');
CREATE INDEX cases_ended ON cases (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX cases_return ON cases (return_tracking) WHERE return_tracking IS NOT NULL;
CREATE INDEX cases_order ON cases (order_id);
CREATE INDEX cases_line_said ON cases (order_id) WHERE line_said IS NOT NULL;
CREATE INDEX cases_open_order ON cases (order_id) WHERE is_open = 1;
-- Of the cases people here opened one of a line is open, and one of a whole order; what a platform tells of is kept as told.
CREATE UNIQUE INDEX cases_open_line ON cases (order_line_id) WHERE is_open = 1 AND origin = 'person' AND order_line_id IS NOT NULL;
CREATE UNIQUE INDEX cases_open_whole ON cases (order_id) WHERE is_open = 1 AND origin = 'person' AND order_line_id IS NULL;
-- A case of a line beside an open one of the whole order, or the other way round, says in apart why it is another matter.
CREATE INDEX cases_open_customer ON cases (customer_id) WHERE is_open = 1 AND customer_id IS NOT NULL;
CREATE INDEX cases_conversation ON cases (conversation_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX cases_opened ON cases (opened_at);

CREATE TABLE case_events (
    id {ID},
    case_id BIGINT NOT NULL REFERENCES cases (id),
    at BIGINT NOT NULL,
    agent_id BIGINT,
    party TEXT NOT NULL,
    step TEXT NOT NULL,
    from_stage TEXT,
    to_stage TEXT NOT NULL,
    intended BIGINT NOT NULL DEFAULT 0,
    amount BIGINT,
    note TEXT,
    version BIGINT NOT NULL
);
CREATE INDEX case_events_case ON case_events (case_id, id);

CREATE TABLE evidence (
    id {ID},
    case_id BIGINT NOT NULL REFERENCES cases (id),
    kind TEXT NOT NULL,
    party TEXT NOT NULL,
    path TEXT,
    name TEXT NOT NULL,
    hash TEXT,
    bytes BIGINT,
    note TEXT NOT NULL DEFAULT '',
    agent_id BIGINT,
    added_at BIGINT NOT NULL
);
CREATE INDEX evidence_case ON evidence (case_id, id);

CREATE TABLE promises (
    id {ID},
    customer_id BIGINT REFERENCES customers (id),
    conversation_id BIGINT REFERENCES conversations (id),
    order_id BIGINT REFERENCES orders (id),
    case_id BIGINT REFERENCES cases (id),
    body TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    done_at BIGINT,
    done_by BIGINT,
    agent_id BIGINT,
    created_at BIGINT NOT NULL,
    changed_by BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX promises_due ON promises (due_at) WHERE done_at IS NULL;
CREATE INDEX promises_order ON promises (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX promises_conversation ON promises (conversation_id) WHERE conversation_id IS NOT NULL;

CREATE TABLE work_log (
    id {ID},
    at BIGINT NOT NULL,
    agent_id BIGINT,
    shift TEXT NOT NULL,
    problem TEXT NOT NULL,
    cause TEXT NOT NULL DEFAULT '',
    fix TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    conversation_id BIGINT REFERENCES conversations (id),
    order_id BIGINT REFERENCES orders (id),
    case_id BIGINT REFERENCES cases (id),
    deleted_at BIGINT,
    changed_by BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX work_log_shift ON work_log (shift, at);
CREATE INDEX work_log_order ON work_log (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE reminders (
    id {ID},
    order_id BIGINT REFERENCES orders (id),
    customer_id BIGINT REFERENCES customers (id),
    conversation_id BIGINT REFERENCES conversations (id),
    case_id BIGINT REFERENCES cases (id),
    message_id BIGINT REFERENCES messages (id),
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    agent_id BIGINT,
    reply_code TEXT,
    channel TEXT,
    buyer TEXT NOT NULL DEFAULT '',
    batch BIGINT,
    forced TEXT,
    outcome TEXT,
    outcome_at BIGINT,
    changed_by BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX reminders_order ON reminders (order_id, at);
CREATE INDEX reminders_at ON reminders (at);
CREATE INDEX reminders_buyer ON reminders (buyer, at) WHERE buyer <> '';
CREATE INDEX reminders_conversation ON reminders (conversation_id, at) WHERE conversation_id IS NOT NULL;

CREATE TABLE shifts (
    id {ID},
    agent_id BIGINT,
    day TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    handover TEXT
);
CREATE INDEX shifts_day ON shifts (day, started_at);

CREATE TABLE shift_marks (
    id {ID},
    row_key TEXT NOT NULL,
    shift TEXT NOT NULL,
    state TEXT NOT NULL,
    until BIGINT,
    reason TEXT,
    agent_id BIGINT,
    at BIGINT NOT NULL,
    changed_by BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    UNIQUE (row_key, shift),
    CHECK (state <> 'snoozed' OR (until IS NOT NULL AND reason <> '' AND reason IS NOT NULL))
);
CREATE INDEX shift_marks_shift ON shift_marks (shift);

CREATE TABLE reply_uses (
    id {ID},
    code TEXT NOT NULL,
    at BIGINT NOT NULL,
    agent_id BIGINT,
    conversation_id BIGINT,
    order_id BIGINT,
    message_id BIGINT
);
CREATE INDEX reply_uses_code ON reply_uses (code, at);

-- One row of one act; rows of a bulk act share group_id. inverse is what undo writes back.
CREATE TABLE acts (
    id {ID},
    group_id BIGINT NOT NULL,
    agent_id BIGINT,
    shift TEXT NOT NULL,
    at BIGINT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    version_before BIGINT NOT NULL,
    version_after BIGINT NOT NULL,
    inverse TEXT NOT NULL,
    undone_at BIGINT,
    undone_by BIGINT,
    -- An undo could not take it back and went on to the act before.
    passed_at BIGINT
);
CREATE INDEX acts_agent ON acts (agent_id, id) WHERE undone_at IS NULL;
CREATE INDEX acts_group ON acts (group_id);

-- Append-only; hash covers the row and prev_hash.
CREATE TABLE audit (
    id {ID},
    at BIGINT NOT NULL,
    event_at BIGINT,
    agent_id BIGINT,
    os_user TEXT,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_subject ON audit (subject, subject_id);

CREATE TABLE channel_cursors (channel TEXT NOT NULL PRIMARY KEY, cursor TEXT NOT NULL, at BIGINT NOT NULL);
CREATE TABLE channel_leases (channel TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, until BIGINT NOT NULL);
CREATE TABLE process_leases (lease BIGINT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, until BIGINT NOT NULL);

CREATE TABLE import_files (
    id {ID},
    hash TEXT NOT NULL,
    name TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    format TEXT NOT NULL,
    encoding TEXT NOT NULL DEFAULT '',
    shop_id BIGINT,
    state TEXT NOT NULL,
    done_rows BIGINT NOT NULL DEFAULT 0,
    resume_at BIGINT NOT NULL DEFAULT 0,
    report TEXT,
    agent_id BIGINT,
    started_at BIGINT NOT NULL,
    finished_at BIGINT,
    UNIQUE (hash, format)
);
CREATE TABLE import_rejects (
    file_id BIGINT NOT NULL REFERENCES import_files (id),
    line BIGINT NOT NULL,
    field TEXT NOT NULL,
    problem TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (file_id, line, field)
);

-- Work that must be finished at the next start: plain indexes dropped by a bulk import, full text that follows behind.
CREATE TABLE rebuild_pending (name TEXT NOT NULL PRIMARY KEY, done_to BIGINT NOT NULL DEFAULT 0, at BIGINT NOT NULL);
-- Searches with a name, for everybody at the desk.
CREATE TABLE order_views (
    id {ID},
    name TEXT NOT NULL UNIQUE,
    query TEXT NOT NULL,
    agent_id BIGINT,
    saved_at BIGINT NOT NULL
);
CREATE TABLE settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL, changed_at BIGINT NOT NULL);

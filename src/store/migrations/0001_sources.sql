-- Where live orders come from: how far each source is known, and since when it fails. Times within are the source's own.
CREATE TABLE sources (
    name TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    changed_to BIGINT,
    placed_to BIGINT,
    synced_at BIGINT,
    failing_since BIGINT,
    fault TEXT NOT NULL DEFAULT '',
    fault_detail TEXT NOT NULL DEFAULT ''
);

-- The source's own id of each order, a number for its content, and until when it is read again by itself.
CREATE TABLE source_orders (
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    order_id BIGINT NOT NULL REFERENCES orders (id),
    content_hash BIGINT NOT NULL,
    watch_until BIGINT NOT NULL,
    PRIMARY KEY (source, external_id)
);
CREATE INDEX source_orders_order ON source_orders (order_id);
CREATE INDEX source_orders_watch ON source_orders (source, watch_until);

-- What is written to a live shop: noted with a key of our own before anything leaves, done once, read back. Leases and
-- next_at go by the real clock. ended_at is set once nothing more will come of it.
CREATE TABLE shop_writes (
    id {ID},
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    order_id BIGINT NOT NULL REFERENCES orders (id),
    case_id BIGINT REFERENCES cases (id),
    intention_id BIGINT,
    what TEXT NOT NULL,
    body TEXT NOT NULL DEFAULT '',
    amount BIGINT,
    currency TEXT,
    client_key TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    seen_hash BIGINT NOT NULL,
    remote_id TEXT,
    fault TEXT NOT NULL DEFAULT '',
    fault_detail TEXT NOT NULL DEFAULT '',
    attempts BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    lease_owner TEXT,
    lease_until BIGINT,
    agent_id BIGINT,
    at BIGINT NOT NULL,
    asked_at BIGINT,
    ended_at BIGINT,
    settled_by BIGINT,
    changed_by BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX shop_writes_order ON shop_writes (order_id, id);
CREATE INDEX shop_writes_case ON shop_writes (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX shop_writes_open ON shop_writes (source, next_at) WHERE ended_at IS NULL;

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

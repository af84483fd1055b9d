-- Internal tickets to warehouse, finance, courier and lead.
CREATE TABLE tickets (
    id {ID},
    kind TEXT NOT NULL,
    desk TEXT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL DEFAULT '',
    order_id BIGINT REFERENCES orders (id),
    conversation_id BIGINT REFERENCES conversations (id),
    case_id BIGINT REFERENCES cases (id),
    customer_id BIGINT REFERENCES customers (id),
    product_id BIGINT REFERENCES products (id),
    fault_id BIGINT,
    due_at BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    agent_id BIGINT,
    answer TEXT,
    outcome TEXT,
    answered_at BIGINT,
    answered_by BIGINT,
    closed_at BIGINT,
    changed_by BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX tickets_open ON tickets (due_at, id) WHERE closed_at IS NULL;
CREATE INDEX tickets_order ON tickets (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX tickets_fault ON tickets (fault_id) WHERE fault_id IS NOT NULL;
CREATE INDEX tickets_conversation ON tickets (conversation_id) WHERE conversation_id IS NOT NULL;

-- What one shift leaves to the next. row_key names what it is about; it stands open once.
CREATE TABLE handovers (
    id {ID},
    row_key TEXT NOT NULL,
    shift TEXT NOT NULL,
    agent_id BIGINT,
    at BIGINT NOT NULL,
    conversation_id BIGINT REFERENCES conversations (id),
    order_id BIGINT REFERENCES orders (id),
    case_id BIGINT REFERENCES cases (id),
    promise_id BIGINT REFERENCES promises (id),
    ticket_id BIGINT REFERENCES tickets (id),
    review_case_id BIGINT,
    note TEXT NOT NULL DEFAULT '',
    due_at BIGINT,
    accepted_at BIGINT,
    accepted_by BIGINT,
    changed_by BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX handovers_open ON handovers (row_key) WHERE accepted_at IS NULL;

-- A buyer asked when a paid order ships: one row per message.
CREATE TABLE ship_nudges (
    message_id BIGINT NOT NULL PRIMARY KEY,
    order_id BIGINT NOT NULL REFERENCES orders (id),
    at BIGINT NOT NULL
);
CREATE INDEX ship_nudges_order ON ship_nudges (order_id);

-- Work on orders: what was decided and is done elsewhere, who is writing to whom.

-- A step on an order that is carried out outside kefu: on the platform's page, in the warehouse, by the courier. Several
-- can be pending on one order. state: to_do_on_platform, asked, done, confirmed, failed. old_value and new_value say what
-- changes, both for people and to know it again in an import. day is the shift's day of a gift whose worth is known: that counts
-- with the compensations of its order and day, within per_order and per_day, which are none when the lead decided.
CREATE TABLE order_intentions (
    id {ID},
    order_id BIGINT NOT NULL REFERENCES orders (id),
    order_line_id BIGINT,
    what TEXT NOT NULL,
    state TEXT NOT NULL,
    old_value TEXT NOT NULL DEFAULT '',
    new_value TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    amount BIGINT,
    currency TEXT,
    own_limit BIGINT,
    approved_by BIGINT,
    agent_id BIGINT,
    at BIGINT NOT NULL,
    day TEXT,
    per_order BIGINT,
    per_day BIGINT,
    ended_at BIGINT,
    ended_by BIGINT,
    ended_by_import BIGINT NOT NULL DEFAULT 0,
    changed_by BIGINT,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK (approved_by IS NULL OR agent_id IS NULL OR approved_by <> agent_id),
    CHECK (own_limit IS NULL OR amount IS NULL OR amount <= own_limit OR approved_by IS NOT NULL),
    CHECK (what <> 'gift' OR amount IS NULL OR (day IS NOT NULL AND currency IS NOT NULL))
);
CREATE INDEX order_intentions_order ON order_intentions (order_id, id);
CREATE INDEX order_intentions_day ON order_intentions (day, agent_id) WHERE day IS NOT NULL;
CREATE INDEX order_intentions_pending ON order_intentions (id) WHERE ended_at IS NULL;

-- Who is writing a reminder to which buyer now; one row a buyer, overwritten once it is old.
CREATE TABLE reminder_claims (
    buyer TEXT NOT NULL PRIMARY KEY,
    order_id BIGINT,
    agent_id BIGINT,
    at BIGINT NOT NULL
);

-- What only SQLite has: the full-text tables (docid = id of the row), and the audit that cannot be rewritten.
CREATE VIRTUAL TABLE order_text USING fts5 (terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
CREATE VIRTUAL TABLE message_text USING fts5 (terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
CREATE VIRTUAL TABLE log_text USING fts5 (terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE (ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE (ABORT, 'the audit is append-only'); END;
-- Decisions made here never give away more than was paid, whatever wrote them, and a second person is a lead or the owner.
CREATE TRIGGER refund_within_paid BEFORE INSERT ON refund_decisions
WHEN NEW.in_goods = 0 AND NEW.amount + (SELECT COALESCE(sum(c.amount), 0) FROM cases c WHERE c.order_id = NEW.order_id AND c.id <> NEW.case_id
    AND c.stage <> 'closed' AND c.kind IN ('refund_only', 'return_refund')) > (SELECT paid FROM orders WHERE id = NEW.order_id)
BEGIN SELECT RAISE (ABORT, 'more would be refunded than was paid'); END;
CREATE TRIGGER refund_second BEFORE INSERT ON refund_decisions
WHEN NEW.second_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM agents WHERE id = NEW.second_id AND role IN ('lead', 'owner'))
BEGIN SELECT RAISE (ABORT, 'only a lead or the owner approves'); END;
CREATE TRIGGER refund_decisions_no_update BEFORE UPDATE ON refund_decisions
BEGIN SELECT RAISE (ABORT, 'a decision is taken back, never changed'); END;
-- Of the cases people here open none stands beside an open one that may be about the same goods, unless it says why.
CREATE TRIGGER case_beside_open BEFORE INSERT ON cases
WHEN NEW.origin = 'person' AND NEW.is_open = 1 AND NEW.apart IS NULL AND EXISTS (SELECT 1 FROM cases WHERE order_id = NEW.order_id
    AND is_open = 1 AND (order_line_id IS NULL) <> (NEW.order_line_id IS NULL))
BEGIN SELECT RAISE (ABORT, 'an open case may be about the same goods'); END;
-- Nor beside one of the same line that a platform tells of, whatever it says.
CREATE TRIGGER case_of_told_line BEFORE INSERT ON cases
WHEN NEW.origin = 'person' AND NEW.is_open = 1 AND NEW.order_line_id IS NOT NULL AND EXISTS (SELECT 1 FROM cases
    WHERE order_id = NEW.order_id AND is_open = 1 AND origin <> 'person' AND order_line_id = NEW.order_line_id)
BEGIN SELECT RAISE (ABORT, 'the line has an open case'); END;
CREATE TRIGGER case_open_again BEFORE UPDATE OF is_open ON cases
WHEN NEW.origin = 'person' AND NEW.changed_by IS NOT NULL AND OLD.is_open = 0 AND NEW.is_open = 1
    AND EXISTS (SELECT 1 FROM cases WHERE order_id = NEW.order_id AND id <> NEW.id AND is_open = 1
    AND ((NEW.apart IS NULL AND (order_line_id IS NULL) <> (NEW.order_line_id IS NULL))
        OR (origin <> 'person' AND order_line_id = NEW.order_line_id)))
BEGIN SELECT RAISE (ABORT, 'an open case may be about the same goods'); END;
-- Without a lead, compensations and gifts together stay within what an order and a day may have.
CREATE TRIGGER compensation_within_limits BEFORE INSERT ON compensations
WHEN NEW.second_id IS NULL
    AND EXISTS (SELECT 1 FROM agents WHERE id = NEW.agent_id AND role IN ('presale', 'aftersale'))
    AND (NEW.per_order IS NULL OR NEW.per_day IS NULL
        OR NEW.amount + (SELECT COALESCE(sum(amount), 0) FROM given_beside WHERE order_id = NEW.order_id
            AND currency = NEW.currency) > NEW.per_order
        OR NEW.amount + (SELECT COALESCE(sum(amount), 0) FROM given_beside WHERE day = NEW.day AND agent_id = NEW.agent_id
            AND currency = NEW.currency) > NEW.per_day)
BEGIN SELECT RAISE (ABORT, 'more compensation than the limits allow'); END;
CREATE TRIGGER gift_within_limits BEFORE INSERT ON order_intentions
WHEN NEW.day IS NOT NULL AND NEW.approved_by IS NULL
    AND EXISTS (SELECT 1 FROM agents WHERE id = NEW.agent_id AND role IN ('presale', 'aftersale'))
    AND (NEW.per_order IS NULL OR NEW.per_day IS NULL
        OR NEW.amount + (SELECT COALESCE(sum(amount), 0) FROM given_beside WHERE order_id = NEW.order_id
            AND currency = NEW.currency) > NEW.per_order
        OR NEW.amount + (SELECT COALESCE(sum(amount), 0) FROM given_beside WHERE day = NEW.day AND agent_id = NEW.agent_id
            AND currency = NEW.currency) > NEW.per_day)
BEGIN SELECT RAISE (ABORT, 'more in gifts than the limits allow'); END;
-- Nor does one that was withdrawn, or a gift that failed, come back beside what was given since.
CREATE TRIGGER compensation_given_again BEFORE UPDATE OF state ON compensations
WHEN OLD.state = 'withdrawn' AND NEW.state <> 'withdrawn' AND NEW.per_order IS NOT NULL AND NEW.second_id IS NULL
    AND (NEW.amount + (SELECT COALESCE(sum(amount), 0) FROM given_beside WHERE order_id = NEW.order_id
            AND currency = NEW.currency) > NEW.per_order
        OR NEW.amount + (SELECT COALESCE(sum(amount), 0) FROM given_beside WHERE day = NEW.day AND agent_id = NEW.agent_id
            AND currency = NEW.currency) > NEW.per_day)
BEGIN SELECT RAISE (ABORT, 'more compensation than the limits allow'); END;
CREATE TRIGGER gift_given_again BEFORE UPDATE OF state ON order_intentions
WHEN OLD.state = 'failed' AND NEW.state <> 'failed' AND NEW.day IS NOT NULL AND NEW.per_order IS NOT NULL
    AND NEW.approved_by IS NULL
    AND (NEW.amount + (SELECT COALESCE(sum(amount), 0) FROM given_beside WHERE order_id = NEW.order_id
            AND currency = NEW.currency) > NEW.per_order
        OR NEW.amount + (SELECT COALESCE(sum(amount), 0) FROM given_beside WHERE day = NEW.day AND agent_id = NEW.agent_id
            AND currency = NEW.currency) > NEW.per_day)
BEGIN SELECT RAISE (ABORT, 'more in gifts than the limits allow'); END;

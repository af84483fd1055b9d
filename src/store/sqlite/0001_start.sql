-- What only SQLite has: the full-text tables (docid = id of the row), and the audit that cannot be rewritten.
CREATE VIRTUAL TABLE order_text USING fts5 (terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
CREATE VIRTUAL TABLE message_text USING fts5 (terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
CREATE VIRTUAL TABLE log_text USING fts5 (terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE (ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE (ABORT, 'the audit is append-only'); END;

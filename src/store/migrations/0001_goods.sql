-- Products, stock, parcels on their way, reviews, bills. A *_key column is the text in the form texts are compared in.

CREATE TABLE products (
    id {ID},
    product_key TEXT NOT NULL UNIQUE,
    outer_id TEXT NOT NULL DEFAULT '',
    item_id TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    title_key TEXT NOT NULL DEFAULT '',
    material TEXT NOT NULL DEFAULT '',
    size_table TEXT NOT NULL DEFAULT '',
    selling_points TEXT NOT NULL DEFAULT '',
    matching TEXT NOT NULL DEFAULT '',
    warranty TEXT NOT NULL DEFAULT '',
    seen_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX products_item ON products (item_id) WHERE item_id <> '';
CREATE INDEX products_title ON products (title_key) WHERE title_key <> '';

-- What a sheet said of a product in one of its rows: the same row again changes nothing.
CREATE TABLE product_rows (
    product_id BIGINT NOT NULL REFERENCES products (id),
    row_key TEXT NOT NULL,
    row_hash BIGINT NOT NULL,
    PRIMARY KEY (product_id, row_key)
);
-- A code belongs to one product; its properties are what tells it from the product's other codes.
CREATE TABLE product_skus (
    sku_key TEXT NOT NULL PRIMARY KEY,
    product_id BIGINT NOT NULL REFERENCES products (id),
    code TEXT NOT NULL,
    sku TEXT NOT NULL DEFAULT ''
);
CREATE INDEX product_skus_product ON product_skus (product_id, sku_key);
CREATE TABLE product_answers (
    product_id BIGINT NOT NULL REFERENCES products (id),
    question_key TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (product_id, question_key)
);
CREATE TABLE product_terms (
    term TEXT NOT NULL,
    product_id BIGINT NOT NULL REFERENCES products (id),
    PRIMARY KEY (term, product_id)
);
CREATE INDEX product_terms_product ON product_terms (product_id);
CREATE TABLE product_faults (
    id {ID},
    product_id BIGINT NOT NULL REFERENCES products (id),
    at BIGINT NOT NULL,
    agent_id BIGINT,
    body TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT 'person',
    mended_at BIGINT,
    changed_by BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX product_faults_product ON product_faults (product_id, at);

CREATE TABLE stock (
    sku_key TEXT NOT NULL,
    warehouse TEXT NOT NULL DEFAULT '',
    quantity BIGINT NOT NULL,
    counted_at BIGINT NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (sku_key, warehouse)
);
CREATE INDEX stock_out ON stock (sku_key) WHERE quantity <= 0;

-- matched is 1 once the parcel's order was found and told of it.
CREATE TABLE parcels (
    number TEXT NOT NULL PRIMARY KEY,
    carrier TEXT NOT NULL DEFAULT '',
    order_number TEXT NOT NULL DEFAULT '',
    picked_up_at BIGINT,
    last_scan_at BIGINT,
    last_scan TEXT NOT NULL DEFAULT '',
    signed_at BIGINT,
    state TEXT NOT NULL DEFAULT 'unknown',
    raw_state TEXT NOT NULL DEFAULT '',
    matched BIGINT NOT NULL DEFAULT 0,
    row_hash BIGINT NOT NULL DEFAULT 0,
    seen_at BIGINT NOT NULL
);
CREATE INDEX parcels_unmatched ON parcels (number) WHERE matched = 0;

-- answer is what buyers can read; draft is ours until it stands on the platform.
CREATE TABLE reviews (
    id {ID},
    review_key TEXT NOT NULL UNIQUE,
    platform TEXT NOT NULL,
    shop_id BIGINT,
    order_number TEXT NOT NULL DEFAULT '',
    order_id BIGINT,
    buyer TEXT NOT NULL DEFAULT '',
    buyer_level TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    sku TEXT NOT NULL DEFAULT '',
    outer_id TEXT NOT NULL DEFAULT '',
    item_id TEXT NOT NULL DEFAULT '',
    stars BIGINT,
    body TEXT NOT NULL DEFAULT '',
    pictures BIGINT NOT NULL DEFAULT 0,
    written_at BIGINT,
    follow_up TEXT NOT NULL DEFAULT '',
    follow_up_at BIGINT,
    answer TEXT NOT NULL DEFAULT '',
    draft TEXT NOT NULL DEFAULT '',
    answer_state TEXT NOT NULL DEFAULT 'none',
    answered_at BIGINT,
    agent_id BIGINT,
    kind TEXT NOT NULL,
    newest_at BIGINT NOT NULL,
    row_hash BIGINT NOT NULL DEFAULT 0,
    seen_at BIGINT NOT NULL,
    changed_by BIGINT,
    version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX reviews_newest ON reviews (newest_at, id);
CREATE INDEX reviews_open ON reviews (newest_at, id) WHERE answer_state <> 'done';
CREATE INDEX reviews_order ON reviews (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE courier_bills (
    number TEXT NOT NULL,
    fee TEXT NOT NULL DEFAULT '',
    carrier TEXT NOT NULL DEFAULT '',
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    grams BIGINT,
    billed_at BIGINT,
    place TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (number, fee)
);
CREATE INDEX courier_bills_at ON courier_bills (billed_at);

-- The shop. One text for both databases; {id} is a generated 64-bit key, {blob} bytes, {key} text compared byte by
-- byte. Times are UTC milliseconds, amounts minor units, rates millionths, days are days since 1970-01-01 in the
-- shop's zone.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);

-- Rows that a writer takes in the last statements of its transaction.
CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
INSERT INTO counters (name, value) VALUES ('order', 1000);

-- The journal ------------------------------------------------------------------------------------------------------

CREATE TABLE journal_head (id INTEGER PRIMARY KEY CHECK (id = 1), seq BIGINT NOT NULL, hash {blob} NOT NULL);
CREATE TABLE journal (
    seq BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    action TEXT NOT NULL,
    entity TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    topics TEXT NOT NULL,
    request_id TEXT NOT NULL,
    address TEXT NOT NULL,
    payload_hash {blob} NOT NULL,
    hash {blob} NOT NULL
);
CREATE INDEX journal_entity ON journal (entity, entity_id, seq);
-- Apart, so that a person can be erased without breaking the chain: it runs over payload_hash.
CREATE TABLE journal_payloads (seq BIGINT PRIMARY KEY, before_json TEXT, after_json TEXT);

-- Settings: one row -------------------------------------------------------------------------------------------------

CREATE TABLE settings (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    shop_name TEXT NOT NULL,
    currency TEXT NOT NULL,
    country TEXT NOT NULL,
    timezone TEXT NOT NULL,
    languages TEXT NOT NULL,
    prices_include_tax INTEGER NOT NULL,
    contact_email TEXT NOT NULL DEFAULT '',
    contact_phone TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    allowed_origins TEXT NOT NULL DEFAULT '',
    allowed_hosts TEXT NOT NULL DEFAULT '',
    cart_days INTEGER NOT NULL DEFAULT 30
);

-- People ------------------------------------------------------------------------------------------------------------

CREATE TABLE users (
    id {id},
    email TEXT,
    email_key {key} UNIQUE,
    name TEXT NOT NULL,
    name_key {key} NOT NULL,
    phone TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL,
    password_hash TEXT,
    totp_secret TEXT,
    totp_step BIGINT NOT NULL DEFAULT 0, -- used last: a code serves once
    external_number TEXT UNIQUE,
    country TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    disabled INTEGER NOT NULL DEFAULT 0,
    erased INTEGER NOT NULL DEFAULT 0,
    revision BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX users_role_name ON users (role, name_key, id);
CREATE INDEX users_role_created ON users (role, created_at, id);

CREATE TABLE sessions (
    id {id},
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash {blob} NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    agent TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT ''
);
CREATE INDEX sessions_user ON sessions (user_id, id);

CREATE TABLE api_keys (
    id {id},
    name TEXT NOT NULL,
    lookup TEXT NOT NULL UNIQUE,
    secret_hash {blob} NOT NULL,
    scopes TEXT NOT NULL,
    expires_at BIGINT,
    last_used_at BIGINT,
    revision BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE invitations (
    id {id},
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash {blob} NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- Guessing is slowed across restarts; subject is a hash of the account or of the address.
CREATE TABLE login_attempts (
    subject {blob} PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at BIGINT NOT NULL,
    wait_until BIGINT NOT NULL
);
-- Devices an account signed in from, so that its owner is not slowed by somebody else's guessing.
CREATE TABLE known_devices (subject {blob} PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE, seen_at BIGINT NOT NULL);

CREATE TABLE addresses (
    id {id},
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX addresses_user ON addresses (user_id, id);

-- The catalogue -----------------------------------------------------------------------------------------------------

CREATE TABLE categories (
    id {id},
    parent_id BIGINT REFERENCES categories (id),
    name TEXT NOT NULL,
    slug {key} NOT NULL UNIQUE,
    position INTEGER NOT NULL DEFAULT 0,
    revision BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX categories_parent ON categories (parent_id, position);

-- price, compare_at_price, available and image are what lists show: kept beside the product in the transaction that
-- changes a variant, a level or an image.
CREATE TABLE products (
    id {id},
    title TEXT NOT NULL,
    title_key {key} NOT NULL,
    slug {key} NOT NULL UNIQUE,
    description TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL,
    vendor TEXT NOT NULL DEFAULT '',
    options TEXT NOT NULL DEFAULT '[]',
    handle TEXT UNIQUE,
    price BIGINT NOT NULL DEFAULT 0,
    compare_at_price BIGINT,
    available INTEGER NOT NULL DEFAULT 0,
    image TEXT NOT NULL DEFAULT '',
    revision BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX products_name ON products (status, title_key, id);
CREATE INDEX products_price ON products (status, price, id);
CREATE INDEX products_created ON products (status, created_at, id);
CREATE INDEX products_all_name ON products (title_key, id);
CREATE INDEX products_all_created ON products (created_at, id);
CREATE INDEX products_all_price ON products (price, id);
CREATE INDEX products_all_updated ON products (updated_at, id);

CREATE TABLE product_tags (product_id BIGINT NOT NULL REFERENCES products (id) ON DELETE CASCADE, position INTEGER NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (product_id, tag));
CREATE INDEX product_tags_tag ON product_tags (tag, product_id);

CREATE TABLE product_categories (product_id BIGINT NOT NULL REFERENCES products (id) ON DELETE CASCADE, category_id BIGINT NOT NULL REFERENCES categories (id) ON DELETE CASCADE, PRIMARY KEY (product_id, category_id));
CREATE INDEX product_categories_category ON product_categories (category_id, product_id);

CREATE TABLE variants (
    id {id},
    product_id BIGINT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    sku {key} NOT NULL UNIQUE,
    barcode {key} NOT NULL DEFAULT '',
    options TEXT NOT NULL DEFAULT '{}',
    price BIGINT NOT NULL,
    compare_at_price BIGINT,
    cost BIGINT,
    weight_grams BIGINT NOT NULL DEFAULT 0,
    tax_class TEXT NOT NULL DEFAULT 'standard',
    track_stock INTEGER NOT NULL DEFAULT 1,
    allow_backorder INTEGER NOT NULL DEFAULT 0,
    low_stock_threshold INTEGER,
    archived INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX variants_product ON variants (product_id, position);
CREATE INDEX variants_barcode ON variants (barcode);

-- An imported image that lies elsewhere has its address as source, and neither hash nor size.
CREATE TABLE images (
    id {id},
    product_id BIGINT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    source TEXT NOT NULL DEFAULT '',
    hash TEXT NOT NULL,
    extension TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    alt TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX images_product ON images (product_id, position);
CREATE INDEX images_hash ON images (hash);
-- The bytes, where the store is all that there is (PostgreSQL); with SQLite they are files beside it.
CREATE TABLE image_files (name TEXT PRIMARY KEY, bytes {blob} NOT NULL);

-- @sqlite
-- Three columns, as three weights there: the title; SKUs, vendor and tags; the description. What stands in them is
-- folded and cut into words before.
CREATE VIRTUAL TABLE product_search USING fts5 (title, names, body, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'", prefix = '2 3');
-- @postgresql
CREATE TABLE product_search (rowid BIGINT PRIMARY KEY, document TSVECTOR NOT NULL);
CREATE INDEX product_search_document ON product_search USING gin (document);
-- @both

-- Stock -------------------------------------------------------------------------------------------------------------

-- Beside its movements and always their sum. Below zero only where back-orders are taken.
CREATE TABLE stock_levels (variant_id BIGINT PRIMARY KEY REFERENCES variants (id) ON DELETE CASCADE, level BIGINT NOT NULL DEFAULT 0);

CREATE TABLE stock_movements (
    id {id},
    variant_id BIGINT NOT NULL REFERENCES variants (id),
    at BIGINT NOT NULL,
    delta BIGINT NOT NULL,
    level BIGINT NOT NULL,
    reason TEXT NOT NULL,
    reference TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    actor TEXT NOT NULL
);
CREATE INDEX stock_movements_variant ON stock_movements (variant_id, id);

-- Prices around the order -------------------------------------------------------------------------------------------

CREATE TABLE shipping_methods (
    id {id},
    name TEXT NOT NULL,
    countries TEXT NOT NULL,
    price BIGINT NOT NULL,
    free_above BIGINT,
    min_weight_grams BIGINT,
    max_weight_grams BIGINT,
    active INTEGER NOT NULL DEFAULT 1,
    position INTEGER NOT NULL DEFAULT 0,
    revision BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE tax_rates (
    id {id},
    name TEXT NOT NULL,
    country TEXT NOT NULL,
    region TEXT NOT NULL DEFAULT '',
    tax_class TEXT NOT NULL DEFAULT 'standard',
    rate BIGINT NOT NULL,
    revision BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX tax_rates_where ON tax_rates (country, region, tax_class);

-- Carts: not journaled ----------------------------------------------------------------------------------------------

CREATE TABLE carts (
    id {id},
    key_hash {blob} NOT NULL UNIQUE,
    user_id BIGINT REFERENCES users (id) ON DELETE CASCADE,
    state TEXT NOT NULL DEFAULT 'open',
    shipping_address TEXT,
    shipping_method_id BIGINT REFERENCES shipping_methods (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX carts_user ON carts (user_id);
CREATE INDEX carts_expiry ON carts (expires_at);

CREATE TABLE cart_lines (
    id {id},
    cart_id BIGINT NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
    variant_id BIGINT NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
    quantity BIGINT NOT NULL,
    UNIQUE (cart_id, variant_id)
);

-- Orders ------------------------------------------------------------------------------------------------------------

CREATE TABLE orders (
    id {id},
    number {key} UNIQUE,
    sequence BIGINT UNIQUE,
    source TEXT NOT NULL,
    token_hash {blob},
    user_id BIGINT REFERENCES users (id),
    email TEXT NOT NULL,
    customer_name TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL,
    payment_status TEXT NOT NULL,
    fulfilment_status TEXT NOT NULL,
    prices_include_tax INTEGER NOT NULL,
    subtotal BIGINT NOT NULL,
    discount BIGINT NOT NULL,
    shipping BIGINT NOT NULL,
    shipping_tax BIGINT NOT NULL DEFAULT 0,
    tax BIGINT NOT NULL,
    total BIGINT NOT NULL,
    paid BIGINT NOT NULL DEFAULT 0,
    refunded BIGINT NOT NULL DEFAULT 0,
    item_count BIGINT NOT NULL,
    country TEXT NOT NULL DEFAULT '',
    shipping_address TEXT,
    billing_address TEXT,
    shipping_method TEXT NOT NULL DEFAULT '',
    payment_method TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    import_id BIGINT, -- which import brought it
    day INTEGER NOT NULL,
    placed_at BIGINT NOT NULL,
    cancelled_at BIGINT,
    revision BIGINT NOT NULL DEFAULT 1,
    updated_at BIGINT NOT NULL
);
CREATE INDEX orders_placed ON orders (placed_at, id);
CREATE INDEX orders_status ON orders (status, placed_at, id);
CREATE INDEX orders_user ON orders (user_id, placed_at, id);
CREATE INDEX orders_day ON orders (day);

CREATE TABLE order_lines (
    id {id},
    order_id BIGINT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    variant_id BIGINT,
    product_id BIGINT,
    sku TEXT NOT NULL,
    title TEXT NOT NULL,
    options TEXT NOT NULL DEFAULT '{}',
    quantity BIGINT NOT NULL,
    unit_price BIGINT NOT NULL, -- ten-thousandths of a minor unit
    total BIGINT NOT NULL, -- authoritative
    discount BIGINT NOT NULL DEFAULT 0,
    tax_name TEXT NOT NULL DEFAULT '',
    tax_rate BIGINT NOT NULL DEFAULT 0,
    tax BIGINT NOT NULL DEFAULT 0,
    fulfilled BIGINT NOT NULL DEFAULT 0,
    refunded_quantity BIGINT NOT NULL DEFAULT 0,
    refunded BIGINT NOT NULL DEFAULT 0,
    stock_taken BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX order_lines_order ON order_lines (order_id, position);
CREATE INDEX order_lines_variant ON order_lines (variant_id);

CREATE TABLE order_taxes (order_id BIGINT NOT NULL REFERENCES orders (id) ON DELETE CASCADE, name TEXT NOT NULL, rate BIGINT NOT NULL, net BIGINT NOT NULL, amount BIGINT NOT NULL, PRIMARY KEY (order_id, name, rate));

CREATE TABLE fulfilments (id {id}, order_id BIGINT NOT NULL REFERENCES orders (id) ON DELETE CASCADE, at BIGINT NOT NULL, tracking TEXT NOT NULL DEFAULT '');
CREATE INDEX fulfilments_order ON fulfilments (order_id);
CREATE TABLE fulfilment_lines (fulfilment_id BIGINT NOT NULL REFERENCES fulfilments (id) ON DELETE CASCADE, order_line_id BIGINT NOT NULL REFERENCES order_lines (id) ON DELETE CASCADE, quantity BIGINT NOT NULL, PRIMARY KEY (fulfilment_id, order_line_id));

-- Payments are positive, refunds negative; their sum is orders.paid - orders.refunded. Of a refund, shipping is what
-- of it gives shipping back, with the shipping_tax in it; both positive.
CREATE TABLE payments (
    id {id},
    order_id BIGINT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    at BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    shipping BIGINT NOT NULL DEFAULT 0,
    shipping_tax BIGINT NOT NULL DEFAULT 0,
    method TEXT NOT NULL,
    reference TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX payments_order ON payments (order_id);
-- amount goes back to the customer for the line, with the tax in it.
CREATE TABLE refund_lines (payment_id BIGINT NOT NULL REFERENCES payments (id) ON DELETE CASCADE, order_line_id BIGINT NOT NULL REFERENCES order_lines (id) ON DELETE CASCADE, quantity BIGINT NOT NULL, amount BIGINT NOT NULL, tax BIGINT NOT NULL, restocked INTEGER NOT NULL, PRIMARY KEY (payment_id, order_line_id));

-- Daily totals: kept in the transaction that changes an order, and can be made anew from the orders -----------------

CREATE TABLE daily_sales (
    day INTEGER PRIMARY KEY,
    orders BIGINT NOT NULL DEFAULT 0,
    items BIGINT NOT NULL DEFAULT 0,
    gross BIGINT NOT NULL DEFAULT 0,
    discounts BIGINT NOT NULL DEFAULT 0,
    returns BIGINT NOT NULL DEFAULT 0,
    net BIGINT NOT NULL DEFAULT 0,
    tax BIGINT NOT NULL DEFAULT 0,
    shipping BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE daily_variants (day INTEGER NOT NULL, variant_id BIGINT NOT NULL, units BIGINT NOT NULL, revenue BIGINT NOT NULL, PRIMARY KEY (day, variant_id));
CREATE TABLE daily_countries (day INTEGER NOT NULL, country TEXT NOT NULL, orders BIGINT NOT NULL, items BIGINT NOT NULL, net BIGINT NOT NULL, PRIMARY KEY (day, country));
CREATE TABLE daily_taxes (day INTEGER NOT NULL, name TEXT NOT NULL, rate BIGINT NOT NULL, net BIGINT NOT NULL, tax BIGINT NOT NULL, PRIMARY KEY (day, name, rate));

-- Beside the shop ---------------------------------------------------------------------------------------------------

-- A reply is kept encrypted under its own key's words, so that no token lies here in the clear.
CREATE TABLE idempotency (
    key_hash {blob} PRIMARY KEY,
    body_hash {blob} NOT NULL,
    status INTEGER NOT NULL,
    reply {blob} NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX idempotency_created ON idempotency (created_at);

CREATE TABLE requests (
    id {id},
    at BIGINT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    status INTEGER NOT NULL,
    micros BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    actor TEXT NOT NULL,
    request_id TEXT NOT NULL,
    address TEXT NOT NULL
);
CREATE INDEX requests_at ON requests (at);

-- How far an import has come, so that an interrupted one goes on and a repeated one changes nothing.
CREATE TABLE imports (
    id {id},
    kind TEXT NOT NULL,
    file_hash {blob} NOT NULL,
    rows_done BIGINT NOT NULL,
    finished INTEGER NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (kind, file_hash)
);

-- The journal is written and never rewritten; only a payload may go, when a person is erased.
-- @sqlite
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is not rewritten'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is not rewritten'); END;
-- @postgresql
CREATE FUNCTION journal_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the journal is not rewritten'; END $$;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal FOR EACH ROW EXECUTE FUNCTION journal_is_kept();
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal FOR EACH ROW EXECUTE FUNCTION journal_is_kept();
-- @both

-- Lists of the catalogue within prices or of what is in stock are decided in the index that they walk, without a look at
-- the products that they leave out.
DROP INDEX products_name;
DROP INDEX products_price;
DROP INDEX products_created;
CREATE INDEX products_name ON products (status, title_key, id, price, available);
CREATE INDEX products_price ON products (status, price, id, available);
CREATE INDEX products_created ON products (status, created_at, id, price, available);

-- @sqlite
-- Where in a column a word stands is never asked for; without it there is room for lists of the beginnings of words, so
-- that what very many products have in common is not read to its end for one page.
CREATE VIRTUAL TABLE product_search_2 USING fts5 (title, names, body, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'", prefix = '1 2 3 4 5 6', detail = column);
INSERT INTO product_search_2 (rowid, title, names, body) SELECT rowid, title, names, body FROM product_search;
DROP TABLE product_search;
ALTER TABLE product_search_2 RENAME TO product_search;
-- @both

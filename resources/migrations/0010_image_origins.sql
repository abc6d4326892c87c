-- The address on the web that an image of the shop's own was brought from: a file that names it again finds it there.
ALTER TABLE images ADD COLUMN origin TEXT NOT NULL DEFAULT '';
-- Those that lie elsewhere are looked for after every change, and mostly there are none.
CREATE INDEX images_elsewhere ON images (product_id) WHERE source <> '';

-- The shop's number for tax, as invoices have to show it.
ALTER TABLE settings ADD COLUMN tax_number TEXT NOT NULL DEFAULT '';

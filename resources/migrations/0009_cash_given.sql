-- What was handed over for a payment in cash, in minor units; the rest was given back. NULL where nobody said it.
ALTER TABLE payments ADD COLUMN given BIGINT;

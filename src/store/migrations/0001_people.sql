-- One person with several accounts: merged_into names the account they are seen under.
CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX customers_barred ON customers (id) WHERE do_not_contact = 1 OR blocked_at IS NOT NULL;

-- One person with several accounts: merged_into names the account they are seen under.
CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL;

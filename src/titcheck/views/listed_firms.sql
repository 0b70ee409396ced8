-- Dispositions by the name and address of the firm, as they are compared: one row per disposition that gives a name. `org_type` is io or so, NULL where it may be
-- either's; `core` is the name without its legal form.
WITH named AS MATERIALIZED (
  SELECT source, CASE WHEN starts_with(kind, 'io_') THEN 'io' WHEN starts_with(kind, 'so_') THEN 'so' ELSE org_type END AS org_type,
         corporate_key(corporate_no) AS corporate_no, firm_key(name) AS name, address_key(address) AS address, prefecture_key(address) AS prefecture
  FROM dispositions
)
SELECT source, org_type, corporate_no, name, firm_core(name) AS core, address, prefecture FROM named WHERE name IS NOT NULL

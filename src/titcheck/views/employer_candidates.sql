-- Dispositions and employers that may be one firm by their names: one row per pair. Differing corporate numbers are two firms (NM-02).
-- `matched_by`: name+address, name (an address is unknown) and name+other_address are equal names. similar+address and similar are a suggestion that changes
-- no verdict: the same lot number, or names equal but for the legal form. Any other likeness, and one across prefectures, is left out: five
-- hundred employers against a long list would otherwise always resemble somebody. `name_score` and `address_score` are how alike they are in a hundred, 100 is
-- equal, NULL is nothing to compare; what differs is scored by the store (store/likeness.py).
WITH named AS MATERIALIZED (
  SELECT source, io_no, corporate_key(corporate_no) AS corporate_no, firm_key(name) AS name, address_key(address) AS address, coalesce(prefecture_key(address), prefecture_key(prefecture)) AS prefecture
  FROM implementing_orgs
), booked AS MATERIALIZED (
  SELECT *, firm_core(name) AS core FROM named WHERE name IS NOT NULL
), near AS (
  SELECT listed.source, booked.source AS employer_source FROM listed_firms AS listed JOIN booked ON booked.core = listed.core
  UNION
  SELECT listed.source, booked.source FROM listed_firms AS listed JOIN booked ON booked.address = listed.address AND regexp_matches(listed.address, '[0-9]')
), pairs AS (
  SELECT near.source, employer_source, io_no, listed.name = booked.name AS one_name, listed.core AS listed_name, booked.core AS booked_name, (listed.prefecture <> booked.prefecture) IS TRUE AS far,
         full_address(listed.address, listed.prefecture, booked.prefecture) AS listed_address, full_address(booked.address, booked.prefecture, listed.prefecture) AS booked_address
  FROM near JOIN listed_firms AS listed ON listed.source = near.source JOIN booked ON booked.source = employer_source
  WHERE (org_type = 'io') IS NOT FALSE AND (listed.corporate_no <> booked.corporate_no) IS NOT TRUE AND io_no IS NOT NULL
)
SELECT source, employer_source, io_no, matched_name(one_name, listed_address, booked_address, far) AS matched_by, listed_name, booked_name, listed_address, booked_address,
       CASE WHEN listed_name = booked_name THEN 100 END AS name_score, CASE WHEN listed_address = booked_address THEN 100 END AS address_score
FROM pairs WHERE one_name OR NOT far

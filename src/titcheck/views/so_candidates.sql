-- Dispositions and supervising organisations that may be one by their names: one row per pair, as employer_candidates. Of a licence with two corporate numbers
-- neither is known to be its own.
WITH named AS MATERIALIZED (
  SELECT source, number_key(so_no) AS so_no, firm_key(name) AS name, address_key(address) AS address, prefecture_key(address) AS prefecture,
         CASE WHEN min(corporate_key(corporate_no)) OVER licence = max(corporate_key(corporate_no)) OVER licence THEN min(corporate_key(corporate_no)) OVER licence END AS corporate_no
  FROM supervising_orgs WINDOW licence AS (PARTITION BY so_no)
), booked AS MATERIALIZED (
  SELECT *, firm_core(name) AS core FROM named WHERE name IS NOT NULL
), near AS (
  SELECT listed.source, booked.source AS so_source FROM listed_firms AS listed JOIN booked ON booked.core = listed.core
  UNION
  SELECT listed.source, booked.source FROM listed_firms AS listed JOIN booked ON booked.address = listed.address AND regexp_matches(listed.address, '[0-9]')
), pairs AS (
  SELECT near.source, so_source, so_no, listed.name = booked.name AS one_name, listed.core AS listed_name, booked.core AS booked_name, (listed.prefecture <> booked.prefecture) IS TRUE AS far,
         full_address(listed.address, listed.prefecture, booked.prefecture) AS listed_address, full_address(booked.address, booked.prefecture, listed.prefecture) AS booked_address
  FROM near JOIN listed_firms AS listed ON listed.source = near.source JOIN booked ON booked.source = so_source
  WHERE (org_type = 'so') IS NOT FALSE AND (listed.corporate_no <> booked.corporate_no) IS NOT TRUE AND so_no IS NOT NULL
)
SELECT source, so_source, so_no, matched_name(one_name, listed_address, booked_address, far) AS matched_by, listed_name, booked_name, listed_address, booked_address,
       CASE WHEN listed_name = booked_name THEN 100 END AS name_score, CASE WHEN listed_address = booked_address THEN 100 END AS address_score
FROM pairs WHERE one_name OR NOT far

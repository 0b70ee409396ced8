-- Whether a sending organisation is of a country with a memorandum of cooperation (moc_countries): one row per sending organisation that a book or a plan
-- names. `moc` is TRUE where the country in the book, or the first three letters of the number, are of one on the list; FALSE where a country is known and
-- neither is; NULL where no country is known. The memorandum was signed on or after signed_from (NULL: the day is not known) and was in force on listed_on.
WITH spelt AS (
  SELECT country_code, country_en, country_ja, signed_from, listed_on, unnest(split(spellings, '|')) AS spelling FROM moc_countries
), organisations AS (
  SELECT number_key(sending_org_no) AS sending_org_no, source, country FROM sending_orgs
  UNION ALL
  SELECT DISTINCT sending_org_no, NULL, NULL FROM sent_plans
), known AS (
  SELECT sending_org_no, min(source) AS source, min(country) AS country,
         CASE WHEN regexp_full_match(upper(sending_org_no), '[A-Z]{3}[0-9]{6}') THEN upper(left(sending_org_no, 3)) END AS code
  FROM organisations WHERE sending_org_no IS NOT NULL GROUP BY sending_org_no
)
SELECT known.source, sending_org_no, coalesce(known.country, country_ja, code) AS country,
       CASE WHEN country_code IS NOT NULL THEN TRUE WHEN known.country IS NOT NULL OR code IS NOT NULL THEN FALSE END AS moc, signed_from, listed_on
FROM known LEFT JOIN spelt ON spelling = lower(country) OR country_code = code OR country_code = upper(country)
QUALIFY row_number() OVER (PARTITION BY sending_org_no ORDER BY spelling = lower(known.country) DESC NULLS LAST, country_code, spelling) = 1

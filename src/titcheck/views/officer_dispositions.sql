-- Dispositions that name a person, paired with the officers of employers who are or may be that person: one row per disposition, officer and way.
-- `named_as` is person, or representative (of a revoked corporation). `same` is TRUE where name and day of birth agree, NULL where one of them is unknown on
-- either side, as a representative's day of birth always is; a differing name or day of birth is another person. A row without name and day of birth names
-- nobody. The officer is in office from office_from through office_until, which is 31 December 9999 while nobody has left; NULL where unknown.
WITH named AS (
  SELECT source, kind, 'person' AS named_as, name_key(person) AS name, birth_date FROM dispositions WHERE person IS NOT NULL OR birth_date IS NOT NULL
  UNION ALL
  SELECT source, kind, 'representative', name_key(representative), NULL FROM dispositions WHERE representative IS NOT NULL
), serving AS (
  SELECT source, number_key(org_no) AS io_no, name_key(name) AS name, birth_date, from_on, CASE WHEN until_on IS NOT NULL THEN until_on WHEN NOT until THEN DATE '9999-12-31' END AS until_on
  FROM officers WHERE org_type IS DISTINCT FROM 'so' AND number_key(org_no) IS NOT NULL
), pairs AS (
  SELECT named.source, serving.source AS officer_source, io_no, kind, named_as, named.birth_date = serving.birth_date AS same, from_on, until_on
  FROM named JOIN serving ON serving.name = named.name
  UNION ALL
  SELECT named.source, serving.source, io_no, kind, named_as, CASE WHEN named.birth_date <> serving.birth_date THEN FALSE END, from_on, until_on
  FROM named JOIN serving ON serving.name IS NULL
  UNION ALL
  SELECT named.source, serving.source, io_no, kind, named_as, NULL, from_on, until_on
  FROM named JOIN serving ON named.name IS NULL AND (serving.birth_date = named.birth_date) IS NOT FALSE AND serving.name IS NOT NULL
)
SELECT source, officer_source, io_no, kind, named_as, same, from_on AS office_from, until_on AS office_until FROM pairs WHERE same IS NOT FALSE

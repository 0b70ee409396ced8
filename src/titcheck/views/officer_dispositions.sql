-- Dispositions that name a person, paired with the officers of employers who are or may be that person: one row per disposition, person and officer.
-- `named_as` is person, representative (of a revoked corporation), or officer (of an employer in the books whose plan was revoked, in office on the day of the
-- act). `surely` is whether that person is concerned: NULL where it is not known that the revocation was this employer's, or who was in office.
-- `same` is TRUE where name and day of birth agree, NULL where one of them is unknown on either side, as a representative's day of birth always is; a
-- differing name or day of birth is another person. A row without name and day of birth names nobody.
-- The officer is in office from office_from through office_until, which is 31 December 9999 while nobody has left; NULL where unknown.
WITH serving AS (
  SELECT source, number_key(org_no) AS io_no, name_key(name) AS name, birth_date, from_on, CASE WHEN until_on IS NOT NULL THEN until_on WHEN NOT until THEN DATE '9999-12-31' END AS until_on
  FROM officers WHERE org_type IS DISTINCT FROM 'so' AND number_key(org_no) IS NOT NULL
), former AS (
  SELECT matched.source, matched.kind, name, birth_date, nullif(certain, FALSE) AND act_on BETWEEN from_on AND until_on AS surely
  FROM employer_dispositions AS matched JOIN (SELECT source AS act, act_on FROM dispositions) AS acts ON act = matched.source JOIN serving ON serving.io_no = matched.io_no
  WHERE (matched.kind = 'io_revocation') IS NOT FALSE AND matched_by IS NOT NULL AND (act_on BETWEEN from_on AND until_on) IS NOT FALSE
), named AS (
  SELECT source, kind, 'person' AS named_as, name_key(person) AS name, birth_date, TRUE AS surely FROM dispositions WHERE person IS NOT NULL OR birth_date IS NOT NULL
  UNION ALL
  SELECT source, kind, 'representative', name_key(representative), NULL, TRUE FROM dispositions WHERE representative IS NOT NULL
  UNION ALL
  SELECT source, kind, 'officer', name, birth_date, surely FROM former
), pairs AS (
  SELECT named.*, serving.source AS officer_source, io_no, named.birth_date = serving.birth_date AS same, from_on, until_on FROM named JOIN serving ON serving.name = named.name
  UNION ALL
  SELECT named.*, serving.source, io_no, CASE WHEN named.birth_date <> serving.birth_date THEN FALSE END, from_on, until_on FROM named JOIN serving ON serving.name IS NULL
  UNION ALL
  SELECT named.*, serving.source, io_no, NULL, from_on, until_on
  FROM named JOIN serving ON named.name IS NULL AND (serving.birth_date = named.birth_date) IS NOT FALSE AND serving.name IS NOT NULL
)
SELECT source, officer_source, io_no, kind, named_as, surely, same, from_on AS office_from, until_on AS office_until FROM pairs WHERE same IS NOT FALSE

-- Fines, sentences and improper acts that are or may be an employer's own, or one of its officers' (Act 10(i)-(iv), (ix), (xii)): one row per employer
-- and penalty, or officer and penalty. `certain` is whose it is: the employer's by employer_dispositions, unless the row names a person, or a corporation
-- is said to be imprisoned: that is someone of it. An officer's where name and day of birth agree (officer_dispositions).
-- `office_from` and `office_until` are the days on which it concerns the employer: always, or while the officer is in office; a NULL day is unknown.
-- `penal`: it is a sentence or a listed fine; `improper`: it is an improper act, NULL for an unlisted fine, which may be of labour or immigration law.
WITH parties AS (
  SELECT matched.source, employer_source AS party_source, io_no, matched.kind, matched_by, address_score,
         certain AND person IS NULL AND birth_date IS NULL AND (matched.kind = 'sentence' AND employer_no IS NOT NULL) IS NOT TRUE AS certain, DATE '0001-01-01' AS office_from, DATE '9999-12-31' AS office_until
  FROM employer_dispositions AS matched JOIN dispositions ON dispositions.source = matched.source
  LEFT JOIN (SELECT source AS employer, corporate_key(corporate_no) AS employer_no FROM implementing_orgs) AS booked ON employer = employer_source
  UNION ALL
  SELECT source, officer_source, io_no, kind, CASE WHEN same THEN 'officer' ELSE 'officer_name' END, NULL, kind IS NOT NULL AND same IS TRUE, office_from, office_until
  FROM officer_dispositions WHERE named_as = 'person'
)
SELECT parties.source, party_source, io_no, matched_by, address_score, certain, office_from, office_until, act_on, decided_on, execution_ended_on, suspended_until, has_suspended_until,
       CASE parties.kind WHEN 'sentence' THEN TRUE WHEN 'fine' THEN listed WHEN 'improper_act' THEN FALSE END AS penal,
       CASE WHEN parties.kind = 'improper_act' THEN TRUE WHEN parties.kind = 'sentence' OR (parties.kind = 'fine' AND listed) THEN FALSE END AS improper
FROM parties JOIN dispositions ON dispositions.source = parties.source
WHERE parties.kind IN ('fine', 'sentence', 'improper_act') OR parties.kind IS NULL

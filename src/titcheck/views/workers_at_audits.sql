-- Workers (育成就労外国人) at an employer on the day of each regular audit, or one of unknown kind: one row per audit_days where workers of Employment for Skill
-- Development may be in training, or where the audit's organisation, employer or day is unknown (then the numbers are NULL).
-- workers_least: certainly, of the supervised type and of this organisation; workers_most: possibly, of any; others_most: trainees of technical intern training.
WITH people AS (
  SELECT person.*, esd.plan_no IS NOT NULL AS esd, esd.certain IS TRUE AND person.kind = 'supervised' AS certain
  FROM trainees_in_training AS person LEFT JOIN esd_plans AS esd ON esd.plan_no = person.plan_no
), counted AS (
  SELECT audit.so_no, audit.io_no, audited_on, flatten(list(people.source) FILTER (esd)) AS source,
         count(DISTINCT people.trainee_no) FILTER (certain AND people.so_no = audit.so_no AND in_training(audited_on, starts_on, until_least, until_most, leave_from, leave_until)) AS workers_least,
         count(DISTINCT coalesce(people.trainee_no, people.plan_no)) FILTER (esd) AS workers_most, count(*) FILTER (NOT esd) AS others_most
  FROM audit_days AS audit JOIN people ON people.io_no = audit.io_no AND in_training(audited_on, starts_on, until_least, until_most, leave_from, leave_until) IS NOT FALSE
  WHERE NOT nameless GROUP BY audit.so_no, audit.io_no, audited_on
), strays AS (
  SELECT day.audited_on, count(*) AS people
  FROM (SELECT DISTINCT audited_on FROM audit_days WHERE NOT nameless) AS day
  JOIN esd_plans AS esd ON esd.io_no IS NULL AND day.audited_on BETWEEN coalesce(starts_on, day.audited_on) AND coalesce(until_most, day.audited_on)
  GROUP BY day.audited_on
)
SELECT audit.source || coalesce(counted.source, []) AS source, audit.so_no, audit.io_no, audit.audited_on, interviewed, on_site, manager_reported, equipment_and_books, lodging_seen,
       other_method, temporary, workers_least, workers_most + coalesce(people, 0) AS workers_most, others_most
FROM audit_days AS audit
LEFT JOIN counted ON counted.so_no = audit.so_no AND counted.io_no = audit.io_no AND counted.audited_on = audit.audited_on
LEFT JOIN strays ON strays.audited_on = audit.audited_on
WHERE temporary IS NOT TRUE AND (nameless OR workers_most > 0)

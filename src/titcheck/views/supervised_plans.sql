-- Which organisation supervises (実習監理) which plan, and when: one row per plan of the supervised type in practice; a plan whose kind is unknown too,
-- but nothing of it is certain. supervised_least and supervised_most bound the first day: so_from, or starts_on where no other organisation came before.
-- supervised_most is NULL where that is unknown: so_from unreadable, or blank although an earlier version of the plan names another organisation.
-- until_least and until_most bound the last: that of training (training_most, under whatever organisation), or the day before the organisation's licence is revoked, if that comes first. A revocation that is not
-- certain, has no known day, or lies before a licence it supervises under bounds the former alone; one before a first licence (renewal_no 0) is of an earlier one.
WITH begun AS (
  SELECT * FROM practice WHERE (kind = 'supervised') IS NOT FALSE
), rows_of AS (
  SELECT plan_no, so_no, unnest(source) AS source FROM begun
), versions AS (
  SELECT rows_of.plan_no, max(so_from) FILTER (plans.so_no = rows_of.so_no) AS so_from,
         coalesce(bool_or(has_so_from) FILTER (plans.so_no = rows_of.so_no), FALSE) AS taken_over,
         bool_or(has_so_from IS NULL) OR count(plans.so_no) < count(*) OR min(plans.so_no) <> max(plans.so_no) AS doubtful
  FROM rows_of JOIN plans ON plans.source = rows_of.source GROUP BY rows_of.plan_no
), bounds AS (
  SELECT begun.*, CASE WHEN taken_over AND so_from > starts_on THEN so_from ELSE starts_on END AS supervised_least, taken_over, doubtful
  FROM begun JOIN versions ON versions.plan_no = begun.plan_no
), told AS (
  SELECT plan_no, told.source, decided_on, certain AND count(org.source) = 0 AS certain, bool_or(renewal_no = 0 AND licence_from > decided_on) AS former
  FROM bounds JOIN so_dispositions AS told ON told.so_no = bounds.so_no AND (told.kind = 'so_revocation') IS NOT FALSE AND NOT other_licence
  LEFT JOIN supervising_orgs AS org ON org.so_no = told.so_no AND (licence_from BETWEEN decided_on AND supervised_least) IS NOT FALSE
  GROUP BY plan_no, told.source, decided_on, certain
), revoked AS (
  SELECT plan_no, list(source) AS told, min(coalesce(decided_on, DATE '0001-01-02')) - 1 AS least, min(decided_on) FILTER (certain) - 1 AS most
  FROM told WHERE former IS NOT TRUE GROUP BY plan_no
)
SELECT source || coalesce(told, []) AS source, bounds.plan_no, trainee_no, io_no, so_no, stage, starts_on, lectures_from, lectures_undated, supervised_least,
       CASE WHEN kind = 'supervised' AND (taken_over OR NOT doubtful) THEN supervised_least END AS supervised_most,
       greatest(works_least, supervised_least) AS works_least, greatest(works_most, supervised_least) AS works_most,
       CASE WHEN until_least IS NOT NULL THEN least(until_least, revoked.least) END AS until_least, least(until_most, most) AS until_most, until_most AS training_most, leave_from, leave_until
FROM bounds LEFT JOIN revoked ON revoked.plan_no = bounds.plan_no

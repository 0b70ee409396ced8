-- Which organisation supervises (実習監理) which plan, and from when: one row per plan of the supervised type in practice; a plan whose kind is unknown too,
-- but nothing of it is certain. supervised_least and supervised_most bound the first day: so_from, or starts_on where no other organisation came before.
-- supervised_most is NULL where that is unknown: so_from unreadable, or blank although an earlier version of the plan names another organisation.
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
)
SELECT source, plan_no, trainee_no, io_no, so_no, stage, starts_on, lectures_from, lectures_undated, supervised_least,
       CASE WHEN kind = 'supervised' AND (taken_over OR NOT doubtful) THEN supervised_least END AS supervised_most,
       greatest(works_least, supervised_least) AS works_least, greatest(works_most, supervised_least) AS works_most,
       until_least, until_most, leave_from, leave_until
FROM bounds

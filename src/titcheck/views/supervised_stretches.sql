-- Days certainly in training under a supervising organisation: one row per unbroken stretch of a plan in supervised_plans, cut where a home leave lies.
-- The stretch runs from from_on through until_on; works_on is the first day of it that is certainly work, NULL if none is.
WITH certain AS (
  SELECT *, leave_from IS NOT NULL OR leave_until IS NOT NULL AS leaves FROM supervised_plans WHERE supervised_most <= until_least
), cut AS (
  SELECT *, supervised_most AS from_on, CASE WHEN NOT leaves THEN until_least WHEN leave_from IS NOT NULL THEN least(until_least, leave_from - 1) END AS until_on FROM certain
  UNION ALL
  SELECT *, greatest(supervised_most, leave_until + 1), until_least FROM certain WHERE leaves AND leave_until IS NOT NULL
)
SELECT source, plan_no, so_no, io_no, stage, from_on, until_on, CASE WHEN greatest(from_on, works_most) <= until_on THEN greatest(from_on, works_most) END AS works_on
FROM cut WHERE from_on <= until_on

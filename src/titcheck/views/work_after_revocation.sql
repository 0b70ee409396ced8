-- What the books hold of work under a revoked plan (plan_revocations): one row per plan and shift after the day of its revocation, or pay period begun after
-- it, with the employer of the plan. `breach` is TRUE where it certainly is such work; NULL where it may be. A row that shows no work is left out, and so is
-- what lies inside a permit, or inside another plan of the trainee with that employer which was not revoked; a change of a plan may be that plan.
-- A permit or a plan of nobody may be this trainee's.
WITH work AS (
  SELECT source, trainee_no, io_no, worked_on AS on_day, coalesce(hours > 0, starts_at <> ends_at) AS worked FROM shifts
  UNION ALL
  SELECT source, trainee_no, io_no, period_from, coalesce(work_hours > 0, work_days > 0) FROM wage_payments
), after AS (
  SELECT plan_no, revoked.trainee_no, revoked.io_no, work.source, on_day, certain AND worked AND work.io_no = revoked.io_no AND on_day > decided_on AS owed
  FROM plan_revocations AS revoked JOIN work ON work.trainee_no = revoked.trainee_no AND (work.io_no = revoked.io_no) IS NOT FALSE AND (on_day > decided_on) IS NOT FALSE
  WHERE worked IS NOT FALSE
), others AS (
  SELECT plans.plan_no, plans.trainee_no, plans.io_no, starts_on, least(ends_on, ended_on) AS until_on, ends_on IS NOT NULL AND ended IS NOT NULL AND NOT has_original_plan_no AND NOT not_started AND gone IS NULL AS plain
  FROM plans LEFT JOIN (SELECT plan_no AS gone, certain FROM plan_revocations) AS revoked ON gone = plan_no WHERE certain IS NOT TRUE AND not_started IS NOT TRUE
), covered AS (
  SELECT after.plan_no, after.source, on_day, owed, on_day BETWEEN valid_from AND valid_until AS allowed
  FROM after JOIN permits ON permits.trainee_no = after.trainee_no AND (on_day BETWEEN valid_from AND valid_until) IS NOT FALSE
  UNION ALL
  SELECT after.plan_no, after.source, on_day, owed, nullif(plain IS TRUE, FALSE) AND others.io_no = after.io_no AND on_day BETWEEN starts_on AND until_on
  FROM after JOIN others ON others.trainee_no = after.trainee_no AND others.plan_no <> after.plan_no AND (others.io_no = after.io_no) IS NOT FALSE AND (on_day BETWEEN starts_on AND until_on) IS NOT FALSE
  UNION ALL
  SELECT after.plan_no, after.source, on_day, owed, NULL
  FROM after JOIN (SELECT valid_from AS from_on, valid_until AS until_on, NULL AS io_no FROM permits WHERE trainee_no IS NULL UNION ALL SELECT starts_on, until_on, io_no FROM others WHERE trainee_no IS NULL) AS nobodys
    ON (on_day BETWEEN from_on AND until_on) IS NOT FALSE AND (nobodys.io_no = after.io_no) IS NOT FALSE
  UNION ALL
  SELECT plan_no, source, on_day, owed, FALSE FROM after
)
SELECT plan_no, source, on_day, CASE WHEN bool_or(owed) AND count(allowed) = count(*) THEN TRUE END AS breach
FROM covered GROUP BY plan_no, source, on_day HAVING bool_or(allowed) IS NOT TRUE

-- When training became difficult (技能実習を行わせることが困難となったとき, Act Art. 19): one row per employer change with the day of its cause, per trainee
-- and day of disappearance, and per plan stopped before its end.
-- `plan_no` is the trainee's plan begun last by that day, `next_on` the first day of the trainee's next one; `difficulty_reported` is what the row itself
-- says; of a stopped plan, what the trainee's changes and disappearances of that time say (FALSE without any). `certain` is FALSE where the day or the trainee is unknown, or where it is doubtful that the plan was stopped.
WITH known AS (
  SELECT *, row_number() OVER (PARTITION BY trainee_no, starts_on ORDER BY plan_no) AS turn, bool_or(has_original_plan_no IS NULL) OVER (PARTITION BY trainee_no) AS mixed,
         min(starts_on) OVER (PARTITION BY trainee_no ORDER BY starts_on RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING) AS next_on
  FROM plans WHERE not_started IS NOT TRUE
), told AS (
  SELECT [source] AS source, trainee_no, change_no, NULL AS disappeared_on, cause_on AS occurred_on, from_io_no AS io_no, NULL AS so_no, difficulty_reported, trainee_no IS NOT NULL AS certain
  FROM employer_changes WHERE cause_on IS NOT NULL
  UNION ALL
  -- Rows of one trainee and day are one disappearance; rows that do not say whose or when may be several.
  SELECT list(source), trainee_no, NULL, disappeared_on, disappeared_on, CASE WHEN min(io_no) = max(io_no) THEN min(io_no) END, CASE WHEN min(so_no) = max(so_no) THEN min(so_no) END,
         CASE WHEN trainee_no IS NULL OR disappeared_on IS NULL THEN bool_and(difficulty_reported IS TRUE)
              WHEN bool_or(difficulty_reported) THEN TRUE WHEN count(difficulty_reported) = count(*) THEN FALSE END,
         trainee_no IS NOT NULL AND disappeared_on IS NOT NULL
  FROM disappearances GROUP BY trainee_no, disappeared_on
), difficulties AS (
  SELECT told.source, told.trainee_no, plan.plan_no, change_no, disappeared_on, occurred_on, kind, coalesce(told.io_no, plan.io_no) AS io_no, coalesce(told.so_no, plan.so_no) AS so_no,
         starts_on, next_on, FALSE AS stopped, difficulty_reported, certain
  FROM told ASOF LEFT JOIN (SELECT * FROM known WHERE turn = 1) AS plan ON plan.trainee_no = told.trainee_no AND plan.starts_on <= told.occurred_on
  UNION ALL
  SELECT [any_value(known.source)] || coalesce(flatten(list(told.source) FILTER (told.source IS NOT NULL)), []), known.trainee_no, known.plan_no, NULL, NULL, ended_on, kind, known.io_no, known.so_no, starts_on, next_on, TRUE,
         CASE WHEN bool_or(told.difficulty_reported) THEN TRUE WHEN count(told.difficulty_reported) = count(told.source) THEN FALSE END,
         coalesce(NOT not_started AND known.trainee_no IS NOT NULL AND starts_on <= ended_on AND ended_on < ends_on AND NOT bool_or(mixed), FALSE)
  FROM known LEFT JOIN told ON told.trainee_no = known.trainee_no AND (told.occurred_on < known.starts_on OR told.occurred_on >= known.next_on) IS NOT TRUE
  WHERE ended IS NOT FALSE AND (ended_on < ends_on) IS NOT FALSE
    AND NOT EXISTS (SELECT 1 FROM plans AS change WHERE change.original_plan_no = known.plan_no AND change.plan_no <> known.plan_no)
  GROUP BY known.trainee_no, known.plan_no, ended_on, kind, known.io_no, known.so_no, starts_on, ends_on, next_on, not_started
)
SELECT source, trainee_no, plan_no, change_no, disappeared_on, occurred_on, kind, io_no, so_no, starts_on, next_on, stopped, difficulty_reported, certain
FROM difficulties

-- Adjacent or overlapping permits of one trainee and measure, as one run. A permit with an unknown day, or whose last day precedes its first, stands
-- alone: it must not stretch a run.
WITH marked AS (
  SELECT source, trainee_no, measure, valid_from, valid_until,
         valid_from > max(valid_until) OVER earlier + 1 AS opens
  FROM permits WHERE valid_from <= valid_until
  WINDOW earlier AS (PARTITION BY trainee_no, measure ORDER BY valid_from, valid_until ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), numbered AS (
  SELECT *, count(*) FILTER (opens) OVER (PARTITION BY trainee_no, measure ORDER BY valid_from, valid_until) AS run FROM marked
), runs AS (
  SELECT list(source) AS source, trainee_no, measure, min(valid_from) AS valid_from, max(valid_until) AS valid_until
  FROM numbered GROUP BY trainee_no, measure, run
  UNION ALL
  SELECT list(source), trainee_no, measure, valid_from, valid_until
  FROM permits WHERE (valid_from <= valid_until) IS NOT TRUE GROUP BY trainee_no, measure, valid_from, valid_until
)
SELECT source, trainee_no, measure, valid_from, valid_until FROM runs

-- The weeks worked under a 28-hour measure: one row per run of permits (permit_runs) and day worked inside it, with the least and the most that can have
-- been worked in the seven days which end on it (the week may begin on any weekday), in minutes. A run without any work that counts has one row without
-- a day. `blanks` counts the shifts without hours or without a day.
-- A day in training, or under a full-time measure, does not count; one that may be such a day counts in the most alone. So does a day under a measure
-- that cannot be read, or for which no weekly limit is documented. A shift, a plan or a permit of nobody may be anyone's. `counts` says whether some of
-- the week's work certainly does.
-- The measures exist since 1 November 2024: work before that day is under no limit.
WITH runs AS (
  SELECT *, row_number() OVER (ORDER BY trainee_no, measure, valid_from, valid_until) AS run
  FROM permit_runs WHERE measure IN ('outside_28h', 'designated_28h') OR measure IS NULL
), unlimited AS (
  SELECT source, trainee_no, starts_on, until_least, until_most, leave_from, leave_until FROM trainees_in_training
  UNION ALL
  SELECT [source], trainee_no, valid_from, CASE WHEN measure = 'designated_full' THEN valid_until END, valid_until, NULL, NULL
  FROM permits WHERE measure NOT IN ('outside_28h', 'designated_28h') OR measure IS NULL
), worked AS (
  SELECT run, valid_from, day.source, runs.trainee_no, worked_on, TRUE AS own, blanks, least, most, least_joined, most_joined
  FROM runs JOIN shift_days AS day ON day.trainee_no = runs.trainee_no
    AND ((worked_on BETWEEN valid_from AND valid_until AND worked_on >= DATE '2024-11-01') OR worked_on IS NULL)
  UNION ALL
  SELECT run, valid_from, day.source, runs.trainee_no, worked_on, FALSE, blanks, 0, most, 0, most_joined
  FROM runs JOIN shift_days AS day ON day.trainee_no IS NULL
    AND ((worked_on BETWEEN valid_from AND valid_until AND worked_on >= DATE '2024-11-01') OR worked_on IS NULL)
), days AS (
  SELECT DISTINCT run, trainee_no, worked_on FROM worked WHERE worked_on IS NOT NULL
), freed AS (
  SELECT run, worked_on, flatten(list(unlimited.source)) AS source,
         coalesce(bool_or(surely), FALSE) AS surely
  FROM (
    SELECT run, worked_on, unlimited.source, in_training(worked_on, starts_on, until_least, until_most, leave_from, leave_until) AS surely
    FROM days JOIN unlimited ON unlimited.trainee_no = days.trainee_no
      AND in_training(worked_on, starts_on, until_least, until_most, leave_from, leave_until) IS NOT FALSE
    UNION ALL
    SELECT run, worked_on, unlimited.source, NULL
    FROM days JOIN unlimited ON unlimited.trainee_no IS NULL
      AND in_training(worked_on, starts_on, until_least, until_most, leave_from, leave_until) IS NOT FALSE
  ) AS unlimited GROUP BY run, worked_on
), counted AS (
  -- What joins a day to the day before counts where both days do.
  SELECT worked.run, worked.source || coalesce(today.source, []) AS source, worked.worked_on, blanks, own AND today.run IS NULL AS certain,
         CASE WHEN today.run IS NULL THEN least ELSE 0 END AS least, most,
         CASE WHEN today.run IS NULL AND eve.run IS NULL AND worked.worked_on > greatest(valid_from, DATE '2024-11-01') THEN least_joined ELSE 0 END AS least_joined,
         CASE WHEN eve.surely IS NOT TRUE AND worked.worked_on > greatest(valid_from, DATE '2024-11-01') THEN most_joined ELSE 0 END AS most_joined
  FROM worked
  LEFT JOIN freed AS today ON today.run = worked.run AND today.worked_on = worked.worked_on
  LEFT JOIN freed AS eve ON eve.run = worked.run AND eve.worked_on = worked.worked_on - 1
  WHERE today.surely IS NOT TRUE
), weeks AS (
  SELECT run, source, worked_on, blanks, bool_or(certain) OVER week AS counts,
         sum(least) OVER week + coalesce(sum(least_joined) OVER rest, 0) AS week_least, sum(most) OVER week + coalesce(sum(most_joined) OVER rest, 0) AS week_most
  FROM counted
  WINDOW week AS (PARTITION BY run ORDER BY worked_on RANGE BETWEEN INTERVAL 6 DAYS PRECEDING AND CURRENT ROW),
         rest AS (PARTITION BY run ORDER BY worked_on RANGE BETWEEN INTERVAL 5 DAYS PRECEDING AND CURRENT ROW)
)
SELECT runs.source || coalesce(weeks.source, []) AS source, trainee_no, measure, valid_from, valid_until, worked_on, blanks, counts, week_least, week_most
FROM runs LEFT JOIN weeks ON weeks.run = runs.run

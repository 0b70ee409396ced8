-- Calendar days used by work: one row per trainee, employer (or workplace outside training) and day. A shift past midnight uses both days.
-- worked: TRUE, or NULL where the row does not say whether anybody worked, or on which side of midnight. flagged: whether a shift of the day is marked as work
-- on the statutory rest day. worked_on is NULL for shifts without a day.
WITH parts AS (
  SELECT source, trainee_no, io_no, workplace, farming, worked_on, worked, rest_day FROM placed_shifts WHERE worked IS NOT FALSE AND (starts_at >= 1440) IS NOT TRUE
  UNION ALL
  SELECT source, trainee_no, io_no, workplace, farming, worked_on + 1, CASE WHEN until > 1440 OR starts_at >= 1440 THEN worked END, rest_day
  FROM placed_shifts WHERE worked IS NOT FALSE AND coalesce(
    until > 1440, starts_at >= 1440 OR starts_at + hours + coalesce(break_minutes, 0) > 1440 OR ends_at > 1440 OR ends_at < hours + coalesce(break_minutes, 0)
    OR (hours IS NULL AND (starts_at IS NULL) <> (ends_at IS NULL)))
)
SELECT list(source) AS source, trainee_no, io_no, workplace, farming, worked_on, bool_or(worked) AS worked,
       CASE WHEN bool_or(rest_day) THEN TRUE WHEN count(rest_day) = count(*) THEN FALSE END AS flagged
FROM parts GROUP BY trainee_no, io_no, workplace, farming, worked_on

-- Time worked per trainee and day, all workplaces together, in minutes, shifts split at midnight.
-- Recorded `hours` win over the length on the clock; what they leave is the break. A break may lie on either side of midnight: `least` takes it
-- from this day, `most` from the other; `least_joined` and `most_joined` put right what that takes twice when the day before is counted too.
-- An unknown break makes a shift count from nothing to its whole length. Recorded hours that ran past midnight, but do not fit the clock or lack a time
-- of it, may lie on either day. `blanks` counts shifts without an upper bound or without a day; they stand on the day they are recorded for.
WITH clock AS (
  SELECT source, trainee_no, worked_on, hours, break_minutes, starts_at, ends_at,
         CASE WHEN ends_at > starts_at THEN ends_at WHEN ends_at < starts_at AND ends_at + 1440 > starts_at THEN ends_at + 1440 END AS until
  FROM shifts
), lengths AS (
  SELECT *, until - starts_at AS span, coalesce(hours, CASE WHEN break_minutes <= until - starts_at THEN until - starts_at - break_minutes END) AS total,
         starts_at + hours + coalesce(break_minutes, 0) > 1440 OR ends_at > 1440 OR ends_at < hours + coalesce(break_minutes, 0) AS past_midnight
  FROM clock
), halves AS (
  -- The most that can have been worked before midnight and after it.
  SELECT source, trainee_no, worked_on, total,
         CASE WHEN coalesce(total, 0) <= span THEN least(until, 1440) - least(starts_at, 1440) ELSE total END AS evening,
         CASE WHEN coalesce(total, 0) <= span THEN greatest(until, 1440) - greatest(starts_at, 1440) WHEN past_midnight THEN total ELSE 0 END AS morning
  FROM lengths
), bounds AS (
  SELECT *, greatest(total - morning, 0) AS evening_least, least(evening, total) AS evening_most,
         greatest(total - evening, 0) AS morning_least, least(morning, total) AS morning_most
  FROM halves
), parts AS (
  SELECT source, trainee_no, worked_on, evening_least AS least, evening_most AS most, 0 AS least_joined, 0 AS most_joined
  FROM bounds WHERE evening <> 0 OR coalesce(morning, 0) = 0 OR worked_on IS NULL
  UNION ALL
  SELECT source, trainee_no, worked_on + 1, morning_least, morning_most,
         coalesce(total - evening_least - morning_least, 0), coalesce(total - evening_most - morning_most, 0)
  FROM bounds WHERE morning > 0 AND worked_on IS NOT NULL
)
SELECT list(source) AS source, trainee_no, worked_on, sum(least) FILTER (worked_on IS NOT NULL) AS least, sum(most) FILTER (worked_on IS NOT NULL) AS most,
       sum(least_joined) AS least_joined, sum(most_joined) AS most_joined, count(*) FILTER (most IS NULL OR worked_on IS NULL) AS blanks
FROM parts GROUP BY trainee_no, worked_on

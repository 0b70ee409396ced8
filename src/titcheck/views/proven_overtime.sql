-- What the time record proves of the overtime and the rest-day work in the wage ledger: one row per trainee, employer and pay period with shifts in it. In minutes, at least.
-- overtime: what single shifts last beyond eight hours, on days that are certainly no statutory rest days. NULL unless no variable working hours are in force: the overtime
-- agreement over the period says so, and the plan's day has no more than eight hours. Hours beyond forty a week and days of several shifts may hold more.
-- rest_day: what was worked in shifts that are flagged as work on the statutory rest day.
-- A shift proves something only if the clock tells that it ended by midnight. Recorded hours that fit the clock win over it; a shift with neither hours nor a break proves nothing.
WITH lengths AS (
  SELECT source, trainee_no, io_no, worked_on, rest_day,
         CASE WHEN hours <= until - starts_at THEN hours WHEN hours IS NULL THEN greatest(until - starts_at - break_minutes, 0) END AS minutes
  FROM placed_shifts WHERE until <= 1440
), pays AS (
  SELECT trainee_no, io_no, period_from, period_until, daily_hours FROM pay_periods WHERE entry = 1
)
SELECT list(lengths.source) AS source, pays.trainee_no, pays.io_no, pays.period_from, pays.period_until,
       sum(minutes - 480) FILTER (minutes > 480 AND NOT rest_day AND NOT variable_hours AND daily_hours <= 480) AS overtime, sum(minutes) FILTER (rest_day) AS rest_day
FROM lengths
JOIN pays ON pays.trainee_no = lengths.trainee_no AND pays.io_no = lengths.io_no AND worked_on BETWEEN period_from AND period_until
JOIN overtime_periods AS term ON term.trainee_no = pays.trainee_no AND term.io_no = pays.io_no AND term.period_from = pays.period_from AND term.period_until = pays.period_until
GROUP BY ALL

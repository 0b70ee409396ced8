-- Overtime and rest-day work of each month, and the worst average of two to six months that end with it: one row per trainee, employer and month. A month is that of
-- the agreement, with every pay period inside it, or a pay period that lies in none (`aligned` FALSE); month_from is NULL for periods without their days.
-- Minutes are known at least and possible at most. most is NULL where a cell is unknown, days between the trainee's first and last are missing from the
-- ledger, or a row of the trainee has no period or no employer and may belong to the month. Months before the caps began (capped_from) are in no average.
-- average_hours in average_months: the window of the highest average of what is known, months that are aligned only; NULL without one.
-- most_average_hours in most_average_months: the same of what is possible, all months (0 in 0: no window yet); NULL where a month of a window is unknown or missing.
-- year_from is the agreement year the month lies in; special_clause and variable_hours are NULL unless they are the same throughout it.
-- What lies before the trainee's first month with the employer is in no window (recalled: LSA-10).
WITH starts AS (
  SELECT overtime_periods.*, effective_from AS capped_from,
         CASE WHEN month_from IS NOT NULL THEN greatest(period_until - greatest(period_from, max(CASE WHEN month_from IS NOT NULL THEN period_until END) OVER earlier + 1) + 1, 0) END AS own_days,
         bool_or(month_from IS NULL) OVER (PARTITION BY trainee_no, overtime_periods.io_no) OR bool_or(io_no IS NULL) OVER (PARTITION BY trainee_no) AS stray
  FROM overtime_periods LEFT JOIN overtime_cap_starts AS start ON start.sector = coalesce(overtime_periods.sector, 'general')
  WINDOW earlier AS (PARTITION BY trainee_no, io_no ORDER BY period_from, period_until ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), months AS (
  SELECT flatten(list(source)) AS source, trainee_no, io_no, min(plan_no) AS plan_no, farming, capped_from, month_from, month_until, bool_and(aligned) AS aligned,
         CASE WHEN min(year_from) = max(year_from) AND count(year_from) = count(*) THEN min(year_from) END AS year_from,
         CASE WHEN min(special_clause) = max(special_clause) AND count(special_clause) = count(*) THEN min(special_clause) END AS special_clause,
         CASE WHEN min(variable_hours) = max(variable_hours) AND count(variable_hours) = count(*) THEN min(variable_hours) END AS variable_hours,
         CASE WHEN trainee_no IS NULL OR sum(own_days) < sum(period_until - period_from + 1) THEN max(overtime_least) ELSE sum(overtime_least) END AS overtime_least,
         CASE WHEN trainee_no IS NULL OR sum(own_days) < sum(period_until - period_from + 1) THEN max(both_least) ELSE sum(both_least) END AS least,
         CASE WHEN NOT bool_or(stray) AND count(overtime_most) = count(*) THEN sum(overtime_most) END AS overtime_most,
         CASE WHEN NOT bool_or(stray) AND count(both_most) = count(*) THEN sum(both_most) END AS most,
         sum(own_days) AS days, min(period_from) AS first_day, max(period_until) AS last_day, month_from >= capped_from IS TRUE AS capped
  FROM starts GROUP BY trainee_no, io_no, farming, capped_from, month_from, month_until
), placed AS (
  SELECT *, month_from = lag(month_until) OVER same + 1 IS NOT TRUE AS opens, row_number() OVER same = 1 AS first,
         row_number() OVER (PARTITION BY trainee_no, io_no, capped ORDER BY month_from DESC, month_until DESC) = 1 AS last
  FROM months WINDOW same AS (PARTITION BY trainee_no, io_no, capped ORDER BY month_from, month_until)
), whole AS (
  -- A month is whole but for the days before the trainee's first in the ledger and after the last.
  SELECT *, CASE WHEN aligned THEN days = CASE WHEN last THEN last_day ELSE month_until END - CASE WHEN first THEN first_day ELSE month_from END + 1
                 ELSE first OR last OR month_until + 1 >= months_after(month_from, 1) END AS whole,
         count(*) FILTER (opens) OVER (PARTITION BY trainee_no, io_no, capped ORDER BY month_from, month_until) AS chain
  FROM placed
), chained AS (
  SELECT * EXCLUDE (overtime_most, most), CASE WHEN whole THEN overtime_most END AS overtime_most, CASE WHEN whole THEN most END AS most,
         row_number() OVER (PARTITION BY trainee_no, io_no, capped, chain ORDER BY month_from, month_until) AS nth
  FROM whole
), reached AS (
  -- How many months back a window may reach: all of them aligned, and all of them known.
  SELECT *, nth - coalesce(max(nth) FILTER (NOT aligned OR trainee_no IS NULL) OVER so_far, 0) AS aligned_months,
         nth - coalesce(max(nth) FILTER (most IS NULL) OVER so_far, 0) AS known_months
  FROM chained WINDOW so_far AS (PARTITION BY trainee_no, io_no, capped, chain ORDER BY nth)
), summed AS (
  SELECT *, CASE WHEN aligned_months >= 2 THEN sum(least) OVER two END AS least2, CASE WHEN aligned_months >= 3 THEN sum(least) OVER three END AS least3,
         CASE WHEN aligned_months >= 4 THEN sum(least) OVER four END AS least4, CASE WHEN aligned_months >= 5 THEN sum(least) OVER five END AS least5,
         CASE WHEN aligned_months >= 6 THEN sum(least) OVER six END AS least6, CASE WHEN nth >= 2 THEN sum(most) OVER two END AS most2,
         CASE WHEN nth >= 3 THEN sum(most) OVER three END AS most3, CASE WHEN nth >= 4 THEN sum(most) OVER four END AS most4,
         CASE WHEN nth >= 5 THEN sum(most) OVER five END AS most5, CASE WHEN nth >= 6 THEN sum(most) OVER six END AS most6
  FROM reached
  WINDOW two AS (PARTITION BY trainee_no, io_no, capped, chain ORDER BY nth ROWS 1 PRECEDING), three AS (PARTITION BY trainee_no, io_no, capped, chain ORDER BY nth ROWS 2 PRECEDING),
         four AS (PARTITION BY trainee_no, io_no, capped, chain ORDER BY nth ROWS 3 PRECEDING), five AS (PARTITION BY trainee_no, io_no, capped, chain ORDER BY nth ROWS 4 PRECEDING),
         six AS (PARTITION BY trainee_no, io_no, capped, chain ORDER BY nth ROWS 5 PRECEDING)
), worst AS (
  SELECT *, greatest(least2 * 30, least3 * 20, least4 * 15, least5 * 12, least6 * 10) AS highest, greatest(most2 * 30, most3 * 20, most4 * 15, most5 * 12, most6 * 10) AS most_highest
  FROM summed
), averaged AS (
  SELECT *, CASE highest WHEN least2 * 30 THEN 2 WHEN least3 * 20 THEN 3 WHEN least4 * 15 THEN 4 WHEN least5 * 12 THEN 5 WHEN least6 * 10 THEN 6 END AS average_months,
         CASE most_highest WHEN most2 * 30 THEN 2 WHEN most3 * 20 THEN 3 WHEN most4 * 15 THEN 4 WHEN most5 * 12 THEN 5 WHEN most6 * 10 THEN 6 ELSE 0 END AS most_months,
         capped AND (known_months >= 6 OR (known_months = nth AND chain = 1)) AS judged
  FROM worst
)
SELECT source, trainee_no, io_no, plan_no, farming, capped_from, month_from, month_until, aligned, year_from,
       CASE WHEN count(special_clause) OVER year = count(*) OVER year AND min(special_clause) OVER year = max(special_clause) OVER year THEN special_clause END AS special_clause,
       CASE WHEN count(variable_hours) OVER year = count(*) OVER year AND min(variable_hours) OVER year = max(variable_hours) OVER year THEN variable_hours END AS variable_hours,
       days, overtime_least, overtime_most, least, most, average_months, highest * average_months // 60 AS average_hours, CASE WHEN judged THEN most_months END AS most_average_months,
       CASE WHEN judged THEN coalesce(most_highest * most_months // 60, 0) END AS most_average_hours
FROM averaged WINDOW year AS (PARTITION BY trainee_no, io_no, year_from)

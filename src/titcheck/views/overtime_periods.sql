-- Overtime and rest-day work of each pay period, and the overtime agreement over it: one row per trainee, employer and period of the wage ledger.
-- Minutes are known at least and possible at most; most is NULL where a cell is unknown, or the row names no trainee. Entries of one period may be its parts or
-- corrections of one another: at least the largest, at most their sum. farming: whether the employer is in farming or fishing, NULL where that is unknown.
-- covered: TRUE where overtime agreements hold on every day of the period, FALSE where none may hold on any, else NULL. An agreement for another workplace, or
-- one that names no employer, may still be the right one, and proves nothing.
-- month_from, month_until: the month of the agreement, counted from its from_on, that holds the whole period (`aligned`), else the period itself; NULL
-- where its days are unknown or in the wrong order. year_from: the agreement year it lies in. special_clause and variable_hours: the agreement's. All three are
-- NULL where no known agreement holds the whole period, or several that differ, or one whose kind or days are unknown may be the period's.
WITH periods AS (
  SELECT min(list_first(source)) AS pay, flatten(list(source)) AS source, trainee_no, io_no, min(plan_no) AS plan_no, period_from, period_until,
         max(coalesce(overtime_hours, 0)) AS overtime_least, CASE WHEN count(overtime_hours) = count(*) THEN sum(overtime_hours) END AS overtime_most,
         max(coalesce(overtime_hours, 0) + coalesce(rest_day_hours, 0)) AS both_least, CASE WHEN count(overtime_hours + rest_day_hours) = count(*) THEN sum(overtime_hours + rest_day_hours) END AS both_most
  FROM pay_periods GROUP BY trainee_no, io_no, period_from, period_until
), placed AS (
  SELECT periods.*, sector, CASE WHEN period_from <= period_until THEN period_until - period_from + 1 END AS length, name_key(workplace) AS place
  FROM periods LEFT JOIN implementing_orgs AS employer ON employer.io_no = periods.io_no
  LEFT JOIN trainees_in_training AS plan ON plan.plan_no = periods.plan_no
), near AS (
  SELECT pay, period_from, period_until, (workplace = place) IS NOT FALSE AS fits, agreement.*
  FROM placed JOIN overtime_agreements AS agreement ON agreement.io_no = placed.io_no AND (length IS NULL OR (may_from <= period_until AND may_until >= period_from))
  UNION ALL
  SELECT pay, period_from, period_until, FALSE, agreement.*
  FROM overtime_agreements AS agreement JOIN placed ON length IS NULL OR (may_from <= period_until AND may_until >= period_from) WHERE agreement.io_no IS NULL
), counted AS (
  SELECT *, known AND from_on <= period_from AND period_from <= period_until AND period_until <= until_on AS holds,
         months_apart(from_on, period_from) - CASE WHEN months_after(from_on, months_apart(from_on, period_from)) > period_from THEN 1 ELSE 0 END AS nth,
         CASE WHEN fits AND holds_from <= holds_until THEN least(holds_until, period_until) - greatest(holds_from, period_from, max(holds_until) FILTER (fits AND holds_from IS NOT NULL) OVER earlier + 1) + 1 END AS days
  FROM near WINDOW earlier AS (PARTITION BY pay, fits ORDER BY holds_from, holds_until, source ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), covers AS (
  SELECT pay, list(source) AS source, coalesce(sum(greatest(days, 0)), 0) AS days, count(*) FILTER (fits AND NOT known) AS doubts FROM counted GROUP BY pay
), terms AS (
  SELECT pay, min(months_after(from_on, nth)) AS month_from, max(months_after(from_on, nth)) AS other_from, min(months_after(from_on, nth + 1)) - 1 AS month_until,
         CASE WHEN min(from_on) = max(from_on) THEN months_after(min(from_on), min(nth) - min(nth) % 12) END AS year_from,
         CASE WHEN count(special_clause) = count(*) AND min(special_clause) = max(special_clause) THEN min(special_clause) END AS special_clause,
         CASE WHEN count(variable_hours) = count(*) AND min(variable_hours) = max(variable_hours) THEN min(variable_hours) END AS variable_hours
  FROM counted WHERE fits AND holds GROUP BY pay
), joined AS (
  SELECT placed.* EXCLUDE (source), placed.source || coalesce(covers.source, []) AS source, covers.days AS days, terms.* EXCLUDE (pay, month_from, month_until, other_from),
         terms.month_from AS from_on, terms.month_until AS until_on, coalesce(terms.month_from = other_from AND period_until <= terms.month_until, FALSE) AS aligned
  FROM placed LEFT JOIN covers ON covers.pay = placed.pay LEFT JOIN terms ON terms.pay = placed.pay AND doubts = 0
)
SELECT source, trainee_no, io_no, plan_no, sector, sector IN ('agriculture', 'fishery') AS farming, period_from, period_until,
       overtime_least, CASE WHEN trainee_no IS NOT NULL THEN overtime_most END AS overtime_most, both_least, CASE WHEN trainee_no IS NOT NULL THEN both_most END AS both_most,
       CASE WHEN days = length THEN TRUE WHEN days IS NULL AND io_no IS NOT NULL THEN FALSE END AS covered, aligned,
       CASE WHEN aligned THEN from_on WHEN length > 0 THEN period_from END AS month_from, CASE WHEN aligned THEN until_on WHEN length > 0 THEN period_until END AS month_until,
       CASE WHEN period_until < years_after(year_from, 1) THEN year_from END AS year_from, special_clause, variable_hours
FROM joined

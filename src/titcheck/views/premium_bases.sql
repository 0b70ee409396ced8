-- The hourly wage that premiums are reckoned from: one row per row of pay_periods, with its hours and premiums. low_base is the lowest defensible: base pay and
-- attendance allowance over the average hours; high_base counts every allowance that may count, housing out where it can be among them. Yen an hour, fractions kept; NULL where unknown.
-- monthly: the plan's hours (low_base), without them the period's scheduled hours (high_base only); daily: days worked by daily hours; hourly: the base pay may be for all
-- hours worked (low_base: `covered` is then the 100 hundredths it may hold already) or for those that are neither overtime nor rest-day work (high_base); unknown unless they hold both.
-- A monthly wage may be for several months where the period is longer than one (no low_base), or for a part of one where it is shorter or may not have been worked throughout and has less base pay than the months that were (no high_base).
-- entries: how many rows may be entries of the same period; a row without its days may be one of any.
-- farming: whether the employer is in farming or fishing; NULL where that is unknown.
SELECT source, trainee_no, io_no, plan_no, sector IN ('agriculture', 'fishery') AS farming, period_from, period_until, entry,
       CASE WHEN period_from <= period_until THEN entries + count(*) FILTER ((period_from <= period_until) IS NOT TRUE) OVER own ELSE count(*) OVER own END AS entries, base_pay,
       overtime_hours, overtime_hours_over60, rest_day_hours, night_hours, overtime_pay, rest_day_pay, night_pay,
       CASE WHEN pay_basis = 'hourly' THEN 100 WHEN pay_basis IS NOT NULL THEN 0 END AS covered,
       (base_pay + coalesce(attendance_allowance, 0)) * 60.0 / nullif(CASE pay_basis WHEN 'monthly' THEN CASE WHEN period_until < months_after(period_from, 1) THEN monthly_hours END WHEN 'daily' THEN work_days * daily_hours WHEN 'hourly' THEN worked END, 0) AS low_base,
       (base_pay + counted_allowances - CASE WHEN housing_allowance <= counted_allowances THEN housing_allowance ELSE 0 END + coalesce(attendance_allowance, excluded_allowances)) * 60.0
         / nullif(CASE pay_basis WHEN 'monthly' THEN CASE WHEN (worked_throughout OR base_pay >= max(base_pay) FILTER (worked_throughout) OVER same) AND period_until + 1 >= months_after(period_from, 1) THEN coalesce(monthly_hours, scheduled_hours) END WHEN 'daily' THEN work_days * daily_hours WHEN 'hourly' THEN worked - overtime_hours - rest_day_hours END, 0) AS high_base
FROM (
  SELECT pay_periods.*, sector, CASE WHEN work_hours >= overtime_hours + rest_day_hours THEN work_hours END AS worked
  FROM pay_periods LEFT JOIN implementing_orgs AS employer ON employer.io_no = pay_periods.io_no
)
WINDOW own AS (PARTITION BY trainee_no), same AS (PARTITION BY trainee_no, io_no)

-- The wage ledger, each row with the plan in training it belongs to: one row per row of wage_payments.
-- io_no is the row's own or, where blank, that of the trainee's plans if these all name one employer; else NULL: whose row it is, is doubtful.
-- plan_no is the plan of that trainee and employer which the period touches, where it touches several (a change of stage) the first it certainly has days of; NULL without any.
-- pay_basis, monthly_hours, daily_hours and prefecture are the plan's where all its versions, and all plans touched, agree; applied_on is their first application.
-- worked_throughout: TRUE where every day of the period lies in training after work began, FALSE where some day certainly does not, NULL where that is
-- unknown: a day in a home leave, in the first two months without lectures rows, in a period without its days, of a row of nobody.
-- worked_partly: TRUE where some day of it certainly is such a day, FALSE where none is known to be.
-- Rows of one trainee, employer and period are told apart by `entry`, 1 to `entries`: the pay of the period may then be their sum, or one of them corrected.
WITH employers AS (
  SELECT trainee_no, CASE WHEN count(io_no) = count(*) AND min(io_no) = max(io_no) THEN min(io_no) END AS io_no FROM plans WHERE not_started IS NOT TRUE GROUP BY trainee_no
), rows_of AS (
  SELECT plan_no, unnest(source) AS source FROM trainees_in_training
), terms AS (
  SELECT rows_of.plan_no, CASE WHEN count(pay_basis) = count(*) AND min(pay_basis) = max(pay_basis) THEN min(pay_basis) END AS pay_basis,
         CASE WHEN count(monthly_hours) = count(*) AND min(monthly_hours) = max(monthly_hours) THEN min(monthly_hours) END AS monthly_hours,
         CASE WHEN count(daily_hours) = count(*) AND min(daily_hours) = max(daily_hours) THEN min(daily_hours) END AS daily_hours,
         CASE WHEN count(prefecture) = count(*) AND min(prefecture) = max(prefecture) THEN min(prefecture) END AS prefecture,
         CASE WHEN count(applied_on) = count(*) THEN min(applied_on) END AS applied_on
  FROM rows_of JOIN plans ON plans.source = rows_of.source GROUP BY rows_of.plan_no
), pays AS (
  SELECT pay.* EXCLUDE (io_no), coalesce(pay.io_no, employers.io_no) AS io_no, CASE WHEN period_from <= period_until THEN period_until - period_from + 1 END AS days
  FROM wage_payments AS pay LEFT JOIN employers ON employers.trainee_no = pay.trainee_no
), touched AS (
  SELECT pays.source AS pay, plan.source, plan.plan_no, plan.starts_on, pay_basis, monthly_hours, daily_hours, prefecture, applied_on,
         greatest(least(period_until, until_most) - greatest(period_from, works_least) + 1, 0) AS most,
         CASE WHEN plan.io_no = pays.io_no AND works_most <= until_least AND coalesce(period_until < leave_from OR period_from > leave_until, leave_from IS NULL AND leave_until IS NULL)
              THEN greatest(least(period_until, until_least) - greatest(period_from, works_most) + 1, 0) ELSE 0 END AS least
  FROM pays JOIN practice AS plan ON plan.trainee_no = pays.trainee_no AND (plan.io_no = pays.io_no) IS NOT FALSE
    AND (plan.starts_on <= period_until) IS NOT FALSE AND (period_from <= until_most) IS NOT FALSE
  JOIN terms ON terms.plan_no = plan.plan_no
), placed AS (
  SELECT pay, flatten(list(source)) AS source, arg_min(plan_no, (least = 0, starts_on, plan_no)) AS plan_no, sum(least) AS least, sum(most) AS most,
         CASE WHEN count(pay_basis) = count(*) AND min(pay_basis) = max(pay_basis) THEN min(pay_basis) END AS pay_basis,
         CASE WHEN count(monthly_hours) = count(*) AND min(monthly_hours) = max(monthly_hours) THEN min(monthly_hours) END AS monthly_hours,
         CASE WHEN count(daily_hours) = count(*) AND min(daily_hours) = max(daily_hours) THEN min(daily_hours) END AS daily_hours,
         CASE WHEN count(prefecture) = count(*) AND min(prefecture) = max(prefecture) THEN min(prefecture) END AS prefecture,
         CASE WHEN count(applied_on) = count(*) THEN min(applied_on) END AS applied_on
  FROM touched GROUP BY pay
)
SELECT [pays.source] || coalesce(placed.source, []) AS source, trainee_no, io_no, plan_no, pay_basis, monthly_hours, daily_hours, prefecture, applied_on,
       CASE WHEN least = days THEN TRUE WHEN trainee_no IS NOT NULL AND coalesce(most, 0) < days THEN FALSE END AS worked_throughout, coalesce(least > 0 AND days > 0, FALSE) AS worked_partly,
       row_number() OVER (same ORDER BY paid_on, base_pay, net_pay, pays.source) AS entry, count(*) OVER same AS entries,
       period_from, period_until, paid_on, payment_method, payment_proof, work_days, work_hours, overtime_hours, overtime_hours_over60, rest_day_hours, night_hours, scheduled_hours,
       base_pay, counted_allowances, excluded_allowances, attendance_allowance, housing_allowance, absence_deduction, overtime_pay, rest_day_pay, night_pay,
       lodging_deduction, food_deduction, utilities_deduction, supervision_deduction, other_deduction
FROM pays LEFT JOIN placed ON placed.pay = pays.source
WINDOW same AS (PARTITION BY trainee_no, io_no, period_from, period_until)

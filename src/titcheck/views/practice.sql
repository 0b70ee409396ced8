-- When work begins (実習の開始): one row per plan in trainees_in_training. Stages 2 and 3 begin with work on starts_on; stage 1 begins with the lectures
-- (入国後講習), and work the day after the last of them. works_least is the first day work may have begun, works_most the first day it certainly has.
-- Without lectures rows that is somewhere in the month of starts_on or the next, certainly by the first day of the month after; so too where the day of
-- a lecture is unknown. lectures_from is the first lecture recorded; lectures_undated whether there may be others: one without a day, or any
-- where the plan names no trainee.
WITH held AS (
  SELECT plan_no, list(lectures.source) AS source, min(held_on) AS lectures_from, max(held_on) AS lectures_until, count(*) > count(held_on) AS undated
  FROM trainees_in_training AS person JOIN lectures ON lectures.trainee_no = person.trainee_no AND (held_on <= until_most) IS NOT FALSE
  WHERE (stage = '1') IS NOT FALSE GROUP BY plan_no
), bounds AS (
  SELECT person.* EXCLUDE (source), person.source || coalesce(held.source, []) AS source, lectures_from, lectures_until,
         (stage = '1') IS NOT FALSE AND (held.undated IS TRUE OR (trainee_no IS NULL AND (SELECT count(*) FROM lectures) > 0)) AS lectures_undated,
         CASE WHEN lectures_until >= starts_on THEN lectures_until + 1 ELSE starts_on END AS earliest, months_after(month_start(starts_on), 2) AS third_month
  FROM trainees_in_training AS person LEFT JOIN held ON held.plan_no = person.plan_no
)
SELECT source, plan_no, trainee_no, io_no, so_no, kind, stage, job_code, workplace, takeover, starts_on, ends_on, until_least, until_most, leave_from, leave_until,
       lectures_from, lectures_undated, earliest AS works_least,
       CASE WHEN stage IN ('2', '3') OR (lectures_until IS NOT NULL AND NOT lectures_undated) THEN earliest ELSE greatest(earliest, third_month) END AS works_most
FROM bounds

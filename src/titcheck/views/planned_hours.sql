-- The hours the plans foresee (予定時間), in minutes: one row per plan in practice, with its columns there. A plan and its changes (変更認定) bound each
-- other: total_least and total_most are the time of the whole stage, lectures_least and lectures_most that of the lectures in it. Both bounds are NULL where
-- one of them does not say. A whole time of zero is none.
WITH versions AS (
  SELECT version.plan_no, nullif(total_hours, 0) AS total_hours, lecture_hours
  FROM (SELECT plan_no, unnest(source) AS row_id FROM practice) AS version JOIN plans ON plans.source = row_id
), hours AS (
  SELECT plan_no, CASE WHEN count(total_hours) = count(*) THEN min(total_hours) END AS total_least, CASE WHEN count(total_hours) = count(*) THEN max(total_hours) END AS total_most,
         CASE WHEN count(lecture_hours) = count(*) THEN min(lecture_hours) END AS lectures_least, CASE WHEN count(lecture_hours) = count(*) THEN max(lecture_hours) END AS lectures_most
  FROM versions GROUP BY plan_no
)
SELECT source, practice.plan_no, trainee_no, io_no, stage, starts_on, until_least, until_most, lectures_from, lectures_undated, works_least, works_most,
       total_least, total_most, lectures_least, lectures_most
FROM practice JOIN hours ON hours.plan_no = practice.plan_no

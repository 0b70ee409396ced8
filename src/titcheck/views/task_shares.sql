-- How a plan divides its work between the classes of tasks (必須業務, 関連業務, 周辺業務), in minutes: one row per plan in a listed occupation
-- (移行対象職種・作業), or where it is unknown whether it is listed. Each class includes its safety work (安全衛生業務).
-- A blank class is 0 where the others fill the whole time but the lectures (which only stage 1 has), otherwise unknown.
-- known_hours is the sum of the classes that are known, NULL where that is nothing; all_known is TRUE, or NULL where a class is unknown.
WITH classes AS (
  SELECT *, coalesce(essential_hours, 0) + coalesce(related_hours, 0) + coalesce(peripheral_hours, 0) AS filled,
         total_hours - CASE WHEN stage IN ('2', '3') THEN coalesce(lecture_hours, 0) ELSE lecture_hours END AS working
  FROM plans WHERE transferable_job IS NOT FALSE
), shares AS (
  SELECT * EXCLUDE (essential_hours, related_hours, peripheral_hours),
         coalesce(essential_hours, CASE WHEN filled = working THEN 0 END) AS essential_hours,
         coalesce(related_hours, CASE WHEN filled = working THEN 0 END) AS related_hours,
         coalesce(peripheral_hours, CASE WHEN filled = working THEN 0 END) AS peripheral_hours
  FROM classes
)
SELECT source, plan_no, trainee_no, io_no, stage, starts_on, transferable_job, essential_hours, related_hours, peripheral_hours,
       essential_safety_hours, related_safety_hours, peripheral_safety_hours,
       nullif(filled, 0) AS known_hours,
       CASE WHEN essential_hours + related_hours + peripheral_hours IS NOT NULL THEN TRUE END AS all_known
FROM shares

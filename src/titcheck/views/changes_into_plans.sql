-- Employer changes (実習先変更) that led to a plan, or may have: one row per plan with the sources of all of them. A change leads to the plans of its trainee with
-- the employer it leads to, and to its new plan; one whose new employer is unknown may lead to any of the trainee's plans but those with the employer left.
-- `unavoidable` is TRUE where a change certainly led to the plan under one of the seven circumstances, the trainee not alone to blame; otherwise NULL.
-- `own_will` is TRUE where a change certainly led to the plan and none that may have is of any of the seven, FALSE where every one that may have is of one of
-- them; left_io_no is the employer left, NULL where it is unknown or not the same in all of them.
-- A row that names no trainee counts only for its new plan or its new employer, and for nobody certainly.
WITH led AS (
  SELECT plan_no, change.source, (to_io_no = io_no OR (has_new_plan_no AND new_plan_no = plan_no)) AS leads, reason <> 'not_unavoidable' AND NOT sole_trainee_fault AS unavoidable, reason = 'not_unavoidable' AS own_will, from_io_no
  FROM plans AS plan JOIN employer_changes AS change ON change.trainee_no = plan.trainee_no AND (from_io_no = io_no) IS NOT TRUE
  UNION ALL
  SELECT plan_no, change.source, NULL, NULL, reason = 'not_unavoidable', from_io_no FROM plans AS plan JOIN employer_changes AS change ON new_plan_no = plan_no WHERE change.trainee_no IS NULL OR plan.trainee_no IS NULL
  UNION ALL
  SELECT plan_no, change.source, NULL, NULL, reason = 'not_unavoidable', from_io_no FROM plans AS plan JOIN employer_changes AS change ON to_io_no = io_no WHERE change.trainee_no IS NULL OR plan.trainee_no IS NULL
)
SELECT list(DISTINCT source) AS source, plan_no, CASE WHEN bool_or(leads AND unavoidable) THEN TRUE END AS unavoidable,
       CASE WHEN bool_or(leads) AND bool_and(own_will IS TRUE) THEN TRUE WHEN bool_and(unavoidable IS TRUE) THEN FALSE END AS own_will,
       CASE WHEN count(from_io_no) = count(*) AND min(from_io_no) = max(from_io_no) THEN min(from_io_no) END AS left_io_no
FROM led WHERE leads IS NOT FALSE GROUP BY plan_no

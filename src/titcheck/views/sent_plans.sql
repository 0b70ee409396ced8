-- Plans of stage 1 under a supervising organisation, and those that may be one, with the sending organisation each trainee came through: one row per plan.
-- `sending_org_no` is the plan's own, or the trainee's where the plan names none; NULL where neither does. `surely` is FALSE where the kind or the stage is
-- unknown, and for a change of a plan (original_plan_no), which takes in nobody new.
SELECT [plans.source, trainees.source] AS source, plan_no, plans.trainee_no, io_no, so_no, applied_on,
       coalesce(number_key(plans.sending_org_no), number_key(trainees.sending_org_no)) AS sending_org_no,
       coalesce(kind = 'supervised' AND stage = '1' AND NOT has_original_plan_no, FALSE) AS surely
FROM plans LEFT JOIN trainees ON trainees.trainee_no = plans.trainee_no
WHERE (kind = 'supervised') IS NOT FALSE AND (stage = '1') IS NOT FALSE

-- Pre-entry courses (入国前講習) with the day the trainee entered: one row per row of plans in which one is recorded or may be (a cell of it cannot be read,
-- or was not given). plan_no is the plan's number in practice, which its changes (変更認定) share; where they repeat a course it stands once for each.
-- What is blank or unreadable of a course is NULL, and entered_on where it is unknown.
SELECT [plans.source, trainees.source] AS source, version.plan_no, pre_entry_from, pre_entry_until, pre_entry_hours, entered_on
FROM (SELECT plan_no, unnest(source) AS row_id FROM practice) AS version JOIN plans ON plans.source = row_id
LEFT JOIN trainees ON trainees.trainee_no = plans.trainee_no
WHERE (has_pre_entry_from OR has_pre_entry_until OR has_pre_entry_hours) IS NOT FALSE

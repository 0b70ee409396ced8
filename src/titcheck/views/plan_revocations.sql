-- Plans of the books whose accreditation was or may have been revoked (Act 16(1)): one row per plan. `certain` is TRUE where the revocation names the plan and
-- nothing contradicts it; otherwise it names an employer and no plan, and the plan may have been in training on its day. Of several the certain one speaks,
-- of those the first; decided_on is NULL where its day is unknown.
WITH revoked AS (
  SELECT source, kind, number_key(plan_no) AS named_no, decided_on FROM dispositions WHERE (kind = 'io_revocation') IS NOT FALSE
), pairs AS (
  SELECT revoked.source, plans.source AS plan_source, plans.plan_no, trainee_no, plans.io_no, revoked.decided_on, coalesce(certain, FALSE) AS certain
  FROM revoked JOIN plans ON plans.plan_no = named_no LEFT JOIN employer_dispositions AS matched ON matched.source = revoked.source AND matched.io_no = plans.io_no
  UNION ALL
  SELECT revoked.source, plans.source, plan_no, trainee_no, plans.io_no, revoked.decided_on, FALSE
  FROM revoked JOIN employer_dispositions AS matched ON matched.source = revoked.source AND matched_by IS NOT NULL JOIN plans ON plans.io_no = matched.io_no
  WHERE named_no IS NULL AND not_started IS NOT TRUE AND (starts_on <= revoked.decided_on) IS NOT FALSE AND (ends_on >= revoked.decided_on) IS NOT FALSE AND (ended_on >= revoked.decided_on) IS NOT FALSE
)
SELECT [plan_source, source] AS source, plan_no, trainee_no, io_no, decided_on, certain
FROM pairs QUALIFY row_number() OVER (PARTITION BY plan_no, plan_source ORDER BY certain DESC, decided_on, source) = 1

-- The times between what an external auditor (外部監査人) owes a supervising-support organisation while it certainly supervises workers of Employment for Skill
-- Development: kind `check` for external_checks, `presence` for audits the auditor was present at. One row per organisation, kind and time, as in
-- esd_audit_gaps: gap_from, count_from, next_on, run_until, silent_until, doubted, recorded_from (of presence: the first recorded audit). An organisation
-- that may supervise such workers, at all or at last, is one row of each kind with gap_from NULL.
WITH joined AS (
  SELECT stretch.*, coalesce(stretch.from_on > max(stretch.until_on) OVER earlier + 1, TRUE) AS opens
  FROM supervised_stretches AS stretch JOIN esd_plans ON esd_plans.plan_no = stretch.plan_no AND certain WHERE stretch.from_on <= as_of
  WINDOW earlier AS (PARTITION BY stretch.so_no ORDER BY stretch.from_on, stretch.until_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), numbered AS (
  SELECT *, count(*) FILTER (opens) OVER (PARTITION BY so_no ORDER BY from_on, until_on ROWS UNBOUNDED PRECEDING) AS run FROM joined
), runs AS (
  SELECT flatten(list(source)) AS source, so_no, min(from_on) AS from_on, max(until_on) AS run_until FROM numbered GROUP BY so_no, run
), events AS (
  SELECT 'check' AS kind, source, so_no, checked_on AS on_day, so_no IS NULL OR checked_on IS NULL AS doubtful FROM external_checks WHERE (checked_on <= as_of) IS NOT FALSE
  UNION ALL
  SELECT 'presence', source, so_no, audited_on, so_no IS NULL OR audited_on IS NULL OR auditor_present IS NULL FROM audits
  WHERE (audited_on <= as_of) IS NOT FALSE AND auditor_present IS NOT FALSE
), marks AS (
  SELECT kind, source, so_no, from_on, run_until, from_on AS gap_from, month_start(from_on) AS count_from, CAST(NULL AS DATE) AS on_day FROM runs CROSS JOIN (VALUES ('check'), ('presence')) AS owed(kind)
  UNION
  SELECT kind, runs.source || list(events.source), runs.so_no, from_on, run_until, on_day + 1, on_day + 1, on_day
  FROM runs JOIN events ON events.so_no = runs.so_no AND on_day BETWEEN from_on AND run_until WHERE NOT doubtful GROUP BY kind, runs.source, runs.so_no, from_on, run_until, on_day
), gaps AS (
  -- Joined, not a window: what orders a window would count as what the next day is made from.
  SELECT marks.* EXCLUDE (on_day), later.on_day AS next_on
  FROM marks ASOF LEFT JOIN (SELECT kind, so_no, from_on, on_day FROM marks WHERE on_day IS NOT NULL) AS later
    ON later.kind = marks.kind AND later.so_no = marks.so_no AND later.from_on = marks.from_on AND marks.gap_from <= later.on_day
), ends AS (
  SELECT *, least(coalesce(next_on, as_of) - 1, run_until) AS silent_until FROM gaps
), doubted AS (
  SELECT ends.kind, ends.so_no, gap_from, count(*) AS events
  FROM ends JOIN events ON events.kind = ends.kind AND doubtful AND (events.so_no = ends.so_no) IS NOT FALSE AND (on_day BETWEEN gap_from AND silent_until) IS NOT FALSE
  WHERE silent_until > months_after(gap_from, 3) GROUP BY ends.kind, ends.so_no, gap_from
), recorded AS (
  SELECT 'check' AS kind, so_no, min(checked_on) AS recorded_from FROM external_checks GROUP BY so_no
  UNION ALL
  SELECT 'presence', so_no, min(audited_on) FROM audits GROUP BY so_no
)
SELECT source, ends.kind, ends.so_no, ends.gap_from, count_from, next_on, run_until, silent_until, recorded_from, doubted.events IS NOT NULL OR ends.so_no IS NULL AS doubted
FROM ends
LEFT JOIN doubted ON doubted.kind = ends.kind AND doubted.so_no = ends.so_no AND doubted.gap_from = ends.gap_from
LEFT JOIN recorded ON recorded.kind = ends.kind AND recorded.so_no = ends.so_no
UNION ALL
SELECT flatten(list(plan.source)), owed.kind, plan.so_no, NULL, NULL, NULL, NULL, NULL, NULL, TRUE
FROM supervised_plans AS plan JOIN esd_plans ON esd_plans.plan_no = plan.plan_no CROSS JOIN (VALUES ('check'), ('presence')) AS owed(kind)
WHERE (supervised_least <= least(plan.until_most, as_of)) IS NOT FALSE
GROUP BY owed.kind, plan.so_no HAVING NOT EXISTS (SELECT 1 FROM runs WHERE runs.so_no IS NOT DISTINCT FROM plan.so_no AND run_until >= max(least(plan.until_most, as_of)))

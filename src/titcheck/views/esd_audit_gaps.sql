-- The times between audits (監査) of one supervising-support organisation at one employer while workers of Employment for Skill Development are certainly in
-- training there (esd_plans, supervised_stretches): one row from each first day without a break, and from the day after each audit, to the next.
-- gap_from is that day, count_from the same, or the first of its month where no audit stands before it; next_on the next audit, NULL if there is none by
-- as_of; run_until the last day of training without a break; silent_until the last day certainly without an audit by next_on and as_of.
-- An audit is a regular one, or one by all five methods; `doubted` where any other, or one whose organisation, employer or day is unknown, may lie in the gap.
-- recorded_from is the organisation's first recorded audit. A pair of whom training is only possible, at all or at last, is one row with gap_from NULL.
WITH joined AS (
  SELECT stretch.*, coalesce(stretch.from_on > max(stretch.until_on) OVER earlier + 1, TRUE) AS opens
  FROM supervised_stretches AS stretch JOIN esd_plans ON esd_plans.plan_no = stretch.plan_no AND certain WHERE stretch.from_on <= as_of
  WINDOW earlier AS (PARTITION BY stretch.so_no, stretch.io_no ORDER BY stretch.from_on, stretch.until_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), numbered AS (
  SELECT *, count(*) FILTER (opens) OVER (PARTITION BY so_no, io_no ORDER BY from_on, until_on ROWS UNBOUNDED PRECEDING) AS run FROM joined
), runs AS (
  SELECT flatten(list(source)) AS source, so_no, io_no, min(from_on) AS from_on, max(until_on) AS run_until FROM numbered GROUP BY so_no, io_no, run
), done AS (
  SELECT *, nameless OR (NOT temporary OR (on_site AND manager_reported AND interviewed > 0 AND equipment_and_books AND lodging_seen)) IS NOT TRUE AS doubtful
  FROM audit_days WHERE (audited_on <= as_of) IS NOT FALSE
), marks AS (
  SELECT source, so_no, io_no, from_on, run_until, from_on AS gap_from, month_start(from_on) AS count_from, CAST(NULL AS DATE) AS on_day FROM runs
  UNION ALL
  SELECT runs.source || done.source, runs.so_no, runs.io_no, from_on, run_until, audited_on + 1, audited_on + 1, audited_on
  FROM runs JOIN done ON done.so_no = runs.so_no AND done.io_no = runs.io_no AND audited_on BETWEEN from_on AND run_until WHERE NOT doubtful
), gaps AS (
  -- Joined, not a window: what orders a window would count as what the next audit is made from.
  SELECT marks.* EXCLUDE (on_day), later.on_day AS next_on
  FROM marks ASOF LEFT JOIN (SELECT so_no, io_no, from_on, on_day FROM marks WHERE on_day IS NOT NULL) AS later
    ON later.so_no = marks.so_no AND later.io_no = marks.io_no AND later.from_on = marks.from_on AND marks.gap_from <= later.on_day
), ends AS (
  SELECT *, least(coalesce(next_on, as_of) - 1, run_until) AS silent_until FROM gaps
), doubted AS (
  SELECT ends.so_no, ends.io_no, gap_from, count(*) AS audits
  FROM ends JOIN done ON doubtful AND (done.so_no = ends.so_no) IS NOT FALSE AND (done.io_no = ends.io_no) IS NOT FALSE
    AND (audited_on BETWEEN gap_from AND silent_until) IS NOT FALSE
  WHERE silent_until > months_after(gap_from, 3) GROUP BY ends.so_no, ends.io_no, gap_from
), recorded AS (
  SELECT so_no, min(audited_on) AS recorded_from FROM audits GROUP BY so_no
)
SELECT source, ends.so_no, ends.io_no, ends.gap_from, count_from, next_on, run_until, silent_until, recorded_from, doubted.audits IS NOT NULL OR ends.so_no IS NULL OR ends.io_no IS NULL AS doubted
FROM ends
LEFT JOIN doubted ON doubted.so_no = ends.so_no AND doubted.io_no = ends.io_no AND doubted.gap_from = ends.gap_from
LEFT JOIN recorded ON recorded.so_no = ends.so_no
UNION ALL
SELECT flatten(list(plan.source)), plan.so_no, plan.io_no, NULL, NULL, NULL, NULL, NULL, NULL, TRUE
FROM supervised_plans AS plan JOIN esd_plans ON esd_plans.plan_no = plan.plan_no WHERE (supervised_least <= least(plan.until_most, as_of)) IS NOT FALSE
GROUP BY plan.so_no, plan.io_no HAVING NOT EXISTS (SELECT 1 FROM runs WHERE runs.so_no IS NOT DISTINCT FROM plan.so_no AND runs.io_no IS NOT DISTINCT FROM plan.io_no
  AND run_until >= max(least(plan.until_most, as_of)))

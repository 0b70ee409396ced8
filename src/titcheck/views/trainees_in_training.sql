-- Who is in training (在籍中の技能実習生) and when: one row per plan, to be asked with the macro in_training(day, starts_on, until_least, until_most, ...).
-- A plan and its changes (original_plan_no, chains too) are one plan under the original's number: starts_on of the original, everything else of the
-- latest change. Training ends on the earliest of ends_on, ended_on, disappeared_on and departed_on, each event only from starts_on on; that day included.
-- until_least is the last day certainly in training: starts_on itself where ends_on or the day of an event cannot be read; NULL where even the first
-- day is doubtful (starts_on unknown, not_started or original_plan_no unreadable, or rows of one plan that contradict each other).
-- until_most is the last day possibly in training, NULL where nothing bounds it. Where no order of changes can be told, all of the possibly latest count:
-- io_no, so_no, job_code and workplace are then known only if these agree. A plan with io_no NULL may be any employer's.
WITH RECURSIVE changes AS (
  SELECT plan_no, original_plan_no FROM plans WHERE has_original_plan_no AND original_plan_no NOT IN (plan_no, 'なし')
), chain AS (
  SELECT plan_no, original_plan_no AS ancestor FROM changes
  UNION
  SELECT chain.plan_no, changes.original_plan_no FROM chain JOIN changes ON changes.plan_no = chain.ancestor
), roots AS (
  -- The one ancestor that changes nothing; in a ring of changes its least number.
  SELECT chain.plan_no, coalesce(min(ancestor) FILTER (changes.plan_no IS NULL), least(min(ancestor), chain.plan_no)) AS root
  FROM chain LEFT JOIN changes ON changes.plan_no = chain.ancestor GROUP BY chain.plan_no
), joined AS (
  SELECT plans.*, coalesce(root, plans.plan_no) AS root, original IS NOT NULL AS changed, root IS NULL AND original IS NULL AS alone,
         CASE WHEN accredited THEN accredited_on WHEN NOT accredited THEN applied_on END AS since
  FROM plans LEFT JOIN roots ON roots.plan_no = plans.plan_no
  LEFT JOIN (SELECT DISTINCT original_plan_no AS original FROM changes) AS known ON known.original = plans.plan_no
), families AS (
  -- Rows of two trainees are no one plan: each stands alone, and is doubtful.
  SELECT *, min(trainee_no) OVER family <> max(trainee_no) OVER family IS TRUE AS mixed, NOT changed OR bool_and(changed) OVER family AS open
  FROM joined WHERE NOT alone WINDOW family AS (PARTITION BY root)
), rows_of AS (
  SELECT *, CASE WHEN mixed THEN plan_no ELSE root END AS plan FROM families
), ranked AS (
  SELECT *, mixed OR (open AND (since < max(since) FILTER (open) OVER (PARTITION BY plan)) IS NOT TRUE) AS latest FROM rows_of
), merged AS (
  SELECT plan AS plan_no, list(source) AS source,
         CASE WHEN min(trainee_no) = max(trainee_no) THEN min(trainee_no) END AS trainee_no,
         CASE WHEN min(kind) = max(kind) THEN min(kind) END AS kind,
         CASE WHEN min(stage) = max(stage) THEN min(stage) END AS stage,
         CASE WHEN count(*) FILTER (latest AND io_no IS NULL) = 0 AND min(io_no) FILTER (latest) = max(io_no) FILTER (latest) THEN min(io_no) FILTER (latest) END AS io_no,
         CASE WHEN count(*) FILTER (latest AND so_no IS NULL) = 0 AND min(so_no) FILTER (latest) = max(so_no) FILTER (latest) THEN min(so_no) FILTER (latest) END AS so_no,
         CASE WHEN min(job_code) FILTER (latest) = max(job_code) FILTER (latest) THEN min(job_code) FILTER (latest) END AS job_code,
         CASE WHEN min(workplace) FILTER (latest) = max(workplace) FILTER (latest) THEN min(workplace) FILTER (latest) END AS workplace,
         CASE WHEN bool_or(takeover) THEN TRUE WHEN count(takeover) = count(*) THEN FALSE END AS takeover,
         CASE WHEN bool_or(plan_no = plan) THEN min(starts_on) FILTER (plan_no = plan) WHEN count(starts_on) = count(*) THEN min(starts_on) END AS starts_on,
         CASE WHEN count(*) FILTER (latest AND ends_on IS NULL) = 0 THEN min(ends_on) FILTER (latest) END AS ends_least,
         CASE WHEN count(*) FILTER (latest AND ends_on IS NULL) = 0 THEN max(ends_on) FILTER (latest) END AS ends_most,
         CASE WHEN count(*) FILTER (leave_from IS NULL AND leave_until IS NOT NULL) = 0 THEN min(leave_from) END AS leave_from,
         CASE WHEN count(*) FILTER (leave_from IS NOT NULL AND leave_until IS NULL) = 0 THEN max(leave_until) END AS leave_until,
         bool_or(mixed) OR count(not_started) < count(*) OR bool_or(not_started) OR bool_or(has_original_plan_no IS NULL) AS doubtful
  FROM ranked GROUP BY plan HAVING bool_and(coalesce(not_started, FALSE)) IS FALSE
  UNION ALL
  -- A plan that was never changed is its own family: the same, without the work.
  SELECT plan_no, [source], trainee_no, kind, stage, io_no, so_no, job_code, workplace, takeover, starts_on, ends_on, ends_on, leave_from, leave_until,
         not_started IS NULL OR has_original_plan_no IS NULL
  FROM joined WHERE alone AND not_started IS NOT TRUE
), events AS (
  SELECT plan_no, ended_on AS on_day, NULL AS source, TRUE AS certain FROM joined WHERE alone AND ended IS NOT FALSE
  UNION ALL
  SELECT plan, ended_on, NULL, TRUE FROM ranked WHERE ended IS NOT FALSE
  UNION ALL
  SELECT plan_no, departed_on, trainees.source, TRUE FROM merged JOIN trainees ON trainees.trainee_no = merged.trainee_no WHERE departed IS NOT FALSE
  UNION ALL
  SELECT plan_no, disappeared_on, lost.source, TRUE FROM merged JOIN disappearances AS lost
  ON lost.trainee_no = merged.trainee_no AND (lost.io_no = merged.io_no) IS NOT FALSE
  UNION ALL
  -- Someone of this employer disappeared, and the books do not say who.
  SELECT plan_no, disappeared_on, lost.source, FALSE FROM merged JOIN disappearances AS lost ON lost.trainee_no IS NULL AND lost.io_no = merged.io_no
), ends AS (
  SELECT merged.plan_no, list(events.source) FILTER (events.source IS NOT NULL) AS source, count(*) FILTER (on_day IS NULL) AS unread,
         min(on_day) AS least, min(on_day) FILTER (certain) AS most
  FROM merged JOIN events ON events.plan_no = merged.plan_no AND (on_day < starts_on OR on_day > ends_most) IS NOT TRUE GROUP BY merged.plan_no
)
SELECT merged.source || coalesce(ends.source, []) AS source, merged.plan_no, trainee_no, io_no, so_no, kind, stage, job_code, workplace, takeover, starts_on,
       CASE WHEN ends_least = ends_most THEN ends_most END AS ends_on,
       CASE WHEN doubtful OR starts_on IS NULL OR ends_least < starts_on THEN NULL WHEN ends_least IS NULL OR unread > 0 THEN starts_on ELSE least(ends_least, ends.least) END AS until_least,
       CASE WHEN ends_most < starts_on THEN NULL WHEN starts_on IS NULL THEN ends_most ELSE least(ends_most, ends.most) END AS until_most,
       leave_from, leave_until
FROM merged LEFT JOIN ends ON ends.plan_no = merged.plan_no

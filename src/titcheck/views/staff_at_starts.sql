-- The full-time staff (常勤職員) and the excellence of an employer on each day one of its plans starts, each from the least to the most the books allow:
-- the last count by that day of every workplace, together; without one, the employer's own undated row.
-- `staff_most` NULL has no upper bound: a count is unknown, a workplace is counted only later and may have been there before, a workplace has only a
-- count without a day, or the employer's row stands for a start a year or more from as_of. A count for no workplace may be the whole or one more.
-- Excellence is the employer's own where counts have no column for it; a count that leaves it blank, or has no day, leaves it unknown.
-- A count of an unknown employer may be one workplace more of any, or the count of one that has none: from counts of an employer's own it takes nothing.
WITH days AS (
  SELECT DISTINCT io_no, starts_on, starts_on > years_before(as_of, 1) AND starts_on < years_after(as_of, 1) AS recent
  FROM trainees_in_training WHERE io_no IS NOT NULL
), rows_of AS (
  -- A count for no workplace replaces earlier ones for none only where all are; beside counts for workplaces each stands by itself.
  SELECT days.*, staff_counts.source, workplace, counted_on, regular_staff, excellent, (counted_on > starts_on) IS TRUE AS later,
         CASE WHEN workplace IS NULL AND bool_or(workplace IS NOT NULL) OVER (PARTITION BY days.io_no, starts_on) THEN staff_counts.source END AS itself
  FROM days JOIN staff_counts ON staff_counts.io_no = days.io_no
), counts AS (
  SELECT *, max(counted_on) FILTER (NOT later) OVER (PARTITION BY io_no, starts_on, workplace, itself) AS last_counted_on FROM rows_of
), places AS (
  SELECT io_no, starts_on, workplace, list(source) AS source, bool_or(NOT later) AS counted, min(CASE WHEN last_counted_on IS NULL THEN 0 ELSE coalesce(regular_staff, 0) END) AS least,
         CASE WHEN count(*) FILTER (last_counted_on IS NULL OR regular_staff IS NULL) = 0 THEN CASE WHEN workplace IS NULL THEN sum(regular_staff) ELSE max(regular_staff) END END AS most,
         bool_or(coalesce(excellent, TRUE) OR last_counted_on IS NULL) FILTER (given('staff_counts', 'excellent') AND NOT later) AS any_excellent,
         bool_and(coalesce(excellent, FALSE) AND last_counted_on IS NOT NULL) FILTER (given('staff_counts', 'excellent') AND NOT later) AS all_excellent
  FROM counts WHERE counted_on IS NULL OR counted_on = last_counted_on OR last_counted_on IS NULL
  GROUP BY io_no, starts_on, workplace, itself
), staff AS (
  SELECT io_no, starts_on, flatten(list(source)) AS source, least(min(least) FILTER (counted AND workplace IS NULL), sum(least) FILTER (counted AND workplace IS NOT NULL)) AS least,
         CASE WHEN count(most) = count(*) THEN sum(most) END AS most, bool_or(any_excellent) AS any_excellent, bool_and(all_excellent) AS all_excellent
  FROM places GROUP BY io_no, starts_on HAVING bool_or(counted)
), nameless AS (
  SELECT list(source)[:1] AS source, min(coalesce(regular_staff, 0)) AS least, CASE WHEN count(regular_staff) = count(*) THEN coalesce(sum(regular_staff), 0) END AS most,
         coalesce(bool_or(coalesce(excellent, given('staff_counts', 'excellent'))), FALSE) AS any_excellent,
         coalesce(bool_and(coalesce(excellent, NOT given('staff_counts', 'excellent'))), TRUE) AS all_excellent
  FROM staff_counts WHERE io_no IS NULL
)
SELECT coalesce(staff.source, []) || coalesce(nameless.source, []) || [org.source] AS source, days.io_no, days.starts_on, sector,
       CAST(coalesce(staff.least, least(coalesce(org.regular_staff, 0), nameless.least)) AS BIGINT) AS staff_least,
       CAST(nameless.most + CASE WHEN staff.io_no IS NOT NULL THEN staff.most WHEN recent THEN org.regular_staff END AS BIGINT) AS staff_most,
       coalesce(staff.all_excellent, org.excellent AND nameless.all_excellent) IS TRUE AS surely_excellent,
       nameless.any_excellent OR coalesce(staff.any_excellent, org.excellent OR NOT recent) IS NOT FALSE AS maybe_excellent,
       stable_enterprise IS TRUE AS surely_stable, (stable_enterprise OR NOT recent) IS NOT FALSE AS maybe_stable
FROM days CROSS JOIN nameless
LEFT JOIN staff ON staff.io_no = days.io_no AND staff.starts_on IS NOT DISTINCT FROM days.starts_on
LEFT JOIN implementing_orgs AS org ON org.io_no = days.io_no

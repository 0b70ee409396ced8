-- The full-time staff (常勤職員) and the excellence of an employer on each day one of its plans starts, each from the least to the most the books allow:
-- the last count by that day of every workplace, together; without one, the employer's own undated row.
-- `staff_most` NULL has no upper bound: a count is unknown, a workplace is counted only later and may have been there before, a workplace has only a
-- count without a day, or the employer's row stands for a start a year or more from as_of. A count for no workplace may be the whole or one more.
-- Excellence is the employer's own where no count tells it; where one does, a blank one, or one without a day, leaves it unknown.
WITH days AS (
  SELECT DISTINCT io_no, starts_on, starts_on > years_before(as_of, 1) AND starts_on < years_after(as_of, 1) AS recent
  FROM trainees_in_training WHERE io_no IS NOT NULL
), counts AS (
  SELECT days.*, staff_counts.source, coalesce(workplace, '') AS place, counted_on, regular_staff, excellent, (counted_on > starts_on) IS TRUE AS later,
         max(counted_on) FILTER (counted_on <= starts_on) OVER (PARTITION BY days.io_no, starts_on, workplace) AS last_counted_on,
         bool_or(excellent IS NOT NULL) OVER (PARTITION BY days.io_no, starts_on) AS told
  FROM days JOIN staff_counts ON staff_counts.io_no = days.io_no
), places AS (
  SELECT io_no, starts_on, place, list(source) AS source, bool_or(NOT later) AS counted, min(CASE WHEN last_counted_on IS NULL THEN 0 ELSE coalesce(regular_staff, 0) END) AS least,
         CASE WHEN count(*) FILTER (last_counted_on IS NULL OR regular_staff IS NULL) = 0 THEN CASE WHEN place = '' THEN sum(regular_staff) ELSE max(regular_staff) END END AS most,
         bool_or(coalesce(excellent, TRUE) OR last_counted_on IS NULL) FILTER (told AND NOT later) AS any_excellent,
         bool_and(coalesce(excellent, FALSE) AND last_counted_on IS NOT NULL) FILTER (told AND NOT later) AS all_excellent
  FROM counts WHERE counted_on IS NULL OR counted_on = last_counted_on OR last_counted_on IS NULL
  GROUP BY io_no, starts_on, place
), staff AS (
  SELECT io_no, starts_on, flatten(list(source)) AS source,
         CASE WHEN bool_or(place = '') AND bool_or(place <> '') THEN least(sum(least) FILTER (place = ''), sum(least) FILTER (place <> '')) ELSE sum(least) END AS least,
         CASE WHEN count(most) = count(*) THEN sum(most) END AS most, bool_or(any_excellent) AS any_excellent, bool_and(all_excellent) AS all_excellent
  FROM places GROUP BY io_no, starts_on HAVING bool_or(counted)
)
SELECT coalesce(staff.source, []) || [org.source] AS source, days.io_no, days.starts_on, sector,
       CAST(coalesce(staff.least, org.regular_staff, 0) AS BIGINT) AS staff_least,
       CAST(CASE WHEN staff.io_no IS NOT NULL THEN staff.most WHEN recent THEN org.regular_staff END AS BIGINT) AS staff_most,
       coalesce(all_excellent, org.excellent) IS TRUE AS surely_excellent, coalesce(any_excellent, org.excellent OR NOT recent) IS NOT FALSE AS maybe_excellent,
       stable_enterprise IS TRUE AS surely_stable, (stable_enterprise OR NOT recent) IS NOT FALSE AS maybe_stable
FROM days
LEFT JOIN staff ON staff.io_no = days.io_no AND staff.starts_on IS NOT DISTINCT FROM days.starts_on
LEFT JOIN implementing_orgs AS org ON org.io_no = days.io_no

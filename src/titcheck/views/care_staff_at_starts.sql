-- The full-time care staff (常勤介護職員) of a workplace on each day a plan of it starts, from the least to the most the books allow: the last count of that
-- workplace by that day. Where no care staff of the employer is counted anywhere, and all its plans name one workplace, the employer's own undated row.
-- staff_most NULL has no upper bound: the count is unknown, undated or of no
-- named workplace, or an undated employer row stands for a start a year or more from as_of.
-- A workplace with no staff known to be its own on that day has no row.
WITH days AS (
  SELECT DISTINCT io_no, workplace, starts_on FROM trainees_in_training WHERE workplace IS NOT NULL
), counts AS (
  SELECT * FROM staff_counts WHERE given('staff_counts', 'care_staff')
), placed AS (
  SELECT days.*, counts.source, counted_on, care_staff, counts.workplace AS place, max(counted_on) FILTER (counts.workplace IS NOT NULL) OVER (PARTITION BY days.io_no, days.workplace, starts_on) AS last_counted_on
  FROM days JOIN counts ON counts.io_no = days.io_no AND (counts.workplace = days.workplace) IS NOT FALSE AND (counted_on <= starts_on) IS NOT FALSE
), lone AS (
  SELECT io_no FROM trainees_in_training
  WHERE NOT EXISTS (SELECT 1 FROM counts WHERE counts.io_no = trainees_in_training.io_no)
  GROUP BY io_no HAVING count(workplace) = count(*) AND min(workplace) = max(workplace)
), found AS (
  SELECT list(source) AS source, io_no, workplace, starts_on, min(coalesce(care_staff, 0)) AS staff_least,
         CASE WHEN count(care_staff) = count(*) AND count(counted_on) = count(*) AND count(place) = count(*) THEN max(care_staff) END AS staff_most
  FROM placed WHERE counted_on IS NULL OR place IS NULL OR counted_on = last_counted_on GROUP BY io_no, workplace, starts_on
  UNION ALL
  SELECT [org.source], days.io_no, workplace, starts_on, coalesce(care_staff, 0), CASE WHEN starts_on > years_before(as_of, 1) AND starts_on < years_after(as_of, 1) THEN care_staff END
  FROM days JOIN lone ON lone.io_no = days.io_no JOIN implementing_orgs AS org ON org.io_no = days.io_no
)
SELECT source, io_no, workplace, starts_on, staff_least, staff_most FROM found

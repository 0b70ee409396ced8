-- Work and breaks of a day, in minutes: one row per trainee, employer (or workplace outside training) and day a shift is recorded for, rows of no work left out.
-- Breaks are break_minutes, or the clock's length less the hours, and the gaps between the day's shifts; where the two first differ, between the one and the other.
-- work_most and break_most are NULL where nothing bounds them: hours or clock unknown, or the gap to a shift without its times.
-- A clock shorter than the recorded hours is no clock, a break longer than the clock no break.
-- known: whose row it is and of which day. alone: nothing else can belong to the day: no shift of the trainee lacks its day, or stands on it without an employer, and
-- none overlaps another.
WITH clock AS (
  SELECT *, CASE WHEN (hours > until - starts_at) IS NOT TRUE THEN until - starts_at END AS span FROM placed_shifts WHERE worked IS NOT FALSE
), shift AS (
  SELECT *, CASE WHEN (break_minutes > span) IS NOT TRUE THEN break_minutes END AS pause, span - hours AS rest,
         CASE WHEN span IS NOT NULL THEN starts_at - max(until) OVER (PARTITION BY trainee_no, io_no, workplace, worked_on ORDER BY starts_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) END AS gap
  FROM clock
), days AS (
  SELECT list(source) AS source, trainee_no, io_no, workplace, farming, worked_on, bool_or(gap < 0) IS TRUE AS overlapping,
         sum(coalesce(hours, span - pause, 0)) AS work_least, CASE WHEN count(coalesce(hours, span)) = count(*) THEN sum(coalesce(hours, span - pause, span)) END AS work_most,
         sum(coalesce(least(pause, rest), 0)) + CASE WHEN count(span) = count(*) THEN sum(greatest(gap, 0)) ELSE 0 END AS break_least,
         CASE WHEN count(*) = 1 OR count(span) = count(*) THEN sum(coalesce(greatest(pause, rest), span) + greatest(gap, 0)) END AS break_most
  FROM shift GROUP BY trainee_no, io_no, workplace, farming, worked_on
), strays AS (
  SELECT DISTINCT trainee_no, worked_on FROM placed_shifts WHERE worked_on IS NULL OR (io_no IS NULL AND workplace IS NULL)
)
SELECT source, trainee_no, io_no, workplace, farming, worked_on, work_least, work_most, break_least, break_most,
       trainee_no IS NOT NULL AND worked_on IS NOT NULL AND (io_no IS NOT NULL OR workplace IS NOT NULL) AS known,
       NOT overlapping AND NOT EXISTS (SELECT 1 FROM strays WHERE strays.trainee_no = days.trainee_no AND strays.worked_on = days.worked_on)
         AND NOT EXISTS (SELECT 1 FROM strays WHERE strays.trainee_no = days.trainee_no AND strays.worked_on IS NULL) AS alone
FROM days

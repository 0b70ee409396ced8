-- Free days: one row per trainee, employer (or workplace outside training) and week worked in, from week_starts_on, or four weeks from four_weeks_from where
-- the employer has them (four_week_rest; NULL: unreadable, counted by the week). free_least and free_most count the days without work inside the trainee's record, a day
-- flagged as rest-day work inside an overtime agreement among them where the others are fewer than one a week; a day the record does not reach is free in free_most alone.
-- Where the weekday a week starts on is unknown there is one row for the whole record, without block_from: no free day where 13 days in a row were worked, which
-- hold a week whatever its first day; one where never seven in a row can have been. run_from to run_until are its longest row of days. The same row is open (free_least 0)
-- for shifts without a day, and where four weeks have no first day or a later one.
-- ended: the record reaches the block's last day. Who is meant is known where a trainee and an employer or workplace are.
WITH record AS (
  SELECT trainee_no, min(worked_on) AS recorded_from, max(worked_on) AS recorded_until FROM shifts GROUP BY trainee_no
), placed AS (
  SELECT day.source, day.trainee_no, day.io_no, workplace, farming, worked_on, worked, flagged, four_week_rest,
         CASE WHEN four_week_rest THEN CASE WHEN worked_on >= four_weeks_from THEN worked_on - CAST((worked_on - four_weeks_from) % 28 AS INTEGER) END
              ELSE worked_on - CAST((isodow(worked_on) - CASE week_starts_on WHEN 'mon' THEN 1 WHEN 'tue' THEN 2 WHEN 'wed' THEN 3 WHEN 'thu' THEN 4 WHEN 'fri' THEN 5 WHEN 'sat' THEN 6 WHEN 'sun' THEN 7 END + 7) % 7 AS INTEGER) END AS block_from,
         four_week_rest IS NOT TRUE AND week_starts_on IS NULL AS sliding
  FROM worked_days AS day LEFT JOIN implementing_orgs AS org ON org.io_no = day.io_no
), numbered AS (
  SELECT *, CAST(NULL AS DATE) AS run FROM placed WHERE NOT sliding OR worked_on IS NULL
  UNION ALL
  SELECT *, worked_on - CAST(row_number() OVER (PARTITION BY trainee_no, io_no, workplace ORDER BY worked_on) AS INTEGER) FROM placed WHERE sliding AND worked_on IS NOT NULL
), gathered AS (
  SELECT flatten(list(source)) AS source, trainee_no, io_no, workplace, farming, four_week_rest, block_from, run, CASE WHEN four_week_rest THEN 28 ELSE 7 END AS length,
         count(*) AS used, count(*) FILTER (worked) AS surely_used, min(worked_on) AS first_day, max(worked_on) AS last_day
  FROM numbered GROUP BY trainee_no, io_no, workplace, farming, four_week_rest, block_from, run
), pieces AS (
  -- reach: days of the block inside the record.
  SELECT gathered.*, recorded_until, least(block_from + length - 1, greatest(recorded_until, last_day)) - greatest(block_from, recorded_from) + 1 AS reach
  FROM gathered LEFT JOIN record ON record.trainee_no = gathered.trainee_no
), doubted AS (
  -- Days of the pieces that may lack a free day, each with what an agreement makes of it.
  SELECT any_value(piece.source) AS piece, any_value(numbered.run) AS run, numbered.worked_on, any_value(worked) AS worked, list(agreement.source) AS agreements,
         bool_or(flagged AND numbered.worked_on BETWEEN holds_from AND holds_until) IS TRUE AS excused, bool_or(flagged IS NOT FALSE AND (agreement.source IS NOT NULL OR NOT given('agreements'))) AS excusable
  FROM pieces AS piece JOIN numbered ON numbered.trainee_no = piece.trainee_no AND numbered.io_no IS NOT DISTINCT FROM piece.io_no AND numbered.workplace IS NOT DISTINCT FROM piece.workplace
    AND numbered.block_from IS NOT DISTINCT FROM piece.block_from AND numbered.run IS NOT DISTINCT FROM piece.run
  LEFT JOIN overtime_agreements AS agreement ON agreement.io_no = numbered.io_no AND numbered.worked_on BETWEEN may_from AND may_until AND flagged IS NOT FALSE
  WHERE CASE WHEN piece.block_from IS NOT NULL THEN (piece.reach - piece.used) * 7 < piece.length ELSE piece.run IS NOT NULL AND piece.used >= 7 END
  GROUP BY numbered.source, numbered.worked_on
), rows_of AS (
  SELECT *, CASE WHEN worked AND NOT excusable THEN worked_on - CAST(count(*) FILTER (worked AND NOT excusable) OVER earlier AS INTEGER) END AS sure_run,
         CASE WHEN NOT excused THEN worked_on - CAST(count(*) FILTER (NOT excused) OVER earlier AS INTEGER) END AS open_run
  FROM doubted WINDOW earlier AS (PARTITION BY piece ORDER BY worked_on ROWS UNBOUNDED PRECEDING)
), chains AS (
  SELECT *, count(*) FILTER (sure_run IS NOT NULL) OVER (PARTITION BY piece, sure_run) AS sure_days, count(*) FILTER (open_run IS NOT NULL) OVER (PARTITION BY piece, open_run) AS open_days FROM rows_of
), weighed AS (
  SELECT piece, flatten(list(agreements)) AS agreements, count(*) FILTER (worked AND NOT excusable) AS surely_used, count(*) FILTER (NOT excused) AS used, max(sure_days) AS sure_days, max(open_days) AS open_days
  FROM chains GROUP BY piece
), counted AS (
  SELECT pieces.source || coalesce(agreements, []) AS source, pieces.trainee_no, io_no, workplace, farming, four_week_rest, block_from, length, first_day, last_day, pieces.used, recorded_until,
         CASE WHEN block_from IS NOT NULL THEN length - coalesce(weighed.surely_used, pieces.surely_used) WHEN sure_days >= 13 THEN 0 ELSE length END AS free_most,
         CASE WHEN block_from IS NOT NULL THEN reach - coalesce(weighed.used, pieces.used)
              WHEN run IS NULL OR open_days >= 7 THEN 0 ELSE 1 END AS free_least
  FROM pieces LEFT JOIN weighed ON weighed.piece = pieces.source
)
SELECT coalesce(flatten(list(source) FILTER (block_from IS NOT NULL OR free_least = 0)), any_value(source)) AS source, trainee_no, io_no, workplace, farming, four_week_rest, block_from, CASE WHEN block_from IS NOT NULL THEN block_from + length - 1 END AS block_until,
       (block_from + length - 1 <= min(recorded_until)) IS NOT FALSE AS ended, min(free_least) AS free_least, min(free_most) AS free_most,
       arg_min(first_day, (-used, first_day)) AS run_from, arg_min(last_day, (-used, first_day)) AS run_until,
       trainee_no IS NOT NULL AND (io_no IS NOT NULL OR workplace IS NOT NULL) AS known
FROM counted GROUP BY trainee_no, io_no, workplace, farming, four_week_rest, block_from, length

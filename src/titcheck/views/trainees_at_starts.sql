-- The trainees of an employer on each day one of its plans starts, by kind and stage: one row per employer, kind, stage and start (plan_no: its first plan).
-- `trainees` are certainly in training that day, each counted once; `trainees_most` possibly, with those of an unknown employer, who may be anyone's: NULL
-- where the employer, the kind, the stage or the start is unknown. Trainees taken over (takeover) do not count.
-- `certain`: one of its plans certainly started and took nobody over. `general_licence`: whether a plan under a 一般監理事業 licence, or of the enterprise
-- type, is at hand: FALSE if one of the organisations has another licence, NULL if one has none that is known.
WITH people AS (
  SELECT * FROM trainees_in_training WHERE takeover IS NOT TRUE
), starts AS (
  SELECT people.io_no, kind, stage, people.starts_on, min(plan_no) AS plan_no, bool_or(until_least IS NOT NULL AND takeover IS FALSE) AS certain,
         flatten(list(people.source)) AS source, flatten(list(licence.source) FILTER (licence.source IS NOT NULL)) AS licence,
         CASE WHEN kind = 'enterprise' THEN TRUE WHEN bool_or(licence_kind = 'specified') THEN FALSE WHEN count(licence_kind) = count(*) THEN TRUE END AS general_licence
  FROM people LEFT JOIN licence_at_starts AS licence ON licence.so_no = people.so_no AND licence.starts_on = people.starts_on
  GROUP BY people.io_no, kind, stage, people.starts_on
), counted AS (
  SELECT starts.plan_no, flatten(list(people.source)) AS source, count(DISTINCT coalesce(people.trainee_no, people.plan_no)) AS trainees_most,
         count(DISTINCT people.trainee_no) FILTER (people.kind = starts.kind AND people.stage = starts.stage AND NOT people.takeover
           AND in_training(starts.starts_on, people.starts_on, until_least, until_most, leave_from, leave_until)) AS trainees
  FROM starts JOIN people ON people.io_no = starts.io_no AND (people.kind = starts.kind) IS NOT FALSE AND (people.stage = starts.stage) IS NOT FALSE
    AND in_training(starts.starts_on, people.starts_on, until_least, until_most, leave_from, leave_until) IS NOT FALSE
  GROUP BY starts.plan_no
), strays AS (
  SELECT start.kind, start.stage, start.starts_on, count(*) AS trainees
  FROM (SELECT DISTINCT kind, stage, starts_on FROM starts WHERE io_no IS NOT NULL) AS start
  JOIN people ON people.io_no IS NULL AND (people.kind = start.kind) IS NOT FALSE AND (people.stage = start.stage) IS NOT FALSE
    AND start.starts_on BETWEEN coalesce(people.starts_on, start.starts_on) AND coalesce(until_most, start.starts_on)
  GROUP BY start.kind, start.stage, start.starts_on
)
SELECT flatten([coalesce(counted.source, starts.source), licence]) AS source, starts.io_no, starts.kind, starts.stage, starts.starts_on, starts.plan_no,
       counted.trainees, certain, general_licence,
       CASE WHEN starts.kind IS NOT NULL AND starts.stage IS NOT NULL AND starts.starts_on IS NOT NULL THEN counted.trainees_most + coalesce(strays.trainees, 0) END AS trainees_most
FROM starts
LEFT JOIN counted ON counted.plan_no = starts.plan_no
LEFT JOIN strays ON strays.kind = starts.kind AND strays.stage = starts.stage AND strays.starts_on = starts.starts_on

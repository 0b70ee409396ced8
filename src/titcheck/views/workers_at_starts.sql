-- Workers of an employer (育成就労外国人) on each day one of its plans of Employment for Skill Development starts: one row per employer and day, each number
-- from certainly (_least) to possibly (_most). A worker of two plans counts once; a plan whose employer is unknown may be anyone's.
-- workers: all of them; the least leaves out those whom Reg 19(4) does not count, as counted does: transferred under unavoidable circumstances, 受入れの特例, or
-- three years or more after the first start, when the plan may be an extended one. counted: of those, the supervised type. transferees: those who came by
-- their own will (本人意向転籍); from_area: of them, those whose last employer is in a designated area (指定区域).
-- certain: a plan that certainly is of this law and supervised starts on the day; supervised: one that may be. transfer, from_area:
-- whether a transferee's plan, or that of one from a designated area, starts on it, NULL where one may. so_excellent: excellence of the organisations whose plans start on it, the least of several.
WITH people AS (
  SELECT esd.*, coalesce(esd.trainee_no, esd.plan_no) AS who, own_will IS TRUE AS by_will, change.plan_no IS NOT NULL AND own_will IS NOT FALSE AS maybe_by_will,
         takeover OR unavoidable IS TRUE AS left_out, takeover IS NOT FALSE OR (change.plan_no IS NOT NULL AND own_will IS NOT TRUE) AS maybe_left_out,
         own_will IS TRUE AND former.designated_area IS TRUE AS area, change.plan_no IS NOT NULL AND own_will IS NOT FALSE AND former.designated_area IS NOT FALSE AS maybe_area,
         esd.source || coalesce(change.source, []) || CASE WHEN former.source IS NULL THEN [] ELSE [former.source] END AS sources
  FROM esd_plans AS esd
  LEFT JOIN changes_into_plans AS change ON change.plan_no = esd.plan_no
  LEFT JOIN implementing_orgs AS former ON former.io_no = change.left_io_no
), starts AS (
  SELECT people.io_no, people.starts_on, min(plan_no) AS plan_no, list(sources) AS source, bool_or(certain AND kind = 'supervised') IS TRUE AS certain,
         bool_or((kind = 'supervised') IS NOT FALSE) AS supervised, CASE WHEN bool_or(by_will AND certain) THEN TRUE WHEN NOT bool_or(maybe_by_will) THEN FALSE END AS transfer,
         CASE WHEN bool_or(area AND certain) THEN TRUE WHEN NOT bool_or(maybe_area) THEN FALSE END AS from_area,
         CASE WHEN bool_or(NOT excellent) THEN FALSE WHEN count(excellent) = count(*) THEN TRUE END AS so_excellent
  FROM people LEFT JOIN licence_at_starts AS licence ON licence.so_no = people.so_no AND licence.starts_on = people.starts_on
  GROUP BY people.io_no, people.starts_on
), present AS (
  SELECT starts.plan_no AS first_plan_no, people.*, starts.starts_on < years_after(first_on, 3) AS within,
         (people.certain AND in_training(starts.starts_on, people.starts_on, until_least, until_most, leave_from, leave_until)) IS TRUE AS here
  FROM starts JOIN people ON people.io_no = starts.io_no
    AND in_training(starts.starts_on, people.starts_on, until_least, until_most, leave_from, leave_until) IS NOT FALSE
), counted AS (
  SELECT first_plan_no, list(sources) AS source,
         count(DISTINCT who) FILTER (here AND within AND NOT maybe_left_out) AS workers_least, count(DISTINCT who) AS workers_most,
         count(DISTINCT who) FILTER (here AND within AND NOT maybe_left_out AND kind = 'supervised') AS counted_least,
         count(DISTINCT who) FILTER (left_out IS NOT TRUE AND (kind = 'supervised') IS NOT FALSE) AS counted_most,
         count(DISTINCT who) FILTER (here AND within AND NOT maybe_left_out AND by_will) AS transferees_least,
         count(DISTINCT who) FILTER (left_out IS NOT TRUE AND maybe_by_will) AS transferees_most,
         count(DISTINCT who) FILTER (here AND within AND NOT maybe_left_out AND area) AS from_area_least,
         count(DISTINCT who) FILTER (left_out IS NOT TRUE AND maybe_area) AS from_area_most
  FROM present GROUP BY first_plan_no
), strays AS (
  SELECT day.starts_on, count(*) AS people
  FROM (SELECT DISTINCT starts_on FROM starts WHERE io_no IS NOT NULL) AS day
  JOIN people ON people.io_no IS NULL AND day.starts_on BETWEEN coalesce(people.starts_on, day.starts_on) AND coalesce(until_most, day.starts_on)
  GROUP BY day.starts_on
)
SELECT flatten(coalesce(counted.source, starts.source)) AS source, starts.io_no, starts.starts_on, starts.plan_no, certain, supervised, transfer, from_area, so_excellent,
       workers_least, workers_most + coalesce(people, 0) AS workers_most, counted_least, counted_most + coalesce(people, 0) AS counted_most,
       transferees_least, transferees_most + coalesce(people, 0) AS transferees_most, from_area_least, from_area_most + coalesce(people, 0) AS from_area_most
FROM starts
LEFT JOIN counted ON counted.first_plan_no = starts.plan_no
LEFT JOIN strays ON strays.starts_on = starts.starts_on AND starts.io_no IS NOT NULL

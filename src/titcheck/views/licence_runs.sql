-- Adjacent or overlapping licence periods of one supervising organisation as one run, in four readings: `general` counts general licences only,
-- otherwise every kind; `sure` counts only what is known. Where not sure, a licence of unknown kind may be general, one with an unknown day, or with
-- its days in the wrong order, may lie anywhere, and the last may run on where its row shows a renewal applied for in time, which may be undecided
-- (recalled, not verified). A revocation ends each of them (licences).
WITH marked AS (
  SELECT *, licence_from <= licence_until IS TRUE AS plain,
         coalesce(licence_from = max(licence_from) OVER (PARTITION BY so_no) AND renewal_applied_on <= licence_until AND not_renewing IS NOT TRUE, FALSE) AS pending
  FROM licences
), readings AS (
  SELECT source, so_no, general, TRUE AS sure, CASE WHEN NOT general OR licence_kind = 'general' THEN licence_from END AS from_on, until_least AS until_on
  FROM marked, (VALUES (TRUE), (FALSE)) AS reading(general)
  UNION ALL
  SELECT source, so_no, general, FALSE, CASE WHEN plain THEN licence_from ELSE DATE '0001-01-01' END, CASE WHEN plain AND NOT pending THEN until_most ELSE coalesce(standing_most, DATE '9999-12-31') END
  FROM marked, (VALUES (TRUE), (FALSE)) AS reading(general) WHERE NOT general OR licence_kind IS DISTINCT FROM 'specified'
), opened AS (
  SELECT *, from_on > max(until_on) OVER earlier + 1 AS opens FROM readings WHERE from_on <= until_on
  WINDOW earlier AS (PARTITION BY so_no, general, sure ORDER BY from_on, until_on, source ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), numbered AS (
  SELECT *, count(*) FILTER (opens) OVER (PARTITION BY so_no, general, sure ORDER BY from_on, until_on, source) AS run FROM opened
)
SELECT flatten(list(source)) AS source, so_no, general, sure, min(from_on) AS from_on, max(until_on) AS until_on FROM numbered GROUP BY so_no, general, sure, run

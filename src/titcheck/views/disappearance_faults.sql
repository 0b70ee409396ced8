-- Whom a disappearance may bar: one row per disappearance, side (`io` the employer, `so` the supervising organisation) and party of that side named in the
-- plans, where the fault is that side's or unknown. `certain` is whether fault and party are both known. A party NULL stands for plans that do not name their own.
-- A disappearance that does not name its employer or organisation is that of the trainee's plans where these, and any plans that name no trainee, name only
-- one; otherwise it may be anyone's. A blank fault is no organisation's where all these plans are of the enterprise type.
WITH owners AS (
  SELECT trainee_no, CASE WHEN count(io_no) = count(*) AND min(io_no) = max(io_no) THEN min(io_no) END AS io_no,
         CASE WHEN count(so_no) = count(*) AND min(so_no) = max(so_no) THEN min(so_no) END AS so_no, bool_and(kind = 'enterprise') AS enterprise
  FROM plans GROUP BY trainee_no
), nameless AS (
  SELECT count(*) = 0 AS none, min(io_no) AS io_no, min(so_no) AS so_no, bool_and(enterprise) AS enterprise FROM owners WHERE trainee_no IS NULL
), lost AS (
  SELECT lost.source, disappeared_on, attributable_to, coalesce(lost.io_no, CASE WHEN none OR nameless.io_no = owners.io_no THEN owners.io_no END) AS io_no,
         coalesce(lost.so_no, CASE WHEN none OR nameless.so_no = owners.so_no THEN owners.so_no END) AS so_no,
         owners.enterprise AND (none OR nameless.enterprise) AS enterprise
  FROM disappearances AS lost CROSS JOIN nameless LEFT JOIN owners ON owners.trainee_no = lost.trainee_no
), faults AS (
  SELECT source, disappeared_on, attributable_to, 'io' AS side, io_no AS party FROM lost WHERE (attributable_to IN ('io', 'both')) IS NOT FALSE
  UNION ALL
  SELECT source, disappeared_on, attributable_to, 'so', so_no FROM lost
  WHERE (attributable_to IN ('so', 'both')) IS NOT FALSE AND NOT (attributable_to IS NULL AND so_no IS NULL AND enterprise IS TRUE)
), parties AS (
  SELECT DISTINCT 'io' AS side, io_no AS party FROM plans
  UNION ALL
  SELECT DISTINCT 'so', so_no FROM plans
)
SELECT source, parties.side, parties.party, disappeared_on, attributable_to, attributable_to IS NOT NULL AND parties.party IS NOT NULL AND faults.party IS NOT NULL AS certain
FROM faults JOIN parties ON parties.side = faults.side AND (parties.party = faults.party) IS NOT FALSE

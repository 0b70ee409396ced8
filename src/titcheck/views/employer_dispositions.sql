-- Dispositions, penalties and improper acts paired with employers: one row per employer and disposition, with its best match. `source` is the
-- disposition's row, `employer_source` the employer's (NULL where it stands in plans only). `kind` is NULL where it is unknown, and may then be any.
-- `matched_by`: corporate_no, org_no or plan_no (a plan of the employer) are certain, unless the corporate numbers differ, the kind is unknown, or
-- the row is a supervising organisation's. Equal names (employer_candidates) are never certain, and with differing corporate numbers no match. NULL, one row
-- per employer and kind, the first: nothing was given to compare this employer with, or it is of a plan whose employer is unknown. `rank` is the
-- likeness, 1 the best; `address_score` is how alike the addresses of an equal name are.
WITH published AS (
  SELECT source, kind, kind IS NOT NULL AND org_type IS DISTINCT FROM 'so' AS plain, person,
         number_key(org_no) AS org_no, number_key(plan_no) AS plan_no, corporate_key(corporate_no) AS corporate_no, regexp_matches(name, '[\pL\pN]') IS TRUE AS named
  FROM dispositions WHERE starts_with(kind, 'io_') OR (starts_with(kind, 'so_') IS NOT TRUE AND org_type IS DISTINCT FROM 'so')
), employers AS (
  SELECT listed.io_no, any_value(source) AS source, any_value(corporate_key(corporate_no)) AS corporate_no, bool_or(regexp_matches(name, '[\pL\pN]')) IS TRUE AS named
  FROM (SELECT io_no FROM plans WHERE io_no IS NOT NULL UNION SELECT io_no FROM implementing_orgs) AS listed
  LEFT JOIN implementing_orgs ON implementing_orgs.io_no = listed.io_no GROUP BY listed.io_no
), candidates AS (
  SELECT published.source, io_no, NULL AS plan_no, NULL AS matched_by, NULL AS address_score FROM published JOIN employers ON employers.corporate_no = published.corporate_no
  UNION ALL
  SELECT published.source, io_no, NULL, NULL, NULL FROM published JOIN employers ON io_no = org_no
  UNION ALL
  SELECT published.source, io_no, plans.plan_no, NULL, NULL FROM published JOIN plans ON plans.plan_no = published.plan_no WHERE io_no IS NOT NULL
  UNION ALL
  SELECT source, io_no, NULL, matched_by, address_score FROM employer_candidates WHERE starts_with(matched_by, 'name')
), ranked AS (
  SELECT published.source, employers.source AS employer_source, candidates.io_no, kind, plain AND (employers.corporate_no <> published.corporate_no) IS NOT TRUE AS plain, address_score,
         CASE WHEN employers.corporate_no = published.corporate_no THEN 1 WHEN candidates.io_no = org_no THEN 2 WHEN candidates.plan_no = published.plan_no THEN 3
              ELSE CASE matched_by WHEN 'name+address' THEN 4 WHEN 'name' THEN 5 ELSE 6 END END AS rank
  FROM candidates JOIN published ON published.source = candidates.source JOIN employers ON employers.io_no = candidates.io_no
), pairs AS (
  SELECT source, employer_source, io_no, kind, plain AND rank <= 3 AS certain, rank, CASE WHEN rank > 3 THEN address_score END AS address_score,
         CASE rank WHEN 1 THEN 'corporate_no' WHEN 2 THEN 'org_no' WHEN 3 THEN 'plan_no' WHEN 4 THEN 'name+address' WHEN 5 THEN 'name' WHEN 6 THEN 'name+other_address' END AS matched_by
  FROM ranked
), best AS (
  SELECT * FROM pairs QUALIFY row_number() OVER (PARTITION BY io_no, source ORDER BY certain DESC, rank) = 1
), unplaced AS (
  -- Nobody's by any number: to be told by a name or a corporate number, where both sides have one. Who names a person only is told by the officers.
  SELECT published.source, kind, orphan, corporate_no, named
  FROM published LEFT JOIN (SELECT DISTINCT plan_no, TRUE AS orphan FROM plans WHERE io_no IS NULL) AS plan ON plan.plan_no = published.plan_no
  WHERE (orphan OR (org_no IS NULL AND (named OR corporate_no IS NOT NULL OR (published.plan_no IS NULL AND person IS NULL))))
    AND NOT EXISTS (SELECT 1 FROM best WHERE best.source = published.source AND certain)
), strangers AS (
  SELECT kind, corporate_no IS NOT NULL AND orphan IS NULL AS numbered, named AND orphan IS NULL AS named, min(source) AS source FROM unplaced GROUP BY ALL
), uncompared AS (
  SELECT min(strangers.source) AS source, employers.source AS employer_source, io_no, kind
  FROM employers JOIN strangers ON NOT ((employers.corporate_no IS NOT NULL AND numbered) OR (employers.named AND strangers.named))
  GROUP BY employers.source, io_no, kind
)
SELECT source, employer_source, io_no, kind, certain, matched_by, address_score, rank FROM best
UNION ALL
SELECT source, employer_source, io_no, kind, FALSE, NULL, NULL, 7 FROM uncompared

-- Dispositions paired with supervising organisations: one row per organisation (of the books, or named by a plan) and disposition, by its best match.
-- `kind` is NULL where it is unknown, and may then be any. `certain` is TRUE where the licence number or the corporate number is the same, unless the
-- corporate numbers differ or the row says it is an employer's. Equal names are never certain, and with differing corporate numbers no match (NM-02).
-- decided_on, from_on and until_on are the disposition's. Where a disposition of some kind names nobody this organisation could be compared with, there is one such row,
-- without matched_by and days: it may be this one's. The number of a revoked licence is no comparison: a new licence has a new one.
WITH published AS (
  SELECT source, kind, org_type, number_key(org_no) AS so_no, corporate_key(corporate_no) AS corporate_no, name_key(name) AS name
  FROM dispositions WHERE starts_with(kind, 'so_') OR (kind IS NULL AND org_type IS DISTINCT FROM 'io')
), organisations AS (
  SELECT source, number_key(so_no) AS so_no, corporate_key(corporate_no) AS corporate_no, name_key(name) AS name FROM supervising_orgs
  UNION ALL
  SELECT DISTINCT NULL, number_key(so_no), NULL, NULL FROM plans
), known AS (
  SELECT so_no, min(source) AS source, min(corporate_no) AS corporate_no, min(corporate_no) <> max(corporate_no) IS TRUE AS two_numbers, count(name) > 0 AS named
  FROM organisations WHERE so_no IS NOT NULL GROUP BY so_no
), candidates AS (
  SELECT known.so_no, published.source, 1 AS rank FROM published JOIN organisations AS known ON known.corporate_no = published.corporate_no WHERE known.so_no IS NOT NULL
  UNION ALL
  SELECT known.so_no, published.source, 2 FROM published JOIN known ON known.so_no = published.so_no
  UNION ALL
  SELECT known.so_no, published.source, 3 FROM published JOIN organisations AS known ON known.name = published.name WHERE known.so_no IS NOT NULL
), pairs AS (
  SELECT candidates.so_no, candidates.source, known.source AS so_source, rank, published.kind,
         rank < 3 AND published.org_type IS DISTINCT FROM 'io' AND (rank = 1 OR (known.corporate_no <> published.corporate_no) IS NOT TRUE) AS certain
  FROM candidates JOIN published ON published.source = candidates.source JOIN known ON known.so_no = candidates.so_no
  WHERE rank < 3 OR two_numbers OR (known.corporate_no <> published.corporate_no) IS NOT TRUE
), best AS (
  SELECT so_no, source, so_source, kind, certain, CASE rank WHEN 1 THEN 'corporate_no' WHEN 2 THEN 'org_no' WHEN 3 THEN 'name' END AS matched_by
  FROM pairs QUALIFY row_number() OVER (PARTITION BY so_no, source ORDER BY certain DESC, rank) = 1
), strangers AS (
  SELECT kind, corporate_no IS NOT NULL AS numbered, name IS NOT NULL AS named, min(source) AS source
  FROM published WHERE (so_no IS NULL OR (kind = 'so_revocation') IS NOT FALSE) AND NOT EXISTS (SELECT 1 FROM best WHERE best.source = published.source AND certain)
  GROUP BY ALL
), uncompared AS (
  SELECT so_no, min(strangers.source) AS source, known.source AS so_source, strangers.kind
  FROM strangers JOIN known ON NOT ((known.corporate_no IS NOT NULL AND numbered) OR (known.named AND strangers.named))
  GROUP BY so_no, known.source, strangers.kind
), compared AS (
  SELECT so_no, source, so_source, kind, kind IS NOT NULL AND certain AS certain, matched_by FROM best
  UNION ALL
  SELECT so_no, source, so_source, kind, FALSE, NULL FROM uncompared
)
SELECT compared.source, so_source, so_no, compared.kind, certain, matched_by,
       CASE WHEN matched_by IS NOT NULL THEN decided_on END AS decided_on, CASE WHEN matched_by IS NOT NULL THEN from_on END AS from_on, CASE WHEN matched_by IS NOT NULL THEN until_on END AS until_on
FROM compared JOIN dispositions ON dispositions.source = compared.source

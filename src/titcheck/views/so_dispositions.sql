-- Dispositions paired with supervising organisations: one row per organisation (of the books, or named by a plan) and disposition, by its best match.
-- `kind` is NULL where it is unknown, and may then be any. `certain` is TRUE where the licence number or the corporate number is the same, unless the
-- corporate numbers differ or the row says it is an employer's. Equal names (so_candidates) are never certain, and with differing corporate numbers no match.
-- `address_score` is how alike the addresses of an equal name are.
-- decided_on, from_on and until_on are the disposition's. Where a disposition of some kind names nobody this organisation could be compared with, there is one such row,
-- without matched_by and days: it may be this one's. A revoked licence of another number is another body's, unless this one's first licence may have begun after it:
-- then it may be the same body's former licence (`other_licence`, which ends none of this number).
WITH published AS (
  SELECT source, kind, org_type, number_key(org_no) AS so_no, corporate_key(corporate_no) AS corporate_no, regexp_matches(name, '[\pL\pN]') IS TRUE AS named, decided_on
  FROM dispositions WHERE starts_with(kind, 'so_') OR (kind IS NULL AND org_type IS DISTINCT FROM 'io')
), organisations AS (
  SELECT source, number_key(so_no) AS so_no, corporate_key(corporate_no) AS corporate_no, regexp_matches(name, '[\pL\pN]') IS TRUE AS named,
         CASE WHEN renewal_no > 0 THEN DATE '0001-01-01' ELSE coalesce(licence_from, DATE '9999-12-31') END AS began_on
  FROM supervising_orgs
  UNION ALL
  SELECT DISTINCT NULL, number_key(so_no), NULL, FALSE, NULL FROM plans
), known AS (
  SELECT so_no, min(source) AS source, min(corporate_no) AS corporate_no, bool_or(named) AS named, min(began_on) AS began_on
  FROM organisations WHERE so_no IS NOT NULL GROUP BY so_no
), candidates AS (
  SELECT known.so_no, published.source, 1 AS number, 'corporate_no' AS matched_by, NULL AS address_score FROM published JOIN organisations AS known ON known.corporate_no = published.corporate_no WHERE known.so_no IS NOT NULL
  UNION ALL
  SELECT known.so_no, published.source, 2, 'org_no', NULL FROM published JOIN known ON known.so_no = published.so_no
  UNION ALL
  SELECT so_no, source, NULL, matched_by, address_score FROM so_candidates WHERE starts_with(matched_by, 'name')
), pairs AS (
  SELECT candidates.so_no, candidates.source, known.source AS so_source, number, matched_by, address_score, published.kind,
         number IS NOT NULL AND published.org_type IS DISTINCT FROM 'io' AND (number = 1 OR (known.corporate_no <> published.corporate_no) IS NOT TRUE) AS certain
  FROM candidates JOIN published ON published.source = candidates.source JOIN known ON known.so_no = candidates.so_no
), best AS (
  SELECT so_no, source, so_source, kind, certain, address_score, matched_by
  FROM pairs QUALIFY row_number() OVER (PARTITION BY so_no, source ORDER BY certain DESC, number, matched_by = 'name+address' DESC, matched_by, address_score DESC) = 1
), strangers AS (
  SELECT kind, corporate_no IS NOT NULL AS numbered, named, so_no IS NOT NULL AS other_licence, coalesce(decided_on, DATE '0001-01-02') AS decided_on, min(source) AS source
  FROM published WHERE (so_no IS NULL OR (kind = 'so_revocation') IS NOT FALSE) AND NOT EXISTS (SELECT 1 FROM best WHERE best.source = published.source AND certain)
  GROUP BY ALL
), uncompared AS (
  SELECT so_no, min(strangers.source) AS source, known.source AS so_source, strangers.kind, other_licence
  FROM strangers JOIN known ON NOT ((known.corporate_no IS NOT NULL AND numbered) OR (known.named AND strangers.named)) AND (NOT other_licence OR began_on >= decided_on)
  GROUP BY so_no, known.source, strangers.kind, other_licence
), compared AS (
  SELECT so_no, source, so_source, kind, kind IS NOT NULL AND certain AS certain, matched_by, address_score, TRUE AS placed, FALSE AS other_licence FROM best
  UNION ALL
  SELECT so_no, source, so_source, kind, FALSE, NULL, NULL, FALSE, other_licence FROM uncompared
)
SELECT compared.source, so_source, so_no, compared.kind, certain, matched_by, address_score, other_licence,
       CASE WHEN placed THEN decided_on END AS decided_on, CASE WHEN placed THEN from_on END AS from_on, CASE WHEN placed THEN until_on END AS until_on
FROM compared JOIN dispositions ON dispositions.source = compared.source

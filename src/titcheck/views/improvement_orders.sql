-- Improvement orders (Act 15, 36) that concern the books: one row per organisation, day and deadline. An order of the published lists is left out where it has
-- no deadline and is of nobody in the books. `org_no` is the number in the row, or that of the organisation of the same corporate number. `corrected`
-- is TRUE where a day of correction stands in every row of the order, FALSE where it is missing in one, NULL where that is unknown; `corrected_on` is the
-- last of them. `surely` is FALSE where the kind of disposition is unknown: it may be no order.
WITH booked AS (
  SELECT source, min(io_no) FILTER (certain) AS org_no FROM employer_dispositions WHERE matched_by IS NOT NULL GROUP BY source
  UNION ALL
  SELECT source, min(so_no) FILTER (certain) FROM so_dispositions WHERE matched_by IS NOT NULL GROUP BY source
), placed AS (
  SELECT source, min(org_no) AS org_no FROM booked GROUP BY source
)
SELECT list(dispositions.source) AS source, CASE WHEN kind IS NOT NULL THEN left(kind, 2) ELSE org_type END AS org_type,
       coalesce(number_key(dispositions.org_no), placed.org_no) AS org_no, name, decided_on, due_on,
       CASE WHEN bool_or(NOT corrected) THEN FALSE WHEN count(corrected) = count(*) THEN TRUE END AS corrected, max(corrected_on) AS corrected_on, bool_and(kind IS NOT NULL) AS surely
FROM dispositions LEFT JOIN placed ON placed.source = dispositions.source
WHERE (kind IN ('io_improvement', 'so_improvement')) IS NOT FALSE AND (due_on IS NOT NULL OR placed.source IS NOT NULL)
GROUP BY ALL

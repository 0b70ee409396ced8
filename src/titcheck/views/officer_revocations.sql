-- Officers of employers who are or may be those of a corporation whose plans were revoked, when the cause arose (Act 10(viii)): one row per revocation,
-- person and officer (officer_dispositions). `certain` is TRUE where it is known that they are and that the ground bars: one of Art. 16(1)(i), (ii), (iv) to
-- (vii), or (iii) for a cause of Art. 10(ii) or (iv), read from legal_items in either language. Left out where that names (iii) and another cause alone.
WITH grounds AS (
  SELECT source, decided_on, lower(replace(legal_items, ' ', '')) AS items FROM dispositions
), read AS (
  SELECT source, decided_on,
         CASE WHEN regexp_matches(items, '(^|[^0-9])(16条第?1項第?[124-7]号|16\(1\)\((i|ii|iv|v|vi|vii)\)|10条第?[24]号|10\((ii|iv)\))') THEN TRUE
              WHEN regexp_full_match(items, '[^0-9]*16(条第?1項第?3号|\(1\)\(iii\))[^0-9ivx一二三四五六七八九十]*10(条第?([1356789]|1[0-3])号|\((i|iii|v|vi|vii|viii|ix|x|xi|xii|xiii)\))[^0-9ivx一二三四五六七八九十]*') THEN FALSE
         END AS bars
  FROM grounds
)
SELECT officer.source, officer_source, io_no, named_as, decided_on, office_from, office_until, coalesce(same AND surely AND kind = 'io_revocation' AND bars, FALSE) AS certain
FROM officer_dispositions AS officer JOIN read ON read.source = officer.source
WHERE (kind = 'io_revocation') IS NOT FALSE AND bars IS NOT FALSE

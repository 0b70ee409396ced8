-- The regional minimum wage (地域別最低賃金) of each prefecture, one row per spelling and period: join on spelling = lower(prefecture) and a day
-- between from_on and until_on. `yen_per_hour` is the rate of the period; `certain_yen` is what is owed at least: the rate before, while the day from
-- which the new one holds is only planned. The table ends on 2027-09-30: none of the revisions in it took effect before 1 October.
SELECT DISTINCT prefecture, lower(spelling) AS spelling, yen_per_hour, CASE WHEN planned THEN before ELSE yen_per_hour END AS certain_yen, from_on, until_on, planned
FROM (
  SELECT prefecture, unnest([prefecture, regexp_extract(prefecture, '^(北海道|.+?)[都府県]?$', 1), prefecture_en]) AS spelling, yen_per_hour,
         lag(yen_per_hour) OVER (PARTITION BY prefecture ORDER BY effective_from) AS before, effective_from AS from_on, covered_until AS until_on, status = 'planned' AS planned
  FROM minimum_wages
)

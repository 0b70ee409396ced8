-- The lectures (入国後講習) day by day, in minutes: one row per trainee and day; a lecture without its day stands alone, its day NULL. minutes_least is what was
-- certainly held on that day, 0 where the day is unknown; minutes_most what was at most, NULL where a lecture does not say how long it took.
-- trainee_no NULL may be anyone.
SELECT list(source) AS source, trainee_no, held_on, CASE WHEN held_on IS NULL THEN 0 ELSE coalesce(sum(hours), 0) END AS minutes_least,
       CASE WHEN count(hours) = count(*) THEN sum(hours) END AS minutes_most
FROM lectures GROUP BY trainee_no, held_on, CASE WHEN held_on IS NULL THEN source END

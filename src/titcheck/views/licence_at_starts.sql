-- The licence (監理団体の許可) of a supervising organisation on each day one of its plans starts: one row per organisation and day on which a licence row
-- certainly runs (licences). licence_kind and excellent are NULL where they are unknown or the rows of that day differ; a day without a row has no known licence.
SELECT flatten(list(licences.source)) AS source, start.so_no, starts_on,
       CASE WHEN count(licence_kind) = count(*) AND min(licence_kind) = max(licence_kind) THEN min(licence_kind) END AS licence_kind,
       CASE WHEN count(excellent) = count(*) AND bool_or(excellent) = bool_and(excellent) THEN bool_or(excellent) END AS excellent
FROM (SELECT DISTINCT so_no, starts_on FROM trainees_in_training) AS start
JOIN licences ON licences.so_no = start.so_no AND starts_on BETWEEN licence_from AND until_least
GROUP BY start.so_no, starts_on

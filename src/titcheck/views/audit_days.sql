-- Audits (監査) of one organisation at one employer on one day, taken together: one row per so_no, io_no and audited_on. `nameless` where one of the three is
-- unknown: its rows may then be several audits. `interviewed` is the sum of the rows, `trainees_least` the largest number a row names, `trainees_most` their
-- sum, each NULL where a row leaves it blank. A method is TRUE where a row has it, FALSE where every row says that it was not used, else NULL; so are
-- `reported` and `temporary`. `reported_on` is the first report, NULL while one of them cannot be read.
SELECT list(source) AS source, so_no, io_no, audited_on, so_no IS NULL OR io_no IS NULL OR audited_on IS NULL AS nameless,
       CASE WHEN count(interviewed) = count(*) THEN CAST(sum(interviewed) AS BIGINT) END AS interviewed,
       CASE WHEN count(trainees) = count(*) THEN max(trainees) END AS trainees_least,
       CASE WHEN count(trainees) = count(*) THEN CAST(sum(trainees) AS BIGINT) END AS trainees_most,
       CASE WHEN bool_or(on_site) THEN TRUE WHEN count(on_site) = count(*) THEN FALSE END AS on_site,
       CASE WHEN bool_or(manager_reported) THEN TRUE WHEN count(manager_reported) = count(*) THEN FALSE END AS manager_reported,
       CASE WHEN bool_or(equipment_and_books) THEN TRUE WHEN count(equipment_and_books) = count(*) THEN FALSE END AS equipment_and_books,
       CASE WHEN bool_or(lodging_seen) THEN TRUE WHEN count(lodging_seen) = count(*) THEN FALSE END AS lodging_seen,
       CASE WHEN bool_or(other_method) THEN TRUE WHEN count(other_method) = count(*) THEN FALSE END AS other_method,
       CASE WHEN bool_or(kind = 'temporary') THEN TRUE WHEN count(kind) = count(*) THEN FALSE END AS temporary,
       CASE WHEN bool_or(reported) THEN TRUE WHEN count(reported) = count(*) THEN FALSE END AS reported,
       CASE WHEN count(reported) = count(*) THEN min(reported_on) END AS reported_on
FROM audits GROUP BY so_no, io_no, audited_on

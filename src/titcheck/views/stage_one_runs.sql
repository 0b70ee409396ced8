-- Days on which an organisation certainly has stage 1 trainees at work at an employer, without a break: one row per unbroken run of the work in
-- supervised_stretches, overlapping or following one another, from works_on through until_on.
WITH joined AS (
  SELECT *, coalesce(works_on > max(until_on) OVER earlier + 1, TRUE) AS opens
  FROM supervised_stretches WHERE stage = '1' AND works_on IS NOT NULL
  WINDOW earlier AS (PARTITION BY so_no, io_no ORDER BY works_on, until_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), counted AS (
  SELECT *, count(*) FILTER (opens) OVER (PARTITION BY so_no, io_no ORDER BY works_on, until_on ROWS UNBOUNDED PRECEDING) AS run FROM joined
)
SELECT flatten(list(source)) AS source, so_no, io_no, min(works_on) AS works_on, max(until_on) AS until_on FROM counted GROUP BY so_no, io_no, run

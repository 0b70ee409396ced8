-- Days on which an organisation certainly has trainees in training at an employer, without a break: one row per unbroken run of supervised_stretches that
-- overlap or follow one another, from from_on through until_on.
WITH joined AS (
  SELECT *, coalesce(from_on > max(until_on) OVER earlier + 1, TRUE) AS opens
  FROM supervised_stretches WINDOW earlier AS (PARTITION BY so_no, io_no ORDER BY from_on, until_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), counted AS (
  SELECT *, count(*) FILTER (opens) OVER (PARTITION BY so_no, io_no ORDER BY from_on, until_on ROWS UNBOUNDED PRECEDING) AS run FROM joined
)
SELECT flatten(list(source)) AS source, so_no, io_no, min(from_on) AS from_on, max(until_on) AS until_on FROM counted GROUP BY so_no, io_no, run

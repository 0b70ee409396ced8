-- Blocks of three calendar months in which an organisation owes an employer one audit: one row per so_no, io_no and block_from. Blocks begin in the month the
-- first lectures (or the plan) began, and anew after a spell without trainees that reaches into another month; spell_from is the first day of its spell.
-- `throughout` where trainees were certainly in training for the whole block, and from silent_from through the block's end holds a whole block of every count:
-- from block_from, or from two months before where an unknown day or a home leave may have shifted the blocks.
-- A view cannot see a rule's parameter: its three months are audit_months of audit-every-three-months, and a test holds the two together.
WITH plan AS (
  SELECT *, least(until_most, as_of) AS until_on, greatest(supervised_least, lectures_from) AS blocks_on,
         lectures_undated OR bool_or(supervised_least IS NULL) OVER (PARTITION BY so_no, io_no) AS doubtful
  FROM supervised_plans
), opened AS (
  SELECT *, coalesce(least(supervised_least - 1, month_start(supervised_least)) > max(until_on) OVER earlier, TRUE) AS opens
  FROM plan WHERE supervised_least <= until_on
  WINDOW earlier AS (PARTITION BY so_no, io_no ORDER BY supervised_least, plan_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), numbered AS (
  SELECT *, count(*) FILTER (opens) OVER (PARTITION BY so_no, io_no ORDER BY supervised_least, plan_no ROWS UNBOUNDED PRECEDING) AS spell FROM opened
), spells AS (
  SELECT so_no, io_no, min(supervised_least) AS spell_from, max(until_on) AS spell_until, month_start(min(blocks_on)) AS first_month, bool_or(doubtful) AS doubtful
  FROM numbered GROUP BY so_no, io_no, spell
), starts AS (
  SELECT *, months_after(first_month, unnest(generate_series(0, months_apart(first_month, spell_until), 3))) AS block_from FROM spells
), blocks AS (
  SELECT *, months_after(block_from, 3) - 1 AS block_until FROM starts
), placed AS (
  SELECT blocks.so_no, blocks.io_no, block_from, block_until, spell_from,
         CASE WHEN run.from_on <= spell_from AND NOT doubtful THEN block_from WHEN run.from_on <= months_before(block_from, 2) THEN months_before(block_from, 2) END AS sure_from
  FROM blocks LEFT JOIN supervised_runs AS run ON run.so_no = blocks.so_no AND run.io_no = blocks.io_no AND run.from_on <= block_from AND run.until_on >= block_until
)
SELECT flatten(list(numbered.source)) AS source, placed.so_no, placed.io_no, block_from, spell_from, coalesce(sure_from, block_from) AS silent_from, sure_from IS NOT NULL AS throughout
FROM placed JOIN numbered ON numbered.so_no IS NOT DISTINCT FROM placed.so_no AND numbered.io_no IS NOT DISTINCT FROM placed.io_no
  AND supervised_least <= block_until AND until_on >= block_from
GROUP BY ALL

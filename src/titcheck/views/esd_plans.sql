-- Plans of Employment for Skill Development (育成就労計画): one row per plan in trainees_in_training that begins on or after 2027-04-01 and names neither
-- stage 2 nor 3. No column says under which law a plan is, so `certain` is TRUE only where it can be no plan of technical intern training: it names no
-- stage, was applied for on or after 2027-04-01 or begins after 2027-06-30 (the last day for technical intern training applied for before), and its
-- trainee is named and has no plan in the books that began before or names a stage. A start that is unknown is never certain.
-- first_on is the first start among the trainee's plans.
WITH marked AS (
  SELECT person.*, applied_on, plans.plan_no IS NOT NULL AS found, min(person.starts_on) OVER trainee AS first_on,
         bool_and((person.starts_on >= DATE '2027-04-01' AND person.stage IS NULL) IS TRUE) OVER trainee AS new
  FROM trainees_in_training AS person LEFT JOIN plans ON plans.plan_no = person.plan_no WINDOW trainee AS (PARTITION BY person.trainee_no)
)
SELECT source, plan_no, trainee_no, io_no, so_no, kind, takeover, starts_on, first_on, until_least, until_most, leave_from, leave_until,
       trainee_no IS NOT NULL AND found AND new AND (applied_on >= DATE '2027-04-01' OR starts_on > DATE '2027-06-30') IS TRUE AS certain
FROM marked WHERE (starts_on >= DATE '2027-04-01') IS NOT FALSE AND (stage IN ('2', '3')) IS NOT TRUE

-- The time record, each row with the employer it belongs to: io_no is the row's own or, where it and the workplace are blank, that of the trainee's plans if
-- these all name one employer. `workplace` names a place outside training (io_no blank), NULL else; where both are NULL, whose row it is, is doubtful.
-- farming: whether the Labour Standards Act's hours, breaks and rest days do not apply (its Art. 41(i)); NULL where the employer's sector is unknown.
-- until: the end in minutes of the day it is recorded for, past 24:00 after midnight; NULL where the clock says nothing. worked: TRUE, FALSE (0 hours), or
-- NULL where neither hours nor a beginning and an end are known.
WITH employers AS (
  SELECT trainee_no, min(io_no) AS io_no FROM plans WHERE not_started IS NOT TRUE GROUP BY trainee_no HAVING count(io_no) = count(*) AND min(io_no) = max(io_no)
), placed AS (
  SELECT shifts.source, shifts.trainee_no, coalesce(shifts.io_no, CASE WHEN employer IS NULL THEN employers.io_no END) AS io_no,
         CASE WHEN shifts.io_no IS NULL THEN employer END AS workplace, worked_on, starts_at, ends_at, hours, break_minutes, rest_day,
         CASE WHEN ends_at > starts_at THEN ends_at WHEN ends_at < starts_at AND ends_at + 1440 > starts_at THEN ends_at + 1440 END AS until
  FROM shifts LEFT JOIN employers ON employers.trainee_no = shifts.trainee_no
)
SELECT placed.source, trainee_no, placed.io_no, workplace, sector IN ('agriculture', 'fishery') AS farming, worked_on, starts_at, ends_at, until, hours, break_minutes, rest_day,
       coalesce(hours > 0, until > starts_at) AS worked
FROM placed LEFT JOIN implementing_orgs AS org ON org.io_no = placed.io_no

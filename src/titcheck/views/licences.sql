-- Until which day each licence (監理団体の許可) runs, one row per row of supervising_orgs: until_least is the last day on which it certainly does, until_most the
-- last on which it may; NULL where nothing says so. A revocation (Act 37(1)) ends it on the day before the decision, whatever licence_until says. One that is not
-- certain, or not known to fall after the licence's first day, may have ended it; but a first licence (renewal_no 0) that began after the revocation is a new one.
-- standing_most is the last day on which it may run for all that was revoked, NULL where no revocation is certain.
WITH ends AS (
  SELECT org.source, list(told.source) AS told, count(decided_on) < count(*) AS undated,
         min(decided_on) - 1 AS least, min(decided_on) FILTER (certain AND decided_on > licence_from) - 1 AS standing_most
  FROM supervising_orgs AS org JOIN so_dispositions AS told ON told.so_no = org.so_no
    AND (kind = 'so_revocation') IS NOT FALSE AND NOT other_licence AND (decided_on >= licence_from OR renewal_no IS DISTINCT FROM 0) IS NOT FALSE
  GROUP BY org.source
)
SELECT [org.source] || coalesce(told, []) AS source, so_no, licence_kind, licence_from, licence_until, renewal_applied_on, not_renewing, excellent, staff, external_check, supervisor_course_on, external_course_on,
       standing_most, CASE WHEN licence_until IS NOT NULL AND undated IS NOT TRUE THEN least(licence_until, ends.least) END AS until_least, least(licence_until, standing_most) AS until_most
FROM supervising_orgs AS org LEFT JOIN ends ON ends.source = org.source

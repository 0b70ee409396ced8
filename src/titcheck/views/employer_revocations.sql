-- Published revocations of plans (Act 16(1)) paired with employers (employer_dispositions): one row per employer and day of revocation, the best match
-- of that day; on no known day too where a kind is unknown, or nothing was given to compare the employer with.
SELECT matched.source, employer_source, io_no, CASE WHEN matched_by IS NOT NULL THEN decided_on END AS decided_on, certain, matched_by, address_score
FROM employer_dispositions AS matched JOIN dispositions ON dispositions.source = matched.source
WHERE (matched.kind = 'io_revocation') IS NOT FALSE
QUALIFY row_number() OVER (PARTITION BY io_no, CASE WHEN matched_by IS NOT NULL THEN decided_on END ORDER BY certain DESC, rank, matched.source) = 1

-- When new trainees of a sending organisation are not accepted: one row per suspension in the book and per organisation on the published list.
-- It certainly lasts from from_on through until_least, and at most through until_most; a NULL day is unknown. The book's suspension lasts until the day
-- before it was released. A listed one lasts six months at least; no notice of a release was found, so that from then on only the book can tell.
SELECT source, number_key(sending_org_no) AS sending_org_no, FALSE AS listed, suspended_from AS from_on,
       CASE WHEN released_on IS NOT NULL THEN released_on - 1 WHEN NOT released THEN DATE '9999-12-31' END AS until_least,
       CASE WHEN released_on IS NOT NULL THEN released_on - 1 WHEN NOT released THEN DATE '9999-12-31' END AS until_most
FROM sending_orgs WHERE has_suspended_from IS NOT FALSE
UNION ALL
SELECT sending_orgs.source, list.sending_org_no, TRUE, list.suspended_from, least(least_until, sending_orgs.released_on - 1),
       CASE WHEN sending_orgs.released_on IS NOT NULL THEN greatest(least_until, sending_orgs.released_on - 1) WHEN released IS NOT NULL OR sending_orgs.source IS NULL THEN DATE '9999-12-31' END
FROM suspended_sending_orgs AS list LEFT JOIN sending_orgs ON number_key(sending_orgs.sending_org_no) = list.sending_org_no

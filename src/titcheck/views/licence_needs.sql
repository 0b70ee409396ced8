-- The days for which a plan must be supervised under a licence (監理事業の許可): one row per plan of the supervised type or of unknown kind, but none whose
-- supervision begins after as_of. from_on is the later of application and takeover (so_from); until_on the last day until as_of, NULL where that lies before
-- from_on; surely_until the last day that certainly needs a licence, NULL where a day, the kind or the organisation is unknown: for a plan not started, from_on.
-- A change of plan to another organisation ends this one's supervision; one whose original number cannot be read may be of any plan of its trainee.
-- licence_kind, licence_from and licence_until are what the organisation's rows say, NULL where one of them is silent; the kind is `any` unless for stage 3.
-- standing_most is the last day before a certain revocation (licences).
WITH handed AS (
  SELECT former.plan_no, CASE WHEN count(latter.so_from) = count(*) AND count(number_key(latter.so_no)) = count(*) THEN min(latter.so_from) - 1 END AS until_on
  FROM plans AS former JOIN plans AS latter ON latter.original_plan_no = former.plan_no AND (number_key(latter.so_no) <> former.so_no) IS NOT FALSE
  GROUP BY former.plan_no
), unplaced AS (
  SELECT trainee_no, min(so_no) AS so_least, max(so_no) AS so_most, count(number_key(so_no)) < count(*) AS nameless
  FROM plans WHERE has_original_plan_no IS NULL GROUP BY trainee_no
), held AS (
  SELECT so_no, flatten(list(source)) AS source, CASE WHEN count(licence_kind) = count(*) THEN min(licence_kind) END AS licence_kind,
         CASE WHEN count(licence_from) = count(*) THEN min(licence_from) END AS licence_from, CASE WHEN count(licence_until) = count(*) THEN max(licence_until) END AS licence_until, min(standing_most) AS standing_most
  FROM licences GROUP BY so_no
), begun AS (
  SELECT plans.*, number_key(so_no) AS org_no, greatest(applied_on, so_from) AS from_on, least(ended_on, ends_on, handed.until_on, as_of) AS last_on,
         CASE WHEN handed.plan_no IS NOT NULL AND handed.until_on IS NULL THEN FALSE
              ELSE (so_least <> so_no OR so_most <> so_no OR nameless OR (SELECT count(*) FROM unplaced WHERE unplaced.trainee_no IS NULL) > 0
                OR (plans.trainee_no IS NULL AND (SELECT count(*) FROM unplaced) > 0)) IS NOT TRUE END AS handing_known
  FROM plans LEFT JOIN handed ON handed.plan_no = plans.plan_no LEFT JOIN unplaced ON unplaced.trainee_no = plans.trainee_no
  WHERE (kind = 'supervised') IS NOT FALSE AND (greatest(applied_on, so_from) > as_of) IS NOT TRUE
)
SELECT [begun.source] || coalesce(held.source, []) AS source, plan_no, org_no AS so_no, kind, stage, applied_on, has_so_from, ends_on, ended, from_on,
       CASE WHEN from_on <= last_on THEN last_on END AS until_on,
       CASE WHEN from_on <= last_on AND kind = 'supervised' AND org_no IS NOT NULL AND applied_on IS NOT NULL AND has_so_from IS NOT NULL
         AND ends_on IS NOT NULL AND ended IS NOT NULL AND handing_known THEN CASE WHEN NOT not_started THEN last_on ELSE from_on END END AS surely_until,
       CASE WHEN stage <> '3' THEN 'any' ELSE licence_kind END AS licence_kind, licence_from, licence_until, standing_most
FROM begun LEFT JOIN held ON held.so_no = org_no

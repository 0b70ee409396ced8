-- Overtime agreements (36協定): one row per row of agreements that is one or, its kind unknown, may be one. holds_from to holds_until are the days on which
-- it certainly permits overtime: its own from the day it was filed. They are NULL where the kind, a day of it, or, in a book that has a column for them, the day
-- of filing is unknown. may_from to may_until are the days on which it may. known: kind and days are known, so that months are counted from from_on.
SELECT source, io_no, name_key(workplace) AS workplace, from_on, until_on, special_clause, variable_hours,
       kind IS NOT NULL AND from_on <= until_on IS TRUE AS known,
       CASE WHEN kind IS NOT NULL AND from_on <= until_on THEN CASE WHEN filed_on IS NOT NULL THEN greatest(from_on, filed_on) WHEN NOT given('agreements', 'filed_on') THEN from_on END END AS holds_from,
       until_on AS holds_until,
       CASE WHEN from_on > until_on THEN DATE '0001-01-01' ELSE coalesce(from_on, DATE '0001-01-01') END AS may_from,
       CASE WHEN from_on > until_on THEN DATE '9999-12-31' ELSE coalesce(until_on, DATE '9999-12-31') END AS may_until
FROM agreements WHERE (kind = 'overtime') IS NOT FALSE

-- Industry minimum wages (特定最低賃金) the user gave, per employer: one row per employer, spelling of a prefecture and stretch of days; join on io_no,
-- spelling = lower(prefecture) and a day between from_on and until_on. certain_yen is the highest rate of the employer's industry begun by then, NULL where
-- none certainly has; yen_per_hour the highest that may be owed, also where the employer's industry or a rate's is not known, NULL where one cannot be read.
-- An employer known from no book of employers has the number NULL there too.
WITH spelt AS (
  SELECT DISTINCT spelling, prefecture FROM minimum_wage_periods
), rates AS (
  SELECT rate.source, place.spelling, name_key(industry) AS industry, yen_per_hour, coalesce(effective_from, DATE '0001-01-01') AS from_on, effective_from IS NOT NULL AS placed
  FROM industry_minimum_wages AS rate JOIN spelt AS named ON named.spelling = lower(rate.prefecture) JOIN spelt AS place ON place.prefecture = named.prefecture
), employers AS (
  SELECT listed.io_no, org.source, name_key(industry) AS industry
  FROM (SELECT io_no FROM plans UNION SELECT io_no FROM wage_payments) AS listed LEFT JOIN implementing_orgs AS org ON org.io_no = listed.io_no
), owed AS (
  SELECT rates.source, employers.source AS employer_source, io_no, spelling, from_on, yen_per_hour, CASE WHEN placed AND rates.industry = employers.industry THEN yen_per_hour END AS surely
  FROM employers JOIN rates ON (rates.industry = employers.industry) IS NOT FALSE
), steps AS (
  SELECT list(source) || coalesce(list(employer_source) FILTER (employer_source IS NOT NULL), []) AS source, io_no, spelling, from_on, max(surely) AS surely, max(yen_per_hour) AS perhaps, count(*) > count(yen_per_hour) AS unread
  FROM owed GROUP BY io_no, spelling, from_on
)
SELECT source, io_no, spelling, from_on, coalesce(lead(from_on) OVER (PARTITION BY io_no, spelling ORDER BY from_on) - 1, DATE '9999-12-31') AS until_on,
       max(surely) OVER begun AS certain_yen, CASE WHEN NOT bool_or(unread) OVER begun THEN max(perhaps) OVER begun END AS yen_per_hour
FROM steps WINDOW begun AS (PARTITION BY io_no, spelling ORDER BY from_on)

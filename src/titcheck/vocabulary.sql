-- The few words SQL lacks. Periods follow the Civil Code, Art. 140-143: a period of months or years that begins on a day runs through the
-- day before the corresponding day; where there is no corresponding day, through the last day of that month.

-- The first day after a period of so many months that began on `day`: the corresponding day, or the 1st of the month after.
CREATE MACRO months_after(day, months) AS
  CAST(day + to_months(CAST(months AS INTEGER)) AS DATE) + CASE WHEN dayofmonth(day + to_months(CAST(months AS INTEGER))) < dayofmonth(day) THEN 1 ELSE 0 END;

-- The first day after a period of so many years that began on `day`: the anniversary; 1 March for a 29 February in a common year.
CREATE MACRO years_after(day, years) AS months_after(day, 12 * years);

-- The corresponding day so many months earlier; where there is none, the last day of that month.
CREATE MACRO months_before(day, months) AS CAST(day - to_months(CAST(months AS INTEGER)) AS DATE);

CREATE MACRO years_before(day, years) AS months_before(day, 12 * years);

-- The first and the last day of the calendar month `day` lies in.
CREATE MACRO month_start(day) AS CAST(date_trunc('month', day) AS DATE);
CREATE MACRO month_end(day) AS last_day(day);

-- Whole calendar months from the month of `earlier` to the month of `later`; 0 in the same month.
CREATE MACRO months_apart(earlier, later) AS CAST(date_diff('month', earlier, later) AS BIGINT);

-- The first day of the training fiscal year (技能実習事業年度: 1 April - 31 March, Ord 1(xi)) `day` lies in, as its year.
CREATE MACRO fiscal_year(day) AS year(months_before(month_start(day), 3));

-- Whether `day` is a day in training (trainees_in_training): TRUE, FALSE, or NULL where an unknown day or a home leave leaves it open.
CREATE MACRO in_training(day, starts_on, until_least, until_most, leave_from, leave_until) AS
  CASE WHEN day < starts_on OR day > until_most THEN FALSE
       WHEN day >= starts_on AND day <= until_least AND coalesce(day < leave_from OR day > leave_until, leave_from IS NULL AND leave_until IS NULL) THEN TRUE
  END;

-- A name as it is compared: no spaces or punctuation, small letters, one spelling of the legal form and of old characters. Cells are NFKC already, so
-- ㈱ is (株) here. A legal form in front and one behind stay two firms; nothing left is no name.
CREATE MACRO name_key(name) AS
  nullif(replace(replace(replace(replace(replace(replace(replace(replace(
    translate(lower(regexp_replace(name, '[\s　・･.,、''’‐‑–—−-]', '', 'g')), '髙﨑濵濱邊邉齋齊澤嶋嶌廣國會櫻眞冨德瀨惠榮關𠮷〆ヶヵ', '高崎浜浜辺辺斎斉沢島島広国会桜真富徳瀬恵栄関吉締ケカ'),
    '(株)', '株式会社'), '(有)', '有限会社'), '(同)', '合同会社'), '(資)', '合資会社'), '(名)', '合名会社'), '(医)', '医療法人'), '(福)', '社会福祉法人'), '(農)', '農事組合法人'), '');

-- An address as it is compared: no spaces, 1丁目2番3号 as 1-2-3.
CREATE MACRO address_key(address) AS
  nullif(trim(regexp_replace(translate(regexp_replace(regexp_replace(lower(address), '[\s　]', '', 'g'), '番地(の|ノ)?|丁目|番|号|[,、‐‑–—−ー]', '-', 'g'), '一二三四五六七八九', '123456789'), '-+', '-', 'g'), '-'), '');

-- A number that identifies, NULL where the cell says in words that there is none.
CREATE MACRO number_key(number) AS CASE WHEN number NOT IN ('なし', '無', '無し', '不明', '未定', '未取得', '-', '―', 'ー', '別シート参照') THEN number END;

-- A corporate number as it is compared: thirteen digits, anything else is none.
CREATE MACRO corporate_key(number) AS CASE WHEN regexp_full_match(number, '[0-9]{13}') THEN number END;

-- The minutes a wage is for, by its basis (Minimum Wage Act Enforcement Regulations, Art. 2): a month's, a day's, an hour's; hours of zero are no measure.
CREATE MACRO paid_minutes(pay_basis, monthly_hours, daily_hours) AS
  nullif(CASE pay_basis WHEN 'monthly' THEN monthly_hours WHEN 'daily' THEN daily_hours WHEN 'hourly' THEN 60 END, 0);

-- The least pay for minutes at so many hundredths of an hourly wage, in whole yen: a fraction under half a yen may be dropped from the wage, from the
-- premium per hour and from the month's sum, and a month's minutes under half an hour from its hours (the 1988 notice, 基発150号). Half a yen is known to a billionth: fractions are floats.
CREATE MACRO least_yen(yen) AS least(yen, floor(yen + 0.500000001));
CREATE MACRO least_minutes(minutes) AS CASE WHEN minutes % 60 < 30 THEN minutes - minutes % 60 ELSE minutes END;
CREATE MACRO least_premium(hourly, hundredths, minutes) AS CAST(floor(least_yen(least_yen(hourly) * hundredths / 100) * minutes / 60 + 0.500000001) AS HUGEINT);

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

-- Words in one spelling of letters: small ones, no old characters, no spaces and punctuation.
CREATE MACRO plain_letters(words) AS
  translate(lower(words), '髙﨑濵濱邊邉齋齊澤嶋嶌廣國會櫻眞冨德瀨惠榮關𠮷〆瀧龍渕淸靑豐寳寶壽實藏黑鐵學縣條藝與彌靜應圓佛臺鷄𣘺舘桒龜澁區來增鹽莊緖橫絲繩桧栁ヶヵヰヱ',
                          '高崎浜浜辺辺斎斉沢島島広国会桜真富徳瀬恵栄関吉締滝竜淵清青豊宝宝寿実蔵黒鉄学県条芸与弥静応円仏台鶏橋館桑亀渋区来増塩荘緒横糸縄檜柳ケカイエ');
CREATE MACRO run_together(words) AS regexp_replace(plain_letters(words), '[\s　・･.,、。''’‘`"”“‐‑–—―−/:;_-]', '', 'g');

-- A legal form written short, in full; '' for anything else.
CREATE MACRO legal_form(short) AS
  coalesce(MAP {
       '(株)': '株式会社', '(有)': '有限会社', '(同)': '合同会社', '(資)': '合資会社', '(名)': '合名会社', '(農)': '農事組合法人', '(協)': '協同組合', '(協組)': '協同組合',
       '(企)': '企業組合', '(医)': '医療法人', '(医社)': '医療法人社団', '(医財)': '医療法人財団', '(福)': '社会福祉法人', '(社福)': '社会福祉法人', '(一社)': '一般社団法人', '(一財)': '一般財団法人',
       '(公社)': '公益社団法人', '(公財)': '公益財団法人', '(社)': '社団法人', '(財)': '財団法人', '(学)': '学校法人', '(宗)': '宗教法人', '(特非)': '特定非営利活動法人'}[short], '');

-- A name as it is compared: without spaces, punctuation and brackets, the legal form in full. Cells are NFKC already, so ㈱ is (株) and ｱ is ア here.
-- A legal form in front and one behind stay two firms; nothing left is no name.
CREATE MACRO name_key(name) AS
  nullif(regexp_replace(run_together(name), '\((株|有|同|資|名|農|協|協組|企|医|医社|医財|福|社福|一社|一財|公社|公財|社|財|学|宗|特非)\)', legal_form(regexp_extract(run_together(name), '\((株|有|同|資|名|農|協|協組|企|医|医社|医財|福|社福|一社|一財|公社|公財|社|財|学|宗|特非)\)')))
    .replace('npo法人', '特定非営利活動法人').regexp_replace('[][(){}<>「」『』【】〔〕〈〉《》]', '', 'g'), '');

-- A firm's name as it is compared: without its representative, with ー where a hyphen or 一 was typed for it, and キャノン as キヤノン.
CREATE MACRO firm_key(name) AS
  name_key(regexp_replace(name, '([^\s(])[\s(]*代表(者|取締役|理事|社員|役員).*$|^代表(者|取締役|理事|社員|役員)', '\1')
    .regexp_replace('([ァ-ヺー])[‐‑–—―−-]', '\1ー', 'g').regexp_replace('([ァ-ヺ])一([ァ-ヺ])', '\1ー\2', 'g'))
    .translate('ァィゥェォッャュョヮぁぃぅぇぉっゃゅょゎ', 'アイウエオツヤユヨワあいうえおつやゆよわ');

-- What a firm_key says beside the legal form, in front or behind; all of it where it says nothing else.
CREATE MACRO firm_core(key) AS
  coalesce(nullif(regexp_replace(key, '^(公益社団法人|公益財団法人|一般社団法人|一般財団法人|社団法人|財団法人|特定非営利活動法人|社会福祉法人|社会医療法人|医療法人社団|医療法人財団|医療法人|学校法人|宗教法人|農業生産法人|農事組合法人|株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|生活協同組合|農業協同組合|漁業協同組合|事業協同組合|協同組合連合会|協同組合|企業組合|協業組合|商工組合|森林組合|商工会議所|商工会)+|(公益社団法人|公益財団法人|一般社団法人|一般財団法人|社団法人|財団法人|特定非営利活動法人|社会福祉法人|社会医療法人|医療法人社団|医療法人財団|医療法人|学校法人|宗教法人|農業生産法人|農事組合法人|株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|生活協同組合|農業協同組合|漁業協同組合|事業協同組合|協同組合連合会|協同組合|企業組合|協業組合|商工組合|森林組合|商工会議所|商工会)+$', '', 'g'), ''), key);

-- An address without the postal code before it; the prefecture it then begins with, NULL where it names none.
CREATE MACRO unposted(address) AS regexp_replace(plain_letters(address), '^〒? ?([0-9]{3}[‐‑–—―−ー-]?[0-9]{4}([^0-9‐‑–—―−ー-]|$))?', '\2');
CREATE MACRO prefecture_key(address) AS nullif(regexp_extract(replace(unposted(address), ' ', ''), '^(北海道|東京都|京都府|大阪府|[^0-9市区町村]{2,3}県)'), '');

-- An address within its prefecture as it is compared: 一丁目二番地の三 and 1丁目2番3号 as 1-2-3, 二十三 as 23; without 大字 and 字, floor and room, and a building named
-- after the lot number. Nothing is cut off where a lot number may follow: two numbers never become one.
CREATE MACRO address_key(address) AS
  nullif(regexp_replace(unposted(address), '[大小]?字', '', 'g')
    .regexp_replace('(地下|b)?[0-9〇一二三四五六七八九十]+(階|f)', '', 'g').regexp_replace('([0-9〇一二三四五六七八九十].*([ァ-ヺー]{2}|館|荘|棟|寮))[0-9a-z]+(号室?|室)$', '\1')
    .regexp_replace(' +(丁目|番|号|の|ノ|[‐‑–—―−ー-])', '\1', 'g')
    .regexp_replace('番地[^0-9〇一二三四五六七八九十のノ之甲乙丙丁 ‐‑–—―−ー-][^0-9〇一二三四五六七八九十‐‑–—―−ー-]+$', '番地')
    .regexp_replace('([0-9〇一二三四五六七八九十])(丁目?|番地?|号|[‐‑–—―−ー-])', '\1-', 'g').regexp_replace('([0-9〇一二三四五六七八九十]-?)[のノ之]', '\1-', 'g')
    .regexp_replace('([0-9]|-) *(\([^-]*| [^0-9〇一二三四五六七八九十 -][^-]*| [^0-9 -][^-]*ビル)$', '\1')
    .regexp_replace('-[- ]*', '-', 'g')
    .regexp_replace('([0-9〇一二三四五六七八九十]+(-[0-9〇一二三四五六七八九十]+)+)-?([^0-9〇一二三四五六七八九十-]{2}[^-]*|[^0-9-][^-]*ビル)$', '\1')
    .regexp_replace('([0-9]) |([〇一二三四五六七八九十])([0-9])|([0-9])([〇一二三四五六七八九十])', '\1\2\4-\3\5', 'g')
    .regexp_replace('[ 、,。・.()]', '', 'g').regexp_replace('^(北海道|東京都|京都府|大阪府|[^0-9市区町村]{2,3}県)', '')
    .translate('ノ之ガが〇一二三四五六七八九', 'ののケケ0123456789')
    .regexp_replace('(^|[^1-9])十', '\11十', 'g').regexp_replace('十([1-9])', '\1', 'g').replace('十', '0').trim('-'), '');

-- The address with its prefecture, where the other address says one too.
CREATE MACRO full_address(address, prefecture, other_prefecture) AS CASE WHEN other_prefecture IS NOT NULL THEN coalesce(prefecture, '') ELSE '' END || address;

-- How far a name matches: one_name where it is equal, far where the prefectures differ (employer_candidates).
CREATE MACRO matched_name(one_name, address, other_address, far) AS
  CASE WHEN address = other_address THEN CASE WHEN one_name THEN 'name+address' ELSE 'similar+address' END
       WHEN NOT one_name THEN 'similar' WHEN far OR address <> other_address THEN 'name+other_address' ELSE 'name' END;

-- How it is known whose a disposition is, in words: `matched_by` and `address_score` of employer_dispositions, so_dispositions and employer_penalties.
CREATE MACRO matched_en(matched_by, address_score) AS
  CASE matched_by WHEN 'corporate_no' THEN 'the corporate number' WHEN 'org_no' THEN 'the organisation''s number' WHEN 'plan_no' THEN 'the plan number'
    WHEN 'officer' THEN 'the name and day of birth of an officer' WHEN 'officer_name' THEN 'the name or day of birth of an officer alone'
    WHEN 'name+address' THEN 'name and address' WHEN 'name' THEN 'the name alone, no address to compare'
    WHEN 'name+other_address' THEN 'the name alone, the addresses differ' || coalesce(' (' || address_score || ' of 100 alike)', '')
    ELSE 'nothing, the books do not say whose it is' END;
CREATE MACRO matched_ja(matched_by, address_score) AS
  CASE matched_by WHEN 'corporate_no' THEN '法人番号が一致' WHEN 'org_no' THEN '届出受理番号又は許可番号が一致' WHEN 'plan_no' THEN '認定番号が一致'
    WHEN 'officer' THEN '役員の氏名及び生年月日が一致' WHEN 'officer_name' THEN '役員の氏名又は生年月日のみ一致'
    WHEN 'name+address' THEN '名称及び所在地が一致' WHEN 'name' THEN '名称は一致、所在地は不明'
    WHEN 'name+other_address' THEN '名称は一致、所在地は相違' || coalesce('（類似度' || address_score || '／100）', '')
    ELSE '対象者を特定できる記載なし' END;

-- A number that identifies, NULL where the cell says in words that there is none.
CREATE MACRO number_key(number) AS CASE WHEN number NOT IN ('なし', '無', '無し', '不明', '未定', '未取得', '-', '―', 'ー', '別シート参照') THEN number END;

-- A corporate number as it is compared: thirteen digits, not one digit thirteen times, which only fills the cell; anything else is none.
CREATE MACRO corporate_key(number) AS CASE WHEN regexp_full_match(number, '[0-9]{13}') AND number <> repeat(left(number, 1), 13) THEN number END;

-- The minutes a wage is for, by its basis (Minimum Wage Act Enforcement Regulations, Art. 2): a month's, a day's, an hour's; hours of zero are no measure.
CREATE MACRO paid_minutes(pay_basis, monthly_hours, daily_hours) AS
  nullif(CASE pay_basis WHEN 'monthly' THEN monthly_hours WHEN 'daily' THEN daily_hours WHEN 'hourly' THEN 60 END, 0);

-- The least pay for minutes at so many hundredths of an hourly wage, in whole yen: a fraction under half a yen may be dropped from the wage, from the
-- premium per hour and from the month's sum, and a month's minutes under half an hour from its hours (the 1988 notice, 基発150号). Half a yen is known to a billionth: fractions are floats.
CREATE MACRO least_yen(yen) AS least(yen, floor(yen + 0.500000001));
CREATE MACRO least_minutes(minutes) AS CASE WHEN minutes % 60 < 30 THEN minutes - minutes % 60 ELSE minutes END;
CREATE MACRO least_premium(hourly, hundredths, minutes) AS CAST(floor(least_yen(least_yen(hourly) * hundredths / 100) * minutes / 60 + 0.500000001) AS HUGEINT);

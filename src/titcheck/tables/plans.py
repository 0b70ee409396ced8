"""Plans: the technical intern training plan of one trainee in one stage (Act, Art. 8)."""

from collections.abc import Mapping
from types import MappingProxyType

from titcheck.tables.declare import (
    IO,
    IO_NO,
    PAY_BASES,
    PLAN_NO,
    SENDING_ORG_NO,
    SO,
    SO_NO,
    TRAINEE_NO,
    choice,
    count,
    day,
    flag,
    hours,
    m2,
    no,
    one,
    table,
    text,
    yen,
)
from titcheck.text import Text


def _spellings(stage: str, letter: str, kana: str, label: str) -> tuple[str, ...]:
    """How forms and books write kind and stage as one: the form's letter, イ or ロ of the residence status, in full."""
    full = f"第{stage}号{label}"
    status = (f"{stage}号{kana}", f"第{stage}号{kana}", f"技能実習{stage}号{kana}", f"技能実習第{stage}号{kana}")
    plain = (full, f"{full}技能実習", f"{stage}号{label}", f"{stage}号{label}技能実習")
    return (letter, *status, *plain, *(f"{letter}{dot}{name}" for dot in ("", ".", ":") for name in plain[:2]))


_ENTERPRISE = {stage: _spellings(stage, letter, "イ", "企業単独型") for stage, letter in zip("123", "ABC", strict=True)}
_SUPERVISED = {stage: _spellings(stage, letter, "ロ", "団体監理型") for stage, letter in zip("123", "DEF", strict=True)}

STAGE_IN_KIND: Mapping[str, str] = MappingProxyType(
    {
        spelling: stage
        for kind in (_ENTERPRISE, _SUPERVISED)
        for stage, spellings in kind.items()
        for spelling in spellings
    }
)
"""The stage a 区分 cell gives beside the kind, by the cell's spelling (1号ロ: `1`)."""


def _aliases(spellings: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(spelling for some in spellings.values() for spelling in some)


PLANS = (
    table(
        "plans",
        Text("Training plans", "技能実習計画"),
        Text("One row per trainee and stage.", "技能実習生ごと・段階ごとに1行とします。"),
        PLAN_NO,
        TRAINEE_NO,
        IO_NO,
        SO_NO,
        SENDING_ORG_NO,
        choice(
            "kind",
            "区分",
            one("supervised", "団体監理型", "団体監理", *_aliases(_SUPERVISED), en="supervised"),
            one("enterprise", "企業単独型", "企業単独", *_aliases(_ENTERPRISE), en="enterprise"),
            aliases=("技能実習区分", "技能実習の区分", "実習区分"),
        ),
        choice(
            "stage",
            "段階",
            *(
                one(n, f"第{n}号", f"{n}号", f"第{n}号技能実習", f"技能実習{n}号", f"stage {n}", en=f"stage {n}")
                for n in "123"
            ),
            aliases=("技能実習の段階", "号数"),
        ),
        text("job_code", "職種・作業コード", "職種作業コード", "作業コード"),
        text("job_name", "職種・作業名", "職種・作業", "職種作業名", "職種・作業の名称"),
        flag("transferable_job", "移行対象職種", "移行対象職種・作業"),
        text("workplace", "事業所名", "事業所", "実習実施場所"),
        text("prefecture", "事業所の都道府県", "都道府県", "都道府県名"),
        day("applied_on", "認定申請日", "計画認定申請日", "申請日", "申請年月日"),
        day("accredited_on", "認定日", "認定年月日", "計画認定日", kind="event"),
        day("starts_on", "開始日", "実習開始日", "技能実習開始日", "計画開始日"),
        day("ends_on", "終了日", "実習終了日", "技能実習終了日", "計画終了日"),
        choice("pay_basis", "賃金形態", *PAY_BASES, aliases=("賃金の形態", "給与形態", "賃金支払形態")),
        yen("base_pay", "基本賃金", "基本給", "基本給額", "基本賃金額"),
        yen("counted_allowances", "最低賃金対象手当", "最低賃金の対象となる手当"),
        hours(
            "monthly_hours",
            "月平均所定労働時間",
            "1か月平均所定労働時間",
            "1ヶ月平均所定労働時間",
            "月平均所定労働時間数",
        ),
        hours("daily_hours", "1日の所定労働時間", "1日所定労働時間", "1日の所定労働時間数"),
        choice(
            "comparator_basis",
            "比較の根拠",
            one("same_worker", "同種業務の日本人", "同種業務の日本人労働者", en="Japanese worker in the same work"),
            one("wage_rules", "賃金規程", "賃金規定", en="wage rules"),
            one(
                "nearest",
                "最も近い職務の日本人",
                "最も近い職務の日本人労働者",
                en="Japanese worker in the nearest work",
            ),
        ),
        choice("comparator_pay_basis", "比較対象の賃金形態", *PAY_BASES),
        yen("comparator_pay", "比較対象の賃金", "比較対象の賃金額"),
        hours("comparator_monthly_hours", "比較対象の月平均所定労働時間"),
        hours("comparator_daily_hours", "比較対象の1日の所定労働時間"),
        text("comparator_reason", "比較の理由"),
        hours("total_hours", "合計時間", "実習時間合計", "総実習時間", "合計時間数"),
        hours("lecture_hours", "入国後講習時間", "入国後講習時間数", "入国後講習の時間数"),
        hours("essential_hours", "必須業務時間", "必須業務の時間", "必須業務時間数"),
        hours("related_hours", "関連業務時間", "関連業務の時間", "関連業務時間数"),
        hours("peripheral_hours", "周辺業務時間", "周辺業務の時間", "周辺業務時間数"),
        hours("essential_safety_hours", "必須業務の安全衛生時間", "必須業務の安全衛生業務時間"),
        hours("related_safety_hours", "関連業務の安全衛生時間", "関連業務の安全衛生業務時間"),
        hours("peripheral_safety_hours", "周辺業務の安全衛生時間", "周辺業務の安全衛生業務時間"),
        day("pre_entry_from", "入国前講習開始日", kind="due"),
        day("pre_entry_until", "入国前講習終了日", kind="due"),
        hours("pre_entry_hours", "入国前講習時間", "入国前講習時間数", "入国前講習の時間数", kind="due"),
        choice(
            "previous_test",
            "前段階試験",
            one("basic", "基礎級", "技能検定基礎級", "基礎級相当", "初級"),
            one("grade3", "3級", "技能検定3級", "3級相当", "随時3級", "専門級", en="grade 3"),
            one("grade2", "2級", "技能検定2級", "2級相当", "随時2級", "上級", en="grade 2"),
            aliases=("前段階の試験",),
        ),
        day("previous_test_passed_on", "前段階試験合格日", "前段階の試験の合格日"),
        day("leave_from", "一時帰国日", "一時帰国開始日"),
        day("leave_until", "再入国日", "一時帰国終了日"),
        day("manager_course_on", "技能実習責任者講習受講日", "技能実習責任者講習の受講日", "責任者講習受講日"),
        count("instructor_years", "技能実習指導員の経験年数", "指導員の経験年数", "指導員経験年数"),
        m2("bedroom_m2", "1人当たり寝室面積", "1人当たりの寝室面積", "一人当たり寝室面積", en="Bedroom m2 per person"),
        flag("deposit", "保証金等の徴収", "保証金の徴収", "保証金"),
        flag("penalty_clause", "違約金契約", "違約金", "違約金の定め"),
        flag("passport_kept", "旅券等の保管", "旅券・在留カードの保管", "パスポートの保管"),
        flag("savings_contract", "貯蓄金管理契約", "貯蓄契約"),
        yen("sending_fee", "送出機関に支払った費用", "送出機関への支払費用"),
        flag("sending_fee_agreed", "費用の理解と合意", "費用の合意"),
        flag("takeover", "受入れの特例", "受入特例", "受入れ特例", kind="event"),
        day("ended_on", "打切り日", "打ち切り日", "中止日", "実習中止日", "打切日", kind="event"),
        no("original_plan_no", "変更前の認定番号", "変更前認定番号", kind="event", shape="plan_no"),
        flag("not_started", "実習未開始", "未開始", kind="event"),
        day("so_from", "監理開始日", "監理の開始日", en="Supervised from", kind="event"),
        day("stage2_permitted_on", "第2号への変更許可日", "2号への変更許可日"),
        flag("japanese_study_plan", "日本語学習プラン"),
        choice("savings_held_by", "貯蓄金の管理者", IO, SO),
        key=("plan_no",),
        aliases=("実習計画", "計画", "認定計画", "技能実習計画台帳", "計画台帳"),
    ),
)

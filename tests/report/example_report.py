"""A report made by hand, with one of everything a report can hold; all names and numbers are invented."""

import io
from datetime import date
from pathlib import Path

from rich.console import Console

from titcheck import __version__
from titcheck.findings import (
    Citation,
    Failure,
    Finding,
    Force,
    Input,
    Judgement,
    Misreading,
    Missing,
    ReadTable,
    Report,
    Source,
    Status,
    Verdict,
)
from titcheck.report.terminal import print_report
from titcheck.text import Lang, Text

EXPECTED = Path(__file__).parent / "expected"
VARIANTS: tuple[tuple[Lang, int], ...] = (("en", 80), ("en", 120), ("ja", 80), ("ja", 120))

SHIFTS = (10, 11, 12, 13, 17)

ACT = Text("Technical Intern Training Act", "技能実習法")

PAY = Finding(
    rule="pay-parity",
    verdict=Verdict.VIOLATED,
    force=Force.MUST,
    fingerprint="1f0c",
    subject={"trainee_no": "T-014", "plan_no": "認2504000001"},
    owed_by="IO-0003",
    facts={"base_pay": 199_999, "comparator_pay": 200_000, "applied_on": date(2025, 3, 1)},
    missing=(),
    sources=(Source("plans.xlsx", "技能実習計画", 15, {"base_pay": "H15", "comparator_pay": "M15"}),),
    basis=(Citation(ACT, Text("Art. 9(ix)", "第9条第9号"), "VERIFIED-LAW"),),
    message=Text(
        "Plan 認2504000001: trainee T-014 gets ¥199,999 plus ¥0 for 160:00; a Japanese worker in the same work gets "
        "¥200,000 for 160:00.",
        "計画認2504000001：技能実習生T-014の報酬は160時間00分当たり199,999円＋手当0円で、同種業務の日本人の"
        "160時間00分当たり200,000円を下回っています。",
    ),
    remedy=Text(
        "Raise the contract wage to the comparator's. A raise needs no notice of change.",
        "雇用契約の報酬を比較対象者と同等以上に改めてください（引上げの届出は不要です）。",
    ),
)

PAY_UNKNOWN = Finding(
    rule="pay-parity",
    verdict=Verdict.UNPROVEN,
    force=Force.MUST,
    fingerprint="1f0d",
    subject={"trainee_no": "T-015", "plan_no": "認2504000002"},
    owed_by="IO-0003",
    facts={"base_pay": 210_000, "comparator_pay": None},
    missing=("comparator_pay",),
    sources=(Source("plans.xlsx", "技能実習計画", 16, {"base_pay": "H16", "comparator_pay": "M16"}),),
    basis=PAY.basis,
    message=Text(
        "Plan 認2504000002: pay parity of trainee T-015 cannot be judged.",
        "計画認2504000002：技能実習生T-015の報酬の同等性を判断できません。",
    ),
    remedy=PAY.remedy,
)

HOURS = Finding(
    rule="transition-weekly-hours-designated",
    verdict=Verdict.VIOLATED,
    force=Force.SHOULD,
    fingerprint="2a11",
    subject={"trainee_no": "T-020"},
    owed_by=None,
    facts={"minutes": 1_681, "from_on": date(2026, 5, 1)},
    missing=(),
    sources=(
        *(Source("shifts.csv", "shifts", row, {"starts_at": f"E{row}", "ends_at": f"F{row}"}) for row in SHIFTS),
        Source("permits.xlsx", "在留上の措置", 3, {}),
    ),
    basis=(
        Citation(Text("Immigration Act", "入管法"), Text("Art. 19(1)", "第19条第1項"), "VERIFIED-LAW"),
        Citation(Text("Agency notice", "入管庁通知"), Text("section 2", "2"), "VERIFIED-R"),
    ),
    message=Text(
        "Trainee T-020 worked 28:01 in the seven days from 2026-05-01.",
        "技能実習生T-020は、2026年5月1日からの7日間に28時間1分就労しています。",
    ),
    remedy=Text("Keep every seven days within 28 hours.", "どの連続する7日間も28時間以内としてください。"),
)

JUDGEMENTS = (
    Judgement(
        rule="pay-parity",
        title=Text(
            "A trainee is paid no less than a Japanese worker doing the same work",
            "報酬の額は、日本人が従事する場合と同等以上であること",
        ),
        force=Force.MUST,
        status=Status.JUDGED,
        met=40,
        violated=1,
        unproven=4,
        missing=(Missing("plans", "counted_allowances", 3),),
        findings=(PAY, PAY_UNKNOWN),
    ),
    Judgement(
        rule="transition-weekly-hours-designated",
        title=Text("Work is within 28 hours in every seven days", "就労は連続する7日間のいずれも28時間以内であること"),
        force=Force.SHOULD,
        status=Status.JUDGED,
        met=2,
        violated=1,
        pending=1,
        findings=(HOURS,),
    ),
    Judgement(
        rule="monthly-visit",
        title=Text("Every month of stage 1 has a visit", "第1号では毎月1回以上の訪問指導を行うこと"),
        force=Force.MUST,
        status=Status.NO_TABLE,
        missing=(Missing("visits", None, 0),),
    ),
    Judgement(
        rule="my-rule",
        title=Text("my-rule", "my-rule"),
        force=Force.MUST,
        status=Status.ERROR,
        error=Text(
            "rules/mine/my-rule.yaml:12: no column `bas_pay`", "rules/mine/my-rule.yaml:12：列`bas_pay`はありません"
        ),
    ),
    Judgement(
        rule="inspection-cadence",
        title=Text("An inspection comes about every year", "実地検査はおおむね1年に1回行われる"),
        force=Force.NOTE,
        status=Status.EXCLUDED,
    ),
)

REPORT = Report(
    as_of=date(2026, 11, 30),
    rulebook=("titp", "0123456789abcdef" * 4),
    inputs=(
        Input(
            "plans.xlsx",
            "ab" * 32,
            (ReadTable("plans", "技能実習計画", 45, ("備考", "担当者")),),
            ("はじめに",),
        ),
        Input("permits.xlsx", "cd" * 32, (ReadTable("permits", "在留上の措置", 4, repeated=2),)),
        Input("shifts.csv", "ef" * 32, (ReadTable("shifts", "shifts", 1_234),)),
    ),
    judgements=JUDGEMENTS,
    names={"IO-0003": "株式会社みほん[red]縫製"},
    misreadings=(
        Misreading(
            "plans.xlsx",
            "技能実習計画",
            20,
            "F20",
            "starts_on",
            "令和6年13月1日",
            Text(
                "month 13 does not exist; write a day such as 2024-04-01",
                "13月はありません。令和6年4月1日のように記入してください",
            ),
        ),
    ),
    errors=(
        Failure("broken.xlsx", Text("not a workbook: the file is damaged", "ブックとして開けません（破損しています）")),
    ),
)


def render(report: Report, lang: Lang, width: int) -> str:
    """What a terminal of that width shows, without colour."""
    paper = io.StringIO()
    console = Console(
        file=paper, width=width, force_terminal=False, color_system=None, markup=False, emoji=False, highlight=False
    )
    print_report(report, console, lang)
    return paper.getvalue().replace(f"titcheck {__version__} ", "titcheck VERSION ")


if __name__ == "__main__":  # rewrites what is expected; read the difference before you keep it
    for lang, width in VARIANTS:
        (EXPECTED / f"{lang}-{width}.txt").write_text(render(REPORT, lang, width), "utf-8")

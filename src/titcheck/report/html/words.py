"""The words that only the page says."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from titcheck.findings import Force, Report, Verdict
from titcheck.report import words
from titcheck.text import Text

TITLE: Final = Text("titcheck report", "titcheck 判定結果")
BY_THEME: Final = Text("By theme", "分野別")
BY_OWNER: Final = Text("By organisation", "機関別")
THEME: Final = Text("Theme", "分野")
OWNER: Final = Text("Organisation", "機関")
RULE: Final = Text("Rule", "規則")
VERDICT: Final = Text("Verdict", "判定区分")
SEARCH: Final = Text("Text", "語句")
ALL: Final = Text("all", "すべて")
RESET: Final = Text("Show all", "絞り込みを解除")
MORE: Final = Text("Show more", "さらに表示")
UNFOLD: Final = Text("Unfold those shown", "表示中の指摘をすべて開く")
FOLD: Final = Text("Fold all", "すべて閉じる")
PRINT: Final = Text("Print", "印刷")
FINDINGS: Final = Text("Findings", "指摘事項")
RULES: Final = Text("Every rule", "全規則の判定状況")
SHOWN: Final = Text(
    "Shown: {shown} of {matching} that match; {all} in all.", "{matching}件中{shown}件を表示しています（全{all}件）。"
)
NOTHING: Final = Text("No finding matches.", "該当する指摘はありません。")
OTHER_OWNERS: Final = Text("others ({:,})", "その他（{:,}機関）")
PICTURES: Final = Text("Pictures", "図")
PAY: Final = Text("Pay that falls short", "不足している報酬・賃金")
WEEKS: Final = Text("Working time in seven days, against the limit", "連続する7日間の就労時間と上限")
AUDITS: Final = Text("Audits, and the time without one", "監査の実施日と監査のない期間")
LEGENDS: Final = {
    WEEKS: Text(
        "A bar for each day worked: the hours recorded in the seven days which end on it; pale, what may come on top. Dashed: the limit.",
        "棒は就労した日ごとに、その日までの7日間の就労時間（淡色は最長の場合）を、破線は上限を示します。",
    ),
    AUDITS: Text(
        "A dot for each audit; the band is the time the finding is about.",
        "丸は監査の実施日を、帯は指摘の対象となる期間を示します。",
    ),
}
COMPARATOR: Final = Text("a Japanese worker's pay", "日本人の報酬")
MINIMUM_WAGE: Final = Text("minimum wage", "最低賃金")
MEASURE: Final = Text("Held against", "比較の対象")
WHO: Final = Text("Trainee", "技能実習生")
FOR: Final = Text("Hours", "時間")
PAID: Final = Text("Paid", "支払額")
OWED: Final = Text("Owed", "必要額")
SHORT: Final = Text("Short by", "不足額")
YEN: Final = Text("¥{:,}", "{:,}円")
ITEM: Final = Text("Item", "項目")
VALUE: Final = Text("Value", "値")
CELL: Final = Text("Cell", "セル")
VALUES: Final = Text("The figures it rests on", "判定の基礎となる値")
CALCULATED: Final = Text("What the rule calculates from them, by its own names", "規則が算出した値（規則内の名称）")
UNITS: Final = {
    "months": Text("{} months", "{}か月"),
    "years": Text("{} years", "{}年"),
    "days": Text("{} days", "{}日"),
    "persons": Text("{} persons", "{}人"),
    "trainees": Text("{} trainees", "{}人"),
    "percent": Text("{} %", "{}％"),
    "square metres": Text("{} m²", "{}㎡"),
    "yen": Text("¥{}", "{}円"),
}
FINGERPRINT: Final = Text("finding", "指摘番号")
HASH: Final = Text("SHA-256 of the file", "ファイルのSHA-256")
MISREADINGS_SHOWN: Final = 500
NOT_JUDGED: Final = Text("rules not judged", "判定していない規則")
FOOT: Final = Text(
    "titcheck computes from the books it was given; it gives no legal advice. This page opens no connection.",
    "titcheckは提出された帳簿に基づいて計算するものであり、法的助言ではありません。このページは外部と通信しません。",
)

INCOMPLETE: Final = Text(
    "The result is incomplete. Files that could not be read or rules that could not be run: {:,}.",
    "読み取れなかったファイル又は実行できなかった規則が{:,}件あり、結果は完全ではありません。",
)


def day(value: date) -> Text:
    """A day as each language writes it."""
    return Text(words.day(value, "en"), words.day(value, "ja"))


def filled(text: Text, value: object) -> Text:
    """A text with a value in its place."""
    return Text(text.en.format(value), text.ja.format(value))


def listed(text: Text, names: Sequence[str]) -> Text:
    """A text with names in its place."""
    return Text(text.en.format(words.COMMA.en.join(names)), text.ja.format(words.COMMA.ja.join(names)))


def first_only(count: int) -> Text:
    """That not every cell that could not be read is listed."""
    return Text(
        f"The first {MISREADINGS_SHOWN:,} of {count:,}; all stand in the JSON report.",
        f"全{count:,}個のうち最初の{MISREADINGS_SHOWN:,}個です。全件はJSON形式の報告に記載されます。",
    )


def first_of(shown: int, count: int) -> Text:
    """That not everything is drawn."""
    return Text(f"The first {shown:,} of {count:,}.", f"全{count:,}件のうち最初の{shown:,}件です。")


def no_script(count: int) -> Text:
    """What stands in place of the findings where scripts are off."""
    return Text(
        f"Scripts are off. Findings not shown: {count:,}. The totals, the rules and the books are complete.",
        f"スクリプトが無効のため、指摘{count:,}件は表示されていません。集計、規則及び帳簿の一覧は全件を表示しています。",
    )


def headline(report: Report) -> tuple[str, Text]:
    """What a reader takes away in ten seconds, and its tone: `bad`, `open`, `good` or `none`."""
    broken = [j for j in report.judgements if j.force is Force.MUST and j.violated]
    breaches = sum(judgement.violated for judgement in broken)
    unproven = report.total(Verdict.UNPROVEN)
    owners = {finding.owed_by for j in broken for finding in j.findings if finding.verdict is Verdict.VIOLATED}
    if breaches:
        named = len(owners - {None})
        return "bad", Text(
            f"Duties of law violated: {breaches:,}. Organisations concerned: {named:,}.",
            f"法令上の義務の違反が{breaches:,}件あります（{named:,}機関）。",
        )
    if not report.judged:
        return "none", Text("Nothing was judged.", "判定できたものはありません。")
    if unproven:
        return "open", Text(
            f"No breach of a duty of law was found; still open: {unproven:,}.",
            f"法令上の義務の違反は認められませんが、未確認が{unproven:,}件あります。",
        )
    return "good", Text("No breach of a duty of law was found.", "法令上の義務の違反は認められません。")

"""The words of every report, once: verdicts, what happened to a rule, and the headings between them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from titcheck.findings import Force, Report, Status, Verdict
from titcheck.text import Lang, Text

VERDICTS: Final = {
    Verdict.MET: Text("met", "適合"),
    Verdict.VIOLATED: Text("violated", "違反"),
    Verdict.UNPROVEN: Text("unproven", "未確認"),
    Verdict.PENDING: Text("pending", "期限前"),
}

JUDGED: Final = Text("judged", "判定")

FORCES: Final = {
    Force.MUST: Text("Duties of law", "法令上の義務"),
    Force.SHOULD: Text("Review: official practice; never called a violation", "要確認：運用要領等の取扱い"),
    Force.NOTE: Text("Notes: no breach", "参考：義務違反ではないもの"),
}

STATUSES: Final = {
    Status.JUDGED: Text("judged", "判定済み"),
    Status.NO_SUBJECTS: Text("nothing to judge in these books", "対象なし"),
    Status.NO_TABLE: Text("not judged: a book is missing", "判定不可（必要な帳簿なし）"),
    Status.NO_COLUMN: Text("not judged: a column is missing", "判定不可（必要な列なし）"),
    Status.NOT_IN_FORCE: Text("not in force on these days", "適用期間外"),
    Status.EXCLUDED: Text("left out on request", "指定により除外"),
    Status.ERROR: Text("the rule could not be run", "判定不可（規則の誤り）"),
}

_LABELS: Final = {
    (Force.MUST, Verdict.VIOLATED): Text("VIOLATED", "【違反】"),
    (Force.MUST, Verdict.UNPROVEN): Text("UNPROVEN", "【未確認】"),
    (Force.SHOULD, Verdict.VIOLATED): Text("REVIEW", "【要確認】"),
    (Force.SHOULD, Verdict.UNPROVEN): Text("REVIEW (unproven)", "【要確認・資料不足】"),
    (Force.NOTE, Verdict.VIOLATED): Text("NOTE", "【参考】"),
    (Force.NOTE, Verdict.UNPROVEN): Text("NOTE (unproven)", "【参考・資料不足】"),
}

AS_OF: Final = Text("as of", "判定基準日")
RULEBOOK: Final = Text("rulebook", "規則集")
READ: Final = Text("What was read", "読み取った帳簿")
NOTHING_READ: Final = Text("Nothing could be read", "読み取れた帳簿はありません")
ERRORS: Final = Text(
    "Errors: files not read, rules not run", "エラー（読み取れなかったファイル、実行できなかった規則）"
)
UNUSED_HEADERS: Final = Text("headings not used: {}", "使用しなかった見出し：{}")
UNUSED_SHEETS: Final = Text("sheets not recognised: {}", "帳簿として認識できなかったシート：{}")
NO_OWNER: Final = Text("No organisation named", "機関の記載なし")
ASK_FOR: Final = Text("ask for", "要確認資料")
CELLS: Final = Text("cells", "根拠セル")
BASIS: Final = Text("basis", "根拠条文")
REMEDY: Final = Text("remedy", "是正方法")
SAME: Final = Text("", "")
COMMA: Final = Text(", ", "、")
SUMMARY: Final = {
    "org": Text("Findings by organisation", "機関別の指摘"),
    "rule": Text("Findings by rule", "規則別の指摘"),
    "trainee": Text("Findings by trainee", "技能実習生別の指摘"),
}
SUMMARY_KEY: Final = Text(
    "■ violated or to review, □ unproven; without --summary each is shown with its cells",
    "■違反・要確認　□未確認（--summaryを付けなければ、根拠セルを含めて個別に表示します）",
)
MISREADINGS: Final = Text("Cells that could not be read as what they should be", "読み取れなかったセル")
VALUE: Final = Text('"{}"', "「{}」")
BOOKS_WANTED: Final = Text("Books that would allow more duties to be judged", "判定に必要な帳簿（未提出）")
COLUMNS_WANTED: Final = Text("Columns given nowhere", "どの帳簿にも記載のない列")
TOTALS: Final = Text("Totals", "集計")

THEMES: Final = {
    "eligibility": Text("Disqualification and past dispositions", "欠格・処分歴"),
    "hours": Text("Working hours", "労働時間"),
    "inspection": Text("Inspection", "実地検査"),
    "numbers": Text("Numbers of trainees", "人数枠"),
    "plan": Text("Training plans", "計画"),
    "protection": Text("Protection of trainees", "保護"),
    "sunset": Text("The change of systems", "制度移行"),
    "supervision": Text("Supervision", "監理"),
    "transfer": Text("Change of employer", "転籍"),
    "treatment": Text("Pay and treatment", "待遇"),
}

FORCE_MARKS: Final = {
    Force.MUST: Text("law", "義務"),
    Force.SHOULD: Text("review", "要確認"),
    Force.NOTE: Text("note", "参考"),
}
SEES: Final = {
    "full": Text("everything the duty asks", "義務の全体を確認"),
    "partial": Text("a part", "一部のみ確認"),
}
FORCE: Final = Text("force", "区分")
OWED: Final = Text("owed by", "義務者")
OWERS: Final = {
    "io_no": Text("the implementing organisation", "実習実施者"),
    "from_io_no": Text("the implementing organisation that is left", "変更前の実習実施者"),
    "to_io_no": Text("the implementing organisation that is joined", "変更後の実習実施者"),
    "so_no": Text("the supervising organisation", "監理団体"),
    "org_no": Text("the implementing or the supervising organisation", "実習実施者又は監理団体"),
    None: Text("the trainee, and whoever gives the work", "技能実習生本人及び就労先"),
}
TODAY_VALUE: Final = Text("{} on {}", "{1}現在{0}")
NOT_YET: Final = Text("none yet on {}", "{}現在なし")
TABLE: Final = Text("{}: reference/{}.csv", "{}：reference/{}.csv")
IN_FORCE: Final = Text("in force", "適用期間")
SINCE: Final = Text("from {}", "{}から")
UNTIL: Final = Text(" until {}", "{}まで")
NUMBERS: Final = Text("numbers", "基準値")
BOOKS: Final = Text("books", "必要な帳簿")
IF_GIVEN: Final = Text("{}, if given", "{}（ある場合）")
SEEN: Final = Text("sees", "確認範囲")
CASES: Final = Text("cases", "事例")
NO_SUBJECT: Final = Text("no subject", "対象なし")
FILE: Final = Text("file", "ファイル")

RECOGNISED: Final = {
    "name": Text("by its name, headings in row {}", "シート名により認識、見出しは{}行目"),
    "headers": Text("by its headings in row {}", "{}行目の見出しにより認識"),
    "published": Text("as a published list, headings in row {}", "公表一覧として認識、見出しは{}行目"),
    "mapping": Text("by the mapping, headings in row {}", "対応表により認識、見出しは{}行目"),
}
LEFT_OUT: Final = Text("left out by the mapping", "対応表により除外")
NOT_RECOGNISED: Final = Text("not recognised", "認識できません")
NOT_USED: Final = Text("not used", "使用しません")
SAMPLES: Final = Text(": {}", "：{}")
IN_EVERY_ROW: Final = Text("{} in every row", "全行「{}」")
MEANT: Final = Text("did you mean {}?", "「{}」のことですか")
SET_ASIDE: Final = Text("row {}: {}, set aside", "{}行目：{}（除外）")
NEAREST: Final = Text("nearest: {}, {} of its {} columns", "近い帳簿：{}（{}列が一致、全{}列）")


def label(force: Force, verdict: Verdict) -> Text:
    """What stands before a finding: only a breach of a duty of law is called violated."""
    return _LABELS[force, verdict]


def heads(force: Force) -> tuple[Text, ...]:
    """What stands above a rule's five counts."""
    met, violated, unproven, pending = VERDICTS.values()
    return JUDGED, met, violated if force is Force.MUST else FORCE_MARKS[force], unproven, pending


def day(value: date, lang: Lang) -> str:
    """A day as that language writes it."""
    return f"{value.year}年{value.month}月{value.day}日" if lang == "ja" else value.isoformat()


def rows(count: int) -> Text:
    """How many data rows a sheet holds."""
    return Text(_counted(count, "row"), f"{count:,}行")


def repeated(count: int) -> Text:
    """How many rows stand in another sheet too, and so count once."""
    return Text(
        f"{_counted(count, 'row')} also in another sheet or file, counted once",
        f"うち{count:,}行は他のシート又はファイルと重複（1回として計上）",
    )


def set_aside(reasons: Iterable[Text]) -> Text:
    """How many rows are no data, by what they are."""
    counts = Counter(reasons).items()
    return Text(
        f"rows set aside, no data: {', '.join(f'{reason.en} ({count:,})' for reason, count in counts)}",
        f"データではない行として除外：{'、'.join(f'{reason.ja}（{count:,}行）' for reason, count in counts)}",
    )


def subjects(count: int) -> Text:
    """How many subjects wait for a column."""
    return Text(f"{count:,} unproven", f"未確認{count:,}件")


def findings(count: int) -> Text:
    """How many findings an organisation has."""
    return Text(_counted(count, "finding"), f"{count:,}件")


def hidden(count: int) -> Text:
    """How many findings a limit leaves out."""
    return Text(
        f"{_counted(count, 'more finding')} not shown (--limit); the totals count all of them",
        f"ほかに{count:,}件の指摘があります（--limitにより省略。集計には全件を含みます）",
    )


def totals(report: Report) -> Text:
    """One sentence with every total; violations are those of duties of law, review and notes are counted apart."""
    met, unproven, pending = (report.total(v) for v in (Verdict.MET, Verdict.UNPROVEN, Verdict.PENDING))
    must, should, note = (sum(j.violated for j in report.judgements if j.force is force) for force in Force)
    misread, failed = len(report.misreadings), len(report.errors)
    return Text(
        f"{report.judged:,} judged: {met:,} met, {must:,} violated, {should:,} to review, {_counted(note, 'note')}, "
        f"{unproven:,} unproven; {pending:,} pending; {_counted(misread, 'cell')} misread; "
        f"{_counted(failed, 'error')}",
        f"判定{report.judged:,}件：適合{met:,}件、違反{must:,}件、要確認{should:,}件、参考{note:,}件、"
        f"未確認{unproven:,}件　期限前{pending:,}件　読み取れなかったセル{misread:,}個　エラー{failed:,}件",
    )


def cases(rules: int, all_: int, failed: int) -> Text:
    """How many cases of how many rules were run, and how many of them do not hold."""
    return Text(
        f"{_counted(all_, 'case')} of {_counted(rules, 'rule')}: {all_ - failed:,} hold, {failed:,} do not",
        f"{rules:,}規則{all_:,}事例：一致{all_ - failed:,}件、不一致{failed:,}件",
    )


COVERED: Final = Text("Articles with a rule", "規則のある条文")
UNSEEN: Final = Text("Articles a machine cannot see", "帳簿からは確認できない条文")
UNCOVERED: Final = Text("Articles not yet covered", "未対応の条文")

MISSING_CASE: Final = Text("no case notices it; wanted: {}", "どの事例でも検出されません。必要な事例：{}")
STALE_EQUIVALENT: Final = Text(
    "equivalents: `{}` is no mutant of this rule, or a case notices it: take it out",
    "equivalents：`{}`はこの規則の変異ではないか、事例で検出されます。削除してください",
)


def mutants(rule: str, noticed: int, equivalent: int, left: int) -> Text:
    """How many mutants of one rule its cases notice, how many mean the same, how many are left."""
    return Text(
        f"{rule}: {noticed:,} noticed, {equivalent:,} equivalent, {left:,} survive",
        f"{rule}：検出{noticed:,}件、同義{equivalent:,}件、未検出{left:,}件",
    )


def proven(rules: int, tried: int, equivalent: int, left: int) -> Text:
    """The mutants of all rules."""
    return Text(
        f"{_counted(tried, 'mutant')} of {_counted(rules, 'rule')}: {tried - equivalent - left:,} noticed,"
        f" {equivalent:,} equivalent, {left:,} survive",
        f"{rules:,}規則の変異{tried:,}件：検出{tried - equivalent - left:,}件、同義{equivalent:,}件、未検出{left:,}件",
    )


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def shortened(text: str, length: int = 16) -> str:
    """A text, or its beginning."""
    return text if len(text) <= length else text[: length - 1] + "…"


def some(names: Sequence[str], most: int = 3) -> str:
    """The first of many names, and how many more there are."""
    return ", ".join(names[:most]) + (f" +{len(names) - most}" if len(names) > most else "")

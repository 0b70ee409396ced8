"""A report that holds one text wherever a book's text can stand."""

from dataclasses import replace

from example_report import JUDGEMENTS, PAY, REPORT

from titcheck.findings import Input, Misreading, ReadTable, Report, Source
from titcheck.text import Text

HOSTILE = (
    "=cmd|' /C calc'!A0", "[red]x[/]", "\x1b]8;;http://example.org\x1b\\x", "<script>alert(1)</script>", "a|b|c",
    "]]>&\"'", "😀", "山" * 300, "\u202eabc\u202c", "\x00\ud800", "# 見出し", "- x\n- y", '"results": []',
)  # fmt: skip


def with_text(text: str) -> Report:
    """The report of one finding and one misreading."""
    finding = replace(
        PAY,
        subject={"trainee_no": text},
        owed_by=text,
        facts={"name": text},
        sources=(Source(text, text, 2, {"base_pay": "A2"}),),
        message=Text(text, text),
        remedy=Text(text, text),
    )
    return replace(
        REPORT,
        inputs=(Input(text, "00" * 32, (ReadTable("plans", text, 1, (text,)),), (text,)),),
        judgements=(replace(JUDGEMENTS[0], findings=(finding,), violated=1),),
        misreadings=(Misreading(text, text, 2, "A2", "name", text, Text(text, text)),),
    )

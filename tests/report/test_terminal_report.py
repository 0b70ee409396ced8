"""The report on a terminal: whole, in both languages, right at two widths, and deaf to what cells say."""

import io
from dataclasses import replace

import pytest
from example_report import EXPECTED, JUDGEMENTS, PAY, REPORT, VARIANTS, render
from rich.cells import cell_len
from rich.console import Console

from titcheck.findings import Input, Misreading, ReadTable, Report, Source
from titcheck.report.page import Page
from titcheck.report.plain import plain
from titcheck.text import Lang, Text

HOSTILE = [
    "[red]x[/]",
    "[/bold]",
    "\x1b]8;;http://x\x1b\\click\x1b]8;;\x1b\\",
    "\x1b[2J",
    "\x9b31m",
    "\x07",
    "a\r\nb",
    "\u202ecod.exe",
    "\ufeffx\u200b",
    "\ud800",
    ":warning:",
    "山田" * 150,
]


def with_cell(text: str) -> Report:
    """The example, with that text wherever a cell's text can come to stand."""
    finding = replace(
        PAY,
        owed_by=text,
        subject={"plan_no": text},
        facts={"name": text},
        message=Text(text, text),
        sources=(Source(text, text, 2, {"name": "A2"}),),
    )
    return replace(
        REPORT,
        inputs=(Input(text, "00", (ReadTable("plans", text, 1, (text,)),), (text,)),),
        judgements=(replace(JUDGEMENTS[0], findings=(finding,)),),
        misreadings=(Misreading(text, text, 2, "A2", "name", text, Text(text, text)),),
    )


@pytest.mark.parametrize(("lang", "width"), VARIANTS)
def test_the_report_reads_as_it_was_agreed(lang: Lang, width: int) -> None:
    assert render(REPORT, lang, width) == (EXPECTED / f"{lang}-{width}.txt").read_text("utf-8")


@pytest.mark.parametrize(("lang", "width"), VARIANTS)
def test_no_line_is_wider_than_the_terminal(lang: Lang, width: int) -> None:
    assert max(map(cell_len, render(REPORT, lang, width).splitlines())) <= width


@pytest.mark.parametrize("text", HOSTILE)
def test_cell_text_is_shown_and_never_obeyed(text: str) -> None:
    shown = render(with_cell(text), "en", 80)
    assert not set(shown) & {chr(code) for code in (*range(10), *range(11, 32), *range(0x7F, 0xA0), 0x202E, 0xFEFF)}
    shown.encode("utf-8")
    assert plain(text).replace(" ", "") in "".join(shown.split())


def test_a_name_of_three_hundred_characters_is_wrapped_and_kept_whole() -> None:
    shown = render(with_cell("山田" * 150), "ja", 80)
    assert max(map(cell_len, shown.splitlines())) <= 80
    assert "".join(shown.split()).count("山田" * 150) >= 5


def test_joiners_that_names_need_are_kept() -> None:
    assert plain("क्\u200dष") == "क्\u200dष"


def test_only_a_breach_of_law_is_called_a_violation() -> None:
    shown = render(replace(REPORT, judgements=(JUDGEMENTS[1],)), "ja", 80)
    assert "【違反】" not in shown
    assert "【要確認】" in shown


def test_every_finding_is_printed_however_many_there_are() -> None:
    many = tuple(replace(PAY, message=Text(f"No. {number}.", "")) for number in range(1_000))
    shown = render(replace(REPORT, judgements=(replace(JUDGEMENTS[0], findings=many),)), "en", 80)
    assert all(f"No. {number}." in shown for number in range(1_000))


def test_a_faint_label_leaves_the_text_behind_it_as_bright_as_ever() -> None:
    paper = io.StringIO()
    console = Console(file=paper, width=80, force_terminal=True, color_system="standard", no_color=False)
    page = Page(console, "en")
    page.named(Text("basis", ""), "Art. 9", indent=2, width=8)
    page.end()
    assert paper.getvalue() == "\x1b[2m  basis\x1b[0m   Art. 9\n"

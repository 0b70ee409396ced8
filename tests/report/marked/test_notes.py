"""The comments of a sheet: those that are there stay, whoever wrote them, and ours are no longer than Excel allows."""

import re
from collections.abc import Sequence
from io import BytesIO
from xml.parsers.expat import ParserCreate

import pytest
from raw import MAIN

from titcheck.report.marked.marks import Said
from titcheck.report.marked.notes import Cells, Notes
from titcheck.report.sheets.sheet import LONGEST
from titcheck.report.sheets.styles import Look

SAID = Said(Look.VIOLATED, "違反 <1>")
THREAD = "tc={0A1B}"
PHONETIC = '<rPh sb="0" eb="1"><t>キュウ</t></rPh><phoneticPr fontId="1"/>'


def comments(xml: str | None, cells: Cells) -> str:
    out = BytesIO()
    Notes(xml.encode() if xml else None, None, "指摘", "ja").write_comments(cells, out)
    ParserCreate().Parse(out.getvalue(), True)
    return out.getvalue().decode()


def drawing(xml: str | None, cells: Cells, held: str | None = None) -> str:
    out = BytesIO()
    Notes(held.encode() if held else None, xml.encode() if xml else None, "指摘", "ja").write_drawing(cells, out)
    return out.getvalue().decode()


def part(*listed: str, authors: Sequence[str] = ("山田",)) -> str:
    names = "".join(f"<author>{name}</author>" for name in authors)
    return f"<comments {MAIN}><authors>{names}</authors><commentList>{''.join(listed)}</commentList></comments>"


def comment(ref: str, text: str, author: int = 0) -> str:
    return f'<comment ref="{ref}" authorId="{author}"><text>{text}</text></comment>'


def texts(xml: str) -> dict[str, str]:
    found = re.findall(r'<(?:x:)?comment ref="(\w+)"[^>]*>(.*?)</(?:x:)?comment>', xml, re.DOTALL)
    return {ref: re.sub("<[^>]*>", "", content) for ref, content in found}


def test_a_sheet_without_comments_gets_them() -> None:
    xml = comments(None, {(3, 5): [SAID], (4, 0): [SAID, SAID]})
    assert texts(xml) == {"F3": "違反 &lt;1&gt;", "A4": "違反 &lt;1&gt;\n\n違反 &lt;1&gt;"}
    assert "<authors><author>titcheck</author></authors>" in xml


@pytest.mark.parametrize(
    ("text", "run", "behind"),
    [
        ("<t>旧</t>", "<r><t>旧</t></r>", ""),
        ("<r><t>旧</t></r>", "<r><t>旧</t></r>", ""),
        ("<r><t>旧</t></r>" + PHONETIC, "<r><t>旧</t></r>", PHONETIC),
    ],
)
def test_what_we_say_stands_below_a_comment_however_it_is_written(text: str, run: str, behind: str) -> None:
    xml = comments(part(comment("B2", "<t>他</t>"), comment("F3", text)), {(3, 5): [SAID]})
    ours = '<r><t xml:space="preserve">\n\n違反 &lt;1&gt;</t></r>'
    assert comment("F3", run + ours + behind) in xml
    assert comment("B2", "<t>他</t>") in xml


def test_a_part_with_a_prefix_or_with_empty_lists_is_extended_too() -> None:
    prefixed = re.sub("<(/?)", r"<\1x:", part(comment("F3", "<t>旧</t>"))).replace("xmlns=", "xmlns:x=")
    assert texts(comments(prefixed, {(3, 5): [SAID], (9, 0): [SAID]})) == {
        "F3": "旧\n\n違反 &lt;1&gt;", "A9": "違反 &lt;1&gt;",
    }  # fmt: skip
    empty = f"<comments {MAIN}><authors/><commentList/></comments>"
    assert texts(comments(empty, {(9, 0): [SAID]})) == {"A9": "違反 &lt;1&gt;"}


def test_a_discussion_is_left_alone_and_counted() -> None:
    held = part(comment("F3", "<t>[Threaded comment]</t>", 1), authors=["山田", THREAD])
    cells: Cells = {(3, 5): [SAID], (4, 5): [SAID]}
    assert texts(comments(held, cells)) == {"F3": "[Threaded comment]", "F4": "違反 &lt;1&gt;"}
    assert Notes(held.encode(), None, "指摘", "ja").threads(cells) == 1


@pytest.mark.parametrize("old", ["", "旧" * 100, "旧" * (LONGEST - 40), "旧" * (LONGEST - 5)])
def test_a_comment_holds_as_much_as_excel_allows_and_says_where_the_rest_is(old: str) -> None:
    said = [Said(Look.VIOLATED, f"{number} " + "😀" * 1000) for number in range(40)]
    held = part(comment("F3", f"<t>{old}</t>")) if old else None
    (text,) = texts(comments(held, {(3, 5): said})).values()
    assert len(text.encode("utf-16-le")) // 2 <= LONGEST
    assert text.startswith(old)
    if len(old) < LONGEST - 5:
        assert text.endswith("（ほかの指摘は「指摘」シートを参照）")


def test_each_comment_of_ours_gets_a_box_and_those_that_are_there_keep_theirs() -> None:
    spaces = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    spaces += ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
    old = f'<xml {spaces}><v:shapetype id="_x0000_t202"/><v:shape id="_x0000_s2049"><div>a<br>b</div></v:shape></xml>'
    cells: Cells = {(2, 0): [SAID], (3, 5): [SAID]}
    xml = drawing(old, cells, part(comment("A2", "<t>旧</t>")))
    assert xml.startswith(old.removesuffix("</xml>"))
    (box,) = re.findall("<v:shape .*?</v:shape>", xml.removeprefix(old.removesuffix("</xml>")))
    assert 'id="_x0000_s2050"' in box
    assert "<x:Row>2</x:Row><x:Column>5</x:Column>" in box
    assert xml.count("shapetype id=") == 1


@pytest.mark.parametrize("old", [None, "<xml></xml>"])
def test_a_drawing_that_does_not_know_the_words_of_a_box_is_told_them(old: str | None) -> None:
    xml = drawing(old, {(3, 5): [SAID]})
    ParserCreate(namespace_separator=" ").Parse(xml, True)
    assert xml.count("<v:shapetype") == 1


@pytest.mark.parametrize("xml", ["<html/>", f"<comments {MAIN}><commentList/></comments>"])
def test_a_part_that_is_no_list_of_comments_is_refused(xml: str) -> None:
    with pytest.raises(ValueError, match=r"comments|substring|subsection"):
        comments(xml, {(3, 5): [SAID]})

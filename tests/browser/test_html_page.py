"""The report as whoever opens it sees it: in Chromium, from a file, by keyboard, on a phone, on paper."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from books import write_book
from chromium import launch
from playwright.sync_api import Browser, Page, expect, sync_playwright

from titcheck.findings import Report
from titcheck.report.html import write
from titcheck.run import check_books

SAMPLES = Path(__file__).parent.parent.parent / "samples"
AS_OF = date(2026, 11, 30)
HOSTILE = ("<script>document.title='harm'</script>", "</script><svg/onload=alert(1)>", "{{7*7}}", "山" * 300)

Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opener]:
    """Opens a file; in the end the page must have asked for nothing else and complained of nothing."""
    said: list[str] = []
    asked: set[str] = set()
    with ExitStack() as stack:

        def open_page(path: Path, **settings: Any) -> Page:
            page = stack.enter_context(chromium.new_context(**settings)).new_page()
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(str(error)))
            page.on("dialog", lambda dialog: said.append(dialog.message))
            page.on("request", lambda request: asked.add(request.url))
            page.goto(path.as_uri())
            return page

        yield open_page
    assert said == []
    assert all(url.startswith("file:///") and url.endswith(".html") for url in asked)
    assert len(asked) <= 1


@pytest.fixture(scope="module")
def report() -> Report:
    return check_books([SAMPLES / "violations"], AS_OF)


@pytest.fixture(scope="module")
def sample(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(report, tmp_path_factory.mktemp("page") / "report.html")


def written(report: Report, path: Path) -> Path:
    with path.open("wb") as out:
        write(report, out, "en")
    return path


def underpaid(folder: Path, trainees: list[str]) -> Report:
    """Plans that give each trainee a yen less than a Japanese worker in the same work."""
    rows = [
        {
            "plan_no": f"認2500{number:06}", "trainee_no": trainee, "io_no": "受2499000101", "applied_on": "2025-04-01",
            "pay_basis": "月給", "base_pay": 199_999, "counted_allowances": 0, "monthly_hours": 160,
            "comparator_basis": "同種業務の日本人", "comparator_pay_basis": "月給", "comparator_pay": 200_000, "comparator_monthly_hours": 160,
        }
        for number, trainee in enumerate(trainees)
    ]  # fmt: skip
    return check_books([write_book(folder / "plans.xlsx", plans=rows)], AS_OF, select=["pay-parity"])


def test_a_reader_sees_the_verdict_and_every_finding_behind_it(opened: Opener, sample: Path, report: Report) -> None:
    page = opened(sample)

    expect(page.get_by_role("heading", level=2).first).to_contain_text("Duties of law violated")
    expect(page.get_by_role("status")).to_contain_text(f"{len(report.findings)} in all.")
    while page.locator("#more").is_visible():
        page.locator("#more").click()
    expect(page.locator("#list > li")).to_have_count(len(report.findings))


def test_filters_leave_what_they_say(opened: Opener, sample: Path, report: Report) -> None:
    page = opened(sample)
    chosen = next(it for it in report.findings if it.owed_by and it.rule == "pay-parity")
    ours = [it for it in report.findings if it.rule == chosen.rule and it.owed_by == chosen.owed_by]
    trainee = str(chosen.subject["trainee_no"])

    page.get_by_role("combobox", name="Rule").select_option(label=option(page, "rule", "(pay-parity)"))
    page.get_by_role("combobox", name="Organisation").select_option(label=option(page, "owner", str(chosen.owed_by)))
    expect(page.locator("#list > li")).to_have_count(len(ours))
    page.get_by_role("combobox", name="Verdict").select_option(label=option(page, "label", "VIOLATED"))
    page.get_by_role("combobox", name="Theme").select_option(label=option(page, "theme", "Pay and treatment"))
    page.get_by_role("searchbox", name="Text").fill(trainee.lower())
    expect(page.locator("#list > li")).to_have_count(sum(it.subject["trainee_no"] == trainee for it in ours))
    page.get_by_role("searchbox", name="Text").fill("nobody says this")
    expect(page.get_by_role("status")).to_have_text("No finding matches.", use_inner_text=True)
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("status")).to_contain_text(f"of {len(report.findings)} that match")


def option(page: Page, name: str, text: str) -> str:
    return next(it for it in page.locator(f"#by-{name} option").all_inner_texts() if text in it)


def test_a_finding_unfolds_by_keyboard_to_its_figures_cells_article_and_remedy(opened: Opener, sample: Path) -> None:
    page = opened(sample)
    page.get_by_role("combobox", name="Rule").select_option(label=option(page, "rule", "(pay-parity)"))
    page.locator("#print").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    unfolded = page.locator(".unfolded").first
    expect(unfolded.get_by_role("row", name="Comparator pay ¥222,001 技能実習計画!X23")).to_be_visible()
    expect(unfolded.locator(".cells")).to_contain_text("実習生名簿・計画.xlsx!技能実習計画!")
    expect(unfolded.locator(".basis")).to_contain_text("Art. 9")
    expect(unfolded.locator(".remedy")).not_to_be_empty()
    page.keyboard.press("Space")
    expect(unfolded).to_be_hidden()


def test_what_is_drawn_stands_with_its_finding_too(opened: Opener, sample: Path) -> None:
    page = opened(sample)
    page.get_by_role("combobox", name="Rule").select_option(label=option(page, "rule", "(transition-weekly-hours)"))
    page.locator("summary").first.click()

    expect(page.locator(".unfolded .chart .over").first).to_be_visible()
    expect(page.get_by_role("img", name="in the seven days to").first).to_be_visible()


def test_the_switch_changes_every_word(opened: Opener, sample: Path) -> None:
    page = opened(sample)
    page.locator("summary").first.click()
    page.get_by_role("button", name="日本語").click()

    expect(page).to_have_title("titcheck 判定結果")
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    expect(page.locator("#by-label")).to_contain_text("【違反】")
    shown = page.locator("body").inner_text()
    words = set(re.findall(r"(?<![\w.-])[a-z]{3,}(?![\w.-])", re.sub(r"[\w-]+\.\w+|[a-f0-9]{12,}", "", shown)))
    assert words <= names(page)
    page.get_by_role("button", name="English").press("Enter")
    expect(page.locator("#by-label")).to_contain_text("VIOLATED")
    expect(page.locator("summary .label").first).to_have_text(re.compile("VIOLATED"), use_inner_text=True)


def names(page: Page) -> set[str]:
    """What is one word in both languages: the ids of rules."""
    own = page.locator("code").all_inner_texts()
    return {"titcheck", "titp", *(word for text in own for word in re.findall("[a-z]+", text))}


def test_on_paper_nothing_is_missing_unsaid(opened: Opener, tmp_path: Path) -> None:
    report = underpaid(tmp_path, [f"T-{number:03}" for number in range(501)])
    page = opened(written(report, tmp_path / "report.html"))
    expect(page.get_by_role("status")).to_have_text("Shown: 100 of 501 that match; 501 in all.", use_inner_text=True)
    pdf = page.pdf(prefer_css_page_size=True)
    page.emulate_media(media="print")

    assert pdf.startswith(b"%PDF")
    assert re.search(rb"/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]", pdf)  # A4
    expect(page.get_by_role("status")).to_have_text("Shown: 500 of 501 that match; 501 in all.", use_inner_text=True)
    expect(page.locator("form")).to_be_hidden()
    expect(page.locator("#list > li").last).to_be_visible()


def test_without_scripts_the_totals_and_the_rules_still_stand(opened: Opener, sample: Path, report: Report) -> None:
    page = opened(sample, java_script_enabled=False)

    expect(page.locator(".tiles .violated dd")).to_have_text(
        str(sum(it.force == "must" and it.verdict == "violated" for it in report.findings))
    )
    expect(page.get_by_role("status")).to_contain_text(f"Scripts are off. Findings not shown: {len(report.findings)}.")
    expect(page.locator("form")).to_be_hidden()
    expect(page.get_by_role("table").last).to_be_visible()


@pytest.mark.parametrize("path", ["summary", "unfolded"])
def test_the_page_fits_a_phone(opened: Opener, sample: Path, path: str) -> None:
    page = opened(sample, viewport={"width": 320, "height": 640})
    if path == "unfolded":
        page.get_by_role("button", name="Unfold those shown").click()

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_text_of_a_book_stays_text(opened: Opener, tmp_path: Path) -> None:
    page = opened(written(underpaid(tmp_path, list(HOSTILE)), tmp_path / "report.html"))
    page.get_by_role("button", name="Unfold those shown").click()

    expect(page).to_have_title("titcheck report")
    for text in HOSTILE:
        expect(page.locator("#list .message", has_text=text)).to_have_count(1)
    assert page.locator("svg[onload]").count() == 0


@pytest.mark.parametrize(("lang", "scheme"), [("ja", "light"), ("en", "dark")])
def test_axe_finds_no_serious_fault(opened: Opener, sample: Path, lang: str, scheme: Any) -> None:
    page = opened(sample, color_scheme=scheme)
    page.locator(f"[data-lang={lang}]").click()
    for number in range(3):
        page.locator("summary").nth(number).click()
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]

    serious = [it for it in found if it["impact"] in {"serious", "critical"}]
    assert [(it["id"], it["nodes"][0]["html"]) for it in serious] == []

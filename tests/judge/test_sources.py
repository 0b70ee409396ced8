"""What a finding rests on, to the cell: addresses, what is missing, and the same words for the same books."""

import shutil
from functools import cache
from pathlib import Path

from books import write_book
from checked import Checked, check
from openpyxl import Workbook, load_workbook

from titcheck.tables import TABLES
from titcheck.tables.headings import normalise

PLAN = {
    "plan_no": "認2504000001",
    "trainee_no": "T-1",
    "io_no": "IO-1",
    "applied_on": "2025-03-01",
    "pay_basis": "月給",
    "base_pay": 190_000,
    "counted_allowances": 0,
    "monthly_hours": "160:00",
    "comparator_basis": "同種業務の日本人",
    "comparator_pay_basis": "月給",
    "comparator_pay": 200_000,
    "comparator_monthly_hours": "160:00",
}
SAMPLES = Path(__file__).parent.parent.parent / "samples"


@cache
def violations() -> Checked:
    return check(SAMPLES / "violations")


def test_addresses_are_right_where_a_table_starts_below_titles_and_beside_blank_columns(tmp_path: Path) -> None:
    lowered = Workbook()
    page = lowered.worksheets[0]
    page.title = "技能実習計画"
    page["A1"] = "架空協同組合"
    page["C3"] = "技能実習計画一覧（令和7年度）"
    plain = write_book(tmp_path / "plain.xlsx", plans=[{**PLAN, "plan_no": "認2504000002", "base_pay": 200_000}, PLAN])
    for row, cells in enumerate(load_workbook(plain).worksheets[0].iter_rows(values_only=True), 5):
        for column, value in enumerate(cells, 3):
            page.cell(row, column + (column > 4), value)  # E is blank too
    page["H7"] = "一九万円"
    lowered.save(tmp_path / "a.xlsx")
    checked = check(tmp_path / "a.xlsx", by="pay-parity")
    (finding,) = checked.findings("pay-parity")
    (source,) = finding["sources"]
    assert (source["file"], source["sheet"], source["row"]) == ("a.xlsx", "技能実習計画", 7)
    assert source["cells"] == {
        "applied_on": "G7",
        "pay_basis": "H7",
        "base_pay": "I7",
        "counted_allowances": "J7",
        "monthly_hours": "K7",
        "comparator_basis": "L7",
        "comparator_pay_basis": "M7",
        "comparator_pay": "N7",
        "comparator_monthly_hours": "O7",
    }
    assert finding["missing"] == ["pay_basis"]
    assert [it["cell"] for it in checked.report["misreadings"]] == ["H7"]


def test_a_fact_reckoned_in_a_view_names_the_cells_it_was_reckoned_from(tmp_path: Path) -> None:
    permit = {"trainee_no": "T-1", "measure": "資格外活動許可", "valid_from": "2025-02-01", "valid_until": "2025-05-31"}
    shift = {"trainee_no": "T-1", "starts_at": "9:00", "ends_at": "17:00", "break_minutes": 0}
    days = [f"2025-02-{day:02}" for day in (3, 4, 5, 6, 20)]
    book = write_book(tmp_path / "a.xlsx", permits=[permit], shifts=[{**shift, "worked_on": day} for day in days])
    (finding,) = check(book, by="transition-weekly-hours").findings("transition-weekly-hours")
    shifts = [source for source in finding["sources"] if source["sheet"] == "出勤簿"]
    assert {source["row"] for source in shifts} >= {2, 3, 4, 5}
    assert shifts[0]["cells"] == {"worked_on": "E2", "starts_at": "B2", "ends_at": "C2", "break_minutes": "D2"}
    (permits,) = (source for source in finding["sources"] if source["sheet"] == "在留上の措置")
    assert permits["cells"]["valid_until"] == "D2"


def test_every_cell_of_a_finding_holds_what_its_column_says() -> None:
    folder = SAMPLES / "violations"
    headings: dict[str, set[str]] = {}
    for column in (column for table in TABLES for column in table.columns):
        spellings = {column.heading.ja, *column.aliases}
        headings.setdefault(column.name, set()).update(map(normalise, spellings))
    books = {path.name: load_workbook(path) for path in folder.glob("*.xlsx")}
    sources = [source for finding in violations().report["findings"] for source in finding["sources"]]
    assert len(sources) > 50
    for source in sources:
        sheet = books[source["file"]][source["sheet"]]
        for column, cell in source["cells"].items():
            letters = cell.rstrip("0123456789")
            above = {normalise(str(sheet[f"{letters}{row}"].value)) for row in range(1, source["row"])}
            assert above & headings[column], (source, column)
            assert cell == f"{letters}{source['row']}"


def test_a_column_given_nowhere_is_counted_and_a_blank_in_one_row_is_found(tmp_path: Path) -> None:
    unknown = {**PLAN, "plan_no": "認2504000002", "trainee_no": "T-2", "pay_basis": None}
    lacking = [{name: value for name, value in row.items() if name != "comparator_pay"} for row in (PLAN, unknown)]
    checked = check(write_book(tmp_path / "a.xlsx", plans=lacking), by="pay-parity")
    (finding,) = checked.findings("pay-parity")
    assert (finding["subject"]["plan_no"], finding["verdict"]) == ("認2504000002", "unproven")
    assert "pay_basis" in finding["missing"]
    entry = checked.rule("pay-parity")
    assert (entry["status"], entry["unproven"]) == ("judged", 1)
    assert entry["missing"] == [{"table": "plans", "column": "comparator_pay", "subjects": 1}]


def test_the_same_books_give_the_same_bytes() -> None:
    first, second = violations(), check(SAMPLES / "violations")
    assert first.report["findings"]
    assert first.raw == second.raw


def test_rows_in_another_order_and_files_of_other_names_give_the_same_fingerprints(tmp_path: Path) -> None:
    plans = [{**PLAN, "plan_no": f"認250400000{nth}", "trainee_no": f"T-{nth}"} for nth in range(6)]
    keyless = {**PLAN, "plan_no": None, "trainee_no": "T-9"}
    forth = check(write_book(tmp_path / "a.xlsx", plans=[*plans, keyless]), by="pay-parity")
    back = check(write_book(tmp_path / "b.xlsx", plans=[*plans[::-1], keyless]), by="pay-parity")
    assert len(forth.findings("pay-parity")) == 7
    assert [it["fingerprint"] for it in forth.report["findings"]] == [
        it["fingerprint"] for it in back.report["findings"]
    ]


def test_books_in_another_order_give_the_same_findings(tmp_path: Path) -> None:
    paths = sorted((SAMPLES / "violations").glob("*.xlsx"))
    for nth, path in enumerate(reversed(paths)):
        shutil.copy(path, tmp_path / f"{nth}.xlsx")

    def found(checked: Checked) -> list[tuple[str, str, str]]:
        return [(it["fingerprint"], it["verdict"], it["message"]["ja"]) for it in checked.report["findings"]]

    assert found(check(tmp_path)) == found(violations())

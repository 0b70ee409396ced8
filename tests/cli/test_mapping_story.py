"""A stranger's book, from what `columns` says of it to a full judgement, as a clerk would go."""

import json
from pathlib import Path

import openpyxl
from command_line import HEADINGS, one_rule, run

FOREIGN = {
    "認定番号": "許認可No",
    "技能実習生番号": "社員コード",
    "実習実施者届出受理番号": "会社コード",
    "基本賃金": "月給(千円)",
    "比較対象の賃金": "日本人の月給(千円)",
    "賃金形態": "形態",
}


def stranger(path: Path) -> Path:
    """Two trainees, the second paid 500 yen too little, under headings of the employer's own."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "台帳"
    sheet.append([FOREIGN.get(heading, heading) for heading in HEADINGS])
    for plan, trainee, pay in (("認2504000001", "T-1", 200), ("認2504000002", "T-2", 199.5)):
        row = {
            **HEADINGS,
            "認定番号": plan,
            "技能実習生番号": trainee,
            "基本賃金": pay,
            "比較対象の賃金": 200,
            "賃金形態": "月",
        }
        sheet.append(list(row.values()))
    workbook.save(path)
    return path


def test_a_book_nobody_knows_is_mapped_and_fully_judged(tmp_path: Path) -> None:
    book, mapping, rules = stranger(tmp_path / "台帳.xlsx"), tmp_path / "対応表.yaml", one_rule(tmp_path)

    shown = run("columns", book, LC_ALL="ja_JP.UTF-8").stdout.decode()
    assert "社員コード = 使用しません" in shown
    unmapped = json.loads(run("check", book, "--rules", rules, "--format", "json").stdout)
    assert (unmapped["summary"]["met"], unmapped["summary"]["violated"]) == (0, 0)

    written = run("columns", book, "--write-mapping", mapping, "--lang", "ja")
    assert (written.returncode, written.stderr) == (0, b"")
    assert run("columns", book, "--write-mapping", mapping).returncode == 2  # never overwritten

    lines = mapping.read_text("utf-8").splitlines()
    for blank, said in (
        ('____: "許認可No"', 'plan_no: "許認可No"'),
        ('____: "社員コード"', '技能実習生番号: "社員コード"'),
        ('____: "会社コード"', 'io_no: "会社コード"'),
        ('____: "月給(千円)"', '基本賃金: {heading: "月給(千円)", unit: 千円}'),
        ('____: "日本人の月給(千円)"', 'comparator_pay: {heading: "日本人の月給(千円)", unit: 千円}'),
        ('____: "形態"', 'pay_basis: {heading: "形態", codes: {月: 月給, 日: 日給}}'),
    ):
        (number,) = [number for number, line in enumerate(lines) if blank in line]
        lines[number] = lines[number].replace("# ", "", 1).replace(blank, said)
    mapping.write_text("\n".join(lines), "utf-8")

    judged = run("check", book, "--rules", rules, "--mapping", mapping, "--as-of", "2026-11-30", "--format", "json")
    report = json.loads(judged.stdout)
    assert judged.returncode == 1
    assert (report["summary"]["met"], report["summary"]["violated"], report["summary"]["unproven"]) == (1, 1, 0)
    assert report["misreadings"] == []
    (finding,) = report["findings"]
    assert finding["subject"]["trainee_no"] == "T-2"
    assert finding["sources"][0]["cells"]["base_pay"] == "F3"


def test_a_wrong_mapping_is_one_line_with_its_place_and_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("sheets:\n  - sheet: 台帳\n    table: plan\n", "utf-8")

    done = run("check", stranger(tmp_path / "b.xlsx"), "--mapping", tmp_path / "m.yaml")

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().strip().endswith("m.yaml:3: no table `plan`; did you mean `plans`?")

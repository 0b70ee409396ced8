"""The machine-readable result, version 1: its keys, their order, and bytes that never change."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

from example_report import HOURS, JUDGEMENTS, PAY, REPORT

from titcheck import __version__
from titcheck.findings import Misreading
from titcheck.report.json import to_json
from titcheck.text import Text


def read(text: str) -> Any:
    return json.loads(text)


def test_the_result_has_the_keys_of_version_1_in_their_order() -> None:
    result = read(to_json(REPORT))
    assert list(result) == [
        "version", "titcheck", "as_of", "rulebook", "inputs", "summary", "rules", "findings", "misreadings", "errors",
    ]  # fmt: skip
    assert (result["version"], result["titcheck"], result["as_of"]) == (1, __version__, "2026-11-30")
    assert list(result["inputs"][0]) == ["file", "sha256", "tables", "unused_sheets"]
    assert list(result["rules"][0]) == [
        "rule", "force", "status", "met", "violated", "unproven", "pending", "missing",
    ]  # fmt: skip
    assert list(result["findings"][0]) == [
        "rule", "verdict", "force", "fingerprint", "subject", "owed_by", "facts", "missing", "sources", "basis",
        "message", "remedy",
    ]  # fmt: skip
    assert list(result["misreadings"][0]) == ["file", "sheet", "row", "cell", "column", "value", "problem"]
    assert result["errors"] == [
        {
            "file": "broken.xlsx",
            "problem": {"en": "not a workbook: the file is damaged", "ja": "ブックとして開けません（破損しています）"},
        }
    ]


def test_the_summary_counts_every_subject_once() -> None:
    assert read(to_json(REPORT))["summary"] == {
        "judged": 48,
        "met": 42,
        "violated": 2,
        "unproven": 4,
        "pending": 1,
        "waived": 0,
        "misread": 1,
        "exit_code": 2,
    }


def test_a_finding_carries_its_facts_cells_and_articles() -> None:
    finding = read(to_json(REPORT))["findings"][0]
    assert finding["facts"] == {"base_pay": 199_999, "comparator_pay": 200_000, "applied_on": "2025-03-01"}
    assert finding["sources"] == [
        {
            "file": "plans.xlsx",
            "sheet": "技能実習計画",
            "row": 15,
            "cells": {"base_pay": "H15", "comparator_pay": "M15"},
        }
    ]
    assert finding["basis"] == [
        {
            "law": {"en": "Technical Intern Training Act", "ja": "技能実習法"},
            "article": {"en": "Art. 9(ix)", "ja": "第9条第9号"},
            "mark": "VERIFIED-LAW",
        }
    ]


def test_a_rule_that_was_not_judged_says_why_and_what_is_missing() -> None:
    rules = {rule["rule"]: rule for rule in read(to_json(REPORT))["rules"]}
    assert rules["monthly-visit"]["status"] == "no-table"
    assert rules["monthly-visit"]["missing"] == [{"table": "visits", "column": None, "subjects": 0}]
    assert rules["pay-parity"]["missing"] == [{"table": "plans", "column": "counted_allowances", "subjects": 3}]
    assert [rules[name]["status"] for name in ("my-rule", "inspection-cadence")] == ["error", "excluded"]


def test_repeated_rows_are_named_only_where_there_are_any() -> None:
    plans, permits, _ = read(to_json(REPORT))["inputs"]
    assert list(plans["tables"][0]) == ["table", "sheet", "rows", "unused_headers"]
    assert permits["tables"][0]["repeated_rows"] == 2


def test_an_area_is_a_number_and_a_whole_one_has_no_point() -> None:
    finding = replace(PAY, facts={"bedroom_m2": Decimal("4.49"), "beds": Decimal("2.00"), "owned": True, "rent": None})
    text = to_json(replace(REPORT, judgements=(replace(JUDGEMENTS[0], findings=(finding,)),)))
    assert read(text)["findings"][0]["facts"] == {"bedroom_m2": 4.49, "beds": 2, "owned": True, "rent": None}
    assert '"beds": 2,' in text


def test_the_text_is_utf_8_with_one_newline_at_its_end_and_the_same_every_time() -> None:
    text = to_json(REPORT)
    assert "技能実習計画" in text
    assert text.endswith("}\n")
    assert not text.endswith("\n\n")
    assert text.encode() == to_json(replace(REPORT)).encode()


def test_characters_a_terminal_would_obey_are_escaped_and_still_mean_themselves() -> None:
    hostile = "\x1b]8;;http://x\x07\x9b2J\u202e\ud800"
    misreading = Misreading("a", "b", 2, "A2", "name", hostile, Text("x", "x"))
    text = to_json(replace(REPORT, misreadings=(misreading,), judgements=(replace(JUDGEMENTS[1], findings=(HOURS,)),)))
    assert not set(text) & {"\x1b", "\x07", "\x9b", "\u202e", "\ud800"}
    assert read(text)["misreadings"][0]["value"] == hostile
    text.encode()

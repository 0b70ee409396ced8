"""Days: every way they are written, and what must never be guessed."""

import pytest
from said import OF_TYPE, problem, value

from titcheck.cells import Reading, read_cell


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2024-04-01 00:00:00", "2024-04-01"),
        ("2024-04-01T00:00:00", "2024-04-01"),
        ("2024/4/1 10:30", "2024-04-01"),
        ("45383", "2024-04-01"),
        ("45383.0", "2024-04-01"),
        ("2024/4/1", "2024-04-01"),
        ("2024-4-1", "2024-04-01"),
        ("2024.4.1", "2024-04-01"),
        ("2024年4月1日", "2024-04-01"),
        ("20240401", "2024-04-01"),
        ("令和6年4月1日", "2024-04-01"),
        ("令和 6年 4月 1日", "2024-04-01"),
        ("令和６年４月１日（月）", "2024-04-01"),
        ("令和6年4月1日月曜日", "2024-04-01"),
        ("令和元年5月1日", "2019-05-01"),
        ("㋿6年4月1日", "2024-04-01"),
        ("R6.4.1", "2024-04-01"),
        ("r6/4/1", "2024-04-01"),
        ("R060401", "2024-04-01"),
        ("令6.4.1", "2024-04-01"),
        ("H31.4.30", "2019-04-30"),
        ("昭和64年1月7日", "1989-01-07"),
        ("大正15年12月24日", "1926-12-24"),
        ("明治45年7月29日", "1912-07-29"),
        ("R6.2.29", "2024-02-29"),
    ],
)
def test_a_day_is_read_in_every_way_it_is_written(raw: str, day: str) -> None:
    assert value(OF_TYPE["day"], raw) == day


@pytest.mark.parametrize("raw", ["無", "なし", "未定", "-", "―", "ー", "－", " ", "　"])
def test_a_day_that_is_said_not_to_be_is_blank(raw: str) -> None:
    assert read_cell(OF_TYPE["day"], raw) == Reading(None)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("令和6年2月30日", "no day"),
        ("令和6年13月1日", "no day"),
        ("2023-02-29 00:00:00", "no day"),
        ("平成32年4月1日", "after 平成"),
        ("平成31年5月1日", "after 平成"),
        ("昭和64年1月8日", "after 昭和"),
        ("令和1年4月30日", "before 令和"),
        ("昭和元年12月24日", "before 昭和"),
        ("令和6年4月1日（火）", "contradicts itself"),
        ("04/05/06", "several days"),
        ("6.4.1", "several days"),
        ("4/1/2024", "several days"),
        ("4月1日", "no year"),
        ("令和6年4月", "not written"),
        ("60401", "not written"),
        ("240401", "not written"),
        ("0", "not written"),
        ("0204-04-01", "impossible year"),
        ("1899-12-30 00:00:00", "empty cell"),
        ("1899-12-31 00:00:00", "empty cell"),
        ("1899-12-31 08:30:00", "empty cell"),
        ("1900-01-05 00:00:00", "empty cell"),
        ("1900-01-00", "no day"),
        ("入社日", "not written"),
    ],
)
def test_a_day_is_never_guessed(raw: str, why: str) -> None:
    said = problem(OF_TYPE["day"], raw)
    assert why in said
    assert "2024-04-01" in said

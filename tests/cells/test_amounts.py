"""Yen, counts, fiscal years, square metres."""

import pytest
from said import FISCAL_YEAR, OF_TYPE, problem, value


@pytest.mark.parametrize(
    ("raw", "yen"),
    [
        ("200000", "200000"),
        ("200000.0", "200000"),
        ("１２３，４５６円", "123456"),
        ("¥200,000", "200000"),
        ("￥ 200,000", "200000"),
        ("△1,000", "-1000"),
        ("▲1,000円", "-1000"),
        ("(1,000)", "-1000"),
        ("−1,000", "-1000"),
        ("'200000", "200000"),
        ("\u3000２００，０００ \u00a0", "200000"),
        ("199999.99999999997", "200000"),
        ("-¥1,000", "-1000"),
        ("0", "0"),
    ],
)
def test_yen_are_whole_and_may_be_negative(raw: str, yen: str) -> None:
    assert value(OF_TYPE["yen"], raw) == yen


@pytest.mark.parametrize(
    "raw",
    [
        "1000.5",
        "200.000",
        "200 500",
        "200\n500",
        "5①",
        "5²",
        "200,000円~",
        "20万円",
        "1,00",
        "-",
        "約20000",
        "1.2E+05",
        "--1",
        "9" * 40,
        "なし",
    ],
)
def test_what_is_no_whole_yen_is_a_problem(raw: str) -> None:
    assert "200000" in problem(OF_TYPE["yen"], raw)


@pytest.mark.parametrize(
    ("raw", "count"), [("5", "5"), ("5人", "5"), ("5名", "5"), ("５", "5"), ("12.0", "12"), ("1,200人", "1200")]
)
def test_a_count_may_have_its_unit(raw: str, count: str) -> None:
    assert value(OF_TYPE["count"], raw) == count


@pytest.mark.parametrize("raw", ["5.5", "1.000", "5 6", "5\n6", "5①", "①②", "-1", "約5", "5~6", "9" * 30])
def test_what_is_no_count_is_a_problem(raw: str) -> None:
    assert "whole number" in problem(OF_TYPE["count"], raw)


@pytest.mark.parametrize("raw", ["2024", "2024年度", "令和6年度", "令和六年度", "㋿６年", "R6", "２０２４", "2024.0"])
def test_a_fiscal_year_may_be_of_an_era(raw: str) -> None:
    assert value(FISCAL_YEAR, raw) == "2024"


@pytest.mark.parametrize(("raw", "year"), [("平成31年度", "2019"), ("令和元年度", "2019"), ("昭和64年度", "1989")])
def test_a_fiscal_year_may_be_of_two_eras(raw: str, year: str) -> None:
    assert value(FISCAL_YEAR, raw) == year


def test_a_fiscal_year_after_its_era_says_which_year_it_would_be() -> None:
    assert "it would be 2020" in problem(FISCAL_YEAR, "平成32年度")


@pytest.mark.parametrize("raw", ["6", "24", "2024人", "2024-2025", "平成32年度", "令和0年度"])
def test_what_is_no_fiscal_year_is_a_problem(raw: str) -> None:
    assert "令和6年度" in problem(FISCAL_YEAR, raw)


@pytest.mark.parametrize(
    ("raw", "area"),
    [
        ("4.5", "4.50"),
        ("4.5㎡", "4.50"),
        ("4.5m2", "4.50"),
        ("4.5平方メートル", "4.50"),
        ("4.5 m²", "4.50"),
        ("4.499999999", "4.50"),
        ("4.499", "4.49"),
    ],
)
def test_an_area_has_two_decimals_and_is_never_rounded_up(raw: str, area: str) -> None:
    assert value(OF_TYPE["m2"], raw) == area


def test_mats_are_no_square_metres() -> None:
    assert "4.5" in problem(OF_TYPE["m2"], "6畳")

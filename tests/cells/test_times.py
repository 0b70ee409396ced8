"""Hours, minutes and times of day."""

import pytest
from said import OF_TYPE, problem, value


@pytest.mark.parametrize(
    ("raw", "minutes"),
    [
        ("8", "480"),
        ("8.5", "510"),
        ("173.33", "10400"),
        ("7.333333333", "440"),
        ("0.5", "30"),
        ("8:30", "510"),
        ("８：３０", "510"),
        ("173:30", "10410"),
        ("8時間30分", "510"),
        ("8時間半", "510"),
        ("8時間", "480"),
        ("1,920時間", "115200"),
        ("30分", "30"),
        ("8h", "480"),
        ("8:29:59.999", "510"),
        ("1899-12-31 08:30:00", "510"),
        ("1899-12-30 08:30:00", "510"),
        ("1900-01-01 03:30:00", "1650"),
        ("1900-02-27 01:00:00", str(58 * 1440 + 60)),
        ("1900-03-01 01:00:00", str(61 * 1440 + 60)),
        ("0", "0"),
    ],
)
def test_hours_are_held_as_whole_minutes(raw: str, minutes: str) -> None:
    assert value(OF_TYPE["hours"], raw) == minutes


@pytest.mark.parametrize("raw", ["0.354166667", "0.125", "7.229166667"])
def test_a_fraction_that_may_be_an_excel_time_is_not_taken_for_hours(raw: str) -> None:
    assert "may be hours or an Excel time" in problem(OF_TYPE["hours"], raw)


@pytest.mark.parametrize(
    "raw",
    [
        "-1",
        "8:75",
        "8時間75分",
        "2024-04-01 00:00:00",
        "1900-02-28 01:00:00",
        "8~9",
        "8 9",
        "8\n9",
        "8①",
        "8時 30",
        "分",
        "なし",
        "未定",
    ],
)
def test_what_is_no_length_of_time_is_a_problem(raw: str) -> None:
    assert "8:30" in problem(OF_TYPE["hours"], raw)


@pytest.mark.parametrize(
    ("raw", "minutes"),
    [
        ("21:00", "1260"),
        ("21時00分", "1260"),
        ("２１：００", "1260"),
        ("'21:00", "1260"),
        ("21時", "1260"),
        ("21時半", "1290"),
        ("午後9時", "1260"),
        ("午後9時30分", "1290"),
        ("午前0時", "0"),
        ("正午", "720"),
        ("PM9:00", "1260"),
        ("9:00 PM", "1260"),
        ("12:30 AM", "30"),
        ("翌1:00", "1500"),
        ("25:00", "1500"),
        ("48:00", "2880"),
        ("0.354166667", "510"),
        ("0", "0"),
        ("1899-12-31 08:30:00", "510"),
        ("1900-01-01 01:00:00", "1500"),
    ],
)
def test_a_time_of_day_is_minutes_from_midnight(raw: str, minutes: str) -> None:
    assert value(OF_TYPE["time"], raw) == minutes


@pytest.mark.parametrize(
    "raw",
    [
        "48:01",
        "9",
        "900",
        "午後12時",
        "午前12時",
        "午後13時",
        "13:00 PM",
        "21時75分",
        "翌25:00",
        "8:00〜17:00",
        "8:00 17:00",
        "2024-04-01 08:30:00",
        "朝",
    ],
)
def test_a_time_that_can_be_read_two_ways_is_a_problem(raw: str) -> None:
    assert "21:00" in problem(OF_TYPE["time"], raw)


@pytest.mark.parametrize(
    ("raw", "minutes"),
    [
        ("60", "60"),
        ("60.0", "60"),
        ("60分", "60"),
        ("1:00", "60"),
        ("1時間", "60"),
        ("1時間30分", "90"),
        ("1899-12-31 01:00:00", "60"),
    ],
)
def test_minutes_may_be_written_as_a_time(raw: str, minutes: str) -> None:
    assert value(OF_TYPE["minutes"], raw) == minutes


@pytest.mark.parametrize("raw", ["0.041666667", "7.5", "-5", "休憩"])
def test_what_is_no_whole_minutes_is_a_problem(raw: str) -> None:
    assert "60" in problem(OF_TYPE["minutes"], raw)

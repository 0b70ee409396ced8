"""A view is checked like a rule's own SQL, and may not reach itself."""

from pathlib import Path

import pytest

from titcheck.errors import RuleError
from titcheck.rulebook import Library


def library(folder: Path, **views: str) -> Library:
    for name, sql in views.items():
        (folder / f"{name}.sql").write_text(sql, "utf-8")
    return Library({}, folder)


def test_a_view_may_reach_another_and_all_that_it_reaches_is_known(tmp_path: Path) -> None:
    views = library(
        tmp_path,
        young="SELECT source, plan_no FROM begun JOIN trainees USING (trainee_no)",
        begun="SELECT source, plan_no, trainee_no FROM plans",
    )
    view = views.view("young")
    assert view.tables == {"plans", "trainees"}
    assert (view.views, view.columns) == (("begun",), ("source", "plan_no"))


@pytest.mark.parametrize(
    "views",
    [
        {"one": "SELECT source FROM one"},
        {"one": "SELECT source FROM two", "two": "SELECT source FROM three", "three": "SELECT source FROM one"},
    ],
)
def test_a_view_that_reaches_itself_is_refused(tmp_path: Path, views: dict[str, str]) -> None:
    with pytest.raises(RuleError, match="view `one` reaches itself"):
        library(tmp_path, **views).view("one")


def test_a_with_of_the_views_own_name_is_no_view(tmp_path: Path) -> None:
    views = library(tmp_path, one="WITH one AS (SELECT source FROM plans) SELECT source FROM one")
    assert views.view("one").views == ()


def test_a_mistake_in_a_view_is_told_alike_however_often_it_is_reached(tmp_path: Path) -> None:
    views = library(tmp_path, wide="SELECT source FROM narrow", narrow="SELECT source\nFROM plan")
    for _ in range(2):
        with pytest.raises(RuleError, match=r"narrow.sql:2: no table or view `plan`; did you mean `plans`") as refused:
            views.view("wide")
        assert refused.value.line == 2


def test_a_view_may_ask_what_the_books_hold(tmp_path: Path) -> None:
    views = library(tmp_path, filed="SELECT source FROM agreements WHERE given('agreements', 'filed_on')")
    assert views.view("filed").tables == {"agreements"}

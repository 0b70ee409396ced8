"""Improper acts, penalties and revoked officers against Art. 10(i)-(iv), (viii), (ix) and (xii), read again day by day in plain Python."""

from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titcheck.cases import judge_rows
from titcheck.findings import Verdict
from titcheck.rulebook import Rulebook, load, published

AS_OF = date(2026, 11, 30)
ACT = date(2017, 11, 1)
FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)
BAD = "令和6年13月1日"
DAY = timedelta(days=1)
DAYS = [
    date(2017, 10, 31), ACT, date(2018, 6, 1), date(2019, 2, 28), date(2019, 3, 1), date(2020, 2, 28), date(2020, 2, 29), date(2020, 3, 1),
    date(2021, 3, 1), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2025, 2, 27), date(2025, 2, 28), date(2025, 3, 1), date(2026, 3, 1),
]  # fmt: skip
BORN = date(1970, 5, 5)
USUAL = {"improper-act-history": "improper_act", "penal-history": "sentence", "revoked-officer": "io_revocation"}
"""What most dispositions are, so that each rule has something to say of them."""

Row = dict[str, Any]
Truth = bool | None
a_day = st.sampled_from([*DAYS, *DAYS[4:], *DAYS[6:], None, BAD])
a_plan = st.fixed_dictionaries(
    {"io_no": st.sampled_from(["IO-1", "IO-1", "IO-1", "IO-2", None]), "applied_on": a_day, "accredited_on": a_day}
)
a_disposition = st.fixed_dictionaries(
    {
        "org_no": st.sampled_from(["IO-1", "IO-1", "IO-1", "IO-2", "IO-8"]),
        "kind": st.sampled_from(
            ["fine", "sentence", "improper_act", "io_revocation", "io_improvement", None, *["usual"] * 6]
        ),
        "listed": st.sampled_from([True, True, False, None]),
        "decided_on": a_day,
        "act_on": a_day,
        "execution_ended_on": a_day,
        "suspended_until": st.sampled_from([None, None, None, *DAYS[6:], BAD]),
        "legal_items": st.sampled_from(
            [
                "第16条第1項第1号",
                "第16条第1項第7号",
                "法第16条第1項第3号、第10条第4号",
                "16(1)(iii), 10(ix)",
                "第16条第1項第3号",
                None,
            ]
        ),
        "person": st.sampled_from([None, "甲", "甲"]),
    }
)
an_officer = st.fixed_dictionaries(
    {
        "org_no": st.sampled_from(["IO-1", "IO-1", "IO-2"]),
        "name": st.sampled_from(["甲", "甲", "乙"]),
        "birth_date": st.sampled_from([BORN, BORN, date(1980, 1, 1), None]),
        "from_on": st.sampled_from([*[date(2015, 4, 1)] * 12, *DAYS[5:], None]),
        "until_on": st.sampled_from([*[None] * 12, *DAYS[5:], BAD]),
    }
)


def known(day: Any) -> date | None:
    return day if isinstance(day, date) else None


def both(*facts: Truth) -> Truth:
    return False if False in facts else None if None in facts else True


def reaches(first: date | None, day: date | None) -> Truth:
    """Whether `first` is not after `day`."""
    return None if first is None or day is None else first <= day


def anniversary(day: date) -> date:
    """The first day after five years that begin on a day."""
    moved = day + relativedelta(years=5)
    return moved + DAY if (moved.month, moved.day) == (2, 28) and day.day == 29 else moved


def judged_on(plan: Row) -> date | None:
    return known(plan["applied_on"] if plan["accredited_on"] is None else plan["accredited_on"])


def in_office(officer: Row, day: date | None) -> Truth:
    until = LAST if officer["until_on"] is None else known(officer["until_on"])
    return both(reaches(known(officer["from_on"]), day), reaches(day, until))


def same_person(named: Row, officer: Row) -> Truth:
    if named["person"] != officer["name"]:
        return False
    return None if officer["birth_date"] is None else officer["birth_date"] == named["birth_date"]


def whose(act: Row, plan: Row, officers: list[Row]) -> Truth:
    """Whether a penalty or act is the employer's, or an officer's who is in office when the plan is judged."""
    own: Truth = False
    if act["org_no"] == plan["io_no"]:
        own = True if act["person"] is None else None
    answers = {own}
    for officer in officers:
        if act["person"] and officer["org_no"] == plan["io_no"]:
            answers.add(both(same_person(act, officer), in_office(officer, judged_on(plan))))
    return True if True in answers else None if None in answers else False


def improper(plan: Row, act: Row) -> Truth:
    what: Truth = None
    if act["kind"] in {"improper_act", "sentence", "io_improvement", "io_revocation"}:
        what = act["kind"] == "improper_act"
    elif act["kind"] == "fine" and act["listed"]:
        what = False
    applied, done = known(plan["applied_on"]), known(act["act_on"])
    when: Truth = None
    if applied and done:
        first = applied - relativedelta(years=5)
        when = None if done in {first, applied} else first < done < applied
    return both(what, when)


def penal(plan: Row, act: Row) -> Truth:
    what: Truth = None
    if act["kind"]:
        what = act["kind"] == "sentence" or (act["kind"] == "fine" and act["listed"])
    day, applied = judged_on(plan), known(plan["applied_on"])
    decided, ended, hung = (known(act[name]) for name in ("decided_on", "execution_ended_on", "suspended_until"))
    if both(reaches(decided, day)) is False:
        return False
    over = anniversary(free) if (free := ended or hung) else None
    if over and day and applied and day >= over and applied >= over:
        return False
    if over and ((day is None and applied and applied >= over) or (applied is None and day and day >= over)):
        return both(what, None)
    begins, suspended = decided or ended, act["suspended_until"] is not None
    last = hung if suspended else anniversary(closed) - DAY if (closed := ended or decided) else None
    inside = both(reaches(begins, day), reaches(day, last), None if over and day and day >= over else True)
    return both(what, True if inside else None)


def revoked_officer(plan: Row, act: Row, officers: list[Row]) -> Truth:
    what: Truth = None if act["kind"] is None else act["kind"] == "io_revocation"
    items = act["legal_items"]
    ground: Truth = None if items in {None, "第16条第1項第3号"} else items != "16(1)(iii), 10(ix)"
    decided, day, applied = known(act["decided_on"]), judged_on(plan), known(plan["applied_on"])
    when = reaches(decided, day)
    if when is not False and decided:
        over = anniversary(decided)
        late, early = reaches(over, day), reaches(over, applied)
        when = False if late and early else both(when, None if late is not False else True)
    answers: set[Truth] = {False}
    for officer in officers:
        if officer["org_no"] != plan["io_no"]:
            continue
        serves = in_office(officer, day)
        if act["person"]:
            answers.add(both(what, ground, when, serves, same_person(act, officer)))
        for former in officers:
            if former["org_no"] == act["org_no"] and former["name"] == officer["name"]:
                births = former["birth_date"], officer["birth_date"]
                same: Truth = None if None in births else births[0] == births[1]
                was = in_office(former, known(act["act_on"]))
                answers.add(both(what, ground, when, serves, same, was))
    return True if True in answers else None if None in answers else False


def expected(rule: str, plan: Row, acts: list[Row], officers: list[Row]) -> Verdict | None:
    day = known(plan["applied_on"]) if rule == "improper-act-history" else judged_on(plan)
    if day and day < ACT:
        return None
    if plan["io_no"] is None:
        return Verdict.UNPROVEN
    answers = set()
    for act in acts:
        if rule == "revoked-officer":
            answers.add(revoked_officer(plan, act, officers))
        else:
            weigh = improper if rule == "improper-act-history" else penal
            answers.add(both(weigh(plan, act), whose(act, plan, officers)))
    return Verdict.VIOLATED if True in answers else Verdict.UNPROVEN if None in answers else Verdict.MET


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load(published() / "eligibility")


@pytest.mark.parametrize("rule", ["improper-act-history", "penal-history", "revoked-officer"])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    plans=st.lists(a_plan, min_size=6, max_size=15),
    dispositions=st.lists(a_disposition, min_size=2, max_size=4),
    officers=st.lists(an_officer, min_size=1, max_size=4),
)
def test_every_book_is_judged_as_the_act_reads(
    rulebook: Rulebook, rule: str, plans: list[Row], dispositions: list[Row], officers: list[Row]
) -> None:
    plans = [{"plan_no": f"認240000{n:04}", **row} for n, row in enumerate(plans)]
    acts = [{**row, "org_type": "io", "birth_date": BORN if row["person"] else None} for row in dispositions]
    for act in acts:
        act["kind"] = USUAL[rule] if act["kind"] == "usual" else act["kind"]
    officers = [{**row, "org_type": "io"} for row in officers]
    book = {"plans": plans, "dispositions": acts, "officers": officers}
    judged = judge_rows(rulebook, rulebook.rules[rule], book, as_of=AS_OF)
    verdicts = {facts["plan_no"]: verdict for verdict, facts in judged}
    assert len(verdicts) == len(judged)
    assert verdicts == {p["plan_no"]: answer for p in plans if (answer := expected(rule, p, acts, officers))}

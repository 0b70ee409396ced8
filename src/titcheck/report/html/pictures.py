"""Pictures as inline SVG: shapes, days and numbers only, coloured by the page's style; sentences stand beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import drawsvg as draw
from markupsafe import Markup

from titcheck.findings import Finding, Report, Series, Verdict
from titcheck.judge.sentences import written
from titcheck.report.html.pay import Pay
from titcheck.report.html.tally import Row
from titcheck.report.html.words import AUDITS, WEEKS
from titcheck.text import Text

_BAR: Final = 1000
_WIDTH, _HEIGHT = 720, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 10, 18, 24
_SMALL: Final = 11
_LABEL: Final = 64
"""The width of a day."""
_STEP: Final = 7 * 60
_REACH: Final = timedelta(days=366)
_GAPS: Final = (("block_from", "block_until"), ("audited_on", "next_on"))
"""The facts between whose days an audit is missing; where the second is blank, none has been made until now."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of one finding, under the name of its kind."""

    kind: Text
    finding: Finding
    svg: Markup


def figures(report: Report) -> dict[Text, list[Figure]]:
    """The findings that have a series, drawn, by kind."""
    findings = {finding.fingerprint: finding for finding in report.findings}
    drawn: dict[Text, list[Figure]] = {}
    for series in report.series:
        finding = findings.get(series.finding)
        if finding is None:
            continue
        worked = any(most for _, _, most in series.days)
        kind, drawing = (WEEKS, _weeks(series, finding)) if worked else (AUDITS, _audits(series, finding, report.as_of))
        drawn.setdefault(kind, []).append(Figure(kind, finding, drawing))
    return drawn


def bar(row: Row, most: int) -> Markup:
    """One row's findings as a bar, of which `most` would fill the width. Its numbers stand beside it."""
    shares = {kind: count / max(most, 1) for kind, count in row.counts.items() if count}
    return _svg(_strip(shares))


def paid(pay: Pay) -> Markup:
    """What is paid, and what is missing from what is owed; a hair's breadth at least."""
    share = min(float(pay.paid / pay.owed), 0.995)
    return _svg(_strip({"paid": share, "violated": 1 - share}))


def _strip(shares: dict[str, float]) -> draw.Drawing:
    drawing = draw.Drawing(_BAR, 10, preserveAspectRatio="none", aria_hidden="true", class_="bar")
    left = 0.0
    for kind, share in shares.items():
        drawing.append(draw.Rectangle(round(left, 1), 0, round(_BAR * share, 1), 10, class_=kind))
        left += _BAR * share
    return drawing


class _Plane:
    """A drawing over days: months below, and a place for every day."""

    def __init__(self, finding: Finding, first: date, last: date, height: int) -> None:
        self.first, self.span = first, max((last - first).days + 1, 1)
        self.floor = height - _BOTTOM
        self.day = (_WIDTH - _LEFT - _RIGHT) / self.span
        self.drawing = draw.Drawing(
            _WIDTH, height, role="img", aria_labelledby=f"figure-{finding.fingerprint}", class_="chart"
        )
        months = list(_months(first, last))
        every = -(-len(months) // 12)
        for number, month in enumerate(months):
            self.line(self.x(month), self.floor, self.x(month), self.floor + 4, "axis")
            if number % every == 0:
                self.text(f"{month:%Y-%m}", self.x(month) + 2, self.floor + 16)
        self.line(_LEFT, self.floor, _WIDTH - _RIGHT, self.floor, "axis")

    def x(self, day: date) -> float:
        return round(_LEFT + (day - self.first).days * self.day, 1)

    def line(self, left: float, top: float, right: float, bottom: float, kind: str) -> None:
        self.drawing.append(draw.Line(left, top, right, bottom, class_=kind))

    def box(self, left: float, top: float, width: float, height: float, kind: str) -> None:
        self.drawing.append(draw.Rectangle(left, round(top, 1), round(width, 1), round(height, 1), class_=kind))

    def text(self, text: str, x: float, y: float, anchor: str = "start") -> None:
        self.drawing.append(draw.Text(text, _SMALL, x, y, text_anchor=anchor))


def _weeks(series: Series, finding: Finding) -> Markup:
    """A bar for every day worked: the minutes of the seven days that end on it, against the limit."""
    limit = finding.facts.get("weekly_limit")
    limit = limit if isinstance(limit, int) else 0
    top = max(limit, *(most for _, _, most in series.days)) * 1.1
    plane = _Plane(finding, series.days[0][0], series.days[-1][0], _HEIGHT)

    over = f"over {finding.force}"

    def y(minutes: float) -> float:
        return round(plane.floor - (plane.floor - _TOP) * minutes / top, 1)

    for minutes in range(0, int(top), _STEP):
        plane.line(_LEFT, y(minutes), _WIDTH - _RIGHT, y(minutes), "grid")
        plane.text(written(minutes, "hours", "en"), _LEFT - 5, y(minutes) + 4, "end")
    for day, least, most in series.days:
        width = max(plane.day * 0.7, 1)
        plane.box(plane.x(day), y(most), width, plane.floor - y(most), "most")
        plane.box(plane.x(day), y(least), width, plane.floor - y(least), over if limit and least > limit else "worked")
    if limit:
        plane.line(_LEFT, y(limit), _WIDTH - _RIGHT, y(limit), "limit")
    return _svg(plane.drawing)


def _audits(series: Series, finding: Finding, as_of: date) -> Markup:
    """The days of audits on a line of months, and the time in which one is missing."""
    days = [day for day, _, _ in series.days]
    gap = _gap(finding, as_of)
    first, last = _around(days, gap, as_of)
    plane = _Plane(finding, first, last, 90)
    middle = plane.floor - 20
    if gap:
        kind = f"gap {finding.force}" if finding.verdict is Verdict.VIOLATED else "gap"
        plane.box(plane.x(gap[0]), middle - 12, plane.x(gap[1] + timedelta(days=1)) - plane.x(gap[0]), 24, kind)
    ends = [0.0, 0.0]  # of the two lines of labels
    for day in (day for day in days if first <= day <= last):
        plane.drawing.append(draw.Circle(plane.x(day), middle, 6, class_="audit"))
        left = min(max(plane.x(day) - _LABEL / 2, 0), _WIDTH - _LABEL)
        line = next((line for line, end in enumerate(ends) if left >= end), None)
        if line is not None:
            plane.text(day.isoformat(), left, middle - 16 - 12 * line)
            ends[line] = left + _LABEL
    return _svg(plane.drawing)


def _gap(finding: Finding, as_of: date) -> tuple[date, date] | None:
    values = {**finding.subject, **finding.facts}
    for first, last in _GAPS:
        start, end = values.get(first), values.get(last) or as_of
        if isinstance(start, date) and isinstance(end, date) and start <= end:
            return start, end
    return None


def _around(days: Sequence[date], gap: tuple[date, date] | None, as_of: date) -> tuple[date, date]:
    """From the first of a month to the end of another, a year on both sides of the gap at most."""
    start, end = gap or (days[-1], days[-1])
    first = max(min(days[0], start), start - _REACH).replace(day=1)
    last = min(max(days[-1], end, min(as_of, end + _REACH)), end + _REACH)
    return first, last


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        if month >= first:
            yield month
        month = (month + timedelta(days=31)).replace(day=1)


def _svg(drawing: draw.Drawing) -> Markup:
    return Markup(drawing.as_svg(header=""))  # noqa: S704 — our own shapes and class names; the library escapes its texts

"""Pictures as inline SVG: shapes and numbers only, coloured by the page's style; words stand beside them in the page."""

import drawsvg as draw
from markupsafe import Markup

from titcheck.report.html.tally import Row

_BAR = 1000


def bar(row: Row, most: int) -> Markup:
    """One row's findings as a bar, of which `most` would fill the width. Its numbers stand beside it."""
    drawing = draw.Drawing(_BAR, 10, preserveAspectRatio="none", aria_hidden="true", class_="bar")
    left = 0.0
    for kind, count in row.counts.items():
        width = _BAR * count / max(most, 1)
        if count:
            drawing.append(draw.Rectangle(round(left, 1), 0, round(width, 1), 10, class_=kind))
        left += width
    return Markup(drawing.as_svg(header=""))  # noqa: S704 — numbers and our own class names

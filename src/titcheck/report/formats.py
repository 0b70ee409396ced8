"""The formats of a report by name: each is a module of this room with `write(report, out, lang)`."""

from importlib import import_module
from typing import BinaryIO, Final

from titcheck.findings import Report
from titcheck.text import Lang

FORMATS: Final = ("terminal", "json", "html", "xlsx", "csv", "markdown", "sarif", "junit")
"""In the order of the help text. A format says the same as every other, and never changes the exit code."""
MARKED: Final = "marked"
"""What is written as a folder: copies of the books, marked, and the report beside them."""


def write_report(name: str, report: Report, out: BinaryIO, lang: Lang) -> None:
    """Write a report in one of the `FORMATS`."""
    import_module(f"titcheck.report.{name}").write(report, out, lang)

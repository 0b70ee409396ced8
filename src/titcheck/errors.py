"""What stops a run: a broken request or a broken rule. Bad data never raises; it is a misreading."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from titcheck.text import Text


class TitcheckError(Exception):
    """The base of every error that titcheck raises on purpose; `problem` says what, and what would be right."""

    def __init__(self, problem: Text) -> None:
        super().__init__(problem.en)
        self.problem = problem


class BadRequest(TitcheckError):  # noqa: N818 - it names what the user asked, not the exception
    """The command line asks for something that cannot be done."""


class Unreadable(TitcheckError):  # noqa: N818 - it names the file's state
    """A file that cannot be opened as what it claims to be; the other files are still judged."""


class RuleError(TitcheckError):
    """A rule file that breaks the form, or a rule that breaks the engine's limits: never a finding."""

    def __init__(self, path: Path, line: int | None, problem: Text) -> None:
        super().__init__(problem)
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = str(self.path) if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.problem.en}"


def meant(word: str, known: Iterable[str]) -> Text:
    """What would be right instead of a word nobody knows, as the end of a sentence; empty where nothing is near."""
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return Text(f"; did you mean `{near[0]}`?", f"。`{near[0]}`の誤りではありませんか") if near else Text("", "")

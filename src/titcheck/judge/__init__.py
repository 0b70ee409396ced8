"""Rule + store → judgement: counts over every subject, and a finding with its cells for each that is not met."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from threading import Event, RLock, Timer
from weakref import WeakSet

import duckdb
from duckdb import DuckDBPyConnection

from titcheck.errors import RuleError
from titcheck.findings import Judgement, Missing, Status, Verdict
from titcheck.judge.compile import compile_rule, subjects_sql, view_sql
from titcheck.judge.finding import find
from titcheck.judge.origin import origins_in
from titcheck.judge.tally import count
from titcheck.rulebook import Rule, Rulebook
from titcheck.store import Store
from titcheck.store.likeness import SCORED, score
from titcheck.text import Text

TIME_LIMIT = 600.0
"""Seconds a rule may take; the whole country's books need less."""

SIDE_BY_SIDE = 2
"""Rules judged at a time: the books of one organisation are too small for the engine to share out a single query."""


@dataclass
class Court:
    """One day's judgement over one store. Views are built when the first rule reaches them, and serve every rule after.

    Rules may be judged side by side: each has a connection of its own, and a view is built by one of them.
    """

    store: Store
    rulebook: Rulebook
    as_of: date
    _built: dict[str, RuleError | None] = field(default_factory=dict)
    _building: RLock = field(default_factory=RLock)
    _running: WeakSet[DuckDBPyConnection] = field(default_factory=WeakSet)

    def __post_init__(self) -> None:
        self._origins = origins_in(self.rulebook.library)

    def judge(self, rule: Rule) -> Judgement:
        """One rule over all its subjects. What breaks inside a rule is an error of the rule, never a finding."""
        absent = [table for table in rule.file.books.needs if not self.store.given(table)]
        if absent:
            return _unjudged(rule, Status.NO_TABLE, missing=tuple(Missing(table, None, 0) for table in absent))
        try:
            with self.store.con.cursor() as con, limited(con, rule):
                self._running.add(con)
                self.prepare(rule, con)
                return self._judge(rule, con)
        except RuleError as error:
            return _unjudged(rule, Status.ERROR, error=error.problem)

    def stop(self) -> None:
        """Interrupt whatever is being judged."""
        for con in list(self._running):
            with suppress(duckdb.Error):  # closed meanwhile
                con.interrupt()

    def prepare(self, rule: Rule, con: DuckDBPyConnection) -> None:
        """Build the views a rule reaches, each once. RuleError if one cannot be built."""
        for name in rule.views:
            with self._building:
                if name not in self._built:
                    self._built[name] = self._build(name, con)
                error = self._built[name]
            if error:
                raise error

    def replace(self, name: str, sql: str) -> None:
        """Let a SELECT stand for a view, as a case gives it."""
        self.store.con.execute(f"CREATE TABLE {name} AS {sql}")
        self._built[name] = None

    def clear(self) -> None:
        """Drop every view that was built."""
        for name, error in self._built.items():
            if error is None:
                self.store.con.execute(f"DROP TABLE {name}")
        self._built.clear()

    def types(self, name: str) -> dict[str, str]:
        """The DuckDB types of a view's columns."""
        view = self.rulebook.library.view(name)
        for inner in view.views:
            if inner not in self._built:
                self._built[inner] = self._build(inner, self.store.con)
        sql = view_sql(view, self.as_of, self.store.given)
        return {row[0]: row[1] for row in self.store.con.execute(f"DESCRIBE {sql}").fetchall()}

    def _build(self, name: str, con: DuckDBPyConnection) -> RuleError | None:
        view = self.rulebook.library.view(name)
        sql = view_sql(view, self.as_of, self.store.given)
        try:
            con.execute(f"CREATE TABLE {name} AS {sql}")
            if name in SCORED:
                score(con, name)
        except duckdb.InterruptException:  # the rule's limit or the user's Ctrl-C, no fault of the view
            raise
        except duckdb.Error as error:
            path = self.rulebook.library.folder / f"{name}.sql"
            return RuleError(path, 1, Text(f"view `{name}`: {error}", f"ビュー`{name}`：{error}"))
        return None

    def _judge(self, rule: Rule, con: DuckDBPyConnection) -> Judgement:
        sql = compile_rule(rule, self.as_of, self.store.given)
        tally = count(con, rule, sql)
        if tally.subjects != tally.distinct:
            twice = tally.subjects - tally.distinct
            raise RuleError(
                rule.path,
                None,
                Text(
                    f"{twice} subjects stand twice: subjects must give one row a subject",
                    f"同一の対象が{twice}件重複しています。subjectsは対象ごとに一行としてください",
                ),
            )
        if not tally.subjects:
            return _unjudged(rule, self._why_nobody(rule, con))
        findings, missing, silent = find(self.store, con, self._origins, rule, self.as_of, sql, tally)
        verdicts = tally.verdicts
        return Judgement(
            rule.id,
            rule.file.title.text,
            rule.file.force,
            Status.NO_COLUMN if silent and silent == tally.subjects - verdicts[Verdict.PENDING] else Status.JUDGED,
            verdicts[Verdict.MET],
            verdicts[Verdict.VIOLATED],
            verdicts[Verdict.UNPROVEN] - silent,
            verdicts[Verdict.PENDING],
            missing,
            findings,
            theme=rule.theme,
            numbers={name: (it.what.text, it.unit) for name, it in rule.file.parameters.items()},
        )

    def _why_nobody(self, rule: Rule, con: DuckDBPyConnection) -> Status:
        subjects = subjects_sql(rule, self.as_of, self.store.given)
        rows = con.execute(f"SELECT count(*) FROM ({subjects})").fetchone()
        return Status.NOT_IN_FORCE if rows and rows[0] else Status.NO_SUBJECTS


def judge_all(
    rulebook: Rulebook,
    store: Store,
    as_of: date,
    chosen: Callable[[Rule], bool],
    tell: Callable[[Rule], None] = lambda _: None,
) -> tuple[Judgement, ...]:
    """Every rule of the rulebook, in its order; those not chosen are excluded. `tell` hears of each rule before it is judged."""
    court = Court(store, rulebook, as_of)

    def judge(rule: Rule) -> Judgement:
        if not chosen(rule):
            return _unjudged(rule, Status.EXCLUDED)
        tell(rule)
        return court.judge(rule)

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        try:
            return tuple(pool.map(judge, rulebook.rules.values()))
        except BaseException:  # Ctrl-C comes to this thread alone
            pool.shutdown(wait=False, cancel_futures=True)
            court.stop()
            raise


def load_references(store: Store, rulebook: Rulebook, names: Iterable[str] | None = None) -> None:
    """Put the rules' reference tables into a store that is not yet sealed."""
    for name, reference in rulebook.library.references.items():
        if names is None or name in set(names):
            try:
                store.add_reference(name, reference.types, reference.rows)
            except duckdb.Error as error:
                raise RuleError(
                    reference.path, None, Text(str(error).splitlines()[0], str(error).splitlines()[0])
                ) from error


@contextmanager
def limited(con: DuckDBPyConnection, rule: Rule, seconds: float = TIME_LIMIT) -> Iterator[None]:
    """Run a rule's queries for so long and no longer; what DuckDB refuses becomes the rule's error."""
    expired = Event()

    def stop() -> None:
        expired.set()
        con.interrupt()

    timer = Timer(seconds, stop)
    timer.start()
    try:
        yield
    except duckdb.InterruptException as error:
        if not expired.is_set():  # the user's Ctrl-C, not the limit
            raise KeyboardInterrupt from error
        raise RuleError(
            rule.path, None, Text(f"took longer than {seconds:.0f} s", f"{seconds:.0f}秒以内に終わりませんでした")
        ) from error
    except duckdb.Error as error:
        raise RuleError(
            rule.path, None, Text(f"the engine refuses it: {error}", f"エンジンが実行できません：{error}")
        ) from error
    finally:
        timer.cancel()


def _unjudged(rule: Rule, status: Status, missing: tuple[Missing, ...] = (), error: Text | None = None) -> Judgement:
    return Judgement(
        rule.id, rule.file.title.text, rule.file.force, status, missing=missing, error=error, theme=rule.theme
    )


__all__ = ["Court", "judge_all", "limited", "load_references"]

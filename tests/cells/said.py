"""What the cell reader says of a cell, for tests: a value without a problem, or a problem without a value."""

from titcheck.cells import read_cell
from titcheck.tables import BY_NAME, TABLES
from titcheck.tables.model import Column, Type

COLUMNS = [column for table in TABLES for column in table.columns]
FACTS = [column for column in COLUMNS if column.kind == "fact" and column.name != "fiscal_year"]
OF_TYPE: dict[Type, Column] = {column.type: column for column in reversed(FACTS)}
NAMED = {f"{table.name}.{column.name}": column for table in TABLES for column in table.columns}
NAME = BY_NAME["trainees"].column("name")
KIND = BY_NAME["plans"].column("kind")
FISCAL_YEAR = BY_NAME["notices"].column("fiscal_year")


def no(shape: str | None) -> Column:
    return next(column for column in FACTS if column.type == "no" and column.shape == shape)


def value(column: Column, raw: str) -> str:
    reading = read_cell(column, raw)
    assert reading.problem is None, reading.problem
    assert reading.value is not None
    return reading.value


def problem(column: Column, raw: str) -> str:
    reading = read_cell(column, raw)
    assert reading.value is None
    assert reading.problem is not None
    assert reading.problem.ja
    return reading.problem.en

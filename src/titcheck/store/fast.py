"""The fast path: one SQL expression a type, right for the plain forms and NULL for every other, which the cell reader then sees.

What an expression here accepts, `titcheck.cells.read_cell` reads to the same value; a test compares them.
"""

from titcheck.cells.blanks import NO_TEXT
from titcheck.tables.model import Column, Type

STORAGE: dict[Type, str] = {
    "text": "VARCHAR",
    "no": "VARCHAR",
    "day": "DATE",
    "yen": "BIGINT",
    "hours": "BIGINT",
    "time": "BIGINT",
    "minutes": "BIGINT",
    "count": "BIGINT",
    "flag": "BOOLEAN",
    "choice": "VARCHAR",
    "m2": "DECIMAL(9, 2)",
    "level": "VARCHAR",
}
"""How DuckDB holds a value of each type: time and hours as whole minutes, money as whole yen."""

_KANA_AND_KANJI = "ぁ-ゖァ-ヺー々〆一-鿿"
_PLAIN = f"[!-~{_KANA_AND_KANJI}]"
_FIRST = '[!"$-,.-~ぁ-ゖァ-ヺ々〆一-鿿]'  # no dash (a blank); # and Err: begin error values
_SHAPES = {
    "so_no": "許[0-9]{10}",
    "plan_no": "変?認[0-9]{10}",
    "sending_org_no": "[A-Z]{3}[0-9]{6}",
    "residence_card_no": "[A-Z]{2}[0-9]{8}[A-Z]{2}",
}
_CLOCK = "1899-12-31 ([01][0-9]|2[0-3]):[0-5][0-9]:00"


def fast(column: Column, cell: str) -> str:
    """An SQL expression over the text expression `cell`: the value in its storage type, or NULL to ask the cell reader."""
    match column.type:
        case "text":
            forms = f"regexp_full_match({cell}, '{_FIRST}{_PLAIN}*( {_PLAIN}+)*') AND NOT starts_with({cell}, 'Err:')"
            words = ", ".join(map(_quoted, sorted(NO_TEXT)))
            return f"CASE WHEN {forms} AND {cell} NOT IN ({words}) THEN {cell} END"
        case "no":
            if column.shape == "corporate_no":  # its check digit is the cell reader's
                return "CAST(NULL AS VARCHAR)"
            pattern = _SHAPES[column.shape] if column.shape else "[A-Za-z0-9]+(-[A-Za-z0-9]+)*"
            return f"nullif({_when(pattern, cell, cell)}, '0')"
        case "day":
            return _when(
                "(19[1-9][0-9]|20[0-9]{2})-[0-9]{2}-[0-9]{2}( 00:00:00)?", cell, f"TRY_CAST(left({cell}, 10) AS DATE)"
            )
        case "yen":
            return _when("-?[0-9]{1,15}", cell, f"CAST({cell} AS BIGINT)")
        case "count":
            year = column.name == "fiscal_year"  # 6 may be 令和6年度
            return _when("(19|20)[0-9]{2}" if year else "[0-9]{1,9}", cell, f"CAST({cell} AS BIGINT)")
        case "minutes":
            return _when("[0-9]{1,4}", cell, f"CAST({cell} AS BIGINT)")
        case "hours":
            return (
                f"CASE WHEN regexp_full_match({cell}, '[0-9]{{1,4}}') THEN 60 * CAST({cell} AS BIGINT)"
                f" WHEN regexp_full_match({cell}, '[0-9]{{1,4}}:[0-5][0-9]') THEN {_minutes(cell)}"
                f" WHEN regexp_full_match({cell}, '{_CLOCK}') THEN {_minutes(f'substr({cell}, 12, 5)')} END"
            )
        case "time":
            return (
                f"CASE WHEN regexp_full_match({cell}, '([0-9]|[0-3][0-9]|4[0-7]):[0-5][0-9]') THEN {_minutes(cell)}"
                f" WHEN regexp_full_match({cell}, '{_CLOCK}') THEN {_minutes(f'substr({cell}, 12, 5)')} END"
            )
        case "flag":
            return f"CASE WHEN {cell} IN ('true', '1', '○', '有') THEN TRUE WHEN {cell} IN ('false', '0', '×', '無') THEN FALSE END"
        case "choice":
            names = {name: choice.code for choice in column.choices for name in (choice.code, choice.label.ja)}
            whens = " ".join(f"WHEN {_quoted(name)} THEN {_quoted(code)}" for name, code in names.items())
            return f"CASE {cell} {whens} END"
        case "m2":
            return _when("[0-9]{1,6}(\\.[0-9]{1,2})?", cell, f"CAST({cell} AS DECIMAL(9, 2))")
        case "level":
            return _when("N[1-5]", cell, cell)


def _when(pattern: str, cell: str, value: str) -> str:
    return f"CASE WHEN regexp_full_match({cell}, '{pattern}') THEN {value} END"


def _minutes(clock: str) -> str:
    return f"60 * CAST(split_part({clock}, ':', 1) AS BIGINT) + CAST(split_part({clock}, ':', 2) AS BIGINT)"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

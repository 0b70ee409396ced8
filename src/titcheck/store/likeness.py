"""How alike two firms' names and addresses are: what SQL cannot count, of the few pairs it leaves to be counted."""

from duckdb import DuckDBPyConnection
from rapidfuzz import fuzz

SCORED = ("employer_candidates", "so_candidates")
"""The views whose pairs are scored."""

_LIKENESS = {"name": fuzz.WRatio, "address": fuzz.ratio}


def score(con: DuckDBPyConnection, view: str) -> None:
    """Fill the scores of a view's pairs where both sides are known and differ: 0 to 99."""
    for what, likeness in _LIKENESS.items():
        pairs = con.execute(
            f"SELECT DISTINCT listed_{what}, booked_{what} FROM {view} WHERE listed_{what} <> booked_{what}"
        ).fetchall()
        if not pairs:
            continue
        scores = [min(int(likeness(listed, booked)), 99) for listed, booked in pairs]
        con.execute(
            f"UPDATE {view} SET {what}_score = score FROM"
            " (SELECT unnest(?::VARCHAR[]) AS listed, unnest(?::VARCHAR[]) AS booked, unnest(?::INTEGER[]) AS score)"
            f" WHERE listed_{what} = listed AND booked_{what} = booked",
            [[listed for listed, _ in pairs], [booked for _, booked in pairs], scores],
        )

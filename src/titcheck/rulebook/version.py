"""Which rulebook judged: one hash of all there is to judge by."""

import hashlib
import json
from importlib.resources import files

from titcheck.rulebook import Rulebook


def version_of(rulebook: Rulebook) -> str:
    """SHA-256 of every rule, view, word of the vocabulary and reference table; line endings and where they stand count for nothing."""
    views = rulebook.library.folder.glob("*.sql")
    texts = {
        **{f"rule {rule.id}": rule.path.read_text("utf-8") for rule in rulebook.rules.values()},
        **{f"view {path.stem}": path.read_text("utf-8") for path in views},
        **{f"table {name}": json.dumps(table.rows) for name, table in rulebook.library.references.items()},
        "vocabulary": (files("titcheck") / "vocabulary.sql").read_text("utf-8"),
    }
    return hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()

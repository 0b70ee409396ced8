"""Every sentence a user reads, in both languages."""

from dataclasses import dataclass
from typing import Final, Literal

Lang = Literal["en", "ja"]
LANGS: Final[tuple[Lang, Lang]] = ("en", "ja")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence, name or heading in English and Japanese."""

    en: str
    ja: str

    def of(self, lang: Lang) -> str:
        """The sentence in one language."""
        return self.ja if lang == "ja" else self.en

"""Somebody's workbook as an archive of parts: a few of them written anew, the others as they are."""

import posixpath
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final
from zipfile import ZipFile

from titcheck.report.sheets.package import OFFICE, RELATIONSHIPS, part
from titcheck.workbook.parts import attributes

_TYPES: Final = "[Content_Types].xml"
_RELATIONSHIP: Final = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")


class Package:
    """The parts of the `old` archive, some of them changed, on their way into the `new` one. KeyError: no such part."""

    def __init__(self, old: ZipFile, new: ZipFile) -> None:
        self._old, self._new = old, new
        self._changed: dict[str, bytes] = {}
        self.names = set(old.namelist())

    def read(self, name: str) -> bytes:
        """A part with all changes made until now."""
        return self._changed[name] if name in self._changed else self._old.read(name)

    def change(self, name: str, content: bytes) -> None:
        """Give a part this content, or add it."""
        self._changed[name] = content
        self.names.add(name)

    def insert(self, name: str, element: str, item: str) -> None:
        """Put an item before the end of an element of a part."""
        xml = re.sub(rb"<((?:\w+:)?%b)(\s[^>]*)?/>" % element.encode(), rb"<\1\2></\1>", self.read(name))
        *_, end = re.finditer(rb"</(\w+:)?%b\s*>" % element.encode(), xml)
        prefixed = re.sub(rb"<(/?)", rb"<\1" + (end[1] or b""), item.encode())
        self.change(name, xml[: end.start()] + prefixed + xml[end.start() :])

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """The relationships of a part: their kind, the last word of its address, and the part they lead to."""
        relations = _relations_of(name)
        if relations not in self.names:
            return {}
        found = (attributes(it[1]) for it in _RELATIONSHIP.finditer(self.read(relations)))
        base = posixpath.dirname(f"/{name}")
        return {
            it["Id"]: (posixpath.basename(it["Type"]), posixpath.normpath(posixpath.join(base, it["Target"]))[1:])
            for it in found
        }

    def relate(self, name: str, id_: str, kind: str, target: str) -> None:
        """Add a relationship."""
        relations = _relations_of(name)
        if relations not in self.names:
            self.change(relations, RELATIONSHIPS.format("").encode())
        item = f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="/{target}"/>'
        self.insert(relations, "Relationships", item)

    def declare(self, name: str, content_type: str) -> None:
        """Say what a part that was added holds."""
        self.insert(_TYPES, "Types", f'<Override PartName="/{name}" ContentType="{content_type}"/>')

    def free(self, pattern: str) -> str:
        """A name that no part has yet."""
        return next(name for number in range(1, 1 << 20) if (name := pattern.format(number)) not in self.names)

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """Write a part at once, piece by piece."""
        with self._new.open(part(name), "w") as out:
            yield out
        self.names.add(name)

    @contextmanager
    def reading(self, name: str) -> Iterator[IO[bytes]]:
        """Read a part as it was, piece by piece."""
        with self._old.open(name) as source:
            yield source

    def close(self) -> None:
        """Write what was changed and has not been written, then all the rest as it is."""
        written = set(self._new.namelist())
        for name, content in self._changed.items():
            self._new.writestr(part(name), content)
        for info in self._old.infolist():
            if info.filename not in written | self._changed.keys() and not info.is_dir():
                with self._old.open(info) as source, self._new.open(part(info.filename), "w") as out:
                    shutil.copyfileobj(source, out)


def _relations_of(name: str) -> str:
    folder, base = posixpath.split(name)
    return f"{folder}/_rels/{base}.rels"

"""Saving workbooks so that the same rows always give the same bytes."""

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

MADE_AT = datetime(2026, 11, 30, 9, 0)  # noqa: DTZ001 - a workbook's times have no zone
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def save(book: Workbook, path: Path) -> None:
    """Write the workbook with fixed times inside and no trace of the hour at which it was built."""
    book.properties.creator = "titcheck samples"
    book.properties.created = MADE_AT
    raw = BytesIO()
    book.save(raw)
    with ZipFile(raw) as made, ZipFile(path, "w", ZIP_DEFLATED) as kept:
        for name in made.namelist():
            content = made.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + MADE_AT.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            kept.writestr(entry, content)

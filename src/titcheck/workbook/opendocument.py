"""Times in an .ods book: the reader gives a cell that holds one as blank, so it is handed over as text."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

from titcheck.workbook.parts import DAMAGE

_CONTENT = "content.xml"
_TIME = re.compile(rb'office:time-value="([^"]*)"')
_LENGTH = re.compile(rb"PT(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d\d?)(\.\d+)?S)?")


def with_times(path: Path) -> Path | bytes:
    """The book with each time written 160:00:00; the path itself where it holds none, or is no such book."""
    try:
        with zipfile.ZipFile(path) as archive:
            content = archive.read(_CONTENT)
            if b"office:time-value" not in content:
                return path
            copy = BytesIO()
            with zipfile.ZipFile(copy, "w") as written:
                for part in archive.namelist():
                    written.writestr(part, _TIME.sub(_as_text, content) if part == _CONTENT else archive.read(part))
            return copy.getvalue()
    except DAMAGE:
        return path  # the reader will say what is wrong with it


def _as_text(time: re.Match[bytes]) -> bytes:
    """What has another form, as a time before zero, stays as it is: text that cannot be read, and is reported."""
    text = time[1]
    if length := _LENGTH.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in length.groups()[:3])
        text = b"%d:%02d:%02d%b" % (hours + minutes // 60, minutes % 60, seconds, length[4] or b"")
    return b'office:string-value="%b"' % text

"""LibreOffice at the keyboard: it opens a book, types into its cells as a person does, and saves it as .xlsx and .ods.

`PYTHONPATH=src python tests/tables/libreoffice.py` types what stands in data/typed.tsv again and keeps what LibreOffice
saved beside it.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from titcheck.tables.recognise import tables_named
from titcheck.tables.template import build_template

DATA = Path(__file__).parent / "data"
TYPED = DATA / "typed.tsv"
"""Sheet, cell, and the text typed there, a line each: all invented."""

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{}</script:module>
"""
_LOCALE = (
    '<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">'
    "<value>ja-JP</value></prop></item></oor:items>"
)
_TYPING = """
Sub Fill(book As String, typed As String, saved As String)
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    Dim entered(0) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = "Hidden"
    hidden(0).Value = True
    entered(0).Name = "StringName"
    document = StarDesktop.loadComponentFromURL(book, "_blank", 0, hidden())
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    lines = createUnoService("com.sun.star.io.TextInputStream")
    lines.setInputStream(createUnoService("com.sun.star.ucb.SimpleFileAccess").openFileRead(typed))
    lines.setEncoding("UTF-8")
    Do While Not lines.isEOF()
        told = Split(lines.readLine(), Chr(9))
        If UBound(told) = 2 Then
            cell = document.Sheets.getByName(told(0)).getCellRangeByName(told(1))
            document.CurrentController.select(cell)
            entered(0).Value = told(2)
            dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:EnterString", "", 0, entered())
        End If
    Loop
    Keep(document, saved & ".xlsx", "Calc MS Excel 2007 XML")
    Keep(document, saved & ".ods", "calc8")
    document.close(True)
    StarDesktop.terminate()
End Sub

Sub Keep(document As Object, place As String, format As String)
    Dim named(0) As New com.sun.star.beans.PropertyValue
    named(0).Name = "FilterName"
    named(0).Value = format
    document.storeToURL(place, named())
End Sub
"""


def type_into(soffice: str, book: Path, typed: Path, folder: Path) -> list[Path]:
    """The book with the lines of `typed` typed into it, as LibreOffice saves it: typed.xlsx and typed.ods in `folder`."""
    profile = folder / "profile"
    command = [soffice, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    # A first start lays out the profile, and would overwrite a macro that stands there already.
    subprocess.run([*command, "--terminate_after_init"], capture_output=True, check=True, timeout=120)
    macro = profile / "user" / "basic" / "Standard" / "Module1.xba"
    macro.write_text(_MODULE.format(escape(_TYPING)), "utf-8")
    settings = profile / "user" / "registrymodifications.xcu"
    settings.write_text(settings.read_text("utf-8").replace("</oor:items>", _LOCALE), "utf-8")
    places = ",".join(f'"{path.as_uri()}"' for path in (book, typed, folder / "typed"))
    subprocess.run(
        [*command, f"macro:///Standard.Module1.Fill({places})"], capture_output=True, check=True, timeout=300
    )
    return [folder / "typed.xlsx", folder / "typed.ods"]


def lines(typed: Path) -> list[tuple[str, str, str]]:
    """Sheet, cell and text of every line."""
    told = (line.split("\t") for line in typed.read_text("utf-8").splitlines())
    return [(sheet, cell, text) for sheet, cell, text in told]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        template = Path(scratch) / "template.xlsx"
        tables = tables_named({sheet for sheet, _, _ in lines(TYPED)})
        template.write_bytes(build_template(tables, "ja"))
        for saved in type_into(sys.argv[1] if len(sys.argv) > 1 else "soffice", template, TYPED, Path(scratch)):
            (DATA / saved.name).write_bytes(saved.read_bytes())

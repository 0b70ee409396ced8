"""Run as a process of its own: reads each workbook whose path comes in, and says what the reader complains of.

Nothing of titcheck is imported, so that it starts fast.
"""

import json
import signal
import sys

import fastexcel
import python_calamine

if sys.platform != "win32":  # Windows limits no process
    import resource

_MEMORY = 3 << 30


def _main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _say("ready")
    for line in sys.stdin:
        _say(_complaint(json.loads(line)))


def _say(answer: str | None) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _complaint(path: str) -> str | None:
    try:
        reader = fastexcel.read_excel(path)
        for place in range(len(reader.sheet_names)):
            reader.load_sheet(place, header_row=None, skip_rows=0, dtypes="string").__arrow_c_array__()
        if path.endswith(".xls"):  # its merged cells are told by another reader
            book = python_calamine.CalamineWorkbook.from_path(path)
            for name in book.sheet_names:
                book.get_sheet_by_name(name)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a panic inside the reader is no Exception
        return str(error).partition("\n")[0] or type(error).__name__
    return None


if __name__ == "__main__":
    _main()

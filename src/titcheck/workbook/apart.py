"""A workbook is read in a process of its own first: what ends the reader, fills the memory or never comes to an end ends only that.

The process is `trial.py`; it goes from one workbook to the next, so that a run pays its start once.
"""

import atexit
import json
import os
import sys
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import Lock, Timer

_TRIAL = Path(__file__).with_name("trial.py")
_SECONDS = 60


class Apart:
    """The process, started when it is first asked, and again after it ended."""

    def __init__(self) -> None:
        self._process: Popen[str] | None = None
        self._one_at_a_time = Lock()
        atexit.register(self._end)

    def complaint(self, path: Path) -> str | None:
        """What the reader complains of, None where the workbook can be read. EOFError: it ended, or had to be ended."""
        with self._one_at_a_time:
            if self._process and self._process.poll() is not None:
                self._end()
            self._process = self._process or self._start()
            try:
                return _ask(self._process, path)
            except EOFError:
                self._end()
                raise

    def _start(self) -> Popen[str]:
        # -P: the trial stands among modules whose names are none of its business.
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        process = Popen(  # noqa: S603 - our own file
            [sys.executable, "-P", _TRIAL], stdin=PIPE, stdout=PIPE, stderr=DEVNULL, encoding="utf-8", env=environment
        )
        if not _line(process):
            raise RuntimeError("the process that reads workbooks does not start")
        return process

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _ask(process: Popen[str], path: Path) -> str | None:
    assert process.stdin
    enough = Timer(_SECONDS + (path.stat().st_size >> 20), process.kill)
    enough.start()
    try:
        process.stdin.write(json.dumps(str(path)) + "\n")
        process.stdin.flush()
        answer = _line(process)
    except BrokenPipeError:
        answer = ""
    finally:
        enough.cancel()
    if not answer:
        raise EOFError
    complaint: str | None = json.loads(answer)
    return complaint


def _line(process: Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline()

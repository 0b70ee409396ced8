"""`titcheck` and `python -m titcheck`."""

import gc
import sys


def main() -> None:
    """Run the command line; Ctrl-C ends with 130 without a traceback, even while it is still being imported."""
    gc.set_threshold(100_000, 50, 50)  # syntax trees and findings live to the end: looking for garbage finds none
    try:
        from titcheck.cli import app  # noqa: PLC0415

        app(prog_name="titcheck")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()

"""`python -m titcheck`."""

from titcheck.cli import app

app(prog_name="titcheck")

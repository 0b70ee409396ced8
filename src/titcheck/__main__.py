"""`python -m titcheck`."""

from titcheck.cli import app

app()

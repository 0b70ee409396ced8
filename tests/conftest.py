"""Random examples are the same on every run, so that a change is judged by what it changed; others with TITCHECK_THOROUGH=1."""

import os

from hypothesis import settings

settings.register_profile("titcheck", derandomize=not os.environ.get("TITCHECK_THOROUGH"), print_blob=False)
settings.load_profile("titcheck")

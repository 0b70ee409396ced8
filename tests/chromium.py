"""The browser of the tests, closed to the network."""

from shutil import which

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def launch(playwright: Playwright) -> Browser:
    path = next(filter(None, map(which, NAMES)), None)
    if path is None:
        message = f"No Chromium found ({', '.join(NAMES)}): the HTML report cannot be tested. Install it, as with `apt-get install chromium`."
        raise FileNotFoundError(message)
    return playwright.chromium.launch(executable_path=path, args=QUIET)

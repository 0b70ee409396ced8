"""`titcheck explain`: from the fingerprint in a report to the comparison behind it."""

import json
from pathlib import Path

from command_line import one_rule, plan_book, run


def test_a_finding_is_explained_by_the_beginning_of_its_fingerprint(tmp_path: Path) -> None:
    book, rules = plan_book(tmp_path / "plans.xlsx", [{"基本賃金": 199_999}]), one_rule(tmp_path)
    where: list[str | Path] = [book, "--rules", rules, "--as-of", "2026-11-30"]
    (finding,) = json.loads(run("check", *where, "--format", "json").stdout)["findings"]

    for lang in ("en", "ja"):
        done = run("explain", finding["fingerprint"][:8], *where, "--lang", lang)
        shown = done.stdout.decode()
        assert (done.returncode, done.stderr) == (0, b"")
        assert finding["fingerprint"] in shown
        assert "plans.xlsx!技能実習計画!F2" in shown
        assert "(199999 + 0) * 9600 < 200000 * 9600" in shown
        assert "".join(finding["remedy"][lang].split()) in "".join(shown.split())


def test_a_finding_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    book = plan_book(tmp_path / "plans.xlsx", [{}])

    done = run("explain", "ffff", book, "--rules", one_rule(tmp_path), "--as-of", "2026-11-30")

    assert (done.returncode, done.stdout) == (2, b"")
    assert "no finding ffff in these books on 2026-11-30" in done.stderr.decode()

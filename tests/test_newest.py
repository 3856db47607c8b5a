"""The check of newest releases: what it installs, what it counts, what it prints, and when it says that it cannot."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / ".ci" / "newest"
REPORT = """<testsuites><testsuite tests="4" skipped="1">
<testcase classname="tests.a" name="good"/><testcase classname="tests.a" name="left"><skipped/></testcase>
<testcase classname="tests.a" name="bad"><failure>x</failure></testcase>
<testcase classname="tests.a" name="broken"><error>x</error></testcase></testsuite></testsuites>"""


@pytest.fixture(scope="module")
def newest() -> ModuleType:
    loader = SourceFileLoader("newest", str(SCRIPT))
    spec = spec_from_loader("newest", loader)
    assert spec is not None
    module = module_from_spec(spec)
    sys.modules["newest"] = module
    dont_write, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    loader.exec_module(module)
    sys.dont_write_bytecode = dont_write
    return module


def test_only_the_five_lose_their_limits(newest: ModuleType) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    versions = dict.fromkeys(newest.TESTS, "99.1")
    wanted, limits = newest.requirements(project, newest.TESTS, versions)
    exact = {"yfinance==99.1", "curl_cffi==99.1", "textual==99.1", "cvxpy-base==99.1", "nats-py[nkeys]==99.1"}
    assert {text for text in wanted if "==" in text} == exact
    assert limits["yfinance"] == ">=1.7,<1.8"
    assert set(limits) == set(newest.TESTS)
    assert any(text.startswith("typer>=") for text in wanted), "the others keep theirs"
    assert "textual-serve>=1.1" in wanted, "a name that only begins the same is another package"


def test_every_test_that_it_runs_exists(newest: ModuleType) -> None:
    assert all((ROOT / path).exists() for paths in newest.TESTS.values() for path in paths)


def test_the_report_is_counted(newest: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text(REPORT)
    assert newest.count(tmp_path / "report.xml") == (1, 2, ("tests.a::bad", "tests.a::broken"))


@pytest.mark.parametrize("text", [None, "", "<a", '<testsuites><testsuite tests="0"/></testsuites>'])
def test_without_tests_it_could_not_run(newest: ModuleType, tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "report.xml").write_text(text)
    with pytest.raises(newest.CannotRun):
        newest.count(tmp_path / "report.xml")


def test_the_table_names_what_failed(newest: ModuleType) -> None:
    rows = [
        newest.Row("yfinance", ">=1.7,<1.8", "1.9.0", newest.Outcome(3, 1, ("tests.a::bad",))),
        newest.Row("nats-py", ">=2.10", "2.17.0", newest.Outcome(5, 0)),
    ]
    assert newest.table(rows) == (
        "package   pinned      newest  tests\n"
        "yfinance  >=1.7,<1.8  1.9.0   3 passed, 1 failed\n"
        "nats-py   >=2.10      2.17.0  5 passed\n"
        "\nfailed:\nyfinance: tests.a::bad"
    )


def test_failed_tests_are_told_and_not_fatal(
    newest: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = newest.Row("yfinance", ">=1.7,<1.8", "1.9.0", newest.Outcome(3, 1, ("tests.a::bad",)))
    monkeypatch.setattr(newest, "tried", lambda packages, work: [row])
    assert newest.main([]) == 0
    assert "3 passed, 1 failed" in capsys.readouterr().out


def test_what_cannot_run_says_why(
    newest: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def without_index(packages: Any, work: Any) -> Any:
        return newest.pip(sys.executable, "no-such-command")

    monkeypatch.setattr(newest, "tried", without_index)
    assert newest.main(["yfinance"]) == 2
    assert "newest: pip no-such-command failed: ERROR" in capsys.readouterr().err


def test_a_package_without_tests_is_said_at_once() -> None:
    ran = subprocess.run([SCRIPT, "no-such-package"], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "no tests for no-such-package; there are yfinance, curl_cffi, textual, cvxpy-base, nats-py" in ran.stderr


def test_it_names_no_index() -> None:
    assert "://" not in SCRIPT.read_text("utf-8")

"""Options that every command takes: before its name and after it, and what is said of those that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui import __version__
from r2k_tui.commands.shared.options import Options
from tests.commands.conftest import R2K


@pytest.fixture
def source(folder: Path) -> tuple[object, ...]:
    return ("--source", "csv", "--data", folder)


def test_before_the_name_and_after_it(r2k: R2K, source: tuple[object, ...]) -> None:
    after = r2k("snapshot", "IWM", *source, "--json", "--as-of", "2025-04-08")
    before = r2k(*source, "--json", "--as-of", "2025-04-08", "snapshot", "IWM")
    mixed = r2k(*source, "--as-of", "2024-01-02", "snapshot", "--json", "IWM", "--as-of", "2025-04-08")
    days = [outcome.report["as_of"] for outcome in (after, before, mixed)]
    assert days == ["2025-04-08"] * 3, "what stands after the name counts"


def test_options_over_options() -> None:
    outer = Options(source="csv", json=True, data=Path("a"))
    assert Options(data=Path("b"), verbose=True).over(outer) == Options(
        source="csv", json=True, data=Path("b"), verbose=True
    )
    assert Options(json=True).over(None) == Options(json=True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("snapshot", "--source", "yaho"), "no source 'yaho'; there are yahoo, yahoo_chart, csv"),
        (("snapshot", "--source", "csv"), "the csv source needs a folder"),
        (("snapshot", "--source", "csv", "--data", "/no/such/folder"), "/no/such/folder is not a folder"),
        (("snapshot", "--demo", "--source", "csv"), "exclude each other"),
        (("snapshot", "--attach", "http://x"), "not the address of a hub"),
        (("snapshot", "--bogus"), "No such option"),
        (("bogus",), "No such command"),
        (("config", "bogus"), "expected one of path, init, show, check, default"),
        (("--demo",), "needs a terminal"),
        (("snapshot", "--config", "/no/such/file"), "cannot read"),
    ],
)
def test_what_cannot_be_done_is_a_matter_of_usage(r2k: R2K, arguments: tuple[str, ...], words: str) -> None:
    outcome = r2k(*arguments)
    assert outcome.status == 2
    assert outcome.out == ""
    assert words in outcome.err
    assert "Traceback" not in outcome.err


def test_a_folder_may_stand_in_the_settings(r2k: R2K, folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(f'[source]\nname = "csv"\ndata = "{folder}"\n')
    assert r2k("snapshot", "IWM", "--config", own, "--json").report["source"] == "csv"


def test_broken_settings_say_where(r2k: R2K, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("[poll.quotes]\nopn = 3\n")
    outcome = r2k("snapshot", "--config", own)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith(f"r2k: {own}:2: poll.quotes.opn: unknown key; did you mean `open`?")


def test_settings_out_of_the_environment(r2k: R2K, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "env.toml"
    own.write_text("[limits]\nburst = 0\n")
    monkeypatch.setenv("R2K_CONFIG", str(own))
    assert f"{own}:2: limits.burst" in r2k("snapshot").err


def test_version(r2k: R2K) -> None:
    assert r2k("--version") == (0, f"r2k {__version__}\n", "")


@pytest.mark.parametrize("name", [(), ("snapshot",), ("config",), ("doctor",), ("readings",), ("history",)])
def test_every_command_explains_itself_and_its_options(r2k: R2K, name: tuple[str, ...]) -> None:
    outcome = r2k(*name, "--help")
    assert outcome.status == 0
    own = ("--config", "--json")
    of_an_engine = ("--source", "--demo", "--data", "--store", "--as-of", "--log")
    assert all(option in outcome.out for option in own)
    # Settings are files: no source has a part in them.
    assert all((option in outcome.out) is (name != ("config",)) for option in of_an_engine)


def test_a_defect_is_told_as_one(r2k: R2K, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("r2k_tui.commands.snapshot.envelope", broken)
    outcome = r2k("snapshot", "IWM", "--source", "csv", "--data", folder, "--json")
    assert (outcome.status, outcome.out) == (4, "")
    assert "defect in R2K: ZeroDivisionError: oops" in outcome.err
    assert "Traceback" not in outcome.err

"""The quick parse of the monitor's options beside the full one: where it answers, both say the same."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from r2k_tui.commands.monitor.arguments import monitor_arguments
from r2k_tui.commands.monitor.quick_start import options_of
from r2k_tui.commands.shared.option_table import COMMON, FILE, FLAG, MONITOR, NUMBER, CommandOption
from r2k_tui.commands.shared.options import Options, ViewOptions
from tests.cases import cases

ALL = (*COMMON, *MONITOR)
# Of each kind: what it takes, and what it may refuse.
VALUES = {
    FLAG: ("true", ""),
    NUMBER: ("10", "2.5", "1e3", "-1", "nan", "1_0", " 2", "ten", ""),
    FILE: ("a/b", "~/a", ".", "a b", "-", "--demo", ""),
}
TEXTS = ("risk", "a b", "a=b", "=", "é", "-x", "--", "--demo", "")
# What means more than the options of the monitor, or something else.
OTHER = (
    ["--help"],
    ["-h"],
    ["--version"],
    ["--demo", "--version"],
    ["--json"],
    ["--json", "--view", "risk"],
    ["snapshot"],
    ["--demo", "snapshot"],
    ["snapshot", "--demo"],
    ["--view", "risk", "snapshot"],
    ["--"],
    ["--demo", "--"],
    ["--", "--demo"],
    ["--vie", "risk"],
    ["--low", "--demo"],
    ["--bogus"],
    ["-x"],
    ["-vv"],
    ["-v=1"],
    ["-"],
    [""],
    ["__complete", "bash", ""],
)


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the full command line would run the monitor with; None where it does something else."""
    from typer.testing import CliRunner

    import r2k_tui.cli
    import r2k_tui.commands.monitor.command as command

    ran: list[tuple[Options, ViewOptions]] = []
    monkeypatch.setattr(command, "run", lambda options, view: ran.append((options, view)) or 0)

    def parsed(arguments: list[str]) -> tuple[Options, ViewOptions] | None:
        ran.clear()
        CliRunner().invoke(r2k_tui.cli.app, arguments)
        return ran[0] if ran else None

    return parsed


def quick(arguments: list[str]) -> tuple[Options, ViewOptions] | None:
    found = monitor_arguments(arguments)
    return None if found is None else options_of(found)


def forms(option: CommandOption) -> Iterator[list[str]]:
    """An option alone, before and after others, twice, with each value joined and apart, and without one."""
    for flag in option.flags:
        written = [[flag], [f"{flag}="]]
        for value in VALUES.get(option.kind, TEXTS):
            written += [[flag, value], [f"{flag}={value}"]]
        for words in written:
            yield from (words, ["--demo", *words], [*words, "--view=risk"], [*words, *words], [*words, "snapshot"])


@pytest.mark.parametrize("option", ALL, ids=[option.name for option in ALL])
def test_both_parses_say_the_same(full: Any, option: CommandOption) -> None:
    answered = 0
    for words in forms(option):
        if (found := quick(words)) is not None:
            answered += 1
            # A number that is none equals nothing, itself included.
            assert repr(full(words)) == repr(found), words
    assert bool(answered) == (option.name != "json")


def test_usual_command_lines_are_answered(full: Any) -> None:
    lines = (
        [],
        ["--demo"],
        ["-v", "--log", "a.log", "--demo"],
        ["--config=a.toml", "--source", "csv", "--data", "d", "--store=s", "--view", "risk", "--symbols", "IWM,SPY"],
        ["--source", "replay", "--date", "2025-04-08", "--speed", "10", "--speed=60"],
        ["--attach", "nats://h", "--kiosk", "--ascii", "--no-mouse", "--low-bandwidth", "--plain"],
        ["--as-of", "2025-04-08", "--symbols", ""],
    )
    for words in lines:
        assert quick(words) is not None, words
        assert quick(words) == full(words), words


@cases("words", OTHER)
def test_everything_else_is_left_to_the_full_command_line(words: list[str]) -> None:
    assert quick(words) is None


def test_the_last_one_counts() -> None:
    found = quick(["--view", "risk", "--view=macro", "--config", "a", "--config", "b"])
    assert found is not None
    assert (found[1].view, found[0].config) == ("macro", Path("b"))


def test_what_is_not_given_is_as_the_full_command_line_has_it(full: Any) -> None:
    assert quick([]) == full([]) == (Options(), ViewOptions("dashboard", "", False, False, False, False, False))


def test_the_options_of_the_table_are_those_of_the_monitor() -> None:
    assert tuple(option.name for option in COMMON) == Options._fields
    assert tuple(option.name for option in MONITOR) == ViewOptions._fields


def test_it_imports_nothing_but_the_table() -> None:
    script = """
import sys
before = set(sys.modules)
import r2k_tui.commands.monitor.arguments
print(*sorted(set(sys.modules) - before))
"""
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    assert [name for name in done.stdout.split() if not name.startswith("r2k_tui")] == ["__future__"]

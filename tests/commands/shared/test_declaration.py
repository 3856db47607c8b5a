"""Options of a command as Typer reads them, and its outcome as an exit status."""

from __future__ import annotations

from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from r2k_tui.commands.shared.declaration import common
from r2k_tui.commands.shared.option_table import COMMON, FLAG, TEXT, CommandOption
from r2k_tui.commands.shared.options import Options

ALSO = (
    CommandOption("colour", TEXT, "--colour", help="A colour.", default="red"),
    CommandOption("dry", FLAG, "--dry", help="Do nothing.", default=False),
)


def run(*arguments: str) -> tuple[int, dict[str, Any]]:
    seen: dict[str, Any] = {}

    def paint(options: Options, *, coats: int = 1, **own: Any) -> int:
        seen.update(own, options=options, coats=coats)
        return coats - 1

    app = typer.Typer()
    app.command()(common(paint, ALSO))
    return CliRunner().invoke(app, list(arguments)).exit_code, seen


def test_options_of_both_tables_reach_the_command() -> None:
    status, seen = run("--colour", "blue", "--source", "csv", "--dry", "-v")
    assert status == 0
    assert seen == {"colour": "blue", "dry": True, "coats": 1, "options": Options(source="csv", verbose=True)}


def test_defaults_are_those_of_the_rows() -> None:
    assert run()[1] == {"colour": "red", "dry": False, "coats": 1, "options": Options()}


def test_the_status_is_what_the_command_returns() -> None:
    assert run("--coats", "3")[0] == 2


@pytest.mark.parametrize("option", COMMON, ids=[option.name for option in COMMON])
def test_every_common_option_is_declared(option: CommandOption) -> None:
    flag = option.flags[-1]
    status, seen = run(flag) if option.kind == FLAG else run(flag, "1")
    assert status == 0
    assert getattr(seen["options"], option.name) is not None

"""The options of `r2k universe` as they reach its parts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import typer
from typer.testing import CliRunner

from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.universe import parts
from r2k_tui.commands.universe.options import universe
from r2k_tui.commands.universe.parts import Arguments


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, Arguments]]]:
    seen: list[tuple[str, Arguments]] = []

    def run(_: Options, name: str, arguments: Arguments) -> int:
        seen.append((name, arguments))
        return 0

    monkeypatch.setattr(parts, "run", run)
    return seen


def app() -> typer.Typer:
    made = typer.Typer()
    made.command()(universe)
    return made


def test_every_option_reaches_the_part(reached: list[tuple[str, Arguments]]) -> None:
    words = ["earnings", "--days", "3", "--all", "--since", "2026-01-02", "--until", "2026-02-03", "--squeeze"]
    assert CliRunner().invoke(app(), words).exit_code == 0
    assert reached == [("earnings", Arguments((), "2026-01-02", "2026-02-03", 3, True, True))]


def test_the_first_word_is_the_part_and_the_others_are_its_own(reached: list[tuple[str, Arguments]]) -> None:
    assert CliRunner().invoke(app(), ["screen", "cap", "<", "500e6"]).exit_code == 0
    assert CliRunner().invoke(app(), []).exit_code == 0
    assert reached == [("screen", Arguments(("cap", "<", "500e6"))), ("show", Arguments())]

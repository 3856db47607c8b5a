"""The options of the outlets as they reach what they start."""

from __future__ import annotations

from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from r2k_tui.commands.line import command as line
from r2k_tui.commands.line.command import LineRequest
from r2k_tui.commands.mcp import command as mcp
from r2k_tui.commands.outlets import metrics, watch
from r2k_tui.commands.outlets.options import add_to
from r2k_tui.commands.shared.options import Options


@pytest.fixture
def app() -> typer.Typer:
    made = typer.Typer()
    add_to(made)
    return made


@pytest.mark.parametrize(
    ("module", "words", "reached"),
    [
        (watch, ["watch", "IWM", "SPY", "--every", "5s"], (Options(), ["IWM", "SPY"], "", "5s")),
        (watch, ["watch", "--fields", "bid", "--json"], (Options(json=True), [], "bid", "")),
        (line, ["line", "--demo", "--tmux"], (LineRequest(tmux=True, source="demo"),)),
        (line, ["line", "--format", "x", "--attach", "nats://h:1"], (LineRequest("x", attach="nats://h:1"),)),
        (metrics, ["serve", "--metrics", "9464", "--publish", "u"], (Options(), "9464", "u", False, False)),
        (mcp, ["mcp", "--demo"], (Options(demo=True),)),
    ],
)
def test_each_reaches_its_command(
    app: typer.Typer, monkeypatch: pytest.MonkeyPatch, module: Any, words: list[str], reached: tuple[object, ...]
) -> None:
    seen: list[tuple[object, ...]] = []
    monkeypatch.setattr(module, "run", lambda *given: seen.append(given) or 0)
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    assert seen == [reached]


def test_metrics_need_an_address(app: typer.Typer) -> None:
    result = CliRunner().invoke(app, ["serve"])
    assert result.exit_code == 2 and "--metrics" in result.output


@pytest.mark.parametrize("option", [["--json"], ["--as-of", "2026-01-02"], ["--data", "d"], ["--log", "f"]])
def test_a_line_refuses_what_it_does_not_heed(app: typer.Typer, option: list[str]) -> None:
    result = CliRunner().invoke(app, ["line", *option])
    assert result.exit_code == 2 and f"No such option: {option[0]}" in result.output

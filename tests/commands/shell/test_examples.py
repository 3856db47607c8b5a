"""Every command has an example, and every example runs."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from r2k_tui.commands.shell.command_table import commands_of
from r2k_tui.commands.shell.examples import EXAMPLES, CommandExample
from tests.commands.conftest import R2K
from tests.commands.shell.root import root
from tests.fakes.demo_hub import demo_hub

_EVERY = [(path, example) for path, examples in EXAMPLES.items() for example in examples]
# A command that works without a source takes none.
_NO_SOURCE = ("r2k config", "r2k completion", "r2k portfolio import", "r2k init")
# A hub's engine keeps what these would write, for all of its terminals.
_OWN_STORE = ("r2k notes",)
_HELD = '[portfolio]\nholdings = [{ symbol = "IWM", shares = 1, cost = 1.0 }]\n'


def test_no_command_is_without() -> None:
    paths = {path for path, command in commands_of(root()) if path == "r2k" or not hasattr(command, "commands")}
    assert paths == set(EXAMPLES)


@pytest.mark.parametrize(("path", "example"), _EVERY, ids=[example.line for _, example in _EVERY])
def test_it_is_understood(path: str, example: CommandExample) -> None:
    command, words = root(), shlex.split(example.line)[1:]
    context = command.make_context("r2k", list(words))
    assert example.line.startswith(path)
    for name in path.split()[1:]:
        rest = [*context._protected_args, *context.args]
        assert rest[0] == name
        command = command.commands[name]
        context = command.make_context(name, rest[1:], parent=context)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an engine of the simulated market: what one example has it compute, the next ones share."""
    with demo_hub(tmp_path_factory.mktemp("hub")) as server:
        yield server.url


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "example"),
    [(path, example) for path, example in _EVERY if not example.stays],
    ids=[example.line for _, example in _EVERY if not example.stays],
)
def test_it_runs(
    path: str, example: CommandExample, hub: str, r2k: R2K, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "positions.csv").write_text("symbol,shares,cost\nIWM,1,2\n")
    settings = tmp_path / "r2k.toml"
    if path != "r2k init":  # which writes the first settings
        settings.write_text(_HELD)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("R2K_CONFIG", str(settings))
    words = shlex.split(example.line)[1:]
    source = ["--demo", "--store", str(tmp_path / "store.db")] if path in _OWN_STORE else ["--attach", hub]
    outcome = r2k(*([] if path in _NO_SOURCE else source), *words)
    assert outcome.status in (0, 1), f"{outcome.status}: {outcome.err}"
    assert "Usage:" not in outcome.err and "defect" not in outcome.err

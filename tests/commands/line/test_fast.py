"""The quick way to a line: what it understands, what it imports, how long it takes."""

from __future__ import annotations

import subprocess
import sys

from r2k_tui.commands.line.command import LineRequest
from r2k_tui.commands.line.fast import request_of
from tests.cases import cases
from tests.fakes.program import ROOT

HEAVY = (
    "typer",
    "click",
    "rich",
    "textual",
    "numpy",
    "pandas",
    "asyncio",
    "nats",
    "tomlkit",
    "platformdirs",
    "difflib",
    "r2k_tui.config.schema",
)


@cases(
    ("arguments", "request_"),
    [
        ([], LineRequest()),
        (["--format", "{gauge}", "--tmux"], LineRequest("{gauge}", tmux=True)),
        (["--format={IWM.price}=x"], LineRequest("{IWM.price}=x")),
        (["--demo", "--store", "s", "--config", "c"], LineRequest(source="demo", store="s", config="c")),
        (["--attach", "nats://h:1"], LineRequest(attach="nats://h:1")),
        (["--format", "--tmux"], LineRequest("--tmux")),
    ],
)
def test_its_own_options_need_no_command_line(arguments: list[str], request_: LineRequest) -> None:
    assert request_of(arguments) == request_


@cases(
    "arguments",
    [["--help"], ["-h"], ["--format"], ["--json"], ["x"], ["--tmux=1"], ["--fromat", "x"], ["--attach", "u", "--demo"]],
)
def test_everything_else_is_left_to_the_command_line(arguments: list[str]) -> None:
    assert request_of(arguments) is None


def test_it_imports_little() -> None:
    script = (
        "import sys; sys.argv = ['r2k', 'line', '--demo', '--store', '/nonexistent'];"
        "import r2k_tui.__main__ as m\n"
        "try: m.main()\n"
        "except SystemExit as end: print(end.code, *sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    code, *modules = done.stdout.splitlines()[-1].split()
    assert code == "3" and "r2k_tui.store.last_state" in modules
    assert not {*HEAVY} & {*modules}

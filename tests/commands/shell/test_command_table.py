"""The table of commands is the commands; the packaged words and the manual page are made of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from r2k_tui.commands.shell.command_table import command_table
from tests.commands.shell.root import root

ROOT = Path(__file__).resolve().parents[3]


def test_the_packaged_files_are_what_the_commands_say() -> None:
    command = [sys.executable, "docs/describe_commands.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"


def test_every_parameter_says_what_it_takes() -> None:
    table = command_table(root())
    assert table["r2k snapshot"].arguments[0].many and table["r2k history"].arguments[0].required
    assert "json" not in {name.lstrip("-") for one in table["r2k engine"].options for name in one.names}
    assert "followthrough" in table["r2k study"].commands


def test_a_parameter_without_a_row_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = root()
    monkeypatch.setattr(tree.commands["snapshot"].params[0], "name", "unheard_of")
    with pytest.raises(LookupError, match="r2k snapshot: unheard_of"):
        command_table(tree)

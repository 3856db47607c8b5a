"""The manual page: every command in it, and what the tools for such pages say."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from r2k_tui.commands.shell.command_table import command_table, commands_of
from r2k_tui.commands.shell.manual_page import manual_page
from tests.commands.shell.root import root


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "r2k.1"
    path.write_text(manual_page(command_table(root())))
    return path


def test_every_command_and_status_is_in_it(page: Path) -> None:
    text = page.read_text().replace("\\-", "-")
    for path, command in commands_of(root()):
        assert hasattr(command, "commands") or path in text, path
    assert ".SH EXIT STATUS" in text and "r2k portfolio import positions.csv --dry-run" in text


def test_mandoc_finds_nothing_wrong(page: Path) -> None:
    if shutil.which("mandoc") is None:
        pytest.skip("mandoc is not installed: the page is not linted")
    done = subprocess.run(
        ["mandoc", "-T", "lint", "-W", "warning", str(page)], capture_output=True, text=True, check=False
    )
    # A page without a day is the same at every build.
    assert [line for line in done.stdout.splitlines() if "missing date" not in line] == []


def test_man_shows_it(page: Path) -> None:
    if shutil.which("man") is None or shutil.which("groff") is None:
        pytest.skip("man or groff is not installed: the page is not shown")
    done = subprocess.run(
        ["man", "-l", str(page)], capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin"}
    )
    assert done.returncode == 0 and "EXIT STATUS" in done.stdout and done.stderr == ""

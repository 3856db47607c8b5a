"""Help shows examples and values, and no other command pays for them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.commands.conftest import R2K


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--help",), ("Examples:", "r2k --view chart --symbols IWM,SPY", "dashboard | chart | momentum")),
        (("history", "-h"), ("r2k history IWM --range 1y", "a year of daily bars as CSV")),
        (("portfolio", "import", "--help"), ("r2k portfolio import positions.csv --dry-run",)),
        (("completion", "--help"), ("bash | zsh | fish",)),
        (("study", "risk", "--help"), ("r2k study risk --symbol IWM",)),
    ],
)
def test_examples_and_values(r2k: R2K, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    outcome = r2k(*arguments)
    assert outcome.status == 0
    assert all(word in outcome.out for word in words), outcome.out


def test_a_command_without_help_loads_no_table() -> None:
    text = "import sys; sys.argv = ['r2k', '--version']\nfrom r2k_tui.cli import app\n"
    text += "try: app()\nexcept SystemExit: pass\n"
    text += "print([name for name in sys.modules if 'shell.examples' in name or 'shell.values' in name])"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"

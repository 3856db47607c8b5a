"""Scripts of the shells: read by the shells themselves."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from r2k_tui.commands.shell.scripts import SCRIPTS, SHELLS
from tests.cases import cases


@cases("shell", SHELLS)
def test_the_shell_accepts_it(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed: its script is not read")
    done = subprocess.run([shell, "-n"], input=SCRIPTS[shell], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

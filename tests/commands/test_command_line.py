"""When the options of the commands load."""

from __future__ import annotations

import subprocess
import sys

import pytest

_RUN = """
import sys
sys.argv = ["r2k", *{arguments!r}]
from r2k_tui.__main__ import main
try:
    main()
except SystemExit:
    pass
print("r2k_tui.commands.command_line" in sys.modules)
"""


@pytest.mark.parametrize(
    ("arguments", "loaded"),
    [
        ((), False),
        (("--view", "chart", "--demo"), False),
        (("--version",), False),
        (("config", "path"), True),
        (("--help",), True),
        (("no-command",), True),
    ],
)
def test_the_monitor_starts_without_the_options_of_the_other_commands(arguments: tuple[str, ...], loaded: bool) -> None:
    """Without a terminal the monitor ends before it starts an engine."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN.format(arguments=arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == str(loaded), done.stderr

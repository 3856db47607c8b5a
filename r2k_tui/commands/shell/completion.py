"""`r2k completion SHELL`: the script that a shell loads."""

from __future__ import annotations

import sys

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shell.scripts import SCRIPTS, SHELLS


def run(shell: str) -> int:
    """Print the script of a shell. Raises UsageError for an unknown one."""
    if shell not in SCRIPTS:
        raise UsageError(f"completion {shell}: expected one of {', '.join(SHELLS)}")
    sys.stdout.write(SCRIPTS[shell])
    return 0

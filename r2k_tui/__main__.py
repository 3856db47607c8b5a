"""Entry point of `r2k`, and of `python -m r2k_tui`."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run a command. `r2k line`, which a status bar runs every few seconds, takes a way that imports little."""
    if sys.argv[1:2] == ["line"]:
        gc.disable()
        from r2k_tui.commands.line.fast import try_line

        status = try_line(sys.argv[2:])
        if status is not None:
            sys.exit(status)
    from r2k_tui.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()

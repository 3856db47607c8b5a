"""Entry point of `r2k` and `python -m r2k_tui`."""

from __future__ import annotations

import sys

_COMPLETE = "__complete"


def main() -> None:
    """Run a command, or answer a shell that completes one, which loads nothing else."""
    if sys.argv[1:2] == [_COMPLETE]:
        from r2k_tui.commands.shell.answer import answer

        answer(sys.argv[2:])
        return
    from r2k_tui.cli import main as run

    run()


if __name__ == "__main__":
    main()

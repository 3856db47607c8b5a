"""Entry point of `r2k`, and of `python -m r2k_tui`."""

from __future__ import annotations

import gc
import os
import sys

from r2k_tui.commands.monitor.arguments import MonitorArguments, monitor_arguments

_COMPLETE = "__complete"
# Options of the monitor with which there is no stored picture: another account may be looking, the line is too slow to
# send two pictures, or there is no picture at all.
_NO_PICTURE = frozenset(("kiosk", "low_bandwidth", "plain"))


def main() -> None:
    """Run a command. What a shell or a status bar runs every moment takes a way that imports little."""
    first, rest = sys.argv[1:2], sys.argv[2:]
    if first == [_COMPLETE]:
        from r2k_tui.commands.shell.answer import answer

        answer(rest)
        return
    # Everything loaded at start-up stays alive: collecting garbage in it only delays the first paint.
    gc.disable()
    if first == ["line"]:
        from r2k_tui.commands.line.fast import try_line

        status = try_line(rest)
        if status is not None:
            sys.exit(status)
    if (options := monitor_arguments(sys.argv[1:])) is not None:
        _show_stored_picture(options)
        from r2k_tui.bootstrap.code_cache import code_cache

        cache = code_cache("terminal", os.environ)
        cache.begin()
        from r2k_tui.commands.monitor.quick_start import start

        start(options, cache)
        return
    from r2k_tui.cli import main as command_line

    command_line()


def _show_stored_picture(arguments: MonitorArguments) -> None:
    """Show the stored picture of the monitor, where there is one; never fails."""
    if not _NO_PICTURE.isdisjoint(name for name, given in arguments.own.items() if given):
        return
    from r2k_tui.instant.launch import launch

    launch(sorted(arguments.common.items()), sorted(arguments.own.items()))


if __name__ == "__main__":
    main()

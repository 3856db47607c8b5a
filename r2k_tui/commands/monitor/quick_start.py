"""The quick way to the monitor, without the command line of all commands."""

# ruff: noqa: E402
from __future__ import annotations

import sys

from r2k_tui.commands.shared import interrupts

# The imports below take a while.
interrupts.end_at_once()

from r2k_tui.bootstrap.code_cache import CodeCache
from r2k_tui.commands.monitor.arguments import MonitorArguments
from r2k_tui.commands.monitor.command import run
from r2k_tui.commands.shared import ending
from r2k_tui.commands.shared.options import Options, ViewOptions


def start(arguments: MonitorArguments, cache: CodeCache) -> None:
    """Run the monitor; the exit statuses are those of `ending.run`. A kiosk writes nothing, the cache included."""
    ending.run(lambda: _run(arguments, cache))


def _run(arguments: MonitorArguments, cache: CodeCache) -> None:
    options, view = options_of(arguments)
    status = ending.status_of(lambda: run(options, view, cache.settle))
    if not view.kiosk:
        cache.save()
    if status:
        sys.exit(status)


def options_of(arguments: MonitorArguments) -> tuple[Options, ViewOptions]:
    """The options as the full command line hands them to the monitor."""
    return Options.of_text(arguments.common), ViewOptions(**arguments.own)  # type: ignore[arg-type]

"""The quick way to `r2k line`, without the command line of all commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from r2k_tui.bootstrap.errors import HubUnavailable, UsageError
from r2k_tui.commands.line.command import LineRequest, run
from r2k_tui.commands.shared import streams

_VALUES = {"--format": "format", "--source": "source", "--store": "store", "--config": "config", "--attach": "attach"}


def request_of(arguments: Sequence[str]) -> LineRequest | None:
    """The request; None for what only the full command line understands, such as --help or a wrong option."""
    found: dict[str, str] = {}
    tmux, rest = False, list(arguments)
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if name == "--tmux" and not equals:
            tmux = True
        elif name == "--demo" and not equals:
            found["source"] = "demo"
        elif name in _VALUES and (equals or rest):
            found[_VALUES[name]] = value if equals else rest.pop(0)
        else:
            return None
    refused = "attach" in found and not {"source", "store"}.isdisjoint(found)
    return None if refused else LineRequest(tmux=tmux, **found)


def try_line(arguments: Sequence[str]) -> int | None:
    """Print the line and return the exit status; None where the full command line is needed."""
    request = request_of(arguments)
    if request is None:
        return None
    streams.prepare()
    try:
        return run(request)
    except BrokenPipeError:
        streams.discard_stdout()
        return 0
    except streams.CannotWrite as error:
        streams.discard_stdout()
        print(f"r2k: cannot write to stdout: {streams.reason(error)}", file=sys.stderr)
        return 1
    except (UsageError, HubUnavailable) as error:
        # A status bar shows stdout alone.
        print("r2k: hub?" if isinstance(error, HubUnavailable) else "r2k: settings?", flush=True)
        print(f"r2k: {error}", file=sys.stderr)
        return 3 if isinstance(error, HubUnavailable) else 2
    except Exception as error:
        if os.environ.get("R2K_DEBUG"):
            raise
        from r2k_tui.commands.shared.ending import report_defect

        report_defect(error)
        return 4
